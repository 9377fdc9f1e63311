"""Terms panel: terms collected from the texts while the project is open, to be copied or saved."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.window.actions.word_links import WordLinks
from app.window.dialogs import error as boxes
from app.window.i18n import tr
from app.window.open_project import OpenProject
from app.window.table.view import BitextView
from core.errors import DiglotError
from core.model import SIDES
from core.write.terms import as_lines, write


class TermsPanel(QWidget):
    """Table of terms, newest last; a double click or Return goes to the place where a term was found."""

    def __init__(self, project: OpenProject, bitext_table: BitextView, word_links: WordLinks) -> None:
        super().__init__()
        self._project, self._bitext_table, self._word_links = project, bitext_table, word_links
        self.empty, self.table = QLabel(), QTableWidget(0, 3)
        self.empty.setWordWrap(True)
        self.empty.setProperty("kind", "muted")
        self.empty.setText(
            tr(
                "Hover over a word, or use “Highlight next word”, to see it with its counterpart. Then add "
                "both to the list."
            )
        )
        self.copy, self.save = QPushButton(tr("Copy")), QPushButton(tr("Save…"))
        self.remove = QPushButton(tr("Remove"))
        self._dress()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 14)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        for button in (self.copy, self.save, self.remove):
            row.addWidget(button)
        column.addLayout(row)
        self.setFocusProxy(self.table)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_where)
        self.remove.clicked.connect(self._remove)
        self.table.cellActivated.connect(lambda at, _: self._go(at))
        self._word_links.collected.connect(self.look)
        self._project.changed.connect(lambda _: self._look_again())
        self.look()

    def _dress(self) -> None:
        self.table.setAccessibleName(tr("Terms"))
        self.table.setHorizontalHeaderLabels([tr("Source"), tr("Target"), tr("Row")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.table.horizontalHeader()
        for at, mode in enumerate((QHeaderView.ResizeMode.Stretch,) * 2):
            header.setSectionResizeMode(at, mode)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)

    def look(self) -> None:
        """Show the present terms."""
        terms = self._word_links.terms
        self.table.setRowCount(len(terms))
        for at, term in enumerate(terms):
            for column, field in enumerate(term):
                self.table.setItem(at, column, QTableWidgetItem(str(field)))
        self.empty.setVisible(not terms)
        self.table.setVisible(bool(terms))
        for button in (self.copy, self.save, self.remove):
            button.setEnabled(bool(terms))

    def _look_again(self) -> None:
        if self.isVisible() and self.table.rowCount():  # row numbers have changed
            self.look()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_lines(self._word_links.terms))
        self._word_links.say(tr("Terms copied."))

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self.window(), tr("Save terms"), "terms.tsv", tr("Tab-separated text") + " (*.tsv)"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the terms to a file."""
        bitext, terms = self._project.bitext, self._word_links.terms
        if bitext is None:
            return
        source, target = (bitext.side(side).document.language for side in SIDES)
        self._project.project_thread.do(
            lambda: write(terms, (source, target), path),
            lambda _: self._word_links.say(tr("Terms saved.")),
            self._failed,
        )

    def _failed(self, error: DiglotError) -> None:
        boxes.tell(self.window(), error)

    def _remove(self) -> None:
        chosen = {index.row() for index in self.table.selectionModel().selectedRows()}
        self._word_links.drop(chosen)

    def _go(self, at: int) -> None:
        self._bitext_table.go(self._word_links.terms[at][2] - 1)
        self._bitext_table.setFocus()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._remove()
        elif event.key() == Qt.Key.Key_Escape:
            self._bitext_table.setFocus()
        else:
            super().keyPressEvent(event)
