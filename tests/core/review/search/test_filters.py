"""A filter passes what it says: one of each kind that is asked for."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.model import Bead, Bitext, Status, apply
from core.review.doubts.reasons import usual
from core.review.doubts.risk import DOUBT, risk
from core.review.search.filters import Filter, Mark, Shape, passing, rows, shape
from core.review.search.find import Sought, hits_in
from core.review.verbs import edit_text
from core.review.verbs.rows import NotPossible
from tests.core.review.made import bitexts
from tests.stories.story import made

TALE, _ = made(
    (
        "The lamp. | Die Lampe.",
        "Two. / Three. | Zwei und drei.",
        "Lost. |",
        "| Gefunden.",
        "The end. | Ende.",
    )
)


def with_(at: int, **changes: object) -> Bitext:
    beads = list(TALE.beads)
    beads[at] = replace(beads[at], **changes)  # type: ignore[arg-type]
    return replace(TALE, beads=tuple(beads))


@pytest.mark.parametrize(
    ("bead", "kind"),
    [
        (Bead((1,), (1,)), Shape.ONE_TO_ONE),
        (Bead((1, 2), (1,)), Shape.SEVERAL),
        (Bead((1, 2), (1, 2)), Shape.SEVERAL),
        (Bead((1, 2), ()), Shape.ONLY_SOURCE),
        (Bead((), (1,)), Shape.ONLY_TARGET),
        (Bead((), (1,), moved=3), Shape.MOVED),
    ],
)
def test_every_row_has_a_shape(bead: Bead, kind: Shape) -> None:
    assert shape(bead) is kind


def test_an_empty_filter_passes_everything() -> None:
    assert rows(TALE, Filter()) == [0, 1, 2, 3, 4]


def test_of_one_kind_any_value_is_enough_and_of_several_kinds_one_each() -> None:
    lone = frozenset({Shape.ONLY_SOURCE, Shape.ONLY_TARGET})
    assert rows(TALE, Filter(shapes=lone)) == [2, 3]
    assert rows(with_(3, status=Status.ACCEPTED), Filter(frozenset({Status.ACCEPTED}), lone)) == [3]


def test_what_deserves_a_look_is_what_the_queue_visits() -> None:
    beads = tuple(
        replace(bead, confidence=0.999) if bead.source and bead.target else bead for bead in TALE.beads
    )
    sure = replace(TALE, beads=beads)
    assert rows(sure, Filter(doubt=True)) == [2, 3]
    assert rows(sure, Filter(doubt=False)) == [0, 1, 4]
    less = replace(sure, beads=(replace(beads[0], confidence=0.9), *beads[1:]))
    assert rows(less, Filter(doubt=True)) == [0, 2, 3]


def test_who_knows_the_rows_in_doubt_has_none_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.review.search.filters.risk", None)
    monkeypatch.setattr("core.review.search.filters.usual", None)
    assert list(passing(TALE, Filter(doubt=True), {0})) == [True, False, False, False, False]
    assert list(passing(TALE, Filter(doubt=False), {0})) == [False, True, True, True, True]


def test_confidence_is_what_the_aligner_said() -> None:
    bitext = with_(1, confidence=0.4, status=Status.ACCEPTED)
    assert rows(bitext, Filter(least=0.3, most=0.5)) == [1]
    assert rows(with_(1, confidence=None), Filter(least=1.0)) == [1]


def test_marks_are_what_a_person_left() -> None:
    edited = apply(
        with_(2, note="why?"), edit_text(TALE, 1, "target", TALE.beads[1].target[0], "Zwei, drei.")
    )
    assert rows(edited, Filter(marks=frozenset({Mark.EDITED}))) == [1]
    assert rows(edited, Filter(marks=frozenset({Mark.EDITED, Mark.NOTED}))) == [1, 2]
    assert rows(with_(4, bookmark=True), Filter(marks=frozenset({Mark.BOOKMARKED}))) == [4]


def test_a_text_is_looked_for_where_it_is_asked_for() -> None:
    assert rows(TALE, Filter(sought=Sought("lamp"))) == [0]
    assert rows(TALE, Filter(sought=Sought("^.e", ("target",), regex=True))) == [3]
    with pytest.raises(NotPossible):
        rows(TALE, Filter(sought=Sought("(", regex=True)))


FILTERS = st.builds(
    Filter,
    st.frozensets(st.sampled_from(Status)),
    st.frozensets(st.sampled_from(Shape)),
    st.frozensets(st.sampled_from(Mark)),
    st.none() | st.booleans(),
    st.sampled_from([0.0, 0.3]),
    st.sampled_from([0.7, 1.0]),
    st.none() | st.builds(Sought, st.sampled_from(["a", "é", " ", "中"])),
)


def passes(bitext: Bitext, row: int, wanted: Filter) -> bool:
    bead = bitext.beads[row]
    ids = [(bitext.source, id_) for id_ in bead.source] + [(bitext.target, id_) for id_ in bead.target]
    has = {
        Mark.BY_HAND: bead.confidence is None,
        Mark.EDITED: any(side.segment(id_).edited is not None for side, id_ in ids),
        Mark.NOTED: bool(bead.note),
        Mark.BOOKMARKED: bead.bookmark,
    }
    sure = 1.0 if bead.confidence is None else bead.confidence
    return all(
        (
            bead.status in (wanted.statuses or set(Status)),
            shape(bead) in (wanted.shapes or set(Shape)),
            not wanted.marks or any(has[mark] for mark in wanted.marks),
            wanted.doubt in (None, risk(bitext, row, usual(bitext)) >= DOUBT),
            wanted.least <= sure <= wanted.most,
            wanted.sought is None or bool(hits_in(bitext, row, wanted.sought)),
        )
    )


@settings(max_examples=120, deadline=None)
@given(bitexts(), FILTERS)
def test_exactly_the_rows_that_have_it_all_pass(bitext: Bitext, wanted: Filter) -> None:
    assert rows(bitext, wanted) == [row for row in range(len(bitext.beads)) if passes(bitext, row, wanted)]
