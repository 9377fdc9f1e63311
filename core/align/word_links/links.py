"""Which words of a row's two cells say the same.

A word's vector is the sum of its pieces', as an encoder gives it. Two words answer each other by how much
nearer they are than each is to its next best (local scaling, Conneau et al. 2018), by the letters and numbers
they share, and by whether they stand where the links around them lead. Linked are those of which each is the
other's likeliest (the intersection of both directions, as Jalili Sabet et al. 2020 take it), and only where
they are near enough: a word without counterpart stays without. Words beside a linked one that bring it nearer
to its counterpart join it.

Where no spaces are written, words are what the other text says (Ma and Way 2009): a run is cut so that its
parts are as near as can be to the other text's words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, takewhile

import numpy as np
from numpy.typing import NDArray

from core.align.word_links.tokens import Cut, unspaced, word_spans
from core.model import SideName
from core.numerals import numbers
from core.transliterate import plain
from core.vectors import unit

Values = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Values]
"""Texts to the sums of their pieces' vectors, float32 (texts, dimension)."""

_MOST = 1_000  # words of a cell that are looked at
# Tried on other languages and other words than those that the benchmark counts.
_LOCAL = 1.2  # what the likeness to the next best counts
_KIN = 0.45  # what shared letters count
_SHARP = 20.0  # how much one more of likeness makes a counterpart likelier
_WEIGHT = 3.0  # what it counts against two words that one says more than the other
_FAR = 0.5  # what each word counts by which two stand beside where the links around them lead
_FARTHEST = 8.0  # words, beyond which it counts no more
_AROUND = 3.0  # words, within which links tell of each other
_STRAIGHT = 0.3  # links' weight of the guess that both texts go on alike
_ROUNDS = 2
_LEAST = 0.2  # likeness of two words that are linked,
_EXPECTED = 0.25  # of which so much is that they stand just where the links around them lead
_PRICES = {" ": 0.1, "": -0.12}  # likeness that a neighbour must add to join, by what parts it
_LONGEST = 7  # letters of a word where no spaces are written
_WORD_COSTS = 0.08  # or else every letter there would be a word
_GAPS = (" ", "-", "'", "’", "\u00a0", "\u2010")
_ROOM = 4  # letters, or a word, that are left between two linked ones
_LEFT = 0.0  # likeness of what is left between linked words, or at the end, on both sides


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a cell: the position of its segment, and where it begins and ends there, in characters."""

    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the source and of the target that say the same; each side has one or more, in order."""

    source: tuple[Word, ...]
    target: tuple[Word, ...]

    def words(self, side: SideName) -> tuple[Word, ...]:
        """The words on one side."""
        return self.source if side == "source" else self.target


@dataclass(frozen=True, slots=True)
class Links:
    """All words of a row's two cells, in order, and the links between them. A word has one link at most."""

    source: tuple[Word, ...] = ()
    target: tuple[Word, ...] = ()
    links: tuple[Link, ...] = ()

    def words(self, side: SideName) -> tuple[Word, ...]:
        """The words on one side."""
        return self.source if side == "source" else self.target

    def word_at(self, side: SideName, segment: int, place: int) -> Word | None:
        """The word that holds a character."""
        return next(
            (word for word in self.words(side) if word.segment == segment and word.start <= place < word.end),
            None,
        )

    def link_of(self, side: SideName, word: Word) -> Link | None:
        """The link in which a word stands."""
        return next((link for link in self.links if word in link.words(side)), None)


Phrase = tuple[list[int], list[int]]
"""Words of the source and of the target, by their numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """The words of one side: `written` as in the text, their `sums` (n, dimension) and `places` (n,), from 0
    to 1 through the cell. `touches` tells of each what parts it from the word before: nothing (""), no more
    than a space or a hyphen (" "), or more (",")."""

    words: list[Word]
    written: list[str]
    sums: Values
    places: Values
    touches: list[str]


def link(source: Sequence[str], target: Sequence[str], encode: Encode) -> Links:
    """The words of two cells, given as the texts of their segments, and the links between them."""
    first, second = _cell(source, encode), _cell(target, encode)
    if any(map(unspaced, target)):
        second = _cell(target, encode, partial(_cut, encode=encode, others=first.sums))
    if any(map(unspaced, source)):
        first = _cell(source, encode, partial(_cut, encode=encode, others=second.sums))
    if not (first.words and second.words):
        return Links(tuple(first.words), tuple(second.words))
    pairs = _pairs(first, second)
    taken = [{pair[side] for pair in pairs} for side in (0, 1)]
    phrases = []
    for one, other in pairs:
        after = _joined(first.sums[one], second, other, taken[1])
        phrases.append((_joined(second.sums[after].sum(axis=0), first, one, taken[0]), after))
    phrases = sorted([*phrases, *_left(phrases, first, second, taken[1])])
    links = (
        Link(tuple(first.words[at] for at in one), tuple(second.words[at] for at in other))
        for one, other in phrases
    )
    return Links(tuple(first.words), tuple(second.words), tuple(links))


def _cell(texts: Sequence[str], encode: Encode, cut: Cut = list) -> _Cell:
    found = [Word(at, *span) for at, text in enumerate(texts) for span in word_spans(text, cut)][:_MOST]
    written = [texts[word.segment][word.start : word.end] for word in found]
    before = np.cumsum([0, *map(len, texts)])
    middles = [before[word.segment] + (word.start + word.end) / 2 for word in found]
    places = np.array(middles, np.float32) / max(1, before[-1])
    touches = [",", *(_between(texts, *both) for both in pairwise(found))]
    return _Cell(found, written, encode(written), places, touches)


def _between(texts: Sequence[str], one: Word, other: Word) -> str:
    if one.segment != other.segment:
        return ","
    gap = texts[one.segment][one.end : other.start]
    return " " if gap in _GAPS else "," if gap else ""


def _cut(run: str, encode: Encode, others: Values) -> list[str]:
    """A run cut so that the sum over its parts, of their length as vectors times the square of their likeness
    to the other text's likest word, is the highest."""
    spans = [
        (start, end)
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + _LONGEST) + 1)
    ]
    sums = encode([run[start:end] for start, end in spans])
    near = np.maximum(unit(sums) @ unit(others).T, 0).max(axis=1, initial=0)
    gains = near**2 * np.linalg.norm(sums, axis=1) - _WORD_COSTS
    best, came = [0.0, *[-np.inf] * len(run)], [0] * (len(run) + 1)
    for (start, end), gain in zip(spans, gains.tolist(), strict=True):
        if best[start] + gain > best[end]:
            best[end], came[end] = best[start] + gain, start
    borders = [len(run)]
    while borders[-1]:
        borders.append(came[borders[-1]])
    return [run[start:end] for start, end in pairwise(reversed(borders))]


def _pairs(source: _Cell, target: _Cell) -> list[tuple[int, int]]:
    """Pairs of words of which each is the other's likeliest, and near enough."""
    cosines, kin = unit(source.sums) @ unit(target.sums).T, _kin(source.written, target.written)
    usual = (_next_best(cosines)[:, None] + _next_best(cosines.T)) / 2
    answer: Values = np.float32(_SHARP) * (cosines - np.float32(_LOCAL) * usual + np.float32(_KIN) * kin)
    answer -= np.float32(_WEIGHT) * np.abs(_weights(source)[:, None] - _weights(target))
    chance = _likely(answer)
    size = np.float32(len(source.words) * len(target.words)) ** np.float32(0.5)
    around = np.exp(-np.abs(source.places[:, None] - source.places) * size / np.float32(_AROUND))
    np.fill_diagonal(around, 0)
    for _ in range(_ROUNDS):
        # where each word leads, as the links around it are shifted
        shares = around * chance.max(axis=1) ** 2
        shifts = target.places[chance.argmax(axis=1)] - source.places
        weight = shares.sum(axis=1) + np.float32(_STRAIGHT)
        leads = source.places + shares @ shifts / weight
        apart = np.minimum(np.abs(leads[:, None] - target.places) * size, np.float32(_FARTHEST))
        chance = _likely(answer - np.float32(_FAR) * apart)
    there, back = chance.argmax(axis=1), chance.argmax(axis=0)
    trust = 1 - np.float32(_STRAIGHT) / weight
    near = cosines + kin / 2 + np.float32(_EXPECTED) * trust[:, None] * (1 - apart / np.float32(_FARTHEST))
    return [(at, int(to)) for at, to in enumerate(there) if back[to] == at and near[at, to] >= _LEAST]


def _weights(cell: _Cell) -> Values:
    """(n,): how much each word says, as the log of the length of its vector."""
    made: Values = np.log(np.linalg.norm(cell.sums, axis=1) + np.float32(0.1))
    return made


def _next_best(cosines: Values) -> Values:
    """(n,): what is second in each row; 0 where there is but one."""
    if cosines.shape[1] < 2:
        return np.zeros(len(cosines), np.float32)
    found: Values = np.partition(cosines, -2, axis=1)[:, -2]
    return found


def _likely(scores: Values) -> Values:
    """How likely each pair is, both words looking among all of the other text."""
    there = np.exp(scores - scores.max(axis=1, keepdims=True))
    back = np.exp(scores - scores.max(axis=0))
    product: Values = (there / there.sum(axis=1, keepdims=True)) * (back / back.sum(axis=0))
    return product


def _kin(source: Sequence[str], target: Sequence[str]) -> Values:
    """(n, m): 1 for words written alike and equal numbers, -1 for different numbers, between them the share
    of a common beginning."""
    made = np.zeros((len(source), len(target)), np.float32)
    others = [(plain(word), _value(word)) for word in target]
    for at, word in enumerate(source):
        letters, value = plain(word), _value(word)
        for to, (other, number) in enumerate(others):
            if value and number:
                made[at, to] = 1 if value == number else -1
            elif letters[:3] == other[:3]:
                made[at, to] = _beginning(letters, other)
    return made


def _value(word: str) -> str:
    found = numbers(word)
    return found[0].value if found and found[0].digits else ""


def _beginning(one: str, other: str) -> float:
    if one == other:
        return 1.0
    common = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(one, other, strict=False)))
    return common / max(len(one), len(other)) if common > 2 else 0.0


def _joined(counterpart: Values, cell: _Cell, at: int, taken: set[int]) -> list[int]:
    """The word `at` with those neighbours, not yet taken, that bring it nearer to its counterpart."""
    found, total = [at], cell.sums[at]
    near = _cosine(counterpart, total)
    while True:
        rims = ((found[0] - 1, found[0], 0), (found[-1] + 1, found[-1] + 1, len(found)))
        gains = [
            (_cosine(counterpart, total + cell.sums[new]) - near - _PRICES[cell.touches[border]], new, place)
            for new, border, place in rims
            if 0 <= new < len(cell.words) and new not in taken and cell.touches[border] != ","
        ]
        gain, new, place = max(gains, default=(0.0, at, 0))
        if gain <= 0:
            return found
        found.insert(place, new)
        taken.add(new)
        total = total + cell.sums[new]
        near = _cosine(counterpart, total)


def _cosine(one: Values, other: Values) -> float:
    return float(one @ other / max(float(np.linalg.norm(one) * np.linalg.norm(other)), 1e-9))


def _left(phrases: list[Phrase], source: _Cell, target: _Cell, taken: set[int]) -> Iterator[Phrase]:
    """What is left on both sides between two linked phrases that follow each other, where it is little."""
    ends = [([-1], [-1]), *sorted(phrases), ([len(source.words)], [len(target.words)])]
    for (before, other), (after, another) in pairwise(ends):
        here, there = range(before[-1] + 1, after[0]), range(other[-1] + 1, another[0])
        if _little(source, here) and _little(target, there) and taken.isdisjoint(there):
            likeness = _cosine(source.sums[here].sum(axis=0), target.sums[there].sum(axis=0))
            kin = _kin([source.written[here[0]]], [target.written[there[0]]])
            if likeness >= _LEFT and kin >= 0:  # not two different numbers
                yield [*here], [*there]


def _little(cell: _Cell, gap: range) -> bool:
    """Whether it may be one word."""
    letters = sum(len(cell.written[at]) for at in gap)
    return len(gap) == 1 or (0 < letters <= _ROOM and all(not cell.touches[at] for at in gap[1:]))
