"""Reports of the pairs that a writer wrote and left out, and the warnings that writers share."""

from dataclasses import dataclass

from core.model.message import Message, plural


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of an export; nothing is left out without being counted here.

    `written` pairs are in the file; `skipped` ones were selected, but the format cannot hold them;
    `dropped_characters` are not allowed in the format. `warnings` are sentences about these for the user.
    """

    written: int
    skipped: int = 0
    dropped_characters: int = 0
    warnings: tuple[Message, ...] = ()


def blank_pairs(number: int) -> tuple[Message, ...]:
    """Return the warning about pairs without any text."""
    return counted(
        plural(
            "{count} pair without any text was left out.",
            "{count} pairs without any text were left out.",
            number,
        )
    )


def half_empty_pairs(number: int) -> tuple[Message, ...]:
    """Return the warning about pairs with text on one side only, or on none."""
    return counted(
        plural(
            "{count} pair with an empty side was left out.",
            "{count} pairs with an empty side were left out.",
            number,
        )
    )


def illegal_characters(number: int) -> tuple[Message, ...]:
    """Return the warning about characters that the format forbids."""
    return counted(
        plural(
            "{count} character that the format does not allow was dropped.",
            "{count} characters that the format does not allow were dropped.",
            number,
        )
    )


def counted(warning: Message) -> tuple[Message, ...]:
    """Return a warning with a count, as a tuple; empty for a count of 0."""
    return (warning,) if warning.count else ()
