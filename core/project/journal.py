"""The journal: patches as JSON, and the effect of a sequence of entries on undo and redo.

Every apply, amend, undo and redo appends one entry; none is ever changed. An undo or redo names the entry it
is `of` and needs no patch of its own. An amendment names the entry with which it makes one step.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.model import Bead, Patch, PropertyChange, Segment, Splice, Status, Strike, combined, inverse
from core.model.message import from_json, to_json

_VERSION = 2
_READABLE = (1, _VERSION)  # version 1 had no strikes
_AT_A_TIME = 200
_json = json.JSONEncoder(separators=(",", ":")).encode


class Step(StrEnum):
    """The kind of an entry."""

    DO = "do"
    AMEND = "amend"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Entry:
    """One step in the history of a bitext: `patch` as it was applied.

    `of` is the number of the entry that was undone, redone or amended; `beads` is the number of beads after
    it. `whole` is what an undo reverts: for an amendment, the step that it amends and its own patch combined.
    """

    number: int
    step: Step
    of: int | None
    patch: Patch
    beads: int
    whole: Patch


class BadJournal(ValueError):
    """The entries contradict each other or cannot be read."""


def encode(patch: Patch) -> str:
    """Return a patch as one line of ASCII JSON, which keeps every code point, even lone surrogates."""
    fields = [f'"v":{_VERSION},"n":{_json(to_json(patch.name))}']
    if patch.author != "person":
        fields.append(f'"by":{_json(patch.author)}')
    splices: tuple[tuple[str, Sequence[Splice[Any]], Callable[[Any], Any]], ...] = (
        ("b", patch.beads, _bead),
        ("s", patch.source, _segment),
        ("t", patch.target, _segment),
        ("ss", patch.source_strikes, _strike),
        ("ts", patch.target_strikes, _strike),
    )
    fields += [
        f'"{name}":[{",".join([_splice(one, item) for one in some])}]' for name, some, item in splices if some
    ]
    if patch.properties:
        changes = [[change.side, change.name, change.before, change.after] for change in patch.properties]
        fields.append(f'"p":{_json(changes)}')
    if patch.swap:
        fields.append('"w":1')
    return f"{{{','.join(fields)}}}"


def decode(text: str) -> Patch:
    """Return the patch that `encode` wrote. Raises BadJournal."""
    try:
        record = json.loads(text)
        if record["v"] not in _READABLE:
            raise BadJournal(f"patch version {record['v']}")
        return Patch(
            from_json(record["n"]),
            tuple(Splice(at, _beads(old), _beads(new)) for at, old, new in record.get("b", ())),
            tuple(Splice(at, _segments(old), _segments(new)) for at, old, new in record.get("s", ())),
            tuple(Splice(at, _segments(old), _segments(new)) for at, old, new in record.get("t", ())),
            tuple(PropertyChange(*change) for change in record.get("p", ())),
            swap=bool(record.get("w", 0)),
            author=record.get("by", "person"),
            source_strikes=tuple(
                Splice(at, _strikes(old), _strikes(new)) for at, old, new in record.get("ss", ())
            ),
            target_strikes=tuple(
                Splice(at, _strikes(old), _strikes(new)) for at, old, new in record.get("ts", ())
            ),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise BadJournal(str(error)) from error


def entries(rows: Iterable[tuple[int, str, int | None, str | None, int]]) -> list[Entry]:
    """Return entries from the table's rows (number, step, of, patch, beads), in order. Raises BadJournal."""
    known: dict[int, Entry] = {}
    for number, name, of, text, beads in rows:
        try:
            step = Step(name)
            patch, whole = _patches(step, None if step is Step.DO else known[of or 0].whole, text or "")
        except (ValueError, KeyError) as error:
            raise BadJournal(f"entry {number}: {error}") from error
        known[number] = Entry(number, step, of, patch, beads, whole)
    return list(known.values())


def _patches(step: Step, earlier: Patch | None, text: str) -> tuple[Patch, Patch]:
    """Return an entry's own patch and its whole step; `earlier` is the whole step of the entry it is of."""
    if step is Step.UNDO or step is Step.REDO:
        assert earlier is not None
        return (inverse(earlier) if step is Step.UNDO else earlier), earlier
    patch = decode(text)
    whole = patch if earlier is None else combined(earlier, patch)
    if whole is None:
        raise BadJournal("it amends what it does not fit")
    return patch, whole


def size(patch: Patch) -> int:
    """Return the number of rows and segments that a patch changes."""
    return sum(
        len(splice.after) for splices in (patch.beads, patch.source, patch.target) for splice in splices
    )


def folded(history: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return what can be undone and what can be redone after these entries, the nearest last. Raises
    BadJournal."""
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in history:
        here = undone if entry.step is Step.REDO else done
        if entry.step is not Step.DO and (not here or here[-1].number != entry.of):
            raise BadJournal(f"entry {entry.number} takes entry {entry.of} out of turn")
        match entry.step:
            case Step.DO:
                done.append(entry)
                undone.clear()
            case Step.AMEND:
                done.pop()
                done += undoable_steps(entry)
                undone.clear()
            case Step.UNDO:
                undone.append(done.pop())
            case Step.REDO:
                done.append(undone.pop())
    return done, undone


def undoable_steps(amendment: Entry) -> list[Entry]:
    """Return the step to undo after an amendment, in a list: empty if the whole step ends as it began."""
    return [] if amendment.whole.empty else [amendment]


def _splice(splice: Splice[Any], item: Callable[[Any], Any]) -> str:
    return f"[{int(splice.at)},[{_items(splice.before, item)}],[{_items(splice.after, item)}]]"


def _items(some: Sequence[Any], item: Callable[[Any], Any]) -> str:
    """Return items as JSON, some at a time: made at once, a whole book would hold up every other thread."""
    parts = (some[at : at + _AT_A_TIME] for at in range(0, len(some), _AT_A_TIME))
    return ",".join([_json([item(one) for one in part])[1:-1] for part in parts])


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


def _strike(strike: Strike) -> list[Any]:
    return [int(strike.block), int(strike.start), int(strike.end), strike.rule]


def _strikes(records: list[list[Any]]) -> tuple[Strike, ...]:
    return tuple(Strike(*record) for record in records)
