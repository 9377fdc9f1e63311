"""The line at the foot: how much there is, how much is done, and whether it is saved."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from app.window.desk import Desk
from app.window.speech import said, tr, trn
from app.window.table.model import percent
from core import language
from core.model import SIDES, Bitext, SideName, Status

_SOON_MS = 150


class StatusLine(QStatusBar):
    """Counts are made a moment after the last change: they are linear in the number of rows."""

    language_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._typing = desk, False
        self.setSizeGripEnabled(False)
        self.counts, self.saved = QLabel(), QLabel()
        self.addWidget(self.counts)
        self.languages: dict[SideName, QToolButton] = {}
        for side in SIDES:
            button = self.languages[side] = QToolButton()
            button.clicked.connect(lambda _=False, at=side: self.language_wanted.emit(at))
            self.addPermanentWidget(button)
        self.addPermanentWidget(self.saved)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.count)
        desk.changed.connect(lambda _: self._soon.start())
        desk.changed.connect(lambda _: self._show_saved())
        desk.replaced.connect(self.count)
        desk.saved.connect(self._show_saved)

    def count(self) -> None:
        """Show the numbers as they are now."""
        bitext = self._desk.bitext
        self.counts.setText("" if bitext is None else summary(bitext))
        for side, button in self.languages.items():
            button.setVisible(bitext is not None)
            if bitext is not None:
                name = said(language.name(bitext.side(side).document.language))
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
        """Say, or no longer, that letters are typed which nobody but the editor has yet."""
        if typing != self._typing:
            self._typing = typing
            self._show_saved()

    def _show_saved(self) -> None:
        if self._desk.bitext is None:
            self.saved.clear()
        elif self._desk.trouble is not None:
            self.saved.setText(tr("Not saved!"))
        else:
            self.saved.setText(
                tr("All changes saved") if self._desk.all_saved and not self._typing else tr("Saving…")
            )


def summary(bitext: Bitext) -> str:
    """The counts in words.

    Exports count pairs: a row is one, with or without a counterpart, and the two rows of a moved passage are.
    """
    pairs = list(bitext.pairs())
    lone, moved = sum(not (pair.source and pair.target) for pair in pairs), len(bitext.beads) - len(pairs)
    accepted = sum(bead.status is Status.ACCEPTED for bead in bitext.beads)
    known = [bead.confidence for bead in bitext.beads if bead.confidence is not None]
    parts = [
        trn("{count} row", "{count} rows", len(bitext.beads)),
        *([trn("{count} without counterpart", "{count} without counterpart", lone)] if lone else []),
        *([trn("{count} moved pair", "{count} moved pairs", moved)] if moved else []),
        tr("{count} of {all} accepted", count=accepted, all=len(bitext.beads)),
    ]
    if known:
        parts.append(tr("mean confidence {share}", share=percent(sum(known) / len(known))))
    return "   ·   ".join(parts)
