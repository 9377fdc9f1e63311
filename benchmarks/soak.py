"""Soak test: work lost when the window is killed, and random sequences of verbs that break a law.

    python -m benchmarks.soak [--kills N] [--sequences N] [--seed N]

Kills: a real window edits a project at random, by keys, commands and typing (`lib/soak`), and is killed
(SIGKILL) at a random moment; then the project is opened again. `lost_s` is the longest time by which the
project was behind the window, letters in an open editor included; `unreadable` counts the projects that did
not open or broke a law.

Sequences: random verbs with random arguments, undone and redone, on the session and on the model of the table
under Qt's model tester. After each verb the laws are checked, and that no program may change an accepted row.
`broken` counts the sequences with a failure, `pairs_broken` the pairs that a person had made or accepted and
that a verb other than unpairing took apart.
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
from benchmarks.lib.soak.persons_pairs import parted
from benchmarks.lib.soak.window_digest import digest
from core.errors import DiglotError
from core.model import SIDES, Bead, Bitext, Patch, PersonOverruled, Splice, Status, Strike, apply, check
from core.model.message import Message
from core.project import Session
from core.review import verbs

Report = tuple[float, int, str]
"""A line printed by the window: the moment, the revision, and the digest of its contents."""
ROOT = Path(__file__).resolve().parents[1]
BEADS = 60
_LONGEST_S = 6.0
_VERBS_A_SEQUENCE = 8
_SEQUENCES_A_BOOK = 50


def main() -> None:
    """Print the outcomes and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=50, help="number of windows killed (50)")
    parser.add_argument("--sequences", type=int, default=10_000, help="number of sequences of verbs (10,000)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    lost = [killed(options.seed * 1_000 + at) for at in range(options.kills)]
    known = [seconds for seconds in lost if seconds is not None]
    for at, seconds in enumerate(lost):
        print(f"kill {at + 1:3}: " + ("unreadable" if seconds is None else f"{seconds:.2f} s lost"))
    pairs: list[str] = []
    broken = sequences(options.sequences, options.seed, pairs)
    print(f"{options.sequences:,} sequences of {_VERBS_A_SEQUENCE} verbs: {broken} failed")
    worst = max(known, default=0.0)
    print(
        f"RESULT kills={options.kills} lost_s={worst:.2f} unreadable={lost.count(None)} broken={broken} "
        f"pairs_broken={len(pairs)}"
    )


def killed(seed: int) -> float | None:
    """Let a window edit, and kill it; return the seconds of work lost, None if the project is unreadable."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.diglot"
        bitext, files = synthetic_book.book(BEADS, seed)
        Session.create(path, bitext, files, {}).close()
        reports, moment = _until_killed(path, seed, chance.uniform(0.2, _LONGEST_S))
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
    return _lost(reports, found, revision, moment)


def _until_killed(path: Path, seed: int, seconds: float) -> tuple[list[Report], float]:
    """Return the reports of the window, and the moment when it was killed."""
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
    reports: list[Report] = []
    for line in lines:
        try:
            since, revision, state = json.loads(line)
        except ValueError:  # the line that was being written
            continue
        reports.append((since, revision, state))
    return reports, moment


def _lost(reports: list[Report], found: str, revision: int, moment: float) -> float:
    """Return how long before the end the window began to show a state that the project does not hold."""
    at = max((at for at, (_, _, state) in enumerate(reports) if state == found), default=None)
    if at is None:  # the project holds a state between two reports
        later = [since for since, shown, _ in reports if shown > revision]
    else:
        later = [since for since, _, _ in reports[at + 1 :]]
    return moment - later[0] if later else 0.0


def sequences(count: int, seed: int, pairs: list[str] | None = None) -> int:
    """Run random sequences of verbs; return the number that failed.

    The verbs that took a person's pair apart are added to `pairs`.
    """
    pairs = [] if pairs is None else pairs
    program()
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(0, count, _SEQUENCES_A_BOOK):
            chance = random.Random(f"{seed} {number}")
            path = Path(folder) / f"{number}.diglot"
            bitext, files = synthetic_book.book(chance.randrange(3, 24), chance.randrange(1_000))
            session = Session.create(path, bitext, files, {}, defer=lambda commit: None)
            for _ in range(min(_SEQUENCES_A_BOOK, count - number)):
                broken += not _holds(session, chance, pairs)
            session.close()
            with Session.open(path) as again:
                broken += again.bitext != session.bitext
            path.unlink()
    return broken


def _holds(session: Session, chance: random.Random, pairs: list[str]) -> bool:
    """Apply verbs, undo all and redo all; return True if every check passed."""
    model = BitextModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show(session.bitext)
    before, done = session.bitext, 0
    try:
        for _ in range(_VERBS_A_SEQUENCE):
            done += _apply_random_verb(session, model, chance, pairs)
        after = session.bitext
        for _ in range(done):
            _show(session.undo(), session, model)
        if session.bitext != before:
            return False
        for _ in range(done):
            _show(session.redo(), session, model)
        session.flush()
        return session.bitext == after == model.bitext
    except Exception as error:  # noqa: BLE001 - any error is a failure of the sequence
        print(f"  {type(error).__name__}: {error}")
        return False


def _apply_random_verb(session: Session, model: BitextModel, chance: random.Random, pairs: list[str]) -> bool:
    verb = chance.choice(VERBS)
    bitext = session.bitext
    if not bitext.beads:
        return False
    try:
        arguments = _arguments(verb, bitext, chance)
        patch = verb(**arguments)
    except verbs.NotPossible:
        return False
    change = session.apply(patch)
    if not change.kinds:
        return False
    check(session.bitext)
    apart = parted(bitext, session.bitext, verb.__name__, _named(arguments))
    pairs += [verb.__name__] * len(apart)
    assert not apart, f"{verb.__name__} took a person's pair apart"
    _show(change, session, model)
    _check_refusal(bitext, chance)
    return True


def _arguments(verb: Callable[..., Patch], bitext: Bitext, chance: random.Random) -> dict[str, Any]:
    """Choose a random value for each parameter, by its name; a passage where one is expected."""
    expected = inspect.signature(verb).parameters
    return {
        name: (_passage if given.annotation is verbs.Passage else ARGUMENTS[name])(bitext, chance)
        for name, given in expected.items()
    }


def _named(arguments: dict[str, Any]) -> set[int]:
    """Return the rows on which a verb was to act directly."""
    rows = {arguments[name] for name in ("at", "one", "other") if isinstance(arguments.get(name), int)}
    return rows | {one.row for one in arguments.values() if isinstance(one, verbs.Passage)}


def _show(change: Any, session: Session, model: BitextModel) -> None:
    assert change is not None
    model.take(session.bitext, change.patch, change.first, change.last)


def _check_refusal(bitext: Bitext, chance: random.Random) -> None:
    """Check that a program's patch that would change a user's decision is refused."""
    at = chance.randrange(len(bitext.beads))
    bead = bitext.beads[at]
    other = replace(bead, confidence=chance.random(), status=Status.OPEN, note="")
    patch = Patch(Message(""), beads=(Splice(at, (bead,), (other,)),), author="program")
    try:
        apply(bitext, patch)
    except PersonOverruled:
        return
    assert not bead.pinned, "a program overruled the user"


def _segment(bitext: Bitext, chance: random.Random) -> int:
    side = chance.choice(SIDES)
    return chance.choice([segment.id for segment in bitext.side(side).segments] or [0])


def _row(bitext: Bitext, chance: random.Random) -> int:
    return chance.randrange(len(bitext.beads))


def _passage(bitext: Bitext, chance: random.Random) -> verbs.Passage:
    at, side = _row(bitext, chance), chance.choice(SIDES)
    bead: Bead = bitext.beads[at]
    return verbs.passage(bitext, at, side, chance.randrange(len(bead.ids(side)) + 1))


def _strikes(bitext: Bitext, chance: random.Random) -> list[Strike]:
    """Return one strike of a few letters that fit a block of both sides."""
    block = chance.randrange(max(1, min(len(bitext.side(name).document.blocks) for name in SIDES)))
    shortest = min(len(bitext.side(name).document.blocks[block].text) for name in SIDES)
    start = chance.randrange(shortest + 1)
    end = min(shortest, start + chance.randrange(7))
    return [Strike(block, start, end, "soak")] if start < end else []


ARGUMENTS: dict[str, Callable[[Bitext, random.Random], Any]] = {
    "bitext": lambda bitext, _: bitext,
    "at": _row,
    "first": _row,
    "last": _row,
    "to": _row,
    "rows": lambda bitext, chance: [_row(bitext, chance) for _ in range(chance.randrange(1, 4))],
    "side": lambda _, chance: chance.choice(SIDES),
    "name": lambda _, chance: chance.choice(SIDES),
    "strikes": _strikes,
    "author": lambda _, chance: chance.choice(("person", "program")),
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
    "stated": lambda _, chance: chance.random() < 0.5,
    "one": _row,
    "other": _row,
}
"""Makers of random values for the parameters of verbs, by name."""
VERBS = [
    verb
    for name in verbs.__all__
    if inspect.isfunction(verb := getattr(verbs, name)) and inspect.signature(verb).return_annotation is Patch
]


if __name__ == "__main__":
    main()
