"""The weights of the log-linear model: a data file that a person can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Features = Mapping[str, float]
"""What each feature adds to the log of a bead's odds, by the feature's name."""


@dataclass(frozen=True, slots=True)
class Weights:
    """`way` for the first search, by vectors and marks; `beads` for the last, which hears words too."""

    way: Features
    beads: Features


@cache
def load(name: str) -> Weights:
    """The weights that ship: "built-in" for encoders that tell their pieces of words, "folder" for others."""
    return parse((files("resources") / "aligner" / f"{name}.tsv").read_text("utf-8"))


def parse(text: str) -> Weights:
    """The weights of a file: a name and two numbers a line, parted by tabs; lines from # on are remarks."""
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return Weights({row[0]: float(row[1]) for row in rows}, {row[0]: float(row[2]) for row in rows})
