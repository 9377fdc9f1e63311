"""Asks for two texts and how to read them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.window.dialogs.card import FileCard
from app.window.jobs import Jobs
from app.window.work import Align
from core.model import SIDES, SideName

_CUTS = (
    ("auto", "Sentences", "each sentence is a segment of its own"),
    ("paragraphs", "Paragraphs", "each paragraph is one segment"),
    ("lines", "Lines", "each line of a text file is one segment"),
)

_CALLED: dict[SideName, str] = {"source": "source text", "target": "translation"}
Chooser = Callable[[QWidget, str, Path], Path | None]


def choose_file(parent: QWidget, title: str, folder: Path) -> Path | None:
    """Ask for one file that a reader can read, first in this folder."""
    from core.read import SUFFIXES

    texts = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), f"Texts ({texts});;All files (*)")
    return Path(name) if name else None


class OpenDialog(QDialog):
    """Two files, their languages and how to cut them."""

    wanted = Signal(object)
    """The person wants this `Align` done."""
    went = Signal(object)
    """The person chose a file in this folder, a `Path`."""

    def __init__(self, parent: QWidget, jobs: Jobs, folder: Path, chooser: Chooser = choose_file) -> None:
        super().__init__(parent)
        self._folder, self._chooser = folder, chooser
        self.setWindowTitle("Align two texts")
        self.resize(820, 480)
        self.cards: dict[SideName, FileCard] = {side: FileCard(side, jobs, self) for side in SIDES}
        self.cuts = QComboBox()
        self.cuts.setAccessibleName("How to cut the texts")
        for value, name, words in _CUTS:
            self.cuts.addItem(f"{name}: {words}", value)
        self.hint = QLabel()
        self.hint.setProperty("kind", "muted")
        self.align = QPushButton("Align")
        self.align.setProperty("kind", "main")
        self.align.setDefault(True)
        self.align.clicked.connect(self._align)
        for side, card in self.cards.items():
            card.changed.connect(self._look_again)
            card.wanted.connect(lambda at=side: self.choose(at))
            card.dropped.connect(lambda files, at=side: self.give(files[1:2], _other(at)))
        self._arrange()
        self._look_again()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 20)
        column.setSpacing(16)
        row = QHBoxLayout()
        row.setSpacing(16)
        for card in self.cards.values():
            row.addWidget(card, 1)
        column.addLayout(row, 1)
        cut = QHBoxLayout()
        label = QLabel("Cut into")
        label.setBuddy(self.cuts)
        cut.addWidget(label)
        cut.addWidget(self.cuts, 1)
        column.addLayout(cut)
        buttons = QHBoxLayout()
        buttons.addWidget(self.hint, 1)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        buttons.addWidget(self.align)
        column.addLayout(buttons)

    def give(self, files: list[Path], side: SideName = "source") -> None:
        """Put files into the cards: one on its side, two on both."""
        for path, at in zip(files[:2], (side, _other(side)), strict=False):
            self.cards[at].take(path)

    def choose(self, side: SideName) -> None:
        """Ask for the file of one side."""
        title = "Choose the source text" if side == "source" else "Choose its translation"
        path = self._chooser(self, title, self._beside(side))
        if path is not None:
            self.cards[side].take(path)
            self.went.emit(path.parent)

    def _beside(self, side: SideName) -> Path:
        """Where to look: a text and its translation often lie together."""
        here = (self.cards[at].path for at in (side, _other(side)))
        return next((path.parent for path in here if path is not None), self._folder)

    def _look_again(self) -> None:
        ready, before = all(card.ready for card in self.cards.values()), self.align.isEnabled()
        self.align.setEnabled(ready)
        if ready and not before and not isinstance(self.focusWidget(), QComboBox):  # nobody is typing
            self.align.setFocus()
        self.hint.setText(self._missing())

    def _missing(self) -> str:
        refused = [side for side, card in self.cards.items() if card.refused]
        if refused:
            return f"Choose another {_CALLED[refused[0]]}."
        empty = [side for side, card in self.cards.items() if card.path is None]
        if len(empty) == 1:
            return f"Now choose the {_CALLED[empty[0]]}."
        nameless = [side for side, card in self.cards.items() if card.look is not None and not card.ready]
        return f"Choose the language of the {nameless[0]}." if nameless else ""

    def _align(self) -> None:
        work = self._work()
        if work is not None:
            self.accept()
            self.wanted.emit(work)

    def _work(self) -> Align | None:
        from core.pipeline import Options, SideOptions
        from core.segment import Segmentation

        how = Segmentation(self.cuts.currentData())
        source, target = (self.cards[side] for side in SIDES)
        if source.path is None or target.path is None:
            return None
        options = Options(
            source=SideOptions(source.language.tag, source.encoding, how),
            target=SideOptions(target.language.tag, target.encoding, how),
        )
        return Align(source.path, target.path, options)

    # Qt's side

    def event(self, event: QEvent) -> bool:
        inside = self.layout() if event.type() == QEvent.Type.LayoutRequest else None
        done = super().event(event)
        if inside is not None:  # what is told about the texts may need more lines
            self.resize(self.width(), max(self.height(), inside.totalHeightForWidth(self.width())))
        return done

    def done(self, result: int) -> None:
        for card in self.cards.values():
            card.stop()
        super().done(result)


def _other(side: SideName) -> SideName:
    return "target" if side == "source" else "source"
