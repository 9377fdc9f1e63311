"""Files that are no sound projects are refused in a sentence and stay as they were."""

import sqlite3
from pathlib import Path

import pytest

from core.errors import Broken, DiglotError, Missing, Newer
from core.model import Bitext
from core.project import Session
from core.read import File


def broken_file(kind: str, path: Path, bitext: Bitext, files: tuple[File, File]) -> None:
    if kind == "junk":
        path.write_bytes(bytes(range(256)) * 40)
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "folder":
        path.mkdir()
    elif kind == "another database":
        db = sqlite3.connect(path)
        db.execute("CREATE TABLE t (x)")
        db.close()
    elif kind != "missing":
        Session.create(path, bitext, files, {}).close()
        db = sqlite3.connect(path)
        db.execute(DAMAGE[kind])
        db.commit()
        db.close()


DAMAGE = {
    "newer": "PRAGMA user_version = 99",
    "version 0": "PRAGMA user_version = 0",
    "a row gone": "DELETE FROM beads WHERE number = 1",
    "a table gone": "DROP TABLE segments",
    "no snapshot": "DELETE FROM meta",
    "no documents": "DELETE FROM documents",
    "a silly status": "UPDATE beads SET status = 'perhaps'",
    "silly ids": "UPDATE beads SET source = 'x'",
    "a foreign entry": "INSERT INTO journal (number, step, name, patch, beads) VALUES"
    " (1, 'undo', 'x', NULL, 0)",
    "an entry that does not fit": "INSERT INTO journal (number, step, name, patch, beads) VALUES"
    """ (1, 'do', 'x', '{"v":1,"n":"x","b":[[0,[[[7],[7],null]],[]]]}', 0)""",
    "an entry that breaks a law": "INSERT INTO journal (number, step, name, patch, beads) VALUES"
    """ (1, 'do', 'x', '{"v":1,"n":"x","b":[[0,[[[0],[0],0.9]],[]]]}', 0)""",
    "a block that is not there": "UPDATE segments SET block = 99 WHERE document = 0 AND number = 4",
    "letters for a number": "UPDATE segments SET first = 'x'",
    "letters for a confidence": "UPDATE beads SET confidence = 'x'",
    "text outside": "UPDATE blocks SET text = ''",
}


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("junk", Broken),
        ("empty", Broken),
        ("folder", Missing),
        ("missing", Missing),
        ("another database", Broken),
        *((kind, Newer if kind == "newer" else Broken) for kind in DAMAGE),
    ],
)
def test_what_is_no_sound_project_is_refused_in_a_sentence_and_left_alone(
    kind: str, error: type[DiglotError], tmp_path: Path, bitext: Bitext, files: tuple[File, File]
) -> None:
    path = tmp_path / "bad.diglot"
    broken_file(kind, path, bitext, files)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error, match=r"“bad\.diglot”") as raised:
        Session.open(path)
    assert raised.value.remedy
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [one.name for one in tmp_path.iterdir() if one != path] == []


def test_a_truncated_project_is_refused(session: Session) -> None:
    path = session.path
    session.close()
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(Broken):
        Session.open(path)
