"""Predicates for a person's decisions about a bead, in every combination."""

from itertools import product

import pytest

from core.model import Bead, Status

TRACES: dict[str, Bead] = {
    "none": Bead((1,), (2,), 0.4),
    "accepted": Bead((1,), (2,), 0.4, Status.ACCEPTED),
    "made by hand": Bead((1,), (2,)),
    "note": Bead((1,), (2,), 0.4, note="see p. 3"),
    "bookmark": Bead((1,), (2,), 0.4, bookmark=True),
    "moved": Bead((1,), (), 0.4, moved=7),
    "doubtful": Bead((1,), (2,), 0.4, Status.DOUBTFUL),
    "made by hand, doubtful": Bead((1,), (2,), status=Status.DOUBTFUL),
}
TABLE = """
                        judged  made  annotated  linked  decided  confirmed  pinned  untouched
none                    -       -     -          -       -        -          -       x
accepted                x       -     -          -       x        x          x       -
made by hand            -       x     -          -       x        x          x       -
note                    -       -     x          -       -        -          x       -
bookmark                -       -     x          -       -        -          x       -
moved                   -       -     -          x       -        -          x       -
doubtful                x       -     -          -       -        -          -       -
made by hand, doubtful  x       x     -          -       x        -          x       -
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines()[1:], ids=lambda line: line[:24].strip())
def test_each_trace_of_a_person_means_what_the_table_says(line: str) -> None:
    bead = TRACES[line[:24].strip()]
    names = [name.replace("made", "made_by_person") for name in TABLE.split("\n")[1].split()]
    found = {name: getattr(bead, name) for name in names}
    assert found == {name: cell == "x" for name, cell in zip(names, line[24:].split(), strict=True)}


def test_every_predicate_follows_from_the_traces_in_any_combination() -> None:
    traces = product(Status, (None, 0.4), ("", "see p. 3"), (False, True), (None, 7))
    for status, confidence, note, bookmark, moved in traces:
        bead = Bead((1,), (), confidence, status, note, bookmark, moved)
        accepted, made = status is Status.ACCEPTED, confidence is None
        assert bead.accepted == accepted
        assert bead.doubtful == (status is Status.DOUBTFUL)
        assert bead.decided == (accepted or made)
        assert bead.confirmed == (accepted or (made and status is Status.OPEN))
        assert bead.pinned == (accepted or made or bool(note) or bookmark or moved is not None)
        assert bead.linked_by_person == (moved is not None and (accepted or made))
        assert bead.untouched == (not bead.pinned and status is Status.OPEN)
        assert bead.certainty == (1.0 if bead.decided else 0.4)


def test_a_bead_is_one_sided_if_one_side_is_empty() -> None:
    assert Bead((1,), ()).one_sided
    assert Bead((), (1, 2)).one_sided
    assert not Bead((1,), (2,)).one_sided
