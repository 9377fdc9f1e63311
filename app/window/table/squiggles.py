"""Squiggles below the misspelt words of an open editor, and suggestions in its context menu."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit
from shiboken6 import isValid

from app.spelling.words import spelling_words
from app.window.background.speller import Speller
from app.window.i18n import tr
from app.window.table.editor import SegmentEditor


class Squiggles(QObject):
    """Marks what a speller finds wrong in one editor; only a suggestion that is taken changes the text."""

    adopted = Signal(str, str)
    """Emitted with the language and a word that the user wants to keep among the own words."""

    def __init__(self, editor: SegmentEditor, speller: Speller, tag: str, colour: str) -> None:
        super().__init__(editor)
        self._editor, self._speller, self._tag = editor, speller, tag
        self._look = QTextCharFormat()
        self._look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        self._look.setUnderlineColor(QColor(colour))
        self._typed_at: int | None = None
        self._text = ""
        self._words: list[tuple[int, int, str]] = []
        editor.document().contentsChange.connect(self._typed)
        editor.textChanged.connect(self._show)
        editor.cursorPositionChanged.connect(self._show)
        speller.changed.connect(self._show)
        for part in (editor, editor.viewport()):
            part.installEventFilter(self)
        self._show()

    def end(self) -> None:
        """Remove the squiggles and the suggestions."""
        self._editor.setExtraSelections([])
        self._editor.removeEventFilter(self)
        self._editor.viewport().removeEventFilter(self)
        self._speller.changed.disconnect(self._show)
        self._editor.textChanged.disconnect(self._show)
        self._editor.cursorPositionChanged.disconnect(self._show)
        self.deleteLater()

    def _typed(self, at: int, _removed: int, added: int) -> None:
        self._typed_at = at + added

    def _show(self) -> None:
        """Mark the wrong words, except the one that is being typed, and ask about those not known yet."""
        document = self._editor.document()
        if (text := document.toRawText()) != self._text:
            self._text, self._words = text, list(_words(text))
        caret = self._editor.textCursor().position()
        marks, words = [], []
        for start, end, word in self._words:
            if start <= caret <= end and caret == self._typed_at:
                continue
            words.append(word)
            if self._speller.wrong(self._tag, word):
                cursor = QTextCursor(document)
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, self._look
                marks.append(mark)
        self._editor.setExtraSelections(marks)
        self._speller.ask(self._tag, words)

    # Context menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QContextMenuEvent):
            return False
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self._editor.textCursor() if by_key else self._editor.cursorForPosition(event.pos())
        word = self._wrong_word_at(at.position())
        if word is None:
            return False
        # The menu waits for the suggestions: rows that came later would move others below the mouse.
        self._speller.suggest(
            self._tag, word.selectedText(), partial(self._open_menu, word, event.pos(), event.globalPos())
        )
        return True

    def _wrong_word_at(self, position: int) -> QTextCursor | None:
        for mark in self._editor.extraSelections():
            word = QTextCursor(mark.cursor)  # a copy: PySide's own dies with the mark
            if word.selectionStart() <= position <= word.selectionEnd():
                return word
        return None

    def _open_menu(
        self, word: QTextCursor, at: QPoint, on_screen: QPoint, suggestions: tuple[str, ...]
    ) -> None:
        if not isValid(self) or not self._editor.isVisible():
            return  # the editor was closed meanwhile
        menu = self._editor.createStandardContextMenu(at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_to(menu, word, suggestions)
        menu.popup(on_screen)

    def _add_to(self, menu: QMenu, word: QTextCursor, suggestions: tuple[str, ...]) -> None:
        """Put the suggestions, and what else can be done about a word, above the usual rows of the menu."""
        first, text = menu.actions()[0], word.selectedText()
        rows = []
        for suggestion in suggestions:
            action = menu.addAction(suggestion.replace("&", "&&"))
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            action.triggered.connect(partial(_replace, word, text, suggestion))
            rows.append(action)
        if not rows:
            rows.append(menu.addAction(tr("No suggestions")))
            rows[0].setEnabled(False)
        rows.append(menu.addSeparator())
        add, ignore = menu.addAction(tr("Add to dictionary")), menu.addAction(tr("Ignore"))
        add.triggered.connect(lambda: self.adopted.emit(self._tag, text))
        ignore.triggered.connect(lambda: self._speller.allow(self._tag, text))
        menu.insertActions(first, [*rows, add, ignore, menu.addSeparator()])


def _replace(word: QTextCursor, text: str, suggestion: str) -> None:
    """Replace a word, as one step of the editor's undo, if it is still what it was."""
    if word.selectedText() == text:
        word.insertText(suggestion)


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a text, each with its place in UTF-16 units, in which Qt counts."""
    read = units = 0
    for start, end in spelling_words(text):
        begin = units + _units(text[read:start])
        read, units = end, begin + _units(text[start:end])
        yield begin, units, text[start:end]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
