"""A bug is logged and reported, from the first moment of the window on."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QMessageBox

from app.crash import LOG_NAME
from app.window import main
from app.window.window import Window
from core.model.message import Message
from core.review import verbs

BROKEN_START = """
import sys
from app.window import main

class Broken(main.Window):
    def __init__(self, places):
        raise RuntimeError("the moon fell down")

main.Window = Broken
main.QMessageBox.critical = staticmethod(lambda parent, title, words: print("reported:", words))
sys.exit(main.main([]))
"""


def test_a_bug_while_the_window_is_built_is_logged_reported_and_returned_as_status(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN_START],
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[3],
        env=os.environ | {"DIGLOT_HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    log = tmp_path / "logs" / LOG_NAME
    assert done.returncode == 70
    assert "the moon fell down" in log.read_text(encoding="utf-8")
    assert f"“{log}”" in done.stdout
    assert done.stdout.count("reported:") == 1


def test_after_a_bug_the_box_tells_that_the_work_is_saved(review: Window) -> None:
    main._crashed(Message("Something went wrong."))
    assert _shown(review) == ("Something went wrong.", "All your changes are saved.")


def test_after_a_bug_the_box_tells_that_the_last_change_is_not_saved(review: Window) -> None:
    slow = Event()
    review.project.project_thread.do(slow.wait)
    review.editing.apply(lambda bitext: verbs.merge_next(bitext, 0))
    main._crashed(Message("Something went wrong."))
    try:
        assert "not saved yet" in _shown(review)[1]
    finally:
        slow.set()


def _shown(window: Window) -> tuple[str, str]:
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    found = box.text(), box.informativeText()
    box.accept()
    return found
