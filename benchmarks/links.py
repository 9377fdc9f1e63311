"""Accuracy of word links, on word pairs placed in sentences that training never saw.

    python -m benchmarks.links --data FOLDER [--words 200] [--seed 1] [--show]

The pairs come from the lexicon entries held out of the built-in encoder's training; German and French words
are paired through their English one. Each pair is placed in a sentence and its translation in which both
words occur once, as they are or inflected: in NTREX, PUD or the Tatoeba test, none of which was used for
training ("unseen"), or else in training text ("seen": it shows the words, not that they translate each
other). If these do not suffice, pairs are inserted into sentences of those tests, in place of two other words
of the lexicons ("inserted"): pairs whose English word has no other translation and that occur in those texts,
the most frequent first, and repeatedly if they are few. A link is correct if the words highlighted for the
first word are exactly the second one; a Chinese word need only be among them, since writing does not mark its
end. For comparison: the word at the same relative position, and the one with the nearest vector.
"""

import argparse
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, cycle, islice
from pathlib import Path

import numpy as np
import regex

from benchmarks.lib.report.machine import description
from core.align.word_links.links import Links, link
from core.align.word_links.tokens import word_spans
from core.encode.built_in import open_built_in
from core.model import Span
from core.train import corpus
from core.train.registers import REGISTERS, SOFTWARE
from core.vectors import Vectors

PAIRS = (("en", "de"), ("en", "ru"), ("en", "zh"), ("de", "fr"))
_NTREX = {"en": "eng", "de": "deu", "ru": "rus", "zh": "zho-CN", "fr": "fra"}
_TATOEBA = {"de": "deu", "ru": "rus", "zh": "cmn"}
_WORD = regex.compile(r"\p{L}{2,}")
_HAN = regex.compile(r"\p{Han}+")
_STEM, _ENDING = 4, 3  # letters that an inflected word keeps at least, and adds at most
_SHORTEST = 4  # letters of a word that another may replace
_LIKE_A_SENTENCE = range(6, 41)  # words

Pair = tuple[str, str]


class Origin(StrEnum):
    """The origin of a sentence that holds a pair."""

    UNSEEN = "unseen"
    SEEN = "seen"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence, its translation, and the spans of the pair's words."""

    texts: Pair
    spans: tuple[Span, Span]
    origin: Origin

    @property
    def pair(self) -> str:
        """The words of the pair."""
        return " – ".join(text[slice(*span)] for text, span in zip(self.texts, self.spans, strict=True))


def lexicon(data: Path, languages: Pair, *, held_out: bool, only: bool = False) -> list[Pair]:
    """Return the pairs of single words that were held out of training, or not, sorted.

    With `only`, just those of an English word that has one translation in each language.
    """
    tables = [_table(data, tag, held_out=held_out) for tag in languages if tag != "en"]
    found: set[Pair] = set()
    for english in set.intersection(*(set(table) for table in tables)):
        sides = [table[english] for table in tables]
        sides = [{english}, *sides] if len(sides) == 1 else sides
        if not only or all(len(side) == 1 for side in sides):
            found.update((one, other) for one in sides[0] for other in sides[1])
    return sorted(pair for pair in found if all(map(_WORD.fullmatch, pair)))


def _table(data: Path, tag: str, *, held_out: bool) -> dict[str, set[str]]:
    english, theirs = corpus.two_columns(data / f"train/lexicon/{tag}.tsv.xz")
    found = defaultdict(set)
    for word, other, held in zip(english, theirs, corpus.words_held_out(english), strict=True):
        if held == held_out:
            found[word.lower()].add(other)
    return found


def unseen(data: Path, languages: Pair) -> list[Pair]:
    """Return sentences and their translations that were not used for training."""
    ntrex = (corpus.lines(data / f"tests/ntrex/{_NTREX[tag]}.txt.xz") for tag in languages)
    found = list(zip(*ntrex, strict=True))
    pud = [data / f"tests/pud/{tag}.txt" for tag in languages]
    if all(path.exists() for path in pud):
        found += zip(*(path.read_text("utf-8").split("\n") for path in pud), strict=True)
    if languages[0] == "en":
        rows = (data / f"tests/tatoeba/{_TATOEBA[languages[1]]}.tsv").read_text("utf-8").splitlines()
        found += [(row[0], row[1]) for row in (line.split("\t") for line in rows)]
    return [(one, other) for one, other in found if one and other]


def seen(data: Path, languages: Pair) -> list[Pair]:
    """Return sentences and their translations that were used for training, without software labels."""
    texts = [_by_number(data, tag) for tag in languages]
    found = [(texts[0][number], texts[1][number]) for number in texts[0].keys() & texts[1].keys()]
    direct = data / f"train/direct/{'-'.join(languages)}.tsv.xz"
    return sorted(found) + (list(zip(*corpus.two_columns(direct), strict=True)) if direct.exists() else [])


def _by_number(data: Path, tag: str) -> dict[int, str]:
    if tag == "en":
        return dict(enumerate(corpus.english(data / "train")))
    pairs = corpus.pairs(data / "train", tag)
    kept = np.flatnonzero(pairs.registers != REGISTERS.index(SOFTWARE))
    return {int(pairs.english[at]): pairs.texts[at] for at in kept}


def placed(data: Path, languages: Pair, count: int, seed: int) -> list[Placed]:
    """Return `count` pairs in sentences, those that occur in one first; `seed` decides which."""
    chance = random.Random(seed)
    tests, trained = unseen(data, languages), seen(data, languages)
    places = {Origin.UNSEEN: Sentences(tests), Origin.SEEN: Sentences(trained)}
    waiting, out = _in_turn(lexicon(data, languages, held_out=True), chance), []
    for origin, sentences in places.items():
        found = {pair: next(sentences.of(pair), None) for pair in waiting}
        out += [Placed(*place, origin) for place in found.values() if place]
        waiting = [pair for pair, place in found.items() if not place]
    known = lexicon(data, languages, held_out=False)
    chance.shuffle(known)
    slots = (
        slot for pair in known if _replaceable(pair) for slot in islice(places[Origin.UNSEEN].of(pair), 1)
    )
    used = _used(lexicon(data, languages, held_out=True, only=True), [*tests, *trained])
    inserting = chain((pair for pair in used if pair in {*waiting}), cycle(used))
    out += [_inserted(pair, *slot) for slot, pair in zip(islice(slots, count), inserting, strict=False)]
    return out[:count]


def _in_turn(pairs: list[Pair], chance: random.Random) -> list[Pair]:
    """Shuffle pairs so that each word comes once before any word comes again."""
    chance.shuffle(pairs)
    turns: dict[str, int] = defaultdict(int)
    turn = {}
    for pair in pairs:
        turn[pair] = turns[pair[0]]
        turns[pair[0]] += 1
    return sorted(pairs, key=turn.__getitem__)


def _replaceable(pair: Pair) -> bool:
    return all(len(word) >= _SHORTEST or _HAN.fullmatch(word) for word in pair)


def _used(pairs: Sequence[Pair], sentences: Sequence[Pair]) -> list[Pair]:
    """Return the pairs whose words both occur somewhere in the sentences, the most frequent first."""
    sides = ["\n".join(side).lower() for side in zip(*sentences, strict=True)]
    often = {
        pair: min(side.count(word.lower()) for side, word in zip(sides, pair, strict=True)) for pair in pairs
    }
    return sorted((pair for pair in pairs if often[pair]), key=lambda pair: (-often[pair], pair))


class Sentences:
    """An index of sentences by the beginnings of their source words."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._pairs = pairs
        self._by_word: dict[str, dict[int, None]] = defaultdict(dict)
        for at, (text, _) in enumerate(pairs):
            found = word_spans(text)
            for start, end in found if len(found) in _LIKE_A_SENTENCE else ():
                self._by_word[text[start:end].lower()[:_STEM]][at] = None

    def of(self, pair: Pair) -> Iterator[tuple[Pair, tuple[Span, Span]]]:
        """Yield the sentences in which both words occur once, and their spans."""
        for at in self._by_word.get(pair[0].lower()[:_STEM], ()):
            one, other = map(_place, self._pairs[at], pair)
            if one and other:
                yield self._pairs[at], (one, other)


def _place(text: str, word: str) -> Span | None:
    low, word = text.lower(), word.lower()
    if len(low) != len(text):
        return None
    if _HAN.fullmatch(word):
        at = low.find(word)
        return (at, at + len(word)) if low.count(word) == 1 else None
    found = [(start, end) for start, end in word_spans(text) if _same(low[start:end], word)]
    return found[0] if len(found) == 1 else None


def _same(written: str, word: str) -> bool:
    stem = word[: max(_STEM, len(word) - 2)]
    inflected = len(word) >= _STEM and len(written) <= len(word) + _ENDING and written.startswith(stem)
    return written == word or inflected


def _inserted(pair: Pair, texts: Pair, spans: tuple[Span, Span]) -> Placed:
    """Put a pair in the place of another."""
    made, there = [], []
    for word, text, (start, end) in zip(pair, texts, spans, strict=True):
        written = word if start else word[0].upper() + word[1:]
        made.append(text[:start] + written + text[end:])
        there.append((start, start + len(written)))
    return Placed((made[0], made[1]), (there[0], there[1]), Origin.INSERTED)


def highlighted(links: Links, place: Span) -> Span | None:
    """Return the span highlighted in the target for the word at a span of the source, if any."""
    word = links.word_at("source", 0, place[0])
    found = word and links.link_of("source", word)
    return (found.target[0].start, found.target[-1].end) if found else None


def right(one: Placed, there: Span | None) -> bool:
    """Return True if that is the second word of the pair."""
    start, end = one.spans[1]
    if there is None or not _HAN.fullmatch(one.texts[1][start:end]):
        return there == (start, end)
    return there[0] <= start and end <= there[1]


def _encode(texts: Sequence[str]) -> Vectors:
    pieces = open_built_in().encode_with_pieces(texts).pieces
    assert pieces is not None
    return pieces.sums()


def guesses(one: Placed, links: Links) -> tuple[Span | None, Span | None]:
    """Return the word at the same relative position, and the one with the nearest vector."""
    if not links.target:
        return None, None
    spans = [(word.start, word.end) for word in links.target]
    share = sum(one.spans[0]) / len(one.texts[0])
    straight = min(spans, key=lambda span: abs(sum(span) / len(one.texts[1]) - share))
    vectors = _encode([one.texts[0][slice(*one.spans[0])], *(one.texts[1][slice(*span)] for span in spans)])
    cosines = vectors[1:] @ vectors[0] / np.maximum(np.linalg.norm(vectors[1:], axis=1), 1e-9)
    return straight, spans[int(cosines.argmax())]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result for a pair: the highlighted span, flags of the correct guesses, and the time taken."""

    one: Placed
    highlighted: Span | None
    guessed: tuple[bool, bool]
    ms: float

    @property
    def right(self) -> bool:
        """True if the link is correct."""
        return right(self.one, self.highlighted)


def verdict(one: Placed) -> Verdict:
    """Find the counterpart of the first word of a pair."""
    begun = time.perf_counter()
    links = link(one.texts[:1], one.texts[1:], _encode)
    elapsed = 1000 * (time.perf_counter() - begun)
    straight, nearest = guesses(one, links)
    return Verdict(
        one, highlighted(links, one.spans[0]), (right(one, straight), right(one, nearest)), elapsed
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/ and tests/")
    parser.add_argument("--words", type=int, default=200, help="word pairs for each language pair (200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the links that are wrong")
    given = parser.parse_args()
    print(description())
    print(
        f"{'':5} {'pairs':>7} {'correct':>9} {'unseen':>12}  {'seen':>12}  {'inserted':>12}"
        f" {'none':>6} {'exact':>8} {'position':>8} {'vector':>7} {'ms':>5}"
    )
    result = {}
    for languages in PAIRS:
        found = [verdict(one) for one in placed(given.data, languages, given.words, given.seed)]
        result["_".join(languages)] = share = statistics.fmean(each.right for each in found)
        print(f"{'-'.join(languages)} {len(found):7} {share:9.3f} {line(found)}", flush=True)
        for each in found if given.show else ():
            if not each.right:
                span = each.highlighted
                found_ = each.one.texts[1][slice(*span)] if span else "nothing"
                print(f"  {each.one.origin} {each.one.pair}: {found_} | {' | '.join(each.one.texts)}")
    print("RESULT " + " ".join(f"{name}={share:.3f}" for name, share in result.items()))


def line(found: Sequence[Verdict]) -> str:
    """Format a row of the table."""
    parts = []
    for origin in Origin:
        some = [each.right for each in found if each.one.origin is origin]
        parts.append(f"{statistics.fmean(some):6.3f} ({len(some):3})" if some else f"{'':12}")
    none = statistics.fmean(each.highlighted is None for each in found)
    exact = statistics.fmean(each.highlighted == each.one.spans[1] for each in found)
    straight, nearest = np.mean([each.guessed for each in found], axis=0)
    elapsed = statistics.median(each.ms for each in found)
    return "  ".join(parts) + f" {none:6.3f} {exact:8.3f} {straight:8.3f} {nearest:7.3f} {elapsed:5.1f}"


if __name__ == "__main__":
    main()
