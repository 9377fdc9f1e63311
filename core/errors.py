"""Expected failures, not bugs, each explained to the user in one plain sentence.

DiglotError(sentence, file, remedy, detail)
├─ CannotRead      Missing · Damaged · Protected · Unknown · TooLarge · Empty
├─ CannotWrite     NoSpace · NotAllowed
├─ ProjectError    Newer · Locked · Broken
├─ ModelError      ModelMissing · WrongShape
└─ NothingToDo     the request itself makes no sense (a file aligned with itself)

`core.progress.Cancelled` and `core.model.StalePatch` are not among them, as neither is shown to the user.
"""

import errno

from core.model.message import Message

FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""The system's errors for a disk, a quota or a file that can hold no more."""


class DiglotError(Exception):
    """A failure, not a bug, to be explained to the user.

    `sentence` says what happened, to which file; `remedy` what can be done now; `detail` is the technical
    part, for the log and for "Details".
    """

    def __init__(
        self, sentence: Message, *, file: str = "", remedy: Message | None = None, detail: str = ""
    ) -> None:
        super().__init__(sentence, file, remedy, detail)
        self.sentence = sentence
        self.file = file
        self.remedy = remedy
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}" if self.remedy else str(self.sentence)

    def __reduce__(self) -> tuple[object, ...]:
        # Errors are pickled from the worker process to the window; keyword arguments need this.
        return _rebuilt, (type(self), self.sentence, self.file, self.remedy, self.detail)


def _rebuilt(
    kind: type[DiglotError], sentence: Message, file: str, remedy: Message | None, detail: str
) -> DiglotError:
    return kind(sentence, file=file, remedy=remedy, detail=detail)


class CannotRead(DiglotError):
    """A document could not be read."""


class Missing(CannotRead):
    """There is no such file, or it is a folder or a device."""


class Damaged(CannotRead):
    """The file is not what its name or its head suggests, or is broken."""


class Protected(CannotRead):
    """The file asks for a password, or the user may not open it."""


class Unknown(CannotRead):
    """No reader recognises this kind of file."""


class TooLarge(CannotRead):
    """The file is over the limit that keeps the program responsive; the sentence names the limit."""


class Empty(CannotRead):
    """The file holds no text."""


class CannotWrite(DiglotError):
    """A result could not be written; any existing file is unchanged."""


class NoSpace(CannotWrite):
    """The disk is full."""


class NotAllowed(CannotWrite):
    """The user may not write there, or the place does not exist."""


class ProjectError(DiglotError):
    """A project file could not be used."""


class Newer(ProjectError):
    """A newer Diglot made the project."""


class Locked(ProjectError):
    """Another Diglot has the project open."""


class Broken(ProjectError):
    """The file is not a Diglot project, or is damaged."""


class ModelError(DiglotError):
    """An encoder could not be loaded."""


class ModelMissing(ModelError):
    """The folder, a file in it or the extra that runs it is missing."""


class WrongShape(ModelError):
    """The folder holds something other than a sentence encoder that Diglot can run."""


class NothingToDo(DiglotError):
    """The request itself makes no sense."""
