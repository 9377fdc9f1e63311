"""A second way onto the road: pairs that exist already, from whatever program, to be made right.

    file of pairs ──read──▶ Table ──two columns──▶ Bitext ─┐
                                                           ├─rescore─▶ Bitext
    ladder, two texts ──read, segment, climb──▶ Bitext ────┘

A project keeps the file of pairs as the original of both its sides.
"""

from dataclasses import dataclass, replace

from core import language, pipeline
from core.errors import Empty
from core.model import SIDES, Bitext, Side
from core.pipeline import Options, SideOptions
from core.progress import SILENT, Progress
from core.read import File, pairs
from core.segment import Segmentation


@dataclass(frozen=True, slots=True)
class Opened:
    """A bitext of pairs that existed, the files of its two sides, and the options that say how they were
    read."""

    bitext: Bitext
    files: tuple[File, File]
    options: Options


def open_pairs(
    file: File, options: Options, progress: Progress = SILENT, columns: tuple[int, int] | None = None
) -> Opened:
    """The pairs of two columns of a file, by default of those in the languages that the options name, or that
    it most likely means.

    Of the options count the languages, the source's encoding and the encoder. Raises a `CannotRead`.
    """
    progress(0, 0, "Reading")
    table = pairs.read(file, options.source.encoding)
    bitext = pairs.paired(file, table, *(columns or _columns(file, table, options)))
    sides = [_named(bitext.side(name), getattr(options, name)) for name in SIDES]
    bitext = replace(bitext, source=sides[0], target=sides[1])
    return Opened(_scored(bitext, options, progress), (file, file), options)


def open_ladder(
    ladder: File, source: File, target: File, options: Options, progress: Progress = SILENT
) -> Opened:
    """The pairs of a ladder and the two texts whose segments it counts.

    Each text is cut as its options say, or in whatever other way gives as many segments as the ladder
    counts. Raises a `CannotRead`.
    """
    progress(0, 0, "Reading")
    rungs = pairs.rungs(ladder)
    lengths = pairs.lengths(rungs)
    found = [
        _fitting(file, chosen, length, progress)
        for file, chosen, length in zip(
            (source, target), (options.source, options.target), lengths, strict=True
        )
    ]
    bitext = pairs.climbed(ladder, rungs, found[0][0], found[1][0])
    options = replace(options, source=found[0][1], target=found[1][1])
    return Opened(_scored(bitext, options, progress), (source, target), options)


def _columns(file: File, table: pairs.Table, options: Options) -> tuple[int, int]:
    """The columns in the languages that are named, where the file names its own; else the proposed ones."""
    tags = options.source.language, options.target.language
    if table.sure or None in tags:
        return table.proposed
    found = [_column(table, tag or "") for tag in tags]
    if -1 in found or found[0] == found[1]:
        there = ", ".join(column.name for column in table.columns)
        raise Empty(
            f"“{file.name}” does not hold {tags[0]} and {tags[1]}.",
            file=file.name,
            remedy=f"Choose two of these: {there}.",
        )
    return found[0], found[1]


def _column(table: pairs.Table, tag: str) -> int:
    """The column of a language, or of the same with another region; -1 where there is none."""
    spoken = [column.language for column in table.columns]
    same = (at for at, one in enumerate(spoken) if one == tag)
    alike = (at for at, one in enumerate(spoken) if one.split("-")[0] == tag.split("-")[0])
    return next(same, next(alike, -1))


def _named(side: Side, options: SideOptions) -> Side:
    """The side in the language that was chosen, that its file names, or that its texts are in."""
    tag = options.language or language.known(side.document.language)
    tag = tag or language.identify("\n".join(side.texts()))
    return replace(side, document=replace(side.document, language=tag))


def _fitting(file: File, options: SideOptions, length: int, progress: Progress) -> tuple[Side, SideOptions]:
    """A text cut into so many segments, if one of the ways to cut it gives them; else as it was to be cut."""
    ways = [replace(options, segmentation=how) for how in Segmentation if how is not options.segmentation]
    first: tuple[Side, SideOptions] | None = None
    for way in (options, *ways):
        side = pipeline.prepare(file, way, progress)
        if len(side.segments) == length:
            return side, way
        first = first or (side, way)
    assert first is not None
    return first


def _scored(bitext: Bitext, options: Options, progress: Progress) -> Bitext:
    """The bitext with how sure the aligner is of those beads of which the file does not say it."""
    if all(bead.confidence is not None for bead in bitext.beads):
        return bitext
    sure = pipeline.rescore(bitext, options, progress).beads
    beads = (
        bead if bead.confidence is not None else replace(bead, confidence=other.confidence)
        for bead, other in zip(bitext.beads, sure, strict=True)
    )
    return replace(bitext, beads=tuple(beads))
