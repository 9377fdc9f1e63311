"""Mining: finding lines that translate each other in two texts that are not sentence-by-sentence
translations.

lines ─candidates─▶ margins ─odds─▶ probabilities ─threshold─▶ pairs, one to one ─▶ beads
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.align.mining.near import Candidates, Floats, Near, RowIndices, Scoring, candidates, compare
from core.align.mining.odds import WEIGHTS, best_threshold, evidence, probabilities
from core.ascending import longest_ascending
from core.model import Bead, Side
from core.progress import SILENT, Progress
from core.vectors import EncodedPair

__all__ = ["Lines", "MineOptions", "Mined", "Retrieval", "Scoring", "mine", "mined", "one_to_one"]

_NO_LETTERS = re.compile(r"[\W_]+")


class Retrieval(StrEnum):
    """The lines whose best partners count: those of the source, of the target, of both at once, or
    of either."""

    FORWARD = "forward"
    BACKWARD = "backward"
    INTERSECTION = "intersection"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class MineOptions:
    """Options of mining, kept with the result so that it can be reproduced.

    `neighbours` is the k of the margin. `threshold` (0 to 1) is the least probability of a pair; if it is
    None, the threshold with the highest expected F1 is chosen.
    """

    scoring: Scoring = Scoring.DISTANCE
    retrieval: Retrieval = Retrieval.MAX
    neighbours: int = 4
    threshold: float | None = None

    def __post_init__(self) -> None:
        if self.neighbours < 2:
            raise ValueError(f"a margin needs 2 neighbours, not {self.neighbours}")
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise ValueError(f"a probability lies between 0 and 1, not at {self.threshold}")


class Mined(NamedTuple):
    """Pairs of rows, each row in at most one, the most likely first: int64, int64, float64 (pairs,)."""

    source: RowIndices
    target: RowIndices
    probability: Floats


class Lines:
    """The distinct lines of one side that have letters or digits, and the positions of each.

    Lines that differ only in case and punctuation count as one: as each other's nearest neighbours they would
    hide how much nearer their translation is than everything else.
    """

    def __init__(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(texts):
            places[_NO_LETTERS.sub(" ", text).strip().casefold()].append(at)
        self.places = [found for key, found in places.items() if key and vectors[found[0]].any()]
        first = [found[0] for found in self.places]
        self.texts = [texts[at] for at in first]
        self.units = np.ascontiguousarray(vectors[first], np.float32)


def mine(
    source: Side,
    target: Side,
    encoded: EncodedPair,
    options: MineOptions = MineOptions(),
    progress: Progress = SILENT,
) -> tuple[Bead, ...]:
    """Return the beads of two sides of which some segments translate each other, wherever they are.

    `encoded` holds the segments of both sides. As many pairs as possible are two-sided beads that ascend on
    both sides; those that cross them are moved, one bead on each side. A segment without a partner is a bead
    of its own, and its confidence is the probability that it has none. Segments that are equal except for
    case and punctuation are mined once; their copies are paired in the order in which they occur. The result
    is deterministic.
    """
    lines = Lines(source.texts(), encoded[0].vectors), Lines(target.texts(), encoded[1].vectors)
    near = compare(lines[0].units, lines[1].units, options.neighbours, progress)
    found = mined(*lines, near, options)
    least = best_threshold(found.probability) if options.threshold is None else options.threshold
    pairs: list[tuple[int, int, float]] = []
    alone: tuple[dict[int, float], dict[int, float]] = {}, {}
    for row, column, probability in zip(*(part.tolist() for part in found), strict=True):
        here, there = lines[0].places[row], lines[1].places[column]
        if probability >= least:
            pairs += [(at, to, probability) for at, to in zip(here, there, strict=False)]
        else:
            alone[0].update(dict.fromkeys(here, 1 - probability))
            alone[1].update(dict.fromkeys(there, 1 - probability))
    return _beads(source, target, sorted(pairs), alone)


def mined(source: Lines, target: Lines, near: Near, options: MineOptions) -> Mined:
    """Return the best partner of every line that has one left, likely or not; the threshold is not
    applied."""
    found = candidates(near, options.scoring)
    if not len(found.margin):
        return Mined(*found)
    odds = evidence(found, source.texts, target.texts) @ np.array(WEIGHTS[options.scoring])
    order = np.argsort(-odds, kind="stable")
    kept = order[one_to_one(found, order, options.retrieval)]
    return Mined(found.source[kept], found.target[kept], probabilities(odds[kept]))


def one_to_one(found: Candidates, order: RowIndices, retrieval: Retrieval) -> RowIndices:
    """Return the positions in `order`, best first, of the pairs that are retrieved and whose lines are still
    free."""
    source, target = found.source[order], found.target[order]
    ahead, behind = np.zeros((2, len(order)), bool)
    ahead[np.unique(source, return_index=True)[1]] = True  # the first pair of a line is its best
    behind[np.unique(target, return_index=True)[1]] = True
    wanted = {
        Retrieval.FORWARD: ahead,
        Retrieval.BACKWARD: behind,
        Retrieval.INTERSECTION: ahead & behind,
        Retrieval.MAX: ahead | behind,
    }[retrieval]
    rows, columns, kept = set[int](), set[int](), []
    for at in np.flatnonzero(wanted).tolist():
        row, column = int(source[at]), int(target[at])
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            kept.append(at)
    return np.array(kept, np.int64)


def _beads(
    source: Side,
    target: Side,
    pairs: Sequence[tuple[int, int, float]],
    alone: tuple[Mapping[int, float], Mapping[int, float]],
) -> tuple[Bead, ...]:
    """Return pairs of positions, ascending in the source, and segments without one, as beads of
    segment ids."""
    ascending = longest_ascending([to for _, to, _ in pairs])
    ids = [segment.id for segment in source.segments], [segment.id for segment in target.segments]
    moved = {at: link for link, (at, _, _) in enumerate(pairs) if link not in ascending}
    moved_to = {pairs[link][1]: link for link in moved.values()}
    beads: list[Bead] = []
    done = [0, 0]

    def until(at: int, to: int) -> None:
        for place in range(done[0], at):
            link = moved.get(place)
            sure = alone[0].get(place, 1.0) if link is None else pairs[link][2]
            beads.append(Bead((ids[0][place],), (), sure, moved=link))
        for place in range(done[1], to):
            link = moved_to.get(place)
            sure = alone[1].get(place, 1.0) if link is None else pairs[link][2]
            beads.append(Bead((), (ids[1][place],), sure, moved=link))
        done[:] = at, to

    for link, (at, to, probability) in enumerate(pairs):
        if link in ascending:
            until(at, to)
            beads.append(Bead((ids[0][at],), (ids[1][to],), probability))
            done[:] = at + 1, to + 1
    until(len(ids[0]), len(ids[1]))
    return tuple(beads)
