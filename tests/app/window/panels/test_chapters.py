"""The panel of chapters: which headings pair, going to them, and pairing two by drag or by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.window.panels.chapters import ChaptersPanel
from app.window.window import Window
from core.model import Bitext, Status
from core.read import File
from core.review import verbs
from tests.app.window.stage import lay
from tests.core.review.headed import made

PATIENCE_MS = 60_000
ROWS = (
    "# The first day | # Der erste Tag",
    "It rained all morning. | Es regnete den ganzen Morgen.",
    "We stayed at home. | # Der zweite Tag",
    "# The second day | Wir blieben zu Hause.",
    "The sun came out. | Die Sonne kam heraus.",
    "## In the garden | ## Im Garten",
    "The roses were open. | Die Rosen waren offen.",
)


def laid(window: Window, qtbot: QtBot, *rows: str) -> ChaptersPanel:
    """A project with these rows on the desk, and the panel beside it."""
    bitext = made(*rows)
    files = File("text.en.html", b"one"), File("text.de.html", b"other")
    failures: list[object] = []
    window.project.create(window.folders.drafts / "draft.diglot", bitext, files, {}, failures.append)
    qtbot.waitUntil(lambda: window.project.bitext is not None or bool(failures))
    assert not failures
    window.sidebar.show_panel("chapters")
    panel = window.sidebar.panel("chapters")
    assert isinstance(panel, ChaptersPanel)
    settled(panel, qtbot)
    return panel


def settled(panel: ChaptersPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel._shown is panel.window().project.bitext)


def ended(panel: ChaptersPanel, qtbot: QtBot) -> Bitext:
    """The bitext once all is realigned and shown."""
    qtbot.waitUntil(lambda: not panel.window().jobs.running(), timeout=PATIENCE_MS)
    settled(panel, qtbot)
    bitext = panel.window().project.bitext
    assert bitext is not None
    return bitext


@pytest.fixture
def panel(window: Window, qtbot: QtBot) -> ChaptersPanel:
    return laid(window, qtbot, *ROWS)


def centre(panel: ChaptersPanel, side: str, at: int) -> QPoint:
    one = panel.lists["source" if side == "source" else "target"]
    return one.visualItemRect(one.item(at)).center()


def texts(panel: ChaptersPanel) -> list[list[str]]:
    return [[one.item(at).text() for at in range(one.count())] for one in panel.lists.values()]


def test_headings_stand_in_two_lists_deeper_ones_set_in(panel: ChaptersPanel) -> None:
    assert texts(panel) == [
        ["The first day", "The second day", "\u2003In the garden"],
        ["Der erste Tag", "Der zweite Tag", "\u2003Im Garten"],
    ]
    assert panel.words.text().startswith("2 of 3 headings are paired.")


def test_a_line_ties_headings_that_stand_in_one_row(panel: ChaptersPanel) -> None:
    ties = panel.ties()
    assert [accepted for *_, accepted in ties] == [False, False]
    assert [start.y() for start, *_ in ties] == [panel.lists["source"].middle(at) for at in (0, 2)]
    assert all(end.x() > start.x() for start, end, _ in ties)


def test_a_drag_pairs_two_headings_and_aligns_what_stands_around(panel: ChaptersPanel, qtbot: QtBot) -> None:
    before = panel.window().project.bitext
    source, target = panel.lists["source"].viewport(), panel.lists["target"].viewport()
    drop = source.mapFromGlobal(target.mapToGlobal(centre(panel, "target", 1)))
    qtbot.mousePress(source, Qt.MouseButton.LeftButton, pos=centre(panel, "source", 1))
    qtbot.mouseMove(source, drop)
    qtbot.mouseRelease(source, Qt.MouseButton.LeftButton, pos=drop)
    bitext = ended(panel, qtbot)
    pair = next(bead for bead in bitext.beads if 3 in bead.source)
    assert (pair.source, pair.target, pair.status) == ((3,), (2,), Status.ACCEPTED)
    assert [accepted for *_, accepted in panel.ties()] == [False, True, False]
    assert panel.words.text().startswith("3 of 3")
    assert str(panel.window().project.undo_name) == "Pair the headings of rows 3 and 4"
    panel.window().editing.undo()
    assert panel.window().project.bitext == before


def test_keys_alone_pair_two_headings(panel: ChaptersPanel, qtbot: QtBot) -> None:
    source, target = panel.lists["source"], panel.lists["target"]
    panel.setFocus()
    assert source.hasFocus()
    qtbot.keyClick(source, Qt.Key.Key_Down)
    assert not panel.pair.isEnabled()
    assert source.currentRow() == 1
    qtbot.keyClick(source, Qt.Key.Key_Right)
    assert target.hasFocus()
    qtbot.keyClick(target, Qt.Key.Key_Down)
    assert panel.pair.isEnabled()
    qtbot.keyClick(target, Qt.Key.Key_Return)
    bitext = ended(panel, qtbot)
    assert any((bead.source, bead.target) == ((3,), (2,)) for bead in bitext.beads)


def test_a_drag_that_ends_nowhere_does_nothing(panel: ChaptersPanel, qtbot: QtBot) -> None:
    source = panel.lists["source"].viewport()
    qtbot.mousePress(source, Qt.MouseButton.LeftButton, pos=centre(panel, "source", 1))
    qtbot.mouseMove(source, QPoint(5, -60))
    qtbot.mouseRelease(source, Qt.MouseButton.LeftButton, pos=QPoint(5, -60))
    assert not panel.window().jobs.running()
    assert panel.window().project.undo_name is None


def test_a_click_goes_to_the_heading(panel: ChaptersPanel, qtbot: QtBot) -> None:
    target = panel.lists["target"].viewport()
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=centre(panel, "target", 1))
    assert (panel.window().table.row, panel.window().table.side) == (2, "target")


def test_the_chapter_that_the_table_is_in_stands_out(panel: ChaptersPanel) -> None:
    for row, wanted in ((1, ["The first day"]), (4, ["The second day"]), (6, ["\u2003In the garden"])):
        panel.window().table.go(row)
        source = panel.lists["source"]
        bold = [source.item(at).text() for at in range(source.count()) if source.item(at).font().bold()]
        assert bold == wanted


def test_headings_are_read_out_with_their_partners(panel: ChaptersPanel) -> None:
    said = [panel.lists["source"].item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)]
    assert said == ["The first day, row 1, paired with Der erste Tag", "The second day, row 4, not paired"]


def test_a_text_without_headings_is_named(window: Window, qtbot: QtBot) -> None:
    panel = laid(window, qtbot, "# One | Eins", "Two. | Zwei.")
    assert panel.empty.isVisible()
    assert panel.empty.text() == "No headings were found in “text”."
    assert panel.both.isVisible()
    assert not panel.pair.isVisible()


def test_where_no_text_has_headings_there_are_no_lists(window: Window, qtbot: QtBot) -> None:
    panel = laid(window, qtbot, "One. | Eins.")
    assert not panel.both.isVisible()
    assert panel.empty.isVisible()


def test_lists_follow_changes_and_other_projects(panel: ChaptersPanel, qtbot: QtBot) -> None:
    window = panel.window()
    window.editing.apply(lambda bitext: verbs.merge(bitext, 2, 3))
    settled(panel, qtbot)
    assert panel.words.text().startswith("3 of 3")
    window.editing.swap()
    settled(panel, qtbot)
    assert texts(panel)[0][0] == "Der erste Tag"
    window.projects.close()
    lay(qtbot, window)
    settled(panel, qtbot)
    assert texts(panel) == [[], []]
    assert panel.empty.isVisible()


def test_without_headings_the_focus_stays_in_the_table(window: Window, qtbot: QtBot) -> None:
    lay(qtbot, window)
    window.command_actions.by_id["panel.chapters"].trigger()
    qtbot.waitUntil(lambda: bool(window.sidebar.panel("chapters").empty.text()))  # type: ignore[attr-defined]
    assert window.table.hasFocus()
