"""A session: what it keeps, what it refuses, and where it lives."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import Broken, DiglotError, Locked, Missing, Newer, NoSpace, NotAllowed
from core.model import Bead, Bitext, BrokenLaw, Patch, PersonOverruled, Splice, StalePatch
from core.project import Kind, Session, drafts
from core.project import session as session_module
from core.project.tables import APPLICATION_ID
from core.read import File
from core.review import verbs
from tests.stories.story import made

ROWS = ["One. | Eins.", "Two. | Zwei.", "Three. / Four. | Drei. / Vier.", "Five. |"]
SETTINGS = {"encoder": "built-in", "segmentation": "auto"}
ROOT = Path(__file__).parents[3]


@pytest.fixture
def bitext() -> Bitext:
    return made(ROWS)[0]


@pytest.fixture
def files() -> tuple[File, File]:
    return made(ROWS)[1]


@pytest.fixture
def session(tmp_path: Path, bitext: Bitext, files: tuple[File, File]) -> Iterator[Session]:
    made_session = Session.create(tmp_path / "novel.diglot", bitext, files, SETTINGS)
    yield made_session
    made_session.abandon()


def killed(session: Session, folder: Path) -> Path:
    """What would be found had the program been killed now: the file as it lies on the disk."""
    copy = folder / "killed.diglot"
    shutil.copy(session.path, copy)
    return copy


def fill_up(session: Session) -> Callable[[], None]:
    """Let the session's file not grow any more; the result lets it grow again."""
    db = session._store._db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    return lambda: db.execute("PRAGMA max_page_count = 1000000").close()


def long_note(bitext: Bitext) -> Patch:
    return verbs.note(bitext, 0, "n" * 100_000)


def test_a_session_comes_back_with_everything(
    session: Session, bitext: Bitext, files: tuple[File, File]
) -> None:
    session.apply(verbs.merge_next(session.bitext, 0))
    session.apply(verbs.note(session.bitext, 0, "why?\ud800"))
    expected, path = session.bitext, session.path
    session.close()
    with Session.open(path) as again:
        assert again.bitext == expected
        assert again.revision == 2
        assert (again.undo_name, again.redo_name) == ("Note on row 1", None)
        assert again.settings == SETTINGS
        assert again.original("source") == (files[0].name, files[0].data)
        again.undo()
        again.undo()
        assert again.bitext == bitext
        assert again.undo() is None


def test_apply_tells_what_it_touched(session: Session) -> None:
    change = session.apply(verbs.merge_next(session.bitext, 1))
    assert (change.revision, change.first, change.last, change.kinds) == (1, 1, 1, {Kind.ROWS})
    undone = session.undo()
    assert undone is not None
    assert (undone.revision, undone.first, undone.last) == (2, 1, 2)
    assert session.revision == 2


def test_a_new_change_clears_redo(session: Session) -> None:
    session.apply(verbs.merge_next(session.bitext, 0))
    session.undo()
    assert session.redo_name == "Merge rows 1 and 2"
    session.apply(verbs.accept(session.bitext, (0,)))
    assert session.redo_name is None
    assert session.redo() is None


def test_an_empty_patch_is_no_step(session: Session) -> None:
    change = session.apply(Patch("nothing"))
    assert (change.revision, change.kinds, session.undo_name) == (0, frozenset(), None)


def test_a_stale_patch_changes_nothing(session: Session) -> None:
    old = verbs.merge_next(session.bitext, 0)
    session.apply(verbs.merge_next(session.bitext, 0))
    before = session.bitext
    with pytest.raises(StalePatch):
        session.apply(old)
    assert (session.bitext, session.revision) == (before, 1)


def test_a_program_cannot_overrule_a_person(session: Session) -> None:
    session.apply(verbs.accept(session.bitext, (0,)))
    with pytest.raises(PersonOverruled):
        session.apply(replace(verbs.merge_next(session.bitext, 0), author="program"))


@pytest.mark.parametrize("after", [(), (Bead((0,), ()),), (Bead((0,), (0,)), Bead((), ()))])
def test_a_patch_that_breaks_a_law_never_reaches_the_file(session: Session, after: tuple[Bead, ...]) -> None:
    before = session.bitext
    with pytest.raises(BrokenLaw):
        session.apply(Patch("bad", beads=(Splice(0, before.beads[:1], after),)))
    assert (session.bitext, session.revision, session.saved) == (before, 0, True)


def test_a_bitext_that_breaks_a_law_becomes_no_project(
    tmp_path: Path, bitext: Bitext, files: tuple[File, File]
) -> None:
    with pytest.raises(BrokenLaw):
        Session.create(tmp_path / "bad.diglot", replace(bitext, beads=bitext.beads[1:]), files, {})
    assert list(tmp_path.iterdir()) == []


def test_every_change_is_in_the_file_when_apply_returns(session: Session, tmp_path: Path) -> None:
    session.apply(verbs.merge_next(session.bitext, 0))
    session.apply(verbs.swap_sides(session.bitext))
    session.undo()
    with Session.open(killed(session, tmp_path)) as found:
        assert found.bitext == session.bitext
        assert (found.revision, found.undo_name, found.redo_name) == (
            3,
            "Merge rows 1 and 2",
            "Swap the sides",
        )


def test_after_a_swap_each_side_keeps_its_file(session: Session, files: tuple[File, File]) -> None:
    session.apply(verbs.swap_sides(session.bitext))
    assert session.original("source") == (files[1].name, files[1].data)
    path, expected = session.path, session.bitext
    session.close()
    with Session.open(path) as again:
        assert again.bitext == expected
        assert again.original("target") == (files[0].name, files[0].data)
        again.undo()
        assert again.original("target") == (files[1].name, files[1].data)


def test_ids_are_not_given_twice_across_reopening(session: Session) -> None:
    session.apply(verbs.split_segment(session.bitext, 0, "source", 0, 2))
    session.undo()
    path, expected = session.path, session.bitext.source.next_id
    session.close()
    with Session.open(path) as again:
        assert again.bitext.source.next_id == expected == 7


def test_a_project_that_is_open_is_refused_to_others(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Locked, match="novel"):
        Session.open(session.path)
    with pytest.raises(Locked):
        Session.create(session.path, session.bitext, made(ROWS)[1], {})
    assert isinstance(drafts(tmp_path)[0].problem, Locked)
    other = "import sys, pathlib\nfrom core.project import Session\nSession.open(pathlib.Path(sys.argv[1]))"
    asked = [sys.executable, "-c", other, str(session.path)]
    result = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")
    assert "Locked" in result.stderr
    session.apply(verbs.merge_next(session.bitext, 0))
    assert session.saved


def test_nothing_is_left_beside_a_closed_project(session: Session, tmp_path: Path) -> None:
    session.apply(verbs.merge_next(session.bitext, 0))
    session.save_as(tmp_path / "other.diglot")
    session.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["novel.diglot", "other.diglot"]


def test_save_as_moves_the_session_and_leaves_the_old_file_usable(session: Session, tmp_path: Path) -> None:
    session.apply(verbs.merge_next(session.bitext, 0))
    draft, expected = session.path, session.bitext
    session.save_as(tmp_path / "other.diglot")
    assert session.path == tmp_path / "other.diglot"
    session.apply(verbs.accept(session.bitext, (0,)))
    with Session.open(draft) as old:
        assert (old.bitext, old.undo_name) == (expected, "Merge rows 1 and 2")
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
    with pytest.raises(NotAllowed, match="“.*” could not be saved") as told:
        session.save_as(tmp_path / place)
    assert told.value.file == str(tmp_path / place)
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
        assert found.undo_name == "Note on row 1"


def test_a_file_taken_away_while_open_is_told_and_can_be_saved_again(
    session: Session, tmp_path: Path
) -> None:
    path = session.path
    os.replace(path, tmp_path / "taken.diglot")
    session.apply(verbs.merge_next(session.bitext, 0))
    assert isinstance(session.trouble, NotAllowed)
    assert "moved, replaced or deleted" in session.trouble.sentence
    session.save_as(path)
    assert session.saved
    with Session.open(killed(session, tmp_path)) as found:
        assert found.bitext == session.bitext


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, NoSpace),
        (sqlite3.SQLITE_IOERR_WRITE, NoSpace),
        (sqlite3.SQLITE_IOERR_READ, DiglotError),
        (sqlite3.SQLITE_READONLY, NotAllowed),
        (sqlite3.SQLITE_CANTOPEN, NotAllowed),
        (sqlite3.SQLITE_BUSY, Locked),
        (sqlite3.SQLITE_CORRUPT, Broken),
        (sqlite3.SQLITE_TOOBIG, DiglotError),
    ],
)
def test_what_sqlite_says_becomes_a_sentence(tmp_path: Path, code: int, kind: type[DiglotError]) -> None:
    from core.project.faults import told

    fault = sqlite3.OperationalError("technical")
    fault.sqlite_errorcode = code
    with pytest.raises(kind, match="“x.diglot”") as raised, told(tmp_path / "x.diglot"):
        raise fault
    assert raised.value.remedy
    assert "technical" in raised.value.detail


def test_our_own_mistakes_with_sqlite_stay_bugs(tmp_path: Path) -> None:
    from core.project.faults import told

    with pytest.raises(sqlite3.ProgrammingError), told(tmp_path):
        raise sqlite3.ProgrammingError("closed")


def test_commits_can_run_on_a_thread_of_their_own(
    tmp_path: Path, bitext: Bitext, files: tuple[File, File]
) -> None:
    waiting: list[Callable[[], None]] = []
    session = Session.create(tmp_path / "a.diglot", bitext, files, {}, defer=waiting.append)
    session.apply(verbs.merge_next(session.bitext, 0))
    session.apply(verbs.accept(session.bitext, (0,)))
    assert not session.saved
    writer = threading.Thread(target=lambda: [commit() for commit in waiting])
    writer.start()
    writer.join()
    assert session.saved
    with Session.open(killed(session, tmp_path)) as found:
        assert (found.bitext, found.revision) == (session.bitext, 2)
    session.close()


def test_a_snapshot_is_written_now_and_then_and_changes_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "_ENTRIES_A_SNAPSHOT", 5)
    start = session.bitext
    for at in range(12):
        session.apply(verbs.note(session.bitext, at % 4, f"note {at}"))
    assert session._store.snapshot == 10
    with Session.open(killed(session, tmp_path)) as found:
        assert found.bitext == session.bitext
        for _ in range(12):
            found.undo()
        assert found.bitext == start


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
    "a foreign entry": "INSERT INTO journal (number, step, name, patch, beads) VALUES (1, 'undo', 'x', NULL, 0)",
    "an entry that does not fit": "INSERT INTO journal (number, step, name, patch, beads) VALUES"
    """ (1, 'do', 'x', '{"v":1,"n":"x","b":[[0,[[[7],[7],null]],[]]]}', 0)""",
    "an entry that breaks a law": "INSERT INTO journal (number, step, name, patch, beads) VALUES"
    """ (1, 'do', 'x', '{"v":1,"n":"x","b":[[0,[[[0],[0],0.9]],[]]]}', 0)""",
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
    with pytest.raises(error, match=r"“bad\.diglot”") as told:
        Session.open(path)
    assert told.value.remedy
    assert (path.read_bytes() if path.is_file() else None) == before
    assert [one.name for one in tmp_path.iterdir() if one != path] == []


def test_a_truncated_project_is_refused(session: Session) -> None:
    path = session.path
    session.close()
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(Broken):
        Session.open(path)


def test_a_new_project_replaces_a_file_and_is_not_spoilt_by_an_old_journal_beside_it(
    tmp_path: Path, bitext: Bitext, files: tuple[File, File]
) -> None:
    path = tmp_path / "novel.diglot"
    path.write_bytes(b"something else")
    path.with_name("novel.diglot-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(2000))
    with Session.create(path, bitext, files, {}) as session:
        assert session.bitext == bitext
    with Session.open(path) as again:
        assert again.bitext == bitext


def test_an_application_id_of_our_own_marks_the_file(session: Session) -> None:
    path = session.path
    session.close()
    assert path.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big") == b"Dglt"
