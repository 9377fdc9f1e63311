"""The numbers in digits that a text has and its translation has not."""

import re
from collections import Counter
from collections.abc import Sequence

from core.numerals import Number, numbers

_DIGITS = 2  # of a number that is hardly written as a word, where only one side has such
_HALF_A_DAY = 12
_TIME = re.compile(r"(?<=\d):(?=\d\d(?!\d))")
_DIGIT = re.compile(r"\d")


def false_number(source: str, target: str) -> tuple[Number, Number] | None:
    """A number in digits that only the source has, and one that only the target has and that was likely
    meant by it: the one that differs in a single digit, or the only one there is on both sides."""
    if not (_DIGIT.search(source) and _DIGIT.search(target)):
        return None
    return _false(*_apart(figures(source), figures(target)))


def figures(text: str) -> list[Number]:
    """The numbers of a text; a time is one, whether it is written 7:45 or 7.45."""
    return numbers(_TIME.sub(".", text))


def _apart(left: Sequence[Number], right: Sequence[Number]) -> tuple[list[Number], list[Number]]:
    """The numbers in digits of both, each less those of the other."""
    here, there = _rest(left, right), _rest(right, left)
    same = [(one, other) for one in here for other in there if _same(one, other)]
    return (
        [one for one in here if all(one is not pair[0] for pair in same)],
        [other for other in there if all(other is not pair[1] for pair in same)],
    )


def _same(one: Number, other: Number) -> bool:
    """Whether one is a year and the other its last two digits, or both may be an hour of the clock."""
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
    """The numbers in digits, as they are written, that only the source has, and those that only the target
    has; the other may write them in any way."""
    if not (_DIGIT.search(source) or _DIGIT.search(target)):
        return [], []
    found = figures(source), figures(target)
    least = 1 if all(_apart(*found)) else _DIGITS
    return _alone(*found, least), _alone(*found[::-1], least)


def _rest(here: Sequence[Number], there: Sequence[Number]) -> list[Number]:
    """The numbers in digits of the one, less those of the other."""
    known = Counter(number.value.strip("0") for number in there)
    out = []
    for each in here:
        known[each.value.strip("0")] -= 1
        if each.digits and known[each.value.strip("0")] < 0:
            out.append(each)
    return out


def _alone(here: Sequence[Number], there: Sequence[Number], least: int) -> list[str]:
    """The numbers of the one, of so many digits at least, that the other has in no form: 350 million may be
    3.5亿."""
    known = {number.value.strip("0") for number in there}
    missing = (
        each
        for each in here
        if each.digits and len(each.value) >= least and not any(_same(each, one) for one in there)
    )
    return list(dict.fromkeys(each.written for each in missing if each.value.strip("0") not in known))
