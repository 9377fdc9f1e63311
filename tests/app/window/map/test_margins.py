"""Chapters on the map are named by what tells them apart."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from app.window.map.margins import Margins, distinct, fitted
from core.review.overview.chapters import Heading


@pytest.mark.parametrize(
    ("headings", "short"),
    [
        (("CHAPTER I", "Chapter II", "CHAPTER III The Storm"), ["I", "II", "III The Storm"]),
        (("Preface", "Capítulo 1", "Capítulo 2"), ["Preface", "1", "2"]),
        (("The first part: One", "The first part: Two"), ["One", "Two"]),
        (("Chapter", "Chapter"), ["Chapter", "Chapter"]),
        (("One", "Two", "Three"), ["One", "Two", "Three"]),
        ((), []),
    ],
)
def test_words_that_most_headings_share_are_left_out(headings: tuple[str, ...], short: list[str]) -> None:
    assert distinct(headings) == short


WHOLE = QRectF(0, 0, 600, 400)


@pytest.fixture
def metrics(qapp: QApplication) -> QFontMetricsF:
    return QFontMetricsF(QFont())


def _room(metrics: QFontMetricsF, *names: str) -> QRectF:
    headings = tuple(Heading(at, at, 1, name) for at, name in enumerate(names))
    return Margins(target=headings).room(WHOLE, metrics, from_right=False)


def test_the_headings_of_the_target_take_the_room_they_need_within_limits(metrics: QFontMetricsF) -> None:
    numbers, names = _room(metrics, "I", "II"), _room(metrics, "The Storm", "The Calm After")
    assert numbers.left() < names.left()
    assert names.left() >= metrics.horizontalAdvance("The Calm After")
    long = _room(metrics, "An endless heading " * 20, "Another")
    assert long.left() < WHOLE.width() / 2
    assert _room(metrics).left() < numbers.left()


def test_long_names_are_cut_where_they_do_not_differ(metrics: QFontMetricsF) -> None:
    width = metrics.horizontalAdvance("The adventure of")
    ends = [f"The adventure of the lamp, part {part}" for part in ("one", "two", "six")]
    short = fitted(metrics, [(text, width) for text in ends])
    assert len(set(short)) == 3
    assert all(metrics.horizontalAdvance(text) <= width + 1 for text in short)
    starts = [f"{first} adventure of the whole of the lamp" for first in ("One", "Two")]
    assert fitted(metrics, [(text, width) for text in starts])[0].startswith("One")
    assert fitted(metrics, [(text, width) for text in starts])[0].endswith("…")
