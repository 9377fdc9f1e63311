"""Table model of the bitext. It holds only the value; a patch says which rows changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.window.i18n import listed, tr, translated
from app.window.tooltips import tip
from core import language
from core.model import SIDES, Bead, Bitext, BlockKind, Patch, SideName
from core.review.doubts.reasons import ReasonKind, Usual, percent, reasons, usual

_OF_THE_TEXTS = (ReasonKind.NUMBERS, ReasonKind.FALSE_NUMBER, ReasonKind.LENGTH)
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOLD = 500  # characters of an original text in a tooltip


class Column(IntEnum):
    """Columns of the table, from left to right."""

    NUMBER = 0
    SOURCE = 1
    STRIP = 2
    TARGET = 3


SIDE_OF: dict[int, SideName] = {Column.SOURCE: "source", Column.TARGET: "target"}
COLUMN_OF: dict[SideName, Column] = {"source": Column.SOURCE, "target": Column.TARGET}


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a bead, ready to be laid out: texts, and which of them are headings.

    A `shadow` is the text of a moved passage's other end. Where line ends are no `lines` the file was wrapped
    at some width, which says nothing about the text. `edited` are the places of texts a person changed.
    `numbers` count the segments of the `side` from 1, and are shown beside them in room for `digits`.
    """

    texts: tuple[str, ...]
    headings: tuple[bool, ...]
    language: str
    shadow: bool = False
    lines: bool = True
    edited: frozenset[int] = frozenset()
    side: SideName = "source"
    numbers: tuple[int, ...] = ()
    digits: int = 0


class BitextModel(QAbstractTableModel):
    """Table model over an immutable bitext."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bitext: Bitext | None = None
        self._moved: dict[tuple[SideName, int], int] | None = None
        """Rows of the halves of moved passages, once they are needed."""
        self._usual: tuple[Usual | None] | None = None
        """Usual ratio of lengths, once it is needed; small changes do not matter."""

    @property
    def bitext(self) -> Bitext | None:
        """The bitext shown."""
        return self._bitext

    def show(self, bitext: Bitext | None) -> None:
        """Show another bitext from the start."""
        self.beginResetModel()
        self._usual = None
        self._hold(bitext)
        self.endResetModel()

    def take(self, bitext: Bitext, patch: Patch, first: int, last: int) -> None:
        """Show the bitext after `patch`, and announce which rows were inserted, removed and changed.

        `first` and `last` are the rows touched, counted in the new bitext. All splices are announced
        as one stretch of rows, so that the view never sees the model between two of them.
        """
        if self._bitext is None or patch.swap:
            self._hold(bitext)
            self._tell(0, len(bitext.beads) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.SOURCE, Column.TARGET)
            return
        at, old, new = stretch(patch, first, last)
        common = min(old, new)
        if new > old:
            self.beginInsertRows(_NOWHERE, at + common, at + new - 1)
            self._hold(bitext, patch)
            self.endInsertRows()
        elif old > new:
            self.beginRemoveRows(_NOWHERE, at + common, at + old - 1)
            self._hold(bitext, patch)
            self.endRemoveRows()
        else:
            self._hold(bitext, patch)
        self._tell(at, at + common - 1)
        if patch.properties:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.SOURCE, Column.TARGET)
            self._tell(0, len(bitext.beads) - 1)

    def bead(self, row: int) -> Bead:
        """Return the bead in a row."""
        assert self._bitext is not None
        return self._bitext.beads[row]

    def cell(self, row: int, name: SideName) -> Cell:
        """Return one side of a row."""
        from core.read import keeps_line_breaks  # not needed before a bitext is shown

        assert self._bitext is not None
        ids, shadow = self._ids(row, name)
        side = self._bitext.side(name)
        blocks = side.document.blocks
        headings = tuple(blocks[side.segment(id_).block].kind is BlockKind.HEADING for id_ in ids)
        texts = tuple(side.text(id_) for id_ in ids)
        lines = keeps_line_breaks(side.document.format)
        edited = frozenset(at for at, id_ in enumerate(ids) if side.segment(id_).edited is not None)
        numbers = tuple(side.position(id_) + 1 for id_ in ids)
        digits = len(str(len(side.segments)))
        return Cell(texts, headings, side.document.language, shadow, lines, edited, name, numbers, digits)

    def _ids(self, row: int, name: SideName) -> tuple[tuple[int, ...], bool]:
        """Return the segments that a cell shows, and whether they belong to the other half of a moved
        passage."""
        bead = self.bead(row)
        if bead.ids(name) or bead.moved is None:
            return bead.ids(name), False
        return self.bead(self._end(name, bead.moved)).ids(name), True

    def _hold(self, bitext: Bitext | None, patch: Patch | None = None) -> None:
        self._bitext = bitext
        if patch is None or any(_links(splice.before) != _links(splice.after) for splice in patch.beads):
            self._moved = None

    def _end(self, name: SideName, link: int) -> int:
        """Return the row of one half of a moved passage."""
        if self._moved is None:
            self._moved = {} if self._bitext is None else _ends(self._bitext)
        return self._moved[name, link]

    def _row_tooltip(self, row: int) -> str:
        """Return the description of a row, with the place of the other half of a moved passage."""
        bead = self.bead(row)
        words = judgement(bead)
        known = words[:1].upper() + words[1:]
        if bead.moved is None:
            return "\n".join([known, *self._doubts(row)])
        other = self._end("target" if bead.source else "source", bead.moved)
        return tr("{known}; the other half is in row {row}", known=known, row=other + 1)

    def _doubts(self, row: int) -> list[str]:
        """Return the reasons against a row found in its texts."""
        assert self._bitext is not None
        if self._usual is None:
            self._usual = (usual(self._bitext),)
        found = reasons(self._bitext, row, self._usual[0])
        return [translated(reason.sentence) for reason in found if reason.kind in _OF_THE_TEXTS]

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def spoken(self, row: int) -> str:
        """Return the summary of a row for screen readers."""
        bead = self.bead(row)
        parts = [tr("Pair {row} of {count}", row=row + 1, count=self.rowCount()) + f", {judgement(bead)}."]
        for side, name in zip(SIDES, (tr("Source"), tr("Target")), strict=True):
            cell = self.cell(row, side)
            what = f"{tr('moved passage')}: " if cell.shadow else ""
            edited = f", {tr('edited')}" if cell.edited else ""
            parts.append(f"{name}{edited}: {what}{' '.join(cell.texts) or tr('no counterpart')}")
        parts += self._doubts(row)
        return " ".join(parts)

    def _originals(self, row: int, name: SideName) -> str:
        """Return the document's text under edited segments, as a tooltip."""
        assert self._bitext is not None
        side = self._bitext.side(name)
        segments = [side.segment(id_) for id_ in self._ids(row, name)[0]]
        originals = [side.original(segment) for segment in segments if segment.edited is not None]
        # Directional marks around a text keep the quotes in place if it runs the other way.
        return tip(
            *(tr("Edited; the original text is “{text}”", text=_isolated(_cut(text))) for text in originals)
        )

    # Qt overrides

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._bitext is None else len(self._bitext.beads)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._bitext is None:
            return None
        name = SIDE_OF.get(index.column())
        if role == Qt.ItemDataRole.DisplayRole and name is not None:
            return "\n".join(self.cell(index.row(), name).texts)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.STRIP:
            return self._row_tooltip(index.row())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == Column.NUMBER:
            return tip(self.bead(index.row()).note) or None
        if role == Qt.ItemDataRole.ToolTipRole and name is not None:
            return self._originals(index.row(), name) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or self._bitext is None:
            return None
        name = SIDE_OF.get(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if name is None else title(self._bitext, name)
        if role == Qt.ItemDataRole.TextAlignmentRole and name is not None:
            rtl = language.direction(self._bitext.side(name).document.language) == "rtl"
            edge = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            return edge | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        if role == Qt.ItemDataRole.InitialSortOrderRole:
            return (Qt.SortOrder.AscendingOrder if name is None else Qt.SortOrder.DescendingOrder).value
        if role == Qt.ItemDataRole.ToolTipRole:
            return _heading_tooltip(section)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        name = SIDE_OF.get(index.column())
        if name is not None and self._bitext is not None and self.bead(index.row()).ids(name):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def _heading_tooltip(column: int) -> str:
    """Return the effect of a click on a heading."""
    if column == Column.NUMBER:
        return tr("Click for document order")
    return tr("Click to sort by confidence") if column == Column.STRIP else tr("Click to sort by length")


def title(bitext: Bitext, name: SideName) -> str:
    """Return the column title of one side."""
    document = bitext.side(name).document
    return f"{document.name}  ·  {translated(language.name(document.language))}"


def judgement(bead: Bead) -> str:
    """Return the description of a bead."""
    known = [tr("made by hand")]
    if bead.confidence is not None:
        known = [tr("{share} likely", share=percent(bead.confidence))]
    if bead.moved is not None:
        known.insert(0, tr("moved passage"))
    elif bead.one_sided:
        known.insert(0, tr("without a counterpart"))
    if bead.judged:
        known.insert(0, tr("accepted") if bead.accepted else tr("marked doubtful"))
    return listed(known)


def _isolated(text: str) -> str:
    return f"\u2068{text}\u2069"


def _cut(text: str) -> str:
    return text if len(text) <= _TOLD else f"{text[:_TOLD]} …"


def stretch(patch: Patch, first: int, last: int) -> tuple[int, int, int]:
    """Return the single stretch of rows that a patch changes: its start, its old and its new number
    of rows."""
    if not patch.beads:
        return first, max(last - first + 1, 0), max(last - first + 1, 0)
    at, end = patch.beads[0].at, patch.beads[-1].at + len(patch.beads[-1].before)
    grown = sum(len(splice.after) - len(splice.before) for splice in patch.beads)
    return at, end - at, end - at + grown


def _links(beads: Sequence[Bead]) -> list[int | None]:
    """Return the halves of moved passages in these rows, with their places."""
    return [bead.moved for bead in beads]


def _ends(bitext: Bitext) -> dict[tuple[SideName, int], int]:
    """Return the rows of moved passages, by side and link."""
    ends: dict[tuple[SideName, int], int] = {}
    for row, bead in enumerate(bitext.beads):
        if bead.moved is not None:
            ends["source" if bead.source else "target", bead.moved] = row
    return ends
