"""The verdict on two texts as a whole: what does not belong together is said, what does is left in peace."""

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from core.align.verdict import Evidence, evidence, unrelated_or_lopsided
from core.model import FindingKind
from core.progress import Cancelled, Progress
from tests.core.align.made import pair, random_vectors, side, translated, words

Vectors = NDArray[np.float32]


def _evidence(source: Vectors, target: Vectors) -> Evidence:
    return evidence(side(words(len(source))), side(words(len(target), 2)), pair(source, target))


def _kinds(source: Vectors, target: Vectors) -> list[FindingKind]:
    one, other = side(words(len(source))), side(words(len(target), 2))
    return [
        each.kind for each in unrelated_or_lopsided(one, other, evidence(one, other, pair(source, target)))
    ]


@pytest.mark.parametrize("count", [12, 60, 1500])
def test_a_translation_is_left_in_peace(count: int) -> None:
    source = random_vectors(count, 1)
    target = translated(source, 2)
    found = _evidence(source, target)
    assert found.coverage > 0.8
    assert found.margin > 0.5
    assert _kinds(source, target) == []


@pytest.mark.parametrize("count", [20, 60, 1500])
def test_two_texts_that_have_nothing_in_common_are_told_apart(count: int) -> None:
    source, target = random_vectors(count, 1), random_vectors(count, 2)
    assert _evidence(source, target).coverage < 0.15
    assert _kinds(source, target) == [FindingKind.UNRELATED]


def test_a_translation_of_which_much_is_missing_is_one_all_the_same() -> None:
    source = random_vectors(200, 3)
    target = translated(source, 4)
    for gap in (slice(0, 80), slice(60, 140), slice(120, 200)):
        assert _kinds(source, np.delete(target, gap, axis=0)) == []
        assert _kinds(np.delete(source, gap, axis=0), target) == []


def test_a_translation_in_another_order_is_one_all_the_same() -> None:
    source = random_vectors(200, 5)
    blocks = np.array_split(translated(source, 6), 4)
    assert _kinds(source, np.concatenate([blocks[at] for at in (2, 3, 0, 1)])) == []


def test_of_a_few_segments_nothing_is_said() -> None:
    assert _kinds(random_vectors(7, 7), random_vectors(300, 8)) == []


def test_numbers_of_chapters_do_not_make_two_books_one() -> None:
    source, target = random_vectors(120, 9), random_vectors(120, 10)
    texts = words(120), words(120, 2)
    for at in range(0, 120, 6):
        target[at] = source[at]
        texts[0][at] = texts[1][at] = "IV"
    one, other = map(side, texts)
    (finding,) = unrelated_or_lopsided(one, other, evidence(one, other, pair(source, target)))
    assert finding.kind == FindingKind.UNRELATED


def test_a_text_three_times_as_long_is_named() -> None:
    long = random_vectors(300, 11)
    short = translated(long[:100], 12)
    source, target = side(words(300)), side(words(100, 2))
    (finding,) = unrelated_or_lopsided(source, target, evidence(source, target, pair(long, short)))
    assert finding.kind == FindingKind.LOPSIDED
    assert re.search(r"is about (2\.[89]|3|3\.[12]) times as long", str(finding.sentence))
    assert _kinds(short, long) == [FindingKind.LOPSIDED]


def test_the_side_that_lacks_something_is_named_by_its_file() -> None:
    one, other = side(["x" * 9] * 9), side(["x"] * 9)
    (finding,) = unrelated_or_lopsided(one, other, Evidence(9, 0.9, 1.0, 1 / 4))
    assert str(finding.sentence).startswith(f"“{other.document.name}” is about 4 times as long")


def test_a_language_that_needs_many_letters_is_not_taken_for_a_longer_text() -> None:
    source = random_vectors(60, 13)
    texts = words(60)
    one, other = side([text * 3 for text in texts]), side(texts)
    found = evidence(one, other, pair(source, translated(source, 14)))
    assert 0.9 < found.ratio < 1.1
    assert unrelated_or_lopsided(one, other, found) == ()


def test_segments_without_text_do_not_count() -> None:
    source = random_vectors(40, 15)
    blank = np.zeros_like(source[:30])
    one, other = side([*words(40), *[" "] * 30]), side([*words(40, 2), *[""] * 30])
    encoded = pair(np.concatenate([source, blank]), np.concatenate([translated(source, 16), blank]))
    found = evidence(one, other, encoded)
    assert found.segments == 40
    assert found.coverage > 0.8


def test_sides_without_a_word_give_no_evidence() -> None:
    nothing = np.zeros((3, 4), np.float32)
    for texts in (["", " ", "\n"], []):
        one, other = side(["a", "b", "c"]), side(texts)
        found = evidence(one, other, pair(nothing, nothing[: len(texts)]))
        assert found == Evidence(0, 0.0, 0.0, 1.0)
        assert unrelated_or_lopsided(one, other, found) == ()


def test_vectors_of_nothing_do_not_break_it() -> None:
    nothing = np.zeros((20, 4), np.float32)
    found = evidence(side(words(20)), side(words(20)), pair(nothing, nothing))
    assert found.coverage == 0


def test_the_same_texts_give_the_same_evidence() -> None:
    source = random_vectors(50, 17)
    target = translated(source, 18)
    assert _evidence(source, target) == _evidence(source, target)


def test_a_wish_to_stop_is_honoured() -> None:
    rows = random_vectors(30, 19)
    with pytest.raises(Cancelled):
        evidence(side(words(30)), side(words(30)), pair(rows, rows), Progress(cancelled=lambda: True))
