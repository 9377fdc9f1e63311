"""Dialog to choose where to split a row."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.window.i18n import tr
from core.model import SIDES, Bead, Bitext, SideName


class SplitDialog(QDialog):
    """Two lists of segments; all segments up to the selected one stay in the upper row."""

    def __init__(self, parent: QWidget, bitext: Bitext, bead: Bead, proposed: tuple[int, int]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Split row"))
        self.resize(720, 440)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        words = QLabel(tr("On each side, choose the last segment that stays in the upper row."))
        words.setWordWrap(True)
        column.addWidget(words)
        row = QHBoxLayout()
        self.lists: dict[SideName, QListWidget] = {}
        for side, keep in zip(SIDES, proposed, strict=True):
            self.lists[side] = _list(bitext, bead, side, keep)
            row.addWidget(self.lists[side], 1)
        column.addLayout(row, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel, self.split = QPushButton(tr("Cancel")), QPushButton(tr("Split"))
        self.split.setProperty("kind", "main")
        self.split.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.split.clicked.connect(self.accept)
        buttons.addWidget(cancel)
        buttons.addWidget(self.split)
        column.addLayout(buttons)
        for box in self.lists.values():
            box.currentRowChanged.connect(lambda _: self._changed())
            box.itemActivated.connect(lambda _: self.split.click())
        self._full = len(bead.source), len(bead.target)
        self._changed()
        longer: SideName = "source" if len(bead.source) >= len(bead.target) else "target"
        self.lists[longer].setFocus()

    @property
    def cut(self) -> tuple[int, int]:
        """The number of segments of each side that stay in the upper row."""
        return self.lists["source"].currentRow(), self.lists["target"].currentRow()

    def _changed(self) -> None:
        self.split.setEnabled(self.cut not in ((0, 0), self._full))
        for box in self.lists.values():
            for at in range(box.count()):
                item = box.item(at)
                font = item.font()
                font.setBold(at <= box.currentRow())
                item.setFont(font)


def _list(bitext: Bitext, bead: Bead, side: SideName, keep: int) -> QListWidget:
    box = QListWidget()
    source = side == "source"
    box.setAccessibleName(
        tr("Last segment of the source above") if source else tr("Last segment of the target above")
    )
    box.setWordWrap(True)
    box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    box.addItem(QListWidgetItem(tr("(none stays in the upper row)")))
    for id_ in bead.ids(side):
        box.addItem(QListWidgetItem(" ".join(bitext.side(side).text(id_).split())))
    box.setCurrentRow(keep)
    return box
