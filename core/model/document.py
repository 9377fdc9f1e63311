"""What a file says: blocks of text, kept to the letter."""

from dataclasses import dataclass
from enum import StrEnum

Place = tuple[tuple[str, int | str], ...]
"""Where a block stood, from the outside in: `(("table", 1), ("row", 2), ("cell", 3))`."""


class BlockKind(StrEnum):
    """What a block is in its document."""

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

    `text` is to the letter what the file says; `place` says where; `level` is a heading's (1 is the
    highest) or a list item's depth, and 0 elsewhere.
    """

    kind: BlockKind
    text: str
    place: Place = ()
    level: int = 0

    def __reduce__(self) -> tuple[type["Block"], tuple[object, ...]]:
        return Block, (self.kind, self.text, self.place, self.level)  # as in Segment


@dataclass(frozen=True, slots=True)
class Strike:
    """Letters `start` to `end` of block `block` (an index) that cleaning hides, and the rule that did."""

    block: int
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text as blocks.

    `format` is the reader's name ("docx"); `language` a BCP 47 tag ("und" where unknown); `digest` the
    SHA-256 of the file's bytes in hexadecimal; `encoding` the character encoding of a text file, "" for
    formats that need none; `warnings` are sentences for the person.
    """

    name: str
    format: str
    language: str
    digest: str
    blocks: tuple[Block, ...]
    encoding: str = ""
    strikes: tuple[Strike, ...] = ()
    warnings: tuple[str, ...] = ()
