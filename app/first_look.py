"""Tasks that look at files and encoders before anything is aligned, for child processes as in `app.tasks`."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Union

from core.model.message import Message, message
from core.progress import Progress

if TYPE_CHECKING:
    from core.encode import Quality
    from core.read import File
    from core.segment import RuleFile

Given = Union[Path, "File"]
"""A file on disk, or pasted text."""


@dataclass(frozen=True, slots=True)
class Look:
    """The result of a first look at a file: how it was read, its language, and how much text there is.

    `quality` is that of the encoder by which the text would be aligned. `letters` is the `length` of the
    text, comparable between scripts, and `digest` that of its letters without white space.
    """

    name: str
    format: str
    language: str
    encoding: str
    characters: int
    blocks: int
    opening: str
    warnings: tuple[Message, ...]
    quality: "Quality"
    letters: float
    digest: str


@dataclass(frozen=True, slots=True)
class LookAt:
    """Read a file or pasted text and describe it. With `encoding` None it is detected.

    `encoder` is the id or the folder of the chosen encoder; None for the built-in one.
    """

    given: "Given"
    encoding: str | None = None
    encoder: str | None = None

    def __call__(self, progress: Progress) -> Look:
        from core import encode, pipeline
        from core.text_length import length

        progress(0, 0, message("Reading"))
        options = pipeline.SideOptions(encoding=self.encoding)
        document = pipeline.read_document(loaded(self.given), options)
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
            encode.quality_of(self.encoder or encode.BUILT_IN),
            length(text),
            hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest(),
        )


@dataclass(frozen=True, slots=True)
class EncoderTrial:
    """The quality of an encoder, and the seconds that it takes for a letter of the texts it was tried on."""

    quality: "Quality"
    seconds: float


@dataclass(frozen=True, slots=True)
class ReadRules:
    """Read a file of segmentation rules and try whether they can be used."""

    path: Path

    def __call__(self, progress: Progress) -> "RuleFile":
        from core import read
        from core.segment import RuleFile, segmenter_of

        file = read.load(self.path)
        rules = RuleFile(file.name, file.data)
        segmenter_of(rules)
        return rules


@dataclass(frozen=True, slots=True)
class FindMissing:
    """Return those of some folders that do not exist."""

    folders: tuple[str, ...]

    def __call__(self, progress: Progress) -> tuple[str, ...]:
        return tuple(folder for folder in self.folders if not Path(folder).is_dir())


@dataclass(frozen=True, slots=True)
class TryEncoder:
    """Open an encoder, by its id or its folder, and encode some texts."""

    encoder: str
    texts: tuple[str, ...]

    def __call__(self, progress: Progress) -> EncoderTrial:
        from core import encode
        from core.text_length import length

        encoder = encode.open_encoder(self.encoder)
        encoder.encode(self.texts[:1])  # the first text takes time that the others do not
        start = perf_counter()
        encoder.encode(self.texts)
        letters = max(1.0, sum(map(length, self.texts)))
        return EncoderTrial(encode.quality_of(self.encoder), (perf_counter() - start) / letters)


def loaded(given: "Given") -> "File":
    """Return the file of a path, or the pasted text as it is. Raises a `CannotRead`."""
    from core import read

    return read.load(given) if isinstance(given, Path) else given
