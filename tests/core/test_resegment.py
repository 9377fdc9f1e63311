"""A side that is cut anew is aligned anew, as one step, around what a person decided."""

from dataclasses import replace
from functools import cache
from importlib import resources

import pytest

from core.encode import BUILT_IN, open_encoder
from core.model import SIDES, Bitext, SideName, Status, apply, check, inverse
from core.pipeline import Options, align_files, resegment
from core.read import File
from core.segment import Segmentation

ENCODER = open_encoder(BUILT_IN)


@cache
def aligned() -> Bitext:
    files = []
    for language in ("en", "de"):
        name = f"umbrellas.{language}.md"
        files.append(File(name, resources.files("resources").joinpath("sample", name).read_bytes()))
    return align_files(files[0], files[1], Options()).bitext


def accepted(*rows: int) -> Bitext:
    beads = (
        replace(bead, status=Status.ACCEPTED) if at in rows else bead
        for at, bead in enumerate(aligned().beads)
    )
    return replace(aligned(), beads=tuple(beads))


def changed(bitext: Bitext, side: SideName, how: Segmentation, tag: str) -> Bitext:
    patch = resegment(bitext, side, how, tag, ENCODER, Options())
    after = apply(bitext, patch)
    check(after)
    assert apply(after, inverse(patch)) == bitext
    return after


@pytest.mark.parametrize("side", SIDES)
def test_paragraphs_are_paired_with_the_sentences_that_translate_them(side: SideName) -> None:
    given = accepted(5, 6, 20)
    after = changed(given, side, Segmentation.PARAGRAPHS, given.side(side).document.language)
    assert after.side(side).cut_by == "paragraphs"
    assert len(after.side(side).segments) < len(given.side(side).segments)
    other: SideName = "target" if side == "source" else "source"
    assert after.side(other) == given.side(other)
    assert all(given.beads[row] in after.beads for row in (5, 6, 20))
    whole = [bead for bead in after.beads if len(bead.ids(other)) > 1 and len(bead.ids(side)) == 1]
    assert len(whole) > 7


def test_cut_and_cut_back_is_as_it_was_but_for_the_ids() -> None:
    after = changed(aligned(), "target", Segmentation.PARAGRAPHS, "de")
    back = changed(after, "target", Segmentation.AUTO, "de")
    assert back.target.texts() == aligned().target.texts()
    at = [tuple(map(back.target.position, bead.target)) for bead in back.beads]
    assert at == [tuple(map(aligned().target.position, bead.target)) for bead in aligned().beads]


def test_another_language_that_cuts_alike_changes_nothing_else() -> None:
    patch = resegment(aligned(), "target", Segmentation.AUTO, "nl", ENCODER, Options())
    assert not patch.beads
    assert not patch.target
    assert apply(aligned(), patch).target.document.language == "nl"


def test_the_same_again_changes_nothing() -> None:
    assert resegment(aligned(), "source", Segmentation.AUTO, "en", ENCODER, Options()).empty
