"""Word links: highlight the word under the mouse, or reached by keys, and its translation."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.tasks import LinkWords
from app.window.background.jobs import Jobs, Listener
from app.window.i18n import explained, tr
from app.window.open_project import OpenProject
from app.window.table.highlights import WordHighlights
from app.window.table.hover import CharacterPosition
from app.window.table.view import BitextView
from core.errors import DiglotError
from core.model import SIDES, SideName, Span
from core.project import Change, ChangeKind

if TYPE_CHECKING:
    from core.align.word_links.links import Link, Links, Word
    from core.write.terms import Term

LINK = "words"
Texts = tuple[tuple[str, ...], tuple[str, ...]]
"""The texts of a row's two cells, by segment."""
_KEPT = 200  # rows whose links are remembered


@dataclass(frozen=True, slots=True)
class _Collected:
    """A term and the segment in which it was found, as rows get other numbers; `row` is the one of then."""

    source: str
    target: str
    side: SideName
    segment: int
    row: int

    def swapped(self) -> "_Collected":
        """Return the term with its sides swapped."""
        return replace(self, source=self.target, target=self.source, side=SIDES[1 - SIDES.index(self.side)])


class WordLinks(QObject):
    """The links of the rows asked for last, the highlighted words, and the terms collected."""

    status_message = Signal(str)
    """Emitted with a message for the status bar."""
    changed = Signal()
    """Another pair of words is highlighted, or none."""
    collected = Signal()
    """The terms changed."""

    def __init__(self, project: OpenProject, table: BitextView, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._project, self._table, self._jobs = project, table, jobs
        self._known: OrderedDict[Texts, Links] = OrderedDict()
        self._asked: Texts | None = None
        self._wanted: CharacterPosition | int | None = None
        """Word to highlight once links are known: the place under the mouse, or a step of the keys."""
        self._here: tuple[int, SideName, Word] | None = None
        self._by_mouse = False
        self.pair: tuple[str, str] | None = None
        """The highlighted words, the source's first; None unless both sides have some."""
        self._collected: tuple[_Collected, ...] = ()
        table.hover.rested.connect(self._rested)
        table.current_changed.connect(self._moved)
        table.escaped.connect(self.clear)
        project.changed.connect(self._changed)
        project.replaced.connect(self._forget)

    @property
    def here(self) -> int:
        """The row in which words are highlighted, or -1."""
        return -1 if self._here is None else self._here[0]

    @property
    def terms(self) -> "tuple[Term, ...]":
        """The terms collected since the project was opened, and their current rows."""
        return tuple((one.source, one.target, self._row_of(one) + 1) for one in self._collected)

    def _row_of(self, term: "_Collected") -> int:
        """Return the row of a term; where its segment is gone, the row that has its number."""
        bitext = self._project.bitext
        if bitext is None:
            return term.row
        try:
            return bitext.row_of(term.side, term.segment)
        except KeyError:
            return min(term.row, len(bitext.beads) - 1)

    def step(self, step: int) -> None:
        """Highlight the next (1) or the previous (-1) word of the current segment."""
        self._want(step)

    def clear(self) -> None:
        """Remove the highlight."""
        self._wanted = None
        self._highlight(None, None)

    def collect(self) -> None:
        """Add the highlighted words to the terms, each pair once."""
        bitext = self._project.bitext
        if self.pair is None or self._here is None or bitext is None:
            return
        source, target = self.pair
        if (source, target) not in {(term.source, term.target) for term in self._collected}:
            row, side, word = self._here
            segment = bitext.beads[row].ids(side)[word.segment]
            self._keep((*self._collected, _Collected(source, target, side, segment, row)))
        words = tr(
            "Added to terms: {source} – {target}", source=_set_apart(source), target=_set_apart(target)
        )
        self.say(words)

    def say(self, text: str) -> None:
        """Show a message in the status bar."""
        self.status_message.emit(text)

    def drop(self, places: "set[int]") -> None:
        """Remove terms by their positions."""
        self._keep(tuple(term for at, term in enumerate(self._collected) if at not in places))

    def _keep(self, terms: "tuple[_Collected, ...]") -> None:
        self._collected = terms
        self.collected.emit()

    # Asking for links

    def _rested(self, place: CharacterPosition | None) -> None:
        if place is not None:
            self._want(place)
        elif self._by_mouse:
            self.clear()

    def _moved(self) -> None:
        if self._here is not None and self._here[0] != self._table.row:
            self.clear()

    def _want(self, wanted: CharacterPosition | int) -> None:
        """Highlight what is wanted, at once where the links of the row are known."""
        row = wanted.row if isinstance(wanted, CharacterPosition) else self._table.row
        texts = self._texts(row)
        if texts is None:
            return
        links = self._known.get(texts)
        if links is not None:
            self._known.move_to_end(texts)
            self._show(row, wanted, links)
        else:
            self._wanted = wanted
            self._ask(texts)

    def _ask(self, texts: Texts) -> None:
        # To cancel a job ends its worker: what is under way may finish, and then the newest is next.
        if self._asked is None:
            self._asked = texts
            work = LinkWords(*texts, dict(self._project.settings))
            listener = Listener(
                done=partial(self._linked, texts), failed=self._failed, cancelled=self._cancelled
            )
            self._jobs.start(work, listener, kind=LINK)

    def _linked(self, texts: Texts, links: "Links") -> None:
        self._asked, wanted, self._wanted = None, self._wanted, None
        self._known[texts] = links
        if len(self._known) > _KEPT:
            self._known.popitem(last=False)
        if wanted is not None:
            self._want(wanted)

    def _failed(self, error: DiglotError) -> None:
        self._asked = self._wanted = None
        self.say(explained(error))

    def _cancelled(self) -> None:
        """Go on with what was wanted since; the cancelled job was about another project."""
        self._asked, wanted, self._wanted = None, self._wanted, None
        if wanted is not None:
            self._want(wanted)

    def _changed(self, change: Change) -> None:
        self.clear()
        if ChangeKind.SIDES in change.kinds:
            self._keep(tuple(term.swapped() for term in self._collected))

    def _forget(self) -> None:
        self._jobs.cancel(LINK)
        self._known.clear()
        self.clear()
        self._keep(())

    def _texts(self, row: int) -> Texts | None:
        bitext = self._project.bitext
        if bitext is None or not 0 <= row < len(bitext.beads):
            return None
        source, target = (
            tuple(bitext.side(side).text(id_) for id_ in bitext.beads[row].ids(side)) for side in SIDES
        )
        return source, target

    # Highlighting

    def _show(self, row: int, wanted: CharacterPosition | int, links: "Links") -> None:
        self._by_mouse = isinstance(wanted, CharacterPosition)
        if isinstance(wanted, CharacterPosition):
            word = links.word_at(wanted.side, wanted.segment, wanted.character)
            side = wanted.side
        else:
            side = self._table.side
            word = self._beside(row, side, wanted, links)
        if word is None:
            self.clear()
            if not (links.words(side) or self._by_mouse):
                self.say(tr("No word links are available for this row."))
            return
        self._highlight((row, side, word), links.link_of(side, word))

    def _beside(self, row: int, side: SideName, step: int, links: "Links") -> "Word | None":
        """Return the word after (1) or before (-1) the highlighted one in the current segment."""
        found = [word for word in links.words(side) if word.segment == self._table.segment]
        if not found:
            return None
        if self._here is not None and self._here[:2] == (row, side) and self._here[2] in found:
            return found[(found.index(self._here[2]) + step) % len(found)]
        return found[0 if step > 0 else -1]

    def _highlight(self, here: "tuple[int, SideName, Word] | None", link: "Link | None") -> None:
        before, self._here = self._here, here
        if here != before:
            self.pair = None
        highlights = None
        if here is not None:
            row, side, word = here
            words = {name: link.words(name) if link else () for name in SIDES}
            if link is None:
                words[side] = (word,)
            highlights = WordHighlights(
                row, {(name, at): spans for name in SIDES for at, spans in _by_segment(words[name])}
            )
            if here != before:
                self._tell(row, side, words)
        self._table.highlight_words(highlights)
        if here != before:
            self.changed.emit()

    def _tell(self, row: int, side: SideName, words: "dict[SideName, tuple[Word, ...]]") -> None:
        """Show both words in the status bar, the one asked for first."""
        texts = self._texts(row)
        assert texts is not None
        written = {
            name: " … ".join(
                cell[at][start:end] for at, spans in _by_segment(words[name]) for start, end in spans
            )
            for name, cell in zip(SIDES, texts, strict=True)
        }
        own, other = written[side], written[SIDES[1 - SIDES.index(side)]]
        if own and other:
            self.pair = written["source"], written["target"]
        nothing = tr("{word} – no counterpart found", word=_set_apart(own))
        self.say(f"{_set_apart(own)} – {_set_apart(other)}" if other else nothing)


def _by_segment(words: "tuple[Word, ...]") -> "list[tuple[int, tuple[Span, ...]]]":
    """Return the spans of words by segment; adjacent words are one span."""
    found: dict[int, list[Span]] = {}
    for word in words:
        spans = found.setdefault(word.segment, [])
        if spans and word.start - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return [(segment, tuple(spans)) for segment, spans in found.items()]


def _set_apart(words: str) -> str:
    """Isolate words from the direction of the line around them."""
    return f"\u2068{words}\u2069"
