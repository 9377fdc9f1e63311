"""Margins: the column at which a program or a typist broke lines, if they broke them at all.

A line was broken there if the first word of the next line would not have fitted. By chance this is also true
of some lines of lists and verse; those of prose go on within a sentence, mostly with a small letter.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice, pairwise

from core.read.lines import Line, columns

LEAST = 30
"""Lines are not broken at fewer columns than this."""

_WIDEST = 300
"""Lines are not broken at more columns than this."""

_ENOUGH = 20_000
"""As many pairs of lines as are looked at for the margin of a file."""

_HAND = 0.88
"""The share of the margin that a line broken by hand fills at least, with the next word."""

_FEWEST_SMALL = 0.25
"""The share of the broken lines in a script with capitals that go on with a small letter, at least."""

_FINAL = re.compile(r"""[.!?…:;。!?:;।۔؟՜։።။][)'"”’»›」』】\])]*\s*$""")
_INNER_END = re.compile(r"""[^\W\d_]{2}[.!?…][)'"”’»]*\s+\S""")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u2e80-\u312f\u3130-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_LONGEST_UNSPACED = 6
"""Columns that may stay free before a letter of a script without spaces, as some signs begin no line."""

Pair = tuple[Line, Line]


def is_final(text: str) -> bool:
    """Return True if a text ends as a sentence does."""
    return _FINAL.search(text) is not None


def is_unspaced(letter: str) -> bool:
    """Return True for a letter or mark of a script that has no spaces between words."""
    return _UNSPACED.match(letter) is not None


def fills(line: Line, after: Line, margin: float) -> bool:
    """Return True if the first word of the next line would not have fitted on this one."""
    return line.width + _needed(after) > margin


def margin_of_file(groups: Sequence[Sequence[Line]]) -> int:
    """Return the column at which most lines of a file were broken; 0 if there is none."""
    pairs = [pair for group in groups for pair in pairwise(group) if not pair[1].marker]
    unfinished = [pair for pair in islice(pairs, _ENOUGH) if not is_final(pair[0].text)]
    # At each column, the lines that end at or before it, where the next word would have gone beyond it.
    full = [0] * (_WIDEST + 2)
    over = [0] * (_WIDEST + 2)
    for line, after in unfinished:
        if LEAST <= line.width <= _WIDEST:
            full[line.width] += 1
            full[min(line.width + _needed(after), _WIDEST + 1)] -= 1
        over[min(line.width, _WIDEST + 1)] += 1
    counts = list(accumulate(full))
    longer = [len(unfinished) - ended for ended in accumulate(over)]
    best = max(range(LEAST, _WIDEST + 1), key=lambda column: counts[column] - longer[column])
    if counts[best] <= longer[best]:
        return 0
    broken = [pair for pair in unfinished if pair[0].width <= best and fills(*pair, best)]
    return best if len(broken) * 4 > len(unfinished) and _is_prose(broken) else 0


def is_broken(group: Sequence[Line], margin: int) -> bool:
    """Return True if the lines of a group are prose broken at a margin, be it by hand."""
    pairs = list(pairwise(group))
    if not pairs or not margin:
        return False
    inner = [pair for pair in pairs if not pair[1].marker]
    full = [pair for pair in inner if fills(*pair, margin * _HAND)]
    unfinished = [pair for pair in full if not is_final(pair[0].text)]
    return len(full) * 5 >= len(inner) * 3 and len(unfinished) * 2 >= len(inner) and _is_prose(unfinished)


def margin_of_group(group: Sequence[Line]) -> int:
    """Return the margin of lines that were broken at a column of their own; 0 if they were not."""
    margin = max(line.width for line in group)
    pairs = list(pairwise(group))
    if margin < LEAST or len(pairs) < 1:
        return 0
    strict = all(fills(line, after, margin) for line, after in pairs)
    small = sum(_goes_on_small(after) for _, after in pairs)
    if len(pairs) == 1 and not (strict and small):
        return 0
    return margin if is_broken(group, margin) and (strict or len(pairs) > 2) else 0


def _needed(after: Line) -> int:
    text = after.text.lstrip()
    if is_unspaced(text[:1]):
        return _LONGEST_UNSPACED
    first = text.split(maxsplit=1)[0]
    if first.isascii():
        return 1 + len(first)
    end = next((at for at, letter in enumerate(first) if is_unspaced(letter)), len(first))
    return 1 + columns(first[: end or 1])


def _goes_on_small(after: Line) -> bool:
    return after.text.lstrip("\"'“‘«(—– \t\u3000")[:1].islower()


def _is_prose(pairs: Iterable[Pair]) -> bool:
    """Return True if sentences end within enough of the broken lines, or if enough go on with a small letter,
    in scripts that have them."""
    pairs = list(pairs)
    if sum(_INNER_END.search(before.text) is not None for before, _ in pairs) * 4 >= len(pairs) > 0:
        return True
    firsts = [after.text.lstrip()[:1] for _, after in pairs]
    cased = [first for first in firsts if first.isupper() or first.islower()]
    if len(cased) * 2 < len(firsts):
        return True
    return sum(first.islower() for first in cased) >= _FEWEST_SMALL * len(cased)
