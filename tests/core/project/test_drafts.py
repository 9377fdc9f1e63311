"""The start page's list: every project in a folder, with why one cannot be used."""

from pathlib import Path

from core.errors import Broken, Locked, Missing
from core.project import Session, drafts, glance
from core.review import verbs
from tests.stories.story import made

BITEXT, FILES = made(["One. | Eins.", "Two. | Zwei."])


def test_drafts_are_listed_the_last_changed_first(tmp_path: Path) -> None:
    for name in ("first", "second"):
        Session.create(tmp_path / f"{name}.diglot", BITEXT, FILES, {}).close()
    with Session.open(tmp_path / "first.diglot") as session:
        session.apply(verbs.merge_next(BITEXT, 0))
    found = drafts(tmp_path)
    assert [draft.path.stem for draft in found] == ["first", "second"]
    assert [draft.beads for draft in found] == [1, 2]
    assert (found[0].source, found[0].target) == ("text.en.txt", "text.de.txt")
    assert found[0].languages == ("en", "de")
    assert found[0].changed > found[1].changed > "2026"


def test_the_count_of_beads_is_right_after_a_kill_too(tmp_path: Path) -> None:
    session = Session.create(tmp_path / "a.diglot", BITEXT, FILES, {})
    session.apply(verbs.merge_next(BITEXT, 0))
    session.abandon()
    assert glance(tmp_path / "a.diglot").beads == 1


def test_what_cannot_be_used_is_listed_with_why_and_kept(tmp_path: Path) -> None:
    (tmp_path / "junk.diglot").write_bytes(b"no project at all, but a few bytes of text")
    (tmp_path / "notes.txt").write_text("not listed")
    opened = Session.create(tmp_path / "open.diglot", BITEXT, FILES, {})
    Session.create(tmp_path / "good.diglot", BITEXT, FILES, {}).close()
    found = drafts(tmp_path)
    assert [draft.path.stem for draft in found] == ["good", "junk", "open"]
    assert [type(draft.problem) for draft in found] == [type(None), Broken, Locked]
    opened.apply(verbs.merge_next(BITEXT, 0))  # looking has not taken the lock away
    opened.close()
    assert (tmp_path / "junk.diglot").exists()


def test_a_folder_that_is_not_there_has_no_drafts(tmp_path: Path) -> None:
    assert drafts(tmp_path / "nowhere") == ()
    assert isinstance(glance(tmp_path / "gone.diglot").problem, Missing)
