"""Separation of true and wrong text pairs by the evidence that two texts translate each other.

    python -m benchmarks.verdict --data FOLDER [--encoder built-in|trial|FOLDER] [--dump FILE]

True pairs are the development documents of gold/: whole, as passages of 10 to 40 beads, with 40 % of one side
removed, and with blocks out of order; articles of NTREX, alone and joined, between English and every language
that the encoder knows at least at the level usable; and lines of train/direct. Wrong pairs combine sides of
different pairs of the same kind and size, other passages of the same book among them.
"""

import argparse
import json
import lzma
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from pathlib import Path

import numpy as np

from benchmarks.lib import rough_encoder
from benchmarks.lib.gold.documents import documents, sets
from benchmarks.lib.report import machine
from core import encode, language
from core.align.verdict import FEWEST, Evidence, evidence, unrelated_or_lopsided
from core.model import FindingKind, Side
from core.pipeline import SideOptions, prepare
from core.read import File
from core.segment import Segmentation
from core.vectors import Encoded

APART = ("grc-en-dev",)  # a stress test, reported separately
PASSAGES = 20
_TAGS = {"arb": "ar", "zho-CN": "zh", "zho-TW": "zh-TW"}

Lines = Sequence[int]


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """The lines of a text and their vectors."""

    lines: list[str]
    encoded: Encoded

    def part(self, numbers: Lines) -> tuple[Side, Encoded]:
        """Return some lines as a side, with their vectors."""
        file = File("text.txt", "\n".join(self.lines[number] for number in numbers).encode())
        side = prepare(file, SideOptions("en", "utf-8", Segmentation.LINES))
        return side, self.encoded.taken(numbers)


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two texts, and the lines of each that are compared."""

    group: str
    name: str
    true: bool
    source: Text
    target: Text
    source_lines: Lines
    target_lines: Lines

    def judged(self) -> tuple[Evidence, bool]:
        """Return the evidence, and True if the verdict is that the two do not translate each other."""
        source, first = self.source.part(self.source_lines)
        target, second = self.target.part(self.target_lines)
        found = evidence(source, target, (first, second))
        kinds = {finding.kind for finding in unrelated_or_lopsided(source, target, found)}
        return found, FindingKind.UNRELATED in kinds


Judged = tuple[Pair, Evidence, bool]


def main() -> None:
    """Print the table and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with gold/, tests/ntrex/ and train/direct/"
    )
    parser.add_argument("--encoder", default=encode.BUILT_IN, help="built-in, trial, or a model folder")
    parser.add_argument(
        "--dump", type=Path, help="write the evidence of every pair to this file, as JSON lines"
    )
    arguments = parser.parse_args()
    rough_encoder.register(arguments.data)
    encoder, quality = encode.open_encoder(arguments.encoder), encode.quality_of(arguments.encoder)
    print(f"Machine: {machine.description()}")
    print(f"Data: {arguments.data.resolve()}; encoder: {arguments.encoder}\n")
    chance = np.random.default_rng(0)
    pairs = (
        *gold(arguments.data, encoder, chance),
        *ntrex(arguments.data, encoder, quality, chance),
        *direct(arguments.data, encoder, quality, chance),
    )
    judged: list[Judged] = [(pair, *pair.judged()) for pair in pairs]
    if arguments.dump:
        arguments.dump.write_text(
            "".join(
                json.dumps((pair.group, pair.name, pair.true, warned, *_figures(found))) + "\n"
                for pair, found, warned in judged
            )
        )
    _table(judged)


def _figures(found: Evidence) -> tuple[int, float, float, float]:
    return found.segments, found.coverage, found.margin, found.ratio


def _table(judged: Sequence[Judged]) -> None:
    """Print the weakest true pair, the strongest wrong one and the warnings, by group and language."""
    counted = [row for row in judged if not row[0].group.startswith("apart")]
    for title, rows in (
        ("group", judged),
        ("language (ntrex)", [row for row in counted if _language(row[0])]),
    ):
        print(
            f"{title:34} {'true':>6} {'strength ≥':>11} {'warned':>7}  {'wrong':>6} {'≤':>11} {'warned':>7}"
        )
        groups: defaultdict[str, list[Judged]] = defaultdict(list)
        for row in rows:
            groups[row[0].group if title == "group" else _language(row[0])].append(row)
        for group, members in groups.items():
            print(f"{group:34} {_half(members, True, min)}  {_half(members, False, max)}")
        print()
    trues, wrongs = ([warned for pair, _, warned in counted if pair.true == which] for which in (True, False))
    whole = [warned for pair, _, warned in counted if pair.group == "gold: whole" and not pair.true]
    print(
        f"RESULT true={len(trues)} true_warned={sum(trues)} wrong={len(wrongs)} wrong_warned={sum(wrongs)}"
        f" wrong_whole={len(whole)} wrong_whole_warned={sum(whole)}"
    )


def _half(members: Sequence[Judged], true: bool, edge: Callable[[list[float]], float]) -> str:
    """Format the pairs of eight or more segments: number, strength nearest the other kind's, warnings."""
    found = [row for row in members if row[0].true == true and row[1].segments >= FEWEST]
    most = f"{edge([evidence.strength for _, evidence, _ in found]):11.3f}" if found else f"{'':11}"
    return f"{len(found):6} {most} {sum(warned for _, _, warned in found):7}"


def _language(pair: Pair) -> str:
    return pair.name if pair.group.startswith("ntrex") else ""


def gold(data: Path, encoder: encode.Encoder, chance: np.random.Generator) -> Iterator[Pair]:
    """Yield pairs from the development sets."""
    whole: list[Pair] = []
    passages: list[Pair] = []
    for name in sets(data):
        if not name.endswith("-dev"):
            continue
        for document in documents(data, name):
            source, target = (read(path, encoder) for path in (document.source, document.target))
            every = range(len(source.lines)), range(len(target.lines))
            title = f"{name}/{document.name}"
            group = "apart: Ancient Greek" if name in APART else "gold: whole"
            pair = Pair(group, title, True, source, target, *every)
            yield pair
            if name in APART:
                continue
            whole.append(pair)
            yield from _damaged(pair, chance)
            passages += _passages(pair, document.beads(), chance)
    yield from passages
    yield from _crossed(whole, whole)
    yield from _crossed(passages, [passages[at] for at in chance.permutation(len(passages))], each=False)


def _crossed(ones: Sequence[Pair], others: Sequence[Pair], *, each: bool = True) -> Iterator[Pair]:
    """Pair the source of one with the target of every other, or of the one at the same index."""
    rows = ((one, two) for one in ones for two in others) if each else zip(ones, others, strict=True)
    for one, two in rows:
        if one.source is not two.source or not set(one.source_lines) & set(two.source_lines):
            name = f"{one.name} × {two.name}"
            yield Pair(one.group, name, False, one.source, two.target, one.source_lines, two.target_lines)


def _damaged(pair: Pair, chance: np.random.Generator) -> Iterator[Pair]:
    """Yield a true pair without 40 % of one side, and with five blocks of the target in another order."""
    lines = pair.source_lines, pair.target_lines
    for side in (0, 1):
        for place in (0.0, 0.3, 0.6):
            count = len(lines[side])
            begin = int(place * count)
            rest = [at for at in lines[side] if not begin <= at < begin + int(0.4 * count)]
            kept = (rest, lines[1]) if side == 0 else (lines[0], rest)
            yield Pair("gold: 40 % of one side removed", pair.name, True, pair.source, pair.target, *kept)
    blocks = np.array_split(np.arange(len(lines[1])), 5)
    mixed = np.concatenate([blocks[at] for at in chance.permutation(5)]).tolist()
    yield Pair("gold: five blocks shuffled", pair.name, True, pair.source, pair.target, lines[0], mixed)


def _passages(
    pair: Pair, beads: Sequence[tuple[Lines, Lines]], chance: np.random.Generator
) -> Iterator[Pair]:
    for _ in range(PASSAGES):
        count = int(chance.integers(10, 40))
        begin = int(chance.integers(0, max(len(beads) - count, 1)))
        part = beads[begin : begin + count]
        lines = [sorted({at for bead in part for at in bead[side]}) for side in (0, 1)]
        if all(lines):
            yield Pair("gold: 10 to 40 beads", pair.name, True, pair.source, pair.target, *lines)


def ntrex(
    data: Path, encoder: encode.Encoder, quality: encode.Quality, chance: np.random.Generator
) -> Iterator[Pair]:
    """Yield articles, alone and three or twelve in a row, between English and each language."""
    folder = data / "tests" / "ntrex"
    names = (folder / "DOCUMENT_IDS.tsv").read_text("utf-8").split()
    articles = [[at for at, _ in rows] for _, rows in groupby(enumerate(names), key=lambda row: row[1])]
    english = read(folder / "eng.txt.xz", encoder)
    for path in sorted(folder.glob("*.txt.xz")):
        code = path.name.removesuffix(".txt.xz")
        tag = _TAGS.get(code) or language.canonical(code)
        level = quality.of(tag)
        if code == "eng":
            continue
        other = read(path, encoder)
        weak = level in (encode.Level.WEAK, encode.Level.NONE)
        for width, many in ((1, 30), (3, 12), (12, 4)):
            group = f"ntrex, {level}: {width} article{'s' * (width > 1)}"
            starts = chance.choice(len(articles) - width + 1, min(many, len(articles) - width + 1), False)
            parts = [list(chain(*articles[start : start + width])) for start in starts.tolist()]
            group = f"apart: {group}" if weak else group
            for part in parts:
                yield Pair(group, tag, True, english, other, part, part)
            for one, two in pairwise(parts):
                if not set(one) & set(two):
                    yield Pair(group, tag, False, english, other, one, two)


def direct(
    data: Path, encoder: encode.Encoder, quality: encode.Quality, chance: np.random.Generator
) -> Iterator[Pair]:
    """Yield ten to forty lines of each language pair without English; these have no common subject."""
    poor = (encode.Level.WEAK, encode.Level.NONE)
    for path in sorted((data / "train" / "direct").glob("*.tsv.xz")):
        tags = path.name.removesuffix(".tsv.xz").split("-")
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            rows = [line.rstrip("\n").split("\t")[:2] for line, _ in zip(stream, range(4000), strict=False)]
        if any(quality.of(tag) in poor for tag in tags) or len(rows) < 200:
            continue
        chosen = [rows[at] for at in sorted(chance.choice(len(rows), 200, replace=False).tolist())]
        source, target = (text([row[side] for row in chosen], encoder) for side in (0, 1))
        borders = np.cumsum([0, 10, 12, 15, 20, 25, 30, 40, 48]).tolist()
        parts = [range(begin, end) for begin, end in pairwise(borders)]
        for part in parts:
            yield Pair("direct", "-".join(tags), True, source, target, part, part)
        for one, two in pairwise(parts):
            yield Pair("direct", "-".join(tags), False, source, target, one, two)


def read(path: Path, encoder: encode.Encoder) -> Text:
    """Read a text of one segment per line, compressed or not."""
    data = path.read_bytes()
    data = lzma.decompress(data) if path.suffix == ".xz" else data
    return text(data.decode("utf-8").rstrip("\n").split("\n"), encoder)


def text(lines: Sequence[str], encoder: encode.Encoder) -> Text:
    """Return lines with their vectors."""
    kept = [" ".join(line.split()) for line in lines]
    return Text(kept, Encoded(encoder.encode(kept)))


if __name__ == "__main__":
    main()
