"""Resegmenting a side: another language or another way to cut it, while decided rows stay."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.window.actions.editing import Editing
from app.window.actions.realign import Realigner
from app.window.dialogs.side_settings import SideSettingsDialog
from core.model import SideName


class Resegmenter(QObject):
    """Asks for the language and segmentation of a side and applies them, in a worker where rows change."""

    def __init__(self, editing: Editing, realigner: Realigner, parent: QWidget) -> None:
        super().__init__(parent)
        self._editing, self._realigner, self._window = editing, realigner, parent

    def ask(self, side: SideName | None = None) -> SideSettingsDialog | None:
        """Ask about one side; by default that of the current cell."""
        bitext = self._editing.project.bitext
        if bitext is None:
            return None
        dialog = SideSettingsDialog(self._window, bitext, side or self._editing.table.side)
        dialog.accepted.connect(lambda: self._agreed(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _agreed(self, dialog: SideSettingsDialog) -> None:
        tag, how = dialog.tag, dialog.how
        if how is None:
            self._editing.set_language(dialog.side, tag)
        else:
            self._realigner.resegment(dialog.side, how, tag)
