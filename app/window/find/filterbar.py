"""Filter bar: conditions for the rows to show, and their number."""

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.window.background.time_slicer import TimeSlicer
from app.window.find.chip import Chip
from app.window.find.line import SoughtLine, Trouble
from app.window.i18n import later, tr, translated
from app.window.keys import keeps_letters
from app.window.table.view import BitextView
from core.model import Bitext, Status
from core.review.search.filters import Filter, Mark, Shape, passing
from core.review.verbs.rows import NotPossible

_SOON_MS = 200
_STATUSES = (
    (Status.OPEN, later("open")),
    (Status.ACCEPTED, later("accepted")),
    (Status.DOUBTFUL, later("marked doubtful")),
)
_SHAPES = (
    (Shape.ONE_TO_ONE, later("one to one")),
    (Shape.SEVERAL, later("several segments")),
    (Shape.ONLY_SOURCE, later("source only")),
    (Shape.ONLY_TARGET, later("target only")),
    (Shape.MOVED, later("moved passage")),
)
_DOUBTS = ((True, later("needs review")), (False, later("without doubts")))
_MARKS = (
    (Mark.BY_HAND, later("made by hand")),
    (Mark.EDITED, later("edited")),
    (Mark.NOTED, later("with a note")),
    (Mark.BOOKMARKED, later("bookmarked")),
)


class FilterBar(QFrame):
    """Filter conditions. Rows that no longer pass after an edit stay visible until the filter is
    reapplied."""

    status_message = Signal(str)
    """Emitted with a text for the status bar."""
    changed = Signal()
    """Emitted when a filter is set or removed."""

    def __init__(
        self,
        table: BitextView,
        doubted: Callable[[], Container[int] | None],
        parent: QWidget | None = None,
    ) -> None:
        """Make the bar; `doubted` returns the rows in doubt, or None while some are not assessed."""
        super().__init__(parent)
        self.setProperty("kind", "find")
        self._table = table
        self._doubted = doubted
        self._applied: Bitext | None = None
        self._looking = TimeSlicer(self)
        self.statuses: Chip[Status] = Chip(tr("Status"), _STATUSES)
        self.shapes: Chip[Shape] = Chip(tr("Segments"), _SHAPES)
        self.doubts: Chip[bool] = Chip(tr("Doubt"), _DOUBTS)
        self.marks: Chip[Mark] = Chip(tr("Marks"), _MARKS)
        self.least, self.most = _share(0, tr("Lowest confidence")), _share(100, tr("Highest confidence"))
        self.text, self.word = SoughtLine(tr("Only rows with this text")), QLabel()
        self.trouble = Trouble()
        self.again, self.all = QPushButton(tr("Reapply")), QPushButton(tr("Show all"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.apply)
        self._arrange()
        self._wire()
        self.hide()

    def _arrange(self) -> None:
        self.word.setProperty("kind", "muted")
        above, below = QHBoxLayout(), QHBoxLayout()
        for chip in (self.statuses, self.shapes, self.doubts, self.marks):
            above.addWidget(chip)
        above.addSpacing(8)
        above.addWidget(QLabel(tr("Confidence")))
        above.addWidget(self.least)
        above.addWidget(QLabel("–"))
        above.addWidget(self.most)
        above.addStretch(1)
        below.addWidget(self.text, 1)
        below.addWidget(self.word)
        for button in (self.again, self.all):
            button.setProperty("kind", "quiet")
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 10, 6)
        column.setSpacing(5)
        column.addLayout(above)
        column.addLayout(below)
        column.addWidget(self.trouble)

    def _wire(self) -> None:
        for chip in (self.statuses, self.shapes, self.doubts, self.marks):
            chip.changed.connect(self.apply)
        for share in (self.least, self.most):
            share.valueChanged.connect(lambda _: self._soon.start())
        self.text.changed.connect(self._soon.start)
        self.again.clicked.connect(self.apply)
        self.all.clicked.connect(self.end)
        self._table.current_changed.connect(self._tell)
        self._table.shown.changed.connect(self._other_rows)

    @property
    def wanted(self) -> Filter:
        """The filter that the bar describes."""
        doubts = self.doubts.chosen
        return Filter(
            frozenset(self.statuses.chosen),
            frozenset(self.shapes.chosen),
            frozenset(self.marks.chosen),
            doubts[0] if len(doubts) == 1 else None,
            _lowest(self.least.value()),
            _highest(self.most.value()),
            self.text.sought,
        )

    @property
    def on(self) -> bool:
        """True if the bar has any condition."""
        return self.wanted != Filter()

    def begin(self) -> None:
        """Open the bar."""
        self._table.close_editor(keep=True)
        self.show()
        self.text.setFocus()
        self._tell()

    def end(self) -> None:
        """Remove all conditions, show all rows, and close the bar."""
        self._looking.stop()
        parts: Sequence[QWidget] = (self.least, self.most, self.text)
        blocks = [QSignalBlocker(part) for part in parts]
        for chip in (self.statuses, self.shapes, self.doubts, self.marks):
            chip.clear()
        self.least.setValue(0)
        self.most.setValue(100)
        self.text.clear()
        del blocks
        self._soon.stop()
        self.trouble.tell("")
        self.hide()
        self._table.shown.all()
        self._table.setFocus()
        self.changed.emit()

    def apply(self) -> None:
        """Show the rows that pass now."""
        self._soon.stop()
        self.trouble.tell("")
        bitext = self._table.rows.bitext
        if bitext is not None:
            self._looking.begin(self._look(bitext, self.wanted))
        self.changed.emit()

    def _look(self, bitext: Bitext, wanted: Filter) -> Iterator[None]:
        rows, doubts = [], self._doubted() if wanted.doubt is not None else None
        try:
            for row, passes in enumerate(passing(bitext, wanted, doubts)):
                if passes:
                    rows.append(row)
                yield
        except NotPossible as refusal:
            self.trouble.tell(translated(refusal.sentence))
            return
        self._looking.stop()
        if bitext is not self._table.rows.bitext:
            self.apply()
            return
        self._applied = bitext
        if wanted == Filter():
            self._table.shown.all()
        else:
            self._show(rows)
        self._tell()

    def _show(self, rows: list[int]) -> None:
        """Show these rows and stay at the current one, or go to the nearest."""
        row = self._table.row
        self._table.shown.only(rows)
        if not rows:
            self._table.selectionModel().clear()  # otherwise verbs would act on hidden rows
        elif row not in self._table.shown:
            at = bisect_left(rows, row)
            self._table.go(min(rows[max(at - 1, 0) : at + 1], key=lambda one: (abs(one - row), -one)))
        else:
            self._table.go(row, self._table.side, self._table.segment)

    def _other_rows(self) -> None:
        if self.on and self.isVisible() and not self._table.shown.some:
            self._applied = None
            self.status_message.emit(tr("The row was hidden, so the filter was cleared."))
        self._tell()

    def _tell(self) -> None:
        if not self.isVisible() or self._looking.busy:
            return
        shown, count = len(self._table.shown.rows), self._table.rows.rowCount()
        some = tr("Showing {shown} of {count} rows", shown=shown, count=count)
        self.word.setText(some if self._table.shown.some else tr("All rows are shown"))
        self.again.setEnabled(self.on and self._applied is not self._table.rows.bitext)
        self.all.setEnabled(self.on or self._table.shown.some)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        return True if keeps_letters(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.on:
            self.end()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._table.setFocus()
        else:
            super().keyPressEvent(event)


def _share(value: int, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, 100)
    box.setValue(value)
    box.setSuffix(" %")
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box


def _lowest(shown: int) -> float:
    """Return the lowest confidence that is shown as this percentage or more."""
    return shown / 100 if shown in (0, 100) else (shown - 0.5) / 100


def _highest(shown: int) -> float:
    """Return the highest confidence that is shown as this percentage or less: only certainty is 100."""
    return 1.0 if shown == 100 else 1 - 1e-12 if shown == 99 else (shown + 0.5) / 100 - 1e-12
