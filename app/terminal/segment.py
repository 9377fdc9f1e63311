"""Sub-command `diglot segment`: prints a document's segments, one per line."""

import argparse
import re
from pathlib import Path

from app.terminal import console
from app.terminal.options import (
    SEGMENTATIONS,
    add_rules,
    encoding,
    load,
    rule_file,
    tag,
    text_formats,
)

NAME = "segment"
SUMMARY = "Print a document's segments, one a line; ladders count these lines from 0."
EXAMPLE = "diglot segment novel.txt --language en"

_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot segment`."""
    parser.add_argument("file", metavar="FILE", type=Path, help=text_formats())
    parser.add_argument("--language", metavar="TAG", type=tag, help="language of the text, such as en")
    parser.add_argument(
        "--segmentation",
        choices=SEGMENTATIONS,
        default="auto",
        help="unit of segmentation: sentences (auto), lines or paragraphs",
    )
    add_rules(parser)
    parser.add_argument(
        "--encoding", metavar="NAME", type=encoding, help="encoding of the file, such as windows-1252"
    )


def run(arguments: argparse.Namespace) -> None:
    """Print the segments. Raises a `DiglotError`."""
    from core import pipeline
    from core.segment import Segmentation

    options = pipeline.SideOptions(
        arguments.language, arguments.encoding, Segmentation(arguments.segmentation), rule_file(arguments)
    )
    side = pipeline.prepare(load(arguments.file), options, console.progress(quiet=arguments.quiet))
    console.clear()
    console.say(_LINE_BREAK.sub(" ", text) for text in side.texts())
    console.warn(console.about(side.document), quiet=arguments.quiet)
