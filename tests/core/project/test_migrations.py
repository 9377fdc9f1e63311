"""Files of every older version open for ever; a migration that fails leaves them as they were."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import Broken, Locked
from core.model import Status, check
from core.project import Session, lock, migrations
from core.project.migrations import migrate
from core.project.tables import VERSION
from tests.stories.story import made

OLD = Path(__file__).parents[2] / "old_projects"


@pytest.mark.parametrize("file", sorted(OLD.glob("*.diglot")), ids=lambda file: file.stem)
def test_an_old_project_opens_with_its_work_and_its_undo(file: Path, tmp_path: Path) -> None:
    path = tmp_path / file.name
    shutil.copy(file, path)
    with Session.open(path) as session:
        check(session.bitext)
        rows = [
            [
                " / ".join(session.bitext.side(side).text(id_) for id_ in bead.ids(side))
                for bead in session.bitext.beads
            ]
            for side in ("source", "target")
        ]
        assert rows[0] == ["Die Lampe ging aus.", "Niemand sprach ein Wort.", "Sie kam. / \ud800?", ""]
        assert rows[1] == ["The lamp went out.", "Nobody spoke.", "", "She came."]
        assert session.bitext.beads[0].status is Status.ACCEPTED
        assert session.bitext.beads[2].moved == session.bitext.beads[3].moved == 5
        assert session.bitext.beads[1].note == "free"
        assert (str(session.undo_name), str(session.redo_name)) == ("Swap the sides", "Bookmark row 2")
        assert session.settings == {"encoder": "built-in"}
        assert session.original("target") == (
            "lamp.en.txt",
            b"The lamp went out.\nNobody spoke.\nShe came.\n",
        )
        while session.undo() is not None:
            check(session.bitext)
        assert session.bitext.beads[0].confidence == 0.75


def test_a_project_of_version_1_is_saved_as_one_of_today(tmp_path: Path) -> None:
    path, other = tmp_path / "v1.diglot", tmp_path / "saved.diglot"
    shutil.copy(OLD / "v1.diglot", path)
    with Session.open(path) as session:
        while session.undo() is not None:
            check(session.bitext)
        expected = session.bitext
        session.save_as(other)
    assert lock.version_of(other) == VERSION
    with Session.open(other) as session:
        assert session.bitext == expected
        assert str(session.redo_name) == "Accept row 1"


def test_strikes_of_a_project_are_undone_and_done_again(tmp_path: Path) -> None:
    path = tmp_path / "v2.diglot"
    shutil.copy(OLD / "v2.diglot", path)
    with Session.open(path) as session:
        assert [one.rule for one in session.bitext.source.document.strikes] == [
            "hyphen",
            "page number",
            "note mark",
        ]
        undone = 0
        while session.undo() is not None:
            undone += 1
        assert session.bitext.target.texts()[:2] == ("Die Lampe ging aus.", "7 Niemand sprach ein Wort.*")
    with Session.open(path) as session:  # from a snapshot without them
        assert [one.rule for one in session.bitext.target.document.strikes] == ["hyphen"]
        for _ in range(undone):
            session.redo()
        assert session.bitext.source.texts()[:2] == ("Die Lampe ging aus.", "Niemand sprach ein Wort.")


def old_file(folder: Path) -> Path:
    """A project of version 0, which never was."""
    path = folder / "old.diglot"
    Session.create(path, *made(["One. | Eins."]), {}).close()
    db = sqlite3.connect(path)
    db.execute("ALTER TABLE settings RENAME TO choices")
    db.execute("PRAGMA user_version = 0")
    db.close()
    return path


def rename(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE choices RENAME TO settings")


def spoil(db: sqlite3.Connection) -> None:
    rename(db)
    db.execute("DELETE FROM beads")


def test_an_older_project_is_brought_up_to_date(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    migrate(path, {**migrations.STEPS, 0: rename})
    with Session.open(path) as session:
        assert session.settings == {}
        assert len(session.bitext.beads) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["old.diglot"]


@pytest.mark.parametrize(
    "steps", [{}, {**migrations.STEPS, 0: spoil}], ids=["no step", "a step that breaks a law"]
)
def test_a_migration_that_fails_leaves_the_old_file(
    steps: dict[int, migrations.Migration], tmp_path: Path
) -> None:
    path = old_file(tmp_path)
    before = path.read_bytes()
    with pytest.raises(Broken, match=r"“old\.diglot”"):
        migrate(path, steps)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["old.diglot"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE segments SET first = 'x'",
        "UPDATE segments SET block = 99",
        "UPDATE beads SET status = 'unknown'",
        "UPDATE journal SET patch = '{}' WHERE patch IS NOT NULL",
    ],
)
def test_a_damaged_older_project_is_refused_and_stays(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.diglot"
    shutil.copy(OLD / "v1.diglot", path)
    with closing(sqlite3.connect(path)) as db:
        db.execute(damage)
        db.commit()
    before = path.read_bytes()
    with pytest.raises(Broken, match=r"“mine\.diglot”"):
        Session.open(path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["mine.diglot"]


def test_an_older_project_that_is_open_elsewhere_is_not_migrated(tmp_path: Path) -> None:
    path = old_file(tmp_path)
    holder = lock.connected(path, 0)
    with pytest.raises(Locked):
        migrate(path, {0: rename})
    holder.close()


def test_every_version_before_this_one_has_a_step_and_a_file() -> None:
    versions = range(1, VERSION)
    assert set(migrations.STEPS) == set(versions)
    assert {file.stem for file in OLD.glob("*.diglot")} >= {f"v{version}" for version in (*versions, VERSION)}
