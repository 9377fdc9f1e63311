"""Tooltips show texts of documents and users word for word, whatever they look like."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from pytestqt.qtbot import QtBot

from app.window.panels.headings import HeadingList
from app.window.panels.map import MapPanel
from app.window.table.chapter_bar import Elided
from app.window.table.model import Column
from app.window.tooltips import tip
from app.window.window import Window
from core.review import verbs
from core.review.overview.chapters import Heading
from tests.app.window.stage import lay

WILD = "<h1>Was</h1> <img src='x'> & 1 &lt; 2"


def read(tip: str) -> str:
    """Return the text visible in a tooltip."""
    return QTextDocumentFragment.fromHtml(tip).toPlainText() if "<p>" in tip else tip


def test_every_line_is_kept_as_it_is() -> None:
    assert read(tip(f"{WILD}\nmore", "", "<b>last")) == f"{WILD}\nmore\n<b>last"
    assert tip("") == ""


def test_notes_headings_and_chapters_are_shown_word_for_word(qtbot: QtBot, review: Window) -> None:
    review.editing.apply(lambda bitext: verbs.note(bitext, 0, WILD))
    model = review.table.rows
    assert read(model.data(model.index(0, Column.NUMBER), Qt.ItemDataRole.ToolTipRole)) == WILD
    assert model.data(model.index(1, Column.NUMBER), Qt.ItemDataRole.ToolTipRole) is None
    label, headings = Elided(), HeadingList("Source")
    qtbot.addWidget(label)
    qtbot.addWidget(headings)
    label.tell(WILD)
    assert read(label.toolTip()) == WILD
    headings.fill((Heading(1, 0, 1, WILD),), "en")
    assert read(headings.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)) == WILD


def test_the_map_tells_texts_word_for_word(qtbot: QtBot, window: Window) -> None:
    lay(qtbot, window, (f"{WILD} | Was",))
    window.sidebar.show_panel("map")
    panel = window.sidebar.panel("map")
    assert isinstance(panel, MapPanel)
    qtbot.waitUntil(lambda: panel.view.chart is not None)
    assert WILD in read(panel.view.tooltip_of(0))
