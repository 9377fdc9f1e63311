"""Search for test lines that also occur in the training text, exactly or nearly.

    python -m benchmarks.overlap --data FOLDER [--examples N] [--write FILE]

Compares the sets of `testsets` with train/english.txt.xz, train/*.tsv.xz and train/direct/*.tsv.xz by the
rules of `near_duplicates`, whatever their languages. A pair has leaked if a training pair, or two
translations of one English line, matches two translations of each other in a test: then the encoder was
trained on the test. Any other match is one-sided. `--write` lists the translations to leave out: file in
train/, tab, line number from 0.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.lib.corpora import testsets
from benchmarks.lib.corpora.near_duplicates import Ints, Known
from benchmarks.lib.report import machine
from core.encode import built_in, tokenizer
from core.train import corpus

ENGLISH = "english.txt.xz"
_AT_ONCE = 100_000
HEAD = (
    f"{'set':20} {'side':9} {'lines':>6} | {'exact':>6} {'%':>5} {'near':>6} {'%':>5}"
    f" | {'pairs: exact':>12} {'near':>6} | {'one-sided':>9}"
)

Flags = npt.NDArray[np.bool_]


class Trained(NamedTuple):
    """A training text: `line` of `file`, in its first or second column; `row` counts English lines first."""

    row: int
    file: int
    column: int
    line: int
    text: str


class Matches(NamedTuple):
    """Arrays with one element per match: `test` is the index of a test line; others as in `Trained`."""

    row: Ints
    file: Ints
    column: Ints
    line: Ints
    test: Ints
    exact: Flags

    def only(self, places: Ints) -> "Matches":
        """Return the matches at these indices."""
        row, file, column, line, test, exact = self
        return Matches(row[places], file[places], column[places], line[places], test[places], exact[places])


def main() -> None:
    """Compare, and print a table and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds tests/, gold/ and train/")
    parser.add_argument("--examples", type=int, default=0, help="number of leaked pairs to show per set")
    parser.add_argument("--write", type=Path, help="write a list of the leaked training lines to this file")
    arguments = parser.parse_args()
    print(f"Machine: {machine.description()}\nData: {arguments.data.resolve()}\n")
    begun = time.process_time()
    tests = list(testsets.lines(arguments.data))
    files = training_files(arguments.data / "train")
    found = compare(tests, trained(arguments.data / "train", files))
    leaked = leaks(found, tests)
    figures = _table(tests, found, leaked)
    _print_files(files, found, leaked)
    if arguments.examples:
        shown = _first(tests, found, leaked, arguments.examples)
        for text in trained(arguments.data / "train", files):
            for line in shown.get(text[1:4], ()):
                print(f"\n{line.set} {line.side} {line.row}: {line.text}")
                print(f"  {files[text.file]} {text.line}: {text.text}")
    if arguments.write:
        out = [f"{files[file]}\t{line}\n" for file, line in dropped(found, leaked)]
        arguments.write.write_text("".join(out), encoding="utf-8")
    figures |= {"dropped": len(dropped(found, leaked)), "cpu_s": round(time.process_time() - begun)}
    print("RESULT " + " ".join(f"{name}={value}" for name, value in figures.items()))


def training_files(folder: Path) -> list[str]:
    """List the files of the training text, the English lines first."""
    packed = [*sorted(folder.glob("*.tsv.xz")), *sorted((folder / "direct").glob("*.tsv.xz"))]
    return [ENGLISH, *(path.relative_to(folder).as_posix() for path in packed)]


def trained(folder: Path, files: list[str]) -> Iterator[Trained]:
    """Yield every text of the training text."""
    fresh = 0
    for line, text in enumerate(corpus.lines(folder / ENGLISH)):
        yield Trained(line, 0, 0, line, text)
        fresh = line + 1
    for file, name in enumerate(files[1:], 1):
        for line, row in enumerate(corpus.lines(folder / name)):
            first, second = row.split("\t")[:2]
            if name.startswith("direct/"):
                yield Trained(fresh, file, 0, line, first)
                yield Trained(fresh, file, 1, line, second)
                fresh += 1
            else:
                yield Trained(int(first), file, 0, line, second)


def compare(tests: list[testsets.Line], texts: Iterator[Trained]) -> Matches:
    """Find all matches of training texts with test lines."""
    with built_in.place() as folder:
        cutter = tokenizer.load(folder / "tokenizer.json")
    distinct = {text: at for at, text in enumerate(dict.fromkeys(line.text for line in tests))}
    owners = np.array([distinct[line.text] for line in tests], np.int64)
    order = np.argsort(owners, kind="stable")
    bounds = np.searchsorted(owners[order], np.arange(len(distinct) + 1))
    known = Known(cutter, list(distinct))
    parts: list[Matches] = []
    while batch := list(islice(texts, _AT_ONCE)):
        here, there, exact = known.matches([text.text for text in batch])
        counts = bounds[there + 1] - bounds[there]  # the test lines with this text
        ends = np.cumsum(counts)
        places = np.arange(counts.sum()) + np.repeat(bounds[there] - ends + counts, counts)
        row, file, column, line = np.array([text[:4] for text in batch], np.int64)[np.repeat(here, counts)].T
        parts.append(Matches(row, file, column, line, order[places], np.repeat(exact, counts)))
    return Matches(*map(np.concatenate, zip(*parts, strict=True)))


def leaks(found: Matches, tests: list[testsets.Line]) -> tuple[Flags, Flags]:
    """Return the flags of matches in leaked pairs: with exact matches alone, and with all."""
    exact = np.zeros(len(found.row), bool)
    alone = np.flatnonzero(found.exact)
    exact[alone] = _leaking(found.only(alone), tests)
    return exact, _leaking(found, tests)


def _leaking(found: Matches, tests: list[testsets.Line]) -> Flags:
    """Flag the matches that belong to a leaked pair.

    Such a match shares the test's row and the training text's row with one that differs in both text and
    side.
    """
    if not len(found.row):
        return np.zeros(0, bool)
    rows: dict[tuple[str, int], int] = {}
    sides: dict[str, int] = {}
    row = np.array([rows.setdefault((line.set, line.row), len(rows)) for line in tests], np.int64)[found.test]
    side = np.array([sides.setdefault(line.side, len(sides)) for line in tests], np.int64)[found.test]
    text = (found.file * 2 + found.column << 32) + found.line
    group = found.row * len(rows) + row
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    varied = [
        np.minimum.reduceat(values[order], starts) < np.maximum.reduceat(values[order], starts)
        for values in (text, side)
    ]
    out = np.zeros(len(order), bool)
    out[order] = np.repeat(varied[0] & varied[1], np.diff(starts, append=len(order)))
    return out


def dropped(found: Matches, leaked: tuple[Flags, Flags]) -> list[tuple[int, int]]:
    """Return the file and line of each leaked translation. English lines stay for other languages."""
    places = np.flatnonzero(leaked[1] & (found.file > 0))
    return sorted(set(zip(found.file[places].tolist(), found.line[places].tolist(), strict=True)))


def _table(tests: list[testsets.Line], found: Matches, leaked: tuple[Flags, Flags]) -> dict[str, int]:
    """Print a row for each set and side and each group of sets; return the sums over all."""
    flags = np.zeros((len(tests), 5), bool)  # is a line; matches exactly, at all; leaks exactly, at all
    flags[:, 0] = True
    for column, chosen in enumerate((found.exact, np.ones_like(found.exact), *leaked), 1):
        flags[found.test[chosen], column] = True
    sides: dict[tuple[str, str], list[int]] = {}
    groups: dict[tuple[str, str], list[int]] = {}
    for at, line in enumerate(tests):
        sides.setdefault((line.set, line.side), []).append(at)
        groups.setdefault((line.set.partition("/")[0], "all"), []).append(at)
    print(HEAD)
    for (name, side), places in [*sides.items(), *groups.items()]:
        _row(name, side, flags[places].sum(axis=0).tolist())
    names = ("lines", "exact", "matched", "pair_exact", "pair_all")
    return dict(zip(names, flags.sum(axis=0).tolist(), strict=True))


def _row(name: str, side: str, counts: list[int]) -> None:
    lines, exact, matched, pair_exact, pair_all = counts
    near, pair_near = matched - exact, pair_all - pair_exact
    print(
        f"{name:20} {side:9} {lines:6} | {exact:6} {exact / lines:5.1%} {near:6}"
        f" {near / lines:5.1%} | {pair_exact:12} {pair_near:6} | {matched - pair_all:9}"
    )


def _print_files(files: list[str], found: Matches, leaked: tuple[Flags, Flags]) -> None:
    """Print the number of leaked lines in each file."""
    counts = Counter(files[file] for file, _ in dropped(found, leaked))
    print("\nTraining lines in leaked pairs: " + ", ".join(f"{name} {n}" for name, n in counts.most_common()))


def _first(
    tests: list[testsets.Line], found: Matches, leaked: tuple[Flags, Flags], most: int
) -> dict[tuple[int, int, int], list[testsets.Line]]:
    """Return the first leaked lines of each set, by file, column and line of the matching translation."""
    out: dict[tuple[int, int, int], list[testsets.Line]] = {}
    counts: Counter[str] = Counter()
    for at in np.flatnonzero(leaked[1] & (found.file > 0)).tolist():
        line = tests[found.test[at]]
        counts[line.set] += 1
        if counts[line.set] <= most:
            out.setdefault((found.file[at], found.column[at], found.line[at]), []).append(line)
    return out


if __name__ == "__main__":
    main()
