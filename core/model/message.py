"""Messages of the program to its user, as a template and its fields, so that each interface can translate
them.

`str` returns the English sentence. Templates are written whole, as literals in `message` and `plural`: that
is how `packaging/catalogues.py` finds them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Union

Field = Union["Message", str, int]
"""A phrase, a text that no language changes (a name, or a number that is already formatted), or an
integer."""

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence or phrase in English with named fields: "Merge rows {first} and {last}".

    `many` is the template for every value but one of the field `count`, if the message has a plural. Fields
    are sorted by name. Made by `message` and `plural`.
    """

    template: str
    fields: tuple[tuple[str, Field], ...] = ()
    many: str = ""

    @property
    def count(self) -> int:
        """Return the number that selects singular or plural, or 0."""
        count = dict(self.fields).get("count")
        return count if isinstance(count, int) else 0

    def with_fields(self, **fields: Field) -> "Message":
        """Return the same message with these fields added or replaced."""
        return Message(self.template, tuple(sorted({**dict(self.fields), **fields}.items())), self.many)

    def __str__(self) -> str:
        text = self.many if self.many and self.count != 1 else self.template
        return filled(text, {name: _english(value) for name, value in self.fields})

    def __reduce__(self) -> tuple[type["Message"], tuple[object, ...]]:
        return Message, (self.template, self.fields, self.many)


def message(template: str, /, **fields: Field) -> Message:
    """Return a message with this template and these fields."""
    return Message(template, tuple(sorted(fields.items())))


def plural(one: str, many: str, count: int, /, **fields: Field) -> Message:
    """Return a message about `count` things; it fills the field of that name.

    Raises ValueError if no template uses it: JSON keeps only fields that are used.
    """
    if "count" not in _names(one, many):
        raise ValueError(f"no {{count}} in {one!r} or {many!r}")
    return Message(one, tuple(sorted({**fields, "count": int(count)}.items())), many)


def filled(template: str, fields: Mapping[str, str]) -> str:
    """Return the template with each "{name}" replaced by the field of that name; other braces stay."""
    return _FIELD.sub(lambda found: fields.get(found[1], found[0]), template)


def to_json(phrase: Message) -> str | list[Any]:
    """Return a message for JSON: a string, or a list of its template and its fields in order of appearance.

    The first item of a plural is a list of its two templates. A field that no template uses is left out.
    """
    return _packed(phrase) if phrase.fields or phrase.many else phrase.template


def from_json(record: Any) -> Message:
    """Return the message of a `to_json` record; a plain string becomes a message without fields. Raises
    ValueError."""
    match record:
        case str():
            return Message(record)
        case [str(one), *values]:
            many = ""
        case [[str(one), str(many)], *values]:
            pass
        case _:
            raise ValueError(f"no message: {record!r}")
    names = _names(one, many)
    if len(names) != len(values):
        raise ValueError(f"no message: {record!r}")
    given = zip(names, map(_unpacked, values), strict=True)
    return Message(one, tuple(sorted((name, value) for name, value in given if value is not None)), many)


def _names(*templates: str) -> list[str]:
    return [*dict.fromkeys(name for template in templates for name in _FIELD.findall(template))]


def _packed(phrase: Message) -> list[Any]:
    fields = dict(phrase.fields)
    values = [fields.get(name) for name in _names(phrase.template, phrase.many)]
    first = [phrase.template, phrase.many] if phrase.many else phrase.template
    return [first, *(_packed(value) if isinstance(value, Message) else value for value in values)]


def _unpacked(value: Any) -> Field | None:
    return value if isinstance(value, str | int | None) else from_json(value)


def _english(value: Field) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
