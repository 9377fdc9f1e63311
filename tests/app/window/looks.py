"""Visible texts of a widget and its children, and whether there is room for them."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QToolBar,
    QToolButton,
    QWidget,
)

from app.window.table.chapter_bar import Elided


def words(top: QWidget) -> Iterator[str]:
    """Every text in a widget that is shown or spoken, without what comes from documents."""
    for widget in (top, *top.findChildren(QWidget)):
        if not widget.isVisibleTo(top) and widget is not top:
            continue
        yield from filter(None, (_plain(widget.toolTip()), widget.accessibleName()))
        if widget.isWindow():
            yield widget.windowTitle()
        if isinstance(widget, QLabel | QAbstractButton) and widget.text():
            yield QTextDocumentFragment.fromHtml(widget.text()).toPlainText()
        if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            yield widget.placeholderText()
        if isinstance(widget, QGroupBox):
            yield widget.title()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(at) for at in range(widget.count()))
        if isinstance(widget, QMenu | QMenuBar):
            yield from (action.text() for action in widget.actions())


def cut_off(top: QWidget) -> Iterator[str]:
    """The texts in a widget that have less room than they need."""
    for widget in top.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, Elided):
            if widget.wordWrap():
                if widget.heightForWidth(widget.width()) > widget.height() + 1:
                    yield widget.text()
            elif widget.sizeHint().width() > widget.width() + 1:
                yield widget.text()
        if isinstance(widget, QAbstractButton) and _words_on(widget) and _needs(widget) > widget.width() + 1:
            yield widget.text()
        if isinstance(widget, QToolBar):
            more = widget.findChild(QToolButton, "qt_toolbar_ext_button")
            if more is not None and more.isVisible():
                yield "the tool bar"


def _plain(tip: str) -> str:
    """The words of a tooltip, which is HTML where it holds a text of a document."""
    return QTextDocumentFragment.fromHtml(tip).toPlainText() if "<p>" in tip else tip


def _words_on(button: QAbstractButton) -> bool:
    """Return whether a button shows its text, not only an icon."""
    alone = Qt.ToolButtonStyle.ToolButtonIconOnly
    return bool(button.text()) and not (
        isinstance(button, QToolButton) and button.toolButtonStyle() == alone and not button.icon().isNull()
    )


def _needs(button: QAbstractButton) -> int:
    """The width that a button's words need; what its style sheet adds is air."""
    return button.fontMetrics().horizontalAdvance(re.sub("&(?!&)", "", button.text()))
