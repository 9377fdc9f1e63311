"""Words that say the same are linked, as far as the built-in encoder knows them; nothing is forced."""

import pickle
from collections.abc import Sequence

import numpy as np
import pytest

from core.align.word_links.links import Links, Word, link
from core.encode.built_in import open_built_in
from core.model import SideName
from core.vectors import Vectors


def _encode(texts: Sequence[str]) -> Vectors:
    pieces = open_built_in().encode_with_pieces(texts).pieces
    assert pieces is not None
    return pieces.sums()


def _linked(source: Sequence[str], target: Sequence[str]) -> list[tuple[str, str]]:
    def written(words: Sequence[Word], texts: Sequence[str]) -> str:
        return " ".join(texts[word.segment][word.start : word.end] for word in words)

    links = link(source, target, _encode)
    return [(written(each.source, source), written(each.target, target)) for each in links.links]


@pytest.mark.parametrize(
    ("source", "target", "pairs"),
    [
        ("The doctor opened the window.", "Der Arzt öffnete das Fenster.",
         [("doctor", "Arzt"), ("opened", "öffnete"), ("window", "Fenster")]),
        ("The doctor opened the window.", "Врач открыл окно.", [("doctor", "Врач"), ("window", "окно")]),
        ("The doctor opened the window.", "医生打开了窗户。", [("doctor", "医生"), ("window", "窗户")]),
        ("Der Arzt öffnete das Fenster.", "Le médecin ouvrit la fenêtre.",
         [("Arzt", "médecin"), ("Fenster", "fenêtre")]),
        ("医生打开了窗户。", "The doctor opened the window.", [("医生", "doctor"), ("窗户", "window")]),
    ],
)  # fmt: skip
def test_translations_are_linked(source: str, target: str, pairs: list[tuple[str, str]]) -> None:
    assert set(pairs) <= set(_linked([source], [target]))


def test_both_of_two_equal_words_find_their_own_by_what_stands_around_them() -> None:
    source = ["The old man saw the young man."]
    links = link(source, ["Der alte Mann sah den jungen Mann."], _encode)
    found = [
        (one.source[0].start, one.target[0].start) for one in links.links if one.source[0].start in (8, 26)
    ]
    assert found == [(8, 9), (26, 29)]


def test_equal_numbers_are_linked_and_different_ones_never() -> None:
    assert ("1812", "1812") in _linked(["In 1812 and 47."], ["47 und 1812."])
    assert ("12", "13") not in _linked(["He had 12."], ["Er hatte 13."])


def test_words_are_linked_over_the_borders_of_segments() -> None:
    assert {("window", "Fenster"), ("dog", "Hund")} <= set(
        _linked(["The window was open.", "The dog slept."], ["Das Fenster war offen und der Hund schlief."])
    )


def test_a_word_that_nothing_answers_stays_alone() -> None:
    found = dict(_linked(["The doctor never opened the umbrella."], ["Der Arzt kam."]))
    assert "umbrella" not in found


@pytest.mark.parametrize(
    ("source", "target"), [([], []), (["Word."], []), ([], ["…"]), (["—"], ["!"]), ([""], ["a"])]
)
def test_without_words_there_are_no_links(source: list[str], target: list[str]) -> None:
    assert link(source, target, _encode).links == ()


def test_no_word_has_two_links_and_all_stand_in_order() -> None:
    links = link(
        ["She sold sea shells by the sea shore, and the sea sold her."],
        ["Sie verkaufte Muscheln am Meer, und das Meer verkaufte sie."],
        _encode,
    )
    sides: tuple[SideName, SideName] = ("source", "target")
    for side in sides:
        assert list(links.words(side)) == sorted(links.words(side), key=lambda word: word.start)
        linked = [word for each in links.links for word in each.words(side)]
        assert len(linked) == len(set(linked))
        assert set(linked) <= set(links.words(side))


def test_a_word_is_found_by_any_of_its_letters_and_leads_to_its_link() -> None:
    links = link(["The dog."], ["Der Hund."], _encode)
    for place in (4, 5, 6):
        word = links.word_at("source", 0, place)
        assert word == Word(0, 4, 7)
        found = links.link_of("source", word)
        assert found is not None
        assert found.words("target") == (Word(0, 4, 8),)
    assert links.word_at("source", 0, 3) is None
    assert links.word_at("source", 1, 4) is None
    assert pickle.loads(pickle.dumps(links)) == links


def test_a_chapter_in_a_cell_is_no_burden() -> None:
    links = link(["dog cat " * 3000], ["Hund Katze " * 3000], _encode)
    assert 0 < len(links.source) <= 1000


def test_a_word_with_a_zero_vector_is_linked_to_nothing() -> None:
    def nothing(texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), 4), np.float32)

    assert link(["one two"], ["eins zwei"], nothing) == Links(
        (Word(0, 0, 3), Word(0, 4, 7)), (Word(0, 0, 4), Word(0, 5, 9))
    )
