"""Bitexts for the tests of writers: made by hand, and made up with illegal characters."""

import io
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from core.model import Bead, Bitext, Block, BlockKind, Document, Segment, Side
from core.write import EVERYTHING, Report, Selection, Writer, selected_units
from tests.strategies import bitexts

ILLEGAL = "\x00\x08\x0b\x1b\x1f\ud800\udfff\ufffe\uffff"


def side(*texts: str, language: str = "en", name: str = "text.txt") -> Side:
    """A side with a block a text, each one segment."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
    document = Document(name, "text", language, "", blocks)
    segments = tuple(Segment(at, at, 0, len(text)) for at, text in enumerate(texts))
    return Side(document, segments, "lines", len(texts))


def cut_side(text: str, *spans: tuple[int, int], language: str = "en") -> Side:
    """A side of one block, cut at these spans."""
    document = Document("text.txt", "text", language, "", (Block(BlockKind.PARAGRAPH, text),))
    segments = tuple(Segment(at, 0, start, end) for at, (start, end) in enumerate(spans))
    return Side(document, segments, "rules", len(spans))


def one_to_one(source: Side, target: Side, confidence: float = 0.9) -> Bitext:
    """A bitext that pairs the segments in order."""
    pairs = zip(source.segments, target.segments, strict=True)
    return Bitext(source, target, tuple(Bead((a.id,), (b.id,), confidence) for a, b in pairs))


def pair(source: str, target: str, tags: tuple[str, str] = ("en", "de")) -> Bitext:
    """A bitext of one pair."""
    return one_to_one(side(source, language=tags[0]), side(target, language=tags[1]))


def written(
    writer: Writer, bitext: Bitext, selection: Selection = EVERYTHING, options: Any = None
) -> tuple[bytes, Report]:
    """Return the bytes that a writer makes of the selected pairs, and its report."""
    units = selected_units(bitext, EVERYTHING if writer.needs_all_pairs else selection)
    file = io.BytesIO()
    report = writer.write(units, writer.options if options is None else options, file)
    return file.getvalue(), report


@st.composite
def spoiled_bitexts(draw: st.DrawFn) -> Bitext:
    """Bitexts that keep the laws, some of whose texts and notes hold what no format allows."""
    whole = draw(bitexts())
    spoils = st.none() | st.text(ILLEGAL + "ab\t\n \r\u2028字", max_size=6)
    source, target = (_edited(draw, side, spoils) for side in (whole.source, whole.target))
    beads = tuple(replace(bead, note=bead.note + (draw(spoils) or "")) for bead in whole.beads)
    return Bitext(source, target, beads)


def _edited(draw: st.DrawFn, whole: Side, edits: st.SearchStrategy[str | None]) -> Side:
    segments = []
    for segment in whole.segments:
        edit = draw(edits)
        segments.append(segment if edit is None else replace(segment, edited=edit))
    return replace(whole, segments=tuple(segments))
