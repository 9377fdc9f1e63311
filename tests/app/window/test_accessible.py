"""The tree of accessible objects, from which a screen reader speaks."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.paths import user_folders
from app.settings import Settings, save
from app.window.window import Window
from tests.app.window import stage
from tests.app.window.states import STATES, lay, put_away, settle, worked_on
from tests.stories.story import made

ROWS = (
    *stage.ROWS,
    "In 1985 it rained. | Im Jahr 1984 regnete es.",
    "Then it snowed. / And froze. | Dann schneite es.",
    "It thawed. | Es taute.",
)
Role, Text = QAccessible.Role, QAccessible.Text
_UNSPOKEN = {Role.NoRole, Role.Client}


def _window(qtbot: QtBot) -> Window:
    save(user_folders().settings_file, Settings(language="en", theme="light", toured=True))
    window = stage.shown(qtbot)
    bitext, files = made(ROWS)
    lay(window, worked_on(bitext), files, {})
    return window


def _controls(shown: QWidget) -> Iterator[tuple[QWidget, QAccessibleInterface]]:
    """Yield the visible widgets that the keyboard can reach, with what stands for them in the tree."""
    for widget in (shown, *shown.findChildren(QWidget)):
        if (
            widget.isVisible()
            and not widget.isWindow()
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and widget.focusProxy() is None
        ):
            yield widget, QAccessible.queryAccessibleInterface(widget)


def test_every_control_has_a_name_and_a_role(qtbot: QtBot) -> None:
    window = _window(qtbot)
    faults = []
    for name, show in STATES.items():
        window.show_page()
        shown = show(window)
        settle(window)
        for widget, spoken in _controls(shown):
            about = (
                f"{name}: {type(widget).__name__} {widget.objectName()!r} in {type(widget.parent()).__name__}"
            )
            if not spoken.text(Text.Name).strip():
                faults.append(f"{about} has no name")
            if spoken.role() in _UNSPOKEN:
                faults.append(f"{about} has the role {spoken.role().name}")
        put_away(window)
    stage.put_down(window)
    assert not faults, "\n".join(dict.fromkeys(faults))


def test_each_cell_of_the_current_row_speaks_the_whole_row(qtbot: QtBot) -> None:
    window = _window(qtbot)
    told = {row: _row(window, row) for row in (0, 1, 2, 3, 5)}
    stage.put_down(window)
    assert all(len(set(cells)) == 1 for cells in told.values())
    said = {row: cells[0] for row, cells in told.items()}
    assert said[0].startswith("Pair 1 of 8, ")
    assert "Source: The lamp went out. Target: Die Lampe ging aus." in said[0]
    assert "accepted" in said[1]
    assert "Source: Nobody spoke. She lit a match. Target: Niemand sprach. " in said[1]
    assert "marked doubtful" in said[2]
    assert "97 % likely" in said[3]
    assert "made by hand" in said[5]
    assert "1985" in said[5].partition("Target: ")[2].partition("Im Jahr 1984 regnete es.")[2]


def _row(window: Window, row: int) -> list[str]:
    """Return what the cells of a row say in the tree once it is the current one."""
    window.table.go(row)
    settle(window)
    table = QAccessible.queryAccessibleInterface(window.table)
    cells = (table.child(at) for at in range(table.childCount()))
    current = [cell for cell in cells if cell.state().selected]
    assert {cell.role() for cell in current} == {Role.Cell}
    return [cell.text(Text.Name) for cell in current]
