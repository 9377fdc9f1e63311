"""Copying rows to the clipboard, in slices, so that the window responds while a whole book is copied."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.window.background.time_slicer import TimeSlicer
from app.window.i18n import trn
from core.model import Bitext
from core.write import units_in_rows
from core.write.clipboard import as_html, as_lines, html_rows

_AS_TABLE_AT_MOST = 10_000  # rows; pasting a whole book as a table makes a text program wait long
_AT_A_TIME = 50


class Copying(QObject):
    """Copies rows as lines with a tab and, unless there are too many, as a table too."""

    status_message = Signal(str)
    """Emitted with a message for the status bar once the rows are on the clipboard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._slices = TimeSlicer(self)

    @property
    def busy(self) -> bool:
        """True while rows are being copied."""
        return self._slices.busy

    def copy(self, bitext: Bitext, rows: Sequence[int]) -> None:
        """Copy these rows as they are now; later changes do not reach the clipboard."""
        self._slices.begin(self._copying(bitext, rows))

    def _copying(self, bitext: Bitext, rows: Sequence[int]) -> Iterator[None]:
        lines: list[str] = []
        cells: list[str] = []
        for start in range(0, len(rows), _AT_A_TIME):
            some = rows[start : start + _AT_A_TIME]
            lines.append(as_lines(units_in_rows(bitext, some)))
            if len(rows) <= _AS_TABLE_AT_MOST:
                cells.append(html_rows(units_in_rows(bitext, some)))
            yield
        data = QMimeData()
        data.setText("".join(lines))
        if cells:
            data.setHtml(as_html("".join(cells)))
        QGuiApplication.clipboard().setMimeData(data)
        self.status_message.emit(trn("{count} row copied.", "{count} rows copied.", len(rows)))
