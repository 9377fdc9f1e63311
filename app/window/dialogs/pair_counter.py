"""How many pairs a file would hold, at every step of a spin box: the texts are looked at once."""

from dataclasses import replace

from core import write
from core.model import Bitext, Side, Status
from core.write import Choice
from core.write.texts import legal

_MANY = 1_000_000
"""From here on a sheet may be full, and only its writer knows where."""

Shape = tuple[bool, bool]
"""Whether a pair has text on its source and on its target: what decides where it can stand."""


class PairCounter:
    """Counts as `write.count` does."""

    def __init__(self, bitext: Bitext) -> None:
        self._bitext = bitext
        self._pairs = tuple(bitext.pairs())
        self._shapes = tuple(
            (_has_text(bitext.source, pair.source), _has_text(bitext.target, pair.target))
            for pair in self._pairs
        )
        self._models = dict(zip(self._shapes, self._pairs, strict=True))
        self._rules: dict[str, tuple[set[Shape], set[Shape]]] = {"": (set(self._models), set())}

    def count(self, choice: Choice, suffix: str = "") -> int:
        """How many pairs a choice takes; with a `suffix`, how many of them such a file will hold."""
        if suffix and len(self._pairs) >= _MANY:
            return write.count(self._bitext, choice, suffix)
        if suffix not in self._rules:
            self._rules[suffix] = (self._held(suffix, Status.ACCEPTED), self._held(suffix, Status.OPEN))
        chosen, always = self._rules[suffix]
        return sum(
            shape in always or (shape in chosen and choice.takes(pair))
            for shape, pair in zip(self._shapes, self._pairs, strict=True)
        )

    def _held(self, suffix: str, status: Status) -> set[Shape]:
        """The shapes of pairs that a file of accepted pairs holds, if they are of this status."""
        return {
            shape
            for shape, pair in self._models.items()
            if write.count(
                replace(self._bitext, beads=(replace(pair, status=status, moved=None),)),
                Choice("accepted"),
                suffix,
            )
        }


def _has_text(side: Side, ids: tuple[int, ...]) -> bool:
    # A text that begins with a letter, as nearly all do, need not be searched.
    return any(text[:1].isalnum() or legal(text)[0].strip() for text in map(side.text, ids))
