"""The line at the foot counts as the export dialog does."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.window.dialogs.export import ExportDialog
from app.window.shell.status_bar import summary
from app.window.window import Window
from core.model import Bead, Bitext
from core.review.overview.statistics import tally
from tests.app.window.stage import ROWS
from tests.stories.story import made


def test_what_exports_leave_out_is_what_stands_without_counterpart(review: Window, tmp_path: Path) -> None:
    bitext = review.project.bitext
    assert bitext is not None
    assert review.status.counts.text().startswith(
        "5 rows   ·   1 without a counterpart   ·   0 of 5 accepted"
    )
    dialog = ExportDialog(review, bitext, tmp_path, review.jobs)
    assert dialog.count.text().startswith("4 pairs will be exported. 1 row without a counterpart")


def test_a_moved_passage_is_two_rows_and_one_pair(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    whole, _ = made(("One. |", "Two. | Zwei.", "| Eins."))
    first, second, third = whole.beads
    moved = Bead(first.source, (), 0.8, moved=1), second, Bead((), third.target, 0.8, moved=1)
    bitext = Bitext(whole.source, whole.target, moved)
    assert summary(tally(bitext)).startswith("3 rows   ·   1 moved pair   ·   0 of 3 accepted")
    assert ExportDialog(window, bitext, tmp_path, window.jobs).count.text() == "2 pairs will be exported."


def test_one_row_is_not_called_rows() -> None:
    whole, _ = made(ROWS[:1])
    assert summary(tally(whole)).startswith("1 row   ·   0 of 1 accepted")
