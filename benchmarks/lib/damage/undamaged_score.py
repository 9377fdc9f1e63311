"""The score of an alignment of damaged texts (`damaged_lines`), on their undamaged part.

A gold bead is *undamaged* if none of its lines was removed or moved. The beads of a result are first put into
the line numbers from before the damage; new lines get numbers that no gold bead has. Then

- recall is over the undamaged gold beads (two-sided ones, as always);
- precision is over the beads of the result that hold a line of an undamaged gold bead, or a line of no gold
  bead. A bead of nothing but touched lines and their partners does not count, whatever it is; one that mixes
  such a line with an undamaged one is wrong;
- a new line in a one-sided bead does not count; a two-sided bead with one is wrong;
- either copy of a doubled line may be in the bead, and the other is to be left alone: then it does not count.

The figures before the damage are taken on the same gold beads, by the same rules.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.lib.damage.damaged_lines import Damaged
from core.evaluation import LadderBead, Score, score


@dataclass(frozen=True, slots=True)
class Moved:
    """Counts of moved sentences: those in a moved pair, those in a correct one, and all."""

    linked: int = 0
    right: int = 0
    sentences: int = 0

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.linked + other.linked, self.right + other.right, self.sentences + other.sentences)

    @property
    def share(self) -> float:
        """The share in a moved pair."""
        return self.linked / self.sentences if self.sentences else 0.0

    @property
    def right_share(self) -> float:
        """The share in a correct one."""
        return self.right / self.sentences if self.sentences else 0.0


Pair = tuple[Damaged, Damaged]


def restored(beads: Iterable[LadderBead], pair: Pair) -> list[LadderBead]:
    """Return beads of the damaged texts in the numbers from before the damage; new lines are -1, -2, …"""
    old = [
        [-1 - at if origin is None else origin for at, origin in enumerate(damaged.origin)]
        for damaged in pair
    ]
    return [
        (tuple(old[0][line] for line in source), tuple(old[1][line] for line in target))
        for source, target in beads
    ]


def judged(gold: Iterable[LadderBead], beads: Iterable[LadderBead], pair: Pair) -> Score:
    """Score the undamaged part; beads are in the numbers from before the damage."""
    affected = [set(damaged.touched) for damaged in pair]
    undamaged = []
    for bead in gold:
        if any(not damaged.touched.isdisjoint(lines) for damaged, lines in zip(pair, bead, strict=True)):
            for known, lines in zip(affected, bead, strict=True):
                known.update(lines)
        else:
            undamaged.append(bead)
    alone = [known | _doubled(damaged) for known, damaged in zip(affected, pair, strict=True)]

    def counts(bead: LadderBead) -> bool:
        if all(bead):
            return any(
                line not in known for known, lines in zip(affected, bead, strict=True) for line in lines
            )
        return any(
            line >= 0 and line not in known
            for known, lines in zip(alone, bead, strict=True)
            for line in lines
        )

    return score(undamaged, filter(counts, beads))


def _doubled(damaged: Damaged) -> set[int]:
    return {line for line, times in Counter(damaged.origin).items() if times > 1 and line is not None}


def moved_share(gold: Iterable[LadderBead], moved: Iterable[LadderBead], pair: Pair) -> Moved:
    """Count the sentences of two swapped blocks, equally long, on one side, that end in moved pairs.

    `moved` are the moved pairs in the numbers from before. Sentences without a translation in the gold
    alignment do not count. If the blocks are adjacent an aligner may leave either in its place, so only the
    block with more sentences in moved pairs counts.
    """
    two_sided = {bead for bead in gold if all(bead)}
    side = 0 if pair[0].touched else 1
    found = {line: bead in two_sided for bead in moved for line in bead[side]}
    translated = {line for bead in two_sided for line in bead[side]}
    lines = sorted(pair[side].touched)
    half = len(lines) // 2
    first, second = (
        Moved(len(block & found.keys()), sum(found.get(line, False) for line in block), len(block))
        for block in (translated.intersection(lines[:half]), translated.intersection(lines[half:]))
    )
    if lines[half] == lines[half - 1] + 1:
        return max(first, second, key=lambda block: block.linked)
    return first + second
