"""Rules for the sentences of a language: a TOML file that a linguist writes, and its value.

`docs/segmentation.md` describes the file.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from core.errors import Damaged
from core.model.message import message


class Kind(Enum):
    """The kind of an abbreviation: where its full stop may end a sentence."""

    NEVER_FINAL = "never_final"
    MAY_BE_FINAL = "may_be_final"
    BEFORE_NUMBER = "before_number"


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The rules of a language. The defaults are those of a language without a file.

    `abbreviations` have neither white space nor their last full stop: "z.B"; a word without a full stop
    stands before a space: "et al". `longest` counts the words of the longest one. `continued` maps their
    beginnings to what may come next: "z" to ("B",).
    """

    name: str = ""
    abbreviations: Mapping[str, Kind] = field(default_factory=dict)
    continued: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    longest: int = 1
    ordinals: bool = False
    roman_ordinals: bool = False
    first_words: frozenset[str] = frozenset()
    small_letters: bool = False
    speech: frozenset[str] = frozenset()
    letters: str = ""
    end: str = ""
    not_end: str = ""
    conjunctions: frozenset[str] = frozenset()


def _strings(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value):
        return tuple(value)
    return None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


_KEYS = {
    ("abbreviations", "never_final"): _strings,
    ("abbreviations", "may_be_final"): _strings,
    ("abbreviations", "before_number"): _strings,
    ("numbers", "ordinals"): _truth,
    ("numbers", "roman_ordinals"): _truth,
    ("sentences", "first_words"): _strings,
    ("sentences", "small_letters"): _truth,
    ("quotations", "speech"): _strings,
    ("quotations", "letters"): _strings,
    ("marks", "end"): _strings,
    ("marks", "not_end"): _strings,
    ("clauses", "conjunctions"): _strings,
}
"""Every key of a file, and the reading of its value, None if it is wrong."""


_SAME = dict(
    pair.split(":")
    for pair in "no:nb hyw:hy fil:tl prs:fa arz:ar ary:ar azb:az bar:de gsw:de vls:nl scn:it "
    "cmn:zh yue:zh lzh:zh wuu:zh nan:zh".split()
)
"""Languages with the rules of another."""


def rules_for(language: str) -> Rules:
    """Return the rules of the file for a BCP 47 tag, or for a shorter form of it; else the default rules."""
    parts = language.replace("_", "-").split("-")
    parts[0] = _SAME.get(parts[0], parts[0])
    for length in range(len(parts), 0, -1):
        if found := _shipped("-".join(parts[:length])):
            return found
    return _DEFAULT


@cache
def _shipped(code: str) -> Rules | None:
    if not re.fullmatch(r"[A-Za-z0-9-]{2,20}", code):
        return None
    file = files("resources").joinpath("segmentation", f"{code}.toml")
    return read_rules(file.name, file.read_text(encoding="utf-8")) if file.is_file() else None


def read_rules(name: str, text: str) -> Rules:
    """Return the rules in the text of a file. Raises `Damaged`, which names the line or the key."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        raise Damaged(
            message("The rules in “{file}” cannot be read: {reason}.", file=name, reason=reason), file=name
        ) from None
    values = dict(_values(name, tables))
    kinds = {
        form: kind
        for kind in reversed(Kind)  # what is listed twice is the earlier kind
        for entry in values.get(("abbreviations", kind.value), ())
        for form in _forms(entry)
    }
    return Rules(
        name=name,
        abbreviations=kinds,
        continued=_continued(kinds),
        longest=max((form.count(".") + form.count(" ") + 1 for form in kinds), default=1),
        ordinals=values.get(("numbers", "ordinals"), False),
        roman_ordinals=values.get(("numbers", "roman_ordinals"), False),
        first_words=frozenset(values.get(("sentences", "first_words"), ())),
        small_letters=values.get(("sentences", "small_letters"), False),
        speech=frozenset(values.get(("quotations", "speech"), ())),
        letters="".join(values.get(("quotations", "letters"), ())),
        end="".join(values.get(("marks", "end"), ())),
        not_end="".join(values.get(("marks", "not_end"), ())),
        conjunctions=frozenset(values.get(("clauses", "conjunctions"), ())),
    )


def _values(name: str, tables: Mapping[str, object]) -> Iterator[tuple[tuple[str, str], Any]]:
    for table, keys in tables.items():
        if not isinstance(keys, dict):
            sentence = message(
                "The rules in “{file}” have “{key}” outside of a [table].", file=name, key=table
            )
            raise Damaged(sentence, file=name)
        for key, value in keys.items():
            where = {"file": name, "key": key, "table": table}
            read = _KEYS.get((table, key))
            if read is None:
                raise Damaged(
                    message("The rules in “{file}” have an unknown key “{key}” in [{table}].", **where),
                    file=name,
                )
            if (found := read(value)) is None:
                raise Damaged(
                    message("The rules in “{file}” have a wrong value for “{key}” in [{table}].", **where),
                    file=name,
                )
            yield (table, key), found


def _forms(entry: str) -> tuple[str, ...]:
    """Return an abbreviation as it is looked up, also with a capital if it begins with a small letter."""
    words = entry.split()
    first = next((at for at, word in enumerate(words) if "." in word), len(words) - 1)
    before = f"{words[first - 1]} " if first else ""
    form = before + "".join(words[first:]).rstrip(".")
    return (form, form[0].upper() + form[1:]) if form[:1].islower() else (form,)


def _continued(kinds: Mapping[str, Kind]) -> dict[str, tuple[str, ...]]:
    """Return what may come after each beginning of an abbreviation of several words."""
    found: dict[str, list[str]] = {}
    for form in kinds:
        parts = form.rpartition(" ")[2].split(".")
        for at in range(1, len(parts)):
            if parts[at]:
                found.setdefault(".".join(parts[:at]), []).append(parts[at])
    return {start: tuple(nexts) for start, nexts in found.items()}


_DEFAULT = Rules()
