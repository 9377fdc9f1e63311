"""Verbs about whole sides."""

from core import language
from core.model import Bitext, Patch, PropertyChange, SideName
from core.review.verbs.rows import NotPossible


def swap_sides(bitext: Bitext) -> Patch:
    """The source becomes the target and the other way round."""
    return Patch("Swap the sides", swap=True)


def set_language(bitext: Bitext, side: SideName, tag: str) -> Patch:
    """A side's document is in the language `tag`, a canonical BCP 47 tag ("und" where unknown)."""
    before = bitext.side(side).document.language
    if not tag:
        raise NotPossible("Choose a language.")
    name = f"Set the language of the {side} to {language.name(tag)}"
    return Patch(name, properties=() if tag == before else (PropertyChange(side, "language", before, tag),))
