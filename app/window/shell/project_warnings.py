"""Warnings about the open project in the banner: doubtful texts, what is missing, and failed saving."""

from PySide6.QtCore import QObject

from app.window import font_coverage
from app.window.actions.projects import Projects
from app.window.i18n import explained, tr, translated
from app.window.open_project import OpenProject
from app.window.preferences import Preferences
from app.window.shell.banner import Banner
from core.model import SIDES


class ProjectWarnings(QObject):
    """Shows each warning once, and removes it when it no longer applies."""

    def __init__(
        self, banner: Banner, project: OpenProject, projects: Projects, preferences: Preferences
    ) -> None:
        super().__init__(banner)
        self._banner, self._project = banner, project
        self._projects, self._preferences = projects, preferences
        self._unsaved = False
        """True while the banner says that the project cannot be saved."""
        self._shown: list[str] = []
        project.saved.connect(self._saved)
        project.judged.connect(self.show)
        projects.missing_found.connect(self.show)

    def begin(self) -> None:
        """Show the warnings about another project."""
        self._banner.clear()
        self._shown = []
        self.show()

    def show(self) -> None:
        """Show warnings that have not been shown, and remove those that no longer apply.

        While a project cannot be saved only that is shown; the rest follows.
        """
        if self._unsaved:
            return
        found = self._found()
        shown, self._shown = set(self._shown), found
        news = bool(set(found) - shown)
        if news or (self._banner.isVisible() and set(found) != shown):
            self._banner.clear()
            if found:
                self._banner.say(found[0] if len(found) == 1 else "\n".join(f"• {one}" for one in found))

    def _found(self) -> list[str]:
        bitext = self._project.bitext
        documents = [] if bitext is None else [bitext.side(side).document for side in SIDES]
        found = list(map(translated, self._project.findings))
        font = self._preferences.text_font
        found += [
            f"{document.name}: {warning}"
            for document in documents
            for warning in (*map(translated, document.warnings), font_coverage.warning(document, font))
            if warning
        ]
        found += map(translated, (*self._project.poor_languages, *self._projects.lacks))
        return list(dict.fromkeys(found))  # a file that holds both texts would say everything twice

    def _saved(self) -> None:
        trouble = self._project.trouble
        if trouble is not None:
            if self._banner.isVisible() and not self._unsaved:
                self._shown = []  # nobody closed it, so it is shown again later
            answers = (
                (tr("Try again"), self._project.save_now),
                (tr("Save to another place…"), self._projects.ask_where_to_save),
            )
            more = tr("You can keep working; Diglot will keep trying to save.")
            self._banner.say(f"{explained(trouble)} {more}", answers)
            self._unsaved = True
        elif self._unsaved:
            self._unsaved = False
            self._banner.clear()
            self.show()
