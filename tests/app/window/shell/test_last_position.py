"""Coming back to where one was, and other small comforts that a person expects."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.window.table.model import Column
from app.window.window import Window
from tests.app.window.states import lay, until
from tests.stories.story import made


def test_a_project_opens_where_one_left_it(review: Window) -> None:
    path = review.project.path
    assert path is not None
    review.table.go(3, "target")
    review.projects.close()
    until(lambda: review.project.bitext is None)
    bitext, files = made(("One. | Eins.",))
    lay(review, bitext, files, {})
    assert review.table.row == 0
    review.projects.open(path)
    until(lambda: review.project.bitext is not None and len(review.project.bitext.beads) > 1)
    assert review.table.row == 3


def test_a_double_click_puts_the_caret_where_one_clicked(review: Window) -> None:
    rect = review.table.visualRect(review.table.rows.index(0, Column.SOURCE))
    place = QPoint(rect.left() + 120, rect.top() + 20)
    QTest.mouseDClick(
        review.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    editor = review.table.editor
    assert editor is not None
    assert 0 < editor.caret < len(editor.text)


def test_two_texts_on_the_command_line_are_for_the_window(tmp_path: Path) -> None:
    from app.__main__ import _for_the_window

    texts = [tmp_path / name for name in ("novel.txt", "roman.txt")]
    for text in texts:
        text.write_text("Text.", encoding="utf-8")
    assert _for_the_window([*map(str, texts)])
    assert not _for_the_window(["read", str(texts[0])])
    assert not _for_the_window(["align", *map(str, texts)])
