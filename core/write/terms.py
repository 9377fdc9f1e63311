"""A list of terms as tab-separated text: a header line, then source, target and row of each."""

import re
from collections.abc import Iterable
from pathlib import Path

from core.write.atomic import replacing

Term = tuple[str, str, int]
"""Words of the source, of the target, and the row where they stand, counted from 1."""

_BORDERS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def as_lines(terms: Iterable[Term]) -> str:
    """The terms without a header, a line each; tabs and line breaks inside words become a space."""
    return "".join("\t".join(_BORDERS.sub(" ", str(field)) for field in term) + "\n" for term in terms)


def write(terms: Iterable[Term], languages: tuple[str, str], path: Path) -> None:
    """Write the terms to a file, their languages over them. Raises `CannotWrite` and its kinds."""
    head = "\t".join((*languages, "row")) + "\n"
    with replacing(path) as file:
        file.write((head + as_lines(terms)).encode("utf-8", "replace"))
