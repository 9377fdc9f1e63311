"""Import of existing pairs, made by any program, for correction.

    file of pairs ──read──▶ Table ──two columns──▶ Bitext ─┐
                                                           ├─rescore─▶ Bitext
    ladder, two texts ──read, segment, climb──▶ Bitext ────┘

A project keeps the file of pairs as the original of both its sides.
"""

from dataclasses import replace

from core import encode, language, pipeline
from core.aligned import Aligned
from core.errors import Empty
from core.model import SIDES, Bitext, Side
from core.model.message import message
from core.pipeline import Options, SideOptions
from core.progress import SILENT, Progress
from core.read import File, pairs
from core.segment import Segmentation

_CLASH = 0.1  # probability by its own meaning below which a pair cannot be right, whatever its file says


def open_pairs(
    file: File, options: Options, progress: Progress = SILENT, columns: tuple[int, int] | None = None
) -> Aligned:
    """Return the pairs of two columns of a file.

    By default these are the columns in the languages that the options name, or those most likely meant. Only
    the languages, the source's encoding and the encoder of the options are used. Raises a `CannotRead`.
    """
    progress(0, 0, message("Reading"))
    table = pairs.read(file, options.source.encoding)
    bitext = pairs.paired(file, table, *(columns or _columns(file, table, options)))
    sides = [_named(bitext.side(name), getattr(options, name)) for name in SIDES]
    bitext = replace(bitext, source=sides[0], target=sides[1])
    return _aligned(bitext, (file, file), options, progress)


def open_ladder(
    ladder: File, source: File, target: File, options: Options, progress: Progress = SILENT
) -> Aligned:
    """Return the pairs of a ladder and the two texts whose segments it counts.

    Each text is cut as its options say, or in whatever other way makes as many segments as the ladder counts.
    Raises a `CannotRead`.
    """
    progress(0, 0, message("Reading"))
    beads = pairs.ladder_beads(ladder)
    lengths = pairs.lengths(beads)
    found = [
        _fitting(file, chosen, length, progress)
        for file, chosen, length in zip(
            (source, target), (options.source, options.target), lengths, strict=True
        )
    ]
    bitext = pairs.bitext_of_ladder(ladder, beads, found[0][0], found[1][0])
    options = replace(options, source=found[0][1], target=found[1][1])
    return _aligned(bitext, (source, target), options, progress)


def _columns(file: File, table: pairs.PairTable, options: Options) -> tuple[int, int]:
    """Return the columns in the chosen languages if the file names its own; otherwise the proposed ones."""
    tags = options.source.language, options.target.language
    if table.sure or None in tags:
        return table.proposed
    found = [_column(table, tag or "") for tag in tags]
    if -1 in found or found[0] == found[1]:
        there = ", ".join(str(column.name) for column in table.columns)
        raise Empty(
            message(
                "“{name}” does not contain {source} and {target}.",
                name=file.name,
                source=str(tags[0]),
                target=str(tags[1]),
            ),
            file=file.name,
            remedy=message("Choose two of these: {columns}.", columns=there),
        )
    return found[0], found[1]


def _column(table: pairs.PairTable, tag: str) -> int:
    """Return the column of a language, or of the same with another region; -1 if there is none."""
    tags = [column.language for column in table.columns]
    same = (at for at, one in enumerate(tags) if one == tag)
    alike = (at for at, one in enumerate(tags) if one.split("-")[0] == tag.split("-")[0])
    return next(same, next(alike, -1))


def _named(side: Side, options: SideOptions) -> Side:
    """Return the side in the language that was chosen, that its file names, or that its texts are in."""
    tag = options.language or language.known(side.document.language)
    tag = tag or language.identify("\n".join(side.texts()))
    return replace(side, document=replace(side.document, language=tag))


def _fitting(file: File, options: SideOptions, length: int, progress: Progress) -> tuple[Side, SideOptions]:
    """Return a text cut into so many segments, if one of the ways to cut it makes them; otherwise as its
    options say."""
    ways = [replace(options, segmentation=how) for how in Segmentation if how is not options.segmentation]
    first: tuple[Side, SideOptions] | None = None
    for way in (options, *ways):
        side = pipeline.prepare(file, way, progress)
        if len(side.segments) == length:
            return side, way
        first = first or (side, way)
    assert first is not None
    return first


def _aligned(bitext: Bitext, files: tuple[File, File], options: Options, progress: Progress) -> Aligned:
    return Aligned(_scored(bitext, options, progress), files, pipeline.provenance_of(options))


def _scored(bitext: Bitext, options: Options, progress: Progress) -> Bitext:
    """Return the bitext with a confidence in those beads for which the file has none.

    One that the file has stays, unless the pair cannot be right: its texts may have been changed since.
    """
    bitext = _without_clashes(bitext, progress)
    if all(bead.confidence is not None for bead in bitext.beads):
        return bitext
    encoder = encode.open_encoder(options.encoder)
    sure = pipeline.rescore(bitext, encoder, options, progress, memory=True).beads
    beads = (
        bead if bead.confidence is not None else replace(bead, confidence=other.confidence)
        for bead, other in zip(bitext.beads, sure, strict=True)
    )
    return replace(bitext, beads=tuple(beads))


def _without_clashes(bitext: Bitext, progress: Progress) -> Bitext:
    """Return the bitext with a low confidence in open pairs that the file is sure of, and that cannot be
    right by their own meaning, if the built-in encoder knows both languages."""
    tags = [bitext.side(name).document.language for name in SIDES]
    sure = [bead.confidence is not None and not bead.judged for bead in bitext.beads]
    if not any(sure) or encode.quality_of(encode.BUILT_IN).warnings(*tags):
        return bitext
    encoder = encode.open_encoder(encode.BUILT_IN)
    judged = pipeline.at_most_by_meaning_of(bitext, encoder, progress)
    beads = (
        other if known and (other.confidence or 0.0) < _CLASH else bead
        for bead, other, known in zip(bitext.beads, judged, sure, strict=True)
    )
    return replace(bitext, beads=tuple(beads))
