"""A file's text: blocks that keep every letter, and strikes that hide some of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from core.model.message import Message
from core.model.visible import VisibleText, visible_text

Place = tuple[tuple[str, int | str], ...]
"""The position of a block in the file, from the outside in: `(("table", 1), ("row", 2), ("cell", 3))`."""


class BlockKind(StrEnum):
    """The role of a block in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list item"
    TABLE_CELL = "table cell"
    VERSE = "verse"
    CUE = "cue"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that never shares a sentence with its neighbour.

    `text` is exactly what the file contains; `place` is where; `level` is a heading's (1 is the highest) or a
    list item's depth, otherwise 0.
    """

    kind: BlockKind
    text: str
    place: Place = ()
    level: int = 0

    def __reduce__(self) -> tuple[type["Block"], tuple[object, ...]]:
        return Block, (self.kind, self.text, self.place, self.level)  # as in Segment


@dataclass(frozen=True, slots=True)
class Strike:
    """Letters `start` to `end` of block `block` (an index) that cleaning hides, and the rule that hid them.

    Offsets count in the block's `text`. The text before and after a strike is joined without anything
    between: a rule that hides a running head includes the white space, one that hides a hyphen and a line end
    joins a word.
    """

    block: int
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text as blocks.

    `format` is the reader's name ("docx"); `language` a BCP 47 tag ("und" if unknown); `digest` the SHA-256
    of the file's bytes in hexadecimal; `encoding` the character encoding of a text file, "" for formats that
    need none; `strikes` are in document order and do not overlap; `warnings` are sentences for the user.
    """

    name: str
    format: str
    language: str
    digest: str
    blocks: tuple[Block, ...]
    encoding: str = ""
    strikes: tuple[Strike, ...] = ()
    warnings: tuple[Message, ...] = ()
    _struck: dict[int, VisibleText] = field(default_factory=dict, init=False, repr=False, compare=False)

    def visible(self, block: int) -> str:
        """Return a block's text without its struck letters; the offsets of segments count in it."""
        if not self.strikes:
            return self.blocks[block].text
        found = self._struck_blocks().get(block)
        return self.blocks[block].text if found is None else found.text

    def visible_text(self, block: int) -> VisibleText:
        """Return a block's visible text with the mapping back to the file's offsets."""
        found = self._struck_blocks().get(block)
        return visible_text(self.blocks[block].text, ()) if found is None else found

    def _struck_blocks(self) -> dict[int, VisibleText]:
        """Return the visible texts of the blocks that have strikes, computed at the first call and cached.

        If two threads call it first at once, both compute the same values, which does no harm.
        """
        if self.strikes and not self._struck:
            self._struck.update(struck_blocks(self.blocks, self.strikes))
        return self._struck


def struck_blocks(blocks: tuple[Block, ...], strikes: Iterable[Strike]) -> dict[int, VisibleText]:
    """Return the visible text of each block that has strikes."""
    return {
        number: visible_text(blocks[number].text, ((one.start, one.end) for one in group))
        for number, group in groupby(strikes, attrgetter("block"))
    }
