"""Help: lists of keys, palette, tour, settings and error reports."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.window.dialogs import error as boxes
from app.window.dialogs.report import ReportDialog
from app.window.dialogs.settings import SettingsDialog
from app.window.i18n import tr
from app.window.shell.command_palette import CommandPalette
from app.window.shell.menus import CommandActions
from app.window.shell.shortcut_help import ShortcutHelp
from app.window.shell.shortcuts import ShortcutsDialog
from app.window.shell.tour import Tour
from app.window.shell.tour_stops import TourSights
from app.window.workbench import Workbench


class Help(QObject):
    """Opens the pages of the menu Help and the dialogs that list commands."""

    def __init__(
        self,
        parent: QWidget,
        actions: CommandActions,
        sights: TourSights,
        bench: Callable[[], Workbench],
        logs: Path,
        store: QSettings,
    ) -> None:
        """Make the controller; `bench` returns the workbench, of which it is a part itself."""
        super().__init__(parent)
        self._window, self._actions = parent, actions
        self._sights, self._bench, self._logs, self._store = sights, bench, logs, store

    def keys(self) -> None:
        """Show all commands with their keys."""
        bench = self._bench()
        _open(ShortcutHelp(self._window, bench.context(), bench.preferences.theme, self._actions))

    def shortcuts(self) -> None:
        """Show the editor of shortcuts."""
        bench = self._bench()
        _open(ShortcutsDialog(self._window, bench.preferences, bench.context(), self._actions))

    def settings(self) -> None:
        """Show the settings."""
        bench = self._bench()
        _open(SettingsDialog(self._window, bench.preferences, bench.project, bench.table, self.shortcuts))

    def reports(self) -> None:
        """Show the error reports of earlier sessions."""
        _open(ReportDialog(self._window, self._logs))

    def palette(self) -> None:
        """Show the command palette, or close it."""
        shown = [palette for palette in self._window.findChildren(CommandPalette) if palette.isVisible()]
        for palette in shown:
            palette.end()
        if not shown:
            CommandPalette(self._window, self._bench(), self._actions, self._store)

    def tour(self) -> None:
        """Start the tour, from its beginning if it is already under way."""
        tour = self._current_tour()
        if tour is None:
            bench = self._bench()
            Tour(self._sights, bench.project, bench.preferences, self._may_practise)
        else:
            tour.go(0)

    def _may_practise(self) -> bool:
        """Return whether the open project is the sample, as it was aligned."""
        bench = self._bench()
        return bench.projects.is_sample and bench.project.undo_name is None

    @property
    def touring(self) -> bool:
        """True during the tour."""
        return self._current_tour() is not None

    def about(self) -> None:
        """Show name, version and licence of the program."""
        boxes.say(
            self._window,
            f"Diglot {QApplication.applicationVersion()}",
            tr(
                "Aligns a text with its translation on your own computer and helps you correct the result. "
                "Apache License 2.0."
            ),
        )

    def _current_tour(self) -> Tour | None:
        return next((tour for tour in self._window.findChildren(Tour) if not tour.over), None)


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
