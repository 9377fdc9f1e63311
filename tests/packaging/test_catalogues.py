"""The catalogues of translations say everything that the program says, and say it whole."""

import re
from collections.abc import Iterator

import polib
import pytest
from catalogues import CATALOGUES, CORE, messages

from app.settings import LANGUAGES
from app.window import i18n
from app.window.i18n import FROM_RIGHT, said, speak

FOREIGN = [language for language in LANGUAGES if language != "en"]
FIELD = re.compile(r"\{\w*\}")
EVERYTHING = messages()
MARKS = dict.fromkeys(map(ord, "\u2068\u2069"))
PHRASES = {"“{0}” {1}."}
"""Known only by what stands in them."""


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def _catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(CATALOGUES / f"{language}.po"))


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert {path.stem for path in CATALOGUES.glob("*.po")} == {*FOREIGN}
    assert {*FROM_RIGHT} <= {*LANGUAGES}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_catalogue_holds_exactly_what_the_program_says(language: str) -> None:
    held = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in _catalogue(language)}
    assert held == {(message.context, message.one, message.many) for message in EVERYTHING}


@pytest.mark.parametrize("language", FOREIGN)
def test_every_text_is_translated_and_keeps_its_fields(language: str) -> None:
    for entry in _catalogue(language):
        assert entry.translated(), entry.msgid
        fields = {*FIELD.findall(entry.msgid), *FIELD.findall(entry.msgid_plural)}
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            # A form for one or two may say the number in words.
            lacking = fields - {*FIELD.findall(text)}
            assert not text or lacking <= ({"{count}", "{0}"} if entry.msgid_plural else set()), text
            assert {*FIELD.findall(text)} <= fields, text
            assert text.endswith("…") == entry.msgid.endswith("…") or not text, text


@pytest.mark.parametrize("language", FOREIGN)
def test_a_catalogue_has_a_form_for_every_number(language: str) -> None:
    catalogue = _catalogue(language)
    found = re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])
    assert found is not None
    for entry in catalogue:
        if entry.msgid_plural:
            assert [*entry.msgstr_plural] == [*range(int(found[1]))], entry.msgid
            assert all(entry.msgstr_plural.values()), entry.msgid


@pytest.mark.parametrize("language", FOREIGN)
def test_what_core_says_is_found_again_by_its_template(language: str) -> None:
    speak(language)
    catalogue = i18n._now.catalogue
    for message in (one for one in EVERYTHING if one.context == CORE and not one.many):
        fields = [f"{at}" for at in range(len(FIELD.findall(message.one)))]
        if message.one not in PHRASES:
            wanted = catalogue.pgettext(CORE, message.one).format(*fields)
            assert said(message.one.format(*fields)).translate(MARKS) == wanted.translate(MARKS)
