"""Sub-command `diglot compare`: lists the rows in which another alignment of the same texts differs."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.terminal import console
from app.terminal.options import PROJECT, listed

if TYPE_CHECKING:
    from core.model import Bitext
    from core.review.comparing import Comparison, Difference, Outcome, Pair

NAME = "compare"
SUMMARY = "List the rows of a project in which another alignment of the same texts differs."
EXAMPLE = "diglot compare job.diglot colleague.tmx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot compare`."""
    from core.read import pairs

    formats = listed((PROJECT, *pairs.suffixes(), pairs.LADDER))
    parser.add_argument("project", metavar="JOB.diglot", type=Path, help="the project")
    parser.add_argument("other", metavar="OTHER", type=Path, help=f"the other alignment: a {formats} file")


def run(arguments: argparse.Namespace) -> None:
    """Print both versions of each difference, and last, a line for programs. Raises a `DiglotError`."""
    from core.project import Session
    from core.review.comparing import outcome
    from core.second_alignment import compare_with

    session = Session.open(arguments.project)
    bitext = session.bitext
    session.abandon()  # nothing has changed, so there is nothing to commit
    comparison = compare_with(arguments.other, bitext, console.progress(quiet=arguments.quiet))
    console.clear()
    found = outcome(bitext, comparison)
    console.say(_lines(bitext, comparison, found))
    sentence = f"{len(found.differences):,} differences; {found.same:,} rows are the same."
    console.note(sentence, quiet=arguments.quiet)


def _lines(bitext: "Bitext", comparison: "Comparison", found: "Outcome") -> Iterator[str]:
    for difference in found.differences:
        yield from _difference(bitext, difference)
    for one in comparison.unplaced:
        yield f"not placed\n+ {_words(one.source)} | {_words(one.target)}"
    yield (
        f"RESULT same={found.same} differences={len(found.differences)} absent={found.absent} "
        f"unplaced={len(comparison.unplaced)}"
    )


def _difference(bitext: "Bitext", difference: "Difference") -> Iterator[str]:
    """Yield the numbers of the rows, then our rows and those of the other alignment."""
    from core.review.comparing import rows_of

    yield f"{'rows' if len(rows := rows_of(bitext, difference)) > 1 else 'row'} {_numbers(rows)}"
    for sign, pairs in (("-", difference.ours), ("+", difference.theirs)):
        for pair in pairs:
            yield f"{sign} {' | '.join(_cells(bitext, pair))}"


def _cells(bitext: "Bitext", pair: "Pair") -> Iterator[str]:
    from core.model import SIDES

    for side, ids in zip(SIDES, pair, strict=True):
        yield " / ".join(_words(bitext.side(side).text(id_)) for id_ in ids)


def _words(text: str) -> str:
    return " ".join(text.split())


def _numbers(rows: Sequence[int]) -> str:
    """Return row numbers from 1, adjacent ones as a range: "3-4, 9"."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(str(first + 1) if first == last else f"{first + 1}-{last + 1}" for first, last in runs)
