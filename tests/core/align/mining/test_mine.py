"""Mined pairs: found wherever they stand, one to one, in a bitext that keeps the laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.align.mining import MineOptions, Retrieval, Scoring, mine
from core.model import Bead, Bitext, check
from tests.core.align.made import pair, side

Vectors = NDArray[np.float32]


def random_vectors(count: int, seed: int) -> Vectors:
    """Rows in random directions, of as many dimensions as encoders have."""
    return np.random.default_rng(seed).normal(size=(count, 256)).astype(np.float32)


def translated(vectors: Vectors, seed: int) -> Vectors:
    """The rows of a translation: near the original's, not equal to them."""
    return vectors + np.float32(0.8) * random_vectors(len(vectors), seed)


def texts(count: int, name: str) -> list[str]:
    """Different lines without numbers, of 20 to 60 letters."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [
        f"{name} {letters[at % 26]}{letters[at // 26 % 26]} ".ljust(20 + at % 40, "x") for at in range(count)
    ]


def mined(order: list[int], hidden: int, others: int, options: MineOptions | None = None) -> Bitext:
    """Source lines of which `hidden` have a translation; `order` is how these stand in the target."""
    vectors = random_vectors(hidden + others, 1)
    there = np.concatenate((translated(vectors, 2)[order], random_vectors(others, 3)))
    sides = side(texts(hidden + others, "one")), side(texts(hidden + others, "other"), first_id=500)
    bitext = Bitext(*sides, mine(*sides, pair(vectors, there), options or MineOptions()))
    check(bitext)
    return bitext


def pairs(bitext: Bitext) -> set[tuple[int, int]]:
    """The two-sided pairs as places in the texts."""
    return {(pair.source[0], pair.target[0] - 500) for pair in bitext.pairs() if pair.source and pair.target}


def test_translations_are_found_in_any_order_among_others() -> None:
    order = np.random.default_rng(4).permutation(60).tolist()
    gold = {(at, order.index(at)) for at in range(60)}
    found = pairs(mined(order, 60, 200))
    assert len(found & gold) >= 0.9 * len(gold)
    assert len(found & gold) >= 0.9 * len(found)


def test_pairs_that_cross_are_moved_and_the_others_are_not() -> None:
    bitext = mined([5, *range(5), *range(6, 40)], 40, 100)
    assert {(5, 0), (0, 1), (39, 39)} <= pairs(bitext)
    moved = {pair.source for pair in bitext.pairs() if pair.moved is not None}
    assert moved == {(5,)}


def test_lines_without_a_pair_stand_alone_and_say_how_sure_that_is() -> None:
    bitext = mined(list(range(40)), 40, 100)
    alone = [bead for bead in bitext.beads if not (bead.source and bead.target)]
    assert len(alone) >= 190  # of 200
    assert all(bead.moved is None and bead.confidence is not None for bead in alone)
    assert np.mean([bead.certainty for bead in alone]) >= 0.9


@pytest.mark.parametrize("scoring", Scoring)
@pytest.mark.parametrize("retrieval", Retrieval)
def test_every_way_to_score_and_to_retrieve_finds_what_is_plain(
    scoring: Scoring, retrieval: Retrieval
) -> None:
    order = np.random.default_rng(4).permutation(60).tolist()
    gold = {(at, order.index(at)) for at in range(60)}
    found = pairs(mined(order, 60, 200, MineOptions(scoring, retrieval)))
    assert len(found & gold) >= 0.8 * len(gold)


def test_a_threshold_is_kept_to() -> None:
    every = mined(list(range(40)), 40, 100, MineOptions(threshold=0))
    some = mined(list(range(40)), 40, 100, MineOptions(threshold=0.9))
    assert len(pairs(every)) > len(pairs(some)) >= 30
    assert min(pair.certainty for pair in some.pairs() if pair.source and pair.target) >= 0.9
    assert pairs(mined(list(range(40)), 40, 100, MineOptions(threshold=1))) <= pairs(some)


def test_copies_of_a_line_pair_with_the_copies_of_its_translation_in_order() -> None:
    lines = texts(50, "one")
    vectors = random_vectors(50, 1)
    sides = (
        side([*lines, lines[7].upper() + "!", lines[7]]),
        side([*texts(50, "other"), texts(50, "other")[7]]),
    )
    there = translated(vectors, 2)
    beads = mine(*sides, pair(np.vstack([vectors, vectors[[7, 7]]]), np.vstack([there, there[[7]]])))
    check(Bitext(*sides, beads))
    found = {(pair.source, pair.target) for pair in Bitext(*sides, beads).pairs()}
    assert {((7,), (7,)), ((50,), (50,)), ((51,), ())} <= found


def test_lines_without_letters_are_never_paired() -> None:
    vectors = random_vectors(30, 1)
    lines, others = texts(30, "one"), texts(30, "other")
    lines[3], others[3], lines[9] = "* * *", "* * *", "  "
    sides = side(lines), side(others)
    beads = mine(*sides, pair(vectors, translated(vectors, 2)))
    check(Bitext(*sides, beads))
    assert {((3,), ()), ((), (3,)), ((9,), ())} <= {(bead.source, bead.target) for bead in beads}


def test_sides_without_lines_or_with_one_are_mined() -> None:
    one, none = side(["a line"]), side([])
    vectors, empty = random_vectors(1, 1), random_vectors(0, 1)
    assert mine(one, none, pair(vectors, empty)) == (Bead((0,), (), 1.0),)
    assert mine(none, none, pair(empty, empty)) == ()
    check(Bitext(one, one, mine(one, one, pair(vectors, vectors))))


def test_mining_twice_gives_the_same() -> None:
    order = np.random.default_rng(4).permutation(40).tolist()
    assert mined(order, 40, 60).beads == mined(order, 40, 60).beads


@given(st.permutations(range(8)), st.integers(0, 5), st.floats(0, 1), st.sampled_from(Retrieval))
def test_the_laws_hold_whatever_stands_where(
    order: list[int], others: int, threshold: float, retrieval: Retrieval
) -> None:
    mined(order, 8, others, MineOptions(retrieval=retrieval, threshold=threshold))


@pytest.mark.parametrize("wrong", [{"neighbours": 1}, {"threshold": 1.5}, {"threshold": float("nan")}])
def test_options_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        MineOptions(**wrong)  # type: ignore[arg-type]
