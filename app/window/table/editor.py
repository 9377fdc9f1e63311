"""Editor of one segment: Ctrl+Enter saves, Esc discards, Ctrl+T splits the segment at the caret, and
Ctrl+Shift+T puts the caret at the next place that is offered for that."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.window.i18n import tr
from app.window.table.layout import font_for, leading
from app.window.table.model import Cell
from core import language
from core.model import SideName

PAUSE_MS = 1_500
"""Time until typed text is saved; together with the commit no more than two seconds are lost."""


_FRAME = 2  # pixels of the border, as the style sheet has it
BESIDE_TEXT, ABOVE_TEXT = 10, 7
"""Distances of the text from the edges of the box, in pixels."""


class SegmentEditor(QTextEdit):
    """Text box over one segment of a cell, whose lines are where the table paints them."""

    saved = Signal()
    dropped = Signal()
    cut_wanted = Signal(int)
    """Emitted when the user wants to split the segment before this character."""
    waited = Signal()
    """Emitted some time after typing, so that the text can be saved while the user goes on."""
    left = Signal(int)
    """Emitted when the user goes to the next (1) or the previous (-1) segment."""

    def __init__(
        self, parent: QWidget, row: int, side: SideName, segment_id: int, cell: Cell, place: int, font: QFont
    ) -> None:
        super().__init__(parent)
        self.row, self.side, self.segment_id, self.place = row, side, segment_id, place
        self.setObjectName("segment")
        name = tr("Source text, segment {number}", number=place + 1)
        if side == "target":
            name = tr("Target text, segment {number}", number=place + 1)
        self.setAccessibleName(name)
        self.setFrameStyle(QFrame.Shape.NoFrame)
        self.setFont(font_for(cell, place, font))
        self.setTabChangesFocus(False)
        # The box grows with its text and follows the caret; an appearing scroll bar would shift the lines.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        rtl = language.direction(cell.language) == "rtl"
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.setAcceptRichText(False)
        self.document().setDocumentMargin(0)
        beside, above = BESIDE_TEXT - _FRAME, ABOVE_TEXT - _FRAME
        self.setViewportMargins(beside, above, beside, above)
        self.original = cell.texts[place]
        self.setPlainText(self.original)
        self._space_lines()
        self._at_first = self._raw()
        self._offered: list[int] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.waited)
        self.textChanged.connect(self._touched)

    @property
    def text(self) -> str:
        """The text; exactly the original text if the difference is only Qt's."""
        return self.original if self._raw() == self._at_first else self._raw()

    @property
    def caret(self) -> int:
        """The number of characters before the caret (Qt counts UTF-16 units)."""
        units = self.textCursor().position()
        return len(self._raw().encode("utf-16-le")[: 2 * units].decode("utf-16-le"))

    def place_caret(self, caret: int) -> None:
        """Put the caret after so many characters, or at the end of a shorter text."""
        cursor = self.textCursor()
        cursor.setPosition(len(self._raw()[:caret].encode("utf-16-le")) // 2)
        self.setTextCursor(cursor)

    def offer(self, places: Sequence[int]) -> None:
        """Offer places to split the text at, the best first, and put the caret at that one."""
        self._offered = list(places)
        self._next_offer()

    def _next_offer(self) -> None:
        if self._offered:
            self.place_caret(self._offered[0])
            self._offered = [*self._offered[1:], self._offered[0]]

    def wanted_height(self, width: int) -> int:
        """Return the height at which all lines are visible."""
        return round(self.document().size().height()) + 2 * ABOVE_TEXT

    def point(self, place: QPoint) -> None:
        """Put the caret at a point on the screen."""
        self.setTextCursor(self.cursorForPosition(self.viewport().mapFromGlobal(place)))

    def rest(self) -> None:
        """Stop the timer: the text is saved, or discarded."""
        self._pause.stop()

    def _space_lines(self) -> None:
        """Set the distance between lines that the table has."""
        spaced = QTextBlockFormat()
        spaced.setLineHeight(leading(self.font()), QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        self.setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.setUndoRedoEnabled(True)

    def _touched(self) -> None:
        if not self._pause.isActive():  # from the first character: typing without a pause is saved too
            self._pause.start()

    def _raw(self) -> str:
        # toPlainText would replace no-break spaces, which French needs.
        return self.document().toRawText().replace("\u2029", "\n")

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _saves(event):
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        elif _cuts(event):
            self.cut_wanted.emit(self.caret)
        elif _steps(event):
            self._next_offer()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.left.emit(1 if event.key() == Qt.Key.Key_Tab else -1)
        else:
            super().keyPressEvent(event)


def _saves(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier


def _cuts(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_T and event.modifiers() == Qt.KeyboardModifier.ControlModifier


def _steps(event: QKeyEvent) -> bool:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_T and event.modifiers() == both


def _ours(event: QKeyEvent) -> bool:
    if (
        _saves(event)
        or _cuts(event)
        or _steps(event)
        or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
    ):
        return True
    # Undo and redo apply to the box, not to the bitext, while there is typed text in it.
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
