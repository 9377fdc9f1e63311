"""The values of the program. This room imports none of the others; all of them import it."""

from core.model.bead import Bead, Status, joined
from core.model.bitext import Bitext, between_pins
from core.model.document import Block, BlockKind, Document, Place, Strike
from core.model.finding import Finding, FindingKind
from core.model.laws import BrokenLaw, check
from core.model.many import many
from core.model.patch import (
    Author,
    Patch,
    PersonOverruled,
    PropertyChange,
    Splice,
    StalePatch,
    apply,
    combined,
    inverse,
)
from core.model.side import PAIRS, SIDE_WORDS, SIDES, IndexRange, Segment, Side, SideName, Span

__all__ = [
    "PAIRS",
    "SIDES",
    "SIDE_WORDS",
    "Author",
    "Bead",
    "Bitext",
    "Block",
    "BlockKind",
    "BrokenLaw",
    "Document",
    "Finding",
    "FindingKind",
    "IndexRange",
    "Patch",
    "PersonOverruled",
    "Place",
    "PropertyChange",
    "Segment",
    "Side",
    "SideName",
    "Span",
    "Splice",
    "StalePatch",
    "Status",
    "Strike",
    "apply",
    "between_pins",
    "check",
    "combined",
    "inverse",
    "joined",
    "many",
]
