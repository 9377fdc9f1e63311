"""The side of a bitext: one document cut into segments."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from operator import attrgetter
from typing import Literal

from core.model.document import Document
from core.model.message import Message, message

Span = tuple[int, int]
"""Start and end of a stretch of a text, in characters."""
IndexRange = tuple[int, int]
"""First index, and the end (exclusive), of consecutive rows or segments."""
SideName = Literal["source", "target"]
SIDES: tuple[SideName, SideName] = ("source", "target")
SIDE_WORDS: Mapping[SideName, Message] = {"source": message("source"), "target": message("target")}
"""Each side as a field of a message about it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Visible letters `start` to `end` of block `block` (an index), or what the user `edited` them into.

    The offsets count in the block's text without its struck letters (`Document.visible`). `id` is an integer
    never used twice in a side, even after the segment is gone.
    """

    id: int
    block: int
    start: int
    end: int
    edited: str | None = None

    def __reduce__(self) -> tuple[type["Segment"], tuple[object, ...]]:
        # pickles several times faster than dataclasses do by default
        return Segment, (self.id, self.block, self.start, self.end, self.edited)


PAIRS = "pairs"
"""The value of `Side.cut_by` for segments read from a file of pairs."""


@dataclass(frozen=True, slots=True)
class Side:
    """A document and its segments in document order; `cut_by` names the segmenter.

    `next_id` is the id of the next new segment: it only grows, even through undo, so that an id is never used
    twice; two sides that differ in nothing else are equal.
    """

    document: Document
    segments: tuple[Segment, ...]
    cut_by: str
    next_id: int = field(compare=False)
    _positions: dict[int, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def edited(self, segments: tuple[Segment, ...]) -> "Side":
        """Return the side with other segments that have the same ids, in the same order."""
        side = replace(self, segments=segments)
        object.__setattr__(side, "_positions", self._positions)  # they are the same, and slow to compute
        return side

    def position(self, segment_id: int) -> int:
        """Return the index in `segments` of the segment with this id. Raises KeyError."""
        return self._known()[segment_id]

    def holds(self, segment_id: int) -> bool:
        """Return whether there is a segment with this id."""
        return segment_id in self._known()

    def _known(self) -> dict[int, int]:
        if not self._positions:
            self._positions.update(zip(map(attrgetter("id"), self.segments), count(), strict=False))
        return self._positions

    def segment(self, segment_id: int) -> Segment:
        """Return the segment with this id. Raises KeyError."""
        return self.segments[self.position(segment_id)]

    def original(self, segment: Segment) -> str:
        """Return the visible letters of the document under a segment, even if the user edited it."""
        document = self.document
        # most documents have no strikes, and a call for each segment of a book is noticeable
        text = document.visible(segment.block) if document.strikes else document.blocks[segment.block].text
        return text[segment.start : segment.end]

    def text(self, segment_id: int) -> str:
        """Return a segment's text: what the user edited, or the document's letters."""
        segment = self.segment(segment_id)
        return self.original(segment) if segment.edited is None else segment.edited

    def texts(self) -> tuple[str, ...]:
        """Return all segments' texts in document order."""
        if self.document.strikes:
            return tuple(
                self.original(segment) if segment.edited is None else segment.edited
                for segment in self.segments
            )
        blocks = self.document.blocks
        return tuple(
            blocks[segment.block].text[segment.start : segment.end]
            if segment.edited is None
            else segment.edited
            for segment in self.segments
        )
