"""What is marked in the texts of the cells: hits of a search, words that say the same, numbers and names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout

from app.window.table.layout import SHOWN_AT_MOST
from app.window.table.model import BitextModel, Cell
from app.window.theme import Theme
from core.model import SIDES, SideName
from core.review.doubts.agreements import Agreement, Told, agreed
from core.review.search.find import Hit, Sought, Span, spans
from core.review.verbs.rows import NotPossible

_LONGEST = 20_000  # letters of a cell whose numbers and names are looked for


@dataclass(frozen=True, slots=True)
class WordHighlights:
    """Highlighted words of a row: their places in characters, by side and segment."""

    row: int
    places: Mapping[tuple[SideName, int], tuple[Span, ...]]


@dataclass(slots=True)
class Marks:
    """What is to be marked now, and in which colours."""

    theme: Theme
    sought: Sought | None = None
    """What is marked wherever it stands."""
    hit: Hit | None = None
    """The one mark at which the person is."""
    words: WordHighlights | None = None
    agreements: bool = False
    """Whether numbers and names are marked."""

    def ranges(self, model: BitextModel, row: int, cell: Cell, at: int) -> list[QTextLayout.FormatRange]:
        """What is marked in a segment of a cell; where two lie upon each other the later is seen."""
        text = cell.texts[at]
        found = [
            mark(text, (told.start, told.end), self._of(told)) for told in self.told(model, row, cell, at)
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
        except NotPossible:  # it takes too long, which whoever looks for it has been told
            self.sought = None
            return []
        hit = self.hit
        if hit is None or (hit.row, hit.side, hit.position) != (row, cell.side, at):
            return found
        here = _ground(self.theme.accent)
        here.setForeground(QColor(self.theme.on_accent))
        return [*found, mark(cell.texts[at], (hit.start, hit.end), here)]

    def told(self, model: BitextModel, row: int, cell: Cell, at: int) -> tuple[Told, ...]:
        """The numbers and names that are marked in a segment of a cell."""
        if not self.agreements or cell.shadow:
            return ()
        return _agreed(cell.texts, model.cell(row, _across(cell.side)).texts)[at]

    def _of(self, told: Told) -> QTextCharFormat:
        """Alone, a number is waved under in the colour of warnings; else dots are enough."""
        underline = QTextCharFormat.UnderlineStyle
        alone = told.kind is Agreement.ALONE
        made = QTextCharFormat()
        made.setUnderlineStyle(underline.WaveUnderline if alone else underline.DotLine)
        made.setUnderlineColor(QColor(self.theme.poor if alone else self.theme.muted))
        return made


@lru_cache(maxsize=512)
def _agreed(texts: tuple[str, ...], others: tuple[str, ...]) -> tuple[tuple[Told, ...], ...]:
    """The numbers and names of each segment of a cell beside the other cell; none where one is empty."""
    other = " ".join(others)
    if not other.strip() or len(other) + sum(map(len, texts)) > _LONGEST:
        return ((),) * len(texts)
    return tuple(agreed(text, other) for text in texts)


def marks(text: str, sought: Sought, colour: QTextCharFormat) -> list[QTextLayout.FormatRange]:
    """Where something stands in a text, as ranges to be painted in a colour.

    Raises NotPossible as `core.review.search.find.spans` does.
    """
    seen = text[:SHOWN_AT_MOST]  # not `shown(text)`: what we say about a long text is no part of it
    return [mark(seen, span, colour) for span in spans(seen, sought)]


def mark(text: str, span: Span, colour: QTextCharFormat) -> QTextLayout.FormatRange:
    """Letters of a text as a range to be painted; Python counts characters, Qt counts UTF-16 units."""
    range_ = QTextLayout.FormatRange()
    range_.start = units(text[: span[0]])
    range_.length = units(text[span[0] : span[1]])
    range_.format = colour
    return range_


def units(text: str) -> int:
    """How long a text is as Qt counts."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def characters(text: str, position: int) -> int:
    """How many characters end at a position that Qt counted."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "replace"))


def _ground(colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(QColor(colour))
    return made


def _across(side: SideName) -> SideName:
    return SIDES[1 - SIDES.index(side)]
