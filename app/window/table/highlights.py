"""Highlights in the texts of the cells: matches of a search, word links, numbers and names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout

from app.window.table.layout import SHOWN_AT_MOST
from app.window.table.model import BitextModel, Cell
from app.window.theme import Theme
from core.model import SIDES, SideName, Span
from core.review.doubts.agreements import Agreement, FoundToken, agreed
from core.review.search.find import Hit, Sought, spans
from core.review.verbs.rows import NotPossible

_LONGEST = 20_000  # characters of a cell searched for numbers and names


@dataclass(frozen=True, slots=True)
class WordHighlights:
    """Highlighted words of a row: spans in characters, by side and segment."""

    row: int
    places: Mapping[tuple[SideName, int], tuple[Span, ...]]


@dataclass(slots=True)
class Highlights:
    """All present highlights, and their colours."""

    theme: Theme
    sought: Sought | None = None
    """Query whose matches are highlighted."""
    hit: Hit | None = None
    """The current match."""
    words: WordHighlights | None = None
    agreements: bool = False
    """True if numbers and names are highlighted."""

    def ranges(self, model: BitextModel, row: int, cell: Cell, at: int) -> list[QTextLayout.FormatRange]:
        """Return the highlights in a segment of a cell; where two overlap, the later one is visible."""
        text = cell.texts[at]
        found = [
            mark(text, (token.start, token.end), self._format(token))
            for token in self.found(model, row, cell, at)
        ]
        found += self._hits(row, cell, at)
        if self.words is not None and self.words.row == row:
            ground = _ground(self.theme.linked)
            found += [mark(text, span, ground) for span in self.words.places.get((cell.side, at), ())]
        return found

    def _hits(self, row: int, cell: Cell, at: int) -> list[QTextLayout.FormatRange]:
        if self.sought is None or cell.side not in self.sought.sides:
            return []
        try:
            found = marks(cell.texts[at], self.sought, _ground(self.theme.found))
        except NotPossible:  # takes too long; the find bar has already said so
            self.sought = None
            return []
        hit = self.hit
        if hit is None or (hit.row, hit.side, hit.position) != (row, cell.side, at):
            return found
        here = _ground(self.theme.accent)
        here.setForeground(QColor(self.theme.on_accent))
        return [*found, mark(cell.texts[at], (hit.start, hit.end), here)]

    def found(self, model: BitextModel, row: int, cell: Cell, at: int) -> tuple[FoundToken, ...]:
        """Return the highlighted numbers and names in a segment of a cell."""
        if not self.agreements or cell.shadow:
            return ()
        return _agreed(cell.texts, model.cell(row, _across(cell.side)).texts)[at]

    def _format(self, token: FoundToken) -> QTextCharFormat:
        """Return the format of a number or name: a wavy warning line if it is unmatched, dots otherwise."""
        underline = QTextCharFormat.UnderlineStyle
        alone = token.kind is Agreement.ALONE
        made = QTextCharFormat()
        made.setUnderlineStyle(underline.WaveUnderline if alone else underline.DotLine)
        made.setUnderlineColor(QColor(self.theme.poor if alone else self.theme.muted))
        return made


@lru_cache(maxsize=512)
def _agreed(texts: tuple[str, ...], others: tuple[str, ...]) -> tuple[tuple[FoundToken, ...], ...]:
    """Return the numbers and names of each segment of a cell compared with the other cell; none if one is
    empty."""
    other = " ".join(others)
    if not other.strip() or len(other) + sum(map(len, texts)) > _LONGEST:
        return ((),) * len(texts)
    return tuple(agreed(text, other) for text in texts)


def marks(text: str, sought: Sought, colour: QTextCharFormat) -> list[QTextLayout.FormatRange]:
    """Return the matches of a query in a text as coloured ranges.

    Raises NotPossible as `core.review.search.find.spans` does.
    """
    seen = text[:SHOWN_AT_MOST]  # not `shown(text)`: the remark on a long text is not part of it
    return [mark(seen, span, colour) for span in spans(seen, sought)]


def mark(text: str, span: Span, colour: QTextCharFormat) -> QTextLayout.FormatRange:
    """Return characters of a text as a coloured range; Python counts characters, Qt UTF-16 units."""
    range_ = QTextLayout.FormatRange()
    range_.start = units(text[: span[0]])
    range_.length = units(text[span[0] : span[1]])
    range_.format = colour
    return range_


def units(text: str) -> int:
    """Return the length of a text as Qt counts it."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def characters(text: str, position: int) -> int:
    """Return the number of characters before a position counted by Qt."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "replace"))


def _ground(colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(QColor(colour))
    return made


def _across(side: SideName) -> SideName:
    return SIDES[1 - SIDES.index(side)]
