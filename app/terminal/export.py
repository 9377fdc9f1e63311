"""Sub-command `diglot export`: writes the reviewed pairs of a project as files for other programs."""

import argparse
from pathlib import Path

from app.terminal import console
from app.terminal.options import confidence
from app.terminal.outputs import add_outputs, check_pair_outputs, write_all, write_pairs

NAME = "export"
SUMMARY = "Write the pairs of a project as files for other programs."
EXAMPLE = "diglot export job.diglot -o reviewed.tmx --only accepted"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot export`."""
    parser.add_argument("project", metavar="JOB.diglot", type=Path, help="the project")
    add_outputs(parser)
    selection = parser.add_mutually_exclusive_group()
    selection.add_argument("--only", choices=["accepted"], help="write only accepted pairs")
    selection.add_argument(
        "--min-confidence",
        metavar="0..1",
        type=confidence,
        help="write only pairs with at least this confidence (a ladder contains all)",
    )


def run(arguments: argparse.Namespace) -> None:
    """Open the project, leave it unchanged, and write its pairs. Raises `WrongUsage` or a `DiglotError`."""
    from core import write
    from core.project import Session

    check_pair_outputs(arguments, (arguments.project,), projects=False)
    selection = write.EVERYTHING
    if arguments.only:
        selection = write.Selection("accepted")
    elif arguments.min_confidence is not None:
        selection = write.Selection("confidence", arguments.min_confidence)
    session = Session.open(arguments.project)
    bitext = session.bitext
    session.abandon()  # nothing has changed, so there is nothing to commit
    empty = not any(map(selection.takes, bitext.pairs()))
    warnings = ["no pair was selected, so the files hold none"] if empty else []
    warnings += write_all(arguments.outputs, lambda path: write_pairs(path, bitext, selection, arguments))
    console.warn(warnings, quiet=arguments.quiet)
