"""The user's own words: one text file for each language, one word a line, that can be edited by hand."""

import os
from pathlib import Path

from core import language
from core.errors import CannotWrite
from core.model.message import message


def own_words_file(folder: Path, tag: str) -> Path:
    """Return the file of the user's words in a language, whatever the region."""
    return folder / f"{(language.known(tag) or language.UNKNOWN).split('-')[0]}.txt"


def own_words(file: Path) -> set[str]:
    """Return the words in a file; none if it is missing or cannot be read."""
    try:
        lines = file.read_bytes().decode("utf-8-sig", errors="replace").splitlines()
    except OSError:
        return set()
    return {line.strip() for line in lines} - {""}


def add_own_word(file: Path, word: str) -> None:
    """Add a word to a file, and make the file and its folder if necessary. Raises CannotWrite."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a+b") as lines:  # appending cannot lose what somebody wrote there
            lines.seek(max(0, lines.seek(0, os.SEEK_END) - 1))
            begun = lines.read(1) not in (b"", b"\n")
            lines.write(f"{os.linesep if begun else ''}{word}{os.linesep}".encode())
    except OSError as error:
        raise CannotWrite(
            message("“{word}” could not be added to your own words.", word=word), file=str(file)
        ) from error
