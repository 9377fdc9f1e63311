"""Sub-command `diglot realign`: aligns rows of a project again, around what a person decided."""

import argparse
import re
from pathlib import Path

from app.terminal import console
from core.model.message import message

NAME = "realign"
SUMMARY = "Align rows of a project again; decided rows stay, and the window can undo it."
EXAMPLE = "diglot realign job.diglot --rows 10-200"

_ROWS = re.compile(r"([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot realign`."""
    parser.add_argument("project", metavar="JOB.diglot", type=Path, help="the project to change")
    parser.add_argument(
        "--rows", metavar="FIRST-LAST", type=_rows, help="rows to realign, from 1; all by default"
    )


def run(arguments: argparse.Namespace) -> None:
    """Open the project and apply one patch. Raises a `DiglotError`."""
    from core import encode, pipeline
    from core.errors import NothingToDo
    from core.project import Session

    with Session.open(arguments.project) as session:
        count = len(session.bitext.beads)
        first, last = arguments.rows or (1, count)
        if last > count:
            raise NothingToDo(
                message(
                    "“{name}” has {count} rows and no row {last}.",
                    name=arguments.project.name,
                    count=count,
                    last=last,
                ),
                file=str(arguments.project),
                remedy=message("Choose rows from 1 to {count}.", count=count),
            )
        options = pipeline.options_from(session.provenance)
        encoder = encode.open_encoder(options.encoder)
        progress = console.progress(quiet=arguments.quiet)
        patch = pipeline.realign(session.bitext, (first - 1, last), encoder, options, progress)
        session.apply(patch)
    console.clear()
    changed = sum(len(splice.before) for splice in patch.beads)
    console.note(f"{changed:,} of {last - first + 1:,} rows came out otherwise.", quiet=arguments.quiet)


def _rows(text: str) -> tuple[int, int]:
    """Parse the first and the last row: "10-200", or "10" for a single one."""
    found = _ROWS.fullmatch(text)
    if found is None or int(found[2] or found[1]) < int(found[1]):
        raise argparse.ArgumentTypeError(f"{text!r} is not a row or range of rows such as 10-200")
    return int(found[1]), int(found[2] or found[1])
