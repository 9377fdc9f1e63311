"""Choice of the segmentation: sentences, paragraphs, lines, or sentences by the rules of a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from app.first_look import ReadRules
from app.window.background.jobs import Jobs, Listener
from app.window.i18n import explained, later, tr
from core.errors import DiglotError

if TYPE_CHECKING:
    from core.segment import RuleFile

CUTS = (
    ("auto", later("Sentences: each sentence is one segment")),
    ("paragraphs", later("Paragraphs: each paragraph is one segment")),
    ("lines", later("Lines: each line of a text file is one segment")),
)
"""Kinds of segmentation, by the names of `core.segment.Segmentation`."""

_CHOOSE, _RULES = "choose", "rules"
_KIND = "segmentation rules"
RulesChooser = Callable[[QWidget], Path | None]


def choose_rules(parent: QWidget) -> Path | None:
    """Ask for a file of segmentation rules."""
    kinds = tr("Segmentation rules ({kinds})", kinds="*.srx *.toml")
    name, _ = QFileDialog.getOpenFileName(parent, tr("Choose segmentation rules"), "", kinds)
    return Path(name) if name else None


class SegmentationBox(QComboBox):
    """List of the kinds of segmentation; its last item asks for a file of rules."""

    refused = Signal(str)
    """Emitted with the reason why a file cannot be used."""
    settled = Signal()
    """Emitted when a file of rules has been read."""

    def __init__(self, jobs: Jobs, chooser: RulesChooser = choose_rules) -> None:
        super().__init__()
        self._jobs, self._chooser = jobs, chooser
        self.rules: RuleFile | None = None
        """The file by whose rules sentences are cut, None for Diglot's own."""
        self._last = "auto"
        self.setAccessibleName(tr("Segmentation"))
        self._list()
        self.activated.connect(self._chosen)

    @property
    def how(self) -> str:
        """The chosen kind, by the names of `core.segment.Segmentation`."""
        kind = str(self.currentData())
        return "auto" if kind in (_CHOOSE, _RULES) else kind

    def choose(self, how: str, rules: "RuleFile | None") -> None:
        """Choose a kind of segmentation, and the rules."""
        self.rules = rules
        self._last = _RULES if rules else how
        self._list()

    def _list(self) -> None:
        self.clear()
        for value, words in CUTS:
            self.addItem(tr(words), value)
        if self.rules:
            self.addItem(tr("Sentences by the rules of “{name}”", name=self.rules.name), _RULES)
        self.addItem(tr("Sentences by the rules of a file…"), _CHOOSE)
        self.setCurrentIndex(max(0, self.findData(self._last)))

    def _chosen(self) -> None:
        kind = self.currentData()
        if kind != _CHOOSE:
            self._last = kind
            self.rules = self.rules if kind == _RULES else None
            self._list()
            return
        path = self._chooser(self)
        self.setCurrentIndex(self.findData(self._last))
        if path is not None:
            listener = Listener(done=self._read, failed=self._failed)
            self._jobs.start(ReadRules(path), listener, kind=_KIND)

    def _read(self, rules: "RuleFile") -> None:
        self.choose("auto", rules)
        self.settled.emit()

    def _failed(self, error: DiglotError) -> None:
        self.refused.emit(explained(error))
