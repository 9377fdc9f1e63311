"""Tiny dictionaries, made for a test: nothing depends on those of the machine."""

from collections.abc import Iterable
from pathlib import Path

AFFIXES = """\
SET UTF-8
TRY esianrtolcdugmphbyfvkwüäöß
SFX E Y 1
SFX E 0 n e
"""


def dictionary(folder: Path, name: str, words: Iterable[str], affixes: str = AFFIXES) -> Path:
    """Write a dictionary and return its `.aff` file."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = list(words)
    aff = folder / f"{name}.aff"
    aff.write_text(affixes, encoding="utf-8")
    aff.with_suffix(".dic").write_text("\n".join([str(len(lines)), *lines, ""]), encoding="utf-8")
    return aff
