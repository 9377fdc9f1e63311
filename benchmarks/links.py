"""Of word pairs that training never saw, placed in sentences: how many are lit right.

    python benchmarks/links.py --data FOLDER [--words 200] [--seed 1] [--show]

The pairs are those of the lexicons that the built-in encoder's training held out; German and French words
belong together through their English one. Each stands in a sentence and its translation from NTREX, PUD or
Tatoeba's test, none of which was trained on: where both words occur, each once, as they are or inflected;
where there is no such sentence, in the place of a pair of words of the lexicons that occurs there. A pair is
lit right where the words lit for its first word are exactly its second one; a Chinese one need only be among
them, since nobody writes where it ends. Beside it what two guesses reach: the word at the same place of the
text, and the word with the nearest vector.
"""

import argparse
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import regex
from machine import description

from core.align.links import Links, link
from core.align.words import Span, words
from core.encode import Vectors, additive
from core.encode.built_in import open_built_in
from core.train import corpus

PAIRS = (("en", "de"), ("en", "ru"), ("en", "zh"), ("de", "fr"))
_NTREX = {"en": "eng", "de": "deu", "ru": "rus", "zh": "zho-CN", "fr": "fra"}
_TATOEBA = {"de": "deu", "ru": "rus", "zh": "cmn"}
_WORD = regex.compile(r"\p{L}{2,}")
_HAN = regex.compile(r"\p{Han}+")
_STEM, _ENDING = 4, 3  # letters that an inflected word keeps at least, and that it has more at most
_SHORTEST = 4  # letters of a word that makes room for another
_LIKE_A_SENTENCE = range(6, 41)  # words

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence, its translation, and where the pair's words stand; `found` there, or put there."""

    texts: tuple[str, str]
    spans: tuple[Span, Span]
    found: bool

    @property
    def pair(self) -> str:
        """The pair's words."""
        return " – ".join(text[slice(*span)] for text, span in zip(self.texts, self.spans, strict=True))


def lexicon(data: Path, languages: Pair, *, held_out: bool) -> list[Pair]:
    """The pairs of single words, held out of training or not, in an order of their own."""
    tables = [_table(data, tag, held_out=held_out) for tag in languages if tag != "en"]
    if len(tables) == 1:
        found = {(english, word) for english, theirs in tables[0].items() for word in theirs}
    else:
        both = ((tables[0][english], tables[1][english]) for english in tables[0].keys() & tables[1].keys())
        found = {(one, other) for ours, theirs in both for one in ours for other in theirs}
    return sorted(pair for pair in found if all(map(_WORD.fullmatch, pair)))


def _table(data: Path, tag: str, *, held_out: bool) -> dict[str, set[str]]:
    english, theirs = corpus.two_columns(data / f"train/lexicon/{tag}.tsv.xz")
    found = defaultdict(set)
    for word, other, held in zip(english, theirs, corpus.words_held_out(english), strict=True):
        if held == held_out:
            found[word.lower()].add(other)
    return found


def sentences(data: Path, languages: Pair) -> list[Pair]:
    """Sentences and their translations on which nothing was trained."""
    found = list(zip(*(corpus.lines(data / f"tests/ntrex/{_NTREX[tag]}.txt.xz") for tag in languages), strict=True))
    pud = [data / f"tests/pud/{tag}.txt" for tag in languages]
    if all(path.exists() for path in pud):
        found += zip(*(path.read_text("utf-8").split("\n") for path in pud), strict=True)
    if languages[0] == "en":
        rows = (data / f"tests/tatoeba/{_TATOEBA[languages[1]]}.tsv").read_text("utf-8").splitlines()
        found += [(row[0], row[1]) for row in (line.split("\t") for line in rows)]
    return [(one, other) for one, other in found if one and other]


def placed(data: Path, languages: Pair, count: int, seed: int) -> list[Placed]:
    """So many pairs in sentences, first those that stand in one; the same for the same seed."""
    chance = random.Random(seed)
    pairs = lexicon(data, languages, held_out=True)
    chance.shuffle(pairs)
    first = {one: (one, other) for one, other in pairs}.values()  # many words rather than one with many others
    pairs = [*first, *(pair for pair in pairs if pair not in set(first))]
    where = Sentences(sentences(data, languages))
    found = {pair: next(where.of(pair), None) for pair in pairs}
    out = [Placed(*place, found=True) for place in found.values() if place][:count]
    known = lexicon(data, languages, held_out=False)
    chance.shuffle(known)
    rooms = (room for pair in known if min(map(len, pair)) >= _SHORTEST or _HAN.fullmatch(pair[1]) for room in where.of(pair))
    homeless = [pair for pair, place in found.items() if place is None]
    return out + [_put(pair, *room) for pair, room in zip(homeless[: count - len(out)], rooms, strict=False)]


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
    return Placed((made[0], made[1]), (there[0], there[1]), found=False)


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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/lexicon and tests")
    parser.add_argument("--words", type=int, default=200, help="pairs of words a pair of languages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what is lit wrong")
    given = parser.parse_args()
    print(description())
    print("pair    words  found  lit right  of found  of put  none lit  exact  same place  nearest  ms a row")
    result = {}
    for languages in PAIRS:
        result["_".join(languages)] = _row(languages, placed(given.data, languages, given.words, given.seed), given.show)
    print("RESULT " + " ".join(f"{name}={share:.3f}" for name, share in result.items()))


def _row(languages: Pair, tasks: Sequence[Placed], show: bool) -> float:
    took, verdicts, exact, none, guessed = [], [], 0, 0, []
    for one in tasks:
        begun = time.perf_counter()
        links = link(one.texts[:1], one.texts[1:], _encode)
        took.append(1000 * (time.perf_counter() - begun))
        there = lit(links, one.spans[0])
        verdicts.append(right(one, there))
        exact, none = exact + (there == one.spans[1]), none + (there is None)
        guessed.append([right(one, guess) for guess in guesses(one, links)])
        if show and not verdicts[-1]:
            print(f"  {one.pair}: {one.texts[1][slice(*there)] if there else '-'} | {one.texts[0]} | {one.texts[1]}")
    count = max(1, len(tasks))
    share = [statistics.fmean([v for v, one in zip(verdicts, tasks, strict=True) if one.found in kind] or [0]) for kind in ((True, False), (True,), (False,))]
    straight, nearest = np.mean(guessed, axis=0)
    print(
        f"{'-'.join(languages)}  {len(tasks):7} {sum(one.found for one in tasks):6} {share[0]:10.3f} {share[1]:9.3f}"
        f" {share[2]:7.3f} {none / count:9.3f} {exact / count:6.3f} {straight:11.3f} {nearest:8.3f}"
        f" {statistics.median(took):9.1f}",
        flush=True,
    )
    return share[0]


if __name__ == "__main__":
    main()
