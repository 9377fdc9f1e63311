"""The texts of the window in the language of its user."""

from collections.abc import Iterator

import pytest

from app.window.i18n import explained, nearest, number, speak, spoken, tr, translated, trn
from core.errors import Missing
from core.model.message import Message, message, plural

MISSING = Missing(
    message("There is no file “{name}”.", name="War and Peace.txt"),
    remedy=message("Check the name and folder."),
)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def test_the_nearest_language_is_the_first_that_the_window_has() -> None:
    assert nearest(["pt-BR", "de-AT", "fr"]) == "de"
    assert nearest(["zh_Hant_TW"]) == "zh"
    assert nearest(["is"]) == nearest([]) == "en"


def test_fields_are_filled_and_numbers_get_the_groups_of_the_language() -> None:
    assert tr("{count} of {all} accepted", count=312, all=1204) == "312 of 1,204 accepted"
    speak("de")
    assert spoken() == "de"
    assert "1.204" in tr("{count} of {all} accepted", count=312, all=1204)
    assert number(1_000_000) == "1.000.000"
    assert "1.204" in translated(message("Split row {row}", row=1204))


def test_a_text_that_no_catalogue_has_is_shown_in_english() -> None:
    speak("ru")
    assert tr("qwertz") == "qwertz"
    assert translated(message("Qwertz {name}", name="a")) == "Qwertz a"
    assert tr("") == translated(Message("")) == ""


def test_each_language_has_its_own_forms_of_many() -> None:
    speak("ru")
    one = "{count} row", "{count} rows"
    for forms in (
        {trn(*one, count) for count in (1, 2, 5)},
        {translated(plural(*one, count)) for count in (1, 2, 5)},
    ):
        assert len({form.strip("0123456789 ") for form in forms}) == 3


def test_an_error_is_explained_with_its_remedy() -> None:
    assert explained(MISSING) == str(MISSING)
    speak("de")
    assert "War and Peace.txt" in explained(MISSING)
    assert not any(word in explained(MISSING) for word in ("There is", "Check"))


def test_a_message_in_a_message_is_translated_too() -> None:
    speak("de")
    german = translated(message("Accept {rows}", rows=plural("{count} row", "{count} rows", 3)))
    assert "rows" not in german
    assert "3" in german


def test_names_and_what_texts_say_are_left_alone() -> None:
    speak("ja")
    assert "War and Peace.txt" in explained(MISSING)
    replace = message(
        "Replace “{text}” in {rows}", text="source and {rows}", rows=message("row {row}", row=3)
    )
    assert "source and {rows}" in translated(replace)


def test_a_name_keeps_its_own_direction_in_a_sentence_from_the_right() -> None:
    speak("ar")
    assert "\u2068War and Peace.txt\u2069" in explained(MISSING)
