"""Links between the words of a row's two cells that translate each other.

A word's vector is the sum of its pieces' vectors, as an encoder returns them. Two words match by how much
more similar they are than each is to its second best (local scaling, Conneau et al. 2018), by the letters and
numbers they share, and by whether they are where the links around them suggest. Words are linked if each is
the other's most likely counterpart (the intersection of both directions, as in Jalili Sabet et al. 2020) and
if they are similar enough; a word without a counterpart has no link. Neighbours of a linked word that make it
more similar to its counterpart join the link.

Where no spaces are written, the other text determines the words (Ma and Way 2009): a run is cut so that its
parts are as similar as possible to the other text's words.
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
"""A function from texts to the sums of their pieces' vectors, float32 (texts, dimension)."""

_MOST = 1_000  # most words of a cell that are compared
# The following were tuned on other languages and other words than the benchmark's.
_LOCAL = 1.2  # weight of the similarity to the second best
_SPELLING = 0.45  # weight of shared letters
_SHARP = 20.0  # log odds per unit of similarity
_WEIGHT = 3.0  # penalty for the difference of two words' weights
_FAR = 0.5  # penalty per word of distance from where the links around suggest
_MOST_FAR = 8.0  # words; cap on that distance
_AROUND = 3.0  # words within which links support each other
_STRAIGHT = 0.3  # weight, in links, of the prior that both texts run in parallel
_ROUNDS = 2
_LEAST = 0.2  # least similarity of two words that are linked,
_EXPECTED = 0.25  # of which so much comes from being exactly where the links around suggest
_PRICES = {" ": 0.1, "": -0.12}  # similarity that a neighbour must add to join, by what separates it
_LONGEST = 7  # longest word, in letters, where no spaces are written
_WORD_COSTS = 0.08  # without this cost every letter there would be a word
_GAPS = (" ", "-", "'", "’", "\u00a0", "\u2010")
_SHORT = 4  # most letters, if more than a word, left between two linked phrases
_LEAST_LEFTOVERS = (
    0.0  # least similarity of what is left between linked phrases, or at the end, on both sides
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a cell: the position of its segment, and its start and end there, in characters."""

    segment: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """Words of the source and of the target that translate each other; each side has one or more,
    in order."""

    source: tuple[Word, ...]
    target: tuple[Word, ...]

    def words(self, side: SideName) -> tuple[Word, ...]:
        """Return the words on one side."""
        return self.source if side == "source" else self.target


@dataclass(frozen=True, slots=True)
class Links:
    """All words of a row's two cells, in order, and the links between them. A word has at most one link."""

    source: tuple[Word, ...] = ()
    target: tuple[Word, ...] = ()
    links: tuple[Link, ...] = ()

    def words(self, side: SideName) -> tuple[Word, ...]:
        """Return the words on one side."""
        return self.source if side == "source" else self.target

    def word_at(self, side: SideName, segment: int, place: int) -> Word | None:
        """Return the word that contains a character, or None."""
        return next(
            (word for word in self.words(side) if word.segment == segment and word.start <= place < word.end),
            None,
        )

    def link_of(self, side: SideName, word: Word) -> Link | None:
        """Return the link that contains a word, or None."""
        return next((link for link in self.links if word in link.words(side)), None)


Phrase = tuple[list[int], list[int]]
"""Numbers of words of the source and of the target."""


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """The words of one side, with `written` as in the text and `sums` (n, dimension) of their vectors.

    `places` (n,) are their positions from 0 to 1 through the cell. `touches` is what separates each word from
    the one before: nothing (""), no more than a space or a hyphen (" "), or more (",").
    """

    words: list[Word]
    written: list[str]
    sums: Values
    places: Values
    touches: list[str]


def link(source: Sequence[str], target: Sequence[str], encode: Encode) -> Links:
    """Return the words of two cells, given as the texts of their segments, and the links between them."""
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
        after = _with_neighbours(first.sums[one], second, other, taken[1])
        phrases.append((_with_neighbours(second.sums[after].sum(axis=0), first, one, taken[0]), after))
    phrases = sorted([*phrases, *_leftovers(phrases, first, second, taken[1])])
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
    """Return the parts of a run, cut so that their similarity to the other text's words is highest.

    The objective is the sum over the parts of their length as vectors times the square of their similarity to
    the most similar word of the other text.
    """
    spans = [
        (start, end)
        for start in range(len(run))
        for end in range(start + 1, min(len(run), start + _LONGEST) + 1)
    ]
    sums = encode([run[start:end] for start, end in spans])
    near = np.maximum(unit(sums) @ unit(others).T, 0).max(axis=1, initial=0)
    gains = near**2 * np.linalg.norm(sums, axis=1) - _WORD_COSTS
    best, previous = [0.0, *[-np.inf] * len(run)], [0] * (len(run) + 1)
    for (start, end), gain in zip(spans, gains.tolist(), strict=True):
        if best[start] + gain > best[end]:
            best[end], previous[end] = best[start] + gain, start
    borders = [len(run)]
    while borders[-1]:
        borders.append(previous[borders[-1]])
    return [run[start:end] for start, end in pairwise(reversed(borders))]


def _pairs(source: _Cell, target: _Cell) -> list[tuple[int, int]]:
    """Return pairs of words of which each is the other's most likely counterpart, if similar enough."""
    cosines, spelling = unit(source.sums) @ unit(target.sums).T, _spelling(source.written, target.written)
    usual = (_next_best(cosines)[:, None] + _next_best(cosines.T)) / 2
    scores: Values = np.float32(_SHARP) * (
        cosines - np.float32(_LOCAL) * usual + np.float32(_SPELLING) * spelling
    )
    scores -= np.float32(_WEIGHT) * np.abs(_weights(source)[:, None] - _weights(target))
    chance = _likelihood(scores)
    size = np.float32(len(source.words) * len(target.words)) ** np.float32(0.5)
    around = np.exp(-np.abs(source.places[:, None] - source.places) * size / np.float32(_AROUND))
    np.fill_diagonal(around, 0)
    for _ in range(_ROUNDS):
        # where each word's counterpart should be, by the shifts of the links around it
        shares = around * chance.max(axis=1) ** 2
        shifts = target.places[chance.argmax(axis=1)] - source.places
        weight = shares.sum(axis=1) + np.float32(_STRAIGHT)
        leads = source.places + shares @ shifts / weight
        apart = np.minimum(np.abs(leads[:, None] - target.places) * size, np.float32(_MOST_FAR))
        chance = _likelihood(scores - np.float32(_FAR) * apart)
    there, back = chance.argmax(axis=1), chance.argmax(axis=0)
    trust = 1 - np.float32(_STRAIGHT) / weight
    near = (
        cosines + spelling / 2 + np.float32(_EXPECTED) * trust[:, None] * (1 - apart / np.float32(_MOST_FAR))
    )
    return [(at, int(to)) for at, to in enumerate(there) if back[to] == at and near[at, to] >= _LEAST]


def _weights(cell: _Cell) -> Values:
    """Return the weight of each word, (n,), as the log of the length of its vector."""
    made: Values = np.log(np.linalg.norm(cell.sums, axis=1) + np.float32(0.1))
    return made


def _next_best(cosines: Values) -> Values:
    """Return the second highest value of each row, (n,); 0 if there is only one column."""
    if cosines.shape[1] < 2:
        return np.zeros(len(cosines), np.float32)
    found: Values = np.partition(cosines, -2, axis=1)[:, -2]
    return found


def _likelihood(scores: Values) -> Values:
    """Return the likelihood of each pair, the product of the softmax in both directions."""
    there = np.exp(scores - scores.max(axis=1, keepdims=True))
    back = np.exp(scores - scores.max(axis=0))
    product: Values = (there / there.sum(axis=1, keepdims=True)) * (back / back.sum(axis=0))
    return product


def _spelling(source: Sequence[str], target: Sequence[str]) -> Values:
    """Return the similarity of spelling of each pair of words, (n, m).

    1 for words spelt alike and equal numbers, -1 for different numbers, otherwise the share of a common
    beginning.
    """
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


def _with_neighbours(counterpart: Values, cell: _Cell, at: int, taken: set[int]) -> list[int]:
    """Return the word `at` with those neighbours, not yet taken, that make it more similar to its
    counterpart."""
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


def _leftovers(phrases: list[Phrase], source: _Cell, target: _Cell, taken: set[int]) -> Iterator[Phrase]:
    """Yield what is left on both sides between two consecutive linked phrases, where it is short."""
    ends = [([-1], [-1]), *sorted(phrases), ([len(source.words)], [len(target.words)])]
    for (before, other), (after, another) in pairwise(ends):
        here, there = range(before[-1] + 1, after[0]), range(other[-1] + 1, another[0])
        if _is_short(source, here) and _is_short(target, there) and taken.isdisjoint(there):
            likeness = _cosine(source.sums[here].sum(axis=0), target.sums[there].sum(axis=0))
            spelling = _spelling([source.written[here[0]]], [target.written[there[0]]])
            if likeness >= _LEAST_LEFTOVERS and spelling >= 0:  # not two different numbers
                yield [*here], [*there]


def _is_short(cell: _Cell, gap: range) -> bool:
    """Return whether a gap may be one word."""
    letters = sum(len(cell.written[at]) for at in gap)
    return len(gap) == 1 or (0 < letters <= _SHORT and all(not cell.touches[at] for at in gap[1:]))
