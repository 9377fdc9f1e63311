"""Every state of the window, in every language and both themes: nothing untranslated, nothing cut off."""

import gettext
import re
from collections.abc import Iterator

import pytest
from catalogues import texts
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.paths import user_folders
from app.settings import LANGUAGES, Settings, save
from app.window import i18n
from app.window import main as program
from app.window.dialogs.file_card import ENCODINGS
from app.window.i18n import speak
from app.window.window import Window
from core.model import SIDES
from tests.app.window import stage
from tests.app.window.looks import cut_off, words
from tests.app.window.states import STATES, lay, put_away, settle, worked_on
from tests.stories.story import made

ROWS = (
    *stage.ROWS,
    "In 1985 it rained. | Im Jahr 1984 regnete es.",
    "Then it snowed. / And froze. | Dann schneite es.",
    "It thawed. | Es taute.",
)
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_SAID = re.compile(r"⟦[^⟦⟧]*⟧")
_KEYS = re.compile(r"\b(Ctrl|Shift|Alt|Esc|Return|Enter|Pg\w+|Home|End|Left|Right|Up|Down|Tab|Ins|F\d+)\b")
_FILES = re.compile(r"[\w .–-]+\.(txt|md|docx|tmx|diglot|log)\b|\(\*\.\w+\)|“[^”]*”")
_FOLDERS = re.compile(r"\u2066[^\u2069]*[/\\][^\u2069]*\u2069")
_DATES = re.compile(r"\w+day, \d+ \w+ \d{4}")  # Qt writes them, in the language of the interface
_NAMES = re.compile(r"Diglot( [\d.]+)?|\b[A-Z]{2,3}\b")
KNOWN = {
    "OmegaT",
    "InterText",
    "Aa",
    "|ab|",
    "The end.",
    "Ende.",
    "text",
    "It was a dark night. Nobody spoke.",
}
"""Names, signs, and what documents say."""
CUT = {"The lamp", "Die Lamp"}
"""Texts of another alignment that is cut inside the segments of ours."""
QTS = {"OK", "Close", "Cancel", "Show Details...", "Press shortcut"}
"""Texts of Qt, which has its own catalogues."""


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    program.speak_as("en")


def _window(qtbot: QtBot, language: str, theme: str) -> Window:
    save(user_folders().settings_file, Settings(language=language, theme=theme, toured=True))
    window = stage.shown(qtbot)
    bitext, files = made(ROWS)
    lay(window, worked_on(bitext), files, {})
    return window


@pytest.fixture
def _larger_letters(qapp: QApplication) -> Iterator[None]:
    """The application font at 125 %, as on a system with larger letters, or with wider ones."""
    usual = qapp.font()
    larger = QFont(usual)
    larger.setPointSizeF(usual.pointSizeF() * 1.25)
    qapp.setFont(larger)
    yield
    qapp.setFont(usual)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated_and_has_room(language: str, theme: str, qtbot: QtBot) -> None:
    _check_states(language, theme, qtbot)


@pytest.mark.usefixtures("_larger_letters")
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_room_in_larger_letters(language: str, qtbot: QtBot) -> None:
    _check_states(language, "light", qtbot)


def _check_states(language: str, theme: str, qtbot: QtBot) -> None:
    """Fail, with all faults, if a state of the window says English words or cuts words off."""
    english = {one.one for one in texts() if not one.context}
    window = _window(qtbot, language, theme)
    faults = []
    for name, show in STATES.items():
        window.show_page()
        shown = show(window)
        settle(window)
        faults += [f"{name}: no room for {text!r}" for text in cut_off(shown)]
        faults += [
            f"{name}: untranslated {text!r}"
            for text in words(shown)
            if (text in english and i18n.tr(text) != text) or (text in QTS - {"OK"} and language != "en")
        ]
        put_away(window)
    stage.put_down(window)
    assert not faults, "\n".join(dict.fromkeys(faults))


class _Marked(gettext.NullTranslations):
    """A language in which everything that is translated stands in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧" if (context, message) in _EXACT else message

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


_EXACT = {(one.context, one.one) for one in texts()}


def test_no_word_goes_past_the_catalogues(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {*LANGUAGES.values(), *ENCODINGS, *QFontDatabase.families(), *KNOWN, *QTS}
    marked = i18n._Speech("xx", _Marked())
    monkeypatch.setattr(program, "speak_as", lambda language: None)
    monkeypatch.setattr(i18n, "_now", marked)
    window = _window(qtbot, "en", "light")
    faults = []
    for name, show in STATES.items():
        window.show_page()
        shown = show(window)
        settle(window)
        documents = _documents(window)
        faults += [
            f"{name}: {text!r}"
            for text in words(shown)
            if text not in known and _past(_without(text, documents | CUT))
        ]
        put_away(window)
    stage.put_down(window)
    assert not faults, "\n".join(dict.fromkeys(faults))


def _documents(window: Window) -> set[str]:
    """Return the texts of the open documents."""
    bitext = window.project.bitext
    return set() if bitext is None else {text for side in SIDES for text in bitext.side(side).texts()}


def _without(text: str, documents: set[str]) -> str:
    """Return a text without what it shows of documents."""
    for one in sorted(documents, key=len, reverse=True):
        text = text.replace(one, "")
    return text


def _past(text: str) -> bool:
    """Return whether a text contains words that no catalogue has."""
    rest = text
    while _SAID.search(rest):
        rest = _SAID.sub("", rest)
    for allowed in (_KEYS, _FILES, _FOLDERS, _DATES, _NAMES):
        rest = allowed.sub("", rest)
    return _LETTERS.search(rest) is not None


def test_the_marks_tell_what_is_translated_from_what_is_not() -> None:
    assert _past("Close")
    assert not _past("⟦Close⟧ (Ctrl+W)")
    assert not _past("⟦Note on row ⟦4⟧⟧")
    speak("en")
