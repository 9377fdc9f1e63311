"""The tables of a project file, and a bitext in and out of them.

A text stands in its column as TEXT; where it holds a lone surrogate, which UTF-8 has no bytes for, as a BLOB
written with `surrogatepass`. So every text comes back to the letter, and stays legible in other programs.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
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
)

APPLICATION_ID = 0x44676C74  # "Dglt"
VERSION = 1

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


class Original(Protocol):
    """A file's name and bytes, as `core.read.File` has them."""

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
        """The state after one more patch. Raises what `core.model.apply` raises."""
        documents = (self.documents[1], self.documents[0]) if patch.swap else self.documents
        return State(apply(self.bitext, patch), number, documents)


def write_documents(db: sqlite3.Connection, bitext: Bitext, files: Sequence[Original]) -> None:
    """What no patch changes: the files' bytes, blocks and strikes."""
    for number, name in enumerate(SIDES):
        side, file = bitext.side(name), files[number]
        document = side.document
        db.execute("INSERT INTO files VALUES (?, ?, ?)", (number, _out(file.name), file.data))
        about = (document.format, document.language, document.digest, document.encoding, side.cut_by)
        db.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, name, _out(document.name), *about, int(side.next_id), json.dumps(document.warnings)),
        )
        db.executemany(
            "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, at, block.kind.value, _out(block.text), json.dumps(block.place), int(block.level))
                for at, block in enumerate(document.blocks)
            ),
        )
        db.executemany(
            "INSERT INTO strikes (document, block, first, stop, rule) VALUES (?, ?, ?, ?, ?)",
            ((number, one.block, one.start, one.end, _out(one.rule)) for one in document.strikes),
        )


def write_snapshot(db: sqlite3.Connection, state: State) -> None:
    """What patches change, all of it, as it stands in `state`."""
    db.execute("DELETE FROM segments")
    db.execute("DELETE FROM beads")
    for name, number in zip(SIDES, state.documents, strict=True):
        side = state.bitext.side(name)
        db.execute(
            "UPDATE documents SET side = ?, name = ?, language = ?, next_id = ? WHERE id = ?",
            (name, _out(side.document.name), side.document.language, int(side.next_id), number),
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
    """The state last written. Raises ValueError, TypeError or KeyError where the tables hold nonsense."""
    numbers = dict(db.execute("SELECT side, id FROM documents").fetchall())
    documents = int(numbers["source"]), int(numbers["target"])
    sides = [_side(db, number) for number in documents]
    beads = tuple(
        _bead(*row)
        for row in db.execute(
            "SELECT source, target, confidence, status, note, bookmark, moved FROM beads ORDER BY number"
        )
    )
    number = int(db.execute("SELECT value FROM meta WHERE name = 'snapshot'").fetchone()[0])
    return State(Bitext(sides[0], sides[1], beads), number, documents)


def read_original(db: sqlite3.Connection, state: State, side: SideName) -> tuple[str, bytes]:
    """The name and bytes of the file that one side came from."""
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
        tuple(
            Block(BlockKind(kind), _in(text), _place(place), level)
            for kind, text, place, level in _ordered(db, "kind, text, place, level", "blocks", number)
        ),
        encoding,
        tuple(
            Strike(block, first, stop, _in(rule))
            for block, first, stop, rule in _ordered(db, "block, first, stop, rule", "strikes", number)
        ),
        tuple(json.loads(warnings)),
    )
    segments = tuple(
        Segment(id_, block, first, stop, None if edited is None else _in(edited))
        for id_, block, first, stop, edited in _ordered(
            db, "id, block, first, stop, edited", "segments", number
        )
    )
    return Side(document, segments, cut_by, next_id)


def _ordered(db: sqlite3.Connection, columns: str, table: str, number: int) -> Iterable[Any]:
    return db.execute(f"SELECT {columns} FROM {table} WHERE document = ? ORDER BY number", (number,))


def _bead_row(at: int, bead: Bead) -> tuple[Any, ...]:
    confidence = None if bead.confidence is None else float(bead.confidence)
    ids = [json.dumps(list(map(int, bead.ids(name))), separators=(",", ":")) for name in SIDES]
    return (at, *ids, confidence, bead.status.value, _out(bead.note), int(bead.bookmark), bead.moved)


def _bead(
    source: str,
    target: str,
    confidence: float | None,
    status: str,
    note: Any,
    bookmark: int,
    moved: int | None,
) -> Bead:
    ids = tuple(json.loads(source)), tuple(json.loads(target))
    sure = None if confidence is None else float(confidence)  # SQLite puts any type into any column
    link = None if moved is None else int(moved)
    return Bead(*ids, sure, Status(status), _in(note), bool(bookmark), link)


def _place(text: str) -> Place:
    return tuple((str(name), value) for name, value in json.loads(text))


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
