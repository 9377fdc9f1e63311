"""Options of writers: small frozen dataclasses that a dialog can show and a command line can set.

Each field is made by `yes_or_no` or `one_of`, which store the title shown to users with the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from core.model.message import Message

Options = TypeVar("Options")
_WORDS = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class NoOptions:
    """The options of a format that has none."""


@dataclass(frozen=True, slots=True)
class OptionField:
    """An option as it is shown: its name, its title, its default, and the title of each possible value.

    `values` is empty for an option that is on or off.
    """

    name: str
    title: Message
    default: bool | str
    values: Mapping[str, Message]


def yes_or_no(title: Message, default: bool) -> Any:
    """Return a dataclass field that is on or off."""
    return field(default=default, metadata={"title": title, "values": {}})


def one_of(title: Message, values: Mapping[str, Message], default: str) -> Any:
    """Return a dataclass field that is one of `values`, which maps each value to its title."""
    return field(default=default, metadata={"title": title, "values": values})


def option_fields(options: Any) -> tuple[OptionField, ...]:
    """Return the fields of a writer's options, in order."""
    return tuple(
        OptionField(one.name, one.metadata["title"], getattr(options, one.name), one.metadata["values"])
        for one in fields(options)
    )


def with_option(options: Options, name: str, word: str) -> Options:
    """Return options with one of them set from a word: yes or no, or one of its values.

    Raises KeyError if there is no such option, and ValueError, with the possible words, for any other word.
    """
    option = {one.name: one for one in option_fields(options)}[name]
    possible: Mapping[str, bool | str] = {value: value for value in option.values} or _WORDS
    if word not in possible:
        raise ValueError(" or ".join(possible))
    return replace(options, **{name: possible[word]})  # type: ignore[type-var]
