"""Units of a bitext: those of the selected pairs, or those of the rows of the table."""

from collections.abc import Iterable

from core.model import SIDES, Bead, Bitext, Side
from core.write.selection import Selection
from core.write.texts import legal, side_text
from core.write.unit import Unit, Units, UnitText, Variant


def selected_units(bitext: Bitext, selection: Selection) -> Units:
    """Return the units of the selected pairs in source order; a moved pair is one unit, at its source."""
    return Units(
        _texts(bitext), lambda: (_unit(bitext, pair) for pair in bitext.pairs() if selection.takes(pair))
    )


def units_in_rows(bitext: Bitext, rows: Iterable[int]) -> Units:
    """Return a unit for each of these rows of the table, counted from 0, whatever it holds."""
    chosen = tuple(rows)
    return Units(_texts(bitext), lambda: (_unit(bitext, bitext.beads[row]) for row in chosen))


def _texts(bitext: Bitext) -> tuple[UnitText, ...]:
    documents = (bitext.side(name).document for name in SIDES)
    return tuple(UnitText(document.language or "und", document.name) for document in documents)


def _unit(bitext: Bitext, pair: Bead) -> Unit:
    note, dropped = legal(pair.note)
    variants = []
    for name in SIDES:
        variant, lost = _variant(bitext.side(name), pair.ids(name))
        variants.append(variant)
        dropped += lost
    return Unit(
        tuple(variants),
        pair.certainty,
        pair.status,
        note,
        pair.bookmark,
        pair.moved is not None,
        dropped,
    )


def _variant(side: Side, ids: tuple[int, ...]) -> tuple[Variant, int]:
    text, dropped = side_text(side, ids)
    place = side.document.blocks[side.segment(ids[0]).block].place if ids else ()
    language = side.document.language or "und"
    return Variant(language, text, tuple(map(side.position, ids)), place), dropped
