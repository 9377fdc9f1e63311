"""What the window lets its child processes do. No Qt here: each is a function of plain values.

Heavy rooms are imported inside the functions, so that neither the window nor a small job pays for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from core.model import Bitext, Finding, Patch, SideName, kept_findings
from core.progress import Progress

if TYPE_CHECKING:
    from core.align.realign import Excerpt
    from core.align.word_links.links import Links
    from core.encode import Quality
    from core.import_pairs import Opened
    from core.pipeline import Options
    from core.read import File
    from core.read.pairs import Column
    from core.write import Report, Selection

Given = Union[Path, "File"]
"""A file on the disk, or a text that was pasted."""

SAMPLES = (("en", "de"), ("en", "zh"), ("en", "ar"))


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look at a file tells: how it was read, its language, and how much text there is.

    With it comes what the built-in encoder is good at.
    """

    name: str
    format: str
    language: str
    encoding: str
    characters: int
    blocks: int
    opening: str
    warnings: tuple[str, ...]
    quality: "Quality"


@dataclass(frozen=True, slots=True)
class Aligned:
    """A new bitext, the two files it was made from, and the settings by which it can be made again.

    Among the settings is what is wrong with the texts as a whole.
    """

    bitext: Bitext
    files: "tuple[File, File]"
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LookAt:
    """Read a file, or a text that was pasted, and say what it is. `encoding` None: find out."""

    given: "Given"
    encoding: str | None = None

    def __call__(self, progress: Progress) -> Look:
        from core import encode, pipeline

        progress(0, 0, "Reading")
        options = pipeline.SideOptions(encoding=self.encoding)
        document = pipeline.understood(_loaded(self.given), options)
        visible = map(document.visible, range(len(document.blocks)))
        text = "\n".join(filter(str.strip, visible))
        return Look(
            document.name,
            document.format,
            document.language,
            document.encoding,
            len(text),
            len(document.blocks),
            text[:400],
            document.warnings,
            encode.quality_of(encode.BUILT_IN),
        )


@dataclass(frozen=True, slots=True)
class Align:
    """Read two files and align them."""

    source: "Given"
    target: "Given"
    options: "Options"

    def __call__(self, progress: Progress) -> Aligned:
        progress(0, 0, "Reading")
        return _aligned(_loaded(self.source), _loaded(self.target), self.options, progress)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A file of pairs with more than two columns of text, of which somebody must choose two."""

    path: Path
    columns: "tuple[Column, ...]"
    proposed: tuple[int, int]


@dataclass(frozen=True, slots=True)
class OpenPairs:
    """Read a file of pairs; with `columns` None the two there are, or `Undecided` where there are more."""

    path: Path
    columns: tuple[int, int] | None = None

    def __call__(self, progress: Progress) -> Aligned | Undecided:
        from core.import_pairs import open_pairs
        from core.pipeline import Options
        from core.read import pairs

        progress(0, 0, "Reading")
        file = pairs.load(self.path)
        if self.columns is None:
            table = pairs.read(file)
            if not table.sure:
                return Undecided(self.path, table.columns, table.proposed)
        return _opened(open_pairs(file, Options(), progress, self.columns))


@dataclass(frozen=True, slots=True)
class OpenLadder:
    """Read a ladder and the two texts whose segments it counts."""

    ladder: Path
    source: "Given"
    target: "Given"
    options: "Options"

    def __call__(self, progress: Progress) -> Aligned:
        from core.import_pairs import open_ladder
        from core.read import pairs

        progress(0, 0, "Reading")
        files = pairs.load(self.ladder), _loaded(self.source), _loaded(self.target)
        return _opened(open_ladder(*files, self.options, progress))


@dataclass(frozen=True, slots=True)
class AlignSample:
    """Align two languages of the built-in sample."""

    source: str
    target: str

    def __call__(self, progress: Progress) -> Aligned:
        from core import pipeline

        options = pipeline.Options(
            source=pipeline.SideOptions(language=self.source),
            target=pipeline.SideOptions(language=self.target),
        )
        return _aligned(sample_file(self.source), sample_file(self.target), options, progress)


@dataclass(frozen=True, slots=True)
class Realign:
    """Align some rows anew, with the encoder and the options among a project's settings."""

    excerpt: "Excerpt"
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> Patch:
        from core import pipeline

        return pipeline.realign_excerpt(self.excerpt, pipeline.options_kept(self.settings), progress)


@dataclass(frozen=True, slots=True)
class RealignRows:
    """As `Realign`, from the first row up to, not with, the second.

    The excerpt is made by the thread that sends the work: of a whole book that takes longer than a window may
    stand still.
    """

    bitext: Bitext
    rows: tuple[int, int]
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> Patch:
        from core.align.realign import excerpt

        return Realign(excerpt(self.bitext, self.rows), self.settings)(progress)

    def __reduce__(self) -> tuple[type[Realign], tuple[object, ...]]:
        from core.align.realign import excerpt

        return Realign, (excerpt(self.bitext, self.rows), self.settings)


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Load all that realigning needs, by doing it to some rows; nothing comes of it.

    An encoder in a folder of the person's own is not kept loaded, so it is left alone.
    """

    work: RealignRows | Realign

    def __call__(self, progress: Progress) -> None:
        from core import encode, pipeline

        if pipeline.options_kept(self.work.settings).encoder == encode.BUILT_IN:
            self.work(progress)


@dataclass(frozen=True, slots=True)
class Resegment:
    """Cut a side anew, as `how` says and in a language, and align what that gives."""

    bitext: Bitext
    side: SideName
    how: str
    tag: str
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> Patch:
        from core import pipeline
        from core.segment import Segmentation

        options = pipeline.options_kept(self.settings)
        return pipeline.resegment(self.bitext, self.side, Segmentation(self.how), self.tag, options, progress)


@dataclass(frozen=True, slots=True)
class LookForLacks:
    """Find out what a project needs that this machine has not."""

    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> tuple[str, ...]:
        from core import pipeline

        return pipeline.lacks(self.settings)


@dataclass(frozen=True, slots=True)
class FindAlternative:
    """Find what else may stand in a row in the middle of an excerpt; an empty patch where nothing may."""

    excerpt: "Excerpt"
    row: int
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> Patch:
        from core import pipeline

        options = pipeline.options_kept(self.settings)
        found = pipeline.alternatives_in(self.excerpt, (self.row,), options, progress)
        return found[self.row].patch if found else Patch("")


@dataclass(frozen=True, slots=True)
class FindAlternatives:
    """Find what else may stand in rows in the middle of an excerpt: by row, the patch and how likely all that
    it puts there is."""

    excerpt: "Excerpt"
    rows: tuple[int, ...]
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> dict[int, tuple[Patch, float]]:
        from core import pipeline

        options = pipeline.options_kept(self.settings)
        found = pipeline.alternatives_in(self.excerpt, self.rows, options, progress)
        return {row: (other.patch, other.probability) for row, other in found.items()}


@dataclass(frozen=True, slots=True)
class FindAlternativesIn:
    """As `FindAlternatives`, for rows of a bitext; the thread that sends the work makes the excerpt."""

    bitext: Bitext
    rows: tuple[int, ...]
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> dict[int, tuple[Patch, float]]:
        from core.align.alternatives import around

        return FindAlternatives(around(self.bitext, self.rows), self.rows, self.settings)(progress)

    def __reduce__(self) -> tuple[type[FindAlternatives], tuple[object, ...]]:
        from core.align.alternatives import around

        return FindAlternatives, (around(self.bitext, self.rows), self.rows, self.settings)


@dataclass(frozen=True, slots=True)
class LinkWords:
    """Find the words of a row's two cells, given as the texts of their segments, and which say the same."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> "Links":
        from core import pipeline

        return pipeline.linked(self.source, self.target, pipeline.options_kept(self.settings))


@dataclass(frozen=True, slots=True)
class Export:
    """Write the selected pairs to a file, by the writer with this id and with its options."""

    bitext: Bitext
    selection: "Selection"
    path: Path
    writer: str
    options: Any

    def __call__(self, progress: Progress) -> "Report":
        from core import write

        progress(0, 0, "Writing")
        writer = write.writer_by_id(self.writer)
        return write.write(self.bitext, self.selection, self.path, writer, self.options)


def _loaded(given: "Given") -> "File":
    from core import read

    return read.load(given) if isinstance(given, Path) else given


def _opened(opened: "Opened") -> Aligned:
    from core import pipeline

    return Aligned(opened.bitext, opened.files, pipeline.kept(opened.options))


def _aligned(source: "File", target: "File", options: "Options", progress: Progress) -> Aligned:
    from core import pipeline

    findings: list[Finding] = []
    bitext = pipeline.align_files(source, target, options, progress, findings.extend)
    return Aligned(bitext, (source, target), pipeline.kept(options) | kept_findings(findings, bitext))


def sample_file(code: str) -> "File":
    """The built-in sample in one language."""
    from core.read import File

    folder = resources.files("resources") / "sample"
    found = next(entry for entry in folder.iterdir() if f".{code}." in entry.name)
    return File(found.name, found.read_bytes())
