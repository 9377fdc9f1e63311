"""Every state in which a person can see the window, each a function that brings it about.

One list for those who test what is said and whether it has room, and for those who want to look at it:

    python -m tests.app.window.states FOLDER [--language en] [--theme light] [--only NAME]

paints them all as pictures.
"""

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.settings import Settings, save
from app.spelling.words import spelling_words
from app.tasks import Undecided
from app.window.dialogs import error as boxes
from app.window.dialogs.columns import ColumnsDialog
from app.window.shell.toolbar import PANELS
from app.window.shell.tour import Tour
from app.window.table.model import Column
from app.window.window import Window
from core.errors import Damaged, Missing
from core.model import Bitext, Finding, FindingKind, Status
from core.model.message import message
from core.progress import SILENT
from core.project import Draft, Provenance
from core.read import File
from core.review import verbs

PATIENCE_S = 60.0
State = Callable[[Window], QWidget]


def until(happened: Callable[[], object]) -> None:
    """Let the window work until something has happened."""
    end = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        QCoreApplication.processEvents()


def settle(window: Window) -> None:
    """Let everything be laid out and painted that is asked for."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    window.table.heights.fit()
    QCoreApplication.processEvents()


def sample(source: str, target: str) -> tuple[Bitext, tuple[File, File], dict[str, str]]:
    """Two languages of the built-in sample, aligned, with a row of every kind among them."""
    from app.tasks import AlignSample

    aligned = AlignSample(source, target)(SILENT)
    return worked_on(aligned.bitext), aligned.files, aligned.provenance.rows()


def worked_on(bitext: Bitext) -> Bitext:
    """A bitext with rows of every kind: judged, noted, marked, doubted, by hand, headings."""
    beads = list(bitext.beads)
    changes: tuple[dict[str, object], ...] = (
        {"status": Status.ACCEPTED},
        {"status": Status.DOUBTFUL, "note": "Ask the author."},
        {"bookmark": True, "confidence": 0.97},
        {"confidence": 0.12},
        {"confidence": None},
        {"confidence": 0.85, "note": "Why?", "bookmark": True},
    )
    for at, change in enumerate(changes, start=1):
        if at < len(beads):
            beads[at] = replace(beads[at], **change)  # type: ignore[arg-type]
    return replace(bitext, beads=tuple(beads))


def lay(window: Window, bitext: Bitext, files: tuple[File, File], settings: dict[str, str]) -> None:
    """Put a bitext onto the window's desk as a draft."""
    window.project.clear()
    path = window.folders.drafts / f"{time.monotonic_ns()}.diglot"
    window.project.create(path, bitext, files, settings, lambda error: boxes.tell(window, error))
    until(lambda: window.project.bitext is not None)
    settle(window)


def dialogs(window: Window) -> list[QWidget]:
    """Return the dialogs open over the window."""
    return [
        one
        for one in QApplication.topLevelWidgets()
        if one is not window and isValid(one) and one.isVisible()
    ]


def put_away(window: Window) -> None:
    """Close all that a state opened, so that the next one begins where it did."""
    window.table.close_editor(keep=False)
    window.preferences.put(spelling=False)
    window.table.drag.held = False
    window.table.drag.end()
    window.pairing.unmark()
    for one in dialogs(window):
        one.close()
    for tour in window.findChildren(Tour):
        tour.end()
    for child in window.findChildren(QWidget):
        if child.property("kind") == "float" and child.isVisible():
            child.close()
    window.finder.end()
    window.filter.end()
    if window.sidebar.shown:
        window.sidebar.close_panel()
    window.banner.clear()
    window.jobs.cancel("align")
    window.comparing.stop()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle(window)


def _command(id_: str) -> State:
    """Return the dialog that a command opens, or the window."""

    def show(window: Window) -> QWidget:
        before = dialogs(window)
        window.command_actions.by_id[id_].trigger()
        settle(window)
        return next((one for one in dialogs(window) if one not in before), window)

    return show


def _row(at: int, show: State) -> State:
    """The same, with another row as the current one."""

    def shown(window: Window) -> QWidget:
        window.table.go(at)
        return show(window)

    return shown


def _review(window: Window) -> QWidget:
    window.table.go(3)
    return window


def _dragging(window: Window) -> QWidget:
    """A segment on its way to the next row."""
    table, left = window.table, Qt.MouseButton.LeftButton
    table.go(4, "target")
    start, end = (table.visualRect(table.rows.index(row, Column.TARGET)).center() for row in (4, 5))
    QTest.mousePress(table.viewport(), left, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(table.viewport(), (start + end) / 2)
    QTest.mouseMove(table.viewport(), end)
    settle(window)
    return window


def _marked(window: Window) -> QWidget:
    """A segment that waits for its counterpart."""
    window.table.go(4, "source")
    window.pairing.press()
    settle(window)
    return window


def _panel(id_: str) -> State:
    def show(window: Window) -> QWidget:
        window.table.go(4)
        window.sidebar.show_panel(id_)
        settle(window)
        return window

    return show


def _doubt(window: Window) -> QWidget:
    """A false number, and what is suggested for it."""
    bitext = window.project.bitext
    assert bitext is not None
    row, id_ = next(
        (row, id_)
        for row, bead in enumerate(bitext.beads)
        for id_ in bead.target
        if bead.source and "84" in bitext.target.text(id_)
    )
    false = bitext.target.text(id_).replace("84", "85")
    window.sidebar.show_panel("doubts")
    window.editing.apply(lambda now: verbs.edit_text(now, row, "target", id_, false))
    window.doubt_queue.go_to(row)
    settle(window)
    return window


def _compared(window: Window, change: Callable[[list[tuple[str, str]]], list[tuple[str, str]]]) -> None:
    """Compare the project with its own pairs, changed, as a table of texts."""
    bitext = window.project.bitext
    assert bitext is not None
    rows = [
        (" ".join(map(bitext.source.text, one.source)), " ".join(map(bitext.target.text, one.target)))
        for one in bitext.pairs()
    ]
    path = window.folders.drafts / "colleague.tsv"
    path.write_text("".join(f"{one}\t{other}\n" for one, other in change(rows)), encoding="utf-8")
    window.comparing.begin(path)
    until(lambda: not window.comparing.busy)
    settle(window)


def _comparing(window: Window) -> QWidget:
    """A difference from another alignment."""
    _compared(window, lambda rows: [*rows[:3], *_merged(rows[3:5]), rows[5], *_merged(rows[6:8]), *rows[8:]])
    return window


def _merged(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    sources, targets = zip(*rows, strict=True)
    return [(" ".join(sources), " ".join(targets))]


def _not_placed(window: Window) -> QWidget:
    """A row of the other alignment that is cut inside a segment."""

    def cut(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
        one, other = rows[0]
        return [(one[:8], other[:8]), *rows[1:]]

    _compared(window, cut)
    window.comparing.choose(window.comparing.unplaced[0])
    settle(window)
    return window


def _same(window: Window) -> QWidget:
    """Another alignment that is the same."""
    _compared(window, lambda rows: rows)
    return window


def _wrong_alignment(window: Window) -> QWidget:
    """An alignment of other texts is refused."""
    _compared(window, lambda rows: [(f"{at} one", f"{at} eins") for at in range(5)])
    return next(iter(dialogs(window)), window)


def _editing(window: Window) -> QWidget:
    window.table.go(1)
    window.table.edit_segment()
    return window


def _spelling(window: Window) -> QWidget:
    """The editor with two words that no dictionary has, without asking one."""
    bitext = window.project.bitext
    assert bitext is not None
    window.table.go(1)
    text = bitext.source.text(bitext.beads[1].source[0])
    words = [text[start:end] for start, end in spelling_words(text)]
    verdicts = window.spelling.speller._wrong
    verdicts[bitext.source.document.language] = {word: word in words[2:6:3] for word in words}
    verdicts[bitext.target.document.language] = {}
    window.preferences.put(spelling=True)
    window.table.edit_segment()
    settle(window)
    return window


def _spelling_settings(window: Window) -> QWidget:
    _spelling(window)
    window.table.close_editor(keep=False)
    return _command("file.settings")(window)


def _finding(window: Window) -> QWidget:
    window.finder.begin(replacing=True)
    window.finder.line.setText("e")
    settle(window)
    return window


def _replacing(window: Window) -> QWidget:
    _finding(window)
    window.finder.ask_to_replace()
    settle(window)
    return next(iter(dialogs(window)), window)


def _split(window: Window) -> QWidget:
    bead = window.table.rows.bead(0)
    from app.window.dialogs.split import SplitDialog

    bitext = window.project.bitext
    assert bitext is not None
    dialog = SplitDialog(window, bitext, bead, (1, 1))
    dialog.open()
    return dialog


def _texts(window: Window) -> QWidget:
    dialog = window.new_project.ask_for_texts()
    settle(window)
    return dialog


def _wrong_text(window: Window) -> QWidget:
    novel = window.folders.drafts / "novel.txt"
    novel.write_text("It was a dark night. Nobody spoke.\n", encoding="utf-8")
    dialog = window.new_project.ask_for_texts([novel.with_name("nothing.txt"), novel])
    until(lambda: all(card.warning or card.look for card in dialog.cards.values()))
    settle(window)
    return dialog


def _ladder(window: Window) -> QWidget:
    """Return the dialog that follows the choice of a ladder."""
    dialog = window.new_project.ask_for_texts(ladder=Path("novel.ladder"))
    settle(window)
    return dialog


def _cutting(window: Window) -> QWidget:
    """A side is about to be cut anew."""
    dialog = window.resegmenter.ask("target")
    assert dialog is not None
    dialog.cuts.setCurrentIndex(2)
    settle(window)
    return dialog


def _columns(window: Window) -> QWidget:
    from core.read.pairs import Column

    columns = tuple(Column(tag.upper(), tag, 3, "text") for tag in ("en", "de", "fr"))
    dialog = ColumnsDialog(
        window,
        Undecided(Path("memory.tmx"), columns, (0, 1), (90.0, 95.0, 99.0)),
        window.jobs,
    )
    dialog.open()
    return dialog


def _error(window: Window) -> QWidget:
    return boxes.tell(
        window,
        Damaged(
            message("“{name}” {what}.", name="novel.docx", what=message("is damaged: part of it is not XML")),
            file="novel.docx",
            remedy=message("Open it in Word or LibreOffice and save it again as .docx."),
            detail="line 1",
        ),
    )


def _findings(window: Window) -> QWidget:
    bitext = window.project.bitext
    assert bitext is not None
    sentence = message(
        "“{name}” is about {times} times as long as “{other}”. Part of “{other}” may be missing.",
        name="a.txt",
        times="3.1",
        other="b.txt",
    )
    found = Provenance().with_findings([Finding(FindingKind.LOPSIDED, sentence)], bitext).rows()
    window.project._session.settings = {**window.project.settings, **found}  # type: ignore[union-attr]
    window._said = []
    window.warnings.show()
    settle(window)
    return window


def _busy(window: Window) -> QWidget:
    window.busy_page.begin("“novel.txt” – “roman.docx”")
    window.busy_page.show_progress(312, 1_204, message("Segmenting"))
    window.pages.setCurrentIndex(1)
    settle(window)
    return window


def _start(window: Window) -> QWidget:
    window.pages.setCurrentIndex(0)
    window.command_actions.bar.hide()
    window.status.hide()
    page = window.start_page
    folder = Path("2026")
    recent = (
        Draft(folder / "EU" / "ISO 3.diglot", changed="2026-05-03T12:00:00+00:00", beads=1_085),
        Draft(folder / "UN" / "ISO 3.diglot", changed="2026-04-28T09:30:00+00:00", beads=141),
        Draft(folder / "ISO 2.diglot", problem=Missing(message("Gone."))),
    )
    draft = Draft(folder / "draft", "EN.docx", "DE.docx", ("en", "de"), recent[0].changed, 59)
    page.show_projects(recent, (draft,), {recent[1].path})
    settle(window)
    return window


def _tour(at: int) -> State:
    def show(window: Window) -> QWidget:
        window.help.tour()
        tour = next(tour for tour in window.findChildren(Tour) if not tour.over)
        tour.go(at)
        settle(window)
        return window

    return show


STATES: dict[str, State] = {
    "review": _review,
    "editing": _editing,
    "spelling": _spelling,
    "spelling settings": _spelling_settings,
    "dragging": _dragging,
    "marked to pair": _marked,
    "finding": _finding,
    "replace all": _replacing,
    "filter": _command("view.filter"),
    "sorted": _command("view.least_certain"),
    "findings": _findings,
    **{f"panel {id_}": _panel(id_) for id_ in (row.id.removeprefix("panel.") for row in PANELS)},
    "doubt": _doubt,
    "comparing": _comparing,
    "not placed": _not_placed,
    "the same": _same,
    "wrong alignment": _wrong_alignment,
    "panel differences": _panel("differences"),
    "palette": _command("help.palette"),
    "keys": _command("help.keys"),
    "settings": _command("file.settings"),
    "shortcuts": _command("file.shortcuts"),
    "reports": _command("help.reports"),
    "about": _command("help.about"),
    "accept from": _command("bead.accept_from"),
    "language and segments": _command("sides.segmentation"),
    "cut anew": _cutting,
    "split": _split,
    "export": _command("file.export"),
    "two texts": _texts,
    "wrong texts": _wrong_text,
    "texts of a ladder": _ladder,
    "columns": _columns,
    "error": _error,
    "busy": _busy,
    "start": _start,
    **{f"tour {at + 1}": _tour(at) for at in range(5)},
}


def main() -> None:
    """Paint every state into a folder."""
    from app.paths import user_folders
    from app.window.main import build, program

    parser = argparse.ArgumentParser(description="Paint every state of the window.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--theme", default="light")
    parser.add_argument("--texts", default="en-de")
    parser.add_argument("--only", default="")
    wanted = parser.parse_args()
    program()
    save(user_folders().settings_file, Settings(language=wanted.language, theme=wanted.theme, toured=True))
    window = build(user_folders())
    window.resize(1180, 780)
    window.show()
    given = sample(*wanted.texts.split("-"))
    lay(window, *given)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    for name, show in STATES.items():
        if wanted.only in name:
            window.show_page()
            shown = show(window)
            settle(window)
            file = f"{wanted.texts} {wanted.language} {wanted.theme} {name}".replace(" ", "-")
            shown.grab().save(str(wanted.folder / f"{file}.png"))
            put_away(window)
    window.close()


if __name__ == "__main__":
    main()
