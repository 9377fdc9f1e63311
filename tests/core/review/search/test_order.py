"""The orders of rows: by confidence and by length, otherwise that of the documents."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.model import Bitext
from core.review.search.order import Order, arranged
from tests.stories.story import made

ROWS = ("Four. | Vier.", "A long sentence. / Two. | Kurz.", "Alone. |", "Eight. | Eine lange, lange Zeile.")


def judged(*confidences: float | None) -> Bitext:
    bitext, _ = made(ROWS)
    beads = (replace(bead, confidence=one) for bead, one in zip(bitext.beads, confidences, strict=True))
    return replace(bitext, beads=tuple(beads))


def test_rows_are_sorted_by_certainty_and_those_made_by_hand_are_certain() -> None:
    bitext = judged(0.9, None, 0.2, 0.9)
    assert arranged(bitext, Order.LEAST_CERTAIN) == [2, 0, 3, 1]
    assert arranged(bitext, Order.MOST_CERTAIN) == [1, 0, 3, 2]


def test_rows_are_sorted_by_all_the_text_of_a_side() -> None:
    bitext, _ = made(ROWS)
    assert arranged(bitext, Order.LONGEST_SOURCE) == [1, 2, 3, 0]
    assert arranged(bitext, Order.SHORTEST_SOURCE) == [0, 2, 3, 1]
    assert arranged(bitext, Order.LONGEST_TARGET) == [3, 0, 1, 2]
    assert arranged(bitext, Order.SHORTEST_TARGET) == [2, 0, 1, 3]


@given(st.lists(st.none() | st.floats(0, 1), min_size=4, max_size=4), st.sampled_from(Order))
def test_each_row_has_one_place_and_equal_rows_stay_in_document_order(
    confidences: list[float | None], order: Order
) -> None:
    bitext = judged(*confidences)
    rows = arranged(bitext, order)
    assert sorted(rows) == [0, 1, 2, 3]
    if order in (Order.LEAST_CERTAIN, Order.MOST_CERTAIN):
        shares = [1.0 if one is None else one for one in confidences]
        assert all(upper < lower for upper, lower in pairwise(rows) if shares[upper] == shares[lower])
