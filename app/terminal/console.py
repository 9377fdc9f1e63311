"""What the terminal says: results on stdout, everything else on stderr, in UTF-8 whatever the locale."""

import io
import os
import re
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from core.errors import CannotWrite, DiglotError
from core.model import Document
from core.progress import Progress

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def prepare() -> None:
    """Make both streams safe for any text. A lone surrogate is written as the escape that JSON has for it.

    A stream that was closed before the start (`>&-`) swallows what it is told.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a test's or an embedder's stream may be something else
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def say(lines: Iterable[str]) -> None:
    """Print results. Raises BrokenPipeError where nobody reads on, `CannotWrite` where the disk is full."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWrite(
            f"The output could not be written: {error.strerror or error}.",
            remedy="Send it to another place.",
            detail=str(error),
        ) from error


def warn(sentences: Iterable[str], *, quiet: bool) -> None:
    """Say what the person should know although the work is done."""
    if not quiet:
        for sentence in sentences:
            _tell(f"diglot: warning: {sentence}")


def about(document: Document) -> list[str]:
    """A document's warnings, each naming the file."""
    name = f"“{document.name}”"
    return [text if name in text else f"{name}: {text}" for text in document.warnings]


def note(sentence: str, *, quiet: bool) -> None:
    """Say how it went, to a person who looks on."""
    if not quiet and sys.stderr.isatty():
        _tell(f"diglot: {sentence}")


def fail(what: str | DiglotError) -> None:
    """Say in one line why it did not work; of an error, in one sentence."""
    _tell(f"diglot: {in_a_sentence(what) if isinstance(what, DiglotError) else what}")


def in_a_sentence(error: DiglotError) -> str:
    """What went wrong and what to do about it: “a.txt” is empty; choose a file that holds text."""
    if not error.remedy:
        return error.sentence
    return f"{error.sentence.removesuffix('.')}; {error.remedy[0].lower()}{error.remedy[1:]}"


def progress(*, quiet: bool) -> Progress:
    """One line that rewrites itself, on a terminal; nothing in a pipe."""
    return Progress() if quiet or not sys.stderr.isatty() else Progress(_rewrite)


def clear() -> None:
    """Take the line of progress away."""
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * (_width() - 1) + "\r")
        sys.stderr.flush()


def _nowhere() -> TextIO:
    place = os.open(os.devnull, os.O_WRONLY)
    return open(place, "w", encoding="utf-8", closefd=False)  # as Python opens its own: never closed


def _rewrite(done: int, total: int, what: str) -> None:
    line = f"{what} {done:,} of {total:,}" if total else what
    width = _width() - 1
    sys.stderr.write("\r" + line[:width].ljust(width))
    sys.stderr.flush()


def _width() -> int:
    return shutil.get_terminal_size().columns


def _tell(line: str) -> None:
    print(_CONTROL.sub(" ", line), file=sys.stderr, flush=True)
