"""Two sides become beads: nothing is lost, translations meet, and what has none stands alone."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.align.align import align
from core.align.options import AlignOptions
from core.progress import Cancelled, Progress
from tests.core.align.made import (
    DIMENSION,
    FOLDER,
    aligned,
    pair,
    places,
    random_vectors,
    side,
    translated,
    words,
)
from tests.strategies import short_texts

texts = st.lists(short_texts, max_size=14)


def test_a_translation_in_step_is_paired_one_to_one() -> None:
    source = random_vectors(60, 1)
    beads = aligned(side(words(60)), side(words(60)), source, translated(source, 2))
    assert places(beads) == [((at,), (at,)) for at in range(60)]
    assert np.mean([bead.confidence for bead in beads]) > 0.9


def test_merged_sentences_are_found() -> None:
    source, lengths = random_vectors(30, 3), words(30)
    pairs = [((at,), (at,)) for at in range(10)] + [((10, 11), (10,))]
    pairs += [((at + 1,), (at,)) for at in range(11, 20)] + [((21,), (20, 21))]
    pairs += [((at,), (at,)) for at in range(22, 30)]
    target = np.zeros((30, DIMENSION), np.float32)
    target_texts = [""] * 30
    for sources, targets in pairs:
        whole, text = source[list(sources)].sum(axis=0), "".join(lengths[at] for at in sources)
        share = len(text) // len(targets)
        for part, at in enumerate(targets):
            # two halves of a sentence: each says something of its own, together they say all
            own = random_vectors(1, 90 + at)[0] * (len(targets) > 1) * (1 if part else -1)
            target[at], target_texts[at] = whole / len(targets) + own / 2, text[:share]
    assert places(aligned(side(lengths), side(target_texts), source, target)) == pairs


def test_a_missing_chapter_is_left_alone() -> None:
    source = random_vectors(900, 4)
    target = translated(source, 5)
    kept = [*range(150), *range(450, 900)]
    beads = aligned(side(words(900)), side([words(900)[at] for at in kept]), source, target[kept])
    expected = {((at,), (place,)) for place, at in enumerate(kept)} | {((at,), ()) for at in range(150, 450)}
    assert len(expected & set(places(beads))) >= 0.98 * len(expected)


def test_an_added_preface_is_left_alone() -> None:
    source = random_vectors(500, 6)
    target = np.concatenate([random_vectors(700, 7), translated(source, 8)])
    beads = aligned(side(words(500)), side(words(700, 9) + words(500)), source, target)
    expected = {((at,), (at + 700,)) for at in range(500)}
    assert len(expected & set(places(beads))) >= 0.98 * len(expected)


@given(texts, texts, st.integers(0, 1000), st.integers(2, 8))
@settings(max_examples=60)
def test_every_segment_stands_in_one_bead_in_order(
    source: list[str], target: list[str], seed: int, reach: int
) -> None:
    sides = side(source, 5), side(target, 100)
    vectors = random_vectors(len(source), seed), random_vectors(len(target), seed + 1)
    beads = aligned(*sides, *vectors, AlignOptions(reach=reach))
    for bead in beads:
        assert bead.confidence is not None
        assert 0 <= bead.confidence <= 1
        if any(
            not one.text(id_).strip()
            for one, ids in zip(sides, (bead.source, bead.target), strict=True)
            for id_ in ids
        ):
            assert len(bead.source) + len(bead.target) == 1


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 1000))
@settings(max_examples=30)
def test_swapping_the_sides_mirrors_the_beads(source: int, target: int, seed: int) -> None:
    sides = side(words(source, seed)), side(words(target, seed + 1))
    vectors = random_vectors(source, seed), random_vectors(target, seed + 1)
    there = {(bead.source, bead.target): bead.confidence for bead in aligned(*sides, *vectors)}
    back = {(bead.target, bead.source): bead.confidence for bead in aligned(*sides[::-1], *vectors[::-1])}
    assert there == pytest.approx(back, abs=1e-3)


@dataclass(frozen=True)
class Case:
    """Two sides that give an aligner nothing to go by."""

    source: int
    target: int
    vectors: Callable[[int], np.ndarray]
    text: str = "Yes."


def _zero(count: int) -> np.ndarray:
    return np.zeros((count, DIMENSION), np.float32)


def _same(count: int) -> np.ndarray:
    return np.ones((count, DIMENSION), np.float32)


@pytest.mark.parametrize(
    "case",
    [
        Case(0, 0, _same),
        Case(0, 7, _same),
        Case(7, 0, _zero),
        Case(1, 5000, _same),
        Case(5000, 1, _zero),
        Case(120, 100, _same),
        Case(120, 100, _zero),
        Case(600, 600, _zero),
        Case(30, 40, _same, text=" "),
        Case(30, 40, _zero, text=""),
        Case(3, 3, _same, text="…"),
    ],
)
def test_nothing_to_go_by_still_covers_both_sides(case: Case) -> None:
    source, target = side([case.text] * case.source), side([case.text] * case.target)
    beads = aligned(source, target, case.vectors(case.source), case.vectors(case.target))
    if not case.source or not case.target or not case.text.strip():
        assert all(len(bead.source) + len(bead.target) == 1 for bead in beads)


def test_repeated_lines_in_step_stay_in_step() -> None:
    source = np.repeat(random_vectors(20, 10), 5, axis=0)
    texts = [text for text in words(20) for _ in range(5)]
    beads = aligned(side(texts), side(texts), source, source)
    assert places(beads) == [((at,), (at,)) for at in range(100)]


def test_empty_lines_stand_alone_and_nothing_is_merged_across_them() -> None:
    texts = ["One and two", "", "three four five", "   ", "six"]
    vectors = random_vectors(5, 11)
    vectors[[1, 3]] = 0
    whole = vectors[[0, 2, 4]].sum(axis=0, keepdims=True)
    beads = aligned(side(texts), side(["One and two three four five six"]), vectors, whole)
    assert {((1,), ()), ((3,), ())} <= set(places(beads))
    assert all(len(bead.source) <= 1 for bead in beads)


def test_the_same_input_gives_the_same_beads() -> None:
    source, target = random_vectors(300, 12), random_vectors(280, 13)
    sides = side(words(300)), side(words(280))
    assert aligned(*sides, source, target) == aligned(*sides, source, target)


def test_progress_is_reported_and_cancelling_stops_the_aligner() -> None:
    source = random_vectors(80, 14)
    seen: list[str] = []
    sides = side(words(80)), side(words(80))
    align(
        *sides,
        pair(source, source),
        FOLDER,
        AlignOptions(),
        Progress(lambda done, total, what: seen.append(str(what))),
    )
    assert list(dict.fromkeys(seen)) == [
        "Comparing", "Aligning", "Computing probabilities forwards", "Computing probabilities backwards",
    ]  # fmt: skip
    for stop in range(1, 6):
        asked = iter([False] * stop + [True] * 1000)
        with pytest.raises(Cancelled):
            align(
                *sides,
                pair(source, source),
                FOLDER,
                AlignOptions(),
                Progress(cancelled=lambda asked=asked: next(asked)),
            )


@pytest.mark.parametrize("wrong", [{"reach": 1}, {"reach": 9}, {"neighbours": 0}])
def test_options_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        AlignOptions(**wrong)
