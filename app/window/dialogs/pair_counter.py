"""Counts of the pairs that an export would write, kept quick enough for every step of a spin box."""

from dataclasses import replace

from core import write
from core.model import Bitext, Side, Status
from core.write import Selection, Writer
from core.write.texts import legal

_MANY = 1_000_000
"""From this many pairs a sheet may be full, and only its writer knows where it ends."""

Shape = tuple[bool, bool]
"""Two flags: the source of a pair has text, its target has. They decide which formats can hold it."""


class PairCounter:
    """The counts that `write.count` returns, from texts that are looked at only once."""

    def __init__(self, bitext: Bitext) -> None:
        self._bitext = bitext
        self._pairs = tuple(bitext.pairs())
        self._shapes = tuple(
            (_has_text(bitext.source, pair.source), _has_text(bitext.target, pair.target))
            for pair in self._pairs
        )
        self._models = dict(zip(self._shapes, self._pairs, strict=True))
        self._rules: dict[str, tuple[set[Shape], set[Shape]]] = {"": (set(self._models), set())}

    def count(self, selection: Selection, writer: Writer | None = None) -> int:
        """Return how many pairs a selection takes; with a writer, how many of them its file will hold."""
        if writer and len(self._pairs) >= _MANY:
            return write.count(self._bitext, selection, writer)
        format_ = "" if writer is None else writer.id
        if writer and format_ not in self._rules:
            self._rules[format_] = self._held(writer, Status.ACCEPTED), self._held(writer, Status.OPEN)
        selected, always = self._rules[format_]
        return sum(
            shape in always or (shape in selected and selection.takes(pair))
            for shape, pair in zip(self._shapes, self._pairs, strict=True)
        )

    def _held(self, writer: Writer, status: Status) -> set[Shape]:
        """Return the shapes of pairs that a file of accepted pairs holds if they have this status."""
        return {
            shape
            for shape, pair in self._models.items()
            if write.count(
                replace(self._bitext, beads=(replace(pair, status=status, moved=None),)),
                Selection("accepted"),
                writer,
            )
        }


def _has_text(side: Side, ids: tuple[int, ...]) -> bool:
    # A text that begins with a letter, as nearly all do, need not be searched.
    return any(text[:1].isalnum() or legal(text)[0].strip() for text in map(side.text, ids))
