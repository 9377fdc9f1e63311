"""Another alignment of the open texts is compared in a real window, and either side is taken."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.tasks import AlignSample
from app.window.panels.differences import DifferencesPanel
from app.window.window import Window
from core import write
from core.model import Bitext
from core.progress import SILENT
from core.project import Session
from core.review import verbs
from tests.app.window import states
from tests.app.window.stage import ROWS
from tests.stories.story import made

PATIENCE_MS = 60_000
LADDER = "[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[]\n[4, 5, 6]:[3, 4]\n[7]:[5]\n"
"""The rows of the stage, but the second split in two."""
SPLIT = ["Nobody spoke. | Niemand sprach.", "She lit a match. | Sie zündete ein Streichholz an."]


def rows(window: Window) -> list[str]:
    """The rows of the open project as stories write them."""
    bitext = now(window)
    return [
        " | ".join(" / ".join(map(bitext.side(side).text, bead.ids(side))) for side in ("source", "target"))
        for bead in bitext.beads
    ]


def now(window: Window) -> Bitext:
    assert window.project.bitext is not None
    return window.project.bitext


def compared(window: Window, qtbot: QtBot, text: str = LADDER, name: str = "other.ladder") -> None:
    """Compare with a file of this text."""
    path = window.folders.drafts / name
    path.write_text(text, encoding="utf-8")
    window.comparing.begin(path)
    qtbot.waitUntil(lambda: not window.comparing.busy, timeout=PATIENCE_MS)


def panel(window: Window) -> DifferencesPanel:
    """The panel, which opens with a comparison."""
    assert window.sidebar.shown == "differences"
    found = window.sidebar.panel("differences")
    assert isinstance(found, DifferencesPanel)
    found.look()
    return found


def box() -> QMessageBox:
    """The message box that is open."""
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()
    )


def press(window: Window, id_: str) -> None:
    assert window.command_actions.by_id[id_].isEnabled(), id_
    window.command_actions.by_id[id_].trigger()


def test_a_ladder_opens_the_panel_at_the_first_difference_with_both_versions(
    review: Window, qtbot: QtBot
) -> None:
    compared(review, qtbot)
    shown = panel(review)
    assert shown.left.text() == "Compared with “other.ladder”  ·  1 difference left"
    assert shown.whose.text() == "Row 2"
    assert review.table.row == 1
    theirs, ours = shown.rows.text().split("<table")[1:]
    assert theirs.count("<tr>") == 2
    assert ours.count("<tr>") == 1
    assert all(words in part for part in (theirs, ours) for words in ("Nobody spoke.", "Niemand sprach."))
    assert review.status.currentMessage() == "1 difference; 4 rows are the same"
    assert shown.list.model().rowCount() == 1


def test_taking_theirs_is_one_step_and_undo_brings_the_difference_back(review: Window, qtbot: QtBot) -> None:
    before = now(review)
    compared(review, qtbot)
    press(review, "difference.take")
    assert rows(review)[1:3] == SPLIT
    assert review.comparing.items == []
    assert panel(review).whose.text() == "No differences are left."
    review.editing.undo()
    assert now(review) == before
    assert panel(review).whose.text() == "Row 2"
    review.editing.redo()
    assert review.comparing.items == []


def test_keeping_mine_changes_nothing_and_the_difference_stays_away(review: Window, qtbot: QtBot) -> None:
    before = now(review)
    compared(review, qtbot)
    press(review, "go.keep_mine")
    assert now(review) == before
    assert review.comparing.items == []
    assert not review.command_actions.by_id["difference.take"].isEnabled()
    review.editing.apply(lambda bitext: verbs.accept(bitext, (1,)))
    assert review.comparing.items == []


TWO = "[0, 1]:[0, 1]\n[2]:[2]\n[3]:[]\n[4, 5]:[3]\n[6]:[4]\n[7]:[5]\n"


def test_differences_are_stepped_through_in_order(review: Window, qtbot: QtBot) -> None:
    compared(review, qtbot, TWO)
    assert review.table.row == 0
    press(review, "go.difference")
    assert review.table.row == 3
    press(review, "go.difference")
    assert review.status.currentMessage() == "This is the last difference."
    press(review, "go.difference_back")
    assert review.table.row == 0
    review.table.go(4)
    assert review.comparing.current is not None  # the last one looked at, as row 5 is in none
    review.table.go(3)
    assert panel(review).whose.text() == "Row 4"


def test_a_difference_follows_its_rows_and_vanishes_once_they_are_equal(review: Window, qtbot: QtBot) -> None:
    compared(review, qtbot, TWO)
    review.table.go(3)
    review.editing.apply(lambda bitext: verbs.merge(bitext, 1, 2))
    assert panel(review).whose.text() == "Row 3"
    review.editing.apply(lambda bitext: verbs.split(bitext, 2, 2, 1))
    assert len(review.comparing.differences) == 1
    assert panel(review).whose.text() == ""
    assert not panel(review).take.isEnabled()
    press(review, "go.difference_back")
    assert panel(review).whose.text() == "Rows 1 to 2"


def test_swapped_sides_are_compared_again(review: Window, qtbot: QtBot) -> None:
    compared(review, qtbot)
    press(review, "sides.swap")
    qtbot.waitUntil(lambda: bool(review.comparing.differences), timeout=PATIENCE_MS)
    press(review, "go.difference")
    press(review, "difference.take")
    assert rows(review)[1:3] == [" | ".join(reversed(row.split(" | "))) for row in SPLIT]


def test_a_pair_made_by_the_user_is_not_parted(review: Window, qtbot: QtBot) -> None:
    compared(review, qtbot, "[0]:[0]\n[1, 2]:[1, 2]\n[3]:[3]\n[4, 5]:[4]\n[6]:[]\n[7]:[5]\n")
    review.editing.apply(
        lambda bitext: verbs.pair(bitext, verbs.Passage(2, "source", 0, 1), verbs.Passage(4, "target", 0, 1))
    )
    before = now(review)
    review.table.go(2)
    press(review, "difference.take")
    assert now(review) == before
    assert "is paired with row" in review.status.currentMessage()


def test_rows_that_the_filter_hides_are_not_rearranged(review: Window, qtbot: QtBot) -> None:
    compared(review, qtbot, TWO)
    before = now(review)
    review.table.shown.only([0])
    press(review, "difference.take")
    assert now(review) == before
    assert "the filter hides it" in review.status.currentMessage()


def test_stepping_stays_among_the_rows_that_the_filter_shows(review: Window, qtbot: QtBot) -> None:
    compared(review, qtbot, TWO)
    review.table.shown.only([0, 1])
    review.table.go(1)
    press(review, "go.difference")
    assert review.status.currentMessage() == "This is the last difference."
    press(review, "difference.take")
    assert review.table.shown.some
    assert len(review.comparing.differences) == 1


def test_what_is_being_typed_survives_the_end_of_comparing(review: Window, qtbot: QtBot) -> None:
    path = review.folders.drafts / "other.ladder"
    path.write_text(LADDER, encoding="utf-8")
    review.table.go(0, "target")
    review.comparing.begin(path)
    review.table.edit_segment()
    assert review.table.editor is not None
    review.table.editor.selectAll()
    review.table.editor.insertPlainText("Ganz anders.")
    qtbot.waitUntil(lambda: not review.comparing.busy, timeout=PATIENCE_MS)
    assert rows(review)[0].endswith("| Ganz anders.")


def test_other_texts_are_refused_and_the_earlier_comparison_stays(review: Window, qtbot: QtBot) -> None:
    compared(review, qtbot)
    compared(review, qtbot, "One.\tEins.\nTwo.\tZwei.\n", "novel.tsv")
    told = box()
    assert told.text().startswith("“novel.tsv” is not an alignment of these two texts")
    told.close()
    assert len(review.comparing.differences) == 1


def test_the_project_is_not_compared_with_itself(review: Window) -> None:
    assert review.project.path is not None
    review.comparing.begin(review.project.path)
    told = box()
    assert told.text() == "“draft.diglot” is the open project itself."
    told.close()
    assert not review.comparing.busy


def test_an_unreadable_file_is_named(review: Window, qtbot: QtBot) -> None:
    compared(review, qtbot, "", "other.tmx")
    told = box()
    assert "“other.tmx” is empty" in told.text()
    told.close()
    assert review.comparing.comparison is None


def test_rows_that_could_not_be_placed_are_shown_and_passed_over(review: Window, qtbot: QtBot) -> None:
    bitext = now(review)
    lines = [
        " ".join(map(bitext.source.text, one.source)) + "\t" + " ".join(map(bitext.target.text, one.target))
        for one in bitext.pairs()
    ]
    compared(
        review,
        qtbot,
        "\n".join(["The lamp\tDie Lampe", "No such text.\tNichts davon.", *lines[1:]]),
        "other.tsv",
    )
    assert len(review.comparing.unplaced) == 2
    shown = panel(review)
    review.comparing.choose(review.comparing.items[0])
    shown.look()
    assert shown.whose.text() == "Could not be placed"
    assert "The lamp" in shown.rows.text()
    assert not shown.take.isEnabled()
    press(review, "go.difference")
    assert "No such text." in panel(review).rows.text()
    press(review, "go.keep_mine")
    press(review, "go.keep_mine")
    assert review.comparing.items == []


def test_equal_alignments_are_called_the_same(review: Window, qtbot: QtBot, tmp_path: Path) -> None:
    copy = tmp_path / "copy.diglot"
    bitext, files = made(ROWS)
    Session.create(copy, bitext, files, {}).close()
    review.comparing.begin(copy)
    qtbot.waitUntil(lambda: not review.comparing.busy, timeout=PATIENCE_MS)
    assert panel(review).whose.text() == "The two alignments are the same."


def test_another_project_ends_the_comparison(review: Window, qtbot: QtBot) -> None:
    compared(review, qtbot)
    review.projects.close()
    assert review.comparing.comparison is None
    assert review.comparing.items == []


def test_comparing_can_be_stopped(review: Window, qtbot: QtBot) -> None:
    path = review.folders.drafts / "other.ladder"
    path.write_text(LADDER, encoding="utf-8")
    review.comparing.begin(path)
    press(review, "edit.stop")
    qtbot.waitUntil(lambda: not review.comparing.busy, timeout=PATIENCE_MS)
    assert review.comparing.comparison is None


def test_a_change_made_while_comparing_is_taken_into_account(review: Window, qtbot: QtBot) -> None:
    path = review.folders.drafts / "other.ladder"
    path.write_text(LADDER, encoding="utf-8")
    review.comparing.begin(path)
    review.editing.apply(lambda bitext: verbs.split(bitext, 1, 1, 1))
    qtbot.waitUntil(lambda: not review.comparing.busy, timeout=PATIENCE_MS)
    assert review.comparing.comparison is not None
    assert review.comparing.items == []


@pytest.mark.parametrize("kind", ["tmx", "ladder"])
def test_the_sample_is_compared_with_its_own_changed_export(kind: str, window: Window, qtbot: QtBot) -> None:
    aligned = AlignSample("en", "de")(SILENT)
    path = window.folders.drafts / f"other.{kind}"
    path.parent.mkdir(parents=True, exist_ok=True)
    write.write(aligned.bitext, write.EVERYTHING, path, writer := write.writer_by_id(kind), writer.options)
    states.lay(window, aligned.bitext, aligned.files, aligned.provenance.rows())
    before = now(window)
    window.editing.apply(lambda bitext: verbs.merge(bitext, 10, 11))
    window.editing.apply(lambda bitext: verbs.merge(bitext, 30, 32))
    window.comparing.begin(path)
    qtbot.waitUntil(lambda: window.comparing.comparison is not None, timeout=PATIENCE_MS)
    assert len(window.comparing.differences) == 2
    press(window, "difference.take")
    press(window, "difference.take")
    assert {(one.source, one.target) for one in now(window).beads} == {
        (one.source, one.target) for one in before.beads
    }
    window.editing.undo()
    assert len(window.comparing.differences) == 1
