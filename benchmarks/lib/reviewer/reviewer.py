"""A scripted reviewer that knows both languages and nothing else: it reads the window, and presses keys.

It reads the rows that the table shows (texts and their numbers), and in the panel of doubts the suggested
rows, if any. It recognises what is correct from the texts, like a person who knows both languages. Every key
that it presses is counted; one with Alt or Ctrl held counts as one.
"""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.window.panels.doubts import DoubtsPanel
from app.window.window import Window
from benchmarks.lib.reviewer import key_search
from benchmarks.lib.reviewer.planted_mistakes import Task
from core.evaluation import LadderBead
from core.model import SIDES, SideName

_TABLE, _ROW, _CELL = (re.compile(rf"<{tag}[^>]*>(.*?)</{tag}>", re.DOTALL) for tag in ("table", "tr", "td"))
_SEGMENT = re.compile(r"<span[^>]*>(\d+)</span> <span[^>]*>(.*?)</span>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_SCREEN = 8  # rows within which a partner is seen
_MOST = 2_000  # keys, after which the reviewer must be stuck


class Reviewer:
    """One review of one task in a window."""

    def __init__(self, window: Window, task: Task) -> None:
        self.window, self.task = window, task
        self.keys: Counter[str] = Counter()
        """The number of keys pressed, by purpose."""

    # Ways to review

    def by_doubts(self) -> int:
        """Follow F8 until all is correct, and read the rows that F8 does not reach.

        Returns the number of keys.
        """
        seen: set[object] = set()
        again: set[object] = set()  # rows left by a correction are doubts once more
        while self._wrong():
            self._press("F8", "next")
            here = self._bead()
            if here in again:
                break
            if here in seen:
                again.add(here)
            seen.add(here)
            while self._wrong() and not self._right_here() and self._correct():
                seen.add(self._bead())
        return self.by_reading(from_top=True) if self._wrong() else self.keys.total()

    def by_reading(self, *, from_top: bool = False) -> int:
        """Read every row from the top and correct by hand; return the number of keys."""
        if from_top:
            self._press("Home", "read")
        while self._wrong():
            while self._wrong() and not self._right_here():
                self._by_hand()
            if self._wrong():
                self._press("Down", "read")
        return self.keys.total()

    def _correct(self) -> bool:
        """Correct the current row; return False if its partner has yet to be found somewhere else."""
        if self._suggestion_is_right():
            self._press("Return", "take")
        elif self._partner_row() is not None:
            return False
        else:
            self._by_hand()
        return True

    # Reading

    def _wrong(self) -> bool:
        """Return True if anything is still wrong; a person would go on to the last doubt."""
        bitext = self.window.project.bitext
        assert bitext is not None
        return self.task.wrong(bitext)

    def _bead(self) -> LadderBead:
        bead = self.window.table.rows.bead(self.window.table.row)
        return bead.source, bead.target

    def _pair(self) -> LadderBead:
        """Return the segments of the current row, and those it is linked to."""
        bitext, bead = self.window.project.bitext, self.window.table.rows.bead(self.window.table.row)
        assert bitext is not None
        other = next(
            (one for one in bitext.beads if bead.linked and one.moved == bead.moved and one != bead), bead
        )
        return bead.source or other.source, bead.target or other.target

    def _right_here(self) -> bool:
        """Return True if the current row reads correctly."""
        table = self.window.table
        if self._pair() not in self.task.right:
            return False
        return all(
            text == self.task.texts[at][id_]
            for at, side in enumerate(SIDES)
            if self._bead()[at]  # else a linked row shows the text of its other half
            for id_, text in zip(self._bead()[at], table.rows.cell(table.row, side).texts, strict=True)
        )

    def _suggestion_is_right(self) -> bool:
        """Return True if the panel shows a correct suggestion that Enter accepts."""
        panel = self.window.sidebar.panel("doubts")
        assert isinstance(panel, DoubtsPanel)
        if not (panel.isVisible() and panel.take.isEnabled() and "Enter" in panel.take.text()):
            return False
        then, _ = _TABLE.findall(panel.rows.text())
        return all(self._reads_right(row) for row in _ROW.findall(then))

    def _reads_right(self, row: str) -> bool:
        cells = [_SEGMENT.findall(cell) for cell in _CELL.findall(row)]
        bead = tuple(tuple(int(number) - 1 for number, _ in cell) for cell in cells)
        return (bead[0], bead[1]) in self.task.right and all(
            _is_of(unescape(_TAG.sub("", text)), self.task.texts[at][int(number) - 1])
            for at, cell in enumerate(cells)
            for number, text in cell
        )

    def _partner_row(self) -> int | None:
        """Return the row that holds the target of the current row's source, if that is far away."""
        bitext, bead = self.window.project.bitext, self.window.table.rows.bead(self.window.table.row)
        assert bitext is not None
        wanted = (target for source, target in self.task.right if source and source == bead.source)
        rows = [bitext.row_of("target", ids[0]) for ids in wanted if ids]
        return rows[0] if rows and abs(rows[0] - self.window.table.row) > _SCREEN else None

    # Acting

    def _by_pairing(self, other: int) -> None:
        """Link the source of the current row with the target of another, and what is left of both rows."""
        here = self.window.table.row
        self._go("source", here)
        self._press("P", "by hand")
        self._go("target", other)
        self._press("P", "by hand")
        bitext = self.window.project.bitext
        assert bitext is not None
        left = [row for row, bead in enumerate(bitext.beads) if bead.one_sided and not bead.linked]
        for side in SIDES:
            near = [row for row in left if bitext.beads[row].ids(side)]
            if len(left) == 2 and near:
                self._go(side, near[0])
                self._press("P", "by hand")

    def _go(self, side: SideName, row: int) -> None:
        """Go to a cell, row by row."""
        step = "Down" if row > self.window.table.row else "Up"
        for _ in range(abs(row - self.window.table.row)):
            self._press(step, "by hand")
        if self.window.table.side != side:
            self._press("Right" if side == "target" else "Left", "by hand")

    def _by_hand(self) -> None:
        other = self._partner_row()
        if other is not None:
            self._by_pairing(other)
            return
        table, bitext = self.window.table, self.window.project.bitext
        assert bitext is not None
        row, here = table.row, key_search.Place(table.row, table.side, table.segment)
        if self._bead() in self.task.right:
            false = key_search.wrong_text(bitext.beads[row], self._shown, self._meant)
            assert false is not None
            self._type(here, key_search.Place(row, *false))
            return
        found = key_search.first_verb(bitext, self.task.right, row, here)
        if found is None:
            raise SystemExit(f"{self.task.name}: no way to correct row {row + 1}")
        place, key = found
        for move in here.keys_to(place):
            self._press(move, "by hand")
        self._press(key, "by hand")
        table = self.window.table
        low, high = key_search.concerned(bitext, self.task.right, row)
        self._go_on(range(low, high))

    def _go_on(self, rows: range) -> None:
        """Go to the nearest wrong row around, if the current one is correct."""
        table, bitext = self.window.table, self.window.project.bitext
        assert bitext is not None
        wrong = [
            row
            for row in range(rows.start, min(rows.stop + 1, len(bitext.beads)))
            if (bitext.beads[row].source, bitext.beads[row].target) not in self.task.right
        ]
        if wrong and self._right_here():
            nearest = min(wrong, key=lambda row: abs(row - table.row))
            for _ in range(abs(nearest - table.row)):
                self._press("Down" if nearest > table.row else "Up", "by hand")

    def _type(self, here: key_search.Place, place: key_search.Place) -> None:
        for move in here.keys_to(place):
            self._press(move, "by hand")
        self._press("E", "by hand")
        editor = self.window.table.editor
        assert editor is not None
        id_ = self._bead()[SIDES.index(place.side)][place.segment]
        keys = key_search.typing(editor.text, self._meant(place.side, id_), editor.caret)
        for key in keys:
            self._press(key, "by hand", typed=len(key) == 1)

    def _shown(self, side: SideName, id_: int) -> str:
        table = self.window.table
        texts = table.rows.cell(table.row, side).texts
        return texts[self._bead()[SIDES.index(side)].index(id_)]

    def _meant(self, side: SideName, id_: int) -> str:
        return self.task.texts[SIDES.index(side)][id_]

    def _press(self, key: str, why: str, *, typed: bool = False) -> None:
        self.keys[why] += 1
        if self.keys.total() > _MOST:
            raise SystemExit(f"{self.task.name}: the reviewer does not finish")
        widget = QApplication.focusWidget() or self.window.table
        if typed:
            QTest.keyClicks(widget, key)
        else:
            pressed = QKeySequence(key)[0]  # type: ignore[index] # not in the stubs
            QTest.keyClick(widget, pressed.key(), pressed.keyboardModifiers())
        settle(self.window)


def settle(window: Window) -> None:
    """Wait until the window is idle: the suggestion for the current row is shown, or there is none."""
    queue = window.doubt_queue
    _until(lambda: not queue.risks.busy and not (queue.here and queue.pending(window.table.row)))
    QApplication.processEvents()


def _until(done: Callable[[], bool]) -> None:
    loop = QEventLoop()
    QApplication.processEvents()
    while not done():
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        QApplication.processEvents()


def _is_of(shown: str, text: str) -> bool:
    """Return True if a text, perhaps abbreviated, is this one."""
    return shown == text or bool(
        re.fullmatch(r"\s*.*\s*".join(map(re.escape, _parts(shown))), text, re.DOTALL)
    )


def _parts(shown: str) -> list[str]:
    return [part.strip() for part in shown.split("…")]
