"""The model tells the view exactly what came, went and changed."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.window.table.model import BitextModel, Column, judgement
from core.model import Bead, Bitext, Patch, Status, apply
from core.project import Change, Session
from core.review import verbs
from core.review.doubts.reasons import percent
from tests.app.window.stage import ROWS
from tests.stories.story import made

VERBS: tuple[Callable[[Bitext, int], Patch], ...] = (
    verbs.merge_next,
    verbs.merge_previous,
    verbs.split_row,
    lambda bitext, at: verbs.move_segment_up(bitext, at, "source"),
    lambda bitext, at: verbs.move_segment_down(bitext, at, "target"),
    lambda bitext, at: verbs.accept(bitext, (at, 0)),
    lambda bitext, at: verbs.mark_doubtful(bitext, range(at)),
    lambda bitext, at: verbs.edit_text(bitext, at, "source", bitext.beads[at].source[0], "New."),
    lambda bitext, at: verbs.set_language(bitext, "target", "nl"),
    lambda bitext, at: verbs.swap_sides(bitext),
)


@pytest.mark.parametrize("seed", range(4))
def test_through_any_edits_the_model_is_what_a_new_one_would_be(
    seed: int, qtbot: QtBot, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    bitext, files = made(ROWS)
    model = BitextModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show(bitext)
    with Session.create(tmp_path / "p.diglot", bitext, files, {}) as session:
        for _ in range(80):
            change = _something(session, chance)
            if change is not None and change.kinds:
                model.take(session.bitext, change.patch, change.first, change.last)
            assert _seen(model) == _seen(_fresh(session.bitext))
    assert tester.model() is model


def _something(session: Session, chance: random.Random) -> Change | None:
    if chance.random() < 0.3:
        return session.undo() if chance.random() < 0.6 else session.redo()
    try:
        return session.apply(
            chance.choice(VERBS)(session.bitext, chance.randrange(len(session.bitext.beads)))
        )
    except (verbs.NotPossible, IndexError):
        return None


def _fresh(bitext: Bitext) -> BitextModel:
    model = BitextModel()
    model.show(bitext)
    return model


def _seen(model: BitextModel) -> list[object]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    cells = [
        model.index(row, column).data(role)
        for row in range(model.rowCount())
        for column in Column
        for role in roles
    ]
    return [*cells, *(model.headerData(column, Qt.Orientation.Horizontal) for column in Column)]


def test_a_merge_removes_one_row_and_an_undo_brings_one_back(qtbot: QtBot, tmp_path: Path) -> None:
    bitext, files = made(ROWS)
    model = _fresh(bitext)
    told: list[tuple[str, int, int]] = []
    model.rowsRemoved.connect(lambda _, first, last: told.append(("removed", first, last)))
    model.rowsInserted.connect(lambda _, first, last: told.append(("inserted", first, last)))
    model.modelReset.connect(lambda: told.append(("reset", 0, 0)))
    with Session.create(tmp_path / "p.diglot", bitext, files, {}) as session:
        for change in (session.apply(verbs.merge_next(bitext, 1)), session.undo()):
            assert change is not None
            model.take(session.bitext, change.patch, change.first, change.last)
    assert told == [("removed", 2, 2), ("inserted", 2, 2)]


def test_a_row_is_spoken_in_one_breath(qtbot: QtBot) -> None:
    bitext, _ = made(ROWS)
    spoken = _fresh(bitext).spoken(2)
    assert spoken == (
        "Pair 3 of 5, without a counterpart, 90 % likely. Source: The door was gone. Target: no counterpart"
    )


def test_an_edited_text_is_marked_with_its_original_in_the_tooltip(qtbot: QtBot) -> None:
    bitext, _ = made(("Was <b>it</b> so? / Yes. | Ja.",))
    patch = verbs.edit_text(bitext, 0, "source", bitext.beads[0].source[0], "It was so!")
    model = _fresh(apply(bitext, patch))
    assert model.cell(0, "source").edited == {0}
    assert model.spoken(0).endswith("Source, edited: It was so! Yes. Target: Ja.")
    told = model.data(model.index(0, Column.SOURCE), Qt.ItemDataRole.ToolTipRole)
    assert QTextDocumentFragment.fromHtml(told).toPlainText() == (
        "Edited; the original text is “\u2068Was <b>it</b> so?\u2069”"
    )
    assert model.data(model.index(0, Column.TARGET), Qt.ItemDataRole.ToolTipRole) is None
    assert not _fresh(bitext).cell(0, "source").edited


def test_what_is_known_about_a_row_is_reported_in_words() -> None:
    assert judgement(Bead((1,), (1,), None)) == "made by hand"
    assert judgement(Bead((1,), (1,), 0.5, Status.ACCEPTED)) == "accepted, 50 % likely"
    assert judgement(Bead((1,), (1,), 0.5, Status.DOUBTFUL)) == "marked doubtful, 50 % likely"
    assert judgement(Bead((1,), (), 0.5, moved=3)) == "moved passage, 50 % likely"


def test_numbers_that_differ_are_reported_in_the_strip() -> None:
    bitext, _ = made(("In 1984 he left. | Er ging 1985.", "Yes. | Ja."))
    model = _fresh(bitext)
    told = [model.data(model.index(row, Column.STRIP), Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    first, *reasons = told[0].split("\n")
    assert first == judgement(bitext.beads[0]).capitalize()
    assert reasons == ["The source has 1984, the target 1985"]
    assert told[1] == judgement(bitext.beads[1]).capitalize()


def test_what_is_not_certain_never_reads_as_certain() -> None:
    assert percent(0.9999) == "99 %"
    assert percent(1.0) == "100 %"


def test_a_moved_passage_shows_the_shadow_of_its_other_end(qtbot: QtBot) -> None:
    bitext, _ = made(("One. |", "Two. | Zwei.", "| Eins."))
    beads = bitext.beads
    moved = (Bead(beads[0].source, (), 0.8, moved=1), beads[1], Bead((), beads[2].target, 0.8, moved=1))
    shown = Bitext(bitext.source, bitext.target, moved)
    model = _fresh(shown)
    assert model.cell(0, "target").texts == ("Eins.",)
    assert model.cell(0, "target").shadow
    assert model.cell(2, "source").texts == ("One.",)
    assert not model.index(0, Column.TARGET).flags() & Qt.ItemFlag.ItemIsEditable
    known = model.data(model.index(0, Column.STRIP), Qt.ItemDataRole.ToolTipRole)
    assert known == "Moved passage, 80 % likely; the other half is in row 3"
    edited = _fresh(apply(shown, verbs.edit_text(shown, 2, "target", beads[2].target[0], "Erstens.")))
    tooltip = edited.data(edited.index(0, Column.TARGET), Qt.ItemDataRole.ToolTipRole)
    assert "the original text is “\u2068Eins." in tooltip
