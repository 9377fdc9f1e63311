"""A text whose letters no font has is told apart from one that is merely rare."""

from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from app.window import font_coverage
from core.model import Block, BlockKind, Document


def test_most_of_the_common_letters_decide() -> None:
    assert font_coverage.lacking("中文中文 and", "and".__contains__)
    assert not font_coverage.lacking("an English word 中", "anEglishword".__contains__)
    assert not font_coverage.lacking("1, 2, 3 …", "".__contains__)


def test_a_text_in_latin_letters_is_never_warned_of(qtbot: QtBot) -> None:
    blocks = (Block(BlockKind.PARAGRAPH, "The cat sleeps."),)
    assert font_coverage.warning(Document("a.txt", "txt", "en", "", blocks), QFont()) == ""
