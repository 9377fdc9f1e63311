"""Editing of rows: verbs, their questions, undo and redo, and navigation to rows of a kind."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from app.window.actions.large_changes import MANY, LargeChanges
from app.window.actions.realign import STALE
from app.window.actions.row_risks import RowRisks
from app.window.dialogs.accept import AcceptDialog
from app.window.dialogs.split import SplitDialog
from app.window.i18n import later, tr, translated
from app.window.open_project import OpenProject
from app.window.table import neighbours
from app.window.table.view import BitextView
from core.model import Bead, Bitext, Patch, SideName
from core.project import Advance, Change, ChangeKind, Session
from core.review import verbs
from core.review.doubts import navigation
from core.review.search.filters import Shape, shape

CUT_HINT = later("Place the caret where the segment should be split, then press Ctrl+T.")
OFFER_HINT = later(
    "Ctrl+T splits the segment at the caret. Ctrl+Shift+T goes to another clause; or place the caret."
)


class Editing(QObject):
    """Applies patches to the open project, asks the user what a verb needs, and moves the current row."""

    status_message = Signal(str)
    """Emitted with a message for the status bar: the reason why something is not possible, or "" for none."""
    hint = Signal(str)
    """Emitted with what to do next."""
    applied = Signal(object)
    """Emitted with the `Change` that a verb made."""

    def __init__(self, project: OpenProject, table: BitextView, risks: RowRisks, parent: QWidget) -> None:
        super().__init__(parent)
        self.project, self.table, self._risks, self._window = project, table, risks, parent
        self.large = LargeChanges(project, parent)
        self.large.status_message.connect(self.status_message)
        self._own: int | None = None
        """The revision after the open editor's own step, if it has made one."""
        table.edit_began.connect(self._edit_began)
        table.typed.connect(self._typed)
        table.cut.connect(self._cut)
        table.drag.aimed.connect(self.status_message)

    def say(self, text: str) -> None:
        """Show a message in the status bar."""
        self.status_message.emit(text)

    def apply(self, make: Callable[[Bitext], Patch], *, shown_only: bool = False) -> bool:
        """Make a patch and apply it; return False, with a message in the status bar, if that is impossible.

        With `shown_only`, a patch is refused if it rearranges rows that the user has neither chosen nor sees
        beside the current one.
        """
        return bool(self._attempt(make, shown_only=shown_only))

    def amend(self, make: Callable[[Bitext], Patch], revision: int | None) -> bool:
        """Apply a patch as `apply` does, as one step with the change that led to `revision`."""
        return bool(self._attempt(make, revision))

    def judge(
        self, make: Callable[[Bitext], Patch], then: Callable[[], None] = lambda: None, *, rows: int = 1
    ) -> None:
        """Apply a patch for so many `rows`, then call `then`, even if the patch changes nothing.

        A patch for many rows is made beside the window.
        """
        if rows < MANY:
            if self._attempt(make) is not None:
                then()
            return

        def step(session: Session) -> Advance | None:
            patch = make(session.bitext)
            return None if patch.empty else session.ahead(patch)

        self.large.begin(step, partial(self._changed_much, then))

    def _changed_much(self, then: Callable[[], None], change: Change | None) -> None:
        if change is not None:
            QTimer.singleShot(0, self, lambda: self.applied.emit(change))  # all at once would take long
        QTimer.singleShot(0, self, then)

    def _attempt(
        self, make: Callable[[Bitext], Patch], revision: int | None = None, *, shown_only: bool = False
    ) -> bool | None:
        bitext = self.project.bitext
        if bitext is None:
            return None
        try:
            patch = make(bitext)
        except verbs.NotPossible as refusal:
            self.say(translated(refusal.sentence))
            return None
        table = self.table
        refused = neighbours.refusal(table.shown, {*table.chosen, table.row}, patch) if shown_only else ""
        self.say(refused)
        if refused:
            return None
        self.applied.emit(self.project.amend(patch, revision))
        return not patch.empty

    def undo(self) -> None:
        """Undo the last change and go to its place."""
        if self.project.undo_size < MANY:
            self._go_to(self.project.undo())
        else:
            self.large.begin(Session.undo_ahead, self._go_to)

    def redo(self) -> None:
        """Redo what was undone last."""
        if self.project.redo_size < MANY:
            self._go_to(self.project.redo())
        else:
            self.large.begin(Session.redo_ahead, self._go_to)

    def _go_to(self, change: Change | None) -> None:
        if (
            change is not None
            and ChangeKind.SIDES not in change.kinds
            and change.kinds - {ChangeKind.DOCUMENT, ChangeKind.STRIKES}
        ):
            row = self.table.row
            touched = change.first <= row <= change.last  # the change is visible from here
            segment = self.table.segment if touched else 0
            self.table.go(
                row if touched else min(change.first, self.table.rows.rowCount() - 1), None, segment
            )

    def swap(self) -> None:
        """Swap the sides."""
        self.apply(verbs.swap_sides)

    def split_row(self) -> None:
        """Split the row before the current segment, at the best place, or where the user chooses."""
        bitext, row, side, segment = self.project.bitext, self.table.row, self.table.side, self.table.segment
        if bitext is None:
            return
        bead = bitext.beads[row]
        if segment > 0:
            self.apply(lambda bitext: verbs.split_at(bitext, row, side, segment))
        elif max(len(bead.source), len(bead.target)) <= 2:  # there is only one good split
            self.apply(lambda bitext: verbs.split_row(bitext, row))
        else:
            upper = verbs.split_row(bitext, row).beads[0].after[0]
            proposed = len(upper.source), len(upper.target)
            dialog = SplitDialog(self._window, bitext, bead, proposed)
            dialog.accepted.connect(lambda: self._split(row, bead, dialog.cut))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _split(self, row: int, bead: Bead, cut: tuple[int, int]) -> None:
        bitext = self.project.bitext
        if bitext is None or bead not in bitext.beads[row : row + 1]:  # realigned while the dialog was open
            self.say(tr(STALE))
            return
        self.apply(lambda bitext: verbs.split(bitext, row, *cut))
        self.table.go(row)

    def cut_segment(self) -> None:
        """Cut the segment at the caret of the editor, or open the editor first."""
        editor = self.table.editor
        if editor is not None:
            editor.cut_wanted.emit(editor.caret)
        else:
            self.table.edit_segment()
            self.hint.emit(tr(self._offer_places()) if self.table.editing else "")

    def _offer_places(self) -> str:
        """Put the caret where the segment is best split, if clauses border there; return the hint."""
        from core.advice import places_to_split

        bitext, editor, segment = self.project.bitext, self.table.editor, self.current_segment()
        if bitext is None or editor is None or segment is None:
            return CUT_HINT
        places = places_to_split(bitext, self.table.row, self.table.side, segment)
        editor.offer(places)
        return OFFER_HINT if places else CUT_HINT

    def current_segment(self) -> int | None:
        """Return the id of the current segment, or None in an empty cell."""
        bitext, row = self.project.bitext, self.table.row
        if bitext is None or not 0 <= row < len(bitext.beads):
            return None
        ids = bitext.beads[row].ids(self.table.side)
        return ids[self.table.segment] if ids else None

    def _typed(self, row: int, side: SideName, segment: int, text: str) -> None:
        """Apply the text of the open editor; however often this happens, it is one step, and none if nothing
        changes."""
        bitext = self.project.bitext
        if bitext is None or text == bitext.side(side).text(segment):
            return
        changed = self.amend(lambda bitext: verbs.edit_text(bitext, row, side, segment, text), self._own)
        self._own = self.project.revision if changed else None

    def _edit_began(self) -> None:
        self._own = None

    def _cut(self, row: int, side: SideName, segment: int, caret: int) -> None:
        bitext = self.project.bitext
        if bitext is None:
            return
        try:
            verbs.split_segment(bitext, row, side, segment, caret)
        except verbs.NotPossible as refusal:
            self.say(translated(refusal.sentence))
            return
        self.table.close_editor(keep=True)
        if self.apply(lambda bitext: verbs.split_segment(bitext, row, side, segment, caret)):
            self.table.go(row, side, self.table.segment + 1)

    # Navigation

    def go_unaccepted(self) -> None:
        """Go to the next row that is not accepted."""
        self._go_where(navigation.unaccepted, 1, tr("Every row is accepted."))

    def go_bookmark(self, step: int) -> None:
        """Go to the next or previous row with a bookmark."""
        self._go_where(lambda bead: bead.bookmark, step, tr("No row has a bookmark."))

    def go_odd(self, step: int) -> None:
        """Go to the next or previous row that is not one segment beside one."""
        self._go_where(lambda bead: shape(bead) is not Shape.ONE_TO_ONE, step, tr("Every row is one to one."))

    def go_lone(self, step: int) -> None:
        """Go to the next or previous row without a counterpart."""
        self._go_where(lambda bead: bead.one_sided, step, tr("Every row has a counterpart."))

    def go_note(self, step: int) -> None:
        """Go to the next or previous row with a note."""
        self._go_where(lambda bead: bool(bead.note), step, tr("No row has a note."))

    def _go_where(self, wanted: Callable[[Bead], bool], step: int, otherwise: str) -> None:
        bitext = self.project.bitext
        here, shown = self.table.row, self.table.shown
        row = (
            None if bitext is None else navigation.onward(bitext, wanted, here, step, shown.rows, shown.place)
        )
        if row is None:
            hidden = tr("None of the rows shown match.")
            self.say(hidden if shown.some else otherwise)
        else:
            self.table.go(row)

    def ask_for_row(self) -> None:
        """Ask for a row's number and go there."""
        count = self.table.rows.rowCount()
        number, ok = QInputDialog.getInt(
            self._window, tr("Go to row"), tr("Row (1 to {count})", count=count), self.table.row + 1, 1, count
        )
        if ok:
            self.table.go(number - 1)

    def ask_for_confidence(self) -> None:
        """Ask for a confidence and accept all rows that have it or more."""
        bitext = self.project.bitext
        if bitext is None:
            return
        dialog = AcceptDialog(self._window, bitext, self._risks.beyond(bitext))
        dialog.accepted.connect(lambda: self.accept_from(dialog.confidence, dialog.doubts))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def accept_from(self, minimum: float, but: Collection[int] = ()) -> None:
        """Accept all open rows with this confidence or more."""
        rows = 0 if self.project.bitext is None else len(self.project.bitext.beads)
        self.judge(lambda bitext: verbs.accept_from(bitext, minimum, but), rows=rows)

    def set_language(self, side: SideName, tag: str) -> None:
        """Set the language of a side."""
        self.apply(lambda bitext: verbs.set_language(bitext, side, tag))
