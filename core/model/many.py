"""Fast construction of many frozen values at once."""

from collections.abc import Iterable
from dataclasses import fields, make_dataclass
from functools import cache
from typing import Any, TypeVar

Value = TypeVar("Value")


def many(kind: type[Value], *columns: Iterable[object]) -> tuple[Value, ...]:
    """Return `tuple(map(kind, *columns))` in a third of the time; there is one column per field of `kind`.

    A frozen dataclass with slots sets each field by a call, because it forbids assignment. Here a class with
    the same slots that allows assignment makes the values, whose class is then changed to `kind`.
    """
    frozen: Any = kind
    values = list(map(_thawed(frozen), *columns))
    for value in values:
        value.__class__ = frozen
    return tuple(values)


@cache
def _thawed(kind: Any) -> type:
    return make_dataclass(kind.__name__, [field.name for field in fields(kind)], slots=True)
