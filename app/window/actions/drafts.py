"""Drafts, the projects without a name: what they are called until a person names them, and how they go."""

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
    """What a project of these two documents is called; fit for the name of a file."""
    names = both(*(bitext.side(side).document.name for side in SIDES))
    words = " ".join(names.translate(_FORBIDDEN).split())
    letters = words.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore")  # systems count bytes
    return letters.rstrip() or "Untitled"


def both(source: str, target: str) -> str:
    """Two documents by their names; a file that holds both is named once."""
    return " – ".join(dict.fromkeys(Path(name).stem for name in (source, target)))


def file_name(name: str) -> str:
    """The file of a new draft: one of its own, whatever else is under way."""
    moment = datetime.now().astimezone()
    return f"{moment:%Y-%m-%d %H.%M.%S} {name} {os.getpid()}.diglot"


def discard(path: Path) -> None:
    """Put a draft into the system's bin, or remove it where there is none. Raises NotAllowed."""
    try:
        if not QFile.moveToTrash(str(path)):
            path.unlink(missing_ok=True)
    except OSError as error:
        raise NotAllowed(
            message("The draft “{stem}” could not be removed.", stem=path.stem),
            file=str(path),
            remedy=message("Check who may write in the folder for drafts."),
            detail=str(error),
        ) from error


def forget(path: Path) -> None:
    """Remove a draft that nobody needs; where that is not possible it only stays in the list."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("a draft could not be removed: %s", error)
