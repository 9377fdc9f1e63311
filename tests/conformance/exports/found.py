"""Pairs as an independent reader finds them in an exported file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """The texts of a pair, and its confidence with four decimals."""

    source: str
    target: str
    confidence: str
