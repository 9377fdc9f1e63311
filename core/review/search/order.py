"""Orders of the rows: that of the documents, or by one property of each row."""

from collections.abc import Callable
from enum import StrEnum

from core.model import Bead, Bitext, SideName


class Order(StrEnum):
    """Order of the rows by a property; rows that do not differ in it stay in document order."""

    LEAST_CERTAIN = "least certain"
    MOST_CERTAIN = "most certain"
    LONGEST_SOURCE = "longest source"
    SHORTEST_SOURCE = "shortest source"
    LONGEST_TARGET = "longest target"
    SHORTEST_TARGET = "shortest target"


_REVERSED = {Order.MOST_CERTAIN, Order.LONGEST_SOURCE, Order.LONGEST_TARGET}


def arranged(bitext: Bitext, order: Order) -> list[int]:
    """Return all rows in an order."""
    value = _value(bitext, order)
    values = list(map(value, bitext.beads))
    return sorted(range(len(values)), key=values.__getitem__, reverse=order in _REVERSED)


def _value(bitext: Bitext, order: Order) -> Callable[[Bead], float]:
    if order in (Order.LEAST_CERTAIN, Order.MOST_CERTAIN):
        return lambda bead: bead.certainty
    name: SideName = "source" if order in (Order.LONGEST_SOURCE, Order.SHORTEST_SOURCE) else "target"
    text = bitext.side(name).text
    return lambda bead: sum(len(text(id_)) for id_ in bead.ids(name))
