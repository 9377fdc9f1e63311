"""Reading a second alignment of texts that are aligned already, to compare both.

    project ──open─────────────────────▶ Bitext ─┐
    file of pairs ──read, two columns──▶ Bitext ─┼─compare─▶ Comparison
    ladder ──climb our segments────────▶ Bitext ─┘

No file changes, and no encoder is needed.
"""

from pathlib import Path

from core.errors import Damaged
from core.model import SIDES, Bitext
from core.model.message import message
from core.progress import SILENT, Progress
from core.project import Session
from core.read import File, pairs
from core.review.comparing import Comparison, compare
from core.review.comparing.placing import bare

PROJECT = ".diglot"
_WHOLE = 0.9  # share of our segments that a ladder must count


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of the files that can be compared with a project."""
    return (PROJECT, *pairs.suffixes(), pairs.LADDER)


def compare_with(path: Path, bitext: Bitext, progress: Progress = SILENT) -> Comparison:
    """Return the alignment in a file, as segments of `bitext`.

    A ladder must count the segments of `bitext`; of a file in several languages, the columns with our texts
    are used. Raises a `CannotRead` or `ProjectError`, and NothingToDo if the file holds other texts.
    """
    progress(0, 0, message("Reading"))
    other = _read(path, bitext)
    progress(0, 0, message("Comparing"))
    return compare(bitext, other, path.name)


def _read(path: Path, bitext: Bitext) -> Bitext:
    if path.suffix.lower() == PROJECT:
        session = Session.open(path)
        session.abandon()  # nothing has changed, so there is nothing to commit
        return session.bitext
    file = pairs.load(path)
    if pairs.is_ladder(file):
        return _climbed(file, bitext)
    table = pairs.read(file)
    return pairs.paired(file, table, *_columns(table, bitext))


def _climbed(file: File, bitext: Bitext) -> Bitext:
    ladder = pairs.ladder_beads(file)
    for side, count in zip(SIDES, pairs.lengths(ladder), strict=True):
        there = len(bitext.side(side).segments)
        if count < _WHOLE * there:
            raise Damaged(
                message(
                    "“{name}” expects {count} segments, but “{text}” has {segments}.",
                    name=file.name,
                    count=count,
                    text=bitext.side(side).document.name,
                    segments=there,
                ),
                file=file.name,
                remedy=message("Choose the same texts that were aligned, with the same segmentation."),
            )
    return pairs.bitext_of_ladder(file, ladder, bitext.source, bitext.target)


def _columns(table: pairs.PairTable, bitext: Bitext) -> tuple[int, int]:
    """Return the columns that hold most of our texts, else those in our languages, else the proposed ones."""
    if len(table.columns) == 2:
        return table.proposed
    chosen: list[int] = []
    for at, side in enumerate(SIDES):
        ours = {bare(text) for text in bitext.side(side).texts()}
        tag = bitext.side(side).document.language
        scores = [
            (sum(bare(row.texts[column]) in ours for row in table.rows), given.language == tag)
            for column, given in enumerate(table.columns)
        ]
        best = max((column for column in range(len(scores)) if column not in chosen), key=scores.__getitem__)
        chosen.append(best if any(scores[best]) else table.proposed[at])
    return (chosen[0], chosen[1]) if chosen[0] != chosen[1] else table.proposed
