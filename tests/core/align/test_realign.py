"""Rows are aligned anew around what a person decided, and nothing else moves."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.align.options import AlignOptions
from core.align.reading import readings
from core.align.realign import Excerpt, excerpt, prepare_rows, realigned
from core.model import (  # fmt: skip
    Bead,
    Bitext,
    Block,
    BlockKind,
    Document,
    Patch,
    Segment,
    Side,
    StalePatch,
    Status,
    apply,
    between_pins,
    check,
    inverse,
)
from core.progress import SILENT
from tests.core.align.made import FOLDER, aligned, pair, places, random_vectors, side, translated, words
from tests.strategies import bitexts

COUNT = 240
SOURCE = random_vectors(COUNT, 1)
TARGET = translated(SOURCE, 2)


@cache
def in_step() -> Bitext:
    """A text and its translation, sentence by sentence; ids are numbers of vectors."""
    texts = words(COUNT)
    beads = aligned(side(texts), side(texts), SOURCE, TARGET)
    assert places(beads) == [((at,), (at,)) for at in range(COUNT)]
    return Bitext(side(texts), side(texts), beads)


def realign(bitext: Bitext, rows: tuple[int, int]) -> Patch:
    """Its ids are numbers of vectors."""
    part = excerpt(bitext, rows)
    return realigned(part, pair(SOURCE[_ids(part.source)], TARGET[_ids(part.target)]), FOLDER)


def _ids(one: Side) -> list[int]:
    return [segment.id for segment in one.segments]


def planted(bitext: Bitext, first: int, end: int, *beads: Bead) -> Bitext:
    """The bitext with other beads in some rows."""
    return replace(bitext, beads=(*bitext.beads[:first], *beads, *bitext.beads[end:]))


def at_random(part: Excerpt, seed: int) -> Patch:
    """Aligned anew by vectors that tell nothing."""
    encoded = pair(
        random_vectors(len(part.source.segments), seed),
        random_vectors(len(part.target.segments), seed + 1),
    )
    return realigned(part, encoded, FOLDER)


@given(bitexts(min_segments=3), st.data(), st.integers(0, 1000))
@settings(max_examples=80)
def test_pins_and_all_other_rows_stay_and_undo_restores(
    bitext: Bitext, data: st.DataObject, seed: int
) -> None:
    first = data.draw(st.integers(0, len(bitext.beads)))
    end = data.draw(st.integers(first, len(bitext.beads)))
    patch = at_random(excerpt(bitext, (first, end)), seed)
    after = apply(bitext, patch)
    check(after)
    grown = len(after.beads) - len(bitext.beads)
    assert after.beads[:first] == bitext.beads[:first]
    assert after.beads[end + grown :] == bitext.beads[end:]
    assert (after.source, after.target) == (bitext.source, bitext.target)
    pins = [bead for bead in bitext.beads[first:end] if bead.pinned]
    assert [bead for bead in after.beads[first : end + grown] if bead.pinned] == pins
    assert apply(after, inverse(patch)) == bitext
    assert at_random(excerpt(after, (first, end + grown)), seed).empty


@given(bitexts(min_segments=2, decided=False), st.integers(0, 1000))
@settings(max_examples=30)
def test_an_accepted_row_is_a_border_that_nothing_crosses(bitext: Bitext, seed: int) -> None:
    at = seed % len(bitext.beads)
    wall = replace(bitext.beads[at], status=Status.ACCEPTED)
    bitext = planted(bitext, at, at + 1, wall)
    after = apply(bitext, at_random(excerpt(bitext, (0, len(bitext.beads))), seed))
    place = after.beads.index(wall)
    for name in ("source", "target"):
        assert [id_ for bead in after.beads[:place] for id_ in bead.ids(name)] == [
            id_ for bead in bitext.beads[:at] for id_ in bead.ids(name)
        ]


def test_a_fresh_alignment_stays_as_it_is() -> None:
    patch = realign(in_step(), (80, 160))
    assert patch.empty
    assert patch.author == "program"


@pytest.mark.parametrize(
    "wrong",
    [
        (Bead((100, 101), (100, 101), 0.4),),
        (Bead((100,), (100, 101), 0.4), Bead((101,), (), 0.3)),
        (Bead((100,), (), 0.4), Bead((101,), (100,), 0.3), Bead((), (101,), 0.2)),
    ],
    ids=["merged", "shifted", "a row late"],
)
def test_a_wrong_boundary_is_repaired(wrong: tuple[Bead, ...]) -> None:
    right = in_step()
    bitext = planted(right, 100, 102, *wrong)
    patch = realign(bitext, (90, 110 - 2 + len(wrong)))
    assert places(apply(bitext, patch).beads) == places(right.beads)
    assert [(splice.at, splice.before) for splice in patch.beads] == [(100, wrong)]
    assert str(patch.name) == f"Realign rows 91 to {108 + len(wrong)}"


def test_a_whole_stretch_that_slipped_is_repaired() -> None:
    right = in_step()
    slipped = [Bead((at,), (at + 1,), 0.5) for at in range(60, 180)]
    bitext = planted(right, 60, 181, Bead((), (60,), 0.2), *slipped, Bead((180,), (), 0.2))
    assert places(apply(bitext, realign(bitext, (50, 200))).beads) == places(right.beads)


def test_what_a_person_merged_is_not_taken_apart() -> None:
    merged = Bead((100, 101), (100, 101))
    bitext = planted(in_step(), 100, 102, merged)
    assert realign(bitext, (90, 110)).empty


def test_segments_between_pins_without_a_counterpart_stand_alone() -> None:
    accepted = [replace(bead, status=Status.ACCEPTED) for bead in in_step().beads[100:103]]
    above, below = replace(accepted[0], target=()), replace(accepted[2], target=(100, 101, 102))
    bitext = planted(in_step(), 100, 103, above, Bead((101,), (), 0.1), below)
    assert realign(bitext, (100, 103)).empty
    bitext = planted(bitext, 101, 102, replace(bitext.beads[101], confidence=None))
    assert realign(bitext, (101, 102)).empty


def test_stretches_without_text_on_one_side_stand_alone() -> None:
    texts = words(40)
    one, other = side(texts), side(texts[:20])
    beads = [Bead((at,), (at,), 0.99) for at in range(20)] + [Bead((at,), (), 0.5) for at in range(20, 40)]
    beads[25] = replace(beads[25], status=Status.ACCEPTED)
    beads[30] = Bead((30, 31), (), 0.5)
    del beads[31]
    bitext = Bitext(one, other, tuple(beads))
    assert places(apply(bitext, realign(bitext, (20, 39))).beads[20:]) == [
        ((at,), ()) for at in range(20, 40)
    ]


def test_a_patch_for_rows_that_changed_meanwhile_is_refused() -> None:
    bitext = planted(in_step(), 100, 102, Bead((100, 101), (100, 101), 0.4))
    patch = realign(bitext, (90, 110))
    with pytest.raises(StalePatch):
        apply(planted(bitext, 100, 101, replace(bitext.beads[100], bookmark=True)), patch)


def test_the_rows_between_pins_are_those_around_a_row() -> None:
    bitext = in_step()
    assert between_pins(bitext, 7) == (0, COUNT)
    bitext = planted(bitext, 20, 21, replace(bitext.beads[20], note="?"))
    bitext = planted(bitext, 50, 51, replace(bitext.beads[50], status=Status.ACCEPTED))
    assert between_pins(bitext, 20) == (20, 20)
    assert between_pins(bitext, 30) == (21, 50)
    assert between_pins(bitext, 0) == (0, 20)
    assert between_pins(bitext, COUNT - 1) == (51, COUNT)


def test_an_excerpt_holds_the_rows_and_a_few_witnesses_of_the_rest() -> None:
    texts = words(3000)
    beads = tuple(Bead((at,), (at,), 0.5 if at % 2 else 0.99) for at in range(3000))
    part = excerpt(Bitext(side(texts), side(texts), beads), (1000, 1050))
    assert part.beads[slice(*part.rows)] == beads[1000:1050]
    others = [bead for bead in part.beads if bead not in beads[1000:1050]]
    assert 50 <= len(others) <= 100
    assert all(bead.confidence == 0.99 for bead in others)
    assert (others[0], others[-1]) == (beads[0], beads[2952])
    assert len(part.source.document.blocks) == len(part.source.segments) == len(part.beads)
    assert [part.source.text(bead.source[0]) for bead in part.beads] == [
        texts[bead.source[0]] for bead in part.beads
    ]


def test_a_segment_inside_a_block_does_not_open_it_in_an_excerpt() -> None:
    blocks = tuple(Block(BlockKind.PARAGRAPH, " One. Two. Three.") for _ in range(2))
    spans = ((1, 5), (6, 10), (11, 17))
    segments = tuple(
        Segment(3 * block + at, block, *span) for block in range(2) for at, span in enumerate(spans)
    )
    one = Side(Document("a.txt", "txt", "en", "", blocks), segments, "rules", 6)
    beads = tuple(Bead((at,), (at,), 0.5) for at in range(6))
    part = excerpt(Bitext(one, one, beads), (1, 5))
    both = readings((part.source, part.target), pair(*(np.ones((4, 2), np.float32),) * 2))
    assert both[0].opening.tolist() == [0, 0, 1, 0]


@pytest.mark.parametrize("rows", [(-1, 2), (3, 2), (0, COUNT + 1)])
def test_rows_that_are_not_there_are_refused(rows: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        excerpt(in_step(), rows)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=5), st.integers(0, 99))
@settings(max_examples=40)
def test_stretches_aligned_at_once_come_out_as_each_by_itself(
    sizes: list[tuple[int, int]], seed: int
) -> None:
    source, target = (np.cumsum([0, *(size[at] for size in sizes)]).tolist() for at in (0, 1))
    sides = side(words(source[-1], seed)), side(words(target[-1], seed + 1))
    beads = [Bead((at,), (), 0.5) for at in range(source[-1])] + [
        Bead((), (at,), 0.5) for at in range(target[-1])
    ]
    part = excerpt(Bitext(*sides, tuple(beads)), (0, len(beads)))
    encoded = pair(random_vectors(source[-1], seed), random_vectors(target[-1], seed + 1))
    known = prepare_rows(part, encoded, FOLDER, AlignOptions(), SILENT)
    stretches = list(zip(pairwise(source), pairwise(target), strict=True))
    together = known.aligned(stretches, SILENT)
    alone = [known.aligned([stretch], SILENT)[0] for stretch in stretches]
    assert list(map(places, together)) == list(map(places, alone))
    for one, other in zip(together, alone, strict=True):
        assert [bead.confidence for bead in one] == pytest.approx(
            [bead.confidence for bead in other], abs=1e-3
        )
