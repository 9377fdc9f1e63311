"""Damaged texts, and the score of an alignment on the lines that were left undamaged."""
