"""The way from one row that is left to look at to the next."""

from dataclasses import replace

from core.model import Status
from core.review.doubts.navigation import onward, unaccepted
from tests.stories.story import made

PLAIN, _ = made(("One. | Eins.", "Two. | Zwei.", "Three. | Drei."))


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
