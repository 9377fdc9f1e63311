"""Sub-command `diglot import`: turns existing pairs into a project to correct, or into another format."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.terminal import console
from app.terminal.options import BUILT_IN, WrongUsage, add_encoder, encoding, listed, load, tag
from app.terminal.outputs import add_outputs, check_pair_outputs, spare_reviews, write_aligned

if TYPE_CHECKING:
    from core.aligned import Aligned
    from core.pipeline import Options

NAME = "import"
SUMMARY = "Import the pairs of a translation memory, table or ladder, to correct or convert them."
EXAMPLE = "diglot import memory.tmx -o job.diglot; diglot import job.ladder novel.txt roman.txt -o pairs.tmx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot import`."""
    from core.read import pairs

    formats = listed((*pairs.suffixes(), pairs.LADDER))
    parser.add_argument("pairs", metavar="PAIRS", type=Path, help=f"a {formats} file")
    parser.add_argument("texts", metavar="TEXT", type=Path, nargs="*", help="the two texts of a ladder")
    add_outputs(parser, projects=True)
    parser.add_argument(
        "--source-lang",
        metavar="TAG",
        type=tag,
        help="language of the source, or the one to use if there are several",
    )
    parser.add_argument("--target-lang", metavar="TAG", type=tag, help="language of the target")
    add_encoder(
        parser,
        f"encoder that scores the pairs if the file has no confidences: {BUILT_IN}, or a model folder",
    )
    parser.add_argument(
        "--encoding", metavar="NAME", type=encoding, help="encoding of the file, such as windows-1252"
    )


def run(arguments: argparse.Namespace) -> None:
    """Open the pairs and write them. Raises `WrongUsage` before any work, or a `DiglotError`."""
    from core import pipeline, write

    check_pair_outputs(arguments, (arguments.pairs, *arguments.texts), projects=True)
    spare_reviews(arguments.outputs)
    options = pipeline.Options(
        pipeline.SideOptions(arguments.source_lang, arguments.encoding),
        pipeline.SideOptions(arguments.target_lang, arguments.encoding),
        arguments.encoder,
    )
    opened = _opened(arguments, options)
    console.clear()
    documents = dict.fromkeys((opened.bitext.source.document, opened.bitext.target.document))
    warnings = list(dict.fromkeys(sentence for document in documents for sentence in console.about(document)))
    warnings += write_aligned(opened, write.EVERYTHING, arguments)
    console.warn(warnings, quiet=arguments.quiet)
    names = ", ".join(path.name for path in arguments.outputs)
    console.note(f"{len(opened.bitext.beads):,} rows; wrote {names}.", quiet=arguments.quiet)


def _opened(arguments: argparse.Namespace, options: "Options") -> "Aligned":
    from core.import_pairs import open_ladder, open_pairs
    from core.read import pairs

    progress = console.progress(quiet=arguments.quiet)
    file = pairs.load(arguments.pairs)
    if not pairs.is_ladder(file):
        if arguments.texts:
            raise WrongUsage(f"“{file.name}” is not a ladder; it contains its own texts")
        return open_pairs(file, options, progress)
    if len(arguments.texts) != 2:
        raise WrongUsage(f"“{file.name}” is a ladder; name its two texts after it")
    source, target = map(load, arguments.texts)
    return open_ladder(file, source, target, options, progress)
