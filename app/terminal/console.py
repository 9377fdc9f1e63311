"""Terminal output: results on stdout, everything else on stderr, in UTF-8 whatever the locale."""

import io
import os
import re
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from core.errors import CannotWrite, DiglotError
from core.model import Document
from core.model.message import Message, message
from core.progress import Progress

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def prepare() -> None:
    """Make both streams safe for any text. A lone surrogate is written as its JSON escape.

    A stream that was closed before the start (`>&-`) discards what is written to it.
    """
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # tests may use other kinds of streams
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def say(lines: Iterable[str]) -> None:
    """Print results. Raises BrokenPipeError if the reader is gone, `CannotWrite` if the disk is full."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWrite(
            message("The output could not be written: {reason}.", reason=error.strerror or str(error)),
            remedy=message("Send it to another place."),
            detail=str(error),
        ) from error


def warn(sentences: Iterable[object], *, quiet: bool) -> None:
    """Print a warning about work that was done nevertheless."""
    if not quiet:
        for sentence in sentences:
            _tell(f"diglot: warning: {sentence}")


def about(document: Document) -> list[str]:
    """Print a document's warnings, each naming the file."""
    name = f"“{document.name}”"
    return [text if name in text else f"{name}: {text}" for text in map(str, document.warnings)]


def note(sentence: str, *, quiet: bool) -> None:
    """Print a summary of the result for interactive users."""
    if not quiet and sys.stderr.isatty():
        _tell(f"diglot: {sentence}")


def fail(what: str | DiglotError) -> None:
    """Print the reason for a failure in one line; an error in one sentence."""
    _tell(f"diglot: {in_a_sentence(what) if isinstance(what, DiglotError) else what}")


def in_a_sentence(error: DiglotError) -> str:
    """Return the error and its remedy as one sentence: “a.txt” is empty; choose a file that contains text."""
    if not error.remedy:
        return str(error.sentence)
    sentence, remedy = str(error.sentence), str(error.remedy)
    return f"{sentence.removesuffix('.')}; {remedy[0].lower()}{remedy[1:]}"


def progress(*, quiet: bool) -> Progress:
    """Show progress on a single line that is rewritten; nothing if stderr is not a terminal."""
    return Progress() if quiet or not sys.stderr.isatty() else Progress(_rewrite)


def clear() -> None:
    """Remove the progress line."""
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * (_width() - 1) + "\r")
        sys.stderr.flush()


def _nowhere() -> TextIO:
    place = os.open(os.devnull, os.O_WRONLY)
    return open(place, "w", encoding="utf-8", closefd=False)  # like Python's own streams, never closed


def _rewrite(done: int, total: int, what: Message) -> None:
    line = f"{what} {done:,} of {total:,}" if total else str(what)
    width = _width() - 1
    sys.stderr.write("\r" + line[:width].ljust(width))
    sys.stderr.flush()


def _width() -> int:
    return shutil.get_terminal_size().columns


def _tell(line: str) -> None:
    print(_CONTROL.sub(" ", line), file=sys.stderr, flush=True)
