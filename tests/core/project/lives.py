"""What happens to projects in tests."""

import shutil
from pathlib import Path

from core.project import Session

ROWS = ["One. | Eins.", "Two. | Zwei.", "Three. / Four. | Drei. / Vier.", "Five. |"]
SETTINGS = {"encoder": "built-in", "segmentation": "auto"}


def killed(session: Session, folder: Path) -> Path:
    """What would be found had the program been killed now: the file as it lies on the disk."""
    copy = folder / "killed.diglot"
    shutil.copy(session.path, copy)
    return copy
