"""The journal: patches as JSON, and what a row of entries means for undo and redo.

Every apply, undo and redo appends one entry; none is ever changed. An undo or redo names the entry it is
`of` and needs no patch of its own.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.model import Bead, Patch, PropertyChange, Segment, Splice, Status, inverse

_VERSION = 1


class Step(StrEnum):
    """What an entry records."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Entry:
    """One step in the life of a bitext: `patch` as it was applied.

    `of` is the number of the entry that was undone or redone; `beads` is how many beads there are after it.
    """

    number: int
    step: Step
    of: int | None
    patch: Patch
    beads: int


class BadJournal(ValueError):
    """The entries contradict each other or cannot be read."""


def encode(patch: Patch) -> str:
    """A patch as one line of ASCII JSON, which keeps every code point, lone surrogates too."""
    record: dict[str, Any] = {"v": _VERSION, "n": patch.name}
    if patch.author != "person":
        record["by"] = patch.author
    if patch.beads:
        record["b"] = [_splice(splice, _bead) for splice in patch.beads]
    if patch.source:
        record["s"] = [_splice(splice, _segment) for splice in patch.source]
    if patch.target:
        record["t"] = [_splice(splice, _segment) for splice in patch.target]
    if patch.properties:
        record["p"] = [[change.side, change.name, change.before, change.after] for change in patch.properties]
    if patch.swap:
        record["w"] = 1
    return json.dumps(record, separators=(",", ":"))


def decode(text: str) -> Patch:
    """The patch that `encode` wrote. Raises BadJournal."""
    try:
        record = json.loads(text)
        if record["v"] != _VERSION:
            raise BadJournal(f"patch version {record['v']}")
        return Patch(
            record["n"],
            tuple(Splice(at, _beads(old), _beads(new)) for at, old, new in record.get("b", ())),
            tuple(Splice(at, _segments(old), _segments(new)) for at, old, new in record.get("s", ())),
            tuple(Splice(at, _segments(old), _segments(new)) for at, old, new in record.get("t", ())),
            tuple(PropertyChange(*change) for change in record.get("p", ())),
            swap=bool(record.get("w", 0)),
            author=record.get("by", "person"),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise BadJournal(str(error)) from error


def entries(rows: Iterable[tuple[int, str, int | None, str | None, int]]) -> list[Entry]:
    """Entries from the table's rows (number, step, of, patch, beads), in order. Raises BadJournal."""
    known: dict[int, Entry] = {}
    for number, name, of, text, beads in rows:
        try:
            step = Step(name)
            if step is Step.DO:
                patch = decode(text or "")
            else:
                of = int(of or 0)
                patch = inverse(known[of].patch) if step is Step.UNDO else known[of].patch
        except (ValueError, KeyError) as error:
            raise BadJournal(f"entry {number}: {error}") from error
        known[number] = Entry(number, step, of, patch, beads)
    return list(known.values())


def folded(life: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What can be undone and what can be redone after these entries, the nearest last. Raises BadJournal."""
    done: list[Entry] = []
    undone: list[Entry] = []
    by_number: dict[int, Entry] = {}
    for entry in life:
        if entry.step is Step.DO:
            by_number[entry.number] = entry
            done.append(entry)
            undone.clear()
            continue
        here, there = (done, undone) if entry.step is Step.UNDO else (undone, done)
        if not here or here[-1].number != entry.of:
            raise BadJournal(f"entry {entry.number} takes entry {entry.of} out of turn")
        there.append(here.pop())
    return done, undone


def _splice(splice: Splice[Any], item: Any) -> list[Any]:
    return [splice.at, [item(one) for one in splice.before], [item(one) for one in splice.after]]


def _bead(bead: Bead) -> list[Any]:
    confidence = None if bead.confidence is None else float(bead.confidence)
    record = [list(map(int, bead.source)), list(map(int, bead.target)), confidence]
    rest = [bead.status.value, bead.note, int(bead.bookmark), bead.moved]
    return record if rest == ["open", "", 0, None] else record + rest


def _beads(records: list[list[Any]]) -> tuple[Bead, ...]:
    return tuple(_one_bead(*record) for record in records)


def _one_bead(
    source: list[int],
    target: list[int],
    confidence: float | None,
    status: str = "open",
    note: str = "",
    bookmark: int = 0,
    moved: int | None = None,
) -> Bead:
    return Bead(tuple(source), tuple(target), confidence, Status(status), note, bool(bookmark), moved)


def _segment(segment: Segment) -> list[Any]:
    record: list[Any] = [int(segment.id), int(segment.block), int(segment.start), int(segment.end)]
    return record if segment.edited is None else [*record, segment.edited]


def _segments(records: list[list[Any]]) -> tuple[Segment, ...]:
    return tuple(Segment(*record) for record in records)
