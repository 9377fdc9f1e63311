"""A place in a text where a sentence may end, and the words around it."""

import re
from functools import cached_property
from unicodedata import combining

from core.segment import signs
from core.segment.rules import Kind, Rules

_LOOK_BACK, _LOOK_AHEAD = 60, 80
"""The reach of the look at the words around a mark, in characters."""

_LEAD = re.compile(rf"(?:\[\d{{1,4}}\]|[{re.escape(signs.OPENING)}]|[{signs.DASHES}]|[….]{{1,3}}|\s)*")
_GEORGIAN = re.compile("[\u10d0-\u10ff]")  # has capitals in Unicode, but no sentence begins with one
_UNSPACED = re.compile(f"[{signs.UNSPACED}]")
_AROUND_WORDS = signs.OPENING + signs.DASHES + signs.CLOSING_QUOTES + "".join(signs.GO_ON)
_AFTER_WORDS = _AROUND_WORDS + signs.STOPS + signs.ASKING + signs.ELLIPSES + signs.FINAL
_CLAUSE_END = re.compile(r"[:，。！？；：、…“”「」『』\s]")
_APOSTROPHES = re.compile("['’‘]")
_PART = re.compile(r"[^\W\d_]+['-]")
"""The part of an elided or joined word: "L'" of "L'homme"."""


def _is_small(letter: str) -> bool:
    return letter.islower() and not _GEORGIAN.match(letter)


class Place:
    """A run of marks (`mark`) at `at`, the signs that close after it (`tail`), and white space (`gap`).

    `start` is the start of the sentence that may end here, `after` that of the one that would follow.
    """

    def __init__(
        self, text: str, start: int, found: re.Match[str], after: int, rules: Rules, small_letters: bool
    ) -> None:
        self.text, self.start, self.rules = text, start, rules
        self.mark, self.tail, self.gap = found[1], found[2], found[3]
        self.at, self.after = found.start(), after
        self._small_letters = small_letters
        self.is_stop = self.mark in signs.STOPS
        self.is_final = not self.is_stop and any(sign in signs.FINAL or sign == "|" for sign in self.mark)
        self.is_asking = not self.is_stop and any(
            sign in signs.ASKING or sign in rules.end for sign in self.mark
        )
        self.lead = self._lead()
        self.first = text[self.lead : self.lead + 1]

    def _lead(self) -> int:
        found = _LEAD.match(self.text, self.after)
        return found.end() if found else self.after

    # ------------------------------------------------------------------------- before the mark

    @cached_property
    def _words(self) -> list[str]:
        before = self.text[max(0, self.at - _LOOK_BACK) : self.at]
        return before.split() if before and not before[-1].isspace() else []

    @cached_property
    def word(self) -> str:
        """The word that the mark follows, without brackets and quotation marks before it; may be empty."""
        return self._words[-1].lstrip(_AROUND_WORDS) if self._words else ""

    @cached_property
    def is_initial(self) -> bool:
        """True for a single letter, a capital if its script has them; a small one before a number."""
        word = self.word
        if not word[:1].isalpha() or len(word) > 2 or (len(word) == 2 and not combining(word[1])):
            return False
        return not _is_small(word[0]) or self.first.isdecimal()

    @cached_property
    def abbreviation(self) -> Kind | None:
        """The kind of the abbreviation that ends here, the longest one."""
        return self._abbreviation(len(self._words) - 1)

    def _abbreviation(self, last: int) -> Kind | None:
        form, found, known = "", None, self.rules.abbreviations
        for at in range(last, max(-1, last - self.rules.longest - 1), -1):
            word = self._words[at].lstrip(_AROUND_WORDS)
            if form and not word.endswith("."):
                found = known.get(f"{word} {form}") or found
                break
            form = word + form if form else word.rstrip(".")
            found = known.get(form) or known.get(_APOSTROPHES.split(form)[-1]) or found
        return found

    @cached_property
    def is_numbered(self) -> bool:
        """True for the number after an abbreviation such as "S." or "Nr."."""
        last = len(self._words) - 2
        if last < 0 or not self._words[last].endswith("."):
            return False
        return self._abbreviation(last) is Kind.BEFORE_NUMBER

    @cached_property
    def abbreviation_continues(self) -> bool:
        """True after the "z." of "z. B."."""
        following = self.rules.continued.get(self.word, ())
        return any(self.text.startswith(f"{part}.", self.after) for part in following)

    @cached_property
    def is_part_of_date(self) -> bool:
        """True for a number between numbers: "3. 10. 1990"."""
        before = self._words[-2] if len(self._words) > 1 else ""
        return self.first.isdecimal() and (
            re.match(r"\d{1,2}\.\s*\d", self.text[self.lead : self.lead + 8]) is not None
            or re.fullmatch(r"\d{1,2}\.", before) is not None
        )

    @cached_property
    def is_omission(self) -> bool:
        """True for "[…]" and "(...)"."""
        return (
            not self.is_stop
            and self.text[self.at - 1 : self.at] in ("[", "(")
            and self.tail[:1] in ("]", ")")
        )

    @cached_property
    def is_remark(self) -> bool:
        """True for "(!)", "(?)" and "(sic!)" within a sentence."""
        if self.tail[:1] not in (")", "]"):
            return False
        opened = max(self.text.rfind(sign, self.start, self.at) for sign in "([")
        return opened > self.start and len(self.text[opened + 1 : self.at].split()) < 2

    # -------------------------------------------------------------------------- after the mark

    @cached_property
    def small(self) -> bool:
        """True if a small letter follows, in a text with capitals: the sentence goes on."""
        if self._small_letters or not _is_small(self.first):
            return False
        if self.text[self.lead + 1 : self.lead + 2].isupper():  # iPhone
            return False
        return not self.starts_with_first_word  # 'n Man, 's Morgens

    @property
    def cased(self) -> bool:
        """True if the letter that follows belongs to a script with capitals."""
        return self.first.isupper() or _is_small(self.first)

    @property
    def capital(self) -> bool:
        """True if a letter that may begin a sentence follows."""
        return self.first.isalpha() and not self.small

    @property
    def closes_quote(self) -> bool:
        """True if a quotation mark closes after the mark."""
        return any(sign in signs.CLOSING_QUOTES for sign in self.tail)

    @cached_property
    def starts_with_first_word(self) -> bool:
        """True if the next word often begins sentences."""
        apostrophe = self.lead > self.after and self.text[self.lead - 1] in "'’‘"
        start = self.lead - apostrophe
        words = self.text[start : start + _LOOK_AHEAD // 2].split(maxsplit=1)
        if not words or (words[0][1:2] == "." and words[0][0].isupper()):  # an initial
            return False
        word = _APOSTROPHES.sub("'", words[0].rstrip(_AFTER_WORDS))
        known = self.rules.first_words
        if word in known or (word.lstrip("'") in known and not _is_small(self.first)):
            return True
        part = _PART.match(word)
        return part is not None and (part[0] in known or part[0][:-1] in known)

    @cached_property
    def hesitates(self) -> bool:
        """True if the word before the mark is said again after it: "I… I don't know"."""
        before = self.text[self.at - 1 : self.at]
        if self.is_unspaced(before):
            return self.first == before
        words = self.text[self.lead : self.lead + _LOOK_AHEAD].split(maxsplit=1)
        return bool(words) and words[0].strip(_AFTER_WORDS).casefold() == self.word.casefold() != ""

    @cached_property
    def speech(self) -> bool:
        """True if a word that introduces speech follows, as in “Who?” Mary asked."""
        if not (speech := self.rules.speech):
            return False
        following = self.text[self.lead : self.lead + _LOOK_AHEAD]
        if _UNSPACED.match(following):
            end = _CLAUSE_END.search(following[:12])
            clause = following[: min(end.start() if end else 8, 8)]
            introduces = end is not None and end[0] in "：:"  # the next quotation
            return not introduces and any(word in clause for word in speech)
        if self.starts_with_first_word and self.cased:
            return False
        words = following.split(maxsplit=3)[:3]
        for word in words:
            if word.strip(_AFTER_WORDS) in speech:
                return True
            if word[-1] in _AFTER_WORDS and word[-1] in ".?!。؟۔።":
                return False
        return False

    def is_unspaced(self, sign: str) -> bool:
        """Return True for a letter of a script without spaces between words."""
        return _UNSPACED.match(sign) is not None
