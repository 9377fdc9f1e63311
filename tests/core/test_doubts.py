"""Doubts are asked of the road: reasons, and a patch that puts right what was put wrong."""

from importlib import resources

from core.advice import doubts
from core.encode import BUILT_IN, open_encoder
from core.model import Bead, Bitext, apply, check
from core.pipeline import Options, align_files
from core.read import File
from core.review.doubts.reasons import ReasonKind

ENCODER = open_encoder(BUILT_IN)


def _sample(language: str) -> File:
    name = f"umbrellas.{language}.md"
    return File(name, resources.files("resources").joinpath("sample", name).read_bytes())


def test_rows_merged_wrongly_get_a_patch_that_parts_them() -> None:
    right = align_files(_sample("en"), _sample("de"), Options()).bitext
    one, two = right.beads[6:8]
    assert all((one.source, one.target, two.source, two.target))
    merged = Bead(one.source + two.source, one.target + two.target, 0.5)
    wrong = Bitext(right.source, right.target, (*right.beads[:6], merged, *right.beads[8:]))
    asked = doubts(wrong, [20, 6], ENCODER, Options())
    assert [doubt.row for doubt in asked] == [6, 20]
    doubt = asked[0]
    assert doubt.patch is not None
    assert {ReasonKind.UNSURE, ReasonKind.PARTS} <= {reason.kind for reason in doubt.reasons}
    new = apply(wrong, doubt.patch)
    check(new)
    assert [(bead.source, bead.target) for bead in new.beads] == [
        (bead.source, bead.target) for bead in right.beads
    ]


def test_nothing_asked_is_nothing_said() -> None:
    assert doubts(align_files(_sample("en"), _sample("de"), Options()).bitext, [], ENCODER, Options()) == ()
