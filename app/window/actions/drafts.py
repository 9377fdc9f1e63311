"""Drafts, the projects that the user has not named yet: their titles and files."""

import os
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QFile

from app.crash import log
from core.errors import NotAllowed
from core.model import SIDES, Bitext
from core.model.message import message

_LONGEST = 100  # bytes: with moment, number, suffix and SQLite's “-journal” it is 143, which fits on any disk
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', " "))


def called(bitext: Bitext) -> str:
    """Return the title of a project of these two documents, fit for a file name."""
    names = both(*(bitext.side(side).document.name for side in SIDES))
    words = " ".join(names.translate(_FORBIDDEN).split())
    letters = words.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore")  # systems count bytes
    return letters.rstrip() or "Untitled"


def both(source: str, target: str) -> str:
    """Return the names of two documents in one title; a file that holds both is named once."""
    return " – ".join(dict.fromkeys(Path(name).stem for name in (source, target)))


def file_name(name: str) -> str:
    """Return the name of a new file for a draft, distinct from all others."""
    moment = datetime.now().astimezone()
    return f"{moment:%Y-%m-%d %H.%M.%S} {name} {os.getpid()}.diglot"


def discard(path: Path) -> None:
    """Put a draft into the system's bin, or remove it where there is none. Raises NotAllowed."""
    try:
        if not QFile.moveToTrash(str(path)):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise NotAllowed(
            message("The draft “{stem}” could not be deleted.", stem=path.stem),
            file=str(path),
            remedy=message("Check the permissions of the drafts folder."),
            detail=str(error),
        ) from error


def forget(path: Path) -> None:
    """Remove a draft that nobody needs; where that is not possible it only stays in the list."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("a draft could not be removed: %s", error)
