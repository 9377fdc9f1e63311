"""The laws that hold for a bitext at all times."""

from bisect import bisect_left
from collections import Counter
from itertools import chain
from operator import attrgetter

from core.model.bitext import Bitext
from core.model.blank import is_blank
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
    """Raise `BrokenLaw` unless the laws of a bitext hold. Takes time linear in its size.

    1. Nothing lost: read in bead order, the ids of each side are that side's segments, each once, in order.
    2. Faithful: strikes lie within their blocks, in order, and do not overlap; in each block, segments and
       the blanks between them (`core/model/blank.py`) tile the visible text, which is what no strike hides.
    3. Moved pairs are links: two one-sided beads, one on each side, share each `moved` id.
    4. The user's decision stays: no program changes a pinned bead, its segments or an edited text, decides
       or annotates a bead, or swaps the sides. This law is about changes; `core.model.patch.apply` enforces
       it.
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
    """Raise `BrokenLaw` unless the second law holds on one side, or in the given `blocks` of it.

    Checking these blocks is enough if the law held before and neither strikes nor other blocks changed.
    """
    if blocks is None:
        _check_strikes(side, name)
    count = len(side.document.blocks)
    wanted = range(count) if blocks is None else blocks
    if wanted and not 0 <= wanted.start < wanted.stop <= count:
        raise BrokenLaw(2, f"a segment of the {name} is in a block that is not there")
    _check_tiling(side, name, wanted)


def _check_strikes(side: Side, name: SideName) -> None:
    blocks = side.document.blocks
    last, done = 0, 0
    for strike in side.document.strikes:
        if not 0 <= strike.block < len(blocks):
            raise BrokenLaw(2, f"a strike of the {name} is in a block that is not there")
        if not 0 <= strike.start < strike.end <= len(blocks[strike.block].text):
            raise BrokenLaw(2, f"a strike of the {name} is empty or reaches outside block {strike.block}")
        if (strike.block, strike.start) < (last, done):
            raise BrokenLaw(2, f"strikes of the {name} overlap, or stand out of order")
        last, done = strike.block, strike.end


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


def _check_tiling(side: Side, name: SideName, blocks: range) -> None:
    """Raise BrokenLaw unless segments and the blanks between them tile the visible text of blocks."""
    missed = "letters of block {} of the {} are in no segment"
    segments = side.segments
    at = bisect_left(segments, blocks.start, key=attrgetter("block")) if blocks.start else 0
    for block in blocks:
        text = side.document.visible(block)
        seen = free = 0  # the offset up to which segments reach, from which the next may start
        while at < len(segments) and segments[at].block == block:
            start, end = segments[at].start, segments[at].end
            if not free <= start <= end <= len(text):
                raise BrokenLaw(2, f"segments of the {name} overlap, or reach outside block {block}")
            if seen < start and not is_blank(text[seen:start]):
                raise BrokenLaw(2, missed.format(block, name))
            seen, free = end, max(end, start + 1)
            at += 1
        if seen < len(text) and not is_blank(text[seen:]):
            raise BrokenLaw(2, missed.format(block, name))
    if at < len(segments) and not blocks.stop <= segments[at].block < len(side.document.blocks):
        raise BrokenLaw(2, f"a segment of the {name} is in a block that is not there, or out of order")
