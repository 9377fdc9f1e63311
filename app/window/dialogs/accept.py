"""Dialog to accept all rows above a confidence, with a preview of their number."""

from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.window.background.time_slicer import TimeSlicer
from app.window.i18n import tr, trn
from core.model import Bitext
from core.review.verbs.judgement import confident_rows

_PROPOSED = 95
_WIDTH = 396  # minimum, without margins; longer words in a larger font make it wider


class AcceptDialog(QDialog):
    """A confidence, and the number of open rows that reach it.

    `doubts` are the rows that stay open however confident; Nones among them only give the time to pause.
    """

    def __init__(self, parent: QWidget, bitext: Bitext, doubts: Iterable[int | None] = ()) -> None:
        super().__init__(parent)
        self._bitext = bitext
        self.doubts: set[int] = set()
        self.setWindowTitle(tr("Accept rows"))
        self.minimum = QSpinBox()
        self.minimum.setAccessibleName(tr("Lowest confidence in percent"))
        self.minimum.setRange(0, 100)
        self.minimum.setValue(_PROPOSED)
        self.minimum.setSuffix(" %")
        self.minimum.selectAll()  # typing replaces the proposal
        self.count = QLabel()
        self.count.setProperty("kind", "heading")
        self.left = QLabel()
        self.left.setProperty("kind", "muted")
        self.left.setWordWrap(True)
        self.agree = QPushButton(tr("Accept"))
        self._arrange()
        self._looking = TimeSlicer(self)
        self._looking.begin(self._look(doubts))
        self.minimum.valueChanged.connect(lambda _: self._look_again())
        self._look_again()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addStrut(_WIDTH)
        line = QHBoxLayout()
        label = QLabel(tr("Accept all open rows with a confidence of at least"))
        label.setBuddy(self.minimum)
        label.setWordWrap(True)
        line.addWidget(label, 1)
        line.addWidget(self.minimum)
        column.addLayout(line)
        column.addWidget(self.count)
        column.addWidget(self.left)
        rule = QLabel(tr("Rows made by hand count as 100 %. Rows marked doubtful stay doubtful."))
        rule.setProperty("kind", "muted")
        rule.setWordWrap(True)
        column.addWidget(rule)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.agree.setProperty("kind", "main")
        self.agree.setDefault(True)
        self.agree.clicked.connect(self.accept)
        buttons.addWidget(cancel)
        buttons.addWidget(self.agree)
        column.addLayout(buttons)

    @property
    def confidence(self) -> float:
        """The lowest confidence, 0 to 1."""
        return self.minimum.value() / 100

    def _look(self, doubts: Iterable[int | None]) -> Iterator[None]:
        for row in doubts:
            if row is not None:
                self.doubts.add(row)
            yield
        self._looking.stop()
        self._look_again()

    def _look_again(self) -> None:
        if self._looking.busy:
            self.left.hide()
            self.count.setText(tr("Looking…"))
            self.agree.setEnabled(False)
            return
        rows = confident_rows(self._bitext, self.confidence)
        count = sum(row not in self.doubts for row in rows)
        left = len(rows) - count
        if left:
            self.left.setText(
                trn(
                    "{count} row that needs review stays open.",
                    "{count} rows that need review stay open.",
                    left,
                )
            )
        self.left.setVisible(left > 0)
        if count:
            words = trn("{count} row will be accepted.", "{count} rows will be accepted.", count)
            self.count.setText(words)
        elif confident_rows(self._bitext, 0):
            self.count.setText(tr("No open row has a confidence that high."))
        else:
            self.count.setText(tr("There are no rows left to accept."))
        self.agree.setEnabled(count > 0)
