"""Sub-command `diglot doubts`: lists the rows of a project that need review, with reasons."""

import argparse
from pathlib import Path

from app.terminal import console

NAME = "doubts"
SUMMARY = "List the rows of a project that need review, with reasons."
EXAMPLE = "diglot doubts job.diglot > doubts.tsv"

_SURE = 0.9  # rows with a lower confidence get an alternative


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot doubts`."""
    parser.add_argument("project", metavar="JOB.diglot", type=Path, help="the project")


def run(arguments: argparse.Namespace) -> None:
    """Print one row per line: number, confidence and reasons, separated by tabs. Raises a `DiglotError`."""
    from core import advice, encode, pipeline
    from core.project import Session
    from core.review.doubts.reasons import Doubt, reasons, usual

    session = Session.open(arguments.project)
    bitext, options = session.bitext, pipeline.options_from(session.provenance)
    session.abandon()  # nothing has changed, so there is nothing to commit
    unsure = {row for row, bead in enumerate(bitext.beads) if bead.certainty < _SURE}
    found: dict[int, Doubt] = {}
    if unsure:  # else no encoder is needed, and that of the project may be gone
        encoder, progress = encode.open_encoder(options.encoder), console.progress(quiet=arguments.quiet)
        found = {doubt.row: doubt for doubt in advice.doubts(bitext, unsure, encoder, options, progress)}
    console.clear()
    known = usual(bitext)
    for row, bead in enumerate(bitext.beads):
        doubt = found.get(row) or Doubt(row, reasons(bitext, row, known))
        if doubt.reasons:
            sentences = "; ".join(str(reason.sentence) for reason in doubt.reasons)
            console.say([f"{row + 1}\t{bead.certainty:.3f}\t{sentences}"])
