"""Which rows deserve a look, and the way from one to the next."""

from dataclasses import replace

import pytest

from core.model import Bead, Status
from core.review.doubts import UNSURE, doubtful, onward, unaccepted
from tests.stories.story import made

PLAIN, _ = made(("One. | Eins.", "Two. | Zwei.", "Three. | Drei."))


@pytest.mark.parametrize(
    ("bead", "wanted"),
    [
        (Bead((1,), (1,), UNSURE), False),
        (Bead((1,), (1,), UNSURE - 0.01), True),
        (Bead((1,), (), 0.99), True),
        (Bead((1,), (), None), False),  # a person left it alone
        (Bead((1,), (), 0.99, Status.ACCEPTED), False),
        (Bead((1,), (1,), None, Status.DOUBTFUL), True),
    ],
)
def test_a_doubt_is_what_nobody_has_decided_and_may_be_wrong(bead: Bead, wanted: bool) -> None:
    assert doubtful(bead) is wanted


def test_the_way_onward_goes_around_the_end_and_back_to_the_row_itself() -> None:
    beads = tuple(
        replace(bead, status=Status.OPEN if at == 1 else Status.ACCEPTED)
        for at, bead in enumerate(PLAIN.beads)
    )
    bitext = replace(PLAIN, beads=beads)
    assert [onward(bitext, unaccepted, row) for row in (0, 1, 2)] == [1, 1, 1]
    assert [onward(bitext, unaccepted, row, -1) for row in (0, 1, 2)] == [1, 1, 1]
    assert onward(bitext, lambda _: False, 0) is None


def test_the_way_onward_may_be_narrowed_to_some_rows() -> None:
    def ways(row: int, step: int) -> int | None:
        return onward(PLAIN, lambda _: True, row, step, (0, 2))

    assert [ways(row, 1) for row in (0, 1, 2)] == [2, 2, 0]
    assert [ways(row, -1) for row in (0, 1, 2)] == [2, 0, 0]
    assert onward(PLAIN, lambda _: True, 1, 1, ()) is None
