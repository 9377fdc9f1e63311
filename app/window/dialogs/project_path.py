"""File dialogs to open a project and to choose where to save one."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.window.dialogs import error as boxes
from app.window.i18n import tr

SUFFIX = ".diglot"


def project_to_open(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a project, starting in this folder."""
    name, _ = QFileDialog.getOpenFileName(parent, tr("Open a project"), str(folder), _kinds())
    return Path(name) if name else None


def place_for_project(parent: QWidget, folder: Path, name: str) -> Path | None:
    """Ask where to save a project; an existing one is not replaced without asking."""
    proposed = str(folder / f"{name}{SUFFIX}")
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Save the project as"), proposed, _kinds())
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() == SUFFIX:
        return path
    path = path.with_name(path.name + SUFFIX)
    if path.exists() and not _may_replace(parent, path):  # the system's dialog asked about a different name
        return None
    return path


def _may_replace(parent: QWidget, path: Path) -> bool:
    more = tr(
        "It already exists in “{folder}”. Replacing it will overwrite its contents.", folder=path.parent
    )
    return boxes.ask(parent, tr("Replace the project “{name}”?", name=path.stem), more, tr("Replace"))


def _kinds() -> str:
    return tr("Diglot projects ({kinds})", kinds=f"*{SUFFIX}")
