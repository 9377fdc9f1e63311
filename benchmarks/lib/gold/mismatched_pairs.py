"""Pairs of development texts that do not translate each other, and all those that do.

Seventeen mismatched pairs are a source with the translation of another document, of two languages that are
aligned elsewhere if possible, and once of one language on both sides. Both are cut to the same number of
lines, so that their lengths do not give them away. One pair is a text and its translation, each declared to
be in the other's language. Two are texts with only the first third of their translation. True pairs are all
development documents but those in Ancient Greek, which no encoder is expected to know.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.lib.gold.documents import documents, sets
from benchmarks.lib.gold.joined_documents import Lines, Lookup, encoded, lines, side
from core.encode import quality_of
from core.pipeline import verdict

_MAC = [f"mac-dev/00{number}" for number in range(1, 7)]
_ALICE, *_OTHERS = (
    f"transread-en-fr-dev/{name}"
    for name in ("alicesadventuresinwonderland", "emma", "janeeyre", "lafautedelabbemouret")
)
_ICELANDIC = [f"parice-dev/{name}" for name in ("n_1", "s_1", "t_1")]
_MAG, _NOVEL, _DTM = "bfsu-nonlit-dev/mag", "hun-1984-dev/1984hu", "hun-dtm-dev/dtm"
_CROSSED = (
    (_MAC, "zh", "en"),
    ([_ALICE, *_OTHERS], "en", "fr"),
    (_ICELANDIC, "en", "is"),
    ([_NOVEL, _DTM], "hu", "en"),
)
"""Documents of two languages: each source is paired with the translation of the next."""
_UNKNOWN = "grc-en-dev"


class Pair(NamedTuple):
    """Two texts and their declared languages (BCP 47)."""

    name: str
    sides: tuple[Lines, Lines]
    languages: tuple[str, str]


def mismatched(data: Path) -> Iterator[Pair]:
    """Yield twenty pairs that do not translate each other."""
    crossed = [
        (f"{one}.{source}", f"{other}.{target}")
        for names, source, target in _CROSSED
        for one, other in zip(names, [*names[1:], names[0]], strict=True)
    ]
    crossed += [("textberg-dev/dev.de", f"{_ALICE}.fr"), (f"{_MAC[0]}.en", f"{_MAG}.en")]
    for one, other in crossed:
        pair = _pair(data / "gold" / one, data / "gold" / other)
        least = min(map(len, pair.sides))
        yield pair._replace(sides=(pair.sides[0][:least], pair.sides[1][:least]))
    swapped = _pair(data / "gold" / f"{_MAG}.en", data / "gold" / f"{_MAG}.zh")
    yield swapped._replace(name=f"{swapped.name}, languages swapped", languages=swapped.languages[::-1])
    for document, source, target in ((_MAG, "en", "zh"), (_DTM, "hu", "en")):
        pair = _pair(data / "gold" / f"{document}.{source}", data / "gold" / f"{document}.{target}")
        third = pair.sides[1][: len(pair.sides[1]) // 3]
        yield pair._replace(name=f"{pair.name}, a third", sides=(pair.sides[0], third))


def true(data: Path) -> Iterator[Pair]:
    """Yield all pairs that translate each other."""
    for name in sets(data):
        if name.endswith("-dev") and name != _UNKNOWN:
            for document in documents(data, name):
                yield _pair(document.source, document.target)


def _pair(source: Path, target: Path) -> Pair:
    return Pair(
        f"{source.name} × {target.name}",
        (lines(source), lines(target)),
        (source.suffix[1:], target.suffix[1:]),
    )


def warned(pairs: Iterable[Pair], encoder: str) -> tuple[int, int]:
    """Count the pairs that the verdict warns of, and all; prints a line for each."""
    found = list(pairs)
    lookup = encoded(encoder, [texts for pair in found for texts in pair.sides])
    findings = [_kinds(pair, lookup, encoder) for pair in found]
    for pair, kinds in zip(found, findings, strict=True):
        print(f"  {pair.name:70} {', '.join(kinds) or '-'}")
    return sum(map(bool, findings)), len(found)


def _kinds(pair: Pair, lookup: Lookup, encoder: str) -> list[str]:
    source, target = (side(texts, tag) for texts, tag in zip(pair.sides, pair.languages, strict=True))
    both = lookup(pair.sides[0]), lookup(pair.sides[1])
    return [finding.kind for finding in verdict(source, target, both, quality_of(encoder))]
