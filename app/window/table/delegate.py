"""Delegate that paints the cells and opens the editor of one segment in place."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.window.i18n import later, tr
from app.window.table import confidence_column
from app.window.table.editor import ABOVE_TEXT, BESIDE_TEXT, SegmentEditor
from app.window.table.highlights import Highlights
from app.window.table.layout import GAP, PAD_X, PAD_Y, CellLayout, Layouts
from app.window.table.model import SIDE_OF, BitextModel, Cell, Column
from app.window.theme import Theme
from core.model import Bead, SideName, Status

Index = QModelIndex | QPersistentModelIndex
LOWEST = 40
_WITH_MARKS = 52  # height for a note or bookmark below the number
_CORNER = 7
_ANY_LENGTH = Qt.TextFlag.TextDontClip
NO_COUNTERPART = later("— no counterpart —")


@dataclass(slots=True)
class Focus:
    """The current segment of the current cell, and whether its editor is open."""

    side: SideName = "source"
    segment: int = 0
    marked: tuple[SideName, int] | None = None
    """Side and id of a segment marked for pairing."""


class BitextDelegate(QStyledItemDelegate):
    """Delegate that paints a row: number, source, confidence, target."""

    typed = Signal(int, str, int, object)  # object, not str, because Qt would remove a leading U+FEFF
    """Emitted with the text in the open editor, during typing or at its end: row, side, segment id, text."""

    def __init__(self, parent: QWidget, layouts: Layouts, theme: Theme) -> None:
        super().__init__(parent)
        self.layouts = layouts
        self.theme = theme
        self.focus = Focus()
        self.highlights = Highlights(theme)
        self.editor: SegmentEditor | None = None

    def height(self, model: BitextModel, row: int, width_of: dict[SideName, int]) -> int:
        """Return the height that a row needs in columns of these widths."""
        heights = [self.layouts.of(model.cell(row, name), width).height for name, width in width_of.items()]
        bead = model.bead(row)
        return max(_WITH_MARKS if bead.note or bead.bookmark else LOWEST, round(max(heights)))

    def segment_rect(self, rect: QRect, cell: Cell, at: int) -> QRect:
        """Return the rectangle of segment `at` of a cell, with room for an editor's frame."""
        layout = self.layouts.of(cell, rect.width())
        top, text = layout.segments[min(at, len(layout.segments) - 1)]
        height = text.boundingRect().height()
        beside, above = BESIDE_TEXT, ABOVE_TEXT
        left, width = rect.left() + round(layout.left), rect.width() - 2 * PAD_X - round(layout.gutter)
        return QRect(
            left - beside, rect.top() + round(top) - above, width + 2 * beside, round(height) + 2 * above
        )

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, BitextModel)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bead = model.bead(index.row())
        painter.fillRect(rect, QColor(self._ground(bead.status, selected)))
        if index.column() == Column.NUMBER:
            self._number(painter, option, index.row(), bead)
        elif index.column() == Column.STRIP:
            confidence_column.paint(painter, QRectF(rect), bead, self.theme, self.small(10))
        else:
            side = SIDE_OF[index.column()]
            has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
            self._side(painter, rect, model, index.row(), side, has_focus)
        painter.setPen(QColor(self.theme.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _ground(self, status: Status, selected: bool) -> str:
        if selected:
            return self.theme.accent_soft
        if status is Status.OPEN:
            return self.theme.surface
        soft = self.theme.good_soft if status is Status.ACCEPTED else self.theme.doubt_soft
        return _between(soft, self.theme.surface)

    def _number(self, painter: QPainter, option: QStyleOptionViewItem, row: int, bead: Bead) -> None:
        """Paint the row's number, with a bar at the outer edge if selected, and bookmark and note below."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        if selected:
            edge = rect.right() - 3 if mirrored else rect.left()
            painter.fillRect(QRect(edge, rect.top(), 4, rect.height()), QColor(self.theme.accent))
        painter.setFont(self.small(10))
        painter.setPen(QColor(self.theme.accent if selected else self.theme.muted))
        place = QRect(rect.left() + 8, rect.top() + 10, rect.width() - 16, 20)
        inner = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        absolute = inner | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, absolute, f"{row + 1}")
        step = 16 if mirrored else -16
        x = rect.left() + 14 if mirrored else rect.right() - 14
        for there, draw in (
            (bead.note, confidence_column.paint_note),
            (bead.bookmark, confidence_column.paint_bookmark),
        ):
            if there:
                draw(painter, QPointF(x, rect.top() + 40), QColor(self.theme.accent))
                x += step

    def _side(
        self, painter: QPainter, rect: QRect, model: BitextModel, row: int, side: SideName, focus: bool
    ) -> None:
        cell = model.cell(row, side)
        if not cell.texts:
            painter.setFont(self.small(11, italic=True))
            painter.setPen(QColor(self.theme.muted))
            place = rect.adjusted(PAD_X, 8, -PAD_X, 0)
            place.setHeight(24)
            middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, middle, tr(NO_COUNTERPART))
        else:
            layout = self.layouts.of(cell, rect.width())
            found = [self.highlights.ranges(model, row, cell, at) for at in range(len(cell.texts))]
            self._segments(painter, rect, cell, layout, focus, found)
        if focus:
            painter.setPen(QPen(QColor(self.theme.accent), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), 5, 5)

    def _segments(
        self,
        painter: QPainter,
        rect: QRect,
        cell: Cell,
        layout: CellLayout,
        focus: bool,
        found: list[list[QTextLayout.FormatRange]],
    ) -> None:
        edge = rect.right() - PAD_X if layout.rtl else rect.left() + PAD_X
        for at, (top, text) in enumerate(layout.segments):
            spot = QPointF(rect.left() + layout.left, rect.top() + top)
            if at:
                y = round(spot.y() - GAP / 2)
                painter.setPen(QPen(QColor(self.theme.strong_line), 1, Qt.PenStyle.DotLine))
                painter.drawLine(rect.left() + PAD_X, y, rect.right() - PAD_X, y)
            if cell.numbers:
                self._segment_number(painter, rect, spot.y(), cell, at)
            painter.setPen(QColor(self.theme.muted if cell.shadow else self.theme.text))
            if focus and len(layout.segments) > 1 and at == self.focus.segment:
                x = edge + 5 if layout.rtl else edge - 8
                bar = QRectF(x, spot.y() + 1, 3, text.boundingRect().height() - 2)
                painter.fillRect(bar, QColor(self.theme.accent))
            if at in cell.edited:
                self._edited(painter, rect, spot.y(), rtl=layout.rtl)
            text.draw(painter, spot, found[at])

    def _segment_number(self, painter: QPainter, rect: QRect, top: float, cell: Cell, at: int) -> None:
        """Paint the segment's number in its side, on the first line, where the text begins."""
        layout = self.layouts.of(cell, rect.width())
        line = layout.segments[at][1].lineAt(0)
        left = rect.right() - PAD_X - layout.gutter + 9 if layout.rtl else rect.left() + PAD_X
        font = self.layouts.small(8.5, side=cell.side)
        height = line.ascent() + QFontMetricsF(font).descent()  # on the baseline of the text
        place = QRectF(left, top, layout.gutter - 9, height)
        painter.setFont(font)
        painter.setPen(QColor(self.theme.muted))
        edge = Qt.AlignmentFlag.AlignLeft if layout.rtl else Qt.AlignmentFlag.AlignRight
        where = edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignBottom
        painter.drawText(place, where | _ANY_LENGTH, str(cell.numbers[at]))

    def _edited(self, painter: QPainter, rect: QRect, top: float, *, rtl: bool) -> None:
        """Paint a folded corner at the end of the first line of an edited text."""
        x, inwards = (rect.left() + 4, 1) if rtl else (rect.right() - 4, -1)
        corner = (QPointF(x, top), QPointF(x + inwards * _CORNER, top), QPointF(x, top + _CORNER))
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.muted))
        painter.drawPolygon(corner)
        painter.restore()

    def small(self, points: float, *, italic: bool = False) -> QFont:
        """Font of everything beside the texts."""
        return self.layouts.small(points, italic=italic)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = index.model()
        assert isinstance(model, BitextModel)
        assert model.bitext is not None
        side = SIDE_OF[index.column()]
        ids = model.bead(index.row()).ids(side)
        self.focus.segment = min(self.focus.segment, len(ids) - 1)
        cell = model.cell(index.row(), side)
        place, font = self.focus.segment, self.layouts.of_side(side)
        editor = self.editor = SegmentEditor(parent, index.row(), side, ids[place], cell, place, font)
        palette = editor.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self.theme.surface))
        editor.setPalette(palette)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Do nothing: the editor has its text from the start, and later changes must not overwrite typing."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Emit the typed text; the model is a value, and the window makes a patch."""
        assert isinstance(editor, SegmentEditor)
        self.typed.emit(editor.row, editor.side, editor.segment_id, editor.text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The editor handles its own keys; Qt's event filter would take Tab, Enter and Esc from it.
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        return super().eventFilter(watched, event)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, BitextModel)
        assert isinstance(editor, SegmentEditor)
        rect: QRect = option.rect
        cell = model.cell(index.row(), SIDE_OF[index.column()])
        if cell.texts:
            place = self.segment_rect(rect, cell, editor.place)
            place.setHeight(max(place.height(), editor.wanted_height(place.width()), 2 * PAD_Y))
            view = editor.parentWidget()
            if view is not None and place.bottom() > view.height():
                place.moveBottom(view.height() - 2)
            editor.setGeometry(place)


@lru_cache
def _between(one: str, other: str) -> str:
    first, second = QColor(one), QColor(other)
    return QColor(
        (first.red() * 2 + second.red()) // 3,
        (first.green() * 2 + second.green()) // 3,
        (first.blue() * 2 + second.blue()) // 3,
    ).name()
