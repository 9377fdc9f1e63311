"""Words are checked by the real Hunspell, against small dictionaries made here."""

import sys
from pathlib import Path

import pytest

from app.spelling.check import CheckWords, Dictionary, SuggestWords
from app.spelling.own_words import add_own_word, own_words
from core.errors import CannotWrite, Damaged, DiglotError, Missing
from core.progress import SILENT
from tests.app.spelling.made import dictionary

WORDS = ("die", "Lampe/E", "ging", "aus", "geht's", "Größe")


@pytest.fixture
def german(tmp_path: Path) -> Dictionary:
    """A dictionary of a few German words."""
    dictionary(tmp_path, "de_DE", WORDS)
    return Dictionary("de", (str(tmp_path),), tmp_path / "words" / "de.txt")


def _wrong(chosen: Dictionary, *words: str) -> set[str]:
    return set(CheckWords(chosen, words)(SILENT))


def test_inflected_and_capitalised_words_are_right(german: Dictionary) -> None:
    assert _wrong(german, "Die", "Lampen", "LAMPE", "lmape", "ging", "gign") == {"lmape", "gign"}


def test_curly_apostrophes_soft_hyphens_and_decomposed_letters_are_no_mistakes(german: Dictionary) -> None:
    assert not _wrong(german, "geht’s", "Lam\u00adpe", "Gro\u0308ße")


def test_letters_that_the_dictionary_cannot_know_are_not_judged(tmp_path: Path) -> None:
    dictionary(tmp_path, "de", ["Lampe"], "SET ISO8859-1\n")
    assert _wrong(Dictionary("de", (str(tmp_path),), tmp_path / "de.txt"), "книга", "Lmape") == {"Lmape"}


def test_at_most_five_suggestions_keep_the_curly_apostrophe(german: Dictionary) -> None:
    assert SuggestWords(german, "Lmape")(SILENT)[0] == "Lampe"
    assert "geht’s" in SuggestWords(german, "gehtt’s")(SILENT)
    assert len(SuggestWords(german, "di")(SILENT)) <= 5


def test_own_words_are_right_however_they_begin(german: Dictionary) -> None:
    add_own_word(german.own, "lmape")
    add_own_word(german.own, "Blorx")
    assert _wrong(german, "lmape", "Lmape", "Blorx", "blorx") == {"blorx"}


def test_own_words_survive_editing_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "de.txt"
    file.write_bytes(b"eins\r\n\r\n zwei")
    add_own_word(file, "drei")
    assert own_words(file) == {"eins", "zwei", "drei"}
    assert own_words(tmp_path / "none.txt") == set()


def test_own_words_that_cannot_be_written_are_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="“Wort” could not be added"):
        add_own_word(tmp_path / "file" / "de.txt", "Wort")


def test_a_missing_dictionary_is_found_once_it_is_installed(tmp_path: Path) -> None:
    chosen = Dictionary("de", (str(tmp_path),), tmp_path / "de.txt")
    with pytest.raises(Missing, match="No spelling dictionary for German was found"):
        _wrong(chosen, "Lampe")
    dictionary(tmp_path, "de", WORDS)
    assert not _wrong(chosen, "Lampe")


def test_an_unknown_language_is_not_called_a_missing_dictionary(tmp_path: Path) -> None:
    with pytest.raises(DiglotError, match="where the language of a text is unknown"):
        _wrong(Dictionary("und", (str(tmp_path),), tmp_path / "und.txt"), "Lampe")


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 400, b"<html>\n<body>\n", "Lampe\nHaus\n".encode("utf-16"), b"3\n", b"7\n\0\0\n\xff\n"],
)
def test_what_is_no_list_of_words_is_refused_instead_of_marking_every_word(
    german: Dictionary, content: bytes
) -> None:
    (Path(german.among[0]) / "de_DE.dic").write_bytes(content)
    with pytest.raises(Damaged, match="German is damaged") as caught:
        _wrong(german, "Lampe")
    assert caught.value.file.endswith("de_DE.aff")


def test_the_missing_package_is_named_with_the_command_that_installs_it(
    german: Dictionary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hunspell", None)
    with pytest.raises(DiglotError, match=r"chunspell-next.*python3 start\.py spelling"):
        _wrong(german, "Lampe")
