"""The whole road on real files: two documents in, a bitext out that keeps the laws and pairs what belongs."""

from dataclasses import replace
from importlib import resources
from itertools import combinations

import pytest

from core import encode
from core.align.mining import MineOptions
from core.align.options import AlignOptions
from core.errors import Empty, NothingToDo
from core.evaluation import LadderBead, score
from core.model import Bead, Bitext, BlockKind, Finding, FindingKind, Side, apply, check
from core.pipeline import (  # fmt: skip
    Options,
    SideOptions,
    align_files,
    align_sides,
    mine_sides,
    options_from,
    prepare,
    provenance_of,
    read_and_prepare,
    realign,
)
from core.progress import Cancelled, Progress
from core.project import Provenance
from core.read import File
from core.segment import Segmentation

LANGUAGES = ("en", "de", "zh", "ar")
ENCODER = encode.open_encoder(encode.BUILT_IN)
LINES = SideOptions(segmentation=Segmentation.LINES)


def sample(language: str) -> File:
    """The sample text that comes with Diglot."""
    name = f"umbrellas.{language}.md"
    return File(name, resources.files("resources").joinpath("sample", name).read_bytes())


def gold() -> list[LadderBead]:
    """The English and the German sample, aligned by hand; all that is not named here is one to one."""
    special = {2: ((2, 3), (2,)), 13: ((13, 14), (12,)), 22: ((22,), (20, 21)), 31: ((31,), ())}
    special[45] = ((45, 46), (43,))
    beads: list[LadderBead] = []
    source = target = 0
    while source < 64:
        bead = special.get(source, ((source,), (target,)))
        beads.append(bead)
        source, target = source + len(bead[0]), target + len(bead[1])
    return beads


def ladder(bitext: Bitext) -> list[LadderBead]:
    """The pairs as numbers of segments."""
    source, target = bitext.source, bitext.target
    return [
        (tuple(map(source.position, pair.source)), tuple(map(target.position, pair.target)))
        for pair in bitext.pairs()
    ]


def headings(side: Side) -> list[int]:
    """The ids of the segments that are headings."""
    blocks = side.document.blocks
    return [segment.id for segment in side.segments if blocks[segment.block].kind is BlockKind.HEADING]


@pytest.mark.parametrize(("source", "target"), list(combinations(LANGUAGES, 2)))
def test_the_sample_aligns_in_every_pair_of_its_languages(source: str, target: str) -> None:
    bitext = align_files(sample(source), sample(target), Options()).bitext
    check(bitext)
    assert (bitext.source.document.language, bitext.target.document.language) == (source, target)
    pairs = {(bead.source, bead.target) for bead in bitext.beads}
    titles = list(zip(headings(bitext.source), headings(bitext.target), strict=True))
    assert len(titles) == 4
    assert sum(((a,), (b,)) in pairs for a, b in titles) >= 3
    assert sum(bool(bead.source and bead.target) for bead in bitext.beads) >= 50


def test_the_sample_aligns_nearly_as_by_hand() -> None:
    bitext = align_files(sample("en"), sample("de"), Options()).bitext
    counts = score(gold(), ladder(bitext))
    assert counts.strict.f1 >= 0.9
    assert counts.lax.f1 >= 0.95
    right = set(gold())
    sure = [bead for bead, pair in zip(ladder(bitext), bitext.pairs(), strict=True) if pair.certainty >= 0.95]
    assert len(sure) >= 40
    assert sum(bead in right for bead in sure) >= 0.95 * len(sure)


def test_the_same_files_give_the_same_bitext() -> None:
    files = sample("de"), sample("zh")
    assert align_files(*files, Options()) == align_files(*files, Options())


def test_lines_are_segments_and_empty_lines_stand_alone() -> None:
    source = File("a.txt", b"The river rose.\n\nThe cats moved to the upper floors.\r\n   \nIt was true.\n")
    target = File("b.txt", b"Der Fluss stieg.\nDie Katzen zogen in die oberen Stockwerke.\n\nEs stimmte.")
    bitext = align_files(source, target, Options(LINES, LINES)).bitext
    check(bitext)
    assert bitext.source.texts()[1] == ""
    assert [len(side.segments) for side in (bitext.source, bitext.target)] == [5, 4]
    assert set(ladder(bitext)) == {
        ((0,), (0,)),
        ((1,), ()),
        ((2,), (1,)),
        ((3,), ()),
        ((), (2,)),
        ((4,), (3,)),
    }


def test_pairs_are_mined_wherever_they_stand() -> None:
    paragraphs = sample("de").data.decode().split("\n\n")
    turned = File("turned.md", "\n\n".join(reversed(paragraphs)).encode())
    prepared = read_and_prepare(sample("en"), turned, Options())
    mined = mine_sides(prepared, ENCODER, Options(), MineOptions())
    bitext = mined.bitext
    check(bitext)
    texts = prepare(sample("en"), SideOptions()).texts(), prepare(sample("de"), SideOptions()).texts()
    right = {(texts[0][a[0]], texts[1][b[0]]) for a, b in gold() if len(a) == len(b) == 1}
    pairs = [pair for pair in bitext.pairs() if pair.source and pair.target]
    found = {(bitext.source.text(pair.source[0]), bitext.target.text(pair.target[0])) for pair in pairs}
    assert len(found & right) >= 0.8 * len(right)
    assert len(found & right) >= 0.8 * len(found)
    assert any(pair.moved is not None for pair in pairs)
    assert mined.provenance.mine == {"scoring": "distance", "retrieval": "max", "neighbours": "4"}


def test_a_chosen_language_is_taken_at_its_word() -> None:
    assert prepare(sample("de"), SideOptions(language="nds")).document.language == "nds"


def test_the_same_text_twice_is_refused() -> None:
    with pytest.raises(NothingToDo, match=r"“umbrellas.en.md” and “copy.md” contain the same text"):
        align_files(sample("en"), File("copy.md", sample("en").data), Options())


def _verdict(source: File, target: File, options: Options) -> list[Finding]:
    reported: list[Finding] = []
    aligned = align_files(source, target, options, report=reported.extend)
    assert aligned.findings == tuple(reported)
    return reported


def _english(count: int) -> File:
    """Other English sentences than the sample's, all different."""
    people = ("The baker", "My aunt", "A soldier", "The last guest", "Somebody", "Her brother", "The owl")
    deeds = ("sold the horse", "slept badly", "wrote a long letter", "broke two plates", "sang", "went home")
    return File(
        "other.txt",
        "\n\n".join(
            f"{people[at % len(people)]} {deeds[at % len(deeds)]} in the winter of {1700 + at * 7}."
            for at in range(count)
        ).encode(),
    )


@pytest.mark.parametrize(("source", "target"), list(combinations(LANGUAGES, 2)))
def test_a_text_and_its_translation_are_not_doubted(source: str, target: str) -> None:
    assert _verdict(sample(source), sample(target), Options()) == []


def test_the_wrong_file_is_told_before_aligning() -> None:
    stages: list[str] = []
    align_files(
        _english(40),
        sample("de"),
        Options(),
        Progress(lambda done, total, what: stages.append(str(what))),
        lambda findings: stages.extend(str(finding.sentence) for finding in findings),
    )
    (told,) = (stage for stage in stages if stage.startswith("“other.txt” and “umbrellas.de.md” do not seem"))
    assert stages.index(told) < stages.index("Aligning")


def test_two_texts_in_one_language_are_told_whatever_they_are_said_to_be() -> None:
    english = Options(SideOptions("en"), SideOptions("de"))
    for options in (Options(), english):
        first = _verdict(sample("en"), _english(40), options)[0]
        assert first.kind == FindingKind.SAME_LANGUAGE
        assert str(first.sentence).startswith("Both texts seem to be in English.")


def test_languages_that_were_swapped_are_told() -> None:
    (finding,) = _verdict(sample("en"), sample("de"), Options(SideOptions("de-AT"), SideOptions("en")))
    assert finding.kind == FindingKind.SWAPPED
    assert "“umbrellas.en.md” seems to be in English and “umbrellas.de.md” in German" in str(finding.sentence)


def test_a_part_that_is_missing_is_told() -> None:
    english = sample("en").data.decode().splitlines()
    part = File("part.md", "\n".join(english[: len(english) // 4]).encode())
    (finding,) = _verdict(part, sample("de"), Options())
    assert finding.kind == FindingKind.LOPSIDED
    assert "Part of “part.md” may be missing." in str(finding.sentence)


def test_an_encoder_that_is_poor_at_a_language_is_no_witness_against_the_texts() -> None:
    (finding,) = _verdict(_english(40), sample("de"), Options(target=SideOptions("yo")))
    assert finding.kind == FindingKind.ENCODER
    assert str(finding.sentence).startswith("Yoruba: the built-in encoder is weak")


def test_a_file_of_white_space_is_refused() -> None:
    with pytest.raises(Empty, match=r"“blank.txt” contains no text"):
        align_files(sample("en"), File("blank.txt", b" \n\n\t\n"), Options())


def test_a_wish_to_stop_is_honoured_at_every_stage() -> None:
    stages: list[str] = []
    align_files(
        sample("en"), sample("ar"), Options(), Progress(lambda done, total, what: stages.append(str(what)))
    )
    assert len(set(stages)) > 4
    for stage in dict.fromkeys(stages):
        seen: list[str] = []

        def cancelled(seen: list[str] = seen, stage: str = stage) -> bool:
            return stage in seen

        progress = Progress(lambda done, total, what, seen=seen: seen.append(str(what)), cancelled)
        with pytest.raises(Cancelled):
            align_files(sample("en"), sample("ar"), Options(), progress)


def test_a_project_keeps_which_encoder_made_it() -> None:
    assert provenance_of(Options()).digest == encode.digest(encode.BUILT_IN)


def test_a_project_can_be_made_although_its_encoder_is_gone() -> None:
    rows = provenance_of(Options(encoder="gone", source=LINES)).rows()
    assert "encoder.digest" not in rows
    assert (rows["encoder"], rows["source.segmentation"]) == ("gone", "lines")


def test_a_user_can_look_at_the_sides_before_they_are_aligned() -> None:
    files = sample("en"), sample("de")
    prepared = read_and_prepare(*files, Options())
    assert prepared.files == files
    assert prepared.source.document.language == "en"
    assert align_sides(prepared, ENCODER, Options()) == align_files(*files, Options())


def test_a_row_that_holds_two_pairs_is_taken_apart_and_its_neighbours_stay() -> None:
    bitext = align_files(sample("en"), sample("de"), Options()).bitext
    at = next(at for at in range(20, 40) if all(_single(bead) for bead in bitext.beads[at : at + 2]))
    first, second = bitext.beads[at : at + 2]
    both = Bead(first.source + second.source, first.target + second.target, 0.5)
    spoilt = replace(bitext, beads=(*bitext.beads[:at], both, *bitext.beads[at + 2 :]))
    patch = realign(spoilt, (at - 8, at + 9), ENCODER, Options())
    assert patch.author == "program"
    assert ladder(apply(spoilt, patch)) == ladder(bitext)
    assert realign(bitext, (at - 8, at + 10), ENCODER, Options()).empty


def _single(bead: Bead) -> bool:
    return len(bead.source) == len(bead.target) == 1 and bead.certainty > 0.9


def test_the_options_of_a_project_are_those_it_was_made_with() -> None:
    options = Options(align=AlignOptions(reach=5, neighbours=3))
    assert options_from(Provenance.from_rows(provenance_of(options).rows())) == options
    assert options_from(Provenance()) == Options()
    assert options_from(Provenance("elsewhere", align={"reach": "99"})) == Options(encoder="elsewhere")
