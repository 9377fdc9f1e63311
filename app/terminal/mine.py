"""Sub-command `diglot mine`: finds pairs in two texts that are not translations sentence by sentence."""

import argparse

from app.terminal import console
from app.terminal.options import add_texts, confidence, load, pipeline_options
from app.terminal.outputs import add_outputs, check_pair_outputs, spare_reviews, write_aligned

NAME = "mine"
SUMMARY = "Find lines that translate each other in texts that are not translations as a whole."
EXAMPLE = "diglot mine news.en.txt news.de.txt --segmentation lines -o pairs.tsv"

SCORINGS = ("distance", "ratio", "absolute")
RETRIEVALS = ("max", "intersection", "forward", "backward")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot mine`."""
    add_texts(parser, "a text in another language, with translations of some of its lines")
    add_outputs(
        parser, projects=True, note=" (a ladder and a project hold the lines without a counterpart too)"
    )
    parser.add_argument(
        "--threshold",
        metavar="0..1",
        type=confidence,
        help="lowest probability of a pair; by default the one with the highest expected F1",
    )
    parser.add_argument(
        "--scoring",
        choices=SCORINGS,
        default=SCORINGS[0],
        help="how the similarity of neighbours is used: subtracted, divided by, or not at all",
    )
    parser.add_argument(
        "--retrieval",
        choices=RETRIEVALS,
        default=RETRIEVALS[0],
        help="whose best partner counts: either line's, both lines', the source's or the target's",
    )
    parser.add_argument(
        "--neighbours", metavar="K", type=_neighbours, default=4, help="number of neighbours (default: 4)"
    )


def run(arguments: argparse.Namespace) -> None:
    """Mine and write. Raises `WrongUsage` before any work, or a `DiglotError`."""
    from core import encode, pipeline, write
    from core.align.mining import MineOptions, Retrieval, Scoring

    check_pair_outputs(arguments, (arguments.source, arguments.target), projects=True)
    spare_reviews(arguments.outputs)
    files = load(arguments.source), load(arguments.target)
    options = pipeline_options(arguments)
    mining = MineOptions(
        Scoring(arguments.scoring),
        Retrieval(arguments.retrieval),
        arguments.neighbours,
        arguments.threshold,
    )
    progress = console.progress(quiet=arguments.quiet)
    prepared = pipeline.read_and_prepare(*files, options, progress)
    encoder = encode.open_encoder(options.encoder)
    aligned = pipeline.mine_sides(prepared, encoder, options, mining, progress)
    bitext = aligned.bitext
    console.clear()
    documents = bitext.source.document, bitext.target.document
    warnings = [sentence for document in documents for sentence in console.about(document)]
    quality = encode.quality_of(options.encoder)
    warnings += map(str, quality.warnings(*(document.language for document in documents)))
    selection = write.Selection(paired=True)
    warnings += write_aligned(aligned, selection, arguments)
    console.warn(warnings, quiet=arguments.quiet)
    names = ", ".join(path.name for path in arguments.outputs)
    console.note(f"{write.count(bitext, selection):,} pairs; wrote {names}.", quiet=arguments.quiet)


def _neighbours(text: str) -> int:
    """Parse a number from 2 to 64."""
    if text.isdecimal() and len(text) < 3 and 2 <= int(text) <= 64:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 2 to 64")
