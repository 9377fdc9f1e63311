"""Saving: under another name, on a full disk, where writing is not allowed, and over something else."""

import errno
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.errors import Broken, CannotWrite, DiglotError, Locked, NoSpace, NotAllowed
from core.model import Bitext, Patch
from core.project import Session
from core.project.faults import explained
from core.read import File
from core.review import verbs
from tests.core.project.lives import killed
from tests.stories.story import made


def fill_up(session: Session) -> Callable[[], None]:
    """Let the session's file not grow any more; the result lets it grow again."""
    db = session._store._db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    return lambda: db.execute("PRAGMA max_page_count = 1000000").close()


def long_note(bitext: Bitext) -> Patch:
    return verbs.note(bitext, 0, "n" * 100_000)


def test_save_as_moves_the_session_and_leaves_the_old_file_usable(session: Session, tmp_path: Path) -> None:
    session.apply(verbs.merge_next(session.bitext, 0))
    draft, expected = session.path, session.bitext
    session.save_as(tmp_path / "other.diglot")
    assert session.path == tmp_path / "other.diglot"
    session.apply(verbs.accept(session.bitext, (0,)))
    with Session.open(draft) as old:
        assert (old.bitext, str(old.undo_name)) == (expected, "Merge rows 1 and 2")
    with Session.open(killed(session, tmp_path)) as found:
        assert found.bitext == session.bitext
        assert found.revision == 2
    session.undo()
    session.undo()
    assert session.undo_name is None


def test_save_as_over_itself_is_a_flush(session: Session) -> None:
    session.apply(verbs.merge_next(session.bitext, 0))
    session.save_as(session.path)
    session.apply(verbs.merge_next(session.bitext, 0))
    assert session.saved


def test_save_as_replaces_another_project_but_not_one_that_is_open(
    session: Session, tmp_path: Path, files: tuple[File, File]
) -> None:
    other = Session.create(tmp_path / "other.diglot", made(["A. | X."])[0], files, {})
    with pytest.raises(Locked):
        session.save_as(other.path)
    assert session.path == tmp_path / "novel.diglot"
    other.close()
    session.save_as(other.path)
    assert session.path == other.path
    session.apply(verbs.merge_next(session.bitext, 0))
    with Session.open(killed(session, tmp_path)) as found:
        assert found.bitext == session.bitext


@pytest.mark.parametrize("place", ["nowhere/novel.diglot", "a_file/novel.diglot", "a_folder"])
def test_a_place_that_cannot_be_written_is_told_and_nothing_is_lost(
    session: Session, tmp_path: Path, place: str
) -> None:
    (tmp_path / "a_file").write_text("x")
    (tmp_path / "a_folder").mkdir()
    with pytest.raises(NotAllowed, match=r"“.*” could not be saved") as raised:
        session.save_as(tmp_path / place)
    assert raised.value.file == str(tmp_path / place)
    session.apply(verbs.merge_next(session.bitext, 0))
    assert session.saved
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("novel")) == [
        "a_file",
        "a_folder",
    ]


def test_a_full_disk_keeps_the_change_pending_until_there_is_room(session: Session, tmp_path: Path) -> None:
    session.apply(verbs.merge_next(session.bitext, 0))
    committed = session.bitext
    make_room = fill_up(session)
    session.apply(long_note(session.bitext))
    session.apply(verbs.accept(session.bitext, (0,)))
    assert isinstance(session.trouble, NoSpace)
    assert not session.saved
    assert session.bitext.beads[0].note
    with Session.open(killed(session, tmp_path)) as found:
        assert found.bitext == committed
    with pytest.raises(NoSpace, match="no room left"):
        session.flush()
    with pytest.raises(NoSpace):
        session.close()
    make_room()
    session.flush()
    assert session.saved
    assert session.trouble is None
    with Session.open(killed(session, tmp_path)) as found:
        assert (found.bitext, found.revision) == (session.bitext, 3)


def test_with_a_full_disk_saving_elsewhere_takes_the_pending_changes_along(
    session: Session, tmp_path: Path
) -> None:
    fill_up(session)
    session.apply(long_note(session.bitext))
    session.save_as(tmp_path / "elsewhere.diglot")
    assert session.saved
    assert session.trouble is None
    with Session.open(killed(session, tmp_path)) as found:
        assert found.bitext == session.bitext
        assert str(found.undo_name) == "Note on row 1"


def test_a_file_taken_away_while_open_is_told_and_can_be_saved_again(
    session: Session, tmp_path: Path
) -> None:
    path = session.path
    os.replace(path, tmp_path / "taken.diglot")
    session.apply(verbs.merge_next(session.bitext, 0))
    assert isinstance(session.trouble, NotAllowed)
    assert "moved, replaced or deleted" in str(session.trouble.sentence)
    session.save_as(path)
    assert session.saved
    with Session.open(killed(session, tmp_path)) as found:
        assert found.bitext == session.bitext


def test_a_file_that_another_program_put_there_is_not_overwritten(session: Session, tmp_path: Path) -> None:
    path, other = session.path, tmp_path / "from the other machine.diglot"
    Session.create(other, *made(("One. | Eins.",)), {}).close()
    theirs = other.read_bytes()
    os.replace(other, path)
    session.apply(verbs.merge_next(session.bitext, 0))
    assert isinstance(session.trouble, NotAllowed)
    with pytest.raises(NotAllowed, match="moved, replaced or deleted"):
        session.close()
    session.save_as(tmp_path / "mine.diglot")
    assert path.read_bytes() == theirs
    assert session.saved


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, NoSpace),
        (sqlite3.SQLITE_IOERR_WRITE, NoSpace),
        (sqlite3.SQLITE_IOERR_READ, CannotWrite),
        (sqlite3.SQLITE_READONLY, NotAllowed),
        (sqlite3.SQLITE_CANTOPEN, NotAllowed),
        (sqlite3.SQLITE_BUSY, Locked),
        (sqlite3.SQLITE_CORRUPT, Broken),
        (sqlite3.SQLITE_TOOBIG, CannotWrite),
        (sqlite3.SQLITE_NOMEM, CannotWrite),
        (sqlite3.SQLITE_PROTOCOL, CannotWrite),
    ],
)
def test_what_sqlite_says_becomes_a_sentence(tmp_path: Path, code: int, kind: type[DiglotError]) -> None:
    fault = sqlite3.OperationalError("technical")
    fault.sqlite_errorcode = code
    with pytest.raises(kind, match=r"“x\.diglot”") as raised, explained(tmp_path / "x.diglot"):
        raise fault
    assert raised.value.remedy
    assert "technical" in raised.value.detail


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (errno.EDQUOT, NoSpace, "no room left"),
        (errno.EACCES, NotAllowed, "do not have permission to write"),
        (errno.EROFS, NotAllowed, "is read-only"),
        (errno.ENAMETOOLONG, NotAllowed, "too long"),
        (errno.EIO, CannotWrite, "disk reported an error"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(
    tmp_path: Path, code: int, kind: type[DiglotError], words: str
) -> None:
    with pytest.raises(kind, match=words) as raised, explained(tmp_path / "x.diglot"):
        raise OSError(code, "technical")
    assert "“x.diglot”" in str(raised.value.sentence)
    assert raised.value.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="the longest name of a file as POSIX has it")
@pytest.mark.parametrize("letters", ["書" * 90, "x" * 245])
def test_a_name_too_long_for_the_disk_is_told(
    tmp_path: Path, bitext: Bitext, files: tuple[File, File], letters: str
) -> None:
    with pytest.raises(NotAllowed, match="too long"):
        Session.create(tmp_path / f"{letters}.diglot", bitext, files, {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("failure", [MemoryError(), sqlite3.ProgrammingError("closed"), KeyError("bug")])
def test_whatever_keeps_a_change_from_the_file_is_trouble_until_it_is_there(
    session: Session, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    def fails(_: object) -> None:
        raise failure

    with monkeypatch.context() as patch:
        patch.setattr(session._store, "append", fails)
        session.apply(verbs.merge_next(session.bitext, 0))
        assert isinstance(session.trouble, CannotWrite)
        assert not session.saved
        with pytest.raises(CannotWrite) as raised:
            session.close()
        assert raised.value.__cause__ is failure
    session.flush()
    assert session.saved
    assert session.trouble is None


def test_our_own_mistakes_with_sqlite_stay_bugs(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.ProgrammingError), explained(tmp_path):
        raise sqlite3.ProgrammingError("closed")


def leave_a_hot_journal(path: Path) -> None:
    """As if a program had been killed in the middle of a write to `path`, and the file then deleted."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("CREATE TABLE t (x)")
    db.execute("INSERT INTO t VALUES (zeroblob(100000))")
    db.execute("BEGIN")
    db.execute("UPDATE t SET x = randomblob(100000)")
    journal = path.with_name(path.name + "-journal")
    kept = journal.read_bytes()
    db.close()
    path.unlink()
    journal.write_bytes(kept)


def test_a_new_project_is_not_spoilt_by_the_journal_of_an_older_file(
    tmp_path: Path, bitext: Bitext, files: tuple[File, File]
) -> None:
    path = tmp_path / "novel.diglot"
    leave_a_hot_journal(path)
    with Session.create(path, bitext, files, {}) as session:
        assert session.bitext == bitext
    with Session.open(path) as again:
        assert again.bitext == bitext


@pytest.mark.parametrize("before", ["empty", "text", "a truncated project"])
def test_a_new_project_takes_the_place_of_any_file(
    before: str, tmp_path: Path, bitext: Bitext, files: tuple[File, File]
) -> None:
    path = tmp_path / "novel.diglot"
    Session.create(path, bitext, files, {}).close()
    contents = {"empty": b"", "text": b"no project", "a truncated project": path.read_bytes()[:5000]}
    path.write_bytes(contents[before])
    Session.create(path, bitext, files, {}).close()
    with Session.open(path) as again:
        assert again.bitext == bitext
