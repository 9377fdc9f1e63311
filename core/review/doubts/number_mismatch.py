"""Numbers in digits that a text has and its translation lacks."""

import re
from collections import Counter
from collections.abc import Sequence

from core.numerals import Number, numbers

_DIGITS = 2  # digits of a number that is rarely written as a word, if only one side has such numbers
_HALF_A_DAY = 12
_TIME = re.compile(r"(?<=\d):(?=\d\d(?!\d))")
_DIGIT = re.compile(r"\d")


def false_number(source: str, target: str) -> tuple[Number, Number] | None:
    """Return a number in digits that only the source has, and the number in the target that was probably
    meant by it.

    The two differ in a single digit, or are the only unmatched numbers on both sides.
    """
    if not (_DIGIT.search(source) and _DIGIT.search(target)):
        return None
    return _false(*_apart(figures(source), figures(target)))


def figures(text: str) -> list[Number]:
    """Return the numbers of a text; a time is one number, whether written 7:45 or 7.45."""
    return numbers(_TIME.sub(".", text))


def _apart(left: Sequence[Number], right: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """Return the numbers in digits of each text without those of the other."""
    here, there = _rest(left, right), _rest(right, left)
    same = [(one, other) for one in here for other in there if _same(one, other)]
    return (
        [one for one in here if all(one is not pair[0] for pair in same)],
        [other for other in there if all(other is not pair[1] for pair in same)],
    )


def _same(one: Number, other: Number) -> bool:
    """Return whether one is a year and the other its last two digits, or both may be the same hour of the
    clock."""
    short, long = sorted((one.value, other.value), key=len)
    if len(long) <= _DIGITS:
        return abs(int(long) - int(short)) == _HALF_A_DAY and max(int(long), int(short)) <= 2 * _HALF_A_DAY
    return len(short) == _DIGITS and len(long) == 2 * _DIGITS and long.endswith(short)


def _false(left: Sequence[Number], right: Sequence[Number]) -> tuple[Number, Number] | None:
    alike = [(one, other) for one in left for other in right if _one_digit_off(one.value, other.value)]
    if len(alike) == 1:
        return alike[0]
    return (left[0], right[0]) if len(left) == len(right) == 1 else None


def _one_digit_off(one: str, other: str) -> bool:
    return len(one) == len(other) > 1 and sum(map(str.__ne__, one, other)) == 1


def lacking(source: str, target: str) -> tuple[list[str], list[str]]:
    """Return the numbers in digits, as written, that only the source has, and those that only the target has.

    The other text may write them in any way.
    """
    if not (_DIGIT.search(source) or _DIGIT.search(target)):
        return [], []
    found = figures(source), figures(target)
    least = 1 if all(_apart(*found)) else _DIGITS
    return _alone(*found, least), _alone(*found[::-1], least)


def _rest(here: Sequence[Number], there: Sequence[Number]) -> list[Number]:
    """Return the numbers in digits of one text without those of the other."""
    known = Counter(number.value.strip("0") for number in there)
    out = []
    for each in here:
        known[each.value.strip("0")] -= 1
        if each.digits and known[each.value.strip("0")] < 0:
            out.append(each)
    return out


def _alone(here: Sequence[Number], there: Sequence[Number], least: int) -> list[str]:
    """Return the numbers of one text, with at least so many digits, that the other does not have in any form.

    350 million may be 3.5亿.
    """
    known = {number.value.strip("0") for number in there}
    missing = (
        each
        for each in here
        if each.digits and len(each.value) >= least and not any(_same(each, one) for one in there)
    )
    return list(dict.fromkeys(each.written for each in missing if each.value.strip("0") not in known))
