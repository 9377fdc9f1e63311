"""Font coverage: a warning if this computer lacks glyphs of a text, which would look like a broken file."""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import chain, islice

from PySide6.QtGui import QFont, QFontMetrics

from app.window.i18n import tr, translated
from core import language
from core.model import Document

_READ = 2_000
_COMMON = 60


def warning(document: Document, font: QFont) -> str:
    """Return a warning for a document whose script no font covers, "" if all is well."""
    metrics = QFontMetrics(font)
    visible = map(document.visible, range(len(document.blocks)))
    letters = islice(chain.from_iterable(visible), _READ)
    if not lacking(letters, lambda letter: metrics.inFontUcs4(ord(letter))):
        return ""
    return tr(
        "No font on this computer can display {language}. Install one, such as Noto, to see the text.",
        language=translated(language.name(document.language)),
    )


def lacking(letters: Iterable[str], has: Callable[[str], bool]) -> bool:
    """Return whether most of the commonest letters cannot be displayed."""
    common = Counter(letter for letter in letters if letter.isalpha()).most_common(_COMMON)
    return sum(count for letter, count in common if not has(letter)) * 2 > sum(count for _, count in common)
