"""Main window: makes the parts, places them, connects them, and shows the page that is due."""

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.paths import UserFolders
from app.window.actions.comparing import Comparing
from app.window.actions.copying import Copying
from app.window.actions.doubt_queue import DoubtQueue
from app.window.actions.editing import Editing
from app.window.actions.follow_segment import apply_and_follow
from app.window.actions.guesses import GuessScores
from app.window.actions.new_project import NewProject
from app.window.actions.pairing import Pairing
from app.window.actions.projects import Projects
from app.window.actions.realign import Realigner
from app.window.actions.resegment import Resegmenter
from app.window.actions.spelling import Spelling
from app.window.actions.word_links import WordLinks
from app.window.background.jobs import Jobs
from app.window.command_context import CommandContext
from app.window.commands import USUAL_KEYS, command
from app.window.dialogs import error as boxes
from app.window.dialogs.drop_zone import dropped_files
from app.window.find.bar import FindBar
from app.window.find.filterbar import FilterBar
from app.window.i18n import tr, translated
from app.window.keys import keys_now
from app.window.open_project import OpenProject
from app.window.panels.chapters import ChaptersPanel
from app.window.panels.differences import DifferencesPanel
from app.window.panels.doubts import DoubtsPanel
from app.window.panels.map import MapPanel
from app.window.panels.note import NotePanel
from app.window.panels.terms import TermsPanel
from app.window.preferences import Preferences
from app.window.row_commands import Run
from app.window.shell import window_place
from app.window.shell.banner import Banner
from app.window.shell.busy_page import BusyPage
from app.window.shell.help import Help
from app.window.shell.hint_bar import HintBar
from app.window.shell.job_indicator import JobIndicator
from app.window.shell.last_position import LastPosition
from app.window.shell.menus import CommandActions
from app.window.shell.project_warnings import ProjectWarnings
from app.window.shell.seen_doubts import SeenDoubts
from app.window.shell.sidebar import WIDTH, Sidebar
from app.window.shell.start_page import StartPage
from app.window.shell.startup_notices import StartupNotices
from app.window.shell.status_bar import StatusBar
from app.window.shell.tour_stops import TourSights
from app.window.table.chapter_bar import ChapterBar
from app.window.table.sorting import SortBar, Sorting
from app.window.table.view import BitextView
from app.window.workbench import Workbench
from core.model import SIDES
from core.project import Change, ChangeKind

_MESSAGE_MS = 6_000


class Window(QMainWindow):
    """The main window, with at most one open project. Other parts receive each other, never the window."""

    def __init__(self, folders: UserFolders) -> None:
        super().__init__()
        self.folders = folders
        self._window_state = QSettings(str(folders.window_state_file), QSettings.Format.IniFormat, self)
        self._context: CommandContext | None = None
        self.project, self.jobs = OpenProject(self), Jobs(self)
        self.preferences = Preferences(folders.settings_file, self.project.project_thread, self)
        self._make_controllers()
        self._make_widgets()
        self._make_workbench()
        self._place()
        self._wire()
        self.preferences.dress()
        window_place.put(self, self._window_state)
        self.show_page()
        self.projects.list_projects()
        if self.preferences.load_problems:
            self.banner.say(" ".join(map(translated, self.preferences.load_problems)))

    # Construction

    def _make_controllers(self) -> None:
        project, jobs = self.project, self.jobs
        self.table = table = BitextView(None, self.preferences.theme, self.preferences.text_font)
        self.sorting = Sorting(table)
        # Emitted before `changed` and `replaced`, so that other parts find the table up to date.
        project.bitext_changed.connect(self._show_bitext)
        self.doubt_queue = DoubtQueue(project, table, jobs, self)
        self.editing = Editing(project, table, self.doubt_queue.risks, self)
        self.guess_scores = GuessScores(self.editing, jobs, self)
        self.pairing = Pairing(self.editing)
        self.realigner = Realigner(project, table, jobs, self)
        self.resegmenter = Resegmenter(self.editing, self.realigner, self)
        self.word_links = WordLinks(project, table, jobs, self)
        self.copying = Copying(self)
        self.spelling = Spelling(project, table, self.preferences, self.folders.own_words, self)
        self.projects = Projects(
            self, project, jobs, self.preferences, self.folders.drafts, self._keep_typing
        )
        self.comparing = Comparing(self.editing, self.projects, jobs, self)
        self.new_project = NewProject(self, jobs, self.projects)
        self.last_position = LastPosition(project, table, self._window_state, self)
        self.seen_doubts = SeenDoubts(project, self.doubt_queue, self._window_state, self)

    def _make_widgets(self) -> None:
        theme = self.preferences.theme
        self.start_page, self.busy_page, self.banner = StartPage(theme), BusyPage(), Banner()
        self.hint_bar = HintBar()
        self.finder = FindBar(self.table, theme)
        self.filter = FilterBar(self.table, self.doubt_queue.risks.rows)
        self.command_actions = CommandActions(self, self.table, self.run)
        self.sidebar = self._make_sidebar()
        self.status, self.job_indicator = StatusBar(self.project), JobIndicator()
        self.status.addPermanentWidget(self.job_indicator)
        self.warnings = ProjectWarnings(self.banner, self.project, self.projects, self.preferences)

    def _make_sidebar(self) -> Sidebar:
        project, table, preferences = self.project, self.table, self.preferences
        commands = self.command_actions.by_id, lambda id_: self.run(command(id_).run)
        return Sidebar(
            {
                "doubts": lambda: DoubtsPanel(project, table, self.doubt_queue, preferences, *commands),
                "note": lambda: NotePanel(project, table, self.editing),
                "map": lambda: MapPanel(project, table, preferences, self.realigner),
                "chapters": lambda: ChaptersPanel(project, table, preferences, self.realigner),
                "differences": lambda: DifferencesPanel(
                    project, table, self.comparing, preferences, *commands
                ),
                "terms": lambda: TermsPanel(project, table, self.word_links),
            },
            table,
        )

    def _make_workbench(self) -> None:
        sights = TourSights(self, self.start_page, self.table, self.command_actions)
        self.help = Help(
            self, self.command_actions, sights, lambda: self.workbench, self.folders.logs, self._window_state
        )
        self.workbench = Workbench(
            project=self.project,
            jobs=self.jobs,
            preferences=self.preferences,
            table=self.table,
            sorting=self.sorting,
            finder=self.finder,
            filter=self.filter,
            editing=self.editing,
            pairing=self.pairing,
            doubt_queue=self.doubt_queue,
            realigner=self.realigner,
            resegmenter=self.resegmenter,
            word_links=self.word_links,
            copying=self.copying,
            spelling=self.spelling,
            comparing=self.comparing,
            projects=self.projects,
            new_project=self.new_project,
            sidebar=self.sidebar,
            help=self.help,
            close_window=self.close,
        )
        self.startup_notices = StartupNotices(
            self.project, self.projects, self.preferences, self.help, self.banner, self.folders
        )

    def _place(self) -> None:
        self.setMinimumSize(760, 480)
        self.setAcceptDrops(True)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        bars = self.finder, self.filter, SortBar(self.sorting), ChapterBar(self.table), self.hint_bar
        self.splitter.addWidget(_column(*bars, self.table))
        self.splitter.addWidget(self.sidebar)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([1000, WIDTH])
        self.pages = QStackedWidget()
        for page in (self.start_page, self.busy_page, self.splitter):
            self.pages.addWidget(page)
        self.setCentralWidget(_column(self.banner, self.pages))
        self.setStatusBar(self.status)

    # Connections

    def _wire(self) -> None:
        self._wire_projects()
        self._wire_review()
        for changed in (
            self.jobs.changed,
            self.table.current_changed,
            self.sidebar.changed,
            self.doubt_queue.changed,
            self.doubt_queue.suggested,
            self.word_links.changed,
            self.filter.changed,
            self.comparing.changed,
            self.sorting.changed,
        ):
            changed.connect(self.fit)
        self.pairing.hint.connect(self.hint_bar.tell)
        self.editing.hint.connect(self.hint_bar.tell)
        for part in (
            self.editing,
            self.realigner,
            self.doubt_queue,
            self.word_links,
            self.filter,
            self.finder,
            self.copying,
            self.spelling,
            self.comparing,
            self.projects,
        ):
            part.status_message.connect(lambda text: self.status.showMessage(text, _MESSAGE_MS))
        self.preferences.changed.connect(self._dress)

    def _wire_projects(self) -> None:
        page, busy = self.start_page, self.busy_page
        page.files_given.connect(self.new_project.use)
        page.sample_wanted.connect(self.new_project.align_sample)
        page.project_wanted.connect(self.projects.open)
        page.discard_wanted.connect(self.projects.discard)
        page.pin_wanted.connect(self.projects.pin)
        page.remove_wanted.connect(self.projects.remove)
        page.browse_wanted.connect(self.projects.ask_for_project)
        page.pairs_wanted.connect(self.new_project.ask_for_pairs)
        self.projects.listed.connect(page.show_projects)
        self.projects.opening_begun.connect(busy.begin_opening)
        self.new_project.begun.connect(busy.begin)
        self.new_project.progressed.connect(busy.show_progress)
        busy.cancelled.connect(self.new_project.cancel)
        self.projects.page_changed.connect(self.show_page)
        self.new_project.page_changed.connect(self.show_page)
        self.project.changed.connect(self._changed)
        self.project.replaced.connect(self._replaced)
        self.project.lost.connect(lambda error: boxes.tell(self, error))

    def _wire_review(self) -> None:
        self.table.drag.dropped.connect(  # it has refused rows that are not seen already
            lambda make, *place: apply_and_follow(self.editing, make, *place, shown_only=False)
        )
        self.table.unsafe.connect(self.status.show_typing)
        self.table.current_changed.connect(self._end_hint)
        self.table.customContextMenuRequested.connect(
            lambda at: self.command_actions.open_context_menu(self.table.viewport().mapToGlobal(at))
        )
        self.status.language_wanted.connect(self.resegmenter.ask)
        self.finder.wanted.connect(lambda make, then, texts: self.editing.judge(make, then, rows=texts))
        self.realigner.begun.connect(self.job_indicator.begin)
        self.realigner.progressed.connect(self.job_indicator.show_progress)
        self.realigner.ended.connect(self.job_indicator.end)
        self.comparing.begun.connect(self.job_indicator.begin)
        self.comparing.ended.connect(self.job_indicator.end)
        self.comparing.opened.connect(lambda: self.sidebar.show_panel("differences"))
        self.job_indicator.appeared.connect(self.status.clearMessage)  # it says the same
        self.job_indicator.stop_wanted.connect(self.realigner.stop)
        self.job_indicator.stop_wanted.connect(self.comparing.stop)

    # Updates

    def fit(self) -> None:
        """Give the commands the labels and states of the current context."""
        context = self.workbench.context()
        if context != self._context:
            self._context = context
            self.command_actions.fit(context)

    def show_page(self) -> None:
        """Show the page that is due: the start page, the one for work under way, or the table."""
        page = 1 if self.workbench.busy else 2 if self.project.bitext is not None else 0
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
        """Remove the hint about the open editor together with the editor."""
        if not self.table.editing and self.pairing.marked_segment is None:
            self.hint_bar.tell("")

    def _show_bitext(self, change: Change | None) -> None:
        bitext = self.project.bitext
        if change is None or bitext is None:
            self.last_position.keep()
            self.seen_doubts.keep()
            self.table.show_bitext(bitext)
        else:
            self.table.take(bitext, change.patch, change.first, change.last)

    def _changed(self, change: Change) -> None:
        self.table.announce_current()
        if ChangeKind.DOCUMENT in change.kinds or ChangeKind.SIDES in change.kinds:
            self._set_fonts()
            self.status.count()
            self.warnings.show()
        if ChangeKind.SIDES in change.kinds:
            self._show_title()

    def _replaced(self) -> None:
        self.projects.opened()
        self.finder.end()
        self.filter.end()
        self.seen_doubts.restore()
        self.last_position.go()
        self.table.announce_current()
        if self.project.bitext is not None:
            self.sidebar.show_first()
        self.warnings.begin()
        self.show_page()

    # Commands

    def run(self, command: Run) -> None:
        """Run a command, after applying what is being written in a panel: its keys work there too."""
        self.sidebar.save_typing()
        command(self.workbench)

    def _keep_typing(self) -> None:
        """Apply what is being typed in the table or in a panel."""
        self.table.close_editor(keep=True)
        self.sidebar.save_typing()

    def _dress(self) -> None:
        theme, settings = self.preferences.theme, self.preferences.settings
        self.command_actions.set_theme(theme)
        self.command_actions.set_keys(keys_now(settings.key_set, settings.keys, USUAL_KEYS))
        self.start_page.set_theme(theme)
        self.table.set_theme(theme)
        self.table.show_agreements(on=settings.marks)
        self.doubt_queue.order_by(document=settings.doubts == "document")
        self.finder.set_theme(theme)
        self.sidebar.set_theme(theme)
        if any(self.table.layouts.of_side(side) != self.preferences.font(side) for side in SIDES):
            self._set_fonts()
        self.fit()

    def _set_fonts(self) -> None:
        fonts = {side: self.preferences.font(side) for side in SIDES}
        self.table.set_fonts(self.preferences.text_font, fonts)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.StatusTip:
            return True  # otherwise hovering over a button or a menu removes the message in the status bar
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event.mimeData()) and not self.workbench.busy:
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
        self.seen_doubts.keep()
        window_place.keep(self, self._window_state)
        self.hide()  # closing a large project takes a moment
        self._window_state.sync()
        self.jobs.close()
        self.spelling.close()
        self.projects.leave()
        self.project.close()
        event.accept()


def _column(*parts: QWidget) -> QWidget:
    """Return a widget with parts below each other; the last takes the room that is left."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, part is parts[-1])
    return whole
