"""Messages shown once: how earlier sessions ended, and that there is a tour."""

from PySide6.QtCore import QObject, Qt

from app import crash
from app.paths import UserFolders
from app.window.actions.projects import Projects
from app.window.dialogs.report import FATAL
from app.window.i18n import tr
from app.window.open_project import OpenProject
from app.window.preferences import Preferences
from app.window.shell.banner import Banner
from app.window.shell.help import Help


class StartupNotices(QObject):
    """Shows each of these messages in the banner when it is due."""

    def __init__(
        self,
        project: OpenProject,
        projects: Projects,
        preferences: Preferences,
        help_: Help,
        banner: Banner,
        folders: UserFolders,
    ) -> None:
        super().__init__(banner)
        self._projects, self._preferences = projects, preferences
        self._help, self._banner, self._folders = help_, banner, folders
        # Queued, so that warnings about the project are shown first.
        project.replaced.connect(self._offer_tour, Qt.ConnectionType.QueuedConnection)

    def _offer_tour(self) -> None:
        """Offer the tour when the sample is opened for the first time."""
        preferences, banner = self._preferences, self._banner
        if not self._projects.is_sample or preferences.settings.toured or banner.isVisible():
            return
        preferences.put(toured=True)
        if not self._help.touring:
            words = tr("New to Diglot? Take the two-minute tour.")
            banner.say(words, ((tr("Show me"), self._start_tour),), calm=True)

    def _start_tour(self) -> None:
        self._banner.clear()
        self._help.tour()

    def show_last_crash(self) -> None:
        """Show once that an earlier session ended by a crash, if one did."""
        banner = self._banner
        found = crash.left_behind(self._folders.logs)
        traced = tuple(report for report in found if report.trace)
        if traced:
            words = (
                tr("Diglot crashed last time. The crash report stays on this computer.")
                if any(sign in report.trace for report in traced for sign in FATAL)
                else tr("Something unexpected went wrong last time.")
            )

            def forget() -> None:
                banner.clear()
                for report in traced:
                    crash.forget(report)

            answers = ((tr("Show report"), self._help.reports), (tr("Dismiss"), forget))
            banner.say("\n".join(filter(None, (banner.words.text(), words))), answers)
        elif found and any(self._folders.drafts.glob("*.diglot")) and not banner.isVisible():
            banner.say(
                tr("Diglot was closed unexpectedly last time. Unsaved work is listed under Drafts."),
                calm=True,
            )
