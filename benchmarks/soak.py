"""What is lost when the power goes, and whether any row of verbs breaks a law.

    python -m benchmarks.soak [--kills N] [--sequences N] [--seed N]

Kills: a real window edits a project at random, by keys, commands and typing (`lib/soak`), and is killed
(SIGKILL) at a random moment; then the project is opened again. `lost_s` is the longest time by which the
project was behind what stood in the window, letters in an open editor included; `unreadable` counts the
projects that did not open, or broke a law.

Sequences: rows of random verbs with random arguments, undone and redone, on the session and on the table's
model under Qt's model tester; after each verb the laws are checked, and every accepted row that no verb of a
person touched is there still. `broken` counts the sequences in which something was wrong.
"""

import argparse
import inspect
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtTest import QAbstractItemModelTester

from app.window.main import program
from app.window.table.model import BitextModel
from benchmarks.lib.corpora import synthetic_book
from benchmarks.lib.soak import editing_window
from benchmarks.lib.soak.window_digest import digest
from core.errors import DiglotError
from core.model import SIDES, Bead, Bitext, Patch, PersonOverruled, Splice, Status, apply, check
from core.project import Session
from core.review import verbs

Told = tuple[float, int, str]
"""A line of the window: since when, at which revision, and the digest of what stood there."""
ROOT = Path(__file__).resolve().parents[1]
BEADS = 60
_LONGEST_S = 6.0
_VERBS_A_SEQUENCE = 8
_SEQUENCES_A_BOOK = 50


def main() -> None:
    """Print what happened, and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50, help="how often the window is killed (50)")
    parser.add_argument("--sequences", type=int, default=10_000, help="how many rows of verbs (10,000)")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    lost = [killed(wanted.seed * 1_000 + at) for at in range(wanted.kills)]
    known = [seconds for seconds in lost if seconds is not None]
    for at, seconds in enumerate(lost):
        print(f"kill {at + 1:3}: " + ("unreadable" if seconds is None else f"{seconds:.2f} s lost"))
    broken = sequences(wanted.sequences, wanted.seed)
    print(f"{wanted.sequences:,} sequences of {_VERBS_A_SEQUENCE} verbs: {broken} went wrong")
    worst = max(known, default=0.0)
    print(f"RESULT kills={wanted.kills} lost_s={worst:.2f} unreadable={lost.count(None)} broken={broken}")


def killed(seed: int) -> float | None:
    """Let a window edit, and kill it: the seconds of work that are lost; None if the project is no more."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.diglot"
        bitext, files = synthetic_book.book(BEADS, seed)
        Session.create(path, bitext, files, {}).close()
        told, moment = _until_killed(path, seed, chance.uniform(0.2, _LONGEST_S))
        try:
            with Session.open(path) as session:
                check(session.bitext)
                found, revision = digest(session.bitext), session.revision
                while session.undo() is not None:
                    check(session.bitext)
                if session.bitext != bitext:
                    return None
        except (DiglotError, ValueError):
            return None
    return _lost(told, found, revision, moment)


def _until_killed(path: Path, seed: int, seconds: float) -> tuple[list[Told], float]:
    """What the window showed and since when, and the moment of its death."""
    child = subprocess.Popen(
        [sys.executable, "-m", editing_window.__name__, str(path), str(seed)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "DIGLOT_HOME": str(path.parent / "home")},
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    assert first, "the window did not open its project"
    time.sleep(seconds)
    moment = time.monotonic()
    child.send_signal(signal.SIGKILL)
    lines = [first, *child.stdout.read().splitlines()]
    child.wait()
    child.stdout.close()
    told: list[Told] = []
    for line in lines:
        try:
            since, revision, state = json.loads(line)
        except ValueError:  # the line that it was just writing
            continue
        told.append((since, revision, state))
    return told, moment


def _lost(told: list[Told], found: str, revision: int, moment: float) -> float:
    """How long before the end the window began to show what the project does not hold."""
    at = max((at for at, (_, _, state) in enumerate(told) if state == found), default=None)
    if at is None:  # it holds what stood there between two lines
        later = [since for since, shown, _ in told if shown > revision]
    else:
        later = [since for since, _, _ in told[at + 1 :]]
    return moment - later[0] if later else 0.0


def sequences(count: int, seed: int) -> int:
    """How many of so many random rows of verbs went wrong."""
    program()
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(0, count, _SEQUENCES_A_BOOK):
            chance = random.Random(f"{seed} {number}")
            path = Path(folder) / f"{number}.diglot"
            bitext, files = synthetic_book.book(chance.randrange(3, 24), chance.randrange(1_000))
            session = Session.create(path, bitext, files, {}, defer=lambda commit: None)
            for _ in range(min(_SEQUENCES_A_BOOK, count - number)):
                broken += not _holds(session, chance)
            session.close()
            with Session.open(path) as again:
                broken += again.bitext != session.bitext
            path.unlink()
    return broken


def _holds(session: Session, chance: random.Random) -> bool:
    """Do a row of verbs, take them all back, do them again; whether all was well."""
    model = BitextModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show(session.bitext)
    before, done = session.bitext, 0
    try:
        for _ in range(_VERBS_A_SEQUENCE):
            done += _did(session, model, chance)
        after = session.bitext
        for _ in range(done):
            _show(session.undo(), session, model)
        if session.bitext != before:
            return False
        for _ in range(done):
            _show(session.redo(), session, model)
        session.flush()
        return session.bitext == after == model.bitext
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we look for
        print(f"  {type(error).__name__}: {error}")
        return False


def _did(session: Session, model: BitextModel, chance: random.Random) -> bool:
    verb = chance.choice(VERBS)
    bitext = session.bitext
    if not bitext.beads:
        return False
    try:
        patch = verb(**_arguments(verb, bitext, chance))
    except verbs.NotPossible:
        return False
    change = session.apply(patch)
    if not change.kinds:
        return False
    check(session.bitext)
    _show(change, session, model)
    _stands(bitext, chance)
    return True


def _arguments(verb: Callable[..., Patch], bitext: Bitext, chance: random.Random) -> dict[str, Any]:
    """Something at random for each parameter, by its name; a passage where one is wanted."""
    wanted = inspect.signature(verb).parameters
    return {
        name: (_passage if given.annotation is verbs.Passage else ARGUMENTS[name])(bitext, chance)
        for name, given in wanted.items()
    }


def _show(change: Any, session: Session, model: BitextModel) -> None:
    assert change is not None
    model.take(session.bitext, change.patch, change.first, change.last)


def _stands(bitext: Bitext, chance: random.Random) -> None:
    """A program's patch that would change what a person decided is refused."""
    at = chance.randrange(len(bitext.beads))
    bead = bitext.beads[at]
    other = replace(bead, confidence=chance.random(), status=Status.OPEN, note="")
    patch = Patch("", beads=(Splice(at, (bead,), (other,)),), author="program")
    try:
        apply(bitext, patch)
    except PersonOverruled:
        return
    assert bead.status is not Status.ACCEPTED, "a program overruled a person"
    assert not bead.note, "a program took a note away"


def _segment(bitext: Bitext, chance: random.Random) -> int:
    side = chance.choice(SIDES)
    return chance.choice([segment.id for segment in bitext.side(side).segments] or [0])


def _row(bitext: Bitext, chance: random.Random) -> int:
    return chance.randrange(len(bitext.beads))


def _passage(bitext: Bitext, chance: random.Random) -> verbs.Passage:
    at, side = _row(bitext, chance), chance.choice(SIDES)
    bead: Bead = bitext.beads[at]
    return verbs.passage(bitext, at, side, chance.randrange(len(bead.ids(side)) + 1))


ARGUMENTS: dict[str, Callable[[Bitext, random.Random], Any]] = {
    "bitext": lambda bitext, _: bitext,
    "at": _row,
    "first": _row,
    "last": _row,
    "to": _row,
    "rows": lambda bitext, chance: [_row(bitext, chance) for _ in range(chance.randrange(1, 4))],
    "side": lambda _, chance: chance.choice(SIDES),
    "position": lambda _, chance: chance.randrange(4),
    "source_at": lambda _, chance: chance.randrange(3),
    "target_at": lambda _, chance: chance.randrange(3),
    "segment_id": _segment,
    "offset": lambda _, chance: chance.randrange(40),
    "count": lambda _, chance: chance.randrange(1, 3),
    "minimum": lambda _, chance: chance.random(),
    "text": lambda _, chance: chance.choice(("", "a new text", "zwei\nZeilen", "\ud83d\ude00 حسن", " ")),
    "tag": lambda _, chance: chance.choice(("de", "fr", "ar")),
    "but": lambda bitext, chance: [_row(bitext, chance)],
    "on": lambda _, chance: chance.random() < 0.5,
    "one": _row,
    "other": _row,
}
"""What each parameter of a verb is given, by its name."""
VERBS = [
    verb
    for name in verbs.__all__
    if inspect.isfunction(verb := getattr(verbs, name)) and inspect.signature(verb).return_annotation is Patch
]


if __name__ == "__main__":
    main()
