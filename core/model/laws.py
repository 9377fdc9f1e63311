"""The laws that hold for a bitext at every moment."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from operator import attrgetter

from core.model.bitext import Bitext
from core.model.side import SIDES, Side, SideName


class BrokenLaw(ValueError):
    """A bitext breaks one of the four laws; `law` is its number."""

    def __init__(self, law: int, sentence: str) -> None:
        super().__init__(law, sentence)
        self.law = law
        self.sentence = sentence

    def __str__(self) -> str:
        return f"Law {self.law}: {self.sentence}"


def check(bitext: Bitext) -> None:
    """Raise `BrokenLaw` unless the laws of a bitext hold. Linear in its size.

    1. Nothing lost: read in bead order, the ids of each side are that side's segments, each once, in order.
    2. Faithful: in each block, segments, white space between them and strikes tile the text.
    3. Moved pairs are links: two one-sided beads, one a side, share each `moved` id.
    4. A person's word stands: no program changes a pinned bead or an edited text. This law is about changes;
    `core.model.patch.apply` enforces it.
    """
    for name in SIDES:
        check_ids(bitext, name)
        check_text(bitext.side(name), name)
    check_links(bitext)


def check_ids(bitext: Bitext, name: SideName) -> None:
    """Raise `BrokenLaw` unless the first law holds on one side."""
    ids = list(map(attrgetter("id"), bitext.side(name).segments))
    if len(set(ids)) != len(ids):
        raise BrokenLaw(1, f"a segment id stands twice in the {name}")
    if ids and max(ids) >= bitext.side(name).next_id:
        raise BrokenLaw(1, f"the {name} would give an id a second time")
    if list(chain.from_iterable(map(attrgetter(name), bitext.beads))) != ids:
        raise BrokenLaw(1, f"the beads do not hold each segment of the {name} once, in document order")
    if not all(bead.source or bead.target for bead in bitext.beads):
        raise BrokenLaw(1, "a bead is empty on both sides")


def check_text(side: Side, name: SideName, blocks: range | None = None) -> None:
    """Raise `BrokenLaw` unless the second law holds on one side; if `blocks` are given, in these.

    That is enough where the law held before and nothing changed in the other blocks.
    """
    texts = side.document.blocks
    wanted = range(len(texts)) if blocks is None else blocks
    if wanted and not 0 <= wanted.start < wanted.stop <= len(texts):
        raise BrokenLaw(2, f"a segment of the {name} is in a block that is not there")
    struck: dict[int, list[tuple[int, int]]] = {}
    for strike in side.document.strikes:
        if not 0 <= strike.block < len(texts):
            raise BrokenLaw(2, f"a strike of the {name} is in a block that is not there")
        if not 0 <= strike.start <= strike.end <= len(texts[strike.block].text):
            raise BrokenLaw(2, f"a strike of the {name} reaches outside block {strike.block}")
        struck.setdefault(strike.block, []).append((strike.start, strike.end))
    for block, start, end in _uncovered(side, name, wanted):
        if not _hidden(texts[block].text, start, end, struck.get(block, [])):
            raise BrokenLaw(2, f"letters of block {block} of the {name} are in no segment")


def check_links(bitext: Bitext) -> None:
    """Raise `BrokenLaw` unless the third law holds."""
    linked = [bead for bead in bitext.beads if bead.moved is not None]
    if any(bead.source and bead.target for bead in linked):
        raise BrokenLaw(3, "a two-sided bead carries a link")
    for name in SIDES:
        counts = Counter(bead.moved for bead in linked if bead.ids(name))
        if any(count != 1 for count in counts.values()):
            raise BrokenLaw(3, f"a link is used twice on the {name}")
    if {bead.moved for bead in linked if bead.source} != {bead.moved for bead in linked if bead.target}:
        raise BrokenLaw(3, "a link has no partner on the other side")


def _uncovered(side: Side, name: SideName, blocks: range) -> Iterator[tuple[int, int, int]]:
    """Stretches (block, start, end) that hold letters and are in no segment.

    Raises BrokenLaw where segments overlap, stand out of order or reach outside their block.
    """
    segments = side.segments
    at = bisect_left(segments, blocks.start, key=attrgetter("block")) if blocks.start else 0
    for block in blocks:
        text = side.document.blocks[block].text
        seen = free = 0  # how far segments reach, and where the next may start
        while at < len(segments) and segments[at].block == block:
            start, end = segments[at].start, segments[at].end
            if not free <= start <= end <= len(text):
                raise BrokenLaw(2, f"segments of the {name} overlap, or reach outside block {block}")
            if seen < start and not text[seen:start].isspace():
                yield block, seen, start
            seen, free = end, max(end, start + 1)
            at += 1
        if seen < len(text) and not text[seen:].isspace():
            yield block, seen, len(text)
    if at < len(segments) and not blocks.stop <= segments[at].block < len(side.document.blocks):
        raise BrokenLaw(2, f"a segment of the {name} is in a block that is not there, or out of order")


def _hidden(text: str, start: int, end: int, struck: list[tuple[int, int]]) -> bool:
    """Whether a stretch of a block holds nothing but white space and what strikes hide."""
    for first, stop in sorted(struck):
        if first >= end:
            break
        if start < first and not text[start:first].isspace():
            return False
        start = max(start, stop)
    return start >= end or text[start:end].isspace()
