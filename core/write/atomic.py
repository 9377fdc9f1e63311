"""Atomic writing: an existing file is replaced only once the new one is complete."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from core.errors import FULL_DISK, CannotWrite, NoSpace, NotAllowed
from core.model.message import message


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Yield a file open for bytes that replaces `path` when the block ends without an error.

    Raises `NoSpace` if the disk is full, `NotAllowed` if the user may not write or the folder does not exist,
    `CannotWrite` for any other failure of the disk. No temporary file is ever left behind.
    """
    ready(path)
    path = Path(os.path.realpath(path))  # a link keeps pointing at its target
    beside = path.with_name(f".diglot-{secrets.token_hex(6)}.part")
    try:
        with _explaining(path):
            descriptor = os.open(
                beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666
            )
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                os.chmod(beside, stat.S_IMODE(path.stat().st_mode))
            os.replace(beside, path)
    finally:
        with suppress(OSError):  # it no longer exists once it has replaced the old file
            beside.unlink()


def ready(path: Path) -> None:
    """Raise `NotAllowed` if it is clear before any work is done that `path` cannot be written."""
    with _explaining(path):
        if path.is_dir():
            raise NotAllowed(
                message("“{name}” is a folder, not a file.", name=path.name),
                file=str(path),
                remedy=message("Choose another name."),
            )
        if path.exists() and not path.is_file():
            raise NotAllowed(
                message("“{name}” is not a regular file.", name=path.name),
                file=str(path),
                remedy=message("Choose another name."),
            )
        if not path.parent.is_dir():
            raise NotAllowed(
                message(
                    "“{name}” cannot be written because the folder “{folder}” does not exist.",
                    name=path.name,
                    folder=str(path.parent),
                ),
                file=str(path),
                remedy=message("Create the folder first, or choose another."),
            )
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise _not_allowed(path)


@contextmanager
def _explaining(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _failure(path, error) from error


def _failure(path: Path, error: OSError) -> CannotWrite:
    if error.errno in FULL_DISK:
        return NoSpace(
            message("“{name}” could not be written because the disk is full.", name=path.name),
            file=str(path),
            remedy=message("Free some space, or choose another disk."),
            detail=str(error),
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return _not_allowed(path, str(error))
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL}:
        return NotAllowed(
            message(
                "“{name}” cannot be written under this name in “{folder}”.",
                name=path.name,
                folder=str(path.parent),
            ),
            file=str(path),
            remedy=message("Choose another name or folder."),
            detail=str(error),
        )
    return CannotWrite(
        message(
            "“{name}” could not be written: {reason}.", name=path.name, reason=error.strerror or str(error)
        ),
        file=str(path),
        remedy=message("Try another disk."),
        detail=str(error),
    )


def _not_allowed(path: Path, detail: str = "") -> NotAllowed:
    return NotAllowed(
        message(
            "“{name}” cannot be written: you do not have permission, or another program has the file open.",
            name=path.name,
        ),
        file=str(path),
        remedy=message("Close it there, or choose another folder."),
        detail=detail,
    )
