"""Messages: what the program says to its user, as a template and its fields, so that a face can translate it.

`str` gives the English sentence. Templates are written whole, as literals in `message` and `plural`: that is
how `packaging/catalogues.py` finds them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Union

Field = Union["Message", str, int]
"""A phrase, a text that no language changes (a name, a figure that is already written), or a whole number."""

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence or a phrase in English with named fields: "Merge rows {first} and {last}".

    `many` is the form for every number but one of the field `count`, where the message has a plural. Fields
    are in the order of their names. Made by `message` and `plural`.
    """

    template: str
    fields: tuple[tuple[str, Field], ...] = ()
    many: str = ""

    @property
    def count(self) -> int:
        """Return the number that decides between one and many, 0 where there is none."""
        count = dict(self.fields).get("count")
        return count if isinstance(count, int) else 0

    def __str__(self) -> str:
        text = self.many if self.many and self.count != 1 else self.template
        return filled(text, {name: _english(value) for name, value in self.fields})

    def __reduce__(self) -> tuple[type["Message"], tuple[object, ...]]:
        return Message, (self.template, self.fields, self.many)


def message(template: str, /, **fields: Field) -> Message:
    """Return the message that this template becomes with these fields."""
    return Message(template, tuple(sorted(fields.items())))


def plural(one: str, many: str, count: int, /, **fields: Field) -> Message:
    """Return the message about `count` things, which fills the field of that name."""
    return Message(one, tuple(sorted({**fields, "count": int(count)}.items())), many)


def filled(template: str, fields: Mapping[str, str]) -> str:
    """Return the template with each "{name}" replaced by the field of that name; other braces stay."""
    return _FIELD.sub(lambda found: fields.get(found[1], found[0]), template)


def to_json(phrase: Message) -> str | list[Any]:
    """Return a message for JSON: a string, or a list of its templates and the dictionary of its fields."""
    if not (phrase.fields or phrase.many):
        return phrase.template
    fields = {name: _field_to_json(value) for name, value in phrase.fields}
    return [phrase.template, phrase.many, fields] if phrase.many else [phrase.template, fields]


def from_json(record: Any) -> Message:
    """Return the message of a `to_json` record; a plain string is a text as it stands. Raises ValueError."""
    match record:
        case str():
            return Message(record)
        case [str(template), dict(fields)]:
            return Message(template, _fields(fields))
        case [str(one), str(many), dict(fields)]:
            return Message(one, _fields(fields), many)
    raise ValueError(f"no message: {record!r}")


def _fields(record: dict[str, Any]) -> tuple[tuple[str, Field], ...]:
    return tuple(sorted((name, _field_from_json(value)) for name, value in record.items()))


def _field_to_json(value: Field) -> Any:
    # A phrase without fields of its own would read as a text: it gets an empty dictionary.
    if isinstance(value, Message):
        record = to_json(value)
        return [record, {}] if isinstance(record, str) else record
    return value


def _field_from_json(value: Any) -> Field:
    return value if isinstance(value, str | int) else from_json(value)


def _english(value: Field) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
