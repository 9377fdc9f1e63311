"""Sub-command `diglot read`: prints a document's blocks as JSON lines."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from app.terminal import console
from app.terminal.options import encoding, load, text_formats

if TYPE_CHECKING:
    from core.model import Block

NAME = "read"
SUMMARY = "Print a document's blocks as JSON lines: kind, text, place, level."
EXAMPLE = "diglot read novel.docx | head"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot read`."""
    parser.add_argument("file", metavar="FILE", type=Path, help=text_formats())
    parser.add_argument(
        "--encoding", metavar="NAME", type=encoding, help="encoding of the file, such as windows-1252"
    )


def run(arguments: argparse.Namespace) -> None:
    """Print the blocks. Raises a `DiglotError`."""
    from core import read

    document = read.read(load(arguments.file), read.ReadOptions(encoding=arguments.encoding))
    console.say(_line(block) for block in document.blocks)
    console.warn(console.about(document), quiet=arguments.quiet)


def _line(block: "Block") -> str:
    fields = {"kind": block.kind.value, "text": block.text, "place": dict(block.place), "level": block.level}
    return json.dumps(fields, ensure_ascii=False)
