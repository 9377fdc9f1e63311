"""SQLite's and the system's errors as sentences about a project file."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import FULL_DISK, Broken, CannotWrite, DiglotError, Locked, NoSpace, NotAllowed


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system raises inside into the `DiglotError` that a person can read."""
    try:
        yield
    except sqlite3.Error as error:
        explained = _sqlite_fault(error, path)
        if explained is None:
            raise  # a mistake of ours
        raise explained from error
    except OSError as error:
        raise _system_fault(error, path) from error


def no_space(path: Path, detail: str = "") -> NoSpace:
    """The disk is full, or a quota is."""
    return NoSpace(
        f"“{path.name}” could not be saved: there is no room left on the disk.",
        file=str(path),
        remedy="Free some space, or save the project on another disk.",
        detail=detail,
    )


def not_allowed(path: Path, detail: str = "") -> NotAllowed:
    """The place cannot be written to."""
    return NotAllowed(
        f"“{path.name}” could not be saved: the folder does not exist, or writing there is not allowed.",
        file=str(path),
        remedy="Save the project in another folder.",
        detail=detail,
    )


def read_only(path: Path, detail: str = "") -> NotAllowed:
    """The file or its disk is write-protected."""
    return NotAllowed(
        f"“{path.name}” may only be read here, so nothing could be saved.",
        file=str(path),
        remedy="Save the project in another folder.",
        detail=detail,
    )


def wrong_name(path: Path, detail: str = "") -> NotAllowed:
    """The disk has no files of such a name."""
    return NotAllowed(
        f"“{path.name}” could not be saved: its name is too long for the disk, or holds what a name may not.",
        file=str(path),
        remedy="Choose a shorter and simpler name.",
        detail=detail,
    )


def failed(path: Path, detail: str = "") -> CannotWrite:
    """It could not be read or written, and nobody knows better."""
    return CannotWrite(
        f"“{path.name}” could not be read or saved.",
        file=str(path),
        remedy="Try again, or save the project under another name.",
        detail=detail,
    )


def disk_fault(path: Path, detail: str = "") -> CannotWrite:
    """The disk or the network failed."""
    return CannotWrite(
        f"The disk reported an error at “{path.name}”.",
        file=str(path),
        remedy="Check the disk, or save the project on another one.",
        detail=detail,
    )


def gone(path: Path) -> NotAllowed:
    """The file was taken away while it was open."""
    return NotAllowed(
        f"“{path.name}” was moved, replaced or deleted while it was open.",
        file=str(path),
        remedy="Save the project under a name of its own.",
    )


def locked(path: Path, detail: str = "") -> Locked:
    """Another session has it."""
    return Locked(
        f"“{path.name}” is open in another window of Diglot.",
        file=str(path),
        remedy="Close it there first.",
        detail=detail,
    )


def broken(path: Path, detail: str = "") -> Broken:
    """It is no project or a damaged one."""
    return Broken(
        f"“{path.name}” is not a Diglot project, or it is damaged.",
        file=str(path),
        remedy="Open another project, or align the two documents again.",
        detail=detail,
    )


def _system_fault(error: OSError, path: Path) -> CannotWrite:
    if error.errno in FULL_DISK:
        return no_space(path, str(error))
    match error.errno:
        case errno.EROFS:
            return read_only(path, str(error))
        case errno.ENAMETOOLONG | errno.EINVAL | errno.EILSEQ | errno.ELOOP:
            return wrong_name(path, str(error))
        case errno.EIO:
            return disk_fault(path, str(error))
    return not_allowed(path, str(error))


def _sqlite_fault(error: sqlite3.Error, path: Path) -> DiglotError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    detail = f"{getattr(error, 'sqlite_errorname', code)}: {error}"
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return no_space(path, detail)
        case sqlite3.SQLITE_IOERR if code in (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_TRUNCATE):
            return no_space(path, detail)  # a quota or a size limit looks like this
        case sqlite3.SQLITE_IOERR:
            return disk_fault(path, detail)
        case sqlite3.SQLITE_READONLY:
            return read_only(path, detail)
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return not_allowed(path, detail)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return locked(path, detail)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_ERROR:
            return broken(path, detail)
        case sqlite3.SQLITE_TOOBIG:
            return CannotWrite(
                f"“{path.name}” could not be saved: a document is too large for a project.",
                file=str(path),
                remedy="Cut the documents into parts and align those.",
                detail=detail,
            )
    return failed(path, detail)
