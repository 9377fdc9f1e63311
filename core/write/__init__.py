"""Writers, which export a bitext as a file for other programs. `WRITERS` is the table of formats.

A new format is one module with a writer (see `core.write.writer`) and one row of `WRITERS`.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from core.model import Bitext, check
from core.model.message import message
from core.write.atomic import ready, replacing
from core.write.bitext_units import selected_units, units_in_rows
from core.write.ladder import Ladder
from core.write.options import OptionField, option_fields, with_option
from core.write.report import Report
from core.write.selection import EVERYTHING, Selection
from core.write.tmx import Tmx
from core.write.tsv import Tsv
from core.write.unit import Unit, Units, UnitText, Variant
from core.write.writer import Writer
from core.write.xlsx import Xlsx

WRITERS: tuple[Writer, ...] = (Tmx(), Xlsx(), Tsv(), Ladder())
"""Every format that Diglot exports; if several share a suffix, the user must name the one to use."""


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of all formats, each once."""
    return tuple(dict.fromkeys(writer.suffix for writer in WRITERS))


def write(
    bitext: Bitext, selection: Selection, path: Path, writer: Writer | None = None, options: Any = None
) -> Report:
    """Write the selected pairs with a writer, by default the one of the suffix of `path`.

    `options` are the writer's own, by default its defaults. An existing file is replaced only once the new
    one is complete. Raises ValueError if the suffix does not identify a writer, `BrokenLaw` for a bitext that
    must not leave the program, and a `CannotWrite`.
    """
    writer = writer or writer_for(path)
    check(bitext)
    units = selected_units(bitext, EVERYTHING if writer.needs_all_pairs else selection)
    with replacing(path) as file:
        report = writer.write(units, writer.options if options is None else options, file)
    if writer.needs_all_pairs and selection.partial:
        unused = message("A file of this format always contains every pair, so the selection was ignored.")
        return replace(report, warnings=(*report.warnings, unused))
    return report


def count(bitext: Bitext, selection: Selection, writer: Writer | None = None) -> int:
    """Return how many pairs are selected, or, given a writer, how many of them its file will hold."""
    if writer is None:
        return sum(1 for pair in bitext.pairs() if selection.takes(pair))
    return writer.count(selected_units(bitext, EVERYTHING if writer.needs_all_pairs else selection))


def writer_by_id(id_: str) -> Writer:
    """Return the writer with this id. Raises KeyError."""
    return {writer.id: writer for writer in WRITERS}[id_]


def writer_for(path: Path) -> Writer:
    """Return the only writer of a file's suffix. Raises ValueError if there is none, or more than one."""
    found = [writer for writer in WRITERS if writer.suffix == path.suffix.lower()]
    if not found:
        raise ValueError(f"no writer for “{path.suffix}”; there are {', '.join(suffixes())}")
    if len(found) > 1:
        raise ValueError(f"several writers for “{path.suffix}”: {', '.join(one.id for one in found)}")
    return found[0]


__all__ = [
    "EVERYTHING",
    "WRITERS",
    "OptionField",
    "Report",
    "Selection",
    "Unit",
    "UnitText",
    "Units",
    "Variant",
    "Writer",
    "count",
    "option_fields",
    "ready",
    "replacing",
    "selected_units",
    "suffixes",
    "units_in_rows",
    "with_option",
    "write",
    "writer_by_id",
    "writer_for",
]
