"""Numbers in a text, in the numerals of any script."""

import re
import unicodedata
from typing import NamedTuple

_NUMBER = re.compile(r"\d+(?:[.,，．٫٬]\d+|[ \u00a0\u202f'’]\d{3}(?!\d))*")
_HAN = re.compile(r"[〇零一二三四五六七八九十百千万萬亿億两兩]{2,20}|(?<=第)[一二三四五六七八九十]")
_ROMAN = re.compile(r"\b(?=[IVXLC]{2,}\b)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b|^[IVX](?=\.?$)")
_DIGITS = {sign: at % 10 for at, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Number(NamedTuple):
    """A number as `written`, its `value` in ASCII digits without separators, and whether it is written in
    `digits`.

    Numbers written in signs or letters may not be numbers at all (一些, mix, I). `start` counts characters.
    """

    value: str
    written: str
    digits: bool
    start: int = 0


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text, those in digits first."""
    out = []
    for found in _NUMBER.finditer(text):
        digits = "".join(str(unicodedata.digit(sign)) for sign in found[0] if sign.isdecimal())
        out.append(Number(digits.lstrip("0") or "0", found[0], True, found.start()))
    for pattern, value in ((_HAN, _han), (_ROMAN, _roman)):
        found_in_letters = (found for found in pattern.finditer(text) if found[0])
        out += [Number(str(value(found[0])), found[0], False, found.start()) for found in found_in_letters]
    return out


def _han(signs: str) -> int:
    total = part = digit = 0
    for sign in signs:
        if sign in _DIGITS:
            digit = digit * 10 + _DIGITS[sign]
            continue
        unit = _UNITS[sign]
        if unit > total and unit >= 10**4:  # 三万亿: multiplies everything before it
            total, part, digit = ((total + part + digit) or 1) * unit, 0, 0
        elif unit >= 10**4:  # 一亿三千万: multiplies what comes in between
            total, part, digit = total + (part + digit) * unit, 0, 0
        else:
            part, digit = part + (digit or 1) * unit, 0
    return total + part + digit


def _roman(signs: str) -> int:
    values = [_VALUES[sign] for sign in signs]
    return sum(
        -value if value < max(values[at + 1 :], default=0) else value for at, value in enumerate(values)
    )
