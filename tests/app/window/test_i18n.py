"""What the window says, in the person's language."""

from collections.abc import Iterator

import pytest

from app.window.i18n import nearest, number, said, speak, spoken, tr, trn


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak("en")


def test_the_nearest_language_is_the_first_that_we_speak() -> None:
    assert nearest(["pt-BR", "de-AT", "fr"]) == "de"
    assert nearest(["zh_Hant_TW"]) == "zh"
    assert nearest(["is"]) == nearest([]) == "en"


def test_fields_are_filled_and_numbers_get_the_groups_of_the_language() -> None:
    assert tr("{count} of {all} accepted", count=312, all=1204) == "312 of 1,204 accepted"
    speak("de")
    assert spoken() == "de"
    assert "1.204" in tr("{count} of {all} accepted", count=312, all=1204)
    assert number(1_000_000) == "1.000.000"


def test_a_text_that_no_catalogue_knows_stays_as_it_is() -> None:
    speak("ru")
    assert tr("qwertz") == said("qwertz") == "qwertz"
    assert tr("") == ""


def test_each_language_has_its_own_forms_of_many() -> None:
    speak("ru")
    forms = {trn("{count} row", "{count} rows", count) for count in (1, 2, 5)}
    assert len({form.strip("0123456789 ") for form in forms}) == 3


def test_what_core_says_is_translated_with_what_stands_in_it() -> None:
    speak("de")
    assert "novel.txt" in said("There is no file “novel.txt”. Check its name and folder.")
    assert "There is" not in said("There is no file “novel.txt”. Check its name and folder.")
    assert "Check" not in said("There is no file “novel.txt”. Check its name and folder.")


def test_parts_of_what_core_says_are_translated_too() -> None:
    speak("de")
    english = "Accept 3 rows"
    assert "rows" not in said(english)
    assert "3" in said(english)


def test_names_and_what_texts_say_are_left_alone() -> None:
    speak("ja")
    assert "War and Peace.txt" in said("There is no file “War and Peace.txt”.")
    assert "now and then" in said("Replace “now and then” in row 3")
    assert said("Nobody and nothing") == "Nobody and nothing"


def test_several_sentences_that_belong_together_are_said_together() -> None:
    speak("ar")
    both = "Both texts seem to be in German. Choose the text on one side and its translation on the other."
    assert not any(word in said(both) for word in ("Both", "seem", "Choose", "German"))
