"""Of word pairs that training never saw, placed in sentences: how many are lit right.

    python -m benchmarks.links --data FOLDER [--words 200] [--seed 1] [--show]

The pairs are those of the lexicons that the built-in encoder's training held out; German and French words
belong together through their English one. Each stands in a sentence and its translation in which both words
occur, each once, as they are or inflected: in NTREX, PUD or Tatoeba's test, on none of which was trained
("unseen"), else in the text that was ("seen": the words, not that they translate each other). Where these do
not suffice, pairs are put into sentences of those tests, in the place of two other words of the lexicons
("put"): pairs of which the English word has no other translation and which somebody writes in those texts,
the most usual first, and again where they are few. A pair is lit right where the words lit for its first
word are exactly its second one; a Chinese one need only be among them, since nobody writes where it ends.
Beside it what two guesses reach: the word at the same place of the text, and the one with the nearest vector.
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
from core.align.word_links.tokens import Span, words
from core.encode import Vectors, additive
from core.encode.built_in import open_built_in
from core.train import corpus
from core.train.registers import REGISTERS, SOFTWARE

PAIRS = (("en", "de"), ("en", "ru"), ("en", "zh"), ("de", "fr"))
_NTREX = {"en": "eng", "de": "deu", "ru": "rus", "zh": "zho-CN", "fr": "fra"}
_TATOEBA = {"de": "deu", "ru": "rus", "zh": "cmn"}
_WORD = regex.compile(r"\p{L}{2,}")
_HAN = regex.compile(r"\p{Han}+")
_STEM, _ENDING = 4, 3  # letters that an inflected word keeps at least, and that it has more at most
_SHORTEST = 4  # letters of a word that makes room for another
_LIKE_A_SENTENCE = range(6, 41)  # words

Pair = tuple[str, str]


class Origin(StrEnum):
    """Where a sentence comes from that holds a pair."""

    UNSEEN = "unseen"
    SEEN = "seen"
    PUT = "put"


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence, its translation, and where the pair's words stand."""

    texts: Pair
    spans: tuple[Span, Span]
    origin: Origin

    @property
    def pair(self) -> str:
        """The pair's words."""
        return " – ".join(text[slice(*span)] for text, span in zip(self.texts, self.spans, strict=True))


def lexicon(data: Path, languages: Pair, *, held_out: bool, only: bool = False) -> list[Pair]:
    """The pairs of single words, held out of training or not, in an order of their own; `only` those of an
    English word that has one translation in each language."""
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
    """Sentences and their translations on which nothing was trained."""
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
    """Sentences and their translations that were trained on; labels of software are none."""
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
    """So many pairs in sentences, first those that stand in one; the same for the same seed."""
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
    rooms = (room for pair in known if _roomy(pair) for room in islice(places[Origin.UNSEEN].of(pair), 1))
    used = _used(lexicon(data, languages, held_out=True, only=True), [*tests, *trained])
    putting = chain((pair for pair in used if pair in {*waiting}), cycle(used))
    out += [_put(pair, *room) for room, pair in zip(islice(rooms, count), putting, strict=False)]
    return out[:count]


def _in_turn(pairs: list[Pair], chance: random.Random) -> list[Pair]:
    """Shuffled, and many words before one word with many others."""
    chance.shuffle(pairs)
    turns: dict[str, int] = defaultdict(int)
    turn = {}
    for pair in pairs:
        turn[pair] = turns[pair[0]]
        turns[pair[0]] += 1
    return sorted(pairs, key=turn.__getitem__)


def _roomy(pair: Pair) -> bool:
    return all(len(word) >= _SHORTEST or _HAN.fullmatch(word) for word in pair)


def _used(pairs: Sequence[Pair], sentences: Sequence[Pair]) -> list[Pair]:
    """The pairs of which both words stand somewhere in the sentences, the more often the earlier."""
    sides = ["\n".join(side).lower() for side in zip(*sentences, strict=True)]
    often = {
        pair: min(side.count(word.lower()) for side, word in zip(sides, pair, strict=True)) for pair in pairs
    }
    return sorted((pair for pair in pairs if often[pair]), key=lambda pair: (-often[pair], pair))


class Sentences:
    """Sentences by the beginnings of the words on their left."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._pairs = pairs
        self._by_word: dict[str, dict[int, None]] = defaultdict(dict)
        for at, (text, _) in enumerate(pairs):
            found = words(text)
            for start, end in found if len(found) in _LIKE_A_SENTENCE else ():
                self._by_word[text[start:end].lower()[:_STEM]][at] = None

    def of(self, pair: Pair) -> Iterator[tuple[Pair, tuple[Span, Span]]]:
        """The sentences in which both words stand once, and where."""
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
    found = [(start, end) for start, end in words(text) if _same(low[start:end], word)]
    return found[0] if len(found) == 1 else None


def _same(written: str, word: str) -> bool:
    stem = word[: max(_STEM, len(word) - 2)]
    inflected = len(word) >= _STEM and len(written) <= len(word) + _ENDING and written.startswith(stem)
    return written == word or inflected


def _put(pair: Pair, texts: Pair, spans: tuple[Span, Span]) -> Placed:
    """A pair in the place of another."""
    made, there = [], []
    for word, text, (start, end) in zip(pair, texts, spans, strict=True):
        written = word if start else word[0].upper() + word[1:]
        made.append(text[:start] + written + text[end:])
        there.append((start, start + len(written)))
    return Placed((made[0], made[1]), (there[0], there[1]), Origin.PUT)


def lit(links: Links, place: Span) -> Span | None:
    """What is lit on the right for the word at a place on the left, from its first to its last letter."""
    word = links.word_at("source", 0, place[0])
    found = word and links.link_of("source", word)
    return (found.target[0].start, found.target[-1].end) if found else None


def right(one: Placed, there: Span | None) -> bool:
    """Whether that is the pair's second word."""
    start, end = one.spans[1]
    if there is None or not _HAN.fullmatch(one.texts[1][start:end]):
        return there == (start, end)
    return there[0] <= start and end <= there[1]


def _encode(texts: Sequence[str]) -> Vectors:
    return additive(open_built_in(), texts)


def guesses(one: Placed, links: Links) -> tuple[Span | None, Span | None]:
    """The word at the same place of the text, and the one with the nearest vector."""
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
    """Of one pair: what was lit, whether that is right, whether the two guesses are, and what it took."""

    one: Placed
    lit: Span | None
    guessed: tuple[bool, bool]
    ms: float

    @property
    def right(self) -> bool:
        """Whether it is lit right."""
        return right(self.one, self.lit)


def verdict(one: Placed) -> Verdict:
    """Have the counterpart of a pair's first word lit."""
    begun = time.perf_counter()
    links = link(one.texts[:1], one.texts[1:], _encode)
    took = 1000 * (time.perf_counter() - begun)
    straight, nearest = guesses(one, links)
    return Verdict(one, lit(links, one.spans[0]), (right(one, straight), right(one, nearest)), took)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with train and tests")
    parser.add_argument("--words", type=int, default=200, help="pairs of words a pair of languages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what is not lit right")
    given = parser.parse_args()
    print(description())
    print("                lit right:                                          not  lit    same   nearest")
    print(
        "        pairs    of all     of unseen      of seen        of put    lit  exactly place  vector   ms"
    )
    result = {}
    for languages in PAIRS:
        found = [verdict(one) for one in placed(given.data, languages, given.words, given.seed)]
        result["_".join(languages)] = share = statistics.fmean(each.right for each in found)
        print(f"{'-'.join(languages)} {len(found):7} {share:9.3f} {line(found)}", flush=True)
        for each in found if given.show else ():
            if not each.right:
                lit_ = each.one.texts[1][slice(*each.lit)] if each.lit else "nothing"
                print(f"  {each.one.origin} {each.one.pair}: {lit_} | {' | '.join(each.one.texts)}")
    print("RESULT " + " ".join(f"{name}={share:.3f}" for name, share in result.items()))


def line(found: Sequence[Verdict]) -> str:
    """A line of the table."""
    parts = []
    for origin in Origin:
        some = [each.right for each in found if each.one.origin is origin]
        parts.append(f"{statistics.fmean(some):6.3f} ({len(some):3})" if some else f"{'':12}")
    dark = statistics.fmean(each.lit is None for each in found)
    exact = statistics.fmean(each.lit == each.one.spans[1] for each in found)
    straight, nearest = np.mean([each.guessed for each in found], axis=0)
    took = statistics.median(each.ms for each in found)
    return "  ".join(parts) + f" {dark:6.3f} {exact:8.3f} {straight:8.3f} {nearest:7.3f} {took:5.1f}"


if __name__ == "__main__":
    main()
