"""A side can be cut anew, or named another language, without losing what a person accepted."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.window.actions.realign import STALE
from app.window.dialogs.side_settings import SideSettingsDialog
from app.window.window import Window
from core.model import Status
from core.project import Session
from core.review import verbs
from tests.app.window.stage import lay

PATIENCE_MS = 60_000
ROWS = (
    "The lamp went out. / Nobody in the house spoke. | Die Lampe ging aus. / Niemand im Haus sprach.",
    "She lit a match. | Sie zündete ein Streichholz an.",
    "It was nearly morning. / The birds began to sing. | Es war fast Morgen. / Die Vögel begannen zu singen.",
)


@pytest.fixture
def review(qtbot: QtBot, window: Window) -> Window:
    """A window with three rows, of which the second is accepted."""
    lay(qtbot, window, ROWS)
    window.editing.apply(lambda bitext: verbs.accept(bitext, (1,)))
    return window


def ask(window: Window, side: str, how: str | None, language: str = "") -> SideSettingsDialog:
    """Answer the dialog that the button of a side's language opens."""
    window.status.languages[side].click()  # type: ignore[index]
    dialog = window.findChildren(SideSettingsDialog)[-1]
    assert dialog.side == side
    if language:
        dialog.box.setEditText(language)
    dialog.cuts.setCurrentIndex(dialog.cuts.findData(how) if how else 0)
    dialog.agree.click()
    return dialog


def test_paragraphs_are_cut_in_one_step_that_undo_takes_back(
    review: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    before = review.project.bitext
    assert before is not None
    ask(review, "target", "paragraphs", "Dutch")
    qtbot.waitUntil(lambda: not review.jobs.running(), timeout=PATIENCE_MS)
    after = review.project.bitext
    assert after is not None
    assert after.target.texts() == (
        "Die Lampe ging aus. Niemand im Haus sprach.",
        "Sie zündete ein Streichholz an.",
        "Es war fast Morgen. Die Vögel begannen zu singen.",
    )
    assert after.target.document.language == "nl"
    assert before.beads[1] in after.beads
    assert str(review.project.undo_name) == "Segment the target by paragraphs"
    review.projects.save_as(tmp_path / "job.diglot")
    qtbot.waitUntil(lambda: review.project.path == tmp_path / "job.diglot")
    review.editing.undo()
    assert review.project.bitext == before
    review.editing.redo()
    assert review.project.bitext == after
    review.projects.close()
    review.project.project_thread.drain()
    with Session.open(tmp_path / "job.diglot") as session:
        assert session.bitext == after
        assert session.bitext.target.cut_by == "paragraphs"


def test_a_language_alone_changes_no_row(review: Window) -> None:
    before = review.project.bitext
    assert before is not None
    ask(review, "source", None, "French")
    assert review.project.bitext is not None
    assert review.project.bitext.source.document.language == "fr"
    assert review.project.bitext.beads == before.beads
    assert not review.jobs.running("realign")


def test_what_comes_out_as_it_was_is_reported(review: Window, qtbot: QtBot) -> None:
    review.editing.apply(lambda bitext: verbs.accept(bitext, (0, 2)))
    revision = review.project.revision
    ask(review, "source", "paragraphs")
    qtbot.waitUntil(lambda: not review.jobs.running(), timeout=PATIENCE_MS)
    bitext = review.project.bitext
    assert bitext is not None
    assert [bead.status for bead in bitext.beads] == [Status.ACCEPTED] * 3
    assert len(bitext.source.segments) == 5
    assert review.project.revision == revision + 1  # from now on its segments count as paragraphs
    ask(review, "source", "paragraphs")
    qtbot.waitUntil(lambda: not review.jobs.running(), timeout=PATIENCE_MS)
    assert review.project.revision == revision + 1
    assert "the new segmentation is the same" in review.status.currentMessage()


def test_what_a_person_does_meanwhile_is_kept(review: Window, qtbot: QtBot) -> None:
    ask(review, "source", "paragraphs")
    review.editing.apply(lambda bitext: verbs.mark_doubtful(bitext, (0,)))
    after = review.project.bitext
    qtbot.waitUntil(lambda: not review.jobs.running(), timeout=PATIENCE_MS)
    assert review.project.bitext == after
    assert review.status.currentMessage() == STALE


def test_the_command_asks_about_the_side_of_the_current_cell(review: Window) -> None:
    review.table.go(0, "target")
    review.command_actions.by_id["sides.segmentation"].trigger()
    dialog = review.findChildren(SideSettingsDialog)[-1]
    assert (dialog.side, dialog.tag, dialog.how) == ("target", "de", None)
    assert not dialog.about.isVisible()
    dialog.cuts.setCurrentIndex(1)
    assert dialog.about.isVisible()
    dialog.sides.setCurrentIndex(0)
    assert dialog.tag == "en"
