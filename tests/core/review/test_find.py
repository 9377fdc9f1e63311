"""Finding goes around the end, and what is found can be marked, whatever its letters fold to."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import SIDES, Bitext
from core.review.find import Hit, find, spans
from tests.core.review.made import bitexts
from tests.stories.story import made

FOLDING = st.text(alphabet="sSßẞiIıİΣσςÅå\u0307\u212aK ﬁf𝒳", max_size=8)
TALE, _ = made(("The lamp went out. | Die Lampe ging aus.", "Wait. / Look. | Warte. / Die Straße ist hell."))


def test_the_nearest_hit_comes_first_and_the_search_goes_around_the_end() -> None:
    assert next(find(TALE, "LAMP", row=1)) == Hit(0, "source", 0)
    assert list(find(TALE, "die", row=1, step=-1)) == [Hit(1, "target", 1), Hit(0, "target", 0)]
    assert next(find(TALE, "xyzzy"), None) is None


def test_nothing_is_found_for_nothing() -> None:
    assert list(find(TALE, "")) == []
    assert spans("text", "") == []


@pytest.mark.parametrize(
    ("text", "needle", "where"),
    [
        ("İstanbul", "i", [(0, 1)]),
        ("İstanbul", "İ", [(0, 1)]),
        ("İstanbul", "stan", [(1, 5)]),
        ("Straße", "STRASSE", [(0, 6)]),
        ("ß", "s", [(0, 1)]),  # two hits in one letter are one mark
        ("ΟΔΟΣ οδός", "οδοσ", [(0, 4)]),
        ("𝒳 and Und", "und", [(6, 9)]),
        ("aaa", "aa", [(0, 2)]),
        ("les pêcheurs\ndu port", "pêcheurs du", [(4, 15)]),  # a wrapped line parts no words
    ],
)
def test_marks_cover_whole_letters(text: str, needle: str, where: list[tuple[int, int]]) -> None:
    assert spans(text, needle) == where


@given(FOLDING, FOLDING)
@settings(max_examples=200)
def test_spans_are_in_order_and_hold_the_needle(text: str, needle: str) -> None:
    found = spans(text, needle)
    for start, end in found:
        assert needle.casefold() in text[start:end].casefold()
    assert found == sorted(found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(bitexts(), FOLDING)
@settings(max_examples=60)
def test_what_is_found_is_marked_and_the_other_way_round(bitext: Bitext, needle: str) -> None:
    hits = {(hit.row, hit.side, hit.position) for hit in find(bitext, needle)}
    marked = {
        (row, side, position)
        for row, bead in enumerate(bitext.beads)
        for side in SIDES
        for position, id_ in enumerate(bead.ids(side))
        if spans(bitext.side(side).text(id_), needle)
    }
    assert hits == marked
