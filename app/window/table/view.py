"""Table widget: current row and side, navigation keys, the editor, and search."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.window.i18n import tr
from app.window.table import confidence_column
from app.window.table.delegate import BitextDelegate
from app.window.table.drag import Drag, paint_marked
from app.window.table.editor import SegmentEditor
from app.window.table.heights import RowHeights
from app.window.table.highlights import WordHighlights
from app.window.table.hit_testing import SegmentPosition, onto_text, segments, text_at
from app.window.table.hover import Hover
from app.window.table.layout import Layouts
from app.window.table.model import COLUMN_OF, SIDE_OF, BitextModel, Column, Index
from app.window.table.set_up import set_up
from app.window.table.visible_rows import ShownRows, carried
from app.window.theme import Theme
from core.model import Bitext, Patch, SideName
from core.review.search.find import Hit, Sought

_MOVE = QAbstractItemView.CursorAction
_SELECT_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class BitextView(QTableView):
    """The bitext table."""

    current_changed = Signal()
    """Emitted when the current row, side, segment or selection changes, or the editor opens or closes."""
    typed = Signal(int, str, int, object)
    """Emitted with what is typed in the editor, after a pause or at its end: row, side, segment id, text.

    An editor that is discarded gives its original text.
    """
    edit_began = Signal()
    """Emitted when another editor opens, whose texts are independent of the last one's."""
    unsafe = Signal(bool)
    """Emitted with whether the open editor has unsaved text."""
    escaped = Signal()
    """Emitted when the user cancels the present action."""
    cut = Signal(int, str, int, int)
    """Emitted when the user wants to split a segment: row, side, segment id, character."""

    def __init__(self, parent: QWidget | None, theme: Theme, font: QFont) -> None:
        super().__init__(parent)
        self.setObjectName("bitext")
        self.setAccessibleName(tr("Pairs of source and target"))
        self.rows = BitextModel(self)
        self.layouts = Layouts(font)
        self.painter_of_cells = BitextDelegate(self, self.layouts, theme)
        self.highlights = self.painter_of_cells.highlights
        self.setModel(self.rows)
        self.shown = ShownRows(self)
        self.heights = RowHeights(self, self._height, self.shown)
        self.setItemDelegate(self.painter_of_cells)
        set_up(self)
        self.horizontalHeader().sectionResized.connect(self.heights.begin)
        self.drag = Drag(self, self.verticalScrollBar(), self)
        self.hover = Hover(self, self)
        self._silent = False
        self.painter_of_cells.typed.connect(self.typed)
        self.rows.modelReset.connect(self.heights.restart)
        self.rows.dataChanged.connect(self._changed)
        self.shown.changing.connect(self.heights.unsettle)
        for changed in (self.rows.rowsInserted, self.rows.rowsRemoved, self.shown.changed):
            changed.connect(self.heights.forget)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.selectionModel().selectionChanged.connect(self.announce_current)

    # Display

    def show_bitext(self, bitext: Bitext | None) -> None:
        """Show a bitext from its first row. The caller announces the current row later."""
        with self._silence():
            self.rows.show(bitext)
            self._fit_columns()
            if self.rows.rowCount():
                self.go(0)

    def take(self, bitext: Bitext, patch: Patch, first: int, last: int) -> None:
        """Show the bitext after a patch and stay at the row. The caller announces the current row later."""
        self.heights.unsettle()
        row, shown = max(self.row, 0), carried(self.shown.ascending, patch) if self.shown.some else None
        with self._silence():
            self.rows.take(bitext, patch, first, last)
            if shown is not None:
                self.shown.only(shown)
            if self.row < 0 and self.rows.rowCount():
                self.go(min(row, self.rows.rowCount() - 1))

    @contextmanager
    def _silence(self) -> Iterator[None]:
        """Hold back `current_changed`, as Qt asks for rows while the model changes."""
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    def announce_current(self) -> None:
        """Emit `current_changed`, unless the model is changing."""
        if not self._silent:
            self.current_changed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self.painter_of_cells.theme = self.highlights.theme = theme
        self.viewport().update()

    def set_fonts(self, font: QFont, of_side: Mapping[SideName, QFont]) -> None:
        """Set other fonts or sizes: the general font, and one for each side."""
        self.layouts.set_fonts(font, of_side)
        self._fit_columns()
        self.heights.begin()

    def search(self, sought: Sought | None, hit: Hit | None = None) -> None:
        """Highlight all matches of a query, and one of them in particular."""
        self.highlights.sought, self.highlights.hit = sought, hit
        self.viewport().update()

    def highlight_words(self, words: WordHighlights | None) -> None:
        """Highlight these words, and no others."""
        rows = {each.row for each in (self.highlights.words, words) if each is not None}
        if self.highlights.words != words:
            self.highlights.words = words
            for row in rows:
                for column in COLUMN_OF.values():
                    self.viewport().update(self.visualRect(self.rows.index(row, column)))

    def show_agreements(self, *, on: bool) -> None:
        """Highlight numbers and names, or not."""
        if self.highlights.agreements != on:
            self.highlights.agreements = on
            self.viewport().update()

    # Current position

    @property
    def row(self) -> int:
        """The current row, or -1."""
        return self.currentIndex().row()

    @property
    def side(self) -> SideName:
        """The current side."""
        return self.painter_of_cells.focus.side

    @property
    def segment(self) -> int:
        """The position of the current segment in its cell."""
        bitext, row = self.rows.bitext, self.row
        if bitext is None or row < 0:
            return 0
        return min(self.painter_of_cells.focus.segment, max(0, len(bitext.beads[row].ids(self.side)) - 1))

    @property
    def chosen(self) -> tuple[int, ...]:
        """The selected rows, ascending, without hidden ones; the current row if none is selected."""
        rows = set(chain.from_iterable(self.shown.within(self.selectionModel().selection())))
        return tuple(sorted(rows)) or ((self.row,) if self.row >= 0 else ())

    @property
    def count_of_chosen(self) -> int:
        """Number of selected rows."""
        return sum(map(len, self.shown.within(self.selectionModel().selection())))

    @property
    def editing(self) -> bool:
        """True while a segment's text is being edited."""
        return self.state() is QAbstractItemView.State.EditingState

    @property
    def editor(self) -> SegmentEditor | None:
        """The open editor."""
        return self.painter_of_cells.editor if self.editing else None

    def go(self, row: int, side: SideName | None = None, segment: int = 0) -> None:
        """Make a row current and scroll to it; if it is hidden, all rows are shown."""
        if not 0 <= row < self.rows.rowCount():
            return
        if row not in self.shown:
            self.shown.all()
        self.heights.fit()  # otherwise the place held through the last change would be brought back
        index = self.rows.index(row, COLUMN_OF[side or self.side])
        # Not setCurrentIndex, which would react to Ctrl or Shift of the pressed key.
        self.selectionModel().setCurrentIndex(index, _SELECT_ROW)
        self.painter_of_cells.focus.segment = segment
        self.heights.fit_row(row)
        self.scrollTo(index)
        self.heights.fit()
        self.scrollTo(index)
        self.announce_current()

    def edit_segment(self) -> None:
        """Open the editor over the current segment."""
        index = self.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.go(self.row, self.side, self.segment)
            self.edit(index)

    def close_editor(self, *, keep: bool) -> None:
        """Close the editor if one is open; `keep` what was typed, or discard it."""
        editor = self.editor
        if editor is not None:
            if keep:
                self.commitData(editor)
            else:
                self.typed.emit(editor.row, editor.side, editor.segment_id, editor.original)
            self.closeEditor(editor, self.painter_of_cells.EndEditHint.NoHint)
            self.setFocus()

    # Heights

    def _height(self, row: int) -> int:
        widths: dict[SideName, int] = {name: self.columnWidth(column) for name, column in COLUMN_OF.items()}
        return self.painter_of_cells.height(self.rows, row, widths)

    def _fit_columns(self) -> None:
        small = self.painter_of_cells.small(10)
        number = QFontMetrics(small).horizontalAdvance(f"{max(100, self.rows.rowCount())}")
        self.setColumnWidth(Column.NUMBER, number + 28)
        self.setColumnWidth(Column.STRIP, round(confidence_column.size(small)[0]) + 22)

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.heights.forget_rows(first.row(), last.row())

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        side = SIDE_OF.get(now.column())
        if side is not None:
            self.painter_of_cells.focus.side = side
        if now != before:
            self.painter_of_cells.focus.segment = 0
        self.heights.keep()
        self.announce_current()

    # Editor

    def _wire(self, editor: SegmentEditor) -> None:
        editor.saved.connect(lambda: self.close_editor(keep=True))
        editor.dropped.connect(lambda: self.close_editor(keep=False))
        editor.cut_wanted.connect(lambda caret: self._cut(editor, caret))
        editor.left.connect(self._go_on)
        editor.waited.connect(lambda: self._keep(editor))
        editor.textChanged.connect(self.updateEditorGeometries)
        editor.textChanged.connect(lambda: self.unsafe.emit(True))

    def _keep(self, editor: SegmentEditor) -> None:
        """Emit the text typed so far; the editor stays open."""
        if editor is self.editor:
            self.unsafe.emit(False)
            self.commitData(editor)

    def _cut(self, editor: SegmentEditor, caret: int) -> None:
        self.commitData(editor)  # it stays open in case the segment cannot be split there
        self.cut.emit(self.row, editor.side, editor.segment_id, caret)

    def _go_on(self, step: int) -> None:
        row, side, segment = self.row, self.side, self.segment + step
        self.close_editor(keep=True)
        here = self.shown.position(row)
        places = segments(self.rows, self.shown.rows[max(here - 1, 0) : here + 2])
        now = places.index((row, side, segment - step))
        if 0 <= now + step < len(places):
            self.go(*places[now + step])
            self.edit_segment()

    # Qt overrides

    def edit(self, index: QModelIndex, *more: object) -> bool:  # type: ignore[override]
        opened = super().edit(index, *more)
        editor = self.editor
        if not more and editor is not None:
            self._wire(editor)
            self.edit_began.emit()
            self.updateEditorGeometries()
            editor.setFocus()
            self.announce_current()
        return bool(opened)

    def closeEditor(self, editor: QWidget, hint: BitextDelegate.EndEditHint) -> None:
        if isinstance(editor, SegmentEditor):
            editor.rest()
            self.unsafe.emit(False)
        super().closeEditor(editor, hint)
        self.announce_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # begins editing on macOS; here it is a command's key, even where that is impossible
        if event.key() == Qt.Key.Key_Escape:
            self.drag.end()
            self.escaped.emit()
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are commands here."""

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        # With Ctrl, Qt moves the current row but not the selection, so verbs would act on invisible rows.
        if isinstance(event, QKeyEvent) and event.key() != Qt.Key.Key_Space:
            held, flags = event.modifiers(), QItemSelectionModel.SelectionFlag
            if held & Qt.KeyboardModifier.ControlModifier:
                on = held & Qt.KeyboardModifier.ShiftModifier
                return flags.SelectCurrent | flags.Rows if on else _SELECT_ROW
        return super().selectionCommand(index, event)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        upper, lower = sorted((rect.top(), rect.bottom()))
        first, last = self.rowAt(upper), self.rowAt(lower)
        if self.shown.sorted and first >= 0 and last >= 0:  # Qt takes minutes for 100,000 scattered rows
            rows = self.shown.between(first, last)
            self.selectionModel().select(rows, command & ~QItemSelectionModel.SelectionFlag.Rows)
        else:
            super().setSelection(rect, command)

    def moveCursor(self, action: _MOVE, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        now = self.currentIndex()
        if not now.isValid():
            return self.rows.index(self.shown.rows[0], Column.SOURCE) if self.shown.rows else now
        if action in (_MOVE.MoveLeft, _MOVE.MoveRight):
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            to_source = (action is _MOVE.MoveLeft) is not mirrored
            return self.rows.index(now.row(), COLUMN_OF["source" if to_source else "target"])
        if action in (_MOVE.MoveHome, _MOVE.MoveEnd):
            return self.rows.index(self.shown.rows[0 if action is _MOVE.MoveHome else -1], now.column())
        return super().moveCursor(action, modifiers)

    def other_segment(self, step: int) -> None:
        """Make another segment of the cell the current one."""
        count = len(self.rows.bead(self.row).ids(self.side))
        place = max(0, min(count - 1, self.segment + step))
        self._touch((self.row, self.side, place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(onto_text(self, event))
        place = text_at(self, event.position().toPoint())
        if place is not None:
            self._touch(place)
            self.drag.press(place, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drag.held:  # dragging outside the texts selects rows
            self.drag.move(event.position().toPoint())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.drag.release()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        mark = self.painter_of_cells.focus.marked
        if self.rows.bitext is not None and (mark or self.drag.under_way):
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.drag.paint(painter, self.painter_of_cells.theme)
            if mark is not None:
                paint_marked(painter, self, *mark)
            painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if place := text_at(self, event.position().toPoint()):
            self._touch(place)
            self.go(*place)
            self.edit_segment()
            if editor := self.editor:
                editor.point(event.globalPosition().toPoint())

    def _touch(self, place: SegmentPosition) -> None:
        focus = self.painter_of_cells.focus
        row, focus.side, focus.segment = place
        self.viewport().update(self.visualRect(self.rows.index(row, COLUMN_OF[focus.side])))
        self.announce_current()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.heights.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self.heights.held():
            super().resizeEvent(event)
