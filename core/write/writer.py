"""The protocol of writers: one row of the table of formats that Diglot exports."""

from typing import Any, BinaryIO, Protocol

from core.model.message import Message
from core.write.report import Report
from core.write.unit import Units


class Writer(Protocol):
    """A format that Diglot exports.

    `id` is unique and never changes; `title` is shown to users; `suffix` begins with a dot, is in lower case
    and may be shared by several writers. `options` is a frozen dataclass of defaults, made of the fields of
    `core.write.options`. `needs_all_pairs` is True for a format that makes no sense in part.
    """

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> Message: ...

    @property
    def suffix(self) -> str: ...

    @property
    def options(self) -> Any: ...

    @property
    def needs_all_pairs(self) -> bool: ...

    def write(self, units: Units, options: Any, file: BinaryIO) -> Report:
        """Write the units, in their order, to a file that is open for bytes.

        Raises `CannotWrite` if the format cannot hold so many texts.
        """
        ...

    def count(self, units: Units) -> int:
        """Return how many units `write` would report as written."""
        ...
