"""Agreement of numbers and names between a text and its translation."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.review.doubts.number_mismatch import figures
from core.transliterate import stem

_CAPITAL = re.compile(r"[^\W\d_]{3,}")
_DIGITS = 2  # digits of a number that is rarely written as a word


class Agreement(StrEnum):
    """Kind of agreement of a number or a name."""

    NUMBER = "number"
    NAME = "name"
    ALONE = "alone"
    """A number that the other text does not have in any form."""


@dataclass(frozen=True, slots=True)
class FoundToken:
    """A number or a name with its start and end in the text, in characters."""

    kind: Agreement
    start: int
    end: int


def agreed(text: str, other: str) -> tuple[FoundToken, ...]:
    """Return the numbers and names of a text that the other one has too, and the numbers that only it has, in
    order.

    Trailing zeros do not count: 350 million may be 3.5亿. A name has a capital letter in both texts.
    """
    return tuple(sorted((*_numbers(text, other), *_names(text, other)), key=lambda token: token.start))


def _numbers(text: str, other: str) -> Iterator[FoundToken]:
    there = figures(other)
    known = {number.value.strip("0") for number in there}
    in_digits = {number.value.strip("0") for number in there if number.digits}
    for number in figures(text):
        value, end = number.value.strip("0"), number.start + len(number.written)
        if value in (known if number.digits else in_digits):
            yield FoundToken(Agreement.NUMBER, number.start, end)
        elif number.digits and len(number.value) >= _DIGITS:
            yield FoundToken(Agreement.ALONE, number.start, end)


def _names(text: str, other: str) -> Iterator[FoundToken]:
    there = {name for _, name in _stems(other)}
    return (FoundToken(Agreement.NAME, *span) for span, name in _stems(text) if name in there)


def _stems(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Return the capitalised words, each with its position and its first letters as they sound."""
    for found in _CAPITAL.finditer(text):
        if unicodedata.category(found[0][0]) in ("Lu", "Lt"):
            yield found.span(), stem(found[0])
