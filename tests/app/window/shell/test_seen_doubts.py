"""A doubt that was looked at stays marked when its project is opened again."""

import pytest
from pytestqt.qtbot import QtBot

from app.window.shell import seen_doubts
from app.window.window import Window
from core.review import verbs
from tests.app.window.stage import ROWS, lay, put_down, shown

SEEN, OTHER = 2, 3


def _open_again(window: Window, qtbot: QtBot) -> None:
    path = window.project.path
    assert path is not None
    window.projects.close()
    qtbot.waitUntil(lambda: window.project.bitext is None)
    window.projects.open(path)
    qtbot.waitUntil(lambda: window.project.bitext is not None)


def _seen(window: Window) -> list[int]:
    bitext = window.project.bitext
    assert bitext is not None
    return [row for row in range(len(bitext.beads)) if window.doubt_queue.seen(row)]


def test_what_was_seen_stays_marked_in_the_same_rows(review: Window, qtbot: QtBot) -> None:
    review.doubt_queue.go_to(SEEN)
    review.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    assert _seen(review) == [SEEN - 1]
    _open_again(review, qtbot)
    assert _seen(review) == [SEEN - 1]
    review.editing.undo()
    assert _seen(review) == [SEEN]


def test_it_stays_marked_when_the_window_was_closed(review: Window, qtbot: QtBot) -> None:
    review.doubt_queue.go_to(SEEN)
    path = review.project.path
    assert path is not None
    put_down(review)
    again = shown(qtbot)
    again.projects.open(path)
    qtbot.waitUntil(lambda: again.project.bitext is not None)
    assert _seen(again) == [SEEN]
    put_down(again)


def test_each_project_has_its_own(review: Window, qtbot: QtBot) -> None:
    path = review.project.path
    assert path is not None
    review.doubt_queue.go_to(SEEN)
    other = path.with_name("other.diglot")
    review.project.save_as(other, lambda: None, lambda error: None)
    qtbot.waitUntil(lambda: review.project.path == other)
    review.doubt_queue.go_to(OTHER)
    _open_again(review, qtbot)
    assert _seen(review) == [SEEN, OTHER]


def test_a_new_project_in_the_same_place_begins_anew(review: Window, qtbot: QtBot) -> None:
    review.doubt_queue.go_to(SEEN)
    review.projects.close()
    qtbot.waitUntil(lambda: review.project.bitext is None)
    lay(qtbot, review, ROWS)
    assert _seen(review) == []
    _open_again(review, qtbot)
    assert _seen(review) == []


def test_only_the_latest_are_kept(review: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen_doubts, "_LATEST", 1)
    review.doubt_queue.go_to(OTHER)
    review.doubt_queue.go_to(SEEN)
    _open_again(review, qtbot)
    assert _seen(review) == [SEEN]


@pytest.mark.parametrize("kept", ["nonsense", "[1]", '{"a": 1}', '[[["x"], []]]'])
def test_what_cannot_be_read_is_nothing(kept: str) -> None:
    assert seen_doubts._read(kept) == []
