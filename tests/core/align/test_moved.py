"""Passages that stand elsewhere in the translation become linked pairs; nothing else does."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.align.align import align
from core.align.moved import link_moved
from core.align.passages import Pairs, passages
from core.model import Bead, Bitext, Side, Status, check
from tests.core.align.made import FOLDER, pair, random_vectors, side, translated, words

Vectors = NDArray[np.float32]
INNER = partial(align, weights=FOLDER)


def _linked(source: Side, target: Side, rows: Vectors, columns: Vectors, beads: tuple[Bead, ...]) -> Bitext:
    """The beads with links, once the laws are checked."""
    bitext = Bitext(source, target, link_moved(source, target, pair(rows, columns), beads, INNER))
    check(bitext)
    return bitext


def _monotone(
    order: list[int], moved: Collection[int], seed: int = 1, *, strangers: bool = False
) -> tuple[Side, Side, Vectors, Vectors, tuple[Bead, ...]]:
    """A text, its translation with the sentences in this order, and beads as a monotone pass makes them.

    What `moved` is left alone, or paired with `strangers` that are left alone in the same place.
    """
    count = max(order, default=-1) + 1
    texts, rows = words(count, seed), random_vectors(count, seed)
    columns = translated(rows, seed + 1)[order]
    beads: list[Bead] = []
    skips: list[int] = []
    done = 0
    for place, at in enumerate([*order, count]):
        if at in moved:
            skips.append(place)
            continue
        left = list(range(done, at))
        while strangers and left and skips:
            beads.append(Bead((left.pop(0),), (skips.pop(0),), 0.6))
        beads += [Bead((one,), (), 0.9) for one in left] + [Bead((), (one,), 0.9) for one in skips]
        skips, done = [], at + 1
        if at < count:
            beads.append(Bead((at,), (place,), 0.95))
    return side(texts), side([texts[at] for at in order]), rows, columns, tuple(beads)


def _moved(bitext: Bitext) -> list[Bead]:
    return [pair for pair in bitext.pairs() if pair.moved is not None]


@pytest.mark.parametrize("strangers", [False, True])
def test_two_blocks_that_changed_places_become_moved_pairs(strangers: bool) -> None:
    first, second = range(40, 80), range(140, 180)
    order = [*range(40), *second, *range(80, 140), *first, *range(180, 220)]
    source, target, rows, columns, beads = _monotone(order, {*first, *second}, strangers=strangers)
    moved = _moved(_linked(source, target, rows, columns, beads))
    right = {pair.source for pair in moved if [order[at] for at in pair.target] == list(pair.source)}
    assert len(right) >= 0.9 * len(moved)
    for block in (first, second):
        assert sum((at,) in right for at in block) >= 0.8 * len(block)
    assert all(pair.source[0] in {*first, *second} for pair in moved)


def test_of_two_neighbouring_blocks_that_changed_places_one_is_moved() -> None:
    order = [*range(40), *range(80, 120), *range(40, 80), *range(120, 160)]
    bitext = _linked(*_monotone(order, range(40, 80)))
    paired = {(pair.source, tuple(order[at] for at in pair.target)) for pair in bitext.pairs()}
    assert sum(((at,), (at,)) in paired for at in range(160)) >= 0.95 * 160
    assert 30 <= len(_moved(bitext)) <= 42


def test_the_halves_stay_where_they_stand_and_say_how_sure_they_are() -> None:
    order = [*range(60), *range(90, 120), *range(60, 90), *range(120, 180)]
    bitext = _linked(*_monotone(order, range(60, 90)))
    halves = [bead for bead in bitext.beads if bead.moved is not None]
    assert all(not (bead.source and bead.target) for bead in halves)
    assert {bead.moved for bead in halves} == set(range(len(halves) // 2))
    assert all(bead.confidence is not None and 0 < bead.confidence <= 1 for bead in halves)
    assert np.mean([bead.certainty for bead in halves]) > 0.7


@pytest.mark.parametrize("noise", [0.4, 1.0])
def test_a_translation_in_step_has_no_moved_pairs(noise: float) -> None:
    source, target, rows, _, beads = _monotone(list(range(200)), ())
    columns = translated(rows, 6, noise)
    assert link_moved(source, target, pair(rows, columns), beads, INNER) == beads


@pytest.mark.parametrize("seed", range(4))
def test_what_each_side_has_for_itself_is_no_moved_passage(seed: int) -> None:
    order = [*range(40), *range(90, 150), *range(40, 90), *range(150, 200)]
    source, target, rows, columns, beads = _monotone(order, range(40, 90), seed)
    columns[100:150] = random_vectors(50, seed + 90)
    assert link_moved(source, target, pair(rows, columns), beads, INNER) == beads


def test_a_page_doubled_on_one_side_is_not_moved() -> None:
    source, target, rows, columns, beads = _monotone([*range(90), *range(90, 150)], ())
    target = side([*words(150)[:90], *words(150)[60:90], *words(150)[90:]])
    columns = np.concatenate([columns[:90], columns[60:90], columns[90:]])
    twice = tuple(Bead((), (at,), 0.9) for at in range(90, 120))
    later = tuple(Bead(bead.source, (bead.target[0] + 30,), 0.95) for bead in beads[90:])
    once = (*beads[:90], *twice, *later)
    assert _linked(source, target, rows, columns, once).beads == once


@pytest.mark.parametrize("strangers", [False, True])
def test_lines_that_all_say_the_same_are_linked_to_none(strangers: bool) -> None:
    order = [*range(30), *range(60, 110), *range(30, 60), *range(110, 120)]
    source, target, rows, columns, beads = _monotone(order, range(30, 60), strangers=strangers)
    rows[30:60], columns[80:110] = rows[30], columns[80]
    assert link_moved(source, target, pair(rows, columns), beads, INNER) == beads


def test_an_unmistakable_passage_without_letters_is_not_linked() -> None:
    order = [*range(60), *range(90, 120), *range(60, 90), *range(120, 180)]
    _, _, rows, columns, beads = _monotone(order, range(60, 90))
    short = side(["*"] * 180)
    assert link_moved(short, short, pair(rows, columns), beads, INNER) == beads


def test_links_count_on_and_a_persons_beads_stay() -> None:
    order = [*range(60), *range(90, 120), *range(60, 90), *range(120, 180)]
    source, target, rows, columns, beads = _monotone(order, range(60, 90))
    once = link_moved(source, target, pair(rows, columns), beads, INNER)
    assert link_moved(source, target, pair(rows, columns), once, INNER) == once
    ends = max(bead.moved for bead in once if bead.moved is not None)
    kept = tuple(bead if bead.moved != ends else replace(bead, moved=None) for bead in once)
    judged = tuple(replace(bead, status=Status.ACCEPTED) if bead.moved is None else bead for bead in kept)
    assert link_moved(source, target, pair(rows, columns), judged, INNER) == judged


@given(st.data())
@settings(max_examples=25)
def test_the_laws_hold_whatever_moved_and_whatever_a_person_said(data: st.DataObject) -> None:
    cut = sorted(data.draw(st.lists(st.integers(0, 60), min_size=4, max_size=4)))
    a, b, c, d = cut
    order = [*range(a), *range(c, d), *range(b, c), *range(a, b), *range(d, 60)]
    seed, strangers = data.draw(st.integers(0, 9)), data.draw(st.booleans())
    source, target, rows, columns, beads = _monotone(
        order, {*range(a, b), *range(c, d)}, seed, strangers=strangers
    )
    skips = data.draw(st.sets(st.integers(0, 59)))
    beads = tuple(
        part
        for at, bead in enumerate(beads)
        for part in (
            (replace(bead, target=()), replace(bead, source=()))
            if at in skips and bead.source and bead.target
            else (bead,)
        )
    )
    person = data.draw(st.sets(st.integers(0, len(beads) - 1)))
    beads = tuple(
        replace(bead, status=Status.DOUBTFUL, note="?") if at in person else bead
        for at, bead in enumerate(beads)
    )
    bitext = _linked(source, target, rows, columns, beads)
    assert {bead for bead in beads if bead.note} <= set(bitext.beads)


@given(st.integers(0, 8), st.integers(0, 8), st.booleans())
def test_sides_of_few_segments_and_no_beads_are_borne(source: int, target: int, paired: bool) -> None:
    rows, columns = random_vectors(source, 1), random_vectors(target, 2)
    sides = side(words(source)), side(words(target))
    beads: tuple[Bead, ...] = (*(Bead((at,), (), 0.5) for at in range(source)),)
    beads += (*(Bead((), (at,), 0.5) for at in range(target)),)
    if paired and source and target:
        beads = (Bead(tuple(range(source)), tuple(range(target)), 0.5),)
    _linked(*sides, rows, columns, beads)


def _crowd(places: list[tuple[int, int]], weight: float = 0.5) -> Pairs:
    free = np.zeros(100, np.int64)
    return Pairs(np.array(places, np.int64).reshape(-1, 2), np.full(len(places), weight), (free, free.copy()))


def test_pairs_along_a_diagonal_are_a_passage_with_its_rims() -> None:
    (found,) = passages(_crowd([(at, at + 40) for at in range(20, 40)]))
    assert found.source == (14, 46)
    assert found.target == (54, 86)
    assert found.confidence == 1


def test_pairs_against_the_diagonal_are_chance() -> None:
    against = [(at, 99 - at) for at in range(40)]
    along = [(at, at + 20) for at in range(40, 46)]
    assert not passages(_crowd(against))
    assert not passages(_crowd(against + along))
    assert passages(_crowd(along))


def test_a_passage_stays_in_its_run() -> None:
    pairs = _crowd([(at, at + 40) for at in range(20, 40)])
    pairs.runs[0][30] = -1
    pairs.runs[0][31:] = 1
    assert [found.source for found in sorted(passages(pairs), key=lambda each: each.source)] == [
        (14, 30),
        (31, 46),
    ]
