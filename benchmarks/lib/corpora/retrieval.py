"""Retrieval of translations among all lines of the other language: the tests Tatoeba and NTREX.

tests/tatoeba/<code>.tsv, LANGS.tsv, FIXED.txt      LASER's test: English, tab, other; 112 languages
tests/ntrex/<code>.txt.xz                           NTREX-128: the same 1,997 lines in every language

The protocol is LASER's (Artetxe and Schwenk 2019): the nearest neighbour by cosine has to be the line of the
same number; nothing else counts. If k lines are equally near, the correct one among them, it counts 1/k, the
average of a search that breaks ties at random. Those are lines that an encoder cannot distinguish, such as
"Tom?" and "Tom!"; in Tatoeba no line occurs twice on a side, in NTREX up to three do in a language.
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
"""Levels and the least percentage for each, rounded to the one decimal that is printed."""

_LOWER = dict(zip(Level, (*list(Level)[1:], Level.NONE), strict=True))

_AS_NEAR = 1e-6  # cosines of one and the same vector differ by rounding
_TAGS = {"arb": "ar", "az-Latn": "az", "sr-Cyrl": "sr", "zh-CN": "zh"}  # longer codes of NTREX


@dataclass(frozen=True, slots=True)
class Found:
    """Shares of lines, 0 to 1, that found their own: `there` searches from a in b, `back` from b in a."""

    there: float
    back: float
    lines: int

    @property
    def both(self) -> float:
        """The mean of the two."""
        return (self.there + self.back) / 2


@dataclass(frozen=True, slots=True)
class TatoebaLanguage:
    """A language of LASER's test: its code there, its BCP 47 tag, and the lists that it is on."""

    code: str
    language: str
    lines: int
    fixed: bool
    xtreme: bool


@dataclass(frozen=True, slots=True)
class Retrieval:
    """The results by BCP 47 tag; `there` searches from English, or from the first language of a pair."""

    tatoeba: dict[str, Found]
    ntrex: dict[str, Found]
    pairs: dict[tuple[str, str], Found]


def retrieval(encoder: Encoder, lines_a: Sequence[str], lines_b: Sequence[str]) -> Found:
    """Return the share of lines that find the line of the same number. Raises `ModelError`."""
    return among(encoder.encode(lines_a), encoder.encode(lines_b))


def among(a: Vectors, b: Vectors) -> Found:
    """Do the same for unit rows, float32 (lines, dimension), where line i of a belongs to line i of b."""
    likeness = a @ b.T
    own = np.diagonal(likeness)
    there, back = (_share_found(rows, own) for rows in (likeness, likeness.T))
    return Found(there, back, len(own))


def averaged(found: Iterable[Found]) -> Found:
    """Return the plain mean over languages."""
    all_of_them = list(found)
    return Found(
        mean(each.there for each in all_of_them),
        mean(each.back for each in all_of_them),
        sum(each.lines for each in all_of_them),
    )


def _share_found(likeness: Vectors, own: Vectors) -> float:
    beyond = likeness - own[:, None]
    as_near = (np.abs(beyond) <= _AS_NEAR).sum(axis=1)
    return float(np.where((beyond > _AS_NEAR).any(axis=1), 0.0, 1 / as_near).mean())


def tatoeba_languages(data: Path) -> list[TatoebaLanguage]:
    """Return the languages of LASER's test, by tag; stops the program if there are none."""
    folder = data / "tests" / "tatoeba"
    try:
        fixed = (folder / "FIXED.txt").read_text("utf-8").split()
        with (folder / "LANGS.tsv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
    except FileNotFoundError as problem:
        raise SystemExit(f"there is no {problem.filename}") from None
    found = [
        TatoebaLanguage(
            row["code"], row["bcp47"], int(row["pairs"]), row["code"] in fixed, row["xtreme36"] == "1"
        )
        for row in rows
    ]
    lacking = set(fixed) - {entry.code for entry in found}
    if lacking:
        raise SystemExit(f"{folder / 'LANGS.tsv'} lacks {', '.join(sorted(lacking))} of FIXED.txt")
    return sorted(found, key=lambda entry: entry.language)


def searched(encoder: Encoder, data: Path, languages: Sequence[str] = ()) -> Retrieval:
    """Run both tests, in some languages or in all. `pairs` is empty if languages are given."""
    tatoeba = {
        entry.language: retrieval(encoder, *_tatoeba(data, entry))
        for entry in tatoeba_languages(data)
        if entry.language in languages or not languages
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


def _tatoeba(data: Path, entry: TatoebaLanguage) -> tuple[list[str], list[str]]:
    path = data / "tests" / "tatoeba" / f"{entry.code}.tsv"
    rows = [line.split("\t") for line in path.read_text("utf-8").removesuffix("\n").split("\n")]
    if len(rows) != entry.lines or any(len(row) != 2 for row in rows):
        raise SystemExit(f"{path} does not hold {entry.lines} lines of two columns, as LANGS.tsv says")
    return [row[0] for row in rows], [row[1] for row in rows]


def _ntrex_files(data: Path) -> dict[str, Path]:
    """Return the files by tag; stops the program if one of the required languages is missing."""
    folder = data / "tests" / "ntrex"
    files = {_tag(path.name.removesuffix(".txt.xz")): path for path in sorted(folder.glob("*.txt.xz"))}
    lacking = {"en", *SIX, *(tag for pair in PAIRS for tag in pair)} - set(files)
    if lacking:
        raise SystemExit(f"{folder} holds no text in {', '.join(sorted(lacking))}")
    return dict(sorted(files.items()))


def _tag(code: str) -> str:
    tag = canonical(code)
    return _TAGS.get(tag, tag)


def _ntrex(path: Path) -> list[str]:
    return lzma.decompress(path.read_bytes()).decode().removesuffix("\n").split("\n")


def level(percent: float) -> Level:
    """Return the level of a language in which an encoder finds this percentage of lines."""
    return next((word for word, least in LEVELS if round(percent, 1) >= least), Level.NONE)


def quality(found: Retrieval, held_out: Mapping[str, float]) -> Iterable[str]:
    """Yield the lines of a `quality.tsv`: languages with their levels, by NTREX's news if it has them.

    A language of neither test is judged by the percentage of `held_out` lines of the training text that were
    found: a level lower than the same percentage of a test, as many of those lines are software labels.
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
