"""Verbs for whole sides."""

from core import language
from core.model import SIDE_WORDS, Bitext, Patch, PropertyChange, SideName
from core.model.message import message
from core.review.verbs.rows import NotPossible


def swap_sides(bitext: Bitext) -> Patch:
    """Swap source and target."""
    return Patch(message("Swap sides"), swap=True)


def set_language(bitext: Bitext, side: SideName, tag: str) -> Patch:
    """Set the language of a side's document to `tag`, a canonical BCP 47 tag ("und" if unknown)."""
    before = bitext.side(side).document.language
    if not tag:
        raise NotPossible(message("Choose a language."))
    name = message(
        "Set the language of the {side} to {language}", side=SIDE_WORDS[side], language=language.name(tag)
    )
    return Patch(name, properties=() if tag == before else (PropertyChange(side, "language", before, tag),))
