"""Cards of the tour, and the parts of the window to which they point."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMainWindow, QWidget

from app.window.i18n import later
from app.window.shell.menus import CommandActions
from app.window.shell.start_page import StartPage
from app.window.shell.tour_practice import Exercise, Practice
from app.window.table.model import Column
from app.window.table.view import BitextView


@dataclass(frozen=True, slots=True)
class TourSights:
    """The parts of the window to which cards point."""

    window: QMainWindow
    start_page: StartPage
    table: BitextView
    actions: CommandActions


Target = tuple[QWidget, QRect]
"""A widget, and an area in coordinates of the window."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A card: title, words with commands' ids in braces for their keys, and what it points at."""

    title: str
    words: str
    where: Callable[[TourSights], Target | None]
    exercise: Exercise | None = None


def _zones(sights: TourSights) -> Target:
    """Return the place to begin: the zones of the start page, or the menu that opens files."""
    if sights.start_page.isVisible():
        zones = [_rect(zone, sights.window) for zone in sights.start_page.zones.values()]
        return sights.start_page, zones[0].united(zones[-1])
    bar = sights.window.menuBar()
    title = bar.actionGeometry(bar.actions()[0])
    return bar, QRect(bar.mapTo(sights.window, title.topLeft()), title.size())


def _table(sights: TourSights) -> Target:
    view = sights.table.viewport()
    first = sights.table.visualRect(sights.table.rows.index(sights.table.row, Column.SOURCE))
    row = QRect(0, first.top(), view.width(), first.height()).intersected(view.rect())
    return view, row.translated(view.mapTo(sights.window, QPoint()))


def _strip(sights: TourSights) -> Target:
    view, header = sights.table.viewport(), sights.table.horizontalHeader()
    left = header.sectionViewportPosition(Column.STRIP)
    column = QRect(left, 0, header.sectionSize(Column.STRIP), view.height())
    return view, column.translated(view.mapTo(sights.window, QPoint()))


def _tool(id_: str) -> Callable[[TourSights], Target | None]:
    def where(sights: TourSights) -> Target | None:
        button = sights.actions.bar.widgetForAction(sights.actions.by_id[id_])
        return (button, _rect(button, sights.window)) if button is not None and button.isVisible() else None

    return where


STOPS = (
    Stop(
        later("Two texts"),
        later(
            "Drop a text and its translation here, or choose them from the File menu. Diglot finds which "
            "sentences belong together. Nothing leaves your computer."
        ),
        _zones,
    ),
    Stop(
        later("Rows are pairs"),
        later(
            "Each row holds sentences that translate each other. {bead_merge_next} merges a row with the "
            "next, {bead_split} splits it, {segment_move_up} and {segment_move_down} move a sentence to "
            "a neighbouring row, {text_edit} edits a text. {undo} undoes anything."
        ),
        _table,
    ),
    Stop(
        later("Confidence"),
        later(
            "The column between the texts shows how likely each row is to be right: by colour, by the "
            "filled ring and as a percentage. You can skip the confident rows: review the doubts."
        ),
        _strip,
    ),
    Stop(
        later("Reviewing doubts"),
        later(
            "{go_doubt} goes to the next row that needs review. {bead_accept} accepts the row and goes "
            "on; where Diglot suggests something better, {doubt_take} uses it."
        ),
        _tool("go.doubt"),
    ),
    Stop(
        later("Try it: take a suggestion"),
        later(
            "In this sample we have made two mistakes on purpose. This row holds two pairs. Wait until a "
            "suggestion appears beside the table, then press {doubt_take}."
        ),
        _table,
        Exercise(Practice.suggestion_taken, Practice.joined_row),
    ),
    Stop(
        later("Try it: merge two rows"),
        later(
            "The second mistake: one sentence was cut off and is alone in the next row. Press "
            "{bead_merge_next} to merge this row with it."
        ),
        _table,
        Exercise(Practice.merged, Practice.parted_row),
    ),
    Stop(
        later("Try it: undo"),
        later("Nothing you do is final. Press {undo} to take the merge back."),
        _table,
        Exercise(Practice.undone, Practice.parted_row),
    ),
    Stop(
        later("Save and export"),
        later(
            "Your work is saved as you go. {file_export} exports the pairs as TMX, a spreadsheet and "
            "other formats. {help_palette} finds any command; {help_keys} shows all keys."
        ),
        _tool("file.export"),
    ),
)


def _rect(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())
