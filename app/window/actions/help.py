"""The window's hand for what helps and what is chosen: keys, palette, tour, settings, reports of errors."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog

from app import crash
from app.window.dialogs.report import FATAL, ReportDialog
from app.window.dialogs.settings import SettingsDialog
from app.window.dialogs.shortcut_help import ShortcutHelp
from app.window.dialogs.shortcuts import ShortcutsDialog
from app.window.i18n import tr
from app.window.shell.command_palette import CommandPalette
from app.window.shell.tour import Tour

if TYPE_CHECKING:
    from app.window.window import Window


class Help(QObject):
    """Opens these, and says in the banner what a person may want to know once."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        # Queued: the window says first what is wrong with a project.
        window.project.replaced.connect(self._offer_tour, Qt.ConnectionType.QueuedConnection)

    def keys(self) -> None:
        """The sheet of keys."""
        _open(ShortcutHelp(self._window))

    def shortcuts(self) -> None:
        """The editor of shortcuts."""
        _open(ShortcutsDialog(self._window))

    def settings(self) -> None:
        """The settings."""
        _open(SettingsDialog(self._window))

    def reports(self) -> None:
        """What sessions left that did not end well."""
        _open(ReportDialog(self._window))

    def palette(self) -> None:
        """Find a command by typing; the same key again closes it."""
        shown = [palette for palette in self._window.findChildren(CommandPalette) if palette.isVisible()]
        for palette in shown:
            palette.end()
        if not shown:
            CommandPalette(self._window)

    def tour(self) -> None:
        """Start the tour, from its beginning if it is already under way."""
        tour = self._touring()
        if tour is None:
            Tour(self._window)
        else:
            tour.go(0)

    def _touring(self) -> Tour | None:
        return next((tour for tour in self._window.findChildren(Tour) if not tour.over), None)

    def _offer_tour(self) -> None:
        """The first time that the sample is opened, say that there is a tour."""
        choices, banner = self._window.preferences, self._window.banner
        if not self._window.projects.is_sample or choices.settings.toured or banner.isVisible():
            return
        choices.put(toured=True)
        if self._touring() is None:
            words = tr("New here? There is a two-minute tour.")
            banner.say(words, ((tr("Show me"), self._show_me),), calm=True)

    def _show_me(self) -> None:
        self._window.banner.clear()
        self.tour()

    def tell_how_it_ended(self) -> None:
        """Say, once, how sessions before this one ended, if not well."""
        places, banner = self._window.folders, self._window.banner
        found = crash.left_behind(places.logs)
        traced = tuple(report for report in found if report.trace)
        if traced:
            words = (
                tr("Last time Diglot broke down. What is known of it stays on this machine.")
                if any(sign in report.trace for report in traced for sign in FATAL)
                else tr("Last time something went wrong that Diglot did not foresee.")
            )

            def forget() -> None:
                banner.clear()
                for report in traced:
                    crash.forget(report)

            answers = ((tr("Show the report"), self.reports), (tr("Forget it"), forget))
            banner.say("\n".join(filter(None, (banner.words.text(), words))), answers)
        elif found and any(places.drafts.glob("*.diglot")) and not banner.isVisible():
            banner.say(
                tr("Last time Diglot was ended from outside. What had no name yet is among the drafts."),
                calm=True,
            )


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
