"""Errors of SQLite and of the system, turned into sentences about a project file."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import FULL_DISK, Broken, CannotWrite, DiglotError, Locked, NoSpace, NotAllowed
from core.model.message import Message, message


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of problem with a project file: the class of the error, its sentence about a name, and the
    remedy."""

    kind: type[DiglotError]
    sentence: Message
    remedy: Message

    def __call__(self, path: Path, detail: str = "") -> DiglotError:
        """Return the error for the file at `path`."""
        sentence = self.sentence.with_fields(name=path.name)
        return self.kind(sentence, file=str(path), remedy=self.remedy, detail=detail)


no_space = Fault(
    NoSpace,
    message("“{name}” could not be saved: there is no room left on the disk."),
    message("Free some space, or save the project to another disk."),
)
not_allowed = Fault(
    NotAllowed,
    message(
        "“{name}” could not be saved: the folder does not exist, or you do not have permission to "
        "write there."
    ),
    message("Save the project to another folder."),
)
read_only = Fault(
    NotAllowed,
    message("“{name}” is read-only here, so nothing could be saved."),
    message("Save the project to another folder."),
)
wrong_name = Fault(
    NotAllowed,
    message(
        "“{name}” could not be saved: its name is too long for the disk, or contains characters that "
        "are not allowed."
    ),
    message("Choose a shorter and simpler name."),
)
gone = Fault(
    NotAllowed,
    message("“{name}” was moved, replaced or deleted while it was open."),
    message("Save the project under a different name."),
)
too_big = Fault(
    CannotWrite,
    message("“{name}” could not be saved: a document is too large for a project."),
    message("Split the documents into parts and align the parts."),
)
disk_fault = Fault(
    CannotWrite,
    message("The disk reported an error at “{name}”."),
    message("Check the disk, or save the project to another one."),
)
failed = Fault(
    CannotWrite,
    message("“{name}” could not be read or saved."),
    message("Try again, or save the project under another name."),
)
locked = Fault(
    Locked, message("“{name}” is open in another window of Diglot."), message("Close it there first.")
)
broken = Fault(
    Broken,
    message("“{name}” is not a Diglot project, or it is damaged."),
    message("Open another project, or align the two documents again."),
)

_OF_SYSTEM = {
    **dict.fromkeys(FULL_DISK, no_space),
    errno.EROFS: read_only,
    **dict.fromkeys((errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ELOOP), wrong_name),
    errno.EIO: disk_fault,
}
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: no_space,
    sqlite3.SQLITE_IOERR_WRITE: no_space,  # a quota or a size limit looks like this
    sqlite3.SQLITE_IOERR_TRUNCATE: no_space,
    sqlite3.SQLITE_IOERR: disk_fault,
    sqlite3.SQLITE_READONLY: read_only,
    sqlite3.SQLITE_PERM: not_allowed,
    sqlite3.SQLITE_CANTOPEN: not_allowed,
    sqlite3.SQLITE_BUSY: locked,
    sqlite3.SQLITE_LOCKED: locked,
    sqlite3.SQLITE_CORRUPT: broken,
    sqlite3.SQLITE_NOTADB: broken,
    sqlite3.SQLITE_ERROR: broken,
    sqlite3.SQLITE_TOOBIG: too_big,
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of SQLite or the system inside the block into a `DiglotError` that the user can read."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None:
            raise  # a bug
        fault = _OF_SQLITE.get(code) or _OF_SQLITE.get(code & 0xFF, failed)
        raise fault(path, f"{getattr(error, 'sqlite_errorname', code)}: {error}") from error
    except OSError as error:
        raise _OF_SYSTEM.get(error.errno or 0, not_allowed)(path, str(error)) from error
