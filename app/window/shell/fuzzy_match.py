"""Fuzzy matching: find names by a few typed letters."""

import re
import unicodedata
from collections.abc import Sequence

_BEGINS, _HOLDS, _SCATTERED = 0, 2, 6


def rank(query: str, names: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return which of `names` fit a query, best first, each as its score (less is better) and its place.

    Each thing has several names; every word of the query must be found in one of them, letters aside in case
    and accents. An empty query fits all.
    """
    words = _plain(query).split()
    scored = []
    for place, several in enumerate(names):
        scores = [score for name in several if (score := _score(words, _plain(name))) is not None]
        if scores:
            scored.append((min(scores), place))
    return sorted(scored)


def _score(words: Sequence[str], name: str) -> int | None:
    total = 0
    for word in words:
        if re.search(rf"\b{re.escape(word)}", name):
            total += _BEGINS
        elif word in name:
            total += _HOLDS
        elif _scattered(word, name):
            total += _SCATTERED
        else:
            return None
    return total


def _scattered(word: str, name: str) -> bool:
    """Return whether letters occur in order, each in its predecessor's word or at the start of another."""
    reached = {-1}
    for letter in word:
        reached = {
            at
            for before in reached
            for at in range(before + 1, len(name))
            if name[at] == letter and _follows(name, before, at)
        }
    return bool(reached)


def _follows(name: str, before: int, at: int) -> bool:
    return at == 0 or name[at - 1] == " " or (before >= 0 and " " not in name[before:at])


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.sub(r"[._\s]+", " ", letters).strip()
