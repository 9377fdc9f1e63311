"""A session: what it keeps, what it refuses to do, and who else may have its file."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import Locked
from core.model import Bead, Bitext, BrokenLaw, Patch, PersonOverruled, Splice, StalePatch
from core.model.message import Message
from core.project import ChangeKind, Session, drafts
from core.project import session as session_module
from core.project.tables import APPLICATION_ID
from core.read import File
from core.review import verbs
from tests.core.project.lives import ROWS, SETTINGS, killed
from tests.stories.story import made

ROOT = Path(__file__).parents[3]


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
        assert (str(again.undo_name), again.redo_name) == ("Note on row 1", None)
        assert again.settings == SETTINGS
        assert again.original("source") == (files[0].name, files[0].data)
        again.undo()
        again.undo()
        assert again.bitext == bitext
        assert again.undo() is None


def test_apply_tells_what_it_touched(session: Session) -> None:
    change = session.apply(verbs.merge_next(session.bitext, 1))
    assert (change.revision, change.first, change.last, change.kinds) == (1, 1, 1, {ChangeKind.ROWS})
    undone = session.undo()
    assert undone is not None
    assert (undone.revision, undone.first, undone.last) == (2, 1, 2)
    assert session.revision == 2


def test_a_new_change_clears_redo(session: Session) -> None:
    session.apply(verbs.merge_next(session.bitext, 0))
    session.undo()
    assert str(session.redo_name) == "Merge rows 1 and 2"
    session.apply(verbs.accept(session.bitext, (0,)))
    assert session.redo_name is None
    assert session.redo() is None


def _type(session: Session, *texts: str, row: int = 0) -> None:
    revision = None
    for text in texts:
        revision = session.amend(verbs.note(session.bitext, row, text), revision).revision


def test_what_is_typed_in_pauses_is_one_step(session: Session, bitext: Bitext, tmp_path: Path) -> None:
    session.apply(verbs.accept(session.bitext, (1,)))
    accepted = session.bitext
    _type(session, "W", "Why", "Why?", "Why? Ask", "Why? Ask her.")
    typed = session.bitext
    with closing(sqlite3.connect(killed(session, tmp_path))) as db:
        steps = [step for (step,) in db.execute("SELECT step FROM journal ORDER BY number")]
    assert steps == ["do", "do", "amend", "amend", "amend", "amend"]
    with Session.open(killed(session, tmp_path)) as found:
        for one in (session, found):
            one.undo()
            assert one.bitext == accepted
            one.redo()
            assert one.bitext == typed
            one.undo()
            one.undo()
            assert one.bitext == bitext


def test_typing_it_all_back_leaves_nothing_to_undo(session: Session, bitext: Bitext, tmp_path: Path) -> None:
    _type(session, "Why?", "")
    with Session.open(killed(session, tmp_path)) as found:
        for one in (session, found):
            assert (one.bitext, one.undo_name, one.revision) == (bitext, None, 2)
    _type(session, "Why?", "", "Who?")
    session.undo()
    assert (session.bitext, session.undo_name) == (bitext, None)


def test_what_reaches_beyond_the_last_step_is_a_step_of_its_own(session: Session) -> None:
    _type(session, "Why?")
    noted = session.bitext
    session.amend(verbs.note(session.bitext, 1, "Who?"), session.revision)
    session.undo()
    assert session.bitext == noted


def test_nothing_is_amended_once_something_came_between(session: Session) -> None:
    _type(session, "Why?")
    revision = session.revision
    session.apply(verbs.accept(session.bitext, (0,)))
    accepted = session.bitext
    session.amend(verbs.note(session.bitext, 0, "Who?"), revision)
    session.undo()
    assert session.bitext == accepted
    session.undo()
    session.amend(verbs.note(session.bitext, 0, "Who?"), session.revision)  # an undo is nothing to amend
    session.undo()
    assert session.bitext.beads[0].note == "Why?"


def test_an_empty_patch_is_no_step(session: Session) -> None:
    change = session.apply(Patch(Message("nothing")))
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


@pytest.mark.parametrize(
    "after",
    [
        (),
        (Bead((0,), ()),),
        (Bead((0,), (0,)), Bead((), ())),
        (Bead((0,), (0,), moved=3),),
        (Bead((0,), (), moved=3), Bead((), (0,))),
    ],
    ids=["lost", "half lost", "empty", "a link in a pair", "a link to nothing"],
)
def test_a_patch_that_breaks_a_law_never_reaches_the_file(session: Session, after: tuple[Bead, ...]) -> None:
    before = session.bitext
    with pytest.raises(BrokenLaw):
        session.apply(Patch(Message("bad"), beads=(Splice(0, before.beads[:1], after),)))
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
        assert (found.revision, str(found.undo_name), str(found.redo_name)) == (
            3,
            "Merge rows 1 and 2",
            "Swap sides",
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


def test_an_application_id_of_our_own_marks_the_file(session: Session) -> None:
    path = session.path
    session.close()
    assert path.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big") == b"Dglt"
