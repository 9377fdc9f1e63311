"""The row that the user looks at keeps its place on the screen, whatever is laid out anew."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.table.chapter_bar import ChapterBar
from app.window.table.model import COLUMN_OF
from app.window.window import Window
from core.model import Bitext, BlockKind, Side
from core.review import verbs
from core.review.overview.chapters import heading_blocks, heading_over
from core.review.search.find import Sought
from core.review.search.order import Order
from core.review.search.replace import replace_all, replacements
from tests.app.window.stage import put_down, shown
from tests.app.window.states import lay, settle, until
from tests.stories.story import made

ROWS, CHAPTER = 240, 30
Change = Callable[[Window, random.Random], object]


@pytest.fixture
def book(window: Window) -> Window:
    """A window with rows of one line to many, in chapters."""
    rng = random.Random(7)
    rows = [
        f"Chapter {at} | Kapitel {at}"
        if at % CHAPTER == 0
        else f"{'word ' * rng.choice((3, 8, 30, 90))}{at}. | {'Wort ' * rng.choice((3, 8, 30, 60))}{at}."
        for at in range(ROWS)
    ]
    bitext, files = made(rows)
    source, target = map(_with_headings, (bitext.source, bitext.target))
    lay(window, Bitext(source, target, bitext.beads), files, {})
    return window


def _with_headings(side: Side) -> Side:
    blocks = tuple(
        replace(block, kind=BlockKind.HEADING) if at % CHAPTER == 0 else block
        for at, block in enumerate(side.document.blocks)
    )
    return replace(side, document=replace(side.document, blocks=blocks))


def _merge_or_split(window: Window, rng: random.Random) -> None:
    """Change rows somewhere above or below the current one."""
    here = window.table.row
    bitext = window.project.bitext
    assert bitext is not None
    row = rng.choice([at for at in range(len(bitext.beads) - 1) if abs(at - here) > 1])
    if len(bitext.beads[row].source) > 1:
        window.editing.apply(lambda bitext: verbs.unmerge(bitext, row))
    else:
        window.editing.apply(lambda bitext: verbs.merge_next(bitext, row))


def _rewrite(window: Window, rng: random.Random) -> None:
    """Change many texts at once, as replacing all does."""
    sought, by = Sought("word"), rng.choice(("word", "longer word", "w"))
    window.editing.apply(
        lambda bitext: replace_all(bitext, sought, chain(*replacements(bitext, sought, by, range(100))))
    )


def _undo_and_return(window: Window, _: random.Random) -> None:
    """Undo and redo without following the change, as when it is the program that changes rows."""
    window.project.undo()
    settle(window)
    window.project.redo()


def _filter(window: Window, rng: random.Random) -> None:
    shown = window.table.shown
    here = window.table.row
    if shown.some:
        shown.all()
    else:
        shown.only(sorted({here, *rng.sample(range(window.table.rows.rowCount()), ROWS * 2 // 3)}))


def _resize(window: Window, rng: random.Random) -> None:
    window.resize(rng.choice((1000, 1366, 1180, 900)), rng.choice((700, 768, 900)))


def _maximise(window: Window, _: random.Random) -> None:
    if window.isMaximized():
        window.showNormal()
    else:
        window.showMaximized()


def _banner(window: Window, rng: random.Random) -> None:
    if window.banner.isVisible():
        window.banner.hide()
    else:
        window.banner.say("Something to know.")


CHANGES: dict[str, Change] = {
    "panel": lambda window, rng: window.sidebar.toggle(rng.choice(("doubts", "map", "chapters", "note"))),
    "find": lambda window, _: window.finder.end() if window.finder.isVisible() else window.finder.begin(),
    "filter bar": lambda window, _: window.filter.begin(),
    "filter": _filter,
    "window": _resize,
    "maximised": _maximise,
    "sidebar": lambda window, rng: window.splitter.setSizes([700, rng.choice((240, 330, 450))]),
    "zoom": lambda window, rng: window.preferences.zoom(rng.choice((10, -10, 0))),
    "sizes": lambda window, rng: window.preferences.put(size_source=rng.choice((80, 100, 140))),
    "texts": _rewrite,
    "theme": lambda window, rng: window.preferences.set_theme(rng.choice(("dark", "light"))),
    "banner": _banner,
    "rows": _merge_or_split,
    "undo": _undo_and_return,
}


def _top(window: Window, row: int) -> int:
    """Return where a row begins in the window."""
    table = window.table
    at = table.rowViewportPosition(row)
    return table.viewport().mapTo(window, QPoint(0, at)).y()


def _in_sight(window: Window, row: int) -> bool:
    table = window.table
    top = table.rowViewportPosition(row)
    return top + table.rowHeight(row) > 0 and top < table.viewport().height()


OF_THE_WINDOW = ("window", "maximised", "window", "maximised", "panel", "zoom", "banner", "sidebar", "rows")


@pytest.mark.parametrize("seed", range(2))
def test_the_current_row_stays_where_it_is_through_a_hundred_changes_of_layout(
    book: Window, seed: int
) -> None:
    _walk(book, seed, sorted(CHANGES))


@pytest.mark.parametrize("seed", [6, 11, 16])
def test_the_current_row_stays_where_it_is_however_the_window_is_resized(book: Window, seed: int) -> None:
    _walk(book, seed, OF_THE_WINDOW)


def _walk(book: Window, seed: int, names: Sequence[str]) -> None:
    """Change the layout a hundred times, and check each time that the current row keeps its place."""
    rng = random.Random(seed)
    table = book.table
    table.go(ROWS // 2 + seed)
    settle(book)
    for _ in range(100):
        name = rng.choice(names)
        row, before, height = table.row, _top(book, table.row), table.rowHeight(table.row)
        segment = table.rows.bead(row).source[0]
        CHANGES[name](book, rng)
        if rng.random() < 0.3 and name == "maximised":  # at once, as some systems do
            _resize(book, rng)
        settle(book)
        assert segment in table.rows.bead(table.row).source, (name, row, table.row)
        assert _in_sight(book, table.row), name
        ceiling = table.viewport().mapTo(book, QPoint(0, 0)).y()
        lowest = ceiling + max(table.viewport().height() - table.rowHeight(table.row), 0)
        meant = max(min(before, lowest), ceiling)
        assert abs(_top(book, table.row) - meant) <= max(height, table.rowHeight(table.row)), (name, row)
        _check_chapter(book)


def _check_chapter(window: Window) -> None:
    bitext = window.project.bitext
    assert bitext is not None
    (bar,) = window.findChildren(ChapterBar)
    first = window.table.rowAt(0)
    blocks = heading_blocks(bitext.source)
    assert bar.labels["source"].words == heading_over(bitext, "source", first, blocks)


def test_where_the_current_row_is_out_of_sight_the_rows_in_sight_stay(book: Window) -> None:
    table = book.table
    table.go(10)
    settle(book)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    settle(book)
    first = table.rowAt(0)
    for change in (
        lambda: book.sidebar.toggle("map"),
        lambda: book.preferences.zoom(10),
        lambda: book.editing.apply(lambda bitext: verbs.accept(bitext, (3,))),
        lambda: book.sidebar.close_panel(),
    ):
        change()
        settle(book)
        assert abs(table.rowAt(0) - first) <= 1
        assert not _in_sight(book, 10)


def test_a_hidden_current_row_gives_way_to_the_nearest_one(book: Window) -> None:
    book.table.go(100)
    book.filter.begin()
    book.filter._show([20, 97, 150])
    settle(book)
    assert book.table.row == 97


def test_fifty_small_changes_do_not_add_up(book: Window) -> None:
    rng = random.Random(3)
    table, small = book.table, ("banner", "find", "filter bar", "panel", "theme", "zoom")
    table.go(ROWS // 2)
    settle(book)
    before, size = _top(book, table.row), book.size()
    for at in range(50):
        if rng.random() < 0.5:
            CHANGES[rng.choice(small)](book, rng)
        else:
            book.resize(size.width() + rng.randint(-20, 20), size.height() + rng.randint(-20, 20))
        settle(book)
        assert table.row == ROWS // 2, at
    book.finder.end()
    book.filter.end()
    book.banner.hide()
    book.sidebar.close_panel()
    book.preferences.zoom(0)
    book.resize(size)
    settle(book)
    assert abs(_top(book, table.row) - before) <= table.rowHeight(table.row)


def test_a_draft_opened_in_another_window_is_where_it_was_left(book: Window, qtbot: QtBot) -> None:
    table, path = book.table, book.project.path
    assert path is not None
    assert book.projects.is_draft
    table.go(150, "source")
    bar = table.verticalScrollBar()
    settle(book)
    bar.setValue(bar.value() + table.rowViewportPosition(150) - 230)
    settle(book)
    before = _top(book, 150)
    put_down(book)
    again = shown(qtbot)
    again.projects.open(path)
    until(lambda: again.project.bitext is not None)
    settle(again)
    assert again.table.row == 150
    assert abs(_top(again, 150) - before) <= 2
    put_down(again)


def test_an_editor_opened_again_has_its_caret_where_it_was(book: Window) -> None:
    table, path = book.table, book.project.path
    assert path is not None
    table.go(121, "target")
    table.edit_segment()
    assert table.editor is not None
    table.editor.insertPlainText("\N{GRINNING FACE}ab")
    QTest.keyClick(table.editor, Qt.Key.Key_Left)
    assert table.editor.caret == 2
    book.projects.close()
    until(lambda: book.project.bitext is None)
    book.projects.open(path)
    until(lambda: book.project.bitext is not None)
    settle(book)
    table.edit_segment()
    assert table.editor is not None
    assert table.editor.caret == 2
    table.close_editor(keep=True)
    table.go(122, "target")
    table.edit_segment()
    assert table.editor.caret == 0
    table.close_editor(keep=True)


def test_a_project_opens_at_the_segment_and_the_height_where_it_was_left(book: Window) -> None:
    table, path = book.table, book.project.path
    assert path is not None
    book.editing.apply(lambda bitext: verbs.merge_next(bitext, 121))
    table.go(121, "target", 1)
    bar = table.verticalScrollBar()
    settle(book)
    bar.setValue(bar.value() + table.rowViewportPosition(121) - 200)
    settle(book)
    before = _top(book, 121)
    book.projects.close()
    until(lambda: book.project.bitext is None)
    book.projects.open(path)
    until(lambda: book.project.bitext is not None)
    settle(book)
    assert (table.row, table.side, table.segment) == (121, "target", 1)
    assert abs(_top(book, 121) - before) <= 2


@pytest.mark.parametrize("row", [100, 101, 105])
def test_the_editor_shows_the_text_exactly_where_the_table_does(book: Window, row: int) -> None:
    table = book.table
    table.go(row)
    settle(book)
    cell = table.rows.cell(row, "source")
    rect = table.visualRect(table.rows.index(row, COLUMN_OF["source"]))
    laid = table.layouts.of(cell, rect.width())
    top, text = laid.segments[0]
    table.edit_segment()
    editor = table.editor
    assert editor is not None
    for at in (0, len(cell.texts[0]) // 2, len(cell.texts[0]) - 1):
        line = text.lineForTextPosition(at)
        painted = QPoint(
            round(rect.left() + laid.left + line.cursorToX(at)[0]), round(rect.top() + top + line.y())
        )
        cursor = editor.textCursor()
        cursor.setPosition(at)
        typed = editor.viewport().mapTo(table.viewport(), editor.cursorRect(cursor).topLeft())
        assert (typed - painted).manhattanLength() <= 3, (typed, painted)


def test_in_a_sorted_table_the_chapter_is_that_of_the_current_row(book: Window) -> None:
    bitext = book.project.bitext
    assert bitext is not None
    (bar,) = book.findChildren(ChapterBar)
    book.sorting.sort(Order.LONGEST_SOURCE)
    blocks = heading_blocks(bitext.source)
    for row in (200, 3, 95):
        book.table.go(row)
        assert bar.labels["source"].words == heading_over(bitext, "source", row, blocks)


def test_a_bar_above_the_table_does_not_hide_the_first_row(book: Window) -> None:
    book.table.go(0)
    settle(book)
    assert book.table.verticalScrollBar().value() == 0
    book.hint_bar.tell("Do this next.")
    settle(book)
    assert book.table.heights.place() == 0
    book.hint_bar.tell("")
    settle(book)
    assert book.table.heights.place() == 0
