"""A stretch of a manual alignment with planted mistakes, for measuring how they are found.

The mistakes in 200 beads, with at least one correct bead between them:

shifted    5 boundaries: a segment at the edge of a cell goes to the neighbouring row, on one side
merged     5 wrong merges: two neighbouring rows become one
swapped    4 pairs of neighbours: of a|A and b|B, one segment each, A is paired with b, and a is linked to B
           as a moved passage; beads keep document order, so this is how a program would write the swap
dropped    3 segments at the edge of a cell left alone in a row; the rest of the cell may be alone then too
falsified  3 numbers in the target with one digit wrong, in the document itself, so that only the other side
           reveals it

Numbers are falsified where both sides have them in digits. A stretch with fewer than three such rows (novels
have few) first gets a year in brackets at the end of both sides of some more rows, in the gold texts too. All
confidences are computed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.lib.gold.documents import GoldDocument, documents, sets
from core.encode import open_encoder
from core.evaluation import LadderBead
from core.model import Bead, Bitext, Side
from core.numerals import numbers
from core.pipeline import Options, SideOptions, prepare, rescore
from core.read import File
from core.segment import Segmentation

BEADS = 200
WAYS = {"falsified": 3, "swapped": 4, "dropped": 3, "shifted": 5, "merged": 5}
"""The mistakes and their numbers; those that fit few places come first."""

Lines = tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A bitext with mistakes, the correct texts and beads, and the kind and row of each mistake."""

    name: str
    bitext: Bitext
    texts: Lines
    right: frozenset[LadderBead]
    planted: tuple[tuple[str, int], ...]

    def wrong(self, bitext: Bitext) -> bool:
        """Return True if a bitext of these texts still differs from the correct one; links make pairs."""
        texts = list(bitext.source.texts()), list(bitext.target.texts())
        return texts != self.texts or {(pair.source, pair.target) for pair in bitext.pairs()} != self.right


@dataclass(frozen=True, slots=True)
class Stretch:
    """At least 200 beads of a document in which both sides ascend without a gap."""

    document: GoldDocument
    beads: tuple[LadderBead, ...]


def stretches(data: Path, names: Sequence[str] = ()) -> dict[str, list[Stretch]]:
    """Return the long enough stretches of each set, by default of the development sets that have any."""
    wanted = names or [name for name in sets(data) if name.endswith("-dev")]
    found = {name: [run for document in documents(data, name) for run in _runs(document)] for name in wanted}
    return {name: runs for name, runs in found.items() if runs}


def _runs(document: GoldDocument) -> list[Stretch]:
    beads = document.beads()
    ends = np.zeros((len(beads) + 1, 2), np.int64)
    whole = np.zeros(len(beads), bool)
    for at, bead in enumerate(beads):
        whole[at] = all(
            list(ids) == [*range(ends[at, i], ends[at, i] + len(ids))] for i, ids in enumerate(bead)
        )
        ends[at + 1] = [ids[-1] + 1 if ids else ends[at, i] for i, ids in enumerate(bead)]
    cuts = [0, *np.flatnonzero(~whole).tolist(), len(beads)]
    return [
        Stretch(document, tuple(beads[first:end])) for first, end in pairwise(cuts) if end - first >= BEADS
    ]


def task(found: dict[str, list[Stretch]], seed: int, options: Options) -> Task:
    """Return the task of a seed: the sets take turns, and the seed decides the rest."""
    chance = np.random.default_rng(seed)
    name = list(found)[seed % len(found)]
    chosen = found[name][int(chance.integers(len(found[name])))]
    first = int(chance.integers(len(chosen.beads) - BEADS + 1))
    texts, beads = _cut(chosen.document, chosen.beads[first : first + BEADS])
    places = numbered_rows(texts, beads, WAYS["falsified"], chance)
    planted = _chosen(beads, places, chance)
    wrong = texts[0], list(texts[1])
    for way, at in planted:
        if way == "falsified":
            falsify(wrong, beads[at], chance)
    rows = _rows(beads, planted, chance)
    sides = [_side(lines, label) for lines, label in zip(wrong, ("source", "target"), strict=True)]
    encoder = open_encoder(options.encoder)
    bitext = rescore(Bitext(sides[0], sides[1], tuple(rows)), encoder, options)
    label = f"{chosen.document.set} {chosen.document.name} from {first + 1}"
    return Task(label, bitext, texts, frozenset(beads), tuple(planted))


def _cut(document: GoldDocument, beads: Sequence[LadderBead]) -> tuple[Lines, list[LadderBead]]:
    """Return the lines of some beads, and the beads as line numbers from 0."""
    cut, starts = [], []
    for at, path in enumerate((document.source, document.target)):
        ids = [id_ for bead in beads for id_ in bead[at]]
        cut.append(path.read_text("utf-8").split("\n")[ids[0] : ids[-1] + 1])
        starts.append(ids[0])
    moved = [
        tuple(tuple(id_ - start for id_ in ids) for ids, start in zip(bead, starts, strict=True))
        for bead in beads
    ]
    return (cut[0], cut[1]), [(bead[0], bead[1]) for bead in moved]


def _side(lines: Sequence[str], name: str) -> Side:
    options = SideOptions(segmentation=Segmentation.LINES, encoding="utf-8")
    side = prepare(File(f"{name}.txt", "\n".join(lines).encode()), options)
    assert side.texts() == tuple(lines), "a line is not a segment"
    return side


def _shape(bead: LadderBead) -> tuple[int, int]:
    return len(bead[0]), len(bead[1])


def numbered_rows(
    texts: Lines, beads: Sequence[LadderBead], least: int, chance: np.random.Generator
) -> list[int]:
    """Return the rows whose sides both have a number in digits; if there are too few, some get a year."""
    places = [at for at, bead in enumerate(beads) if _common(texts, bead)]
    free = [at for at, bead in enumerate(beads) if _shape(bead) == (1, 1) and at not in places]
    for at in chance.permutation(free)[: max(0, least - len(places))].tolist():
        year = int(chance.integers(1801, 2000))
        for side, ids in zip(texts, beads[at], strict=True):
            side[ids[0]] += f" ({year})"
        places.append(at)
    return places


def _common(texts: Lines, bead: LadderBead) -> list[tuple[int, str]]:
    """Return the numbers that both sides of a row have in digits: the target line, and the written form."""
    known = {each.value for id_ in bead[0] for each in numbers(texts[0][id_]) if each.digits}
    return [
        (id_, each.written)
        for id_ in bead[1]
        for each in numbers(texts[1][id_])
        if each.digits and each.value in known and texts[1][id_].count(each.written) == 1
    ]


def falsify(texts: Lines, bead: LadderBead, chance: np.random.Generator) -> None:
    """Change one digit of a number; the result never begins with 0."""
    choices = _common(texts, bead)
    line, written = choices[int(chance.integers(len(choices)))]
    digits = [at for at, sign in enumerate(written) if sign.isascii() and sign.isdigit()]
    at = digits[int(chance.integers(len(digits)))]
    others = [sign for sign in "123456789" if sign != written[at]]
    false = written[:at] + others[int(chance.integers(len(others)))] + written[at + 1 :]
    texts[1][line] = texts[1][line].replace(written, false)


def _chosen(
    beads: Sequence[LadderBead], numbered: Sequence[int], chance: np.random.Generator
) -> list[tuple[str, int]]:
    """Choose the rows of the mistakes, in order of the rows."""
    taken = np.zeros(len(beads) + 2, bool)
    out: list[tuple[str, int]] = []
    for way, count in WAYS.items():
        width = 2 if way in ("shifted", "merged", "swapped") else 1
        fit = numbered if way == "falsified" else [at for at in range(len(beads)) if _fits(beads, at, way)]
        found = 0
        for at in chance.permutation(np.array(fit, np.int64)).tolist():
            if found < count and not taken[max(at - 1, 0) : at + width + 1].any():
                taken[at : at + width] = True
                out.append((way, at))
                found += 1
        if found < count:
            raise SystemExit(f"there is no place for {count} {way}")
    return sorted(out, key=lambda one: one[1])


def _fits(beads: Sequence[LadderBead], at: int, way: str) -> bool:
    here = beads[at : at + (1 if way == "dropped" else 2)]
    if way == "swapped":
        return [_shape(bead) for bead in here] == [(1, 1), (1, 1)]
    return len(here) == (1 if way == "dropped" else 2) and all(all(bead) for bead in here)


def _rows(
    beads: Sequence[LadderBead], planted: Sequence[tuple[str, int]], chance: np.random.Generator
) -> list[Bead]:
    ways = {at: way for way, at in planted}
    out: list[Bead] = []
    at = 0
    while at < len(beads):
        way = ways.get(at, "")
        if way == "dropped":
            out += _dropped(beads[at], chance)
        elif way in ("shifted", "merged", "swapped"):
            out += _wrong(way, beads[at], beads[at + 1], chance, link=at)
            at += 1
        else:
            out.append(Bead(*beads[at]))
        at += 1
    return out


def _wrong(
    way: str, one: LadderBead, other: LadderBead, chance: np.random.Generator, link: int
) -> list[Bead]:
    if way == "merged":
        return [Bead(one[0] + other[0], one[1] + other[1])]
    if way == "swapped":
        halves = Bead(one[0], (), moved=link), Bead((), other[1], moved=link)
        return [halves[0], Bead(other[0], one[1]), halves[1]]
    upper, lower = list(one), list(other)
    side = int(chance.integers(2))
    if chance.integers(2):
        upper[side], lower[side] = one[side] + other[side][:1], other[side][1:]
    else:
        upper[side], lower[side] = one[side][:-1], one[side][-1:] + other[side]
    return [Bead(upper[0], upper[1]), Bead(lower[0], lower[1])]


def _dropped(bead: LadderBead, chance: np.random.Generator) -> list[Bead]:
    side, first = int(chance.integers(2)), bool(chance.integers(2))
    rest, alone = list(bead), [bead[0][:0], bead[1][:0]]
    rest[side], alone[side] = (
        (bead[side][1:], bead[side][:1]) if first else (bead[side][:-1], bead[side][-1:])
    )
    rows = [Bead(alone[0], alone[1]), Bead(rest[0], rest[1])]
    if rest[side]:
        return rows if first else rows[::-1]
    return sorted(rows, key=lambda row: not row.source)  # alone too: the source comes first
