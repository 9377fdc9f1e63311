"""The parts of the window that commands work with, and the facts on which commands depend."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.window.actions.comparing import Comparing
from app.window.actions.copying import Copying
from app.window.actions.doubt_queue import DoubtQueue
from app.window.actions.editing import Editing
from app.window.actions.new_project import ALIGN, NewProject
from app.window.actions.pairing import Pairing
from app.window.actions.projects import Projects
from app.window.actions.realign import Realigner
from app.window.actions.resegment import Resegmenter
from app.window.actions.spelling import Spelling
from app.window.actions.word_links import WordLinks
from app.window.background.jobs import Jobs
from app.window.command_context import CommandContext
from app.window.find.bar import FindBar
from app.window.find.filterbar import FilterBar
from app.window.open_project import OpenProject
from app.window.preferences import Preferences
from app.window.table.sorting import Sorting
from app.window.table.view import BitextView


class Panels(Protocol):
    """The sidebar as commands use it."""

    @property
    def shown(self) -> str:
        """The id of the panel that is shown, "" for none."""

    def show_panel(self, id_: str) -> None:
        """Show a panel."""

    def toggle(self, id_: str) -> None:
        """Show a panel and focus it, or hide it where it is shown."""


class HelpPages(Protocol):
    """The pages and dialogs of the menu Help and the settings. They list the commands themselves."""

    def keys(self) -> None:
        """Show all commands with their keys."""

    def shortcuts(self) -> None:
        """Show the editor of shortcuts."""

    def settings(self) -> None:
        """Show the settings."""

    def reports(self) -> None:
        """Show the error reports of earlier sessions."""

    def palette(self) -> None:
        """Show the command palette, or close it."""

    def tour(self) -> None:
        """Start the tour."""

    def about(self) -> None:
        """Show name, version and licence of the program."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """The parts that a command may use. The window makes them; a command never sees the window itself."""

    project: OpenProject
    jobs: Jobs
    preferences: Preferences
    table: BitextView
    sorting: Sorting
    finder: FindBar
    filter: FilterBar
    editing: Editing
    pairing: Pairing
    doubt_queue: DoubtQueue
    realigner: Realigner
    resegmenter: Resegmenter
    word_links: WordLinks
    copying: Copying
    spelling: Spelling
    comparing: Comparing
    projects: Projects
    new_project: NewProject
    sidebar: Panels
    help: HelpPages
    close_window: Callable[[], object]

    @property
    def busy(self) -> bool:
        """True while texts are being aligned or a project is being opened."""
        return bool(self.jobs.running(ALIGN)) or self.projects.opening

    def context(self) -> CommandContext:
        """Return the facts on which commands depend, as they are now."""
        table, bitext, settings = self.table, self.project.bitext, self.preferences.settings
        panel = self.sidebar.shown
        if bitext is None or not 0 <= table.row < len(bitext.beads):
            opened = bitext is not None
            return CommandContext(
                opened,
                self.busy,
                theme=settings.theme,
                panel=panel,
                agreements=settings.marks,
                spelling=settings.spelling,
            )
        bead = bitext.beads[table.row]
        segment = self.editing.current_segment()
        edited = segment is not None and bitext.side(table.side).segment(segment).edited is not None
        return CommandContext(
            project=True,
            busy=self.busy,
            editing=table.editing,
            rows=len(bitext.beads),
            row=table.row,
            selected_rows=table.count_of_chosen,
            side=table.side,
            source=len(bead.source),
            target=len(bead.target),
            edited=edited,
            undo_name=self.project.undo_name,
            redo_name=self.project.redo_name,
            filtered=self.filter.on,
            order=self.sorting.order,
            theme=settings.theme,
            panel=panel,
            realigning=self.realigner.busy,
            comparing=self.comparing.busy,
            moved=bead.linked,
            marked=self.pairing.marked_segment is not None,
            bookmark=bead.bookmark,
            agreements=settings.marks,
            spelling=settings.spelling,
            highlighted_pair=self.word_links.pair is not None,
            differences=len(self.comparing.items),
            difference=self.comparing.difference is not None,
            unplaced=self.comparing.stray is not None,
        )
