"""The window: places the parts, runs the commands, and keeps every part in step with the desk."""

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.paths import UserFolders
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
from app.window.shell.last_position import LastPosition
from app.window.shell.menus import Actions
from app.window.shell.sidebar import PANELS, WIDTH, Sidebar
from app.window.shell.start_page import StartPage
from app.window.shell.status_bar import StatusBar
from app.window.table.chapter_bar import ChapterBar
from app.window.table.view import BitextView
from core.model import SIDES
from core.project import Change, ChangeKind

_MESSAGE_MS = 6_000


class Window(QMainWindow):
    """One window, one desk."""

    # Declared here for the table of commands, which the type checker reads before `_build`.
    projects: Projects
    new_project: NewProject
    table: BitextView
    finder: FindBar
    filter: FilterBar
    editing: Editing
    realigner: Realigner
    resegmenter: Resegmenter
    help: Help
    pairing: Pairing
    preferences: Preferences
    sidebar: Sidebar
    doubt_queue: DoubtQueue
    word_links: WordLinks

    def __init__(self, folders: UserFolders) -> None:
        super().__init__()
        self.folders = folders
        self.project, self.jobs = OpenProject(self), Jobs(self)
        self.preferences = Preferences(folders.settings_file, self.project.project_thread, self)
        self._warned = False
        self._now: CommandContext | None = None
        self._said: list[str] = []
        self._build()
        self._wire()
        self.preferences.dress()
        self._restore_position()
        self.show_page()
        self.projects.list_projects()
        if self.preferences.load_problems:
            self.banner.say(" ".join(self.preferences.load_problems))

    # Building

    def _build(self) -> None:
        self.setMinimumSize(760, 480)
        self.setAcceptDrops(True)
        self.start_page = StartPage(self.preferences.theme)
        self.busy_page = BusyPage()
        self.banner = Banner()
        self.table = BitextView(None, self.preferences.theme, self.preferences.text_font)
        self.finder = FindBar(self.table, self.preferences.theme)
        self.filter = FilterBar(self.table)
        self.sidebar = Sidebar(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(_column(self.finder, self.filter, ChapterBar(self.table), self.table))
        self.splitter.addWidget(self.sidebar)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([1000, WIDTH])
        self.pages = QStackedWidget()
        for page in (self.start_page, self.busy_page, self.splitter):
            self.pages.addWidget(page)
        self.setCentralWidget(_column(self.banner, self.pages))
        self.status = StatusBar(self.project)
        self.setStatusBar(self.status)
        self.editing = Editing(self.project, self.table, self)
        self.pairing = Pairing(self.editing)
        self.table.dropped.connect(lambda make, *place: arrange(self.editing, make, *place))
        self.doubt_queue = DoubtQueue(self.project, self.table, self.jobs, self)
        self.editing.risks = self.doubt_queue.risks
        self.filter.doubted = self.doubt_queue.risks.rows
        self.realigner = Realigner(self.project, self.table, self.jobs, self)
        self.status.addPermanentWidget(self.realigner.working)
        self.word_links = WordLinks(self.project, self.table, self.jobs, self)
        self.resegmenter = Resegmenter(self.editing, self.realigner, self)
        self.projects = Projects(self, self.busy_page)
        self.new_project = NewProject(self, self.busy_page, self.projects)
        self.help = Help(self)
        self.command_actions = Actions(self, self.table, self.run)

    def _wire(self) -> None:
        self.start_page.files_given.connect(self.new_project.use)
        self.start_page.sample_wanted.connect(self.new_project.align_sample)
        self.start_page.project_wanted.connect(self.projects.open)
        self.start_page.discard_wanted.connect(self.projects.discard)
        self.start_page.browse_wanted.connect(self.projects.ask_for_project)
        self.start_page.pairs_wanted.connect(self.new_project.ask_for_pairs)
        self.project.changed.connect(self._changed)
        self.project.replaced.connect(self._replaced)
        self.project.saved.connect(self._saved)
        self.project.judged.connect(self.warn)
        self.project.lost.connect(lambda error: boxes.tell(self, error))
        self.jobs.changed.connect(self.fit)
        self.table.current_changed.connect(self.fit)
        self.table.unsafe.connect(self.status.show_typing)
        self.table.current_changed.connect(self._end_hint)
        self.preferences.changed.connect(self._dress)
        self.sidebar.changed.connect(self.fit)
        self.doubt_queue.changed.connect(self.fit)
        self.doubt_queue.suggested.connect(self.fit)
        self.word_links.changed.connect(self.fit)
        for hand in (self.editing, self.realigner, self.doubt_queue, self.word_links):
            hand.status_message.connect(lambda words: self.status.showMessage(said(words), _MESSAGE_MS))
        self.table.customContextMenuRequested.connect(
            lambda at: self.command_actions.context(self.table.viewport().mapToGlobal(at))
        )
        self.status.language_wanted.connect(self.resegmenter.ask)
        self.finder.wanted.connect(self.editing.apply)
        self.filter.changed.connect(self.fit)
        self.filter.status_message.connect(lambda words: self.status.showMessage(words, _MESSAGE_MS))

    def _restore_position(self) -> None:
        self._window_state = QSettings(str(self.folders.window_state_file), QSettings.Format.IniFormat, self)
        self.last_position = LastPosition(self.project, self.table, self._window_state, self)
        kept = self._window_state.value("geometry")
        if kept is None or not self.restoreGeometry(kept):
            room = QGuiApplication.primaryScreen().availableSize()
            self.resize(min(1180, room.width()), min(780, room.height()))

    # Keeping in step

    def context(self) -> CommandContext:
        """The facts on which the commands depend, as they are now."""
        table, bitext = self.table, self.table.rows.bitext  # not the desk's, which may be a step ahead
        if bitext is None or not 0 <= table.row < len(bitext.beads):
            project = bitext is not None
            chosen, panel = self.preferences.settings, self.sidebar.shown
            return CommandContext(
                project, self.is_busy, theme=chosen.theme, panel=panel, agreements=chosen.marks
            )
        bead = bitext.beads[table.row]
        segment = self.editing.current_segment()
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
            undo_name=self.project.undo_name,
            redo_name=self.project.redo_name,
            filtered=self.filter.on,
            theme=self.preferences.settings.theme,
            panel=self.sidebar.shown,
            suggested=self.doubt_queue.takeable,
            realigning=self.realigner.busy,
            moved=bead.linked,
            marked=self.pairing.mark is not None,
            bookmark=bead.bookmark,
            agreements=self.preferences.settings.marks,
            highlighted_pair=self.word_links.pair is not None,
        )

    @property
    def is_busy(self) -> bool:
        """Whether texts are being aligned or a project is being opened."""
        return bool(self.jobs.running(ALIGN)) or self.projects.opening

    def fit(self) -> None:
        """Bring the commands in step with the situation."""
        now = self.context()
        if now != self._now:
            self._now = now
            self.command_actions.fit(now)

    def show_page(self) -> None:
        """Show the page that the situation asks for."""
        page = 1 if self.is_busy else 2 if self.project.bitext is not None else 0
        self.pages.setCurrentIndex(page)
        self.command_actions.bar.setVisible(page == 2)
        self.status.setVisible(page == 2)
        self._show_title()
        (self.busy_page.cancel, self.table, self.start_page)[(1, 2, 0).index(page)].setFocus()
        self.fit()

    def _show_title(self) -> None:
        name = self.projects.title()
        self.setWindowTitle(
            (tr("{name} (draft) – Diglot", name=name) if self.projects.is_draft else f"{name} – Diglot")
            if name
            else "Diglot"
        )

    def _end_hint(self) -> None:
        """What is said about the open editor holds no longer than the editor."""
        if not self.table.editing and self.status.currentMessage() == tr(CUT_HINT):
            self.status.clearMessage()

    def _changed(self, change: Change) -> None:
        bitext = self.project.bitext
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
        self.last_position.keep()
        self.projects.opened()
        self.finder.end()
        self.filter.end()
        self.table.show_bitext(self.project.bitext)
        self.last_position.go()
        if self.project.bitext is not None and not self.sidebar.shown:
            self.sidebar.show_panel(PANELS[0][0])
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
        bitext = self.project.bitext
        documents = [] if bitext is None else [bitext.side(side).document for side in SIDES]
        found = list(map(said, self.project.findings))
        found += [
            f"{document.name}: {said(words)}"
            for document in documents
            for words in (*document.warnings, font_coverage.warning(document, self.preferences.text_font))
            if words
        ]
        found += map(said, (*self.project.poor_languages, *self.projects.lacks))
        found = list(dict.fromkeys(found))  # of a file that holds both texts nothing is said twice
        told, self._said = set(self._said), found
        news = bool(set(found) - told)
        if news or (self.banner.isVisible() and set(found) != told):
            self.banner.clear()
            if found:
                self.banner.say(found[0] if len(found) == 1 else "\n".join(f"• {words}" for words in found))

    def _saved(self) -> None:
        trouble = self.project.trouble
        if trouble is not None:
            if self.banner.isVisible() and not self._warned:
                self._said = []  # nobody closed it: it comes back
            answers = (
                (tr("Try again"), self.project.save_now),
                (tr("Save elsewhere…"), self.projects.ask_where_to_save),
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
        self.sidebar.keep()
        command(self)

    def _dress(self) -> None:
        theme = self.preferences.theme
        self.command_actions.set_theme(theme)
        self.command_actions.set_keys(
            keys_now(self.preferences.settings.key_set, self.preferences.settings.keys)
        )
        self.start_page.set_theme(theme)
        self.table.set_theme(theme)
        self.table.show_agreements(on=self.preferences.settings.marks)
        self.finder.set_theme(theme)
        self.sidebar.set_theme(theme)
        if any(self.table.layouts.of_side(side) != self.preferences.font(side) for side in SIDES):
            self._set_fonts()
        self.fit()

    def _set_fonts(self) -> None:
        self.table.set_fonts(
            self.preferences.text_font, {side: self.preferences.font(side) for side in SIDES}
        )

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
        QTimer.singleShot(0, self, lambda: self.new_project.use(files, "source"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.projects.may_leave():
            event.ignore()
            return
        self.last_position.keep()
        self._window_state.setValue("geometry", self.saveGeometry())
        self.hide()  # a large project takes a moment to close
        self._window_state.sync()
        self.jobs.close()
        self.projects.leave()
        self.project.close()
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
