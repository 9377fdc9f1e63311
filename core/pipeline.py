"""The pipeline from two files to a bitext, used by both interfaces of Diglot: read, segment, encode, align.

    file ──read──▶ Document ──segment──▶ Side ─┐
                                               ├─encode─▶ Encoded ─align─▶ Bitext
    file ──read──▶ Document ──segment──▶ Side ─┘

    Bitext ──excerpt──▶ rows and witnesses ──encode──▶ Encoded ─┬─realign──────▶ Patch
                                                                └─alternatives─▶ Doubts

`read_and_prepare` returns two sides, `align_sides` a bitext; in between, a user can look at the texts.
Changes made by users (`core.review`) are patches; exports are written by `core.write`, projects by
`core.project`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace

from core import encode, language, read, segment
from core.align.align import align
from core.align.mining import MineOptions, mine
from core.align.options import AlignOptions
from core.align.pair_evidence import at_most_by_meaning
from core.align.realign import Excerpt, excerpt, realigned
from core.align.rescore import rescored
from core.align.verdict import FEWEST, evidence, unrelated_or_lopsided
from core.align.weights import Weights, load
from core.align.word_links.links import Links, link
from core.aligned import Aligned
from core.encode import Encoder, PieceEncoder, Quality, encode_texts
from core.errors import Empty, ModelMissing, NothingToDo
from core.model import Bead, Bitext, Document, Finding, FindingKind, Patch, Side, SideName, apply
from core.model.message import Message, message
from core.progress import SILENT, Progress
from core.project import Provenance
from core.read import File
from core.review.verbs.resegment import recut
from core.segment import RuleFile, Segmentation
from core.vectors import EncodedPair, Vectors

OnFindings = Callable[[Iterable[Finding]], object]
"""Callback that receives the findings on two texts before the long work of aligning begins."""


@dataclass(frozen=True, slots=True)
class SideOptions:
    """Options for reading and segmenting one file. A `language` or `encoding` of None is detected; without
    `rules` sentences are cut by Diglot's own."""

    language: str | None = None
    encoding: str | None = None
    segmentation: Segmentation = Segmentation.AUTO
    rules: RuleFile | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """All options that determine a bitext, so that it can be made again."""

    source: SideOptions = field(default_factory=SideOptions)
    target: SideOptions = field(default_factory=SideOptions)
    encoder: str = encode.BUILT_IN
    align: AlignOptions = field(default_factory=AlignOptions)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Two files, and their texts cut into segments."""

    files: tuple[File, File]
    source: Side
    target: Side


def provenance_of(options: Options) -> Provenance:
    """Return the provenance of a bitext that these options make; an option that is None is left out.

    The digest of the encoder's files is left out if they have disappeared: a project is worth more than a
    record of how it was made. Reads a large model completely, which takes seconds.
    """
    digest = ""
    with suppress(ModelMissing):
        digest = encode.digest(options.encoder)
    source, target = _as_settings(options.source), _as_settings(options.target)
    return Provenance(options.encoder, digest, source, target, _as_settings(options.align))


def _as_settings(options: SideOptions | AlignOptions | MineOptions) -> dict[str, str]:
    values = {each.name: getattr(options, each.name) for each in fields(options)}
    return {name: str(value) for name, value in values.items() if value is not None}


def missing_here(provenance: Provenance) -> tuple[Message, ...]:
    """Return messages about what a project needs and this computer does not have, with the consequences.

    Reads the encoder's files completely, which takes seconds for a large model.
    """
    name = provenance.encoder
    if not (name and provenance.digest):
        return ()
    called = encode.row_of(name).title
    try:
        found = encode.digest(name)
    except ModelMissing:
        return (
            message(
                "{encoder} that aligned these texts is not on this computer. You can review, correct and "
                "export; to realign rows, put it back at “{folder}”.",
                encoder=called,
                folder=name,
            ),
        )
    if found == provenance.digest:
        return ()
    return (
        message(
            "{encoder} on this computer differs from the one that aligned these texts; realigning may "
            "give different results.",
            encoder=called,
        ),
    )


def options_from(provenance: Provenance) -> Options:
    """Return the options for realigning a project: its encoder and the options of its aligner.

    Missing or invalid values are replaced by the defaults.
    """
    stored = provenance.align
    names = [field.name for field in fields(AlignOptions) if field.name in stored]
    try:
        chosen = AlignOptions(**{name: int(stored[name]) for name in names})
    except ValueError:
        chosen = AlignOptions()
    return Options(encoder=provenance.encoder or encode.BUILT_IN, align=chosen)


def read_and_prepare(source: File, target: File, options: Options, progress: Progress = SILENT) -> Prepared:
    """Read two files and cut them into segments.

    Raises a `CannotRead` for a file without text, and `NothingToDo` if both are the same.
    """
    if source.data == target.data:
        raise NothingToDo(
            message("“{name}” and “{other}” contain the same text.", name=source.name, other=target.name),
            file=source.name,
            remedy=message("Choose the text on one side and its translation on the other."),
        )
    sides = prepare(source, options.source, progress), prepare(target, options.target, progress)
    return Prepared((source, target), *sides)


def align_sides(
    given: Prepared,
    encoder: Encoder,
    options: Options,
    progress: Progress = SILENT,
    report: OnFindings | None = None,
) -> Aligned:
    """Encode two sides, look for reasons not to align them, and align them. `options` name `encoder`.

    `report` receives the findings about the texts before they are aligned.
    """
    encoded = encode_sides(encoder, given.source, given.target, progress)
    findings = verdict(given.source, given.target, encoded, encode.quality_of(options.encoder), progress)
    if report is not None:
        report(findings)
    beads = align(given.source, given.target, encoded, weights_of(options), options.align, progress)
    bitext = Bitext(given.source, given.target, beads)
    return Aligned(bitext, given.files, provenance_of(options).with_findings(findings, bitext))


def align_files(
    source: File,
    target: File,
    options: Options,
    progress: Progress = SILENT,
    report: OnFindings | None = None,
) -> Aligned:
    """Read and align two files with the encoder that the options name.

    Raises as `read_and_prepare` does, and a `ModelError` for an encoder that does not load.
    """
    prepared = read_and_prepare(source, target, options, progress)
    return align_sides(prepared, encode.open_encoder(options.encoder), options, progress, report)


def mine_sides(
    given: Prepared, encoder: Encoder, options: Options, mining: MineOptions, progress: Progress = SILENT
) -> Aligned:
    """Find the pairs in two sides that are not translations sentence by sentence.

    `options` name `encoder`; their options for the aligner are not used.
    """
    encoded = encode_sides(encoder, given.source, given.target, progress)
    bitext = Bitext(given.source, given.target, mine(given.source, given.target, encoded, mining, progress))
    return Aligned(bitext, given.files, replace(provenance_of(options), mine=_as_settings(mining)))


def encode_sides(encoder: Encoder, source: Side, target: Side, progress: Progress) -> EncodedPair:
    """Return the vectors of all segments of both sides."""
    return encode_texts(encoder, source.texts(), progress), encode_texts(encoder, target.texts(), progress)


def weights_of(options: Options) -> Weights:
    """Return the aligner's weights for the encoder that the options name."""
    return load(encode.row_of(options.encoder).weights)


def prepare(file: File, options: SideOptions, progress: Progress = SILENT) -> Side:
    """Read a file, find its language, and cut it into segments."""
    document = read_document(file, options)
    segmenter = segment.segmenter_of(options.rules) if options.rules else None
    side = segment.cut(document, options.segmentation, progress, segmenter)
    if not any(text.strip() for text in side.texts()):
        raise Empty(
            message("“{name}” contains no text.", name=file.name),
            file=file.name,
            remedy=message("Choose another file."),
        )
    return side


def read_document(file: File, options: SideOptions) -> Document:
    """Read a file as a document with a known language."""
    lines = options.segmentation is Segmentation.LINES
    how = read.ReadOptions(options.encoding, lines, options.language or "")
    document = read.read(file, how)
    if options.rules:
        told = segment.warnings_of(options.rules)
        document = replace(document, warnings=(*document.warnings, *told))
    chosen = options.language or language.known(document.language)
    if chosen is not None:
        return replace(document, language=chosen)
    chosen, share = language.identify_paragraphs(_paragraphs(document))
    told = (_mixed(file.name, chosen, share),) if share < 0.5 else ()
    return replace(document, language=chosen, warnings=(*document.warnings, *told))


def _paragraphs(document: Document) -> list[str]:
    return list(map(document.visible, range(len(document.blocks))))


def _mixed(file: str, found: str, share: float) -> Message:
    return message(
        "“{file}” was taken to be in {language}, the language of {share} % of it. Choose another if that is "
        "wrong.",
        file=file,
        language=language.name(found),
        share=round(100 * share),
    )


def rescore(
    bitext: Bitext, encoder: Encoder, options: Options, progress: Progress = SILENT, *, memory: bool = False
) -> Bitext:
    """Return the bitext with the aligner's confidence in each bead, whoever made it.

    In a `memory` it is at most that by the pair's own meaning, as pairs need not be in the order of a text.
    """
    encoded = encode_sides(encoder, bitext.source, bitext.target, progress)
    beads = rescored(bitext, encoded, weights_of(options), options.align, progress)
    return replace(bitext, beads=at_most_by_meaning(bitext, beads, encoded) if memory else beads)


def at_most_by_meaning_of(bitext: Bitext, encoder: Encoder, progress: Progress = SILENT) -> tuple[Bead, ...]:
    """Return the beads with a confidence that is at most the probability by each pair's own meaning."""
    encoded = encode_sides(encoder, bitext.source, bitext.target, progress)
    return at_most_by_meaning(bitext, bitext.beads, encoded)


def realign(
    bitext: Bitext, rows: tuple[int, int], encoder: Encoder, options: Options, progress: Progress = SILENT
) -> Patch:
    """Return the patch that realigns the rows from the first up to the second (exclusive).

    Pinned rows stay as they are. Rows count from 0. Raises IndexError for rows that do not exist.
    """
    return realign_excerpt(excerpt(bitext, rows), encoder, options, progress)


def realign_excerpt(given: Excerpt, encoder: Encoder, options: Options, progress: Progress = SILENT) -> Patch:
    """Realign an excerpt, which can be made in one process and realigned in another."""
    encoded = encode_sides(encoder, given.source, given.target, progress)
    return realigned(given, encoded, weights_of(options), options.align, progress)


def resegment(
    bitext: Bitext,
    side: SideName,
    how: Segmentation,
    tag: str,
    encoder: Encoder,
    options: Options,
    progress: Progress = SILENT,
) -> Patch:
    """Return the patch that segments a side again, in the language `tag`, and aligns the new segments.

    Pinned rows, and rows with an edited text, stay as they are.
    """
    whole = bitext.side(side)
    fresh = segment.cut(replace(whole.document, language=tag), how, progress)
    cut = recut(bitext, side, fresh)
    if not cut.rows:
        return cut.patch
    after = apply(bitext, cut.patch)
    waiting = {row for rows in cut.rows for row in range(*rows)}
    # Realigning goes around bookmarks: here they mark all the other rows.
    beads = (one if at in waiting else replace(one, bookmark=True) for at, one in enumerate(after.beads))
    rows = cut.rows[0][0], cut.rows[-1][1]
    return cut.settled(realign(replace(after, beads=tuple(beads)), rows, encoder, options, progress))


def linked(source: Sequence[str], target: Sequence[str], encoder: Encoder) -> Links:
    """Return the words of a row's two cells, given as the texts of their segments, and their links.

    Empty if the encoder returns no pieces.
    """
    if not isinstance(encoder, PieceEncoder):
        return Links()

    def sums(texts: Sequence[str]) -> Vectors:
        pieces = encoder.encode_with_pieces(texts).pieces
        assert pieces is not None
        return pieces.sums()

    return link(source, target, sums)


def verdict(
    source: Side,
    target: Side,
    encoded: EncodedPair,
    quality: Quality,
    progress: Progress = SILENT,
) -> tuple[Finding, ...]:
    """Return the reasons not to align two texts; none if all is well.

    The vectors count only if the encoder knows both languages well enough, according to its `quality`.
    """
    found = evidence(source, target, encoded, progress)
    poor = quality.warnings(source.document.language, target.document.language)
    return (
        *(_of_languages(source, target) if found.segments >= FEWEST else ()),
        *(() if poor else unrelated_or_lopsided(source, target, found)),
        *(Finding(FindingKind.ENCODER, sentence) for sentence in poor),
    )


def _of_languages(source: Side, target: Side) -> Iterator[Finding]:
    """Yield a finding if both texts are in one language, or each in the language chosen for the other."""
    documents = source.document, target.document
    texts = ["\n".join(side.texts()) for side in (source, target)]
    chosen = [document.language for document in documents]
    try:
        one, other = (language.identify_paragraphs(_paragraphs(document))[0] for document in documents)
    except OSError:  # no disk space to unpack the identifier; a hint is not worth a failure
        return
    if language.UNKNOWN in (one, other):
        return
    if one == other and (chosen[0] == chosen[1] or any(map(language.contradicts, texts, chosen))):
        yield Finding(
            FindingKind.SAME_LANGUAGE,
            message(
                "Both texts seem to be in {language}. Choose the text on one side and its translation on "
                "the other.",
                language=language.name(one),
            ),
        )
    elif one != other and [tag.split("-")[0] for tag in chosen] == [other, one]:
        yield Finding(
            FindingKind.SWAPPED,
            message(
                "“{name}” seems to be in {language} and “{other}” in {other_language}, not the other way "
                "round. Swap the languages or the files.",
                name=documents[0].name,
                language=language.name(one),
                other=documents[1].name,
                other_language=language.name(other),
            ),
        )
