"""Term lists as tab-separated text: a header line, then the source, the target and the row of each term."""

from collections.abc import Iterable
from pathlib import Path

from core.write.atomic import replacing
from core.write.tsv import in_a_cell

Term = tuple[str, str, int]
"""Words of the source, words of the target, and the row they were collected from, counted from 1."""


def as_lines(terms: Iterable[Term]) -> str:
    """Return one line per term, without a header; tabs and line breaks inside words become a space."""
    return "".join("\t".join(in_a_cell(str(field)) for field in term) + "\n" for term in terms)


def write(terms: Iterable[Term], languages: tuple[str, str], path: Path) -> None:
    """Write the terms to a file under a header with their languages. Raises a `CannotWrite`."""
    head = "\t".join((*languages, "row")) + "\n"
    with replacing(path) as file:
        file.write((head + as_lines(terms)).encode("utf-8", "replace"))
