"""Corrections of known mistakes of sentencex, applied to its cuts: one is dropped, moved or added.

A rule was kept if it fixes more than it breaks in running text of twenty languages.
"""

import re
from collections.abc import Iterable

_NO_BREAK = re.compile(r"(?<!\s)[\u00a0\u202f]++(?!\s)")
_LETTER = re.compile(r"(?:[—–―-]{1,2} ?)?[(\[]?[^\W\d_]")
# A particle that attaches to a quotation: Korean "…라고", Japanese "…と".
_PARTICLE = re.compile(r"(?<=[”’\"'」』])[가-힣とっ]")
_QUOTES = "\"'”’“‘»«"

# Marks that always end a sentence, in scripts for which sentencex has no rules or only a fallback.
_STOPS = re.compile(r"(?:[។៕።፧။।॥]++|[།༎](?:\s*+[།༎])*+)\s*+")
_CLOSING = frozenset("\"'”’»)]」』")
# A sentence may begin with a number, after a word or after a full stop that is never that of an ordinal.
_BEFORE_NUMBER = re.compile(r"(?:\b[^\W\d_A-ZÀ-Þ]{5,}[.!?][\"”’»)]*\s+|[。！？][」』”’]?\s*)(?=[0-9０-９])")
_HEBREW = re.compile(r"(?<=[א-ת]{3})[.!?][\"”)]?\s+(?=[\"“(]?[א-ת])")
_ABBREVIATED = {
    "de": re.compile(r"\d{1,4}\.\s+(?=(?:Jahrhundert|Jahrtausend|Lebensjahr|Jh\b))"),
    "fr": re.compile(r"\b(?:M|MM|Mgr|Me)\.\s+(?=[A-ZÀ-Þ])"),
    "hi": re.compile(r"\b(?:डॉ|श्री)\.\s+"),
    "id": re.compile(r"\b(?:Ms|Mr|Mrs|Tn|Ny)\.\s+(?=[A-Z])"),
    "sv": re.compile(r"\b(?:Ms|Mr|Mrs)\.\s+(?=[A-ZÅÄÖ])"),
}
"""Abbreviations and the like, by language, whose full stop does not end a sentence."""


def cured(text: str, plain: str, cuts: Iterable[int], language: str) -> list[int]:
    """Return the corrected cuts. `plain` is `text` with plain spaces for all white space."""
    # A no-break space was set to prevent a break.
    bound = {found.end() for found in _NO_BREAK.finditer(text)}
    bound |= {found.start() for found in _PARTICLE.finditer(text)}
    kept = [_moved(plain, cut) for cut in cuts if cut not in bound]
    kept = _not_before_small_letters(plain, kept)
    added = {at for found in _STOPS.finditer(plain) if plain[(at := found.end()) : at + 1] not in _CLOSING}
    added |= {found.end() for found in _BEFORE_NUMBER.finditer(plain)}
    code = language.split("-")[0]
    if code == "he":
        added |= {found.end() for found in _HEBREW.finditer(plain)}
    never = _ABBREVIATED.get(code)
    taken = {found.end() for found in never.finditer(plain)} if never else set()
    return sorted((set(kept) | added) - taken)


def _moved(plain: str, cut: int) -> int:
    """Move a cut before a quotation mark between a space and a letter, which opens the next sentence."""
    opens = (
        cut >= 2 and plain[cut - 1] in _QUOTES and plain[cut - 2] == " " and plain[cut : cut + 1].isalnum()
    )
    return cut - 1 if opens else cut


def _not_before_small_letters(plain: str, cuts: list[int]) -> list[int]:
    """Drop cuts before small letters in a text with capitals: "24. října", "»Nein!« – rief er"."""
    small = {cut for cut in cuts if (first := _LETTER.match(plain, cut)) and first[0][-1].islower()}
    if len(small) * 2 > len(cuts):  # a text without capitals
        return cuts
    return [cut for cut in cuts if cut not in small]
