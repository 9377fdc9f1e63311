"""How long a segment is: `core.lengths`, by the name the aligner has for it."""

from core.lengths import lengths

__all__ = ["lengths"]
