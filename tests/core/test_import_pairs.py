"""The second way onto the road: pairs that exist already come back, each with how sure one may be of it."""

import io
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

from core.errors import Damaged, Empty
from core.import_pairs import open_ladder, open_pairs
from core.model import Bitext, Status, check
from core.pipeline import Options, SideOptions, align_files
from core.read import File
from core.review import verbs
from core.segment import Segmentation
from core.write import EVERYTHING, selected_units, writer_for
from tests.core.align.test_pair_evidence import MEMORY
from tests.core.read.pairs.files import texts, tmx, unit

SENTENCES = (
    ("The lamp went out.", "Die Lampe ging aus."),
    ("Nobody in the house spoke.", "Niemand im Haus sprach."),
    ("She lit a match.", "Sie zündete ein Streichholz an."),
    ("It was nearly morning.", "Es war fast Morgen."),
    ("The birds began to sing in the garden.", "Die Vögel begannen im Garten zu singen."),
)
SWAPPED = (
    SENTENCES[0],
    (SENTENCES[1][0], SENTENCES[2][1]),
    (SENTENCES[2][0], SENTENCES[1][1]),
    *SENTENCES[3:],
)


def sample(language: str) -> File:
    name = f"umbrellas.{language}.md"
    return File(name, resources.files("resources").joinpath("sample", name).read_bytes())


@cache
def aligned() -> Bitext:
    return align_files(sample("en"), sample("de"), Options()).bitext


def written(suffix: str) -> File:
    writer = writer_for(Path(f"pairs{suffix}"))
    buffer = io.BytesIO()
    writer.write(selected_units(aligned(), EVERYTHING), writer.options, buffer)
    return File(f"pairs{suffix}", buffer.getvalue())


def test_the_pairs_of_a_memory_get_confidences_and_the_wrong_ones_low() -> None:
    file = tmx("".join(unit(*pair) for pair in SWAPPED))
    opened = open_pairs(file, Options())
    assert opened.files == (file, file)
    assert texts(opened.bitext) == list(SWAPPED)
    known = [bead.confidence or 0.0 for bead in opened.bitext.beads]
    assert max(known[1:3]) < min(known[0], known[3], known[4])
    check(opened.bitext)


def test_what_the_file_says_of_a_pair_stands() -> None:
    said = '<prop type="x-score">0.1234</prop><prop type="x-status">accepted</prop>'
    first, second = open_pairs(
        tmx(unit(*SENTENCES[0], more=said) + unit(*SENTENCES[1])), Options()
    ).bitext.beads
    assert (first.confidence, first.status) == (0.1234, Status.ACCEPTED)
    assert second.confidence is not None


def test_a_language_is_what_one_says_or_the_file_or_the_texts_say() -> None:
    lines = "\n".join("\t".join(pair) for pair in SENTENCES).encode()
    found = open_pairs(File("pairs.tsv", lines), Options()).bitext
    assert (found.source.document.language, found.target.document.language) == ("en", "de")
    chosen = Options(SideOptions("nds"), SideOptions("nl"))
    said = open_pairs(File("pairs.tsv", lines), chosen, columns=(1, 0)).bitext
    assert (said.source.document.language, said.target.document.language) == ("nds", "nl")
    assert said.source.text(0) == "Die Lampe ging aus."


@pytest.mark.parametrize("suffix", [".tmx", ".tsv", ".xlsx"])
def test_an_export_of_ours_opens_as_it_was(suffix: str) -> None:
    kept = [pair for pair in texts(aligned()) if suffix != ".tmx" or all(pair)]
    back = open_pairs(written(suffix), Options()).bitext
    assert [tuple(map(_flat, pair)) for pair in texts(back)] == [tuple(map(_flat, pair)) for pair in kept]


def _flat(text: str) -> str:
    return "".join(text.split())


def test_a_ladder_finds_how_its_texts_were_cut() -> None:
    opened = open_ladder(
        written(".ladder"), sample("en"), sample("de"), Options(SideOptions(segmentation=Segmentation.LINES))
    )
    assert opened.provenance.source["segmentation"] == "auto"
    assert [(bead.source, bead.target) for bead in opened.bitext.beads] == [
        (bead.source, bead.target) for bead in aligned().beads
    ]
    assert (opened.bitext.source, opened.bitext.target) == (aligned().source, aligned().target)


def test_a_ladder_of_lines_counts_the_empty_ones() -> None:
    ladder = File("job.ladder", b"[0]:[0]:0.200000\n[1]:[]:0.000000\n[2]:[1, 2]:0.300000\n")
    source = File("a.txt", b"The lamp went out.\n\nNobody in the house spoke.\n")
    target = File("b.txt", b"Die Lampe ging aus.\nNiemand\nim Haus sprach.\n")
    opened = open_ladder(ladder, source, target, Options())
    assert opened.provenance.source["segmentation"] == "lines"
    assert [(bead.source, bead.target) for bead in opened.bitext.beads] == [
        ((0,), (0,)),
        ((1,), ()),
        ((2,), (1, 2)),
    ]
    assert all(bead.confidence is not None for bead in opened.bitext.beads)


def test_a_ladder_of_other_texts_is_refused() -> None:
    with pytest.raises(Damaged, match=r"expects \d+ segments, but “umbrellas\.de\.md” has \d+"):
        open_ladder(File("job.ladder", b"[0]:[400]:0.5000\n"), sample("en"), sample("de"), Options())


def test_a_memory_without_pairs_is_refused() -> None:
    with pytest.raises(Empty):
        open_pairs(tmx(""), Options())


def test_what_was_opened_can_be_corrected() -> None:
    bitext = open_pairs(tmx("".join(unit(*pair) for pair in SWAPPED)), Options()).bitext
    check(bitext)
    assert not verbs.merge_next(bitext, 0).empty


def test_a_confidence_of_the_file_gives_way_where_a_pair_cannot_be_right() -> None:
    targets = [target for _, target in MEMORY]
    targets[1], targets[8] = targets[8], targets[1]
    units = (
        f'<tu><prop type="x-score">0.97</prop><tuv xml:lang="en"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="de"><seg>{target}</seg></tuv></tu>'
        for (source, _), target in zip(MEMORY, targets, strict=True)
    )
    memory = f'<tmx version="1.4"><header srclang="en"/><body>{"".join(units)}</body></tmx>'
    opened = open_pairs(File("memory.tmx", memory.encode()), Options()).bitext
    known = [bead.confidence or 0.0 for bead in opened.beads]
    assert max(known[1], known[8]) < 0.1
    assert {*known[:1], *known[2:8], *known[9:]} == {0.97}
