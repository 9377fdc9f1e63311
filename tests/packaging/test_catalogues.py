"""The catalogues of translations: what they translate is what the program says, and is translated whole."""

import ast
import re
from collections.abc import Callable, Iterator

import catalogues
import polib
import pytest
from catalogues import CATALOGUES, CORE, Text, in_step, lacking, texts

from app.window.i18n import FROM_RIGHT, LANGUAGES, speak, translated
from core.model.message import Message

FOREIGN = [language for language in LANGUAGES if language != "en"]
FIELD = re.compile(r"\{\w*\}")
EVERYTHING = texts()


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert {path.stem for path in CATALOGUES.glob("*.po")} == {*FOREIGN}
    assert {*FROM_RIGHT} <= {*LANGUAGES}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_new_text_is_reported_and_fails_nothing(
    language: str, record_property: Callable[[str, object], None]
) -> None:
    new = in_step(catalogues.read(language), [*EVERYTHING, Text("A text of tomorrow: {name}", context=CORE)])
    missing = lacking(new)
    record_property("untranslated", missing)
    assert "A text of tomorrow: {name}" in missing
    speak(language)
    assert translated(Message("A text of tomorrow: {name}", (("name", "a.txt"),))).endswith(
        ("a.txt", "a.txt\u2069")
    )


@pytest.mark.parametrize("language", FOREIGN)
def test_a_translation_keeps_its_fields(language: str) -> None:
    for entry in catalogues.read(language):
        fields = {*FIELD.findall(entry.msgid), *FIELD.findall(entry.msgid_plural)}
        for text in filter(None, (entry.msgstr, *entry.msgstr_plural.values())):
            # A form for one or two may say the number in words.
            absent = fields - {*FIELD.findall(text)}
            assert absent <= ({"{count}"} if entry.msgid_plural else set()), text
            assert {*FIELD.findall(text)} <= fields, text
            assert text.endswith("…") == entry.msgid.endswith("…"), text


@pytest.mark.parametrize("language", FOREIGN)
def test_a_translation_has_a_form_for_every_number(language: str) -> None:
    catalogue = catalogues.read(language)
    found = re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])
    assert found is not None
    for entry in catalogue:
        if entry.msgid_plural:
            assert [*entry.msgstr_plural] == [*range(int(found[1]))], entry.msgid
            assert all(entry.msgstr_plural.values()) or not any(entry.msgstr_plural.values()), entry.msgid


@pytest.mark.parametrize("language", FOREIGN)
def test_a_message_of_core_is_found_by_its_template(language: str) -> None:
    speak(language)
    known = {
        entry.msgid: entry.msgstr
        for entry in catalogues.read(language)
        if entry.msgctxt == CORE and entry.msgstr
    }
    for text in EVERYTHING:
        if text.context == CORE and not text.many and text.one in known:
            assert translated(Message(text.one)) == known[text.one]


def test_a_text_that_is_gone_leaves_the_catalogue_and_the_others_keep_their_translations() -> None:
    old = polib.POFile()
    old.metadata = {"Plural-Forms": "nplurals=2; plural=n != 1;"}
    for one in ("Kept", "Gone"):
        old.append(polib.POEntry(msgctxt=CORE, msgid=one, msgstr=one.upper()))
    new = in_step(old, [Text("Kept", context=CORE), Text("New", "News", CORE)])
    assert [(entry.msgid, entry.msgstr) for entry in new] == [("Kept", "KEPT"), ("New", "")]
    assert lacking(new) == ["New"]


def test_a_template_that_is_no_literal_is_refused() -> None:
    call = ast.parse("message(words)", mode="eval").body
    assert isinstance(call, ast.Call)
    with pytest.raises(ValueError, match="not a literal"):
        [*catalogues._of_core("message", call)]
