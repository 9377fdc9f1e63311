"""Hypothesis strategies for the values of `core.model`: whole bitexts that keep every law, and patches.

@given(bitexts())
def test_…(bitext: Bitext) -> None: …
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from core.model import (
    Bead,
    Bitext,
    Block,
    BlockKind,
    Document,
    Patch,
    PropertyChange,
    Segment,
    Side,
    SideName,
    Splice,
    Status,
    Strike,
)
from core.model.message import Message

Item = TypeVar("Item", Bead, Segment, Strike)

_SENTENCES = (
    "The house stood empty.",
    "“No,” he said.",
    "Chapter 3",
    "Ein schöner Tag, oder?",
    "Größe: 5 % & mehr <b>…",
    "Où est-il allé ?",
    "=1+2",
    'tab\tand "quotes"',
    "他说：“你好。”",
    "今天天气很好！",
    "「行こう」と言った。",
    "한국어 문장입니다.",
    "ذهب الولد إلى المدرسة.",
    "هَلْ أَنْتَ هُنَا؟",
    "«١٢ كتابًا»",
    "שלום עולם!",
    "ខ្ញុំទៅផ្សារ។",
    "सूरज निकला।",
    "ไปไหนมา",
    "𝔘nter 😀 e\u0301 x\u200dy\u200f\u00adz",
    "two\nlines",
    "a",
)
_LETTERS = "aé.,!?“”& <>\t\n'\"=今。ا،שក😀\u0301\u00ad\u3000"
_GAPS = (" ", "  ", "\n", "\u3000", "\u00a0 ")
_LANGUAGES = ("en", "de", "zh", "zh-Hant", "ar", "he", "und", "sr-Latn")

short_texts = st.sampled_from(_SENTENCES) | st.text(_LETTERS, max_size=6)
"""Short texts of many scripts, sometimes empty or white space alone."""

sentences = short_texts.map(lambda text: text.strip() or "x")
"""Texts of segments: not empty, without white space at the edges."""


@st.composite
def sides(draw: DrawFn, *, min_segments: int = 0, max_blocks: int = 3) -> Side:
    """A side of several blocks, some blank or of one segment; ids as a history of edits leaves them.

    Strikes hide letters anywhere in its blocks: between segments, at their edges and within them.
    """
    blocks: list[Block] = []
    spans: list[tuple[int, int, int]] = []
    strikes: list[Strike] = []
    wanted = draw(st.lists(st.lists(sentences, max_size=3), max_size=max_blocks))
    missing = min_segments - sum(len(texts) for texts in wanted)
    if missing > 0:
        wanted.append(draw(st.lists(sentences, min_size=missing, max_size=missing)))
    for texts in wanted:
        text = draw(st.sampled_from(("", " ")))
        for sentence in texts:
            spans.append((len(blocks), len(text), len(text) + len(sentence)))
            text += sentence + draw(st.sampled_from(_GAPS))
        text, hidden = draw(struck(len(blocks), text))
        strikes += hidden
        kind = draw(st.sampled_from(BlockKind))
        level = draw(st.integers(1, 6)) if kind is BlockKind.HEADING else 0
        blocks.append(Block(kind, text, (("paragraph", len(blocks) + 1),), level))
    first, backwards = draw(st.integers(0, 5)), draw(st.booleans())
    ids = range(first, first + len(spans))[:: -1 if backwards else 1]
    segments = tuple(Segment(id_, *span, draw(_EDITS)) for id_, span in zip(ids, spans, strict=True))
    document = Document(
        name=draw(st.sampled_from(("book.txt", "Wörter & Bücher.docx", "书.html"))),
        format="txt",
        language=draw(st.sampled_from(_LANGUAGES)),
        digest="0" * 64,
        blocks=tuple(blocks),
        strikes=tuple(strikes),
    )
    return Side(document, segments, "lines", first + len(spans) + draw(st.integers(0, 2)))


@st.composite
def struck(draw: DrawFn, block: int, visible: str) -> tuple[str, list[Strike]]:
    """A block's text with letters put into its `visible` text, and the strikes that hide them again."""
    places = draw(st.lists(st.integers(0, len(visible)), max_size=2).map(sorted))
    text, strikes, done = "", [], 0
    for place in places:
        text += visible[done:place]
        hidden = draw(_HIDDEN)
        strikes.append(Strike(block, len(text), len(text) + len(hidden), draw(_RULES)))
        text, done = text + hidden, place
    return text + visible[done:], strikes


@st.composite
def bitexts(
    draw: DrawFn, *, min_segments: int = 0, max_blocks: int = 3, moved: bool = True, decided: bool = True
) -> Bitext:
    """A bitext that keeps the laws: beads of all shapes, empty sides, edited texts and moved pairs.

    `min_segments` counts for each side. Without `decided` no person has touched it: no bead is accepted or
    carries a note, and no text is edited.
    """
    source = draw(sides(min_segments=min_segments, max_blocks=max_blocks))
    target = draw(sides(min_segments=min_segments, max_blocks=max_blocks))
    if not decided:
        source, target = untouched(source), untouched(target)
    beads = _beads(draw, source, target, decided)
    return Bitext(source, target, _linked(draw, beads) if moved else tuple(beads))


def untouched(side: Side) -> Side:
    """The side as no person has edited it."""
    segments = tuple(
        Segment(segment.id, segment.block, segment.start, segment.end) for segment in side.segments
    )
    return Side(side.document, segments, side.cut_by, side.next_id)


_HIDDEN = st.sampled_from(("-\n", "\u00ad", " 17 ", "\n\nA RUNNING HEAD\n\n", "*")) | st.text(
    _LETTERS, min_size=1, max_size=4
)
_RULES = st.sampled_from(("hyphen", "running head", "note mark"))
_EDITS = st.sampled_from((None, None, None, "edited", "", " «معدّل» "))
_SHAPES = st.sampled_from(((1, 1), (1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2), (3, 1), (0, 2)))
_JUDGEMENTS = st.builds(
    Bead,
    st.just(()),
    st.just(()),
    st.none() | st.floats(0, 1),
    st.sampled_from(Status),
    st.sampled_from(("", "", "see p. 3", "انظر\nص ٣")),
    st.booleans(),
)
_CONFIDENCES = st.floats(0, 1).map(lambda confidence: Bead((), (), confidence))


def _beads(draw: DrawFn, source: Side, target: Side, decided: bool) -> list[Bead]:
    left = [segment.id for segment in source.segments]
    right = [segment.id for segment in target.segments]
    beads: list[Bead] = []
    while left or right:
        a, b = draw(_SHAPES)
        if not (left[:a] or right[:b]):
            a, b = b, a
        bead = draw(_JUDGEMENTS if decided else _CONFIDENCES)
        beads.append(replace(bead, source=tuple(left[:a]), target=tuple(right[:b])))
        del left[:a], right[:b]
    return beads


def _linked(draw: DrawFn, beads: list[Bead]) -> tuple[Bead, ...]:
    """Some one-sided beads of one side linked with as many of the other."""
    only_source = [at for at, bead in enumerate(beads) if not bead.target]
    only_target = [at for at, bead in enumerate(beads) if not bead.source]
    most = min(len(only_source), len(only_target))
    count = draw(st.integers(0, most)) if most else 0
    partners = zip(draw(st.permutations(only_source)), draw(st.permutations(only_target)), strict=False)
    linked = list(beads)
    for link, pair in zip(range(count), partners, strict=False):
        for at in pair:
            linked[at] = replace(beads[at], moved=link + 7)
    return tuple(linked)


@st.composite
def patches(draw: DrawFn, bitext: Bitext, *, author: Literal["person", "program"] = "person") -> Patch:
    """A patch made for `bitext`. It applies; the laws need not hold after it."""
    if author == "person" and draw(st.integers(0, 9)) == 0:
        return Patch(Message("swap the sides"), swap=True)
    changes: list[PropertyChange] = []
    names: tuple[SideName, SideName] = ("source", "target")
    for name in names:
        if draw(st.booleans()):
            before = bitext.side(name).document.language
            changes.append(PropertyChange(name, "language", before, draw(st.sampled_from(_LANGUAGES))))
        if draw(st.booleans()):
            cut_by = draw(st.sampled_from(("lines", "paragraphs")))
            changes.append(PropertyChange(name, "cut_by", bitext.side(name).cut_by, cut_by))
    return Patch(
        draw(st.sampled_from(("merge", "split", "edit")).map(Message)),
        beads=draw(_splices(bitext.beads, _NEW_BEADS)),
        source=draw(_splices(bitext.source.segments, _NEW_SEGMENTS)),
        target=draw(_splices(bitext.target.segments, _NEW_SEGMENTS)),
        properties=tuple(changes),
        author=author,
        source_strikes=draw(_splices(bitext.source.document.strikes, _NEW_STRIKES)),
        target_strikes=draw(_splices(bitext.target.document.strikes, _NEW_STRIKES)),
    )


_NEW_BEADS = st.lists(st.builds(Bead, st.just((30,)), st.just((31, 32)), st.floats(0, 1)), max_size=3).map(
    tuple
)
_NEW_SEGMENTS = st.lists(
    st.builds(Segment, st.integers(30, 40), st.just(0), st.just(0), st.integers(0, 3), _EDITS), max_size=3
).map(tuple)


_NEW_STRIKES = st.lists(
    st.builds(Strike, st.integers(0, 2), st.integers(0, 3), st.integers(4, 6), st.just("drawn")), max_size=2
).map(tuple)


@st.composite
def _splices(
    draw: DrawFn, items: Sequence[Item], new: SearchStrategy[tuple[Item, ...]]
) -> tuple[Splice[Item], ...]:
    """At most two splices that ascend and do not overlap."""
    borders = sorted(draw(st.lists(st.integers(0, len(items)), max_size=4)))
    splices = []
    for start, end in zip(borders[::2], borders[1::2], strict=False):
        splices.append(Splice(start, tuple(items[start:end]), draw(new)))
    return tuple(splices)
