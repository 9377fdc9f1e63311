"""A bitext's life, made up by Hypothesis: whatever is done and undone, the file equals the model."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.model import Bitext, Patch, apply, check, combined
from core.project import Session
from core.read import File
from core.review.verbs import NotPossible
from tests.core.review.made import ACTS, ANY_TEXTS, Act, acts, bitexts

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
        self.step: Patch | None = None  # what may still be amended

    @rule(act=acts())
    def act(self, act: tuple[str, Act]) -> None:
        try:
            patch = act[1](self.session.bitext)
        except NotPossible:
            return
        expected = apply(self.session.bitext, patch)
        self.session.apply(patch)
        if not patch.empty:
            self._done(patch, expected)

    def _done(self, patch: Patch, expected: Bitext) -> None:
        self.past[self.at + 1 :] = [expected]
        self.at += 1
        self.step = patch
        assert self.session.undo_name == patch.name

    @rule(
        text=ANY_TEXTS, kind=st.sampled_from(["note", "note", "edit_text", "split_row"]), late=st.booleans()
    )
    def type(self, text: str, kind: str, late: bool) -> None:
        bitext, revision = self.session.bitext, self.session.revision - late
        try:
            patch = ACTS[kind](bitext, 0, "source", 0, text)
        except NotPossible:
            return
        self.session.amend(patch, revision)
        whole = None if late or self.step is None else combined(self.step, patch)
        if patch.empty:
            return
        expected = apply(bitext, patch)
        if whole is None:
            self._done(patch, expected)
        elif whole.empty:
            del self.past[self.at :]
            self.at, self.step = self.at - 1, None
        else:
            self.past[self.at], self.step = expected, whole

    @rule()
    def undo(self) -> None:
        assert (self.session.undo() is None) == (self.at == 0)
        if self.at:
            self.at, self.step = self.at - 1, None

    @rule()
    def redo(self) -> None:
        assert (self.session.redo() is None) == (self.at == len(self.past) - 1)
        if self.at < len(self.past) - 1:
            self.step = None
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
