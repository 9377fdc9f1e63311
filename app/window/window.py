"""The window: places the parts, runs the commands, and keeps every part in step with the desk."""

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.paths import Places
from app.window import font_coverage
from app.window.actions.doubt_queue import DoubtQueue
from app.window.actions.editing import CUT_HINT, Editing
from app.window.actions.help import Help
from app.window.actions.new_project import ALIGN, NewProject
from app.window.actions.pairing import Pairing
from app.window.actions.projects import Projects
from app.window.actions.realign import Realigner
from app.window.actions.resegment import Resegmenter
from app.window.actions.rows import Run
from app.window.actions.segments import arrange
from app.window.actions.word_links import WordLinks
from app.window.background.jobs import Jobs
from app.window.command_context import CommandContext
from app.window.dialogs import error as boxes
from app.window.find.bar import FindBar
from app.window.find.filterbar import FilterBar
from app.window.i18n import said, tr
from app.window.keys import keys_now
from app.window.open_project import OpenProject
from app.window.preferences import Preferences
from app.window.shell.banner import Banner
from app.window.shell.busy_page import BusyPage
from app.window.shell.drop_zone import dropped_files
from app.window.shell.last_position import Resume
from app.window.shell.menus import Actions
from app.window.shell.sidebar import PANELS, WIDTH, SideArea
from app.window.shell.start_page import StartPage
from app.window.shell.status_bar import StatusLine
from app.window.table.chapter_bar import ChapterBar
from app.window.table.view import BitextView
from core.model import SIDES
from core.project import Change, ChangeKind

_MESSAGE_MS = 6_000


class Window(QMainWindow):
    """One window, one desk."""

    # Declared here for the table of commands, which the type checker reads before `_build`.
    files: Projects
    intake: NewProject
    table: BitextView
    finder: FindBar
    filter: FilterBar
    review: Editing
    realigner: Realigner
    recutting: Resegmenter
    guide: Help
    pairing: Pairing
    choices: Preferences
    side: SideArea
    queue: DoubtQueue
    words: WordLinks

    def __init__(self, places: Places) -> None:
        super().__init__()
        self.places = places
        self.desk, self.jobs = OpenProject(self), Jobs(self)
        self.choices = Preferences(places.settings_file, self.desk.lane, self)
        self._warned = False
        self._now: CommandContext | None = None
        self._said: list[str] = []
        self._build()
        self._wire()
        self.choices.dress()
        self._restore_place()
        self.show_page()
        self.files.list_projects()
        if self.choices.said:
            self.banner.say(" ".join(self.choices.said))

    # Building

    def _build(self) -> None:
        self.setMinimumSize(760, 480)
        self.setAcceptDrops(True)
        self.start = StartPage(self.choices.theme)
        self.busy = BusyPage()
        self.banner = Banner()
        self.table = BitextView(None, self.choices.theme, self.choices.text_font)
        self.finder = FindBar(self.table, self.choices.theme)
        self.filter = FilterBar(self.table)
        self.side = SideArea(self)
        self.both = QSplitter(Qt.Orientation.Horizontal)
        self.both.setChildrenCollapsible(False)
        self.both.addWidget(_column(self.finder, self.filter, ChapterBar(self.table), self.table))
        self.both.addWidget(self.side)
        self.both.setStretchFactor(0, 1)
        self.both.setSizes([1000, WIDTH])
        self.pages = QStackedWidget()
        for page in (self.start, self.busy, self.both):
            self.pages.addWidget(page)
        self.setCentralWidget(_column(self.banner, self.pages))
        self.status = StatusLine(self.desk)
        self.setStatusBar(self.status)
        self.review = Editing(self.desk, self.table, self)
        self.pairing = Pairing(self.review)
        self.table.dropped.connect(lambda make, *place: arrange(self.review, make, *place))
        self.queue = DoubtQueue(self.desk, self.table, self.jobs, self)
        self.review.risks = self.queue.risks
        self.filter.doubted = self.queue.risks.rows
        self.realigner = Realigner(self.desk, self.table, self.jobs, self)
        self.status.addPermanentWidget(self.realigner.working)
        self.words = WordLinks(self.desk, self.table, self.jobs, self)
        self.recutting = Resegmenter(self.review, self.realigner, self)
        self.files = Projects(self, self.busy)
        self.intake = NewProject(self, self.busy, self.files)
        self.guide = Help(self)
        self.actions_ = Actions(self, self.table, self.run)

    def _wire(self) -> None:
        self.start.files_given.connect(self.intake.use)
        self.start.sample_wanted.connect(self.intake.align_sample)
        self.start.project_wanted.connect(self.files.open)
        self.start.discard_wanted.connect(self.files.discard)
        self.start.browse_wanted.connect(self.files.ask_for_project)
        self.start.pairs_wanted.connect(self.intake.ask_for_pairs)
        self.desk.changed.connect(self._changed)
        self.desk.replaced.connect(self._replaced)
        self.desk.saved.connect(self._saved)
        self.desk.judged.connect(self.warn)
        self.desk.lost.connect(lambda error: boxes.tell(self, error))
        self.jobs.changed.connect(self.fit)
        self.table.moved.connect(self.fit)
        self.table.unsafe.connect(self.status.show_typing)
        self.table.moved.connect(self._end_hint)
        self.choices.changed.connect(self._dress)
        self.side.changed.connect(self.fit)
        self.queue.changed.connect(self.fit)
        self.queue.suggested.connect(self.fit)
        self.words.changed.connect(self.fit)
        for hand in (self.review, self.realigner, self.queue, self.words):
            hand.said.connect(lambda words: self.status.showMessage(said(words), _MESSAGE_MS))
        self.table.customContextMenuRequested.connect(
            lambda at: self.actions_.context(self.table.viewport().mapToGlobal(at))
        )
        self.status.language_wanted.connect(self.recutting.ask)
        self.finder.wanted.connect(self.review.apply)
        self.filter.changed.connect(self.fit)
        self.filter.said.connect(lambda words: self.status.showMessage(words, _MESSAGE_MS))

    def _restore_place(self) -> None:
        self._moment = QSettings(str(self.places.moment_file), QSettings.Format.IniFormat, self)
        self.resume = Resume(self.desk, self.table, self._moment, self)
        kept = self._moment.value("geometry")
        if kept is None or not self.restoreGeometry(kept):
            room = QGuiApplication.primaryScreen().availableSize()
            self.resize(min(1180, room.width()), min(780, room.height()))

    # Keeping in step

    def situation(self) -> CommandContext:
        """The facts on which the commands depend, as they are now."""
        table, bitext = self.table, self.table.rows.bitext  # not the desk's, which may be a step ahead
        if bitext is None or not 0 <= table.row < len(bitext.beads):
            project = bitext is not None
            chosen, panel = self.choices.settings, self.side.shown
            return CommandContext(
                project, self.is_busy, theme=chosen.theme, panel=panel, agreements=chosen.marks
            )
        bead = bitext.beads[table.row]
        segment = self.review.current_segment()
        edited = segment is not None and bitext.side(table.side).segment(segment).edited is not None
        return CommandContext(
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
            undo_name=self.desk.undo_name,
            redo_name=self.desk.redo_name,
            filtered=self.filter.on,
            theme=self.choices.settings.theme,
            panel=self.side.shown,
            suggested=self.queue.takeable,
            realigning=self.realigner.busy,
            moved=bead.moved is not None,
            marked=self.pairing.mark is not None,
            bookmark=bead.bookmark,
            agreements=self.choices.settings.marks,
            lit=self.words.pair is not None,
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
        self._show_title()
        (self.busy.cancel, self.table, self.start)[(1, 2, 0).index(page)].setFocus()
        self.fit()

    def _show_title(self) -> None:
        name = self.files.title()
        self.setWindowTitle(
            (tr("{name} (draft) – Diglot", name=name) if self.files.is_draft else f"{name} – Diglot")
            if name
            else "Diglot"
        )

    def _end_hint(self) -> None:
        """What is said about the open editor holds no longer than the editor."""
        if not self.table.editing and self.status.currentMessage() == tr(CUT_HINT):
            self.status.clearMessage()

    def _changed(self, change: Change) -> None:
        bitext = self.desk.bitext
        assert bitext is not None
        self.table.take(bitext, change.patch, change.first, change.last)
        if ChangeKind.DOCUMENT in change.kinds or ChangeKind.SIDES in change.kinds:
            self._set_fonts()
            self.status.count()
            self.warn()
        if ChangeKind.SIDES in change.kinds:
            self._show_title()
        self.fit()

    def _replaced(self) -> None:
        self.resume.keep()
        self.files.opened()
        self.finder.end()
        self.filter.end()
        self.table.show_bitext(self.desk.bitext)
        self.resume.go()
        if self.desk.bitext is not None and not self.side.shown:
            self.side.show_panel(PANELS[0][0])
        self.banner.clear()
        self._said = []
        self.warn()
        self.show_page()

    def warn(self) -> None:
        """Say what to look at; what was said before is not said again, but goes once it is no longer so.

        While a project cannot be saved that is all there is to say; the rest comes after it.
        """
        if self._warned:
            return
        bitext = self.desk.bitext
        documents = [] if bitext is None else [bitext.side(side).document for side in SIDES]
        found = list(map(said, self.desk.findings))
        found += [
            f"{document.name}: {said(words)}"
            for document in documents
            for words in (*document.warnings, font_coverage.warning(document, self.choices.text_font))
            if words
        ]
        found += map(said, (*self.desk.poor_languages, *self.files.lacks))
        found = list(dict.fromkeys(found))  # of a file that holds both texts nothing is said twice
        told, self._said = set(self._said), found
        news = bool(set(found) - told)
        if news or (self.banner.isVisible() and set(found) != told):
            self.banner.clear()
            if found:
                self.banner.say(found[0] if len(found) == 1 else "\n".join(f"• {words}" for words in found))

    def _saved(self) -> None:
        trouble = self.desk.trouble
        if trouble is not None:
            if self.banner.isVisible() and not self._warned:
                self._said = []  # nobody closed it: it comes back
            answers = (
                (tr("Try again"), self.desk.save_now),
                (tr("Save elsewhere…"), self.files.ask_where_to_save),
            )
            more = tr("You can go on working; Diglot keeps trying.")
            self.banner.say(f"{said(str(trouble))} {more}", answers)
            self._warned = True
        elif self._warned:
            self._warned = False
            self.banner.clear()
            self.warn()

    # Commands

    def run(self, command: Run) -> None:
        """Do a command's work, after what is being written in a panel: its keys work there too."""
        self.side.keep()
        command(self)

    def _dress(self) -> None:
        theme = self.choices.theme
        self.actions_.set_theme(theme)
        self.actions_.set_keys(keys_now(self.choices.settings.key_set, self.choices.settings.keys))
        self.start.set_theme(theme)
        self.table.set_theme(theme)
        self.table.show_agreements(on=self.choices.settings.marks)
        self.finder.set_theme(theme)
        self.side.set_theme(theme)
        if any(self.table.layouts.of_side(side) != self.choices.font(side) for side in SIDES):
            self._set_fonts()
        self.fit()

    def _set_fonts(self) -> None:
        self.table.set_fonts(self.choices.text_font, {side: self.choices.font(side) for side in SIDES})

    def show_about(self) -> None:
        """What this program is."""
        boxes.say(
            self,
            f"Diglot {QApplication.applicationVersion()}",
            tr(
                "Aligns a text with its translation on your own machine, and lets you make the result right. "
                "Apache License 2.0."
            ),
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
        QTimer.singleShot(0, self, lambda: self.intake.use(files, "source"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_leave():
            event.ignore()
            return
        self.resume.keep()
        self._moment.setValue("geometry", self.saveGeometry())
        self.hide()  # a large project takes a moment to close
        self._moment.sync()
        self.jobs.close()
        self.files.leave()
        self.desk.close()
        event.accept()


def _column(*parts: QWidget) -> QWidget:
    """One over the other; the last takes all the room there is."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, part is parts[-1])
    return whole
