"""The map: where each bead lies, what is seen where many share a pixel, holes, moved blocks, and rows."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import Bead, Bitext, Status, apply
from core.project.change import described
from core.review import verbs
from core.review.overview.map import (
    Hole,
    Look,
    look,
    mapped,
    nearest,
    piece,
    remapped,
    runs,
    touching,
    within,
)
from tests.core.review.headed import made
from tests.core.review.made import bitexts


def alike(one: object, other: object) -> bool:
    names = ("source", "target", "looks")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


def test_each_row_lies_where_its_letters_are() -> None:
    chart = mapped(made("aaa / a | AA", "bb |", "| C", "d | DDD"))
    assert chart.source.tolist() == [0, 4, 6, 6, 7]
    assert chart.target.tolist() == [0, 2, 2, 3, 6]
    assert chart.size == (7, 6)


def test_an_edited_text_counts_as_it_is_read() -> None:
    bitext = made("aaa | AA")
    after = apply(bitext, verbs.edit_text(bitext, 0, "target", 0, "Many more"))
    assert mapped(after).size == (3, 9)


@pytest.mark.parametrize(
    ("bead", "wanted"),
    [
        (Bead((0,), (0,), 0.95), Look.SURE),
        (Bead((0,), (0,), 0.85), Look.FAIR),
        (Bead((0,), (0,), 0.2), Look.POOR),
        (Bead((0,), (), 0.95), Look.LONE),
        (Bead((0,), (0,), None), Look.BY_HAND),
        (Bead((0,), (0,), 0.2, Status.ACCEPTED), Look.ACCEPTED),
        (Bead((0,), (0,), 0.99, Status.DOUBTFUL), Look.DOUBTFUL),
        (Bead((0,), (), 0.5, moved=1), Look.MOVED),
    ],
)
def test_a_row_looks_as_it_was_judged(bead: Bead, wanted: Look) -> None:
    assert look(bead) is wanted


def test_where_many_rows_share_a_pixel_what_a_quarter_of_them_reaches_is_seen() -> None:
    bitext = made(*["aaaa | AAAA"] * 10)
    beads = list(bitext.beads)
    beads[3] = replace(beads[3], confidence=0.1)
    beads[7] = replace(beads[7], status=Status.ACCEPTED)
    chart = mapped(replace(bitext, beads=tuple(beads)))
    found = runs(chart, (20, 20), (0, 10))
    assert (found.first.tolist(), found.end.tolist()) == ([0, 5], [5, 10])
    assert found.look.tolist() == [Look.SURE, Look.SURE]
    assert found.confirmed.tolist() == [False, True]
    assert runs(chart, (16, 16), (0, 10)).look.tolist() == [Look.POOR, Look.SURE, Look.SURE]
    beads[1] = replace(beads[1], status=Status.DOUBTFUL)
    doubted = mapped(replace(bitext, beads=tuple(beads)))
    assert runs(doubted, (20, 20), (0, 10)).look.tolist() == [Look.DOUBTFUL, Look.SURE]
    assert runs(chart, (4, 4), (2, 4)).first.tolist() == [2, 3]
    assert runs(chart, (4, 4), (4, 4)).first.tolist() == []


@settings(max_examples=60, deadline=None)
@given(bitexts(), st.floats(0.5, 50), st.floats(0.5, 50))
def test_runs_hold_every_row_once(bitext: Bitext, step: float, other: float) -> None:
    chart = mapped(bitext)
    found = runs(chart, (step, other), (0, chart.rows))
    held = [row for first, end in zip(found.first, found.end, strict=True) for row in range(first, end)]
    assert held == list(range(len(bitext.beads)))


@settings(max_examples=60, deadline=None)
@given(bitexts(), st.integers(0, 50), st.integers(1, 3))
def test_a_map_made_anew_and_one_made_in_parts_or_after_a_change_are_the_same(
    bitext: Bitext, at: int, count: int
) -> None:
    rows = len(bitext.beads)
    parts = [piece(bitext, (first, min(first + count, rows))) for first in range(0, rows, count)]
    whole = mapped(bitext)
    assert alike(whole, mapped(bitext, parts))
    if rows > 1:
        first = at % (rows - 1)
        try:
            patch = verbs.merge_next(bitext, first)
        except verbs.NotPossible:  # a person's pair
            return
        after = apply(bitext, patch)
        change = described(patch, after, 1)
        assert alike(remapped(whole, after, change.first, change.last), mapped(after))


def test_a_long_stretch_without_counterpart_is_a_hole() -> None:
    pairs = ["aaaa | AAAA"] * 4
    bitext = made(*pairs, *["bbbb |"] * 6, *pairs, "| CCCC", *pairs, *["| DDDD"] * 7)
    assert mapped(bitext).holes == (Hole("source", 4, 10), Hole("target", 19, 26))


def test_a_moved_passage_is_a_block_off_the_path_and_no_hole() -> None:
    bitext = made("a | A", "bbb |", "bb |", "c | C", "| BBB", "| BB")
    links = [None, 1, 2, None, 1, 2]
    beads = tuple(replace(bead, moved=link) for bead, link in zip(bitext.beads, links, strict=True))
    chart = mapped(replace(bitext, beads=beads))
    assert chart.moved == (((1, 3), (4, 6)),)
    assert chart.holes == ()
    assert nearest(chart, 2, 3, (1, 1)) == 1
    assert nearest(chart, 5, 6, (1, 1)) == 2


def test_a_point_finds_the_row_next_to_it() -> None:
    chart = mapped(made(*["aaaa | AAAA"] * 10))
    assert [nearest(chart, at, at, (1, 1)) for at in (0, 1, 17, 40, 99)] == [0, 0, 4, 9, 9]
    assert nearest(chart, 38, 2, (1, 100)) == 9
    assert nearest(chart, 38, 2, (100, 1)) == 0


def test_a_window_touches_the_rows_of_the_path_that_are_in_it() -> None:
    chart = mapped(made(*["aaaa | AAAA"] * 10))
    assert touching(chart, (8, 20), (8, 20)) == (2, 5)
    assert touching(chart, (0, 12), (8, 20)) == (2, 3)
    first, end = touching(chart, (0, 8), (20, 40))
    assert first == end


def test_a_box_means_all_rows_in_which_its_two_stretches_lie() -> None:
    chart = mapped(made(*["aaaa | AAAA"] * 10))
    assert within(chart, (9, 19), (9, 19)) == (2, 5)
    assert within(chart, (1, 2), (30, 31)) == (0, 8)
    assert within(chart, (-50, 400), (7, 9)) == (0, 10)


def test_an_empty_bitext_has_a_map_too() -> None:
    chart = mapped(made())
    assert (chart.rows, chart.size, chart.holes, chart.moved) == (0, (0, 0), (), ())
    assert runs(chart, (1, 1), (0, 0)).first.tolist() == []
