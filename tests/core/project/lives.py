"""Random lives of projects for property tests."""

import shutil
from pathlib import Path

from core.project import Session

ROWS = ["One. | Eins.", "Two. | Zwei.", "Three. / Four. | Drei. / Vier.", "Five. |"]
SETTINGS = {"encoder": "built-in", "segmentation": "auto"}


def killed(session: Session, folder: Path) -> Path:
    """Return the project as found after a kill at this moment: the file as it is on disk."""
    copy = folder / "killed.diglot"
    shutil.copy(session.path, copy)
    return copy
