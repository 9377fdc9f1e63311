"""What the tour tells, card by card, and where in the window that is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from app.window.i18n import later
from app.window.table.model import Column

if TYPE_CHECKING:
    from app.window.window import Window


@dataclass(frozen=True, slots=True)
class Stop:
    """A card: title, words with commands' ids in braces for their keys, and what it points at."""

    title: str
    words: str
    where: "Callable[[Window], tuple[QWidget, QRect] | None]"


def _zones(window: "Window") -> tuple[QWidget, QRect]:
    """Where one begins: the zones of the start page, or the menu that opens files."""
    if window.start_page.isVisible():
        zones = [_rect(zone, window) for zone in window.start_page.zones.values()]
        return window.start_page, zones[0].united(zones[-1])
    bar = window.menuBar()
    title = bar.actionGeometry(bar.actions()[0])
    return bar, QRect(bar.mapTo(window, title.topLeft()), title.size())


def _table(window: "Window") -> tuple[QWidget, QRect]:
    view = window.table.viewport()
    first = window.table.visualRect(window.table.rows.index(window.table.row, Column.SOURCE))
    row = QRect(0, first.top(), view.width(), first.height()).intersected(view.rect())
    return view, row.translated(view.mapTo(window, QPoint()))


def _strip(window: "Window") -> tuple[QWidget, QRect]:
    view, header = window.table.viewport(), window.table.horizontalHeader()
    left = header.sectionViewportPosition(Column.STRIP)
    column = QRect(left, 0, header.sectionSize(Column.STRIP), view.height())
    return view, column.translated(view.mapTo(window, QPoint()))


def _tool(id_: str) -> "Callable[[Window], tuple[QWidget, QRect] | None]":
    def where(window: "Window") -> tuple[QWidget, QRect] | None:
        button = window.command_actions.bar.widgetForAction(window.command_actions.by_id[id_])
        return (button, _rect(button, window)) if button is not None and button.isVisible() else None

    return where


STOPS = (
    Stop(
        later("Two texts"),
        later(
            "Drop a text and its translation here, or choose them in the menu File. Diglot finds which "
            "sentences belong together. Nothing leaves your machine."
        ),
        _zones,
    ),
    Stop(
        later("Rows are pairs"),
        later(
            "Each row holds what belongs together. {bead_merge_next} merges a row with the next, "
            "{bead_split} splits it, {segment_move_up} and {segment_move_down} move a sentence over its "
            "edge, {text_edit} edits a text. {undo} takes anything back."
        ),
        _table,
    ),
    Stop(
        later("How sure Diglot is"),
        later(
            "Between the texts stands how likely a row is right, by colour, by the filled ring and in per "
            "cent. You need not read the sure ones: look at the doubts."
        ),
        _strip,
    ),
    Stop(
        later("From doubt to doubt"),
        later(
            "{go_doubt} goes to the next row that deserves a look. {bead_accept} says that it is right and "
            "goes on; where Diglot proposes something better, {doubt_take} takes it."
        ),
        _tool("go.doubt"),
    ),
    Stop(
        later("Take it along"),
        later(
            "Your work is saved as you go. {file_export} writes the pairs as TMX, as a sheet and in other "
            "formats. {help_palette} finds any command, {help_keys} shows all keys."
        ),
        _tool("file.export"),
    ),
)


def _rect(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())
