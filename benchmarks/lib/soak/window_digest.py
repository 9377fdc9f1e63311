"""A digest of everything in a bitext that a user would miss."""

import hashlib

from core.model import SIDES, Bitext


def digest(bitext: Bitext) -> str:
    """Return the digest of everything that a user can change."""
    sides = [bitext.side(name) for name in SIDES]
    parts = [bitext.beads, *((side.document.language, side.segments) for side in sides)]
    return hashlib.sha1(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
