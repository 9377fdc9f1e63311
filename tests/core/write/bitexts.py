"""Bitexts for the tests of writers: made by hand, and made up by Hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from core.model import Bead, Bitext, Block, BlockKind, Document, Segment, Side, Status

ILLEGAL = "\x00\x08\x0b\x1b\x1f\ud800\udfff\ufffe\uffff"
TAGS = ("en", "de", "zh", "ar", "he", "ja", "th", "und")


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


def _letters(extra: str) -> st.SearchStrategy[str]:
    alphabet = st.one_of(
        st.sampled_from("ab .,=+-@'\"\t\n\r<>&;|#" + extra),
        st.sampled_from("äß漢字。「」สวัสดีשלוםمرحبا\u200f😀𐍈"),
        st.characters(exclude_categories=("Cs", "Cc")),
    )
    return st.text(alphabet, max_size=12)


def _sides(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Side]:
    return st.builds(
        lambda texts, tag: side(*texts, language=tag), st.lists(texts, max_size=8), st.sampled_from(TAGS)
    )


@st.composite
def bitexts(draw: st.DrawFn, illegal: str = ILLEGAL) -> Bitext:
    """Bitexts that keep the laws: any texts, beads of any shape, edits, decisions and moved pairs."""
    sides = tuple(_edited(draw, draw(_sides(_letters(illegal)))) for _ in range(2))
    left = [list(side.segments) for side in sides]
    beads: list[Bead] = []
    while left[0] or left[1]:
        sizes = [draw(st.integers(0, min(3, len(segments)))) for segments in left]
        if sizes == [0, 0]:
            sizes = [min(1, len(segments)) for segments in left]
        taken = [tuple(left[at].pop(0).id for _ in range(sizes[at])) for at in range(2)]
        beads.append(draw(_beads(*taken)))
    return Bitext(*sides, _linked(draw, tuple(beads)))


def _beads(source: tuple[int, ...], target: tuple[int, ...]) -> st.SearchStrategy[Bead]:
    return st.builds(
        Bead,
        st.just(source),
        st.just(target),
        st.none() | st.floats(0, 1),
        st.sampled_from(Status),
        st.sampled_from(["", "why?", "two\nlines\tand a tab", "bad\x00"]),
        st.booleans(),
    )


def _edited(draw: st.DrawFn, whole: Side) -> Side:
    words = st.none() | st.sampled_from(["", "edited", "=1+1"])
    return replace(whole, segments=tuple(replace(segment, edited=draw(words)) for segment in whole.segments))


def _linked(draw: st.DrawFn, beads: tuple[Bead, ...]) -> tuple[Bead, ...]:
    sources = [at for at, bead in enumerate(beads) if not bead.target]
    targets = [at for at, bead in enumerate(beads) if not bead.source]
    if not (sources and targets and draw(st.booleans())):
        return beads
    linked = {draw(st.sampled_from(sources)), draw(st.sampled_from(targets))}
    return tuple(replace(bead, moved=7) if at in linked else bead for at, bead in enumerate(beads))
