"""The road in one page: read, segment, encode, align. Both faces of Diglot walk it.

    file ──read──▶ Document ──segment──▶ Side ─┐
                                               ├─encode─▶ vectors ─align─▶ Bitext
    file ──read──▶ Document ──segment──▶ Side ─┘

What comes back from a person (`core.review`) is a Patch; what goes out goes through `core.write`; what is
kept goes through `core.project`.
"""

from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace

from core import align, encode, language, read, segment
from core.align import AlignOptions
from core.errors import Empty, ModelMissing, NothingToDo
from core.model import Bitext, Document, Side
from core.progress import SILENT, Progress
from core.read import File
from core.segment import Segmentation


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


def align_files(source: File, target: File, options: Options, progress: Progress = SILENT) -> Bitext:
    """Two files in, a bitext out.

    Raises a `CannotRead` for a file that gives no text, a `ModelError` for an encoder that does not load.
    """
    if source.data == target.data:
        raise NothingToDo(
            f"“{source.name}” and “{target.name}” hold the same text.",
            file=source.name,
            remedy="Choose the text on one side and its translation on the other.",
        )
    sides = prepare(source, options.source, progress), prepare(target, options.target, progress)
    return align_sides(*sides, options, progress)


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
        chosen = language.identify("\n".join(block.text for block in document.blocks))
    return replace(document, language=chosen)


def align_sides(source: Side, target: Side, options: Options, progress: Progress = SILENT) -> Bitext:
    """Two sides as a bitext: encoded and aligned."""
    encoder = encode.open_encoder(options.encoder)
    source_vectors = encode.additive(encoder, source.texts(), progress)
    target_vectors = encode.additive(encoder, target.texts(), progress)
    beads = align.align(source, target, source_vectors, target_vectors, options.align, progress)
    return Bitext(source, target, beads)
