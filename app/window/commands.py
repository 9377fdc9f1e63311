"""Table of all commands, from which menus, tool bar, palette and lists of keys are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.window import row_commands
from app.window.command_context import CommandContext
from app.window.i18n import later, tr, translated
from app.window.row_commands import Run, on_segment
from app.window.table.sorting import ORDERS
from core.review import verbs
from core.review.search.order import Order

When = Callable[[CommandContext], bool]

MENUS = (
    later("File"), later("Edit"), later("Pair"), later("Text"), later("Go"), later("View"), later("Help"),
)  # fmt: skip


_MOVES, _LINKS = later("Move and shift segments"), later("Link and swap passages")
_DIFFERENCES = later("Differences from another alignment")
_KINDS, _WORDS = later("Next row by type"), later("Linked words")
_ORDERS, _THEMES = later("Sort rows"), later("Theme")


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table.

    `text` is the label in menus, in English, or a function of the context that returns it translated. The
    first of `keys` is shown in menus. `group` numbers the parts of a menu between its separators; `submenu`
    names the menu within the menu, if the command is in one. `short` is the label in the tool bar, "" where
    the command is not there; `in_context_menu` adds it to the context menu of the table; `checked` tells
    whether it has a check mark. `mouse` describes what the mouse does instead.
    """

    id: str
    text: str | Callable[[CommandContext], str]
    keys: tuple[str, ...]
    menu: str
    when: When
    run: Run
    group: int = 0
    icon: str = ""
    short: str = ""
    in_context_menu: bool = False
    checked: When | None = None
    mouse: str = ""
    submenu: str = ""

    def label(self, now: CommandContext) -> str:
        """Return the label in menus, translated."""
        return tr(self.text) if isinstance(self.text, str) else self.text(now)


def _always(_: CommandContext) -> bool:
    return True


def _idle(now: CommandContext) -> bool:
    return not now.busy and not now.editing


def _project(now: CommandContext) -> bool:
    return now.project and not now.busy


def _row(now: CommandContext) -> bool:
    return now.reviewing


def _several(now: CommandContext) -> bool:
    return now.reviewing and now.segments > 1


def _undo_label(now: CommandContext) -> str:
    return tr("Undo: {step}", step=translated(now.undo_name)) if now.undo_name else tr("Undo")


def _redo_label(now: CommandContext) -> str:
    return tr("Redo: {step}", step=translated(now.redo_name)) if now.redo_name else tr("Redo")


def _stop_label(now: CommandContext) -> str:
    return tr("Stop comparing") if now.comparing and not now.realigning else tr("Stop realigning")


def _merge_label(now: CommandContext) -> str:
    return tr("Merge selected rows") if now.selected_rows > 1 else tr("Merge with next row")


def _of_side(source: str, target: str) -> Callable[[CommandContext], str]:
    """Return a label that depends on the current side."""
    return lambda now: tr(source if now.side == "source" else target)


_up_label = _of_side(later("Move the first source segment up"), later("Move the first target segment up"))
_down_label = _of_side(later("Move the last source segment down"), later("Move the last target segment down"))


def _realign_label(now: CommandContext) -> str:
    return tr("Realign selected rows") if now.selected_rows > 1 else tr("Realign between reviewed rows")


_shift_up_label = _of_side(later("Shift source up from here"), later("Shift target up from here"))
_shift_down_label = _of_side(later("Shift source down from here"), later("Shift target down from here"))
_from_below_label = _of_side(later("Take source segment from below"), later("Take target segment from below"))
_from_above_label = _of_side(later("Take source segment from above"), later("Take target segment from above"))


def _pair_label(now: CommandContext) -> str:
    if now.selected_rows == 2:
        return tr("Pair the two selected rows")
    return tr("Pair with the marked segment") if now.marked else tr("Mark to pair with another segment")


def _unpair_label(now: CommandContext) -> str:
    return tr("Unlink moved passage") if now.moved else tr("Separate the sides")


def _sorted(order: Order) -> Command:
    """Return the command that sorts the rows in an order, or sorts them anew."""
    return Command(f"view.{order.name.lower()}", ORDERS[order], (), "View", _project,
                   row_commands.sort(order), 3, checked=lambda now: now.order is order,
                   submenu=_ORDERS)  # fmt: skip


def _panel(id_: str, name: str, key: str) -> Command:
    """Return the command that shows or hides a panel; its short label is the title of the panel."""
    return Command(f"panel.{id_}", name, (key,), "View", _project, lambda bench: bench.sidebar.toggle(id_), 2,
                   f"panel-{id_}", name, checked=lambda now: now.panel == id_)  # fmt: skip


# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("file.new", "Align two files…", ("Ctrl+N",), "File", _idle,
            lambda bench: bench.new_project.ask_for_texts(), 0, "new",
            mouse=later("Drop two files onto the window")),
    Command("file.open", "Open project…", ("Ctrl+O",), "File", _idle,
            lambda bench: bench.projects.ask_for_project(), 0, "open"),
    Command("file.open_pairs", "Open an existing alignment…", ("Ctrl+Shift+O",), "File", _idle,
            lambda bench: bench.new_project.ask_for_pairs(), 0),
    Command("file.compare", "Compare with another alignment…", (), "File", _project,
            lambda bench: bench.comparing.ask(), 0),
    Command("file.save", "Save project", ("Ctrl+S",), "File", _project,
            lambda bench: bench.projects.save(), 1),
    Command("file.save_as", "Save project as…", ("Ctrl+Shift+S",), "File",
            lambda now: _project(now) and not now.editing, lambda bench: bench.projects.ask_where_to_save(),
            1),
    Command("file.export", "Export pairs…", ("Ctrl+E",), "File",
            lambda now: _project(now) and not now.editing,
            row_commands.export, 1, "export", "Export"),
    Command("file.close", "Close project", ("Ctrl+W",), "File",
            lambda now: _project(now) and not now.editing, lambda bench: bench.projects.close(), 2),
    Command("file.settings", "Settings…", ("Ctrl+,",), "File", _always, lambda bench: bench.help.settings(),
            2),
    Command("file.shortcuts", "Customise keys…", (), "File", _always,
            lambda bench: bench.help.shortcuts(), 2),
    Command("file.quit", "Quit", ("Ctrl+Q",), "File", _always, lambda bench: bench.close_window(), 2),

    Command("undo", _undo_label, ("Ctrl+Z",), "Edit",
            lambda now: _project(now) and now.undo_name is not None and not now.editing,
            row_commands.undo, 0, "undo", "Undo"),
    Command("redo", _redo_label, ("Ctrl+Shift+Z", "Ctrl+Y"), "Edit",
            lambda now: _project(now) and now.redo_name is not None and not now.editing,
            lambda bench: bench.editing.redo(), 0, "redo", "Redo"),
    Command("edit.stop", _stop_label, ("Esc",), "Edit",
            lambda now: (now.realigning or now.comparing) and _idle(now), row_commands.stop, 0),
    Command("edit.find", "Find…", ("Ctrl+F",), "Edit", _project, lambda bench: bench.finder.begin(), 1,
            "find"),
    Command("edit.find_next", "Find next", ("F3", "Ctrl+G"), "Edit", _project,
            lambda bench: bench.finder.go_on(1), 1),
    Command("edit.find_previous", "Find previous", ("Shift+F3",), "Edit", _project,
            lambda bench: bench.finder.go_on(-1), 1),
    Command("edit.replace", "Replace…", ("Ctrl+H",), "Edit", _project,
            lambda bench: bench.finder.begin(replacing=True), 1),
    Command("edit.copy", "Copy selected rows", ("Ctrl+C",), "Edit",
            lambda now: _project(now) and now.row >= 0 and not now.editing, row_commands.copy, 2,
            in_context_menu=True),
    Command("sides.swap", "Swap sides", ("Ctrl+Shift+X",), "Edit",
            lambda now: _project(now) and not now.editing, lambda bench: bench.editing.swap(), 2, "swap",
            "Swap sides"),
    Command("sides.segmentation", "Language and segmentation of a side…", (), "Edit",
            lambda now: _project(now) and not now.editing, lambda bench: bench.resegmenter.ask(), 2),

    Command("bead.accept", "Accept and go to next", ("A", "Ctrl+Return", "Ctrl+Enter"), "Pair", _row,
            row_commands.judge(verbs.accept, go_on=True), 0, "accept", "Accept", in_context_menu=True),
    Command("bead.doubtful", "Mark as doubtful", ("D",), "Pair", _row,
            row_commands.judge(verbs.mark_doubtful, go_on=False), 0, "doubt", "Doubtful",
            in_context_menu=True),
    Command("bead.clear", "Clear status", ("C",), "Pair", _row,
            row_commands.judge(verbs.clear_judgement, go_on=False), 0, "clear", in_context_menu=True),
    Command("bead.accept_from", "Accept all above a confidence…", ("Ctrl+Shift+A",), "Pair", _row,
            lambda bench: bench.editing.ask_for_confidence(), 0),
    Command("bead.bookmark", "Bookmark", ("B",), "Pair", _row, row_commands.bookmark, 0, in_context_menu=True,
            checked=lambda now: now.bookmark),
    Command("bead.merge_next", _merge_label, ("M", "Ctrl+M"), "Pair",
            lambda now: _row(now) and (now.selected_rows > 1 or not now.last), row_commands.merge, 1,
            "merge", "Merge",
            in_context_menu=True),
    Command("bead.merge_previous", "Merge with previous row", ("Shift+M", "Ctrl+Shift+M"), "Pair",
            lambda now: _row(now) and not now.first, row_commands.merge_previous, 1,
            in_context_menu=True),
    Command("bead.split", "Split row…", ("S",), "Pair", lambda now: _row(now) and now.source + now.target > 1,
            lambda bench: bench.editing.split_row(), 1, "split", "Split", in_context_menu=True),
    Command("bead.unmerge", "Unmerge row", ("Shift+S",), "Pair",
            lambda now: _row(now) and max(now.source, now.target) > 1,
            on_segment(lambda b, at, *_: verbs.unmerge(b, at)), 1, in_context_menu=True),
    Command("bead.join_lone", "Merge with the better neighbour", ("J",), "Pair",
            lambda now: _row(now) and now.lone and now.rows > 1,
            on_segment(lambda b, at, *_: verbs.join_lone(b, at)), 1, in_context_menu=True),
    Command("segment.move_up", _up_label, ("Alt+Up",), "Pair",
            lambda now: _row(now) and not now.first and now.segments > 0, row_commands.move(down=False),
            2, "up", "Move up", in_context_menu=True, mouse=later("Drag a segment onto a row above"),
            submenu=_MOVES),
    Command("segment.move_down", _down_label, ("Alt+Down",), "Pair",
            lambda now: _row(now) and not now.last and now.segments > 0, row_commands.move(down=True),
            2, "down", "Move down", in_context_menu=True, mouse=later("Drag a segment onto a row below"),
            submenu=_MOVES),
    Command("segment.take_below", _from_below_label, ("Alt+Shift+Up",), "Pair",
            lambda now: _row(now) and not now.last,
            on_segment(lambda b, at, side, _: verbs.take_segment_from_below(b, at, side)), 2, submenu=_MOVES),
    Command("segment.take_above", _from_above_label, ("Alt+Shift+Down",), "Pair",
            lambda now: _row(now) and not now.first,
            on_segment(lambda b, at, side, _: verbs.take_segment_from_above(b, at, side)), 2, submenu=_MOVES),
    Command("segment.alone", "Move segment to its own row", ("L",), "Pair",
            lambda now: _row(now) and now.segments > 0 and now.source + now.target > 1,
            on_segment(verbs.set_alone), 2, in_context_menu=True, submenu=_MOVES),
    Command("side.shift_up", _shift_up_label, ("Alt+PgUp",), "Pair",
            lambda now: _row(now) and not now.first and now.segments > 0,
            on_segment(lambda b, at, side, _: verbs.shift_up(b, at, side)), 3, in_context_menu=True,
            submenu=_MOVES),
    Command("side.shift_down", _shift_down_label, ("Alt+PgDown",), "Pair",
            lambda now: _row(now) and now.segments > 0,
            on_segment(lambda b, at, side, _: verbs.shift_down(b, at, side)), 3, in_context_menu=True,
            submenu=_MOVES),
    Command("bead.pair", _pair_label, ("P",), "Pair", _row, lambda bench: bench.pairing.press(), 4,
            in_context_menu=True,
            mouse=later("Drag a segment onto the other side of another row"), submenu=_LINKS),
    Command("bead.cross", "Swap targets with the next row", ("X",), "Pair",
            lambda now: _row(now) and not now.last and not now.lone,
            on_segment(lambda b, at, *_: verbs.cross(b, at)), 4, submenu=_LINKS),
    Command("bead.unpair", _unpair_label, ("Shift+P",), "Pair",
            lambda now: _row(now) and (now.moved or not now.lone),
            on_segment(lambda b, at, *_: verbs.unpair(b, at)), 4, in_context_menu=True, submenu=_LINKS),

    Command("bead.realign", _realign_label, ("R", "Ctrl+R"), "Pair", _row,
            lambda bench: bench.realigner.begin(), 5, in_context_menu=True),
    Command("bead.realign_from", "Realign from here", ("Shift+R", "Ctrl+Shift+R"), "Pair", _row,
            lambda bench: bench.realigner.from_here(), 5, in_context_menu=True),
    Command("bead.alternative", "Use the alternative", ("T",), "Pair", _row,
            row_commands.take_alternative, 5, in_context_menu=True),

    Command("doubt.take", "Use the suggestion", ("Enter", "Return"), "Pair",
            _row, row_commands.take_suggestion, 5, in_context_menu=True),

    Command("text.edit", "Edit text", ("F2", "E"), "Text",
            lambda now: _row(now) and now.segments > 0,
            lambda bench: bench.table.edit_segment(), 0, "edit", in_context_menu=True,
            mouse=later("Double-click a segment")),
    Command("segment.split", "Split segment at the caret", ("Ctrl+T",), "Text",
            lambda now: _project(now) and now.row >= 0 and now.segments > 0,
            lambda bench: bench.editing.cut_segment(), 0, in_context_menu=True),
    Command("segment.join", "Join with next segment", ("Ctrl+J",), "Text",
            lambda now: _row(now) and now.segments > 1, on_segment(verbs.join_segments), 0,
            in_context_menu=True),
    Command("text.restore", "Restore original text", (), "Text",
            lambda now: _row(now) and now.edited, row_commands.restore, 0,
            in_context_menu=True),

    Command("go.unaccepted", "Next row not accepted", ("U",), "Go", _row,
            lambda bench: bench.editing.go_unaccepted(), 0),
    Command("go.doubt", "Next doubt", ("F8", "N"), "Go", _row,
            row_commands.go_to_doubt(1), 0, "next", "Next doubt"),
    Command("go.doubt_back", "Previous doubt", ("Shift+F8", "Shift+N"), "Go", _row,
            row_commands.go_to_doubt(-1), 0),
    Command("go.bookmark", "Next bookmark", ("Ctrl+B",), "Go", _row,
            lambda bench: bench.editing.go_bookmark(1), 0, submenu=_KINDS),
    Command("go.bookmark_back", "Previous bookmark", ("Ctrl+Shift+B",), "Go", _row,
            lambda bench: bench.editing.go_bookmark(-1), 0, submenu=_KINDS),
    Command("go.segment", "Next segment in the cell", ("Ctrl+Down",), "Go", _several,
            lambda bench: bench.table.other_segment(1), 1),
    Command("go.segment_back", "Previous segment in the cell", ("Ctrl+Up",), "Go", _several,
            lambda bench: bench.table.other_segment(-1), 1),
    Command("go.odd", "Next row that is not one to one", ("O",), "Go", _row,
            lambda bench: bench.editing.go_odd(1), 1, submenu=_KINDS),
    Command("go.odd_back", "Previous row that is not one to one", ("Shift+O",), "Go", _row,
            lambda bench: bench.editing.go_odd(-1), 1, submenu=_KINDS),
    Command("go.lone", "Next row without a counterpart", ("K",), "Go", _row,
            lambda bench: bench.editing.go_lone(1), 1, submenu=_KINDS),
    Command("go.lone_back", "Previous row without a counterpart", ("Shift+K",), "Go", _row,
            lambda bench: bench.editing.go_lone(-1), 1, submenu=_KINDS),
    Command("go.note", "Next note", ("I",), "Go", _row, lambda bench: bench.editing.go_note(1), 1,
            submenu=_KINDS),
    Command("go.note_back", "Previous note", ("Shift+I",), "Go", _row,
            lambda bench: bench.editing.go_note(-1), 1, submenu=_KINDS),
    Command("go.difference", "Next difference", ("F9",), "Go", lambda now: _row(now) and now.differences > 0,
            lambda bench: bench.comparing.go(1), 1, submenu=_DIFFERENCES),
    Command("go.difference_back", "Previous difference", ("Shift+F9",), "Go",
            lambda now: _row(now) and now.differences > 0, lambda bench: bench.comparing.go(-1), 1,
            submenu=_DIFFERENCES),
    Command("difference.take", "Take theirs", ("Ctrl+Shift+F9",), "Go",
            lambda now: _row(now) and now.difference, lambda bench: bench.comparing.take(), 1,
            submenu=_DIFFERENCES),
    Command("go.keep_mine", "Keep mine", ("Ctrl+F9",), "Go",
            lambda now: _project(now) and not now.editing and (now.difference or now.unplaced),
            lambda bench: bench.comparing.keep(), 1, submenu=_DIFFERENCES),
    Command("words.link", "Highlight next word", ("W",), "Go", lambda now: _row(now) and now.segments > 0,
            lambda bench: bench.word_links.step(1), 2, mouse=later("Hover over a word"), submenu=_WORDS),
    Command("words.link_back", "Highlight previous word", ("Shift+W",), "Go",
            lambda now: _row(now) and now.segments > 0, lambda bench: bench.word_links.step(-1), 2,
            submenu=_WORDS),
    Command("words.collect", "Add highlighted words to terms", ("Y",), "Go",
            lambda now: _row(now) and now.highlighted_pair, lambda bench: bench.word_links.collect(), 2,
            in_context_menu=True, submenu=_WORDS),
    Command("go.row", "Go to row…", ("Ctrl+L",), "Go", _row, lambda bench: bench.editing.ask_for_row(), 1),

    Command("view.larger", "Larger text", ("Ctrl++", "Ctrl+="), "View", _always,
            lambda bench: bench.preferences.zoom(10), 0),
    Command("view.smaller", "Smaller text", ("Ctrl+-",), "View", _always,
            lambda bench: bench.preferences.zoom(-10), 0),
    Command("view.usual", "Default text size", ("Ctrl+0",), "View", _always,
            lambda bench: bench.preferences.zoom(0), 0),
    Command("view.filter", "Filter rows…", ("Ctrl+Shift+L",), "View", _project,
            lambda bench: bench.filter.begin(), 3),
    Command("view.filter_again", "Reapply the filter", ("F5",), "View",
            lambda now: _project(now) and now.filtered, lambda bench: bench.filter.apply(), 3),
    Command("view.filter_clear", "Show all rows", ("Shift+F5",), "View",
            lambda now: _project(now) and now.filtered, lambda bench: bench.filter.end(), 3),

    Command("view.unsorted", "Document order", (), "View", _project, row_commands.sort(None), 3,
            checked=lambda now: now.order is None, submenu=_ORDERS),
    *(_sorted(order) for order in Order),

    Command("view.marks", "Highlight numbers and names", (), "View", _always,
            lambda bench: bench.preferences.put(marks=not bench.preferences.settings.marks), 4,
            checked=lambda now: now.agreements),
    Command("view.spelling", "Check spelling while editing", (), "View", _always,
            lambda bench: bench.spelling.toggle(), 4, checked=lambda now: now.spelling),

    Command("view.system", "System theme", (), "View", _always,
            lambda bench: bench.preferences.set_theme("system"), 1,
            checked=lambda now: now.theme == "system", submenu=_THEMES),
    Command("view.light", "Light theme", (), "View", _always,
            lambda bench: bench.preferences.set_theme("light"), 1,
            checked=lambda now: now.theme == "light", submenu=_THEMES),
    Command("view.dark", "Dark theme", (), "View", _always,
            lambda bench: bench.preferences.set_theme("dark"), 1,
            checked=lambda now: now.theme == "dark", submenu=_THEMES),

    _panel("doubts", later("Doubts"), "Ctrl+Shift+D"),
    _panel("map", later("Map"), "F6"),
    _panel("chapters", later("Chapters"), "F7"),
    _panel("note", later("Note"), "Ctrl+Shift+N"),
    _panel("terms", later("Terms"), "Ctrl+Shift+Y"),

    Command("panel.differences", "Differences", (), "View", _project,
            lambda bench: bench.sidebar.toggle("differences"), 2, short="Differences",
            checked=lambda now: now.panel == "differences"),

    Command("help.keys", "Keys", ("F1", "?"), "Help", lambda now: not now.editing,
            lambda bench: bench.help.keys(), 0),
    Command("help.palette", "Find a command…", ("Ctrl+K",), "Help", _always,
            lambda bench: bench.help.palette(), 0),
    Command("help.tour", "Two-minute tour", (), "Help", lambda now: not now.busy,
            lambda bench: bench.help.tour(), 0),
    Command("help.reports", "Error reports…", (), "Help", _always, lambda bench: bench.help.reports(), 1),
    Command("help.about", "About Diglot", (), "Help", _always, lambda bench: bench.help.about(), 1),
)
# fmt: on


USUAL_KEYS: Mapping[str, tuple[str, ...]] = {row.id: row.keys for row in COMMANDS}


def command(id_: str) -> Command:
    """Return the row with this id. Raises KeyError."""
    return _BY_ID[id_]


_BY_ID = {row.id: row for row in COMMANDS}
