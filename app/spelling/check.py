"""Tasks that check words against a dictionary, for a child process: a damaged dictionary can crash or hang
the library that reads it."""

import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from app.spelling.dictionaries import find
from app.spelling.own_words import own_words
from core import language
from core.errors import Damaged, DiglotError, Missing
from core.model.message import message
from core.progress import Progress

if TYPE_CHECKING:
    from hunspell import Hunspell

SUGGESTIONS = 5
_LONGEST = 80  # letters; suggestions for longer words take seconds
_TRIED = 500  # entries of a dictionary, of which at least one must be right
_COUNT = regex.compile(rb"(?:\xef\xbb\xbf)?\s*\d+\s*(?:[#\t ].*)?")


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A choice of dictionary: the language of a text, the folders to look in, and the user's own words."""

    tag: str
    among: tuple[str, ...]
    own: Path


@dataclass(frozen=True, slots=True)
class CheckWords:
    """Return those of some words that are neither in the dictionary nor the user's own.

    Raises DiglotError if there is no usable dictionary.
    """

    dictionary: Dictionary
    words: tuple[str, ...]

    def __call__(self, progress: Progress) -> frozenset[str]:
        spelling, own = _opened(self.dictionary), own_words(self.dictionary.own)
        return frozenset(
            word
            for word in self.words
            if not ({word, word.lower()} & own or len(word) > _LONGEST or _right(spelling, word))
        )


@dataclass(frozen=True, slots=True)
class SuggestWords:
    """Return a few words of the dictionary that a misspelt word may stand for, the best first."""

    dictionary: Dictionary
    word: str

    def __call__(self, progress: Progress) -> tuple[str, ...]:
        found: list[str] = []
        for form in _forms(self.word):
            with suppress(UnicodeEncodeError):
                found += _opened(self.dictionary).suggest(form)
        curly = "’" in self.word
        written = (word.replace("'", "’") if curly else word for word in found if word)
        return tuple(dict.fromkeys(written))[:SUGGESTIONS]


def unusable(tag: str, file: str = "") -> Damaged:
    """Return the error for a dictionary that crashes, hangs, or is no dictionary."""
    return Damaged(
        message(
            "The spelling dictionary for {language} is damaged, so these texts are not checked.",
            language=language.name(tag),
        ),
        file=file,
        remedy=message("Install “{file}” again.", file=file) if file else None,
    )


def _opened(wanted: Dictionary) -> "Hunspell":
    return _loaded(wanted.tag, wanted.among)


@lru_cache(maxsize=4)
def _loaded(tag: str, among: tuple[str, ...]) -> "Hunspell":
    """Load the dictionary for a language. Errors are not cached: a dictionary may be installed later."""
    try:
        from hunspell import Hunspell
    except ImportError as error:
        raise DiglotError(
            message("Spelling cannot be checked: the package “chunspell-next” is not installed."),
            remedy=message("Install it with “python3 start.py spelling”."),
        ) from error
    if language.known(tag) is None:
        raise DiglotError(message("Spelling cannot be checked where the language of a text is unknown."))
    file = find(tag, among)
    if file is None:
        raise Missing(
            message("No spelling dictionary for {language} was found.", language=language.name(tag)),
            remedy=message("The settings list the folders where Diglot looks for one."),
        )
    try:
        spelling = Hunspell(file.stem, str(file.parent), system_encoding="utf-8")
        sound = _sound(spelling, file.with_suffix(".dic"))
    except (OSError, ValueError) as error:
        raise unusable(tag, str(file)) from error
    if not sound:
        raise unusable(tag, str(file))
    return spelling


def _sound(spelling: "Hunspell", file: Path) -> bool:
    """Return whether a list of words begins with a count, as it must, and some of its words are right.

    Hunspell itself reads anything, and then finds every word wrong.
    """
    with file.open("rb") as lines:
        if not _COUNT.fullmatch(next(lines, b"").rstrip(b"\r\n")):
            return False
        entries = [regex.split(rb"[/\t\r\n]", line, maxsplit=1)[0] for line in islice(lines, _TRIED)]
    words = (entry.decode(spelling._dic_encoding, "replace") for entry in entries)
    return any(word.isprintable() and "\ufffd" not in word and spelling.spell(word) for word in words if word)


def _right(spelling: "Hunspell", word: str) -> bool:
    """Return whether a word is right, or has letters that the dictionary cannot know."""
    verdicts = []
    for form in _forms(word):
        with suppress(UnicodeEncodeError):  # letters that the encoding of the dictionary lacks
            verdicts.append(spelling.spell(form))
    return any(verdicts) or not verdicts


def _forms(word: str) -> Iterator[str]:
    """Yield the spellings of a word that dictionaries may list: composed, then with a straight apostrophe."""
    plain = unicodedata.normalize("NFC", word.replace("\u00ad", "").replace("‑", "-").replace("‐", "-"))
    yield plain
    straight = plain.replace("’", "'").replace("ʼ", "'")
    if straight != plain:
        yield straight
