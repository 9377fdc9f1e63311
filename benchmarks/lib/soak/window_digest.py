"""What a person would miss of a bitext, in a few letters."""

import hashlib

from core.model import SIDES, Bitext


def digest(bitext: Bitext) -> str:
    """Of everything that a person can change."""
    sides = [bitext.side(name) for name in SIDES]
    parts = [bitext.beads, *((side.document.language, side.segments) for side in sides)]
    return hashlib.sha1(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
