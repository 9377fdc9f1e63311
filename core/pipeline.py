"""The road in one page: read, segment, encode, align. Both faces of Diglot walk it.

    file ──read──▶ Document ──segment──▶ Side ─┐
                                               ├─encode─▶ vectors ─align─▶ Bitext
    file ──read──▶ Document ──segment──▶ Side ─┘

    Bitext ──excerpt──▶ rows and witnesses ──encode──▶ vectors ─┬─realign──────▶ Patch
                                                                └─alternatives─▶ Doubts

What comes back from a person (`core.review`) is a Patch; what goes out goes through `core.write`; what is
kept goes through `core.project`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import PurePath

from core import encode, language, read, segment
from core.align.align import align
from core.align.alternatives import Alternative, alternatives, around
from core.align.mining import MineOptions, mine
from core.align.options import AlignOptions
from core.align.realign import Excerpt, excerpt, realigned
from core.align.rescore import rescored
from core.align.verdict import FEWEST, evidence, unrelated_or_lopsided
from core.align.word_links.links import Links, link
from core.errors import Empty, ModelMissing, NothingToDo
from core.model import Bitext, Document, Finding, FindingKind, Patch, Side, SideName, apply
from core.progress import SILENT, Progress
from core.read import File
from core.review.doubts.reasons import Doubt, Reason, reasons, usual
from core.review.doubts.suggestions import other_way
from core.review.verbs.resegment import recut
from core.segment import Segmentation

Tell = Callable[[Iterable[Finding]], object]
"""Told what is wrong with two texts as a whole, before the long work of aligning begins."""


@dataclass(frozen=True, slots=True)
class SideOptions:
    """How one file is read and cut. `language` and `encoding` are None where Diglot shall find out."""

    language: str | None = None
    encoding: str | None = None
    segmentation: Segmentation = Segmentation.AUTO


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that decides what a bitext looks like, so that it can be made again."""

    source: SideOptions = field(default_factory=SideOptions)
    target: SideOptions = field(default_factory=SideOptions)
    encoder: str = encode.BUILT_IN
    align: AlignOptions = field(default_factory=AlignOptions)


def kept(options: Options) -> dict[str, str]:
    """The options as a project keeps them: "source.segmentation" is "lines". What is None is left out.

    With them the digest of the encoder's files, left out where the encoder is gone meanwhile: a project is
    worth more than the knowledge of how it was made. Reads a large model whole, which takes seconds.
    """
    rows = {"encoder": options.encoder}
    with suppress(ModelMissing):
        rows["encoder.digest"] = encode.digest(options.encoder)
    for group in ("source", "target", "align"):
        values = asdict(getattr(options, group))
        rows |= {f"{group}.{name}": str(value) for name, value in values.items() if value is not None}
    return rows


def lacks(settings: Mapping[str, str]) -> tuple[str, ...]:
    """What a project needs that this machine has not, in sentences that say what follows.

    Reads the encoder's files whole, which takes seconds for a large model.
    """
    name, digest = settings.get("encoder", ""), settings.get("encoder.digest", "")
    if not (name and digest):
        return ()
    called = "The built-in encoder" if name == encode.BUILT_IN else f"The encoder “{PurePath(name).name}”"
    try:
        found = encode.digest(name)
    except ModelMissing:
        return (
            f"{called} that aligned these texts is not on this machine. You can review, correct and export; "
            f"to realign rows, put it back to “{name}”.",
        )
    if found == digest:
        return ()
    return (f"{called} is another here than the one that aligned these texts; realigning may differ.",)


def options_kept(settings: Mapping[str, str]) -> Options:
    """Of the options that a project keeps those that a realignment goes by: the encoder and the aligner's.

    What is missing, or no longer possible, is as by default.
    """
    names = [field.name for field in fields(AlignOptions) if f"align.{field.name}" in settings]
    try:
        chosen = AlignOptions(**{name: int(settings[f"align.{name}"]) for name in names})
    except ValueError:
        chosen = AlignOptions()
    return Options(encoder=settings.get("encoder", encode.BUILT_IN), align=chosen)


def align_files(
    source: File, target: File, options: Options, progress: Progress = SILENT, tell: Tell | None = None
) -> Bitext:
    """Two files in, a bitext out. `tell` hears the verdict on the whole before it is made.

    Raises a `CannotRead` for a file that gives no text, a `ModelError` for an encoder that does not load.
    """
    return align_sides(*_sides(source, target, options, progress), options, progress, tell)


def mine_files(
    source: File, target: File, options: Options, mining: MineOptions, progress: Progress = SILENT
) -> Bitext:
    """Two files that are no translations sentence by sentence in, a bitext of the pairs among them out.

    What `options` say about aligning does not count. Raises as `align_files` does.
    """
    sides = _sides(source, target, options, progress)
    encoder = encode.open_encoder(options.encoder)
    source_vectors, target_vectors = (encoder.encode(side.texts(), progress) for side in sides)
    return Bitext(*sides, mine(*sides, source_vectors, target_vectors, mining, progress))


def _sides(source: File, target: File, options: Options, progress: Progress) -> tuple[Side, Side]:
    if source.data == target.data:
        raise NothingToDo(
            f"“{source.name}” and “{target.name}” hold the same text.",
            file=source.name,
            remedy="Choose the text on one side and its translation on the other.",
        )
    return prepare(source, options.source, progress), prepare(target, options.target, progress)


def prepare(file: File, options: SideOptions, progress: Progress = SILENT) -> Side:
    """A file as a side: read, its language found, and cut into segments."""
    document = understood(file, options)
    side = segment.cut(document, options.segmentation, progress)
    if not any(text.strip() for text in side.texts()):
        raise Empty(f"“{file.name}” holds no text.", file=file.name, remedy="Choose another file.")
    return side


def understood(file: File, options: SideOptions) -> Document:
    """A file as a document that knows its language."""
    lines = options.segmentation is Segmentation.LINES
    document = read.read(file, read.ReadOptions(encoding=options.encoding, lines=lines))
    chosen = options.language or language.known(document.language)
    if chosen is None:
        chosen = language.identify("\n".join(map(document.visible, range(len(document.blocks)))))
    return replace(document, language=chosen)


def align_sides(
    source: Side, target: Side, options: Options, progress: Progress = SILENT, tell: Tell | None = None
) -> Bitext:
    """Two sides as a bitext: encoded, judged as a whole for `tell`, and aligned."""
    encoder = encode.open_encoder(options.encoder)
    first, second = (encode.read(encoder, side.texts(), progress) for side in (source, target))
    if tell is not None:
        tell(verdict(source, target, first.vectors, second.vectors, options.encoder, progress))
    words = first.pieces, second.pieces
    beads = align(source, target, first.vectors, second.vectors, options.align, progress, words=words)
    return Bitext(source, target, beads)


def rescore(bitext: Bitext, options: Options, progress: Progress = SILENT) -> Bitext:
    """The bitext with how sure the aligner is of each bead, whoever made it, instead of what it said."""
    encoder = encode.open_encoder(options.encoder)
    first, second = (encode.read(encoder, side.texts(), progress) for side in (bitext.source, bitext.target))
    vectors, words = (first.vectors, second.vectors), (first.pieces, second.pieces)
    return replace(bitext, beads=rescored(bitext, vectors, words, options.align, progress))


def realign(bitext: Bitext, rows: tuple[int, int], options: Options, progress: Progress = SILENT) -> Patch:
    """The patch that aligns the rows from the first up to, not with, the second anew.

    What a person decided stays as it is. Rows count from 0. Raises IndexError for rows that are not there.
    """
    return realign_excerpt(excerpt(bitext, rows), options, progress)


def realign_excerpt(given: Excerpt, options: Options, progress: Progress = SILENT) -> Patch:
    """As `realign`, for an excerpt, which can be made in one process and worked on in another."""
    return realigned(given, *_encoded(given, options, progress), options.align, progress)


def resegment(
    bitext: Bitext,
    side: SideName,
    how: Segmentation,
    tag: str,
    options: Options,
    progress: Progress = SILENT,
) -> Patch:
    """The patch that cuts a side anew, in the language `tag`, and aligns what it cut with the other side.

    Rows that a person decided, and those with an edited text, stay as they are.
    """
    whole = bitext.side(side)
    fresh = segment.cut(replace(whole.document, language=tag), how, progress)
    cut = recut(bitext, side, fresh)
    if not cut.rows:
        return cut.patch
    after = apply(bitext, cut.patch)
    waiting = {row for rows in cut.rows for row in range(*rows)}
    # Realigning goes around bookmarks: here they stand for all rows that are none of its business.
    beads = (one if at in waiting else replace(one, bookmark=True) for at, one in enumerate(after.beads))
    rows = cut.rows[0][0], cut.rows[-1][1]
    return cut.settled(realign(replace(after, beads=tuple(beads)), rows, options, progress))


def doubts(
    bitext: Bitext, rows: Iterable[int], options: Options, progress: Progress = SILENT
) -> tuple[Doubt, ...]:
    """These rows, ascending, each with all reasons to look at it and the patch to its best alternative.

    Rows count from 0. Raises IndexError for rows that are not there.
    """
    wanted = sorted({*rows})
    others = alternatives_in(around(bitext, wanted), wanted, options, progress) if wanted else {}
    known = usual(bitext)
    return tuple(_doubt(bitext, row, reasons(bitext, row, known), others.get(row)) for row in wanted)


def alternatives_in(
    given: Excerpt, rows: Iterable[int], options: Options, progress: Progress = SILENT
) -> dict[int, Alternative]:
    """The best alternatives to rows in the middle of an excerpt (`around`), as far as they have one."""
    return alternatives(given, rows, *_encoded(given, options, progress), options.align, progress)


def linked(source: Sequence[str], target: Sequence[str], options: Options) -> Links:
    """The words of a row's two cells, the texts of whose segments these are, and which say the same.

    No words where the encoder tells no pieces of them. Raises a `ModelError` where it does not load.
    """
    encoder = encode.open_encoder(options.encoder)
    if not isinstance(encoder, encode.ReadingEncoder):
        return Links()
    return link(source, target, lambda texts: encoder.read(texts).vectors)


def _doubt(bitext: Bitext, row: int, found: tuple[Reason, ...], other: Alternative | None) -> Doubt:
    if other is None:
        return Doubt(row, found)
    better = other_way(bitext, row, other.patch, other.probability)
    return Doubt(row, (*found, better.reason) if better else found, other.patch, other.probability)


def _encoded(
    given: Excerpt, options: Options, progress: Progress
) -> tuple[tuple[encode.Vectors, encode.Vectors], tuple[encode.Pieces | None, encode.Pieces | None]]:
    """The vectors of an excerpt's segments, and the pieces of the words in its rows."""
    encoder = encode.open_encoder(options.encoder)
    both = [encode.read(encoder, side.texts(), progress) for side in (given.source, given.target)]
    first, second = (
        None if side.pieces is None else side.pieces.taken(range(*span))
        for side, span in zip(both, given.spans, strict=True)
    )
    return (both[0].vectors, both[1].vectors), (first, second)


def verdict(
    source: Side,
    target: Side,
    source_vectors: encode.Vectors,
    target_vectors: encode.Vectors,
    encoder: str,
    progress: Progress = SILENT,
) -> tuple[Finding, ...]:
    """All that speaks against aligning two texts, in sentences for the person; nothing where all is well.

    Takes vectors as `align` does. An encoder that is poor at a language is no witness against the texts.
    """
    found = evidence(source, target, source_vectors, target_vectors, progress)
    poor = encode.quality_of(encoder).warnings(source.document.language, target.document.language)
    return (
        *(_of_languages(source, target) if found.segments >= FEWEST else ()),
        *(() if poor else unrelated_or_lopsided(source, target, found)),
        *(Finding(FindingKind.ENCODER, sentence) for sentence in poor),
    )


def _of_languages(source: Side, target: Side) -> Iterator[Finding]:
    """Whether both texts are in one language, or each in the one that is said of the other."""
    documents = source.document, target.document
    texts = ["\n".join(side.texts()) for side in (source, target)]
    said = [document.language for document in documents]
    try:
        one, other = map(language.identify, texts)
    except OSError:  # no room to unpack the identifier: a hint is not worth a failure
        return
    if language.UNKNOWN in (one, other):
        return
    if one == other and (said[0] == said[1] or any(map(language.contradicts, texts, said))):
        yield Finding(
            FindingKind.SAME_LANGUAGE,
            f"Both texts seem to be in {language.name(one)}. "
            "Choose the text on one side and its translation on the other.",
        )
    elif one != other and [tag.split("-")[0] for tag in said] == [other, one]:
        yield Finding(
            FindingKind.SWAPPED,
            f"“{documents[0].name}” seems to be in {language.name(one)} and “{documents[1].name}” "
            f"in {language.name(other)}, not the other way round. Swap the languages or the files.",
        )
