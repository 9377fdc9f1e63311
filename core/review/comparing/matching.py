"""Matching another alignment of the same texts with ours."""

from collections import defaultdict
from collections.abc import Sequence

from core.errors import NothingToDo
from core.model import SIDE_WORDS, SIDES, Bead, Bitext, IndexRange, Side
from core.model.message import message
from core.review.comparing.beads import Found, comparison_of
from core.review.comparing.comparison import Comparison
from core.review.comparing.placing import Stretch, bare, places

Cells = tuple[IndexRange, IndexRange]
"""The places of a row's segments in both sides."""

_SAME = 0.5  # share of the segments that must be found on each side


def compare(bitext: Bitext, other: Bitext, name: str) -> Comparison:
    """Return another alignment of the same texts, called `name`, as segments of `bitext`.

    Its segments are found by their text, so it may be cut differently, lack rows, have them in another order,
    hold some edited texts, or have its sides swapped. Takes time linear in the texts. Raises NothingToDo if
    half of the segments of a side are not found: these are other texts.
    """
    if all(bitext.side(side) == other.side(side) for side in SIDES):
        return Comparison(name, tuple((bead.source, bead.target) for bead in other.pairs()))
    found = _found(bitext, other)
    if min(map(_share, found)) < _SAME:
        beads = tuple(Bead(bead.target, bead.source) for bead in other.pairs())
        turned = Bitext(other.target, other.source, beads)
        found_turned = _found(bitext, turned)
        if min(map(_share, found_turned)) < _SAME:
            _refuse(found, name)
        other, found = turned, found_turned
    return comparison_of(bitext, other, found, name)


def _found(bitext: Bitext, other: Bitext) -> Found:
    """Return where the texts of the other alignment stand; rows with both texts equal decide first."""
    texts = [[[bare(text) for text in one.side(side).texts()] for side in SIDES] for one in (bitext, other)]
    rows = [_rows(one, sides) for one, sides in zip((bitext, other), texts, strict=True)]
    same = [
        pair
        for text, mine in rows[0].items()
        if len(mine) == len(rows[1].get(text, ()))
        for pair in zip(rows[1][text], mine, strict=True)
    ]
    source, target = (
        places(texts[0][at], texts[1][at], [(theirs[at], ours[at]) for theirs, ours in same]) for at in (0, 1)
    )
    return source, target


def _rows(bitext: Bitext, texts: Sequence[Sequence[str]]) -> dict[tuple[str, str], list[Cells]]:
    """Return the places of the two-sided rows of an alignment, by their texts."""
    rows: dict[tuple[str, str], list[Cells]] = defaultdict(list)
    for bead in bitext.pairs():
        if bead.source and bead.target:
            source, target = (_cell(bitext.side(side), bead.ids(side)) for side in SIDES)
            words = "".join(texts[0][slice(*source)]), "".join(texts[1][slice(*target)])
            if all(words):
                rows[words].append((source, target))
    return rows


def _cell(side: Side, ids: Sequence[int]) -> IndexRange:
    first = side.position(ids[0])
    return first, first + len(ids)


def _share(found: Sequence[Stretch | None]) -> float:
    return sum(place is not None for place in found) / len(found) if found else 0.0


def _refuse(found: Sequence[Sequence[Stretch | None]], name: str) -> None:
    at = min((0, 1), key=lambda at: _share(found[at]))
    raise NothingToDo(
        message(
            "“{name}” is not an alignment of these two texts: only {found} of its {count} {side} segments "
            "are in this project.",
            name=name,
            found=sum(place is not None for place in found[at]),
            count=len(found[at]),
            side=SIDE_WORDS[SIDES[at]],
        ),
        file=name,
        remedy=message("Choose an alignment of the same two texts."),
    )
