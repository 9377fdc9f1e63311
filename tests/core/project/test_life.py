"""A bitext's life, made up by Hypothesis: whatever is done and undone, the file equals the model."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.model import Bitext, apply, check
from core.project import Session
from core.read import File
from core.review.verbs import NotPossible
from tests.core.review.made import Act, acts, bitexts

FILES = File("a.txt", b"a\x00"), File("b.txt", b"")


class Life(RuleBasedStateMachine):
    """The model is the list of bitexts that undo leads back through, and where in it we stand."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.saves = 0

    @initialize(bitext=bitexts())
    def begin(self, bitext: Bitext) -> None:
        self.session = Session.create(self.folder / "0.diglot", bitext, FILES, {})
        self.past: list[Bitext] = [bitext]
        self.at = 0

    @rule(act=acts())
    def act(self, act: tuple[str, Act]) -> None:
        try:
            patch = act[1](self.session.bitext)
        except NotPossible:
            return
        expected = apply(self.session.bitext, patch)
        self.session.apply(patch)
        if not patch.empty:
            self.past[self.at + 1 :] = [expected]
            self.at += 1
            assert self.session.undo_name == patch.name

    @rule()
    def undo(self) -> None:
        assert (self.session.undo() is None) == (self.at == 0)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self) -> None:
        assert (self.session.redo() is None) == (self.at == len(self.past) - 1)
        self.at = min(len(self.past) - 1, self.at + 1)

    @rule()
    def reopen(self) -> None:
        path, revision = self.session.path, self.session.revision
        self.session.close()
        self.session = Session.open(path)
        assert self.session.revision == revision

    @rule()
    def save_as(self) -> None:
        self.saves += 1
        self.session.save_as(self.folder / f"{self.saves}.diglot")

    @rule()
    def end_without_closing(self) -> None:
        self.session.abandon()
        self.session = Session.open(self.session.path)

    @precondition(lambda self: hasattr(self, "session"))
    @invariant()
    def the_session_and_the_file_equal_the_model(self) -> None:
        assert self.session.bitext == self.past[self.at]
        check(self.session.bitext)
        found = self.folder / "found.diglot"
        shutil.copy(self.session.path, found)
        with Session.open(found) as copy:
            assert copy.bitext == self.past[self.at]
            assert copy.bitext.source.next_id == self.session.bitext.source.next_id
            assert (copy.undo_name, copy.redo_name) == (self.session.undo_name, self.session.redo_name)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.abandon()
        shutil.rmtree(self.folder)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
