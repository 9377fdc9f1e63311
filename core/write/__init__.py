"""A bitext as a file for other programs. A new format is one module and one row of `WRITERS`."""

from pathlib import Path

from core.model import Bitext, check
from core.write.atomic import ready, replacing
from core.write.ladder import Ladder
from core.write.selection import EVERYTHING, Choice, Report, Writer
from core.write.tmx import Tmx
from core.write.tsv import Tsv
from core.write.xlsx import Xlsx

WRITERS: tuple[Writer, ...] = (Tmx(), Xlsx(), Tsv(), Ladder())
SUFFIXES: tuple[str, ...] = tuple(writer.suffix for writer in WRITERS)


def write(bitext: Bitext, choice: Choice, path: Path) -> Report:
    """Write the chosen pairs in the format that the name of `path` asks for.

    What stood there is replaced only once the new file is complete. Raises ValueError for a suffix that no
    writer has, `BrokenLaw` for a bitext that must not leave the program, and a `CannotWrite`.
    """
    writer = writer_for(path)
    check(bitext)
    with replacing(path) as file:
        return writer.write(bitext, choice, file)


def count(bitext: Bitext, choice: Choice, suffix: str = "") -> int:
    """How many pairs a choice takes; with a writer's `suffix`, how many of them such a file will hold."""
    if suffix:
        return writer_for(Path(f"any{suffix}")).count(bitext, choice)
    return sum(1 for pair in bitext.pairs() if choice.takes(pair))


def writer_for(path: Path) -> Writer:
    """The writer of a file name. Raises ValueError where there is none."""
    for writer in WRITERS:
        if writer.suffix == path.suffix.lower():
            return writer
    raise ValueError(f"no writer for “{path.suffix}”; there are {', '.join(SUFFIXES)}")


__all__ = [
    "EVERYTHING",
    "SUFFIXES",
    "WRITERS",
    "Choice",
    "Report",
    "Writer",
    "count",
    "ready",
    "replacing",
    "write",
    "writer_for",
]
