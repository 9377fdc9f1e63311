"""Files as names and bytes; files that cannot be documents are refused before they are read."""

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from core.errors import CannotRead, Damaged, Empty, Missing, Protected, TooLarge
from core.model import Block, Document, Strike
from core.model.message import Message, message

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file's name (without its folder) and its bytes."""

    name: str
    data: bytes

    @property
    def suffix(self) -> str:
        """Return the suffix of the name in lower case, with its dot: ".txt"."""
        return Path(self.name).suffix.lower()

    def document(
        self,
        kind: str,
        blocks: Sequence[Block],
        *,
        language: str = "",
        encoding: str = "",
        strikes: Sequence[Strike] = (),
        warnings: Sequence[Message] = (),
    ) -> Document:
        """Return a document of the blocks that the reader named `kind` found in this file."""
        return Document(
            name=self.name,
            format=kind,
            language=language,
            digest=sha256(self.data).hexdigest(),
            blocks=tuple(blocks),
            encoding=encoding,
            strikes=tuple(strikes),
            warnings=tuple(warnings),
        )


def fetch(path: Path, limit_mb: int) -> File:
    """Return the whole file at `path`.

    Raises Missing, Protected, TooLarge (by the size the system reports, before anything is read), Empty, and
    Damaged if the disk fails.
    """
    name = path.name or str(path)
    try:
        size = _size(path, name)
        if size > limit_mb * MEGABYTE:
            raise _too_large(name, limit_mb)
        with path.open("rb") as stream:
            data = stream.read(limit_mb * MEGABYTE + 1)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        raise _explained(error, name) from error
    if len(data) > limit_mb * MEGABYTE:  # it has grown meanwhile
        raise _too_large(name, limit_mb)
    if not data:
        raise Empty(
            message("“{name}” is empty.", name=name),
            file=name,
            remedy=message("Choose a file that contains text."),
        )
    return File(name, data)


def _size(path: Path, name: str) -> int:
    about = path.stat()
    if stat.S_ISREG(about.st_mode):
        return about.st_size
    what = message("a folder") if stat.S_ISDIR(about.st_mode) else message("a device or a pipe")
    raise Missing(
        message("“{name}” is {what}, not a file.", name=name, what=what),
        file=name,
        remedy=message("Choose a file."),
    )


def _too_large(name: str, limit_mb: int) -> TooLarge:
    return TooLarge(
        message(
            "“{name}” is larger than {limit} MB, the limit for a file of this kind.",
            name=name,
            limit=limit_mb,
        ),
        file=name,
        remedy=message("Split it into parts, for example chapters, and align them one by one."),
    )


def _explained(error: OSError | ValueError, name: str) -> CannotRead:
    if isinstance(error, PermissionError):
        return Protected(
            message("You do not have permission to open “{name}”.", name=name),
            file=name,
            remedy=message("Ask for permission to read it, or close the program that is using it."),
            detail=str(error),
        )
    if isinstance(error, (FileNotFoundError, NotADirectoryError, ValueError)):
        return Missing(
            message("There is no file “{name}”.", name=name),
            file=name,
            remedy=message("Check the name and folder."),
            detail=str(error),
        )
    return Damaged(
        message("“{name}” could not be read from the disk.", name=name),
        file=name,
        remedy=message("Copy it to another disk and try again."),
        detail=str(error),
    )
