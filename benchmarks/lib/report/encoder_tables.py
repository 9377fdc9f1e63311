"""Tables of `benchmarks.encoder`, one column or group of columns per encoder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.lib.corpora.retrieval import PAIRS, SIX, Found, Retrieval, TatoebaLanguage, averaged
from core.evaluation import Score

_DIRECTIONS = "    from    to  both"
_LABEL = 40


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one encoder; `gold` by the name of the set."""

    found: Retrieval
    gold: dict[str, Score]
    load_s: float
    sentences_per_s: float
    size_mb: float


def languages(
    names: Sequence[str], found: Sequence[Retrieval], lists: Sequence[TatoebaLanguage]
) -> Iterator[str]:
    """Yield a row per language: lines of Tatoeba, Tatoeba, then NTREX."""
    marks = {entry.language: "*" * entry.fixed + "x" * entry.xtreme for entry in lists}
    yield f"{'* fixed list, x XTREME':22}" + "".join(f"  {name[-38:]:38}" for name in names)
    yield f"{'':22}" + f"  {'   Tatoeba':20}{'   NTREX':18}" * len(names)
    yield f"{'language':17}{'lines':>5}" + 2 * len(names) * _DIRECTIONS
    for tag in sorted({*found[0].tatoeba, *found[0].ntrex}):
        here = found[0].tatoeba.get(tag)
        tests = (test.get(tag) for each in found for test in (each.tatoeba, each.ntrex))
        yield f"{tag:14}{marks.get(tag, ''):3}{here.lines if here else '':>5}" + "".join(map(_cells, tests))


def means(found: Sequence[Retrieval], lists: Sequence[TatoebaLanguage]) -> Iterator[str]:
    """Yield plain means over languages, the worst of the fixed list, and the pairs without English."""
    fixed = [entry.language for entry in lists if entry.fixed]
    xtreme = [entry.language for entry in lists if entry.xtreme]
    yield f"{'':{_LABEL}}" + _DIRECTIONS * len(found)
    for what, tags in (("the fixed list", fixed), ("XTREME's", xtreme), ("all", list(found[0].tatoeba))):
        cells = (_cells(averaged(each.tatoeba[tag] for tag in tags)) for each in found)
        yield f"{f'Tatoeba, {what}, mean of {len(tags)}':{_LABEL}}" + "".join(cells)
    worst = (min((each.tatoeba[tag].both, tag) for tag in fixed) for each in found)
    yield f"{'Tatoeba, the fixed list, worst':{_LABEL}}" + "".join(
        f"{tag:>14}{100 * share:6.1f}" for share, tag in worst
    )
    for what, tags in ((" ".join(SIX), list(SIX)), ("all", list(found[0].ntrex))):
        cells = (_cells(averaged(each.ntrex[tag] for tag in tags)) for each in found)
        yield f"{f'NTREX, {what}, mean of {len(tags)}':{_LABEL}}" + "".join(cells)
    for a, b in PAIRS:
        cells = (_cells(each.pairs[a, b]) for each in found)
        yield f"{f'NTREX, from {a} to {b}, from {b} to {a}':{_LABEL}}" + "".join(cells)
    yield "For scale, the fixed list to English:"
    yield "  static-similarity-mrl-multilingual 80.4, mE5-small 86.7, LaBSE 96.5"


def alignment(measured: Sequence[Figures]) -> Iterator[str]:
    """Yield the F1 of Diglot's aligner with each encoder."""
    yield f"{'F1 of alignment':{_LABEL}}" + "      strict     lax" * len(measured)
    for name in measured[0].gold:
        yield _f1(name, [(each.gold[name],) for each in measured])
    yield _f1(f"mean of {len(measured[0].gold)}", [tuple(each.gold.values()) for each in measured])


def _f1(label: str, columns: Sequence[Sequence[Score]]) -> str:
    cells = ((mean(of.strict.f1 for of in scores), mean(of.lax.f1 for of in scores)) for scores in columns)
    return f"{label:{_LABEL}}" + "".join(f"{strict:12.3f}{lax:8.3f}" for strict, lax in cells)


def rest(measured: Sequence[Figures]) -> Iterator[str]:
    """Yield speed, loading and size."""
    for label, values in (
        ("sentences per second", [f"{each.sentences_per_s:,.0f}" for each in measured]),
        ("seconds to load", [f"{each.load_s:.3f}" for each in measured]),
        ("size of the folder in MB", [f"{each.size_mb:.1f}" for each in measured]),
    ):
        yield f"{label:{_LABEL}}" + "".join(f"{value:>20}" for value in values)


def _cells(found: Found | None) -> str:
    if found is None:
        return " " * 20
    return f"{100 * found.there:8.1f}{100 * found.back:6.1f}{100 * found.both:6.1f}"
