"""Weights of the log-linear model, read from a data file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Features = Mapping[str, float]
"""The weight of each feature by name: how much a unit of the feature adds to the log odds of a bead."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the first search (`coarse`: vectors, punctuation) and of the last (`fine`: pieces too)."""

    coarse: Features
    fine: Features


@cache
def load(name: str) -> Weights:
    """Return the weights that ship: "built-in" for encoders that return pieces, "folder" for others."""
    return parse((files("resources") / "aligner" / f"{name}.tsv").read_text("utf-8"))


def parse(text: str) -> Weights:
    """Parse a file of weights: a name and two numbers per line, separated by tabs; # begins a
    comment line."""
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return Weights({row[0]: float(row[1]) for row in rows}, {row[0]: float(row[2]) for row in rows})
