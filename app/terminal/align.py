"""`diglot align`: two documents in, pairs out."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.terminal import speech
from app.terminal.options import (
    PROJECT,
    SEGMENTATIONS,
    add_outputs,
    check_outputs,
    confidence,
    encoding,
    load,
    tag,
)
from app.terminal.outputs import write_all, write_pairs
from core.errors import NotAllowed
from core.model import Finding, kept_findings

if TYPE_CHECKING:
    from core.model import Bitext
    from core.pipeline import Options
    from core.read import File
    from core.write import Choice

NAME = "align"
SUMMARY = "Align a text with its translation and write the pairs."
EXAMPLE = "diglot align novel.txt roman.docx --target-lang de -o pairs.tmx -o pairs.xlsx -o job.diglot"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `diglot align` takes."""
    parser.add_argument("source", metavar="SOURCE", type=Path, help="the text: txt, md, html or docx")
    parser.add_argument("target", metavar="TARGET", type=Path, help="its translation")
    add_outputs(parser, "a .tmx, .xlsx, .tsv, .ladder or .diglot (a project for the window)")
    parser.add_argument("--source-lang", metavar="TAG", type=tag, help="language of the text, such as en")
    parser.add_argument("--target-lang", metavar="TAG", type=tag, help="language of the translation")
    parser.add_argument(
        "--segmentation",
        choices=SEGMENTATIONS,
        default="auto",
        help="what a segment is: a sentence (auto), each line of a text file, or a paragraph",
    )
    parser.add_argument(
        "--encoder",
        metavar="NAME",
        default="built-in",
        help="built-in, or the folder of a model such as LaBSE (needs the models extra)",
    )
    parser.add_argument(
        "--min-confidence",
        metavar="0..1",
        type=confidence,
        help="write only pairs of at least this confidence (a ladder or a project holds all)",
    )
    parser.add_argument("--source-encoding", metavar="NAME", type=encoding, help="such as windows-1252")
    parser.add_argument("--target-encoding", metavar="NAME", type=encoding)


def run(arguments: argparse.Namespace) -> None:
    """Align and write. Raises `WrongUsage` before any work, or a `DiglotError`."""
    from core import pipeline, write

    check_outputs(arguments.outputs, (arguments.source, arguments.target), (*write.SUFFIXES, PROJECT))
    _spare_reviews(arguments.outputs)
    files = load(arguments.source), load(arguments.target)
    options = _options(arguments)
    findings: list[Finding] = []

    def tell(found: Iterable[Finding]) -> None:
        findings.extend(found)
        speech.clear()
        speech.warn([finding.sentence for finding in findings], quiet=arguments.quiet)

    bitext = pipeline.align_files(*files, options, speech.progress(quiet=arguments.quiet), tell)
    speech.clear()
    minimum: float | None = arguments.min_confidence
    choice = write.EVERYTHING if minimum is None else write.Choice("confidence", minimum)
    documents = bitext.source.document, bitext.target.document
    warnings = [sentence for document in documents for sentence in speech.about(document)]

    def settings() -> dict[str, str]:
        return pipeline.kept(options) | kept_findings(findings, bitext)

    def write_one(path: Path) -> list[str]:
        if path.suffix.lower() == PROJECT:
            return _write_project(path, bitext, choice, files, settings())
        return write_pairs(path, bitext, choice)

    warnings += write_all(arguments.outputs, write_one)
    speech.warn(warnings, quiet=arguments.quiet)
    speech.note(_summary(bitext, arguments.outputs), quiet=arguments.quiet)


def _spare_reviews(outputs: Sequence[Path]) -> None:
    """Raise `NotAllowed` where a project stands that a person has worked on: hours, and their undo."""
    from core.project import glance

    for path in outputs:
        if path.suffix.lower() == PROJECT and path.exists() and glance(path).touched:
            raise NotAllowed(
                f"“{path.name}” is a project that somebody has worked on, and is not replaced.",
                file=str(path),
                remedy="Choose another name, or remove it first.",
            )


def _options(arguments: argparse.Namespace) -> "Options":
    from core import pipeline
    from core.segment import Segmentation

    how = Segmentation(arguments.segmentation)
    return pipeline.Options(
        pipeline.SideOptions(arguments.source_lang, arguments.source_encoding, how),
        pipeline.SideOptions(arguments.target_lang, arguments.target_encoding, how),
        arguments.encoder,
    )


def _write_project(
    path: Path,
    bitext: "Bitext",
    choice: "Choice",
    files: "tuple[File, File]",
    settings: Mapping[str, str],
) -> list[str]:
    from core.project import Session

    Session.create(path, bitext, files, settings).close()
    if choice.minimum > 0:
        return [f"“{path.name}”: A project always holds every pair; the choice of pairs was not used."]
    return []


def _summary(bitext: "Bitext", outputs: Sequence[Path]) -> str:
    pairs = [pair.certainty for pair in bitext.pairs() if pair.source and pair.target]
    mean = sum(pairs) / len(pairs) if pairs else 0.0
    names = ", ".join(path.name for path in outputs)
    return f"{len(pairs):,} pairs, mean confidence {mean:.2f}; wrote {names}."
