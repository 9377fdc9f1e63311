"""Finding each line's translation among all lines of the other language: the tests Tatoeba and NTREX.

tests/tatoeba/<code>.tsv, LANGS.tsv, FIXED.txt      LASER's test: English, tab, other; 112 languages
tests/ntrex/<code>.txt.xz                           NTREX-128: the same 1,997 lines in every language

The protocol is LASER's (Artetxe and Schwenk 2019): the nearest neighbour by cosine has to be the line of the
same number, nothing else counts. Where k lines lie equally near, the right one among them, it counts 1/k,
what a search that breaks ties by lot finds on average. Such are lines that an encoder cannot tell apart, as
"Tom?" and "Tom!"; in Tatoeba no line stands twice on a side, in NTREX up to three do in a language.
"""

import csv
import lzma
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np

from core.encode import Encoder, Level
from core.language import canonical
from core.vectors import Vectors

SIX = ("de", "ru", "zh", "ja", "fi", "ar")
PAIRS = (("de", "fr"), ("es", "pt"), ("ru", "zh"), ("ja", "ko"))
LEVELS = ((Level.STRONG, 85.0), (Level.USABLE, 60.0), (Level.WEAK, 20.0))
"""A level and the least percent for it, to the one decimal that is printed."""

_LOWER = dict(zip(Level, (*list(Level)[1:], Level.NONE), strict=True))

_AS_NEAR = 1e-6  # cosines of one and the same vector differ by rounding
_USUAL = {"arb": "ar", "az-Latn": "az", "sr-Cyrl": "sr", "zh-CN": "zh"}  # NTREX says more than a tag needs


@dataclass(frozen=True, slots=True)
class Found:
    """Shares of lines, 0 to 1, that found their own: `there` looks from a into b, `back` from b into a."""

    there: float
    back: float
    lines: int

    @property
    def both(self) -> float:
        """The two averaged."""
        return (self.there + self.back) / 2


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of LASER's test: its code there, its BCP 47 tag, and on which lists it stands."""

    code: str
    language: str
    lines: int
    fixed: bool
    xtreme: bool


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found, by BCP 47 tag; `there` looks from English, or from the first of a pair."""

    tatoeba: dict[str, Found]
    ntrex: dict[str, Found]
    pairs: dict[tuple[str, str], Found]


def retrieval(encoder: Encoder, lines_a: Sequence[str], lines_b: Sequence[str]) -> Found:
    """How many lines find the line of the same number on the other side. Raises `ModelError`."""
    return among(encoder.encode(lines_a), encoder.encode(lines_b))


def among(a: Vectors, b: Vectors) -> Found:
    """The same of unit rows, float32 (lines, dimension), line i of a belonging to line i of b."""
    likeness = a @ b.T
    own = np.diagonal(likeness)
    there, back = (_won(rows, own) for rows in (likeness, likeness.T))
    return Found(there, back, len(own))


def averaged(found: Iterable[Found]) -> Found:
    """The plain mean over languages."""
    all_of_them = list(found)
    return Found(
        mean(each.there for each in all_of_them),
        mean(each.back for each in all_of_them),
        sum(each.lines for each in all_of_them),
    )


def _won(likeness: Vectors, own: Vectors) -> float:
    beyond = likeness - own[:, None]
    as_near = (np.abs(beyond) <= _AS_NEAR).sum(axis=1)
    return float(np.where((beyond > _AS_NEAR).any(axis=1), 0.0, 1 / as_near).mean())


def tongues(data: Path) -> list[Tongue]:
    """The languages of LASER's test, by tag; stops the program where the data folder has none."""
    folder = data / "tests" / "tatoeba"
    try:
        fixed = (folder / "FIXED.txt").read_text("utf-8").split()
        with (folder / "LANGS.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
    except FileNotFoundError as problem:
        raise SystemExit(f"there is no {problem.filename}") from None
    found = [
        Tongue(row["code"], row["bcp47"], int(row["pairs"]), row["code"] in fixed, row["xtreme36"] == "1")
        for row in rows
    ]
    lacking = set(fixed) - {tongue.code for tongue in found}
    if lacking:
        raise SystemExit(f"{folder / 'LANGS.tsv'} lacks {', '.join(sorted(lacking))} of FIXED.txt")
    return sorted(found, key=lambda tongue: tongue.language)


def searched(encoder: Encoder, data: Path, languages: Sequence[str] = ()) -> Retrieval:
    """Both tests, in these languages or in all. `pairs` is empty where languages are chosen."""
    tatoeba = {
        tongue.language: retrieval(encoder, *_tatoeba(data, tongue))
        for tongue in tongues(data)
        if tongue.language in languages or not languages
    }
    files = _ntrex_files(data)
    unknown = set(languages) - {*tatoeba, *files}
    if unknown:
        raise SystemExit(f"neither test has {', '.join(sorted(unknown))}")
    wanted = [tag for tag in files if tag != "en" and (tag in languages or not languages)]
    vectors = {tag: encoder.encode(_ntrex(files[tag])) for tag in ["en", *wanted]}
    if len({len(rows) for rows in vectors.values()}) > 1:
        raise SystemExit(f"the texts in {data / 'tests' / 'ntrex'} differ in their number of lines")
    ntrex = {tag: among(vectors["en"], vectors[tag]) for tag in wanted}
    pairs = {(a, b): among(vectors[a], vectors[b]) for a, b in PAIRS if not languages}
    return Retrieval(tatoeba, ntrex, pairs)


def _tatoeba(data: Path, tongue: Tongue) -> tuple[list[str], list[str]]:
    path = data / "tests" / "tatoeba" / f"{tongue.code}.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").removesuffix("\n").split("\n")]
    if len(rows) != tongue.lines or any(len(row) != 2 for row in rows):
        raise SystemExit(f"{path} does not hold {tongue.lines} lines of two columns, as LANGS.tsv says")
    return [row[0] for row in rows], [row[1] for row in rows]


def _ntrex_files(data: Path) -> dict[str, Path]:
    """The files by tag; stops the program where one is missing that the summary names."""
    folder = data / "tests" / "ntrex"
    files = {_tag(path.name.removesuffix(".txt.xz")): path for path in sorted(folder.glob("*.txt.xz"))}
    lacking = {"en", *SIX, *(tag for pair in PAIRS for tag in pair)} - set(files)
    if lacking:
        raise SystemExit(f"{folder} holds no text in {', '.join(sorted(lacking))}")
    return dict(sorted(files.items()))


def _tag(code: str) -> str:
    tag = canonical(code)
    return _USUAL.get(tag, tag)


def _ntrex(path: Path) -> list[str]:
    return lzma.decompress(path.read_bytes()).decode().removesuffix("\n").split("\n")


def level(percent: float) -> Level:
    """In a word, how well an encoder knows a language of which it finds this many lines."""
    return next((word for word, least in LEVELS if round(percent, 1) >= least), Level.NONE)


def quality(found: Retrieval, held_out: Mapping[str, float]) -> Iterable[str]:
    """The lines of a `quality.tsv`: languages with their levels, by NTREX's news where it has them.

    A language of neither test is judged by the percent of `held_out` lines of the training text that were
    found: a level lower than the same percent of a test, as many of those lines are labels of software.
    """
    yield "language\tlevel\ttatoeba\tntrex\theld_out"
    for tag in sorted({"en", *found.tatoeba, *found.ntrex, *held_out}):
        tests = (found.tatoeba.get(tag), found.ntrex.get(tag))
        percent = [None if test is None else 100 * test.both for test in tests]
        judge = percent[0] if percent[1] is None else percent[1]
        own = held_out.get(tag)
        if judge is None and own is not None:
            word = _LOWER[level(own)]
        else:
            word = Level.STRONG if judge is None else level(judge)
        yield "\t".join((tag, word, *("" if share is None else f"{share:.1f}" for share in (*percent, own))))
