"""Status bar: the numbers of rows, how many are accepted, the share that is right, and whether everything is
saved."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QToolButton, QWidget

from app.window.i18n import tr, translated, trn
from app.window.open_project import OpenProject
from app.window.table.chapter_bar import Elided
from core import language
from core.model import SIDES, SideName
from core.review.doubts.reasons import percent
from core.review.overview.statistics import Tally


class StatusBar(QStatusBar):
    """Status bar whose counts follow each change."""

    language_wanted = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project, self._typing = project, False
        self.setSizeGripEnabled(False)
        self.counts, self.saved = Elided(), QLabel()  # no count displaces anything else
        self.counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self.counts, 1)
        self.languages: dict[SideName, QToolButton] = {}
        for side in SIDES:
            button = self.languages[side] = QToolButton()
            button.clicked.connect(lambda _=False, at=side: self.language_wanted.emit(at))
            self.addPermanentWidget(button)
        self.addPermanentWidget(self.saved)
        project.changed.connect(self.count)
        project.replaced.connect(self.count)
        project.saved.connect(self._show_saved)

    def count(self) -> None:
        """Show the numbers."""
        bitext = self._project.bitext
        self.counts.tell("" if bitext is None else summary(self._project.tally))
        for side, button in self.languages.items():
            button.setVisible(bitext is not None)
            if bitext is not None:
                name = translated(language.name(bitext.side(side).document.language))
                source = side == "source"
                button.setText(name)
                button.setToolTip(
                    tr("Change the language of the source")
                    if source
                    else tr("Change the language of the target")
                )
                button.setAccessibleName(
                    tr("Language of the source: {name}", name=name)
                    if source
                    else tr("Language of the target: {name}", name=name)
                )
        self._show_saved()

    def show_typing(self, typing: bool) -> None:
        """Show whether text is being typed that only the editor has yet."""
        if typing != self._typing:
            self._typing = typing
            self._show_saved()

    def _show_saved(self) -> None:
        if self._project.bitext is None:
            self.saved.clear()
        elif self._project.trouble is not None:
            self.saved.setText(tr("Not saved"))
        else:
            self.saved.setText(
                tr("All changes saved") if self._project.all_saved and not self._typing else tr("Saving…")
            )


def summary(counts: Tally) -> str:
    """Return the counts in words.

    Exports count pairs: a row is one, with or without a counterpart, and the two rows of a moved passage are
    one.
    """
    lone, moved = counts.lone, counts.moved
    parts = [
        trn("{count} row", "{count} rows", counts.rows),
        *([trn("{count} without a counterpart", "{count} without a counterpart", lone)] if lone else []),
        *([trn("{count} moved pair", "{count} moved pairs", moved)] if moved else []),
        tr("{count} of {all} accepted", count=counts.accepted, all=counts.rows),
    ]
    if counts.rows:
        parts.append(tr("about {share} right", share=percent(counts.right)))
    return "   ·   ".join(parts)
