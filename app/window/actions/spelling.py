"""Spelling while editing: a setting that is off until the user switches it on."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.spelling import dictionaries
from app.spelling.own_words import add_own_word
from app.window.background.speller import Speller
from app.window.i18n import explained, translated
from app.window.open_project import OpenProject
from app.window.preferences import Preferences
from app.window.table.squiggles import Squiggles
from app.window.table.view import BitextView
from core.errors import DiglotError
from core.model import SIDES


class Spelling(QObject):
    """Checks the segment that is being edited, in the language of its side."""

    status_message = Signal(str)
    """Emitted with the reason why texts cannot be checked."""

    def __init__(
        self,
        project: OpenProject,
        table: BitextView,
        preferences: Preferences,
        own_words: Path,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._project, self._table, self._preferences = project, table, preferences
        self.speller = Speller((*dictionaries.here(), *dictionaries.bundled()), own_words, self)
        self._squiggles: Squiggles | None = None
        self._on = preferences.settings.spelling
        self.speller.failed.connect(self._explain)
        table.edit_began.connect(self._begin)
        preferences.changed.connect(self._switch)

    def toggle(self) -> None:
        """Check spelling from now on, or no longer."""
        self._preferences.put(spelling=not self._preferences.settings.spelling)

    def close(self) -> None:
        """End the child process."""
        self.speller.close()

    def _switch(self) -> None:
        """Follow the setting: look for the dictionaries of both sides at once, or remove what is shown."""
        if self._preferences.settings.spelling == self._on:
            return
        self._on = self._preferences.settings.spelling
        self._end()
        if not self._on:
            self.speller.stop()
            return
        self.speller.retry()
        if bitext := self._project.bitext:
            for side in SIDES:
                self.speller.ask(bitext.side(side).document.language)
        self._begin()

    def _begin(self) -> None:
        """Check the open editor."""
        editor, bitext = self._table.editor, self._project.bitext
        self._squiggles = None  # those of the last editor are gone with it
        if not self._on or editor is None or bitext is None:
            return
        tag = bitext.side(editor.side).document.language
        self._squiggles = Squiggles(editor, self.speller, tag, self._preferences.theme.poor)
        self._squiggles.adopted.connect(self._adopt)

    def _end(self) -> None:
        if self._table.editor is not None and self._squiggles is not None:
            self._squiggles.end()
        self._squiggles = None

    def _adopt(self, tag: str, word: str) -> None:
        """Add a word to the user's own words."""
        self.speller.allow(tag, word)
        self._project.project_thread.do(
            partial(add_own_word, self.speller.own_words_file(tag), word),
            failed=lambda error: self.status_message.emit(explained(error)),
        )

    def _explain(self, errors: tuple[DiglotError, ...]) -> None:
        sentences = [translated(error.sentence) for error in errors]
        remedies = [translated(error.remedy) for error in errors if error.remedy]
        self.status_message.emit(" ".join(dict.fromkeys([*sentences, *remedies])))
