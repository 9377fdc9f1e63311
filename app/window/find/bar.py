"""Find bar: search as you type in both texts or in one, and replace."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.window import icons
from app.window.background.time_slicer import TimeSlicer
from app.window.find.line import SoughtLine, Trouble
from app.window.find.preview import ReplaceDialog
from app.window.i18n import tr, translated, trn
from app.window.keys import keeps_letters
from app.window.table.view import BitextView
from app.window.theme import Theme
from core.model import SIDES, Bitext, SideName
from core.review.search.find import Hit, MatchStart, Sought, counts, hits_in, onward
from core.review.search.replace import Replacement, replace_all, replacement_at
from core.review.verbs.rows import NotPossible

_SOON_MS = 150
_OF_SIDES: tuple[tuple[SideName, ...], ...] = (SIDES, ("source",), ("target",))


class FindBar(QFrame):
    """Bar above the table with a second line for replacing. It searches only the rows that are shown."""

    status_message = Signal(str)
    """Emitted with a message for the status bar."""
    wanted = Signal(object, object, int)
    """Emitted when the user wants a replacement: a function from a bitext to a patch, what to do after it,
    and the number of texts that change."""

    def __init__(self, table: BitextView, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "find")
        self._table, self._theme = table, theme
        self._hit: Hit | None = None
        self._origin: tuple[int, SideName, int] | None = None
        """The segment where the user began to type, to return to where nothing is found."""
        self._landed = -1
        """The row to which typing has led."""
        self._seen: tuple[Bitext | None, Sought | None, object] = (None, None, None)
        """Query of the counted matches, with the running total up to each row that has any."""
        self._rows: list[int] = []
        self._sums: list[int] = []
        self._seeking, self._counting = TimeSlicer(self), TimeSlicer(self)
        self.what, self.word, self.sides = SoughtLine(tr("Find")), QLabel(), QComboBox()
        self.line, self.by, self.trouble = self.what.line, QLineEdit(), Trouble()
        self._soon = QTimer(self)  # counting reads both texts to the end
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(lambda: self._counting.begin(self._count()))
        self._arrange()
        self.what.changed.connect(self._typed)
        self.sides.currentIndexChanged.connect(lambda _: self._typed())
        table.current_changed.connect(self._look)
        table.shown.changed.connect(self._look)
        self.hide()

    def _arrange(self) -> None:
        self.sides.addItems([tr("Both texts"), tr("Source"), tr("Target")])
        self.sides.setAccessibleName(tr("Search in"))
        self.word.setProperty("kind", "muted")
        self.word.setMinimumWidth(90)
        self.by.setPlaceholderText(tr("Replace with"))
        self.by.setAccessibleName(tr("Replace with"))
        self.back = self._button(tr("Previous"), "Shift+F3", lambda: self.go_on(-1))
        self.on = self._button(tr("Next"), "F3", lambda: self.go_on(1))
        self.close_ = self._button(tr("Close"), "Esc", self.end)
        self.one, self.all = QPushButton(tr("Replace")), QPushButton(tr("Replace all…"))
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.ask_to_replace)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 6, 10, 6)
        grid.setVerticalSpacing(5)
        grid.addWidget(self.what, 0, 0)
        beside = QHBoxLayout()
        for widget in (self.sides, self.word, self.back, self.on, self.close_):
            beside.addWidget(widget)
        beside.insertStretch(2, 1)
        beside.insertSpacing(1, 8)
        grid.addLayout(beside, 0, 1)
        self._second = QHBoxLayout()
        grid.addWidget(self.by, 1, 0)
        for button in (self.one, self.all):
            button.setProperty("kind", "quiet")
            self._second.addWidget(button)
        self._second.addStretch(1)
        grid.addLayout(self._second, 1, 1)
        grid.addWidget(self.trouble, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self._show_second(on=False)
        options = self.what.options.values()
        ring = (self.line, self.by, *options, self.sides, self.back, self.on, self.one, self.all, self.close_)
        for one, other in pairwise(ring):
            QWidget.setTabOrder(one, other)

    def _button(self, words: str, key: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setToolTip(f"{words}  ({key})")
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: act())
        return button

    def set_theme(self, theme: Theme) -> None:
        """Use another theme."""
        self._theme = theme
        for button, name in ((self.back, "up"), (self.on, "down"), (self.close_, "close")):
            button.setIcon(icons.icon(name, theme))

    # Opening and closing

    def begin(self, *, replacing: bool = False) -> None:
        """Open the bar, with or without replacing; text selected in the open editor becomes the query."""
        editor = self._table.editor
        chosen = editor.textCursor().selectedText() if editor is not None else ""
        self._table.close_editor(keep=True)
        self._show_second(on=replacing or (self.by.isVisible() and self.isVisible()))
        self.show()
        if chosen:
            self.what.line.setText(chosen)
        self.what.setFocus()
        self.what.line.selectAll()
        self._typed()

    def end(self) -> None:
        """Close the bar and remove the highlights."""
        self.hide()
        self._stop()
        self._hit, self._seen = None, (None, None, None)
        self._table.search(None)
        self._table.setFocus()

    def _show_second(self, *, on: bool) -> None:
        for widget in (self.by, self.one, self.all):
            widget.setVisible(on)

    def _stop(self) -> None:
        self._soon.stop()
        self._seeking.stop()
        self._counting.stop()

    # Finding

    @property
    def sought(self) -> Sought | None:
        """The query, None if the line is empty."""
        sought = self.what.sought
        return None if sought is None else replace(sought, sides=_OF_SIDES[self.sides.currentIndex()])

    @property
    def busy(self) -> bool:
        """True while a search is running."""
        return self._seeking.busy

    def go_on(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) match."""
        if not self.isVisible():
            self.begin()
        else:
            self._origin = None
            self._seek(self._place(), step)

    def _typed(self) -> None:
        self._stop()
        table = self._table
        if self._origin is None or table.row != self._landed:
            self._origin = table.row, table.side, table.segment
        row, side, position, start = self._place()
        self._hit = None
        self._table.search(self.sought)
        self.word.clear()
        self.trouble.tell("")
        self._seek((row, side, position, start - 1), 1)

    def _place(self) -> MatchStart:
        """Return the user's position: the current match, or the start of the current row."""
        hit = self._hit
        return hit.place if hit is not None else (self._table.row, 0, 0, -1)

    def _seek(self, place: MatchStart, step: int) -> None:
        self._seeking.begin(self._to_the_next(place, step))

    def _to_the_next(self, place: MatchStart, step: int) -> Iterator[None]:
        bitext, sought = self._table.rows.bitext, self.sought
        if bitext is None or sought is None:
            return
        try:
            shown = self._table.shown
            for hit in onward(bitext, sought, shown.rows, place, step, shown.place):
                if hit is not None:
                    self._show(hit, sought)
                    return
                yield
            self._find_none(tr("not found"))
            if self._origin is not None and self._table.row == self._landed:
                self._table.go(*self._origin)
        except NotPossible as refusal:
            self._find_none("", translated(refusal.sentence))

    def _find_none(self, words: str, trouble: str = "") -> None:
        self._stop()
        self._hit, self._rows = None, []
        self._seen = self._now()
        self._table.search(None)
        self.word.setText(words)
        self.trouble.tell(trouble)

    def _show(self, hit: Hit, sought: Sought) -> None:
        self._hit, self._landed = hit, hit.row
        self._table.go(hit.row, hit.side, hit.position)
        self._table.search(sought, hit)
        self._look()

    # Counting

    def _now(self) -> tuple[Bitext | None, Sought | None, object]:
        return self._table.rows.bitext, self.sought, self._table.shown.rows

    def _count(self) -> Iterator[None]:
        now = bitext, sought, rows = self._table.rows.bitext, self.sought, self._table.shown.rows
        if bitext is None or sought is None or not self.isVisible():
            return
        found, many = [], []
        try:
            for row, count in zip(rows, counts(bitext, sought, rows), strict=True):
                if count:
                    found.append(row)
                    many.append(count)
                yield
        except NotPossible as refusal:
            self._find_none("", translated(refusal.sentence))
            return
        self._seen, self._rows, self._sums = now, found, list(accumulate(many, initial=0))
        self._look()

    def _look(self) -> None:
        """Show the number of the current match and the total, once they are counted."""
        bitext, sought = self._table.rows.bitext, self.sought
        if not self.isVisible() or bitext is None or sought is None:
            return
        if self._hit is not None and not self._still(bitext, sought, self._hit):
            self._hit = None
            self._table.search(sought)
        if (
            self._seen[0] is not bitext
            or self._seen[1] != sought
            or self._seen[2] is not self._table.shown.rows
        ):
            if not self._soon.isActive():
                self.word.clear()
                self._counting.stop()
                self._soon.start()
        elif self._rows:
            self.word.setText(self._counted(bitext, sought))

    def _still(self, bitext: Bitext, sought: Sought, hit: Hit) -> bool:
        """Return whether the user is still at a match that still exists."""
        if hit.row != self._table.row:
            return False
        return bitext is self._seen[0] or hit in hits_in(bitext, hit.row, sought)

    def _counted(self, bitext: Bitext, sought: Sought) -> str:
        count, hit = self._sums[-1], self._hit
        if hit is None:
            return trn("{count} match", "{count} matches", count)
        place = self._table.shown.place
        before = self._sums[bisect_left(self._rows, place(hit.row), key=place)]
        return tr("{at} of {count}", at=before + hits_in(bitext, hit.row, sought).index(hit) + 1, count=count)

    # Replacing

    def replace_one(self) -> None:
        """Replace the current match and go to the next; without a current match only go to the next."""
        bitext, sought, hit = self._table.rows.bitext, self.sought, self._hit
        if bitext is None or sought is None or hit is None:
            self.go_on(1)
            return
        try:
            change = replacement_at(bitext, hit, sought, self.by.text())
        except NotPossible as refusal:
            self.trouble.tell(translated(refusal.sentence))
            return
        ((_, (_, end)),) = change.places
        row, side, position, _ = hit.place

        def on() -> None:
            self._seek((row, side, position, end - 1), 1)

        self.wanted.emit(lambda bitext: replace_all(bitext, sought, [change]), on, 1)

    def ask_to_replace(self) -> None:
        """Show all replacements in a preview, and apply those the user selects."""
        bitext, sought = self._table.rows.bitext, self.sought
        if bitext is None or sought is None:
            return
        rows = self._table.shown.rows
        dialog = ReplaceDialog(self.window(), bitext, sought, self.by.text(), rows, self._theme)
        dialog.accepted.connect(lambda: self._replace(sought, dialog.chosen))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _replace(self, sought: Sought, chosen: Sequence[Replacement]) -> None:
        matches = sum(len(change.places) for change in chosen)
        rows = len({change.row for change in chosen})

        def tell() -> None:
            self.status_message.emit(
                tr(
                    "{matches} replaced in {rows}. Undo takes all of them back at once.",
                    matches=trn("{count} match", "{count} matches", matches),
                    rows=trn("{count} row", "{count} rows", rows),
                )
            )

        self.wanted.emit(lambda bitext: replace_all(bitext, sought, chosen), tell, len(chosen))

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        return True if keeps_letters(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.ask_to_replace()
        elif self.by.hasFocus() and not back:
            self.replace_one()
        else:
            self.go_on(-1 if back else 1)
