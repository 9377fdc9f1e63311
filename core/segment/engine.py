"""The engine: finds where sentences start in a text, by the rules of its language.

Each run of marks that may end a sentence is a `Place`, with what stands around it. The kind of its marks
decides which questions are asked: full stops (`_after_stop`), question and exclamation marks
(`_after_asking`), ellipses (`_after_ellipsis`), and signs that end nothing but sentences (`_after_final`).
"""

import re
from bisect import bisect_right
from functools import lru_cache

from core.segment import signs
from core.segment.place import Place
from core.segment.rules import Kind, Rules

_INVISIBLE = re.compile(f"[{signs.INVISIBLE}]+")
_LIST_NUMBER = re.compile(
    r"[§#(\[•*–-]*\s*(?:\d+|[IVXLCDM]+|[ivxlcdm]+|[^\W\d_])(?:\.(?:\d+|[^\W\d_]))*[)\]]*"
)
_DOTTED = re.compile(r"(?:[^\W\d_]{1,3}[-־])?[^\W\d_]{1,3}(?:\.-?[^\W\d_]{1,3})+|[A-ZÀ-Þ](?:\.?-[A-ZÀ-Þ])+")
_ROMAN = re.compile(r"[IVX]{1,5}|(?:L|XL|C|XC)[IVX]{1,4}")
_NUMBER_OR_LETTER = re.compile(r"\d|(?:[IVXLCDM]+|[^\W\d_])(?![^\W_])|[ivxlcdm]+(?![^\W_])")
_URL = re.compile(r"[/=@\\]|^www$")
_CLOSES_AFTER_SPACE = re.compile(r"(?:\"|'')\s+")
_PARTICLE = re.compile(r"[가-힣とってなのをがはにもでへ]")


def sentence_starts(text: str, rules: Rules) -> list[int]:
    """Return where sentences after the first start, ascending, in time linear in the text."""
    plain, shifts = _without_invisible(text)
    no_break_is_usual = plain.count("\u00a0") * 2 > plain.count(" ")
    # A small letter may begin a sentence of a text without capitals.
    small_letters = rules.small_letters or (len(plain) > 40 and plain.lower() == plain)
    starts, start, seen, open_quote = [], 0, 0, False
    for found in _borders(rules).finditer(plain):
        after = found.end()
        open_quote ^= (plain.count('"', seen, after) + plain.count("''", seen, after)) % 2 == 1
        seen = after
        if open_quote and (closing := _CLOSES_AFTER_SPACE.match(plain, after)):
            after = closing.end()
        if after == len(plain):
            break
        if found[1] is not None and "\n" not in (found[3] or "").partition("\n")[2]:
            place = Place(plain, start, found, after, rules, small_letters)
            bound = found[3] in ("\u00a0", "\u202f") and not no_break_is_usual and place.is_stop
            if bound or not _ends(place):
                continue
        start = after
        starts.append(after + _shift(shifts, after))
    return starts


def _without_invisible(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without signs that have no width, and from where on it is shifted by how much."""
    shifts, removed = [], 0
    for found in _INVISIBLE.finditer(text):
        at = found.start() - removed
        removed += len(found[0])
        shifts.append((at, removed))
    return (_INVISIBLE.sub("", text), shifts) if shifts else (text, shifts)


def _shift(shifts: list[tuple[int, int]], at: int) -> int:
    index = bisect_right(shifts, at, key=lambda shift: shift[0])
    return shifts[index - 1][1] if index else 0


@lru_cache(maxsize=256)
def _borders(rules: Rules) -> re.Pattern[str]:
    """Return the pattern of the places to look at: marks with what closes after them, and blank lines."""
    marks = "".join(
        sign
        for sign in signs.STOPS + signs.ASKING + signs.ELLIPSES + signs.FINAL + rules.end
        if sign not in rules.not_end
    )
    one = f"[{re.escape(marks)}]"
    danda = f"[{re.escape(signs.DANDAS + ''.join(sign for sign in rules.end if sign == '|'))}]"
    shad = f"[{signs.SHADS}]"
    brackets = re.escape(signs.CLOSING_BRACKETS)
    closing = re.escape(signs.CLOSING_QUOTES + signs.CLOSING_BRACKETS)
    return re.compile(
        rf"""
        (   {danda}{{1,2}}\s?[^\W\D]+(?:[.:–-]\d+)*\s?{danda}{{1,2}}   # the number of a verse
        |   {shad}(?:\s*{shad})*
        |   \.(?:[ \u00a0]\.){{2,}}
        |   {one}+(?:[ \u00a0\u202f][?!]+)*
        )
        (   (?:(?<=[^\W\d_][.!?])\d{{1,3}}(?=\s))?                     # the number of a footnote
            (?:[{brackets}][.。]|[{closing}](?<![“‘«‹]))?
            (?:[{brackets}][.。]|[{closing}{signs.SUPERSCRIPT}*†‡](?![^\W_])|\[\d{{1,3}}\]
              |[ \u00a0\u202f][»›](?=[\s,.;:)]|$)
            )*
        )
        (\s*)
        |\n[^\S\n]*+\n\s*+""",
        re.VERBOSE,
    )


def _ends(place: Place) -> bool:
    """Return True if a sentence ends at the marks and another starts after them."""
    if place.text[place.after] in signs.GO_ON or not place.first or place.is_omission:
        return False
    if place.is_stop:
        return _after_stop(place)
    if not place.is_final and not place.is_asking:
        return _after_ellipsis(place)
    return _after_final(place) if place.is_final else _after_asking(place)


# ------------------------------------------------------------------------------- full stops


def _after_stop(place: Place) -> bool:
    if not place.gap:
        return _glued(place)
    if place.small or _is_list_number(place):
        return False
    if place.closes_quote:
        return place.cased or not place.speech
    word, rules = place.word, place.rules
    kind = place.abbreviation
    if kind is Kind.NEVER_FINAL or place.abbreviation_continues:
        return False
    if kind is Kind.BEFORE_NUMBER and _NUMBER_OR_LETTER.match(place.text, place.lead):
        return False
    if kind is Kind.MAY_BE_FINAL:
        plain_word = word[:1].islower() and len(word) > 2
        return place.starts_with_first_word or (place.capital and plain_word)
    if word.isdecimal():
        ordinal = rules.ordinals and len(word) < 4 and not place.is_numbered
        return place.starts_with_first_word if ordinal else not place.is_part_of_date
    roman = (rules.ordinals or rules.roman_ordinals) and _ROMAN.fullmatch(word)
    if place.is_initial or roman:
        return place.starts_with_first_word
    if _DOTTED.fullmatch(word):
        return place.starts_with_first_word or (place.capital and word.islower())
    return True


def _glued(place: Place) -> bool:
    """Return True if a sentence ends at a full stop without white space after it: "señora.Espero"."""
    before, after = place.text[place.at - 1 : place.at], place.text[place.after]
    if place.is_unspaced(before) and place.is_unspaced(after):
        return before >= "\u2e80" and after >= "\u2e80"
    if place.tail:
        return place.capital
    word = place.word
    following = place.text[place.after + 1 : place.after + 2]
    return (
        after.isupper()
        and following.islower()
        and len(word) > 1
        and word.isalpha()
        and word.islower()
        and place.abbreviation is None
        and not _URL.search(word)
    )


def _is_list_number(place: Place) -> bool:
    """Return True for "1.", "5.10.", "§ 3." or "(a)." where a sentence or a line starts."""
    start = max(place.start, place.text.rfind("\n", place.start, place.at) + 1)
    if place.at - start > 24:
        return False
    return _LIST_NUMBER.fullmatch(place.text[start : place.at].strip()) is not None


# ------------------------------------------------------------------------------- other marks


def _after_asking(place: Place) -> bool:
    if place.small or (place.closes_quote and place.speech) or place.is_remark:
        return False
    if place.gap:
        return True
    if place.closes_quote and _PARTICLE.match(place.text, place.after):
        return False
    if place.first.isdecimal():
        return place.is_unspaced(place.text[place.at - 1])
    if _URL.search(place.word):
        return False
    if place.cased:
        return place.text[place.lead + 1 : place.lead + 2].islower()
    return True


def _after_ellipsis(place: Place) -> bool:
    if place.at == place.start or place.small or place.first.isdecimal() or place.hesitates:
        return False
    if place.closes_quote and (place.speech or _PARTICLE.match(place.text, place.after)):
        return False
    return bool(place.gap) or place.closes_quote


def _after_final(place: Place) -> bool:
    if place.closes_quote and (place.speech or (not place.gap and _PARTICLE.match(place.text, place.after))):
        return False
    if place.text.startswith("ល។", place.after):  # Khmer "etc." is ។ល។
        return False
    if place.text[place.start : place.at].replace(".", "").strip().isdecimal():  # the number of a verse
        return False
    # A dotted abbreviation of Urdu: "ایف۔بی۔آر".
    return not (
        place.mark == "۔" and not place.gap and len(place.word.rsplit("۔", 1)[-1]) < 4 and _short(place)
    )


def _short(place: Place) -> bool:
    following = place.text[place.after : place.after + 5]
    return "۔" in following or "۔" in place.word
