"""Finding goes around the end, and what is found is what is marked, whatever its letters fold to."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import SIDES, Bitext
from core.review.search.find import Hit, MatchStart, Sought, counts, hits_in, onward, spans
from core.review.verbs.rows import NotPossible
from tests.core.review.made import bitexts
from tests.stories.story import made

FOLDING = st.text(alphabet="sSßẞiIıİΣσςÅå\u0307\u212aK ﬁf𝒳", max_size=8)
TALE, _ = made(("The lamp went out. | Die Lampe ging aus.", "Wait. / Look. | Warte. / Die Straße ist hell."))


def nearest(text: str, place: MatchStart, step: int = 1) -> Hit | None:
    *_, found = [None, *onward(TALE, Sought(text), range(2), place, step)]
    return found


def test_the_nearest_hit_comes_first_and_the_search_goes_around_the_end() -> None:
    assert nearest("LAMP", (1, 0, 0, -1)) == Hit(0, "source", 0, 4, 8)
    assert nearest("lamp", (0, 0, 0, 4)) == Hit(0, "target", 0, 4, 8)
    assert nearest("die", (1, 0, 0, 0), -1) == Hit(0, "target", 0, 0, 3)
    assert nearest("die", (0, 1, 0, 0), -1) == Hit(1, "target", 1, 0, 3)
    assert nearest("straße", (1, 1, 1, 4)) == Hit(1, "target", 1, 4, 10)  # the only one is the next one too
    assert nearest("xyzzy", (0, 0, 0, -1)) is None


def test_each_row_looked_at_in_vain_gives_a_pause() -> None:
    assert list(onward(TALE, Sought("Warte"), range(2), (0, 0, 0, -1))) == [
        None,
        Hit(1, "target", 0, 0, 5),
    ]
    assert list(onward(TALE, Sought("lamp"), (1,), (0, 0, 0, -1))) == [None, None]
    assert list(onward(TALE, Sought("lamp"), (), (0, 0, 0, -1))) == []


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("rows", [(0, 1), (0,), (1,)])
def test_whoever_goes_on_and_on_meets_every_hit_once(step: int, rows: tuple[int, ...]) -> None:
    sought = Sought("e")
    all_ = [hit for row in rows for hit in hits_in(TALE, row, sought)]
    met: list[Hit] = []
    place: MatchStart = (0, 0, 0, -1)
    while len(met) < len(all_):
        *_, hit = onward(TALE, sought, rows, place, step)
        assert hit is not None
        met.append(hit)
        place = hit.place
    assert met == (all_ if step > 0 else all_[::-1])


def test_nothing_is_found_for_nothing() -> None:
    assert list(counts(TALE, Sought(""), range(2))) == [0, 0]
    assert spans("text", Sought("")) == []
    assert spans("text", Sought("x*", regex=True)) == [(2, 3)]  # a hit has letters


@pytest.mark.parametrize(
    ("text", "needle", "where"),
    [
        ("İstanbul", "i", [(0, 1)]),
        ("İstanbul", "İ", [(0, 1)]),
        ("İstanbul", "stan", [(1, 5)]),
        ("Straße", "STRASSE", [(0, 6)]),
        ("ß", "s", []),  # else to replace an s would take the other one with it
        ("ΟΔΟΣ οδός", "οδοσ", [(0, 4)]),
        ("𝒳 and Und", "und", [(6, 9)]),
        ("aaa", "aa", [(0, 2)]),
        ("les pêcheurs\ndu port", "pêcheurs du", [(4, 15)]),  # a wrapped line parts no words
        ("les pêcheurs\n   du port", "pêcheurs du", [(4, 18)]),
        ("灯火\n通明", "火通", [(1, 4)]),
        ("a\u00a0b", "a b", [(0, 3)]),
        ("lamps of lamp", "lamp ", []),
        ("a.b (c", "b (", [(2, 5)]),
    ],
)
def test_marks_cover_what_is_seen(text: str, needle: str, where: list[tuple[int, int]]) -> None:
    assert spans(text, Sought(needle)) == where


def test_letter_case_counts_where_it_is_asked_for() -> None:
    assert spans("Und und", Sought("und", match_case=True)) == [(4, 7)]
    assert spans("Straße", Sought("strasse", match_case=True)) == []


@pytest.mark.parametrize(
    ("text", "word", "where"),
    [
        ("and sand ands and.", "and", [(0, 3), (14, 17)]),
        ("ein-zwei", "zwei", [(4, 8)]),
        ("caf\u0065\u0301s", "cafe", []),  # its accent belongs to the last letter
        ("灯火通明", "通明", [(2, 4)]),  # no spaces there, so every letter stands at a border
        ("ราคาบ้าน", "บ้าน", [(4, 8)]),
        ("(a) b", "(a)", [(0, 3)]),
    ],
)
def test_a_whole_word_stands_alone(text: str, word: str, where: list[tuple[int, int]]) -> None:
    assert spans(text, Sought(word, whole_word=True)) == where


def test_a_whole_word_of_a_regular_expression_is_the_longest_that_fits() -> None:
    assert spans("ab a", Sought("a|ab", regex=True, whole_word=True)) == [(0, 2), (3, 4)]


@pytest.mark.parametrize(
    ("pattern", "text", "where"),
    [
        (r"\d{2,}", "1 of 118", [(5, 8)]),
        ("pêcheurs du", "les pêcheurs\ndu port", [(4, 15)]),
        ("[a b]+", "x\na b", [(2, 5)]),
        (r"^\w+", "die Tür\ndas Tor", [(0, 3)]),  # a wrapped line begins nothing
        ("t.d", "not\nd", [(2, 5)]),
    ],
)
def test_a_regular_expression_sees_the_text_as_it_is_shown(
    pattern: str, text: str, where: list[tuple[int, int]]
) -> None:
    assert spans(text, Sought(pattern, regex=True)) == where


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("(a", "A bracket “(” is not closed."),
        ("a)", "There is a closing bracket “)” without an opening one."),
        ("[a", "A bracket “[” is not closed."),
        ("*a", "There is nothing before the repetition sign to repeat."),
        ("a**", "There are two repetition signs in a row."),
        ("a\\", "A backslash is followed by a character that means nothing."),
        ("a{3,1}", "Something is wrong at character 3."),
        ("(" * 999, "Make it simpler."),
        ("x" * 1_001, "This text is too long to search for."),
    ],
)
def test_what_is_no_regular_expression_is_told(pattern: str, told: str) -> None:
    with pytest.raises(NotPossible) as refusal:
        spans("text", Sought(pattern, regex=True))
    assert str(refusal.value.sentence).endswith(told)


def test_a_regular_expression_that_takes_for_ever_is_given_up() -> None:
    with pytest.raises(NotPossible, match="takes too long"):
        spans("a" * 5_000 + "b", Sought(r"(a|aa)+$|(a+)+c", regex=True))


def test_only_the_sides_that_are_asked_for_are_looked_at() -> None:
    assert list(counts(TALE, Sought("lamp", ("target",)), range(2))) == [1, 0]
    assert [hit.side for hit in hits_in(TALE, 0, Sought("lamp"))] == ["source", "target"]


@given(FOLDING, FOLDING)
@settings(max_examples=200)
def test_spans_have_letters_ascend_and_do_not_overlap(text: str, needle: str) -> None:
    found = spans(text, Sought(needle))
    assert all(start < end for start, end in found)
    assert found == sorted(found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


@given(bitexts(), FOLDING, st.booleans(), st.booleans())
@settings(max_examples=60)
def test_what_is_found_is_marked_and_the_other_way_round(
    bitext: Bitext, needle: str, word: bool, case: bool
) -> None:
    sought = Sought(needle, whole_word=word, match_case=case)
    rows = range(len(bitext.beads))
    marked = [
        Hit(row, side, position, *span)
        for row, bead in enumerate(bitext.beads)
        for side in SIDES
        for position, id_ in enumerate(bead.ids(side))
        for span in spans(bitext.side(side).text(id_), sought)
    ]
    hits = [hit for row in rows for hit in hits_in(bitext, row, sought)]
    assert hits == marked
    assert [hit.place for hit in hits] == sorted(hit.place for hit in hits)
    assert sum(counts(bitext, sought, rows)) == len(hits)
