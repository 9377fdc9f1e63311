"""The files that a sub-command writes: all that can be written, and one failure that tells of the others."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.terminal import speech
from core.errors import CannotWrite, DiglotError

if TYPE_CHECKING:
    from core.model import Bitext
    from core.write import Choice


def write_all(outputs: Sequence[Path], write_one: Callable[[Path], list[str]]) -> list[str]:
    """Write every output that can be written; the warnings. Raises for those that cannot, all in one."""
    warnings: list[str] = []
    failures: list[DiglotError] = []
    for path in outputs:
        try:
            warnings += write_one(path)
        except DiglotError as error:
            failures.append(error)
    if len(failures) > 1:
        sentences = " ".join(speech.in_a_sentence(failure) for failure in failures)
        raise CannotWrite(sentences, detail="\n".join(failure.detail for failure in failures))
    if failures:
        raise failures[0]
    return warnings


def write_pairs(path: Path, bitext: "Bitext", choice: "Choice") -> list[str]:
    """Write one file; its warnings, each naming the file. Raises a `CannotWrite`."""
    from core import write

    return [f"“{path.name}”: {sentence}" for sentence in write.write(bitext, choice, path).warnings]
