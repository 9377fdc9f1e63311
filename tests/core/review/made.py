"""Bitexts as stories write them, those that Hypothesis makes up, and verbs done at places it chooses."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st

from core.model import (
    SIDES,
    Bead,
    Bitext,
    Block,
    BlockKind,
    Document,
    Patch,
    Segment,
    Side,
    SideName,
    Status,
    Strike,
    apply,
    check,
)
from core.model.message import Message
from core.review import verbs
from tests.stories import story
from tests.strategies import struck

LETTERS = "aZ.é中。عא\u0301😀\ud800\x00"
TEXTS = st.text(alphabet=LETTERS + " ", min_size=1, max_size=9).filter(lambda text: text.strip() == text)
ANY_TEXTS = st.text(alphabet=LETTERS + " \n\t", max_size=9)

Act = Callable[[Bitext], Patch]


def bitext(*rows: str) -> Bitext:
    """Rows as stories write them; each cell is a block."""
    return story.made(rows)[0]


def after(before: Bitext, patch: Patch) -> Bitext:
    """The bitext after a patch, that keeps the laws."""
    result = apply(before, patch)
    check(result)
    return result


def table(bitext: Bitext) -> list[str]:
    """The rows as stories write them."""
    return [
        " | ".join(" / ".join(bitext.side(name).text(id_) for id_ in bead.ids(name)) for name in SIDES)
        for bead in bitext.beads
    ]


def judged(before: Bitext, **judgements: Bead) -> Bitext:
    """The bitext with some beads' judgement replaced; keys are r1, r2, …"""
    beads = list(before.beads)
    for name, like in judgements.items():
        at = int(name[1:]) - 1
        beads[at] = replace(like, source=beads[at].source, target=beads[at].target)
    return replace(before, beads=tuple(beads))


@st.composite
def blocks(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A visible text, and where its segments start and end."""
    text, pieces = draw(st.sampled_from(["", " "])), []
    for _ in range(draw(st.integers(0, 4))):
        letters = draw(TEXTS)
        pieces.append((len(text), len(text) + len(letters)))
        text += letters + draw(st.sampled_from(["", " ", "\n"]))
    return text, pieces


@st.composite
def sides(draw: st.DrawFn, language: str) -> Side:
    """A side of a few blocks, some of its letters struck, some of its segments edited."""
    made = draw(st.lists(blocks(), min_size=1, max_size=4))
    segments: list[Segment] = []
    strikes: list[Strike] = []
    texts: list[str] = []
    next_id = draw(st.integers(0, 3))
    for at, (visible, pieces) in enumerate(made):
        text, hidden = draw(struck(at, visible))
        texts.append(text)
        strikes += hidden
        for start, end in pieces:
            edited = draw(st.none() | st.none() | ANY_TEXTS)
            segments.append(Segment(next_id, at, start, end, edited))
            next_id += draw(st.integers(1, 2))
    kinds = st.sampled_from(list(BlockKind))
    document = Document(
        draw(ANY_TEXTS),
        "text",
        language,
        "0" * 64,
        tuple(
            Block(draw(kinds), text, (("line", at + 1), ("cell", "A")), at) for at, text in enumerate(texts)
        ),
        "utf-8",
        tuple(strikes),
        tuple(draw(st.lists(ANY_TEXTS.map(Message), max_size=1))),
    )
    return Side(document, tuple(segments), "rules", next_id)


@st.composite
def bitexts(draw: st.DrawFn) -> Bitext:
    """Two sides and beads of every shape, judged in every way, some of them moved pairs."""
    source, target = draw(sides("en")), draw(sides("zh"))
    left = [segment.id for segment in source.segments]
    right = [segment.id for segment in target.segments]
    beads: list[Bead] = []
    while left or right:
        n, m = draw(st.sampled_from([(1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 2)]))
        ids = tuple(left[:n]), tuple(right[:m])
        left, right = left[n:], right[m:]
        if ids[0] or ids[1]:
            beads.append(Bead(*ids, draw(st.none() | st.floats(0, 1))))
    for at, bead in enumerate(beads):
        note = draw(st.sampled_from(["", "", "why?", "\ud800"]))
        beads[at] = replace(
            bead, status=draw(st.sampled_from(list(Status))), note=note, bookmark=draw(st.booleans())
        )
    return Bitext(source, target, tuple(_linked(beads, draw(st.integers(0, 2)))))


def _linked(beads: list[Bead], pairs: int) -> list[Bead]:
    lone = [[at for at, bead in enumerate(beads) if not bead.ids(other)] for other in reversed(SIDES)]
    for link, (source, target) in enumerate(zip(lone[0][:pairs], reversed(lone[1]), strict=False)):
        beads[source] = replace(beads[source], moved=link + 7)
        beads[target] = replace(beads[target], moved=link + 7)
    return beads


@st.composite
def acts(draw: st.DrawFn) -> tuple[str, Act]:
    """A verb's name, and the verb at a place that depends on the bitext it will meet."""
    name = draw(st.sampled_from(sorted(ACTS)))
    place = draw(st.integers(0, 999))
    number = draw(st.integers(0, 999))
    side = draw(st.sampled_from(SIDES))
    text = draw(ANY_TEXTS)
    return name, lambda bitext: ACTS[name](bitext, place % max(1, len(bitext.beads)), side, number, text)


def _ring(bitext: Bitext, at: int, number: int) -> list[int]:
    """Up to three rows, perhaps the same."""
    return [(at + step * (number % 4)) % len(bitext.beads) for step in range(1 + number % 3)]


def _segment(bitext: Bitext, at: int, side: SideName, number: int) -> int:
    ids = _bead(bitext, at).ids(side)
    return ids[number % len(ids)] if ids else -1


def _bead(bitext: Bitext, at: int) -> Bead:
    """The bead at a row; NotPossible in a bitext without rows."""
    if not bitext.beads:
        raise verbs.NotPossible(Message("There are no rows."))
    return bitext.beads[at]


def _cut(bitext: Bitext, at: int, side: SideName, number: int, _: str) -> Patch:
    id_ = _segment(bitext, at, side, number)
    length = len(bitext.side(side).text(id_)) if id_ >= 0 else 0
    return verbs.split_segment(bitext, at, side, id_, number % (length + 1))


def _pair(bitext: Bitext, at: int, side: SideName, number: int, _: str) -> Patch:
    other: SideName = "target" if side == "source" else "source"
    there = number % max(1, len(bitext.beads))
    one = verbs.passage(bitext, at, side, number % 3)
    return verbs.pair(bitext, one, verbs.passage(bitext, there, other, number // 3 % 3))


def _strike(bitext: Bitext, _: int, side: SideName, number: int, __: str) -> Patch:
    """Strike some letters of a block instead of what is struck in it, or show a block's letters again."""
    document = bitext.side(side).document
    block = number % max(1, len(document.blocks))
    length = len(document.blocks[block].text) if document.blocks else 0
    strikes = [one for one in document.strikes if one.block != block]
    start = number % (length + 1)
    end = min(length, start + number % 7)
    if start < end:
        strikes.append(Strike(block, start, end, "drawn"))
    return verbs.set_strikes(bitext, side, strikes, "program" if number % 2 else "person")


ACTS: dict[str, Callable[[Bitext, int, SideName, int, str], Patch]] = {
    "merge": lambda b, at, _, n, __: verbs.merge(b, at, at + n % 4),
    "merge_rows": lambda b, at, _, n, __: verbs.merge_rows(b, (at, at + n % 3)),
    "merge_next": lambda b, at, _, __, ___: verbs.merge_next(b, at),
    "merge_previous": lambda b, at, _, __, ___: verbs.merge_previous(b, at),
    "split": lambda b, at, _, n, __: verbs.split(b, at, n % 3, n // 3 % 3),
    "split_at": lambda b, at, side, n, _: verbs.split_at(b, at, side, n % 3),
    "split_row": lambda b, at, _, __, ___: verbs.split_row(b, at),
    "move_segment_up": lambda b, at, side, n, _: verbs.move_segment_up(b, at, side, 1 + n % 2),
    "move_segment_down": lambda b, at, side, n, _: verbs.move_segment_down(b, at, side, 1 + n % 2),
    "move_segments": lambda b, at, side, n, _: verbs.move_segments(b, at, side, n % 3, at + n // 3 % 7 - 3),
    "take_segment_from_below": lambda b, at, side, _, __: verbs.take_segment_from_below(b, at, side),
    "take_segment_from_above": lambda b, at, side, _, __: verbs.take_segment_from_above(b, at, side),
    "shift_down": lambda b, at, side, _, __: verbs.shift_down(b, at, side),
    "shift_up": lambda b, at, side, _, __: verbs.shift_up(b, at, side),
    "join_lone": lambda b, at, _, __, ___: verbs.join_lone(b, at),
    "unmerge": lambda b, at, _, __, ___: verbs.unmerge(b, at),
    "set_alone": lambda b, at, side, n, _: verbs.set_alone(b, at, side, n % 3),
    "separate": lambda b, at, _, __, ___: verbs.separate(b, at),
    "pair": _pair,
    "pair_rows": lambda b, at, _, n, __: verbs.pair_rows(b, at, n % max(1, len(b.beads))),
    "cross": lambda b, at, _, __, ___: verbs.cross(b, at),
    "exchange_targets": lambda b, at, _, n, __: verbs.exchange_targets(b, _ring(b, at, n)),
    "unpair": lambda b, at, _, __, ___: verbs.unpair(b, at),
    "join_segments": lambda b, at, side, n, _: verbs.join_segments(b, at, side, n % 4),
    "split_segment": _cut,
    "edit_text": lambda b, at, side, n, text: verbs.edit_text(b, at, side, _segment(b, at, side, n), text),
    "restore_text": lambda b, at, side, n, _: verbs.restore_text(b, at, side, _segment(b, at, side, n)),
    "accept": lambda b, at, _, n, __: verbs.accept(b, {at, n % max(1, len(b.beads))}),
    "mark_doubtful": lambda b, at, _, n, __: verbs.mark_doubtful(b, {at, n % max(1, len(b.beads))}),
    "clear_judgement": lambda b, at, _, n, __: verbs.clear_judgement(b, {at, n % max(1, len(b.beads))}),
    "accept_from": lambda b, _, __, n, ___: verbs.accept_from(b, n / 999),
    "note": lambda b, at, _, __, text: verbs.note(b, at, text),
    "bookmark": lambda b, at, _, n, __: verbs.bookmark(b, {at, n % max(1, len(b.beads))}),
    "swap_sides": lambda b, _, __, ___, ____: verbs.swap_sides(b),
    "set_strikes": _strike,
    "set_language": lambda b, _, side, n, __: verbs.set_language(b, side, ("de", "ar", "und")[n % 3]),
}
"""Every verb, with numbers from Hypothesis made into places."""
