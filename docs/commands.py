"""Generator of docs/commands.md from the table of commands: `python docs/commands.py`."""

import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE / "commands.md"
STORIES = HERE.parent / "tests" / "stories"
_HEAD = """# Everything a person can do

Made by `docs/commands.py` from `app/window/commands.py`; do not edit it here. Each command stands in its menu and in
the palette, and can be given other keys.

- **mouse**: what the mouse does for it beside the menu: *C*, it is in the table's context menu; *T*, on the tool bar;
  or in words.
- **undo**: whether undo takes it back. `tests/app/window/test_commands.py` does each of these in the window, undoes it
  to equality, and does it again.
- **story**: which of `tests/stories` tell of it; each runs on the project without a window, and through the window.

"""  # noqa: E501
_COLUMNS = ("command", "id", "Diglot", "OmegaT", "InterText", "mouse", "undo", "story")
_CHANGING = {"bead", "difference", "doubt", "segment", "side", "sides", "text"}
"""First words of the ids of commands that change a bitext."""


def page() -> str:
    """Return the page as it should be."""
    from app.window.commands import MENUS

    return _HEAD + "\n".join(line for menu in MENUS for line in _menu(menu))


def _menu(menu: str) -> Iterator[str]:
    from app.window.command_context import CommandContext
    from app.window.commands import COMMANDS, USUAL_KEYS, Command
    from app.window.keys import SETS, keys_now

    usual = CommandContext(project=True, rows=3, row=1, selected_rows=1, source=1, target=1)
    sets = [keys_now(name, {}, USUAL_KEYS) for name in SETS]

    def cells(row: Command) -> Iterator[str]:
        yield row.label(usual).rstrip("…")
        yield f"`{row.id}`"
        for keys in sets:
            yield " ".join(f"`{key}`" for key in keys[row.id])
        yield ", ".join(filter(None, ("C" * row.in_context_menu, "T" * bool(row.short), row.mouse.lower())))
        yield "yes" if undone(row.id) else ""
        yield ", ".join(stories(row.id)) if undone(row.id) else ""

    yield f"## {menu}\n"
    yield _line(_COLUMNS)
    yield _line(["---"] * len(_COLUMNS))
    yield from (_line(cells(row)) for row in COMMANDS if row.menu == menu)
    yield ""


def undone(id_: str) -> bool:
    """Return whether undo reverts a command."""
    return id_.split(".")[0] in _CHANGING or id_ == "edit.replace"


def stories(id_: str) -> list[str]:
    """Return the names of the stories that use a command."""
    told = ((path.stem, path.read_text(encoding="utf-8").split()) for path in sorted(STORIES.glob("*.txt")))
    return [name for name, words in told if id_ in words]


def _line(cells: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    PAGE.write_text(page(), encoding="utf-8")
