"""A bug is logged and reported, from the first moment of the window on."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QMessageBox

from app.crash import LOG_NAME, left_behind
from app.window import main
from app.window.window import Window
from core.model.message import Message
from core.project import Session
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


ENDED_BY_THE_SYSTEM = """
import os, signal, sys
from app.window import main
from tests.stories.story import made

class Ended(main.Window):
    def show(self):
        super().show()
        self.project.replaced.connect(self.type)
        bitext, files = made(("The end. | Ende.",))
        self.project.create(self.folders.drafts / "draft.diglot", bitext, files, {}, print)

    def type(self):
        if self.project.bitext is not None:
            self.table.edit_segment()
            self.table.editor.setPlainText("The beginning.")
            os.kill(os.getpid(), signal.SIGTERM)

main.Window = Ended
sys.exit(main.main([]))
"""


def test_when_the_system_ends_the_program_the_window_closes_and_nothing_is_lost(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDED_BY_THE_SYSTEM],
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[3],
        env=os.environ | {"DIGLOT_HOME": str(tmp_path)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert left_behind(tmp_path / "logs") == ()
    (draft,) = tmp_path.rglob("*.diglot")
    session = Session.open(draft)
    assert session.bitext.source.texts() == ("The beginning.",)
    session.close()


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
