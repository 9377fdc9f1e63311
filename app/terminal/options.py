"""Arguments shared by several sub-commands, and their validation. Imports nothing heavy."""

import argparse
import codecs
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.pipeline import Options
    from core.read import File
    from core.segment import RuleFile

SEGMENTATIONS = ("auto", "lines", "paragraphs")
PROJECT = ".diglot"
BUILT_IN = "built-in"  # `core.encode.BUILT_IN`, whose import would delay the start


class WrongUsage(Exception):
    """The arguments make no sense; nothing was done."""


def tag(text: str) -> str:
    """Parse a language tag and return its canonical form."""
    from core.language import canonical

    try:
        return canonical(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a language tag such as de or zh-Hant") from None


def encoding(text: str) -> str:
    """Parse the name of a character encoding that Python knows."""
    try:
        codecs.lookup(text)
        b"ab".decode(text)
    except UnicodeError:
        return text
    except (LookupError, ValueError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a character encoding such as windows-1252"
        ) from None
    return text


def confidence(text: str) -> float:
    """Parse a number from 0 to 1."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:  # also false for "nan"
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return number


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: "a, b or c"."""
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def text_formats() -> str:
    """Return the formats of documents that Diglot reads, for a help text."""
    from core import read

    return listed([reader.name for reader in read.READERS])


def add_texts(parser: argparse.ArgumentParser, target: str) -> None:
    """Add the arguments for two texts and their reading, segmentation and encoder."""
    parser.add_argument("source", metavar="SOURCE", type=Path, help=f"the text: {text_formats()}")
    parser.add_argument("target", metavar="TARGET", type=Path, help=target)
    parser.add_argument("--source-lang", metavar="TAG", type=tag, help="language of the text, such as en")
    parser.add_argument("--target-lang", metavar="TAG", type=tag, help="language of the translation")
    parser.add_argument(
        "--segmentation",
        choices=SEGMENTATIONS,
        default="auto",
        help="unit of segmentation: sentences (auto), lines or paragraphs",
    )
    add_rules(parser)
    add_encoder(parser, f"{BUILT_IN}, or the folder of a model such as LaBSE (needs the models extra)")
    parser.add_argument(
        "--source-encoding", metavar="NAME", type=encoding, help="encoding of the text, such as windows-1252"
    )
    parser.add_argument("--target-encoding", metavar="NAME", type=encoding)


def add_rules(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names a file of segmentation rules."""
    parser.add_argument(
        "--rules",
        metavar="FILE",
        type=Path,
        help="cut sentences by the rules of an .srx file, or by a .toml file for one language",
    )


def rule_file(arguments: argparse.Namespace) -> "RuleFile | None":
    """Return the file of segmentation rules, None if none is given. Raises a `CannotRead`."""
    from core.segment import SUFFIXES, RuleFile

    if arguments.rules is None:
        return None
    if arguments.rules.suffix.lower() not in SUFFIXES:
        raise WrongUsage(f"“{arguments.rules}” is not a file of rules: {', '.join(SUFFIXES)}")
    file = load(arguments.rules)
    return RuleFile(file.name, file.data)


def add_encoder(parser: argparse.ArgumentParser, explanation: str) -> None:
    """Add the argument that chooses the encoder."""
    parser.add_argument("--encoder", metavar="NAME", default=BUILT_IN, help=explanation)


def pipeline_options(arguments: argparse.Namespace) -> "Options":
    """Return the arguments of `add_texts` as options of the pipeline."""
    from core import pipeline
    from core.segment import Segmentation

    how = Segmentation(arguments.segmentation)
    rules = rule_file(arguments)
    return pipeline.Options(
        pipeline.SideOptions(arguments.source_lang, arguments.source_encoding, how, rules),
        pipeline.SideOptions(arguments.target_lang, arguments.target_encoding, how, rules),
        arguments.encoder,
    )


def check_outputs(outputs: Sequence[Path], inputs: Sequence[Path], suffixes: Sequence[str]) -> None:
    """Raise `WrongUsage` or a `CannotWrite` for impossible outputs, before any work is done."""
    from core.write import ready

    seen = {_place(path) for path in inputs}
    for path in outputs:
        if path.suffix.lower() not in suffixes:
            raise WrongUsage(f"“{path}” has no extension that Diglot writes: {', '.join(suffixes)}")
        if _place(path) in seen:
            raise WrongUsage(f"“{path}” is given twice")
        seen.add(_place(path))
    for path in outputs:
        ready(path)


def _place(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def load(path: Path) -> "File":
    """Return the bytes of a file. Raises a `CannotRead`."""
    from core import read

    return read.load(path)
