"""Output files of a sub-command: all that can be written, and one error for those that cannot."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.terminal import console
from app.terminal.options import PROJECT
from core.errors import CannotWrite, DiglotError, NotAllowed

if TYPE_CHECKING:
    from core.model import Bitext
    from core.read import File
    from core.write import Choice


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
        raise CannotWrite(sentences, detail="\n".join(failure.detail for failure in failures))
    if failures:
        raise failures[0]
    return warnings


def write_pairs(path: Path, bitext: "Bitext", choice: "Choice") -> list[str]:
    """Write one file and return its warnings, each naming the file. Raises a `CannotWrite`."""
    from core import write

    return [f"“{path.name}”: {sentence}" for sentence in write.write(bitext, choice, path).warnings]


def spare_reviews(outputs: Sequence[Path]) -> None:
    """Raise `NotAllowed` if an existing project contains a person's work, which may be hours."""
    from core.project import glance

    for path in outputs:
        if path.suffix.lower() == PROJECT and path.exists() and glance(path).touched:
            raise NotAllowed(
                f"“{path.name}” is a project that somebody has worked on, and is not replaced.",
                file=str(path),
                remedy="Choose another name, or remove it first.",
            )


def write_project(
    path: Path, bitext: "Bitext", files: "tuple[File, File]", settings: Mapping[str, str]
) -> None:
    """Write a project with a new bitext and the files it was made from. Raises a `CannotWrite`."""
    from core.project import Session

    Session.create(path, bitext, files, settings).close()
