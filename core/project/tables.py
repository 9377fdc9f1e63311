"""The tables of a project file, and reading and writing a bitext.

A text is stored in its column as TEXT, or, if it holds a lone surrogate, which UTF-8 cannot encode, as a BLOB
written with `surrogatepass`. So every text is preserved exactly, and stays legible in other programs.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from core.model import (
    SIDES,
    Bead,
    Bitext,
    Block,
    BlockKind,
    Document,
    Patch,
    Place,
    Segment,
    Side,
    SideName,
    Status,
    Strike,
    apply,
    many,
)
from core.model.message import from_json, to_json

APPLICATION_ID = 0x44676C74  # "Dglt"
VERSION = 2

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, side TEXT NOT NULL, name TEXT NOT NULL, format TEXT NOT NULL,
  language TEXT NOT NULL, digest TEXT NOT NULL, encoding TEXT NOT NULL, cut_by TEXT NOT NULL,
  next_id INTEGER NOT NULL, warnings TEXT NOT NULL);
CREATE TABLE files (document INTEGER PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL);
CREATE TABLE blocks (
  document INTEGER NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
  place TEXT NOT NULL, level INTEGER NOT NULL, PRIMARY KEY (document, number));
CREATE TABLE strikes (
  number INTEGER PRIMARY KEY, document INTEGER NOT NULL, block INTEGER NOT NULL,
  first INTEGER NOT NULL, stop INTEGER NOT NULL, rule TEXT NOT NULL);
CREATE TABLE segments (
  document INTEGER NOT NULL, number INTEGER NOT NULL, id INTEGER NOT NULL, block INTEGER NOT NULL,
  first INTEGER NOT NULL, stop INTEGER NOT NULL, edited TEXT, PRIMARY KEY (document, number));
CREATE TABLE beads (
  number INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, confidence REAL,
  status TEXT NOT NULL, note TEXT NOT NULL, bookmark INTEGER NOT NULL, moved INTEGER);
CREATE TABLE journal (
  number INTEGER PRIMARY KEY, time TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  step TEXT NOT NULL, of INTEGER, name TEXT NOT NULL, patch TEXT, beads INTEGER NOT NULL);
"""


_KINDS = {kind.value: kind for kind in BlockKind}
_STATUSES = {status.value: status for status in Status}


class Original(Protocol):
    """A file's name and bytes, as in `core.read.File`."""

    @property
    def name(self) -> str:
        """The file's name without its folder."""

    @property
    def data(self) -> bytes:
        """All its bytes."""


@dataclass(frozen=True, slots=True)
class State:
    """A bitext after `number` journal entries. `documents`: the numbers of the source's and the target's."""

    bitext: Bitext
    number: int = 0
    documents: tuple[int, int] = (0, 1)

    def after(self, patch: Patch, number: int) -> "State":
        """Return the state after one more patch. Raises what `core.model.apply` raises."""
        documents = (self.documents[1], self.documents[0]) if patch.swap else self.documents
        return State(apply(self.bitext, patch), number, documents)


def write_documents(db: sqlite3.Connection, bitext: Bitext, files: Sequence[Original]) -> None:
    """Write what no patch changes: the files' bytes and blocks."""
    for number, name in enumerate(SIDES):
        side, file = bitext.side(name), files[number]
        document = side.document
        db.execute("INSERT INTO files VALUES (?, ?, ?)", (number, _out(file.name), file.data))
        about = (document.format, document.language, document.digest, document.encoding, side.cut_by)
        db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                name,
                _out(document.name),
                *about,
                int(side.next_id),
                json.dumps([to_json(one) for one in document.warnings]),
            ),
        )
        db.executemany(
            "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, at, block.kind.value, _out(block.text), json.dumps(block.place), int(block.level))
                for at, block in enumerate(document.blocks)
            ),
        )


def write_snapshot(db: sqlite3.Connection, state: State) -> None:
    """Write all that patches change, as it is in `state`."""
    db.execute("DELETE FROM strikes")
    db.execute("DELETE FROM segments")
    db.execute("DELETE FROM beads")
    for name, number in zip(SIDES, state.documents, strict=True):
        side = state.bitext.side(name)
        db.execute(
            "UPDATE documents SET side = ?, name = ?, language = ?, cut_by = ?, next_id = ? WHERE id = ?",
            (name, _out(side.document.name), side.document.language, side.cut_by, int(side.next_id), number),
        )
        db.executemany(
            "INSERT INTO strikes (document, block, first, stop, rule) VALUES (?, ?, ?, ?, ?)",
            (
                (number, int(one.block), int(one.start), int(one.end), _out(one.rule))
                for one in side.document.strikes
            ),
        )
        db.executemany(
            "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (number, at, int(one.id), int(one.block), int(one.start), int(one.end), _out(one.edited))
                for at, one in enumerate(side.segments)
            ),
        )
    db.executemany(
        "INSERT INTO beads VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (_bead_row(at, bead) for at, bead in enumerate(state.bitext.beads)),
    )
    db.execute("INSERT OR REPLACE INTO meta VALUES ('snapshot', ?)", (str(state.number),))


def read_snapshot(db: sqlite3.Connection) -> State:
    """Return the state last written. Raises ValueError, TypeError or KeyError if the tables hold nonsense."""
    numbers = dict(db.execute("SELECT side, id FROM documents").fetchall())
    documents = int(numbers["source"]), int(numbers["target"])
    sides = [_side(db, number) for number in documents]
    number = int(db.execute("SELECT value FROM meta WHERE name = 'snapshot'").fetchone()[0])
    return State(Bitext(sides[0], sides[1], _beads(db)), number, documents)


def read_original(db: sqlite3.Connection, state: State, side: SideName) -> tuple[str, bytes]:
    """Return the name and bytes of the file from which one side was read."""
    number = state.documents[SIDES.index(side)]
    name, data = db.execute("SELECT name, bytes FROM files WHERE document = ?", (number,)).fetchone()
    return _in(name), bytes(data)


def _side(db: sqlite3.Connection, number: int) -> Side:
    name, format_, language, digest, encoding, cut_by, next_id, warnings = db.execute(
        "SELECT name, format, language, digest, encoding, cut_by, next_id, warnings FROM documents"
        " WHERE id = ?",
        (number,),
    ).fetchone()
    document = Document(
        _in(name),
        format_,
        language,
        digest,
        _blocks(db, number),
        encoding,
        _strikes(db, number),
        tuple(map(from_json, json.loads(warnings))),
    )
    return Side(document, _segments(db, number), cut_by, next_id)


# A book has hundreds of thousands of these. They are read by columns: one call or `map` over a column takes a
# fraction of the time of a function called for each row.


def _blocks(db: sqlite3.Connection, number: int) -> tuple[Block, ...]:
    kinds, texts, places, levels = _columns(db, "kind, text, place, level", "blocks", number)
    return many(Block, map(_KINDS.__getitem__, kinds), map(_in, texts), _places(places), levels)


def _strikes(db: sqlite3.Connection, number: int) -> tuple[Strike, ...]:
    blocks, firsts, stops, rules = _columns(db, "block, first, stop, rule", "strikes", number)
    return tuple(map(Strike, blocks, firsts, stops, map(_in, rules)))


def _segments(db: sqlite3.Connection, number: int) -> tuple[Segment, ...]:
    *spans, edited = _columns(db, "id, block, first, stop, edited", "segments", number)
    return many(Segment, *spans, [None if text is None else _in(text) for text in edited])


def _beads(db: sqlite3.Connection) -> tuple[Bead, ...]:
    sources, targets, sure, statuses, notes, bookmarks, links = _columns(
        db, "source, target, confidence, status, note, bookmark, moved", "beads"
    )
    return many(
        Bead,
        map(tuple, _lists(sources)),
        map(tuple, _lists(targets)),
        [None if one is None else float(one) for one in sure],  # SQLite puts any type into any column
        map(_STATUSES.__getitem__, statuses),
        map(_in, notes),
        map(bool, bookmarks),
        [None if one is None else int(one) for one in links],
    )


def _columns(
    db: sqlite3.Connection, names: str, table: str, document: int | None = None
) -> Sequence[tuple[Any, ...]]:
    """Return columns of a table, in the order of its numbers; only one document's rows if it holds those of
    both."""
    where = "" if document is None else f" WHERE document = {document:d}"
    rows = db.execute(f"SELECT {names} FROM {table}{where} ORDER BY number").fetchall()
    return tuple(zip(*rows, strict=True)) or ((),) * (names.count(",") + 1)


def _lists(texts: Sequence[str]) -> list[Any]:
    """Return the value of each of these JSON texts. Raises ValueError."""
    found: list[Any] = json.loads(f"[{','.join(texts)}]")
    if len(found) != len(texts):
        raise ValueError("a cell holds more than one list")
    return found


def _bead_row(at: int, bead: Bead) -> tuple[Any, ...]:
    confidence = None if bead.confidence is None else float(bead.confidence)
    ids = [json.dumps(list(map(int, bead.ids(name))), separators=(",", ":")) for name in SIDES]
    return (at, *ids, confidence, bead.status.value, _out(bead.note), int(bead.bookmark), bead.moved)


def _places(texts: Sequence[str]) -> Iterator[Place]:
    return (tuple((str(name), value) for name, value in place) for place in _lists(texts))


def _out(text: str | None) -> str | bytes | None:
    if text is None:
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def _in(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")
