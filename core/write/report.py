"""Reports of what a writer wrote and left out, and the warnings that writers share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of an export; nothing is left out without being counted here.

    `written` pairs are in the file; `skipped` ones were selected, but the format cannot hold them;
    `dropped_characters` are not allowed in the format. `warnings` tell the user all of this in sentences.
    """

    written: int
    skipped: int = 0
    dropped_characters: int = 0
    warnings: tuple[str, ...] = ()


def blank_pairs(number: int) -> tuple[str, ...]:
    """Return the warning about pairs without any text."""
    return counted(
        number,
        f"{number:,} pair without any text was left out.",
        f"{number:,} pairs without any text were left out.",
    )


def half_empty_pairs(number: int) -> tuple[str, ...]:
    """Return the warning about pairs with text on one side only, or on none."""
    return counted(
        number,
        f"{number:,} pair with an empty side was left out.",
        f"{number:,} pairs with an empty side were left out.",
    )


def illegal_characters(number: int) -> tuple[str, ...]:
    """Return the warning about characters that the format forbids."""
    return counted(
        number,
        f"{number:,} character that the format does not allow was dropped.",
        f"{number:,} characters that the format does not allow were dropped.",
    )


def counted(number: int, one: str, many: str) -> tuple[str, ...]:
    """Return a warning that counts something, worded for one or for many; none for a count of 0."""
    return ((one if number == 1 else many),) if number else ()
