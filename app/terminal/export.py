"""Sub-command `diglot export`: writes the reviewed pairs of a project as files for other programs."""

import argparse
from pathlib import Path

from app.terminal import console
from app.terminal.options import add_outputs, check_outputs, confidence
from app.terminal.outputs import write_all, write_pairs

NAME = "export"
SUMMARY = "Write the pairs of a project as files for other programs."
EXAMPLE = "diglot export job.diglot -o reviewed.tmx --only accepted"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot export`."""
    parser.add_argument("project", metavar="JOB.diglot", type=Path, help="the project")
    add_outputs(parser, "a .tmx, .xlsx, .tsv or .ladder")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--only", choices=["accepted"], help="write only accepted pairs")
    choice.add_argument(
        "--min-confidence",
        metavar="0..1",
        type=confidence,
        help="write only pairs with at least this confidence (a ladder contains all)",
    )


def run(arguments: argparse.Namespace) -> None:
    """Open the project, leave it unchanged, and write its pairs. Raises `WrongUsage` or a `DiglotError`."""
    from core import write
    from core.project import Session

    check_outputs(arguments.outputs, (arguments.project,), write.SUFFIXES)
    choice = write.EVERYTHING
    if arguments.only:
        choice = write.Choice("accepted")
    elif arguments.min_confidence is not None:
        choice = write.Choice("confidence", arguments.min_confidence)
    session = Session.open(arguments.project)
    bitext = session.bitext
    session.abandon()  # nothing has changed, so there is nothing to commit
    warnings = write_all(arguments.outputs, lambda path: write_pairs(path, bitext, choice))
    console.warn(warnings, quiet=arguments.quiet)
