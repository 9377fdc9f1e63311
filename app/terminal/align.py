"""Sub-command `diglot align`: aligns two documents and writes the pairs."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.terminal import console
from app.terminal.options import add_texts, confidence, load, pipeline_options
from app.terminal.outputs import add_outputs, check_pair_outputs, spare_reviews, write_aligned

if TYPE_CHECKING:
    from core.model import Bitext, Finding

NAME = "align"
SUMMARY = "Align a text with its translation and write the pairs."
EXAMPLE = "diglot align novel.txt roman.docx --target-lang de -o pairs.tmx -o pairs.xlsx -o job.diglot"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot align`."""
    add_texts(parser, "its translation")
    add_outputs(parser, projects=True)
    parser.add_argument(
        "--min-confidence",
        metavar="0..1",
        type=confidence,
        help="write only pairs with at least this confidence (a ladder or project contains all)",
    )


def run(arguments: argparse.Namespace) -> None:
    """Align and write. Raises `WrongUsage` before any work, or a `DiglotError`."""
    from core import pipeline, write

    check_pair_outputs(arguments, (arguments.source, arguments.target), projects=True)
    spare_reviews(arguments.outputs)
    files = load(arguments.source), load(arguments.target)
    options = pipeline_options(arguments)

    def warn(findings: "Iterable[Finding]") -> None:
        console.clear()
        console.warn([finding.sentence for finding in findings], quiet=arguments.quiet)

    aligned = pipeline.align_files(*files, options, console.progress(quiet=arguments.quiet), warn)
    bitext = aligned.bitext
    console.clear()
    minimum: float | None = arguments.min_confidence
    selection = write.EVERYTHING if minimum is None else write.Selection("confidence", minimum)
    documents = bitext.source.document, bitext.target.document
    warnings = [sentence for document in documents for sentence in console.about(document)]
    warnings += write_aligned(aligned, selection, arguments)
    console.warn(warnings, quiet=arguments.quiet)
    console.note(_summary(bitext, arguments.outputs), quiet=arguments.quiet)


def _summary(bitext: "Bitext", outputs: Sequence[Path]) -> str:
    rows = list(bitext.pairs())
    pairs = [pair.certainty for pair in rows if pair.source and pair.target]
    mean = sum(pairs) / len(pairs) if pairs else 0.0
    moved = sum(pair.linked for pair in rows)
    alone = sum(len(pair.source) + len(pair.target) for pair in rows if pair.one_sided)
    names = ", ".join(path.name for path in outputs)
    told = f"{len(pairs):,} pairs, mean confidence {mean:.2f}"
    told += f", {moved:,} of them moved" if moved else ""
    told += f"; {alone:,} segments have no counterpart" if alone else ""
    return f"{told}; wrote {names}."
