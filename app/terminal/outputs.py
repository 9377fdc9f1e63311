"""Output files of a sub-command: their formats and options, and one error for those that fail."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.terminal import console
from app.terminal.options import PROJECT, WrongUsage, check_outputs, listed
from core.errors import CannotWrite, DiglotError, NotAllowed
from core.model.message import Message, message

if TYPE_CHECKING:
    from core.aligned import Aligned
    from core.model import Bitext
    from core.write import OptionField, Selection, Writer


def write_all(outputs: Sequence[Path], write_one: Callable[[Path], list[str]]) -> list[str]:
    """Write every output that can be written and return the warnings. Raises one error for all that
    cannot."""
    warnings: list[str] = []
    failures: list[DiglotError] = []
    for path in outputs:
        try:
            warnings += write_one(path)
        except DiglotError as error:
            failures.append(error)
    if len(failures) > 1:
        sentences = " ".join(console.in_a_sentence(failure) for failure in failures)
        raise CannotWrite(Message(sentences), detail="\n".join(failure.detail for failure in failures))
    if failures:
        raise failures[0]
    return warnings


def add_outputs(parser: argparse.ArgumentParser, *, projects: bool = False, note: str = "") -> None:
    """Add `-o OUT`, which can be repeated, once per file, and the arguments that choose its format."""
    from core import write

    formats = listed([*write.suffixes(), *([PROJECT] if projects else [])])
    note = note or (" (a project for the window)" if projects else "")
    parser.add_argument(
        "-o",
        "--output",
        dest="outputs",
        metavar="OUT",
        type=Path,
        action="append",
        required=True,
        help=f"file to write, a {formats} by its suffix{note}; can be repeated",
    )
    parser.add_argument(
        "--format",
        dest="formats",
        metavar="ID",
        action="append",
        default=[],
        help="format of the files whose suffix several formats share: "
        + listed([writer.id for writer in write.WRITERS]),
    )
    options = "; ".join(
        f"{writer.id}: {', '.join(map(_usage, fields))}"
        for writer in write.WRITERS
        if (fields := write.option_fields(writer.options))
    )
    parser.add_argument(
        "--option",
        dest="options",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        type=_option,
        help=f"option of a format; can be repeated ({options})",
    )


def check_pair_outputs(arguments: argparse.Namespace, inputs: Sequence[Path], *, projects: bool) -> None:
    """Raise `WrongUsage` or a `CannotWrite` for impossible outputs, before any work is done."""
    from core import write

    check_outputs(arguments.outputs, inputs, (*write.suffixes(), *([PROJECT] if projects else [])))
    ids = [writer.id for writer in write.WRITERS]
    for name in arguments.formats:
        if name not in ids:
            raise WrongUsage(f"unknown format “{name}”; known formats: {', '.join(ids)}")
    exports = [path for path in arguments.outputs if path.suffix.lower() != PROJECT]
    possible = {writer.id for path in exports for writer in _sharing(path)}
    for name in arguments.formats:
        if name not in possible:
            raise WrongUsage(f"no file to write has the suffix of the format “{name}”")
    known = {
        field.name
        for path in exports
        for field in write.option_fields(writer_and_options(path, arguments)[1])
    }
    for name, _ in arguments.options:
        if name not in known:
            raise WrongUsage(f"no file to write has the option “{name}”")


def writer_and_options(path: Path, arguments: argparse.Namespace) -> tuple["Writer", Any]:
    """Return the writer of an output and its options as the arguments set them. Raises `WrongUsage`."""
    from core import write

    sharing = _sharing(path)
    named = [writer for writer in sharing if writer.id in arguments.formats]
    found = named if len(sharing) > 1 else sharing
    if len(named) > 1:
        ids = " and ".join(writer.id for writer in named)
        raise WrongUsage(f"“{path.name}” can be written in one format only, not in {ids}")
    if len(found) != 1:
        ids = " or ".join(writer.id for writer in sharing)
        raise WrongUsage(f"“{path.name}” can be written in several formats; add --format {ids}")
    options = found[0].options
    for name, word in arguments.options:
        if name in {field.name for field in write.option_fields(options)}:
            try:
                options = write.with_option(options, name, word)
            except ValueError as error:
                raise WrongUsage(f"the option “{name}” is {error}, not “{word}”") from None
    return found[0], options


def write_pairs(
    path: Path, bitext: "Bitext", selection: "Selection", arguments: argparse.Namespace
) -> list[str]:
    """Write one file and return its warnings, each naming the file. Raises a `CannotWrite`."""
    from core import write

    report = write.write(bitext, selection, path, *writer_and_options(path, arguments))
    return [f"“{path.name}”: {sentence}" for sentence in report.warnings]


def spare_reviews(outputs: Sequence[Path]) -> None:
    """Raise `NotAllowed` for an output that is a project somebody has worked on; that work would be lost."""
    from core.project import glance

    for path in outputs:
        if path.suffix.lower() == PROJECT and path.exists() and glance(path).touched:
            raise NotAllowed(
                message(
                    "“{name}” is a project that somebody has worked on, and is not replaced.", name=path.name
                ),
                file=str(path),
                remedy=message("Choose another name, or remove it first."),
            )


def write_aligned(aligned: "Aligned", selection: "Selection", arguments: argparse.Namespace) -> list[str]:
    """Write every output of a new bitext and return the warnings. Raises one error for all that cannot."""
    from core.project import Session

    def write_one(path: Path) -> list[str]:
        if path.suffix.lower() != PROJECT:
            return write_pairs(path, aligned.bitext, selection, arguments)
        Session.create(path, aligned.bitext, aligned.files, aligned.provenance.rows()).close()
        if selection.partial:
            return [f"“{path.name}”: A project always contains every pair, so the selection was ignored."]
        return []

    return write_all(arguments.outputs, write_one)


def _sharing(path: Path) -> list["Writer"]:
    """Return the writers of a file's suffix."""
    from core import write

    return [writer for writer in write.WRITERS if writer.suffix == path.suffix.lower()]


def _option(text: str) -> tuple[str, str]:
    """Return the name and the value of an option."""
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"{text!r} is not an option such as header=no")
    return name, value


def _usage(field: "OptionField") -> str:
    return f"{field.name}={'|'.join(field.values or ('yes', 'no'))}"
