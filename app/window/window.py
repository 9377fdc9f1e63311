"""The window: places the parts, runs the commands, and keeps every part in step with the desk."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QInputDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app import settings as settings_
from app.crash import log
from app.paths import Places
from app.settings import Settings
from app.window import theme as themes
from app.window.banner import Banner
from app.window.busy import BusyPage
from app.window.commands import Run
from app.window.desk import Desk
from app.window.dialogs import error as boxes
from app.window.dialogs.language import LanguageDialog
from app.window.dialogs.split import SplitDialog
from app.window.drop import dropped_files
from app.window.files import ALIGN, Files
from app.window.find import FindBar
from app.window.jobs import Jobs
from app.window.menus import Actions, KeySheet
from app.window.situation import Situation
from app.window.start import StartPage
from app.window.status import StatusLine
from app.window.table import strip
from app.window.table.editor import SegmentEditor
from app.window.table.view import BitextView
from core.model import SIDES, Bead, Bitext, Patch, SideName, Status
from core.project import Change, Kind
from core.review import verbs

_TEXT_SCALE = 1.2
_MESSAGE_MS = 6_000
_SMALLEST, _LARGEST = 50, 400


class Window(QMainWindow):
    """One window, one desk."""

    files: Files
    table: BitextView
    finder: FindBar

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.places = places
        self.settings, said = settings_.load(places.settings_file)
        self.desk, self.jobs = Desk(self), Jobs(self)
        self.theme = themes.current(self.settings.theme)
        self._now: Situation | None = None
        self._build()
        self._wire()
        self._dress()
        self._restore_place()
        self.show_page()
        self.files.list_projects()
        if said:
            self.banner.say(" ".join(said))

    # Building

    def _build(self) -> None:
        self.setMinimumSize(760, 480)
        self.setAcceptDrops(True)
        self.start = StartPage(self.theme)
        self.busy = BusyPage()
        self.banner = Banner()
        self.table = BitextView(None, self.theme, self._text_font())
        self.finder = FindBar(self.table)
        review = QWidget()
        column = QVBoxLayout(review)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.finder)
        column.addWidget(self.table, 1)
        self.pages = QStackedWidget()
        for page in (self.start, self.busy, review):
            self.pages.addWidget(page)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.banner)
        outer.addWidget(self.pages, 1)
        self.setCentralWidget(whole)
        self.status = StatusLine(self.desk)
        self.setStatusBar(self.status)
        self.files = Files(self, self.busy)
        self.actions_ = Actions(self, self.run)

    def _wire(self) -> None:
        self.start.files_given.connect(self.files.zone_used)
        self.start.sample_wanted.connect(self.files.align_sample)
        self.start.project_wanted.connect(self.files.open)
        self.start.discard_wanted.connect(self.files.discard)
        self.start.browse_wanted.connect(self.files.ask_for_project)
        self.desk.changed.connect(self._changed)
        self.desk.replaced.connect(self._replaced)
        self.desk.saved.connect(self._saved)
        self.jobs.changed.connect(self.fit)
        self.table.moved.connect(self.fit)
        self.table.typed.connect(self._typed)
        self.table.cut.connect(self._cut)
        self.table.customContextMenuRequested.connect(
            lambda at: self.actions_.context(self.table.viewport().mapToGlobal(at))
        )
        self.status.language_wanted.connect(self.ask_for_language)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)

    def _restore_place(self) -> None:
        self._moment = QSettings(str(self.places.moment_file), QSettings.Format.IniFormat, self)
        kept = self._moment.value("geometry")
        if kept is None or not self.restoreGeometry(kept):
            room = QGuiApplication.primaryScreen().availableSize()
            self.resize(min(1180, room.width()), min(780, room.height()))

    # Keeping in step

    def situation(self) -> Situation:
        """The facts on which the commands depend, as they are now."""
        bitext, table = self.desk.bitext, self.table
        if bitext is None or not 0 <= table.row < len(bitext.beads):
            project = bitext is not None
            return Situation(project=project, busy=self.is_busy, theme=self.settings.theme)
        bead = bitext.beads[table.row]
        segment = self.current_segment()
        edited = segment is not None and bitext.side(table.side).segment(segment).edited is not None
        return Situation(
            project=True,
            busy=self.is_busy,
            editing=table.editing,
            rows=len(bitext.beads),
            row=table.row,
            chosen=table.count_of_chosen,
            side=table.side,
            source=len(bead.source),
            target=len(bead.target),
            edited=edited,
            status=bead.status,
            undo_name=self.desk.undo_name,
            redo_name=self.desk.redo_name,
            theme=self.settings.theme,
        )

    @property
    def is_busy(self) -> bool:
        """Whether texts are being aligned or a project is being opened."""
        return bool(self.jobs.running(ALIGN)) or self.files.opening

    def fit(self) -> None:
        """Bring the commands in step with the situation."""
        now = self.situation()
        if now != self._now:
            self._now = now
            self.actions_.fit(now)

    def show_page(self) -> None:
        """Show the page that the situation asks for."""
        page = 1 if self.is_busy else 2 if self.desk.bitext is not None else 0
        self.pages.setCurrentIndex(page)
        self.actions_.bar.setVisible(page == 2)
        self.status.setVisible(page == 2)
        name = self.files.title()
        self.setWindowTitle(
            f"{name}{' (draft)' if self.files.is_draft else ''} – Diglot" if name else "Diglot"
        )
        (self.busy.cancel, self.table, self.start)[(1, 2, 0).index(page)].setFocus()
        self.fit()

    def _changed(self, change: Change) -> None:
        bitext = self.desk.bitext
        assert bitext is not None
        self.table.take(bitext, change.patch, change.first, change.last)
        if Kind.DOCUMENT in change.kinds or Kind.SIDES in change.kinds:
            self.table.set_text_font(self._text_font())
            self.status.count()
        self.fit()

    def _replaced(self) -> None:
        self.files.opened()
        self.finder.end()
        bitext = self.desk.bitext
        self.table.show_bitext(bitext)
        self.banner.clear()
        if bitext is not None:
            said = [
                f"{bitext.side(side).document.name}: {words}"
                for side in SIDES
                for words in bitext.side(side).document.warnings
            ]
            if said:
                self.banner.say("\n".join(said))
        self.show_page()

    def _saved(self) -> None:
        trouble = self.desk.trouble
        if trouble is not None:
            answers = (("Try again", self.desk.save_now), ("Save elsewhere…", self.files.ask_where_to_save))
            self.banner.say(f"{trouble} You can go on working; Diglot keeps trying.", answers)
            self._warned = True
        elif self._warned:
            self._warned = False
            self.banner.clear()

    _warned = False

    # Commands

    def run(self, command: Run) -> None:
        """Do a command's work."""
        command(self)

    def apply(self, make: Callable[[Bitext], Patch]) -> bool:
        """Make a patch and do it; False, with a word in the status line, where that is not possible."""
        return bool(self._attempt(make))

    def judge(self, make: Callable[[Bitext], Patch]) -> bool:
        """As `apply`, but a patch that changes nothing counts as done."""
        return self._attempt(make) is not None

    def _attempt(self, make: Callable[[Bitext], Patch]) -> bool | None:
        bitext = self.desk.bitext
        if bitext is None:
            return None
        try:
            patch = make(bitext)
        except verbs.NotPossible as refusal:
            self.status.showMessage(refusal.sentence, _MESSAGE_MS)
            return None
        self.status.clearMessage()
        self.desk.apply(patch)
        return not patch.empty

    def undo(self) -> None:
        """Take back the last change and go where it was."""
        self._go_to(self.desk.undo())

    def redo(self) -> None:
        """Do again what was undone last."""
        self._go_to(self.desk.redo())

    def _go_to(self, change: Change | None) -> None:
        if change is not None and Kind.SIDES not in change.kinds and change.kinds - {Kind.DOCUMENT}:
            self.table.go(min(change.first, self.table.rows.rowCount() - 1))

    def swap(self) -> None:
        """Exchange the sides."""
        self.apply(verbs.swap_sides)

    def split_row(self) -> None:
        """Split the row before the current segment, where Diglot thinks best, or where the person says."""
        bitext, row, side, segment = self.desk.bitext, self.table.row, self.table.side, self.table.segment
        if bitext is None:
            return
        bead = bitext.beads[row]
        if segment > 0:
            self.apply(lambda bitext: verbs.split_at(bitext, row, side, segment))
        elif max(len(bead.source), len(bead.target)) <= 2:  # there is but one good way
            self.apply(lambda bitext: verbs.split_row(bitext, row))
        else:
            upper = verbs.split_row(bitext, row).beads[0].after[0]
            proposed = len(upper.source), len(upper.target)
            dialog = SplitDialog(self, bitext, bead, proposed)
            dialog.accepted.connect(lambda: self._split(row, dialog.cut))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _split(self, row: int, cut: tuple[int, int]) -> None:
        self.apply(lambda bitext: verbs.split(bitext, row, *cut))
        self.table.go(row)

    def cut_segment(self) -> None:
        """In the editor: cut the segment at the caret. Elsewhere: open the editor first."""
        editor = self.table.findChild(SegmentEditor)
        if editor is not None and self.table.editing:
            editor.cut_wanted.emit(editor.caret)
        else:
            self.table.edit_segment()
            self.status.showMessage(
                "Place the caret where the text shall be cut, then press Ctrl+T.", _MESSAGE_MS
            )

    def current_segment(self) -> int | None:
        """The id of the segment that verbs about a segment mean."""
        bitext, row = self.desk.bitext, self.table.row
        if bitext is None or not 0 <= row < len(bitext.beads):
            return None
        ids = bitext.beads[row].ids(self.table.side)
        return ids[self.table.segment] if ids else None

    def _typed(self, row: int, side: SideName, segment: int, text: str) -> None:
        self.apply(lambda bitext: verbs.edit_text(bitext, row, side, segment, text))

    def _cut(self, row: int, side: SideName, segment: int, caret: int) -> None:
        if self.apply(lambda bitext: verbs.split_segment(bitext, row, side, segment, caret)):
            self.table.go(row, side, self.table.segment + 1)

    # Going about

    def go_unaccepted(self) -> None:
        """To the next row that is not accepted."""
        self._go_where(lambda bead: bead.status is not Status.ACCEPTED, 1, "Every row is accepted.")

    def go_doubt(self, step: int) -> None:
        """To the next or previous row that deserves a look."""
        self._go_where(doubtful, step, "No row is in doubt.")

    def _go_where(self, wanted: Callable[[Bead], bool], step: int, otherwise: str) -> None:
        beads = () if self.desk.bitext is None else self.desk.bitext.beads
        for at in range(1, len(beads) + 1):
            row = (self.table.row + at * step) % len(beads)
            if wanted(beads[row]):
                self.table.go(row)
                return
        self.status.showMessage(otherwise, _MESSAGE_MS)

    def other_side(self) -> None:
        """To the other cell of the row."""
        self.table.go(self.table.row, "target" if self.table.side == "source" else "source")

    def ask_for_row(self) -> None:
        """Ask for a row's number and go there."""
        count = self.table.rows.rowCount()
        number, ok = QInputDialog.getInt(
            self, "Go to row", f"Row (1 to {count:,})", self.table.row + 1, 1, count
        )
        if ok:
            self.table.go(number - 1)

    def ask_for_confidence(self) -> None:
        """Ask for a confidence and accept all rows from it up."""
        value, ok = QInputDialog.getInt(
            self, "Accept rows", "Accept all open rows with a confidence of at least (%)", 95, 0, 100
        )
        if ok:
            self.apply(lambda bitext: verbs.accept_from(bitext, value / 100))

    def ask_for_language(self, side: SideName) -> None:
        """Ask for the language of a side."""
        bitext = self.desk.bitext
        if bitext is None:
            return
        dialog = LanguageDialog(self, side, bitext.side(side).document.language)
        dialog.accepted.connect(lambda: self.set_language(side, dialog.box.tag))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def set_language(self, side: SideName, tag: str | None) -> None:
        """A side is in this language."""
        if tag is not None:
            self.apply(lambda bitext: verbs.set_language(bitext, side, tag))

    # Looks

    def zoom(self, step: int) -> None:
        """Larger or smaller texts, in per cent; 0 for the usual size."""
        zoom = min(_LARGEST, max(_SMALLEST, self.settings.zoom + step)) if step else 100
        self.change_settings(replace(self.settings, zoom=zoom))
        self.table.set_text_font(self._text_font())
        self.status.showMessage(f"Text size {zoom} %", _MESSAGE_MS)

    def set_theme(self, name: str) -> None:
        """Light, dark or as the system has it."""
        self.change_settings(replace(self.settings, theme=name))
        self._dress()
        self.fit()

    def _dress(self) -> None:
        hints = QGuiApplication.styleHints()
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(self.settings.theme)
        hints.blockSignals(True)
        hints.setColorScheme(scheme or Qt.ColorScheme.Unknown)
        hints.blockSignals(False)
        self.theme = themes.current(self.settings.theme)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        themes.dress(app, self.theme)
        self.actions_.set_theme(self.theme)
        self.start.set_theme(self.theme)
        self.table.set_theme(self.theme)

    def _text_font(self) -> QFont:
        font = QFont(QApplication.font())
        font.setPointSizeF(max(6.0, font.pointSizeF() * _TEXT_SCALE * self.settings.zoom / 100))
        return font

    def change_settings(self, settings: Settings) -> None:
        """Keep what the person chose; the file is written soon, on the lane."""
        if settings != self.settings:
            self.settings = settings
            path = self.places.settings_file
            self.desk.lane.do(lambda: _kept(path, settings))

    def show_keys(self) -> None:
        """The sheet of keys."""
        sheet = KeySheet(self, self.situation(), self.theme)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def show_about(self) -> None:
        """What this program is."""
        boxes.say(
            self,
            f"Diglot {QApplication.applicationVersion()}",
            "Aligns a text with its translation on your own machine, and lets you make the result right. "
            "Apache License 2.0.",
        )

    def leave(self) -> None:
        """Close the window."""
        self.close()

    # Qt's side

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()) and not self.is_busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        files = dropped_files(event.mimeData())
        QTimer.singleShot(0, self, lambda: self.files.zone_used(files, "source"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_leave():
            event.ignore()
            return
        self._moment.setValue("geometry", self.saveGeometry())
        self._moment.sync()
        self.jobs.close()
        self.files.leave()
        self.desk.close()
        event.accept()


def doubtful(bead: Bead) -> bool:
    """Whether a row deserves a look: marked so, unsure, or alone; what a person decided does not."""
    if bead.status is not Status.OPEN:
        return bead.status is Status.DOUBTFUL
    if bead.confidence is None:
        return False
    return bead.confidence < strip.UNSURE or not (bead.source and bead.target)


def _kept(path: Path, settings: Settings) -> None:
    try:
        settings_.save(path, settings)
    except OSError as error:
        log.warning("the settings could not be written: %s", error)
