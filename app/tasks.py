"""Tasks that the window sends to its child processes; the terminal does not use them yet.

Each is a function of plain values, without Qt. Heavy packages are imported inside the functions, so
that neither the window nor a small task pays for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.first_look import Given, loaded
from core.aligned import Aligned
from core.model import Bitext, Patch, SideName
from core.model.message import Message, message
from core.progress import Progress
from core.project import Provenance

if TYPE_CHECKING:
    from core.align.exchanges import Exchange, Suspects
    from core.align.guesses import Ids
    from core.align.realign import Excerpt
    from core.align.word_links.links import Links
    from core.encode import Encoder
    from core.pipeline import Options
    from core.read import File
    from core.read.pairs import Column, PairTable
    from core.review.comparing import Comparison, Outcome
    from core.write import Report, Selection

SAMPLES = (("en", "de"), ("en", "zh"), ("en", "ar"))


@dataclass(frozen=True, slots=True)
class Align:
    """Read two files and align them."""

    source: "Given"
    target: "Given"
    options: "Options"

    def __call__(self, progress: Progress) -> Aligned:
        from core import pipeline

        progress(0, 0, message("Reading"))
        return pipeline.align_files(loaded(self.source), loaded(self.target), self.options, progress)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A file of pairs of which two columns of text must be chosen, or the encoder that scores the pairs.

    `letters` is the `length` of the texts in each column; empty if the file has a confidence for each pair,
    so that no encoder is needed.
    """

    path: Path
    columns: "tuple[Column, ...]"
    proposed: tuple[int, int]
    letters: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPairs:
    """Read a file of pairs; with `columns` None the only two, or return `Undecided` if there are more.

    `Undecided` is also returned if pairs must be scored and there is a choice of encoders (`ask`), or
    the built-in one is weak in one of the languages.
    """

    path: Path
    columns: tuple[int, int] | None = None
    encoder: str = "built-in"
    ask: bool = False

    def __call__(self, progress: Progress) -> Aligned | Undecided:
        from core.import_pairs import open_pairs
        from core.pipeline import Options
        from core.read import pairs

        progress(0, 0, message("Reading"))
        file = pairs.load(self.path)
        if self.columns is None:
            table = pairs.read(file)
            letters = _letters(table) if any(row.confidence is None for row in table.rows) else ()
            if not table.sure or (letters and (self.ask or _weak(self.encoder, table))):
                return Undecided(self.path, table.columns, table.proposed, letters)
        return open_pairs(file, Options(encoder=self.encoder), progress, self.columns)


def _letters(table: "PairTable") -> tuple[float, ...]:
    from core.text_length import lengths

    columns = range(len(table.columns))
    return tuple(float(lengths([row.texts[at] for row in table.rows]).sum()) for at in columns)


def _weak(encoder: str, table: "PairTable") -> bool:
    """Return whether an encoder is weak in a language of the proposed columns."""
    from core.encode import Level, quality_of

    tags = (table.columns[at].language for at in table.proposed)
    return any(quality_of(encoder).of(tag) in (Level.WEAK, Level.NONE) for tag in tags)


@dataclass(frozen=True, slots=True)
class OpenLadder:
    """Read a ladder and its two texts."""

    ladder: Path
    source: "Given"
    target: "Given"
    options: "Options"

    def __call__(self, progress: Progress) -> Aligned:
        from core.import_pairs import open_ladder
        from core.read import pairs

        progress(0, 0, message("Reading"))
        files = pairs.load(self.ladder), loaded(self.source), loaded(self.target)
        return open_ladder(*files, self.options, progress)


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
        return pipeline.align_files(sample_file(self.source), sample_file(self.target), options, progress)


@dataclass(frozen=True, slots=True)
class Realign:
    """Realign some rows with the encoder and options in a project's settings."""

    excerpt: "Excerpt"
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> Patch:
        from core import pipeline

        return pipeline.realign_excerpt(self.excerpt, *_encoder_and_options(self.settings), progress)


@dataclass(frozen=True, slots=True)
class RealignRows:
    """A `Realign` of the rows from the first up to the second (exclusive).

    The excerpt is made by the thread that sends the task, because for a whole book it takes longer than a
    window may block.
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
    """Load all that realigning needs, by doing it to some rows and dropping the result.

    An encoder that does not stay loaded is left alone.
    """

    work: RealignRows | Realign

    def __call__(self, progress: Progress) -> None:
        from core import encode, pipeline

        options = pipeline.options_from(Provenance.from_rows(self.work.settings))
        if encode.row_of(options.encoder).stays_loaded:
            self.work(progress)


@dataclass(frozen=True, slots=True)
class Resegment:
    """Segment a side again, as `how` and a language say, and align the result."""

    bitext: Bitext
    side: SideName
    how: str
    tag: str
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> Patch:
        from core import pipeline
        from core.segment import Segmentation

        how, chosen = Segmentation(self.how), _encoder_and_options(self.settings)
        return pipeline.resegment(self.bitext, self.side, how, self.tag, *chosen, progress)


@dataclass(frozen=True, slots=True)
class CompareWith:
    """Find where the alignment in a file differs from a bitext; the file is not read again if `known`."""

    bitext: Bitext
    path: Path
    known: "Comparison | None" = None

    def __call__(self, progress: Progress) -> "tuple[Comparison, Outcome]":
        from core.review.comparing import outcome
        from core.second_alignment import compare_with

        comparison = self.known or compare_with(self.path, self.bitext, progress)
        return comparison, outcome(self.bitext, comparison)


@dataclass(frozen=True, slots=True)
class LookForLacks:
    """Find what a project needs that this computer does not have."""

    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> tuple[Message, ...]:
        from core import pipeline

        return pipeline.missing_here(Provenance.from_rows(self.settings))


@dataclass(frozen=True, slots=True)
class FindAlternative:
    """Find the best alternative to a row in the middle of an excerpt; an empty patch where there is none."""

    excerpt: "Excerpt"
    row: int
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> Patch:
        from core import advice

        chosen = _encoder_and_options(self.settings)
        found = advice.alternatives_in(self.excerpt, (self.row,), *chosen, progress)
        return found[self.row].patch if found else Patch(Message(""))


@dataclass(frozen=True, slots=True)
class FindAlternatives:
    """Find the alternatives to rows in the middle of an excerpt: by row, the patch and its probability."""

    excerpt: "Excerpt"
    rows: tuple[int, ...]
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> dict[int, tuple[Patch, float]]:
        from core import advice

        chosen = _encoder_and_options(self.settings)
        found = advice.alternatives_in(self.excerpt, self.rows, *chosen, progress)
        return {row: (other.patch, other.probability) for row, other in found.items()}


@dataclass(frozen=True, slots=True)
class FindAlternativesIn:
    """A `FindAlternatives` for rows of a bitext; the thread that sends the task makes the excerpt."""

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
class FindExchanges:
    """Find the exchanged translations among suspect rows."""

    suspects: "Suspects"
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> "tuple[Exchange, ...]":
        from core import advice

        encoder, _ = _encoder_and_options(self.settings)
        return advice.exchanges_in(self.suspects, encoder, progress)


@dataclass(frozen=True, slots=True)
class ScoreGuesses:
    """Find the confidence of guessed rows, by their segments, in excerpts that hold them."""

    excerpts: "tuple[Excerpt, ...]"
    guesses: "frozenset[Ids]"
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> "dict[Ids, float]":
        from core import advice

        chosen = _encoder_and_options(self.settings)
        found: dict[Ids, float] = {}
        for given in self.excerpts:
            found |= advice.guess_confidences_in(given, self.guesses, *chosen, progress)
        return found


@dataclass(frozen=True, slots=True)
class ScoreGuessesIn:
    """A `ScoreGuesses` for rows of a bitext, ascending; the thread that sends the task makes the excerpts."""

    bitext: Bitext
    rows: tuple[int, ...]
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> "dict[Ids, float]":
        return self._task()(progress)

    def __reduce__(self) -> tuple[type[ScoreGuesses], tuple[object, ...]]:
        task = self._task()
        return ScoreGuesses, (task.excerpts, task.guesses, task.settings)

    def _task(self) -> ScoreGuesses:
        from core.align.guesses import neighbourhoods

        beads = (self.bitext.beads[row] for row in self.rows)
        guesses = frozenset((bead.source, bead.target) for bead in beads)
        return ScoreGuesses(neighbourhoods(self.bitext, self.rows), guesses, self.settings)


@dataclass(frozen=True, slots=True)
class LinkWords:
    """Find the words of a row's two cells, given as texts of segments, and the links between them."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    settings: Mapping[str, str]

    def __call__(self, progress: Progress) -> "Links":
        from core import pipeline

        encoder, _ = _encoder_and_options(self.settings)
        return pipeline.linked(self.source, self.target, encoder)


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

        progress(0, 0, message("Writing"))
        writer = write.writer_by_id(self.writer)
        return write.write(self.bitext, self.selection, self.path, writer, self.options)


def _encoder_and_options(settings: Mapping[str, str]) -> "tuple[Encoder, Options]":
    """Open the encoder that a project was made with, and return the options for realigning it."""
    from core import encode, pipeline

    options = pipeline.options_from(Provenance.from_rows(settings))
    return encode.open_encoder(options.encoder), options


def sample_file(code: str) -> "File":
    """Return the built-in sample in one language."""
    from core.read import File

    folder = resources.files("resources") / "sample"
    found = next(entry for entry in folder.iterdir() if f".{code}." in entry.name)
    return File(found.name, found.read_bytes())
