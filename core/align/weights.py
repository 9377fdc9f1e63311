"""Weights of the log-linear model: a data file that people can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Features = Mapping[str, float]
"""The weight of each feature by its name: how much it adds to the log of a bead's odds."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the first search (`coarse`: vectors, punctuation) and the last (`fine`: pieces too)."""

    coarse: Features
    fine: Features


@cache
def load(name: str) -> Weights:
    """Return the weights that ship: "built-in" for encoders that give pieces, "folder" for others."""
    return parse((files("resources") / "aligner" / f"{name}.tsv").read_text("utf-8"))


def parse(text: str) -> Weights:
    """Parse a file of weights: a name and two numbers a line, separated by tabs; # begins a comment line."""
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return Weights({row[0]: float(row[1]) for row in rows}, {row[0]: float(row[2]) for row in rows})
