"""A list of terms as tab-separated text: a header line, then source, target and row of each."""

from collections.abc import Iterable
from pathlib import Path

from core.write.atomic import replacing
from core.write.tsv import in_a_cell

Term = tuple[str, str, int]
"""Words of the source, of the target, and the row where they stand, counted from 1."""


def as_lines(terms: Iterable[Term]) -> str:
    """The terms without a header, a line each; tabs and line breaks inside words become a space."""
    return "".join("\t".join(in_a_cell(str(field)) for field in term) + "\n" for term in terms)


def write(terms: Iterable[Term], languages: tuple[str, str], path: Path) -> None:
    """Write the terms to a file, their languages over them. Raises `CannotWrite` and its kinds."""
    head = "\t".join((*languages, "row")) + "\n"
    with replacing(path) as file:
        file.write((head + as_lines(terms)).encode("utf-8", "replace"))
