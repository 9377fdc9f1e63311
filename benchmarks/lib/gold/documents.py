"""Manual alignments, the reference of the benchmarks, and other programs' results for them.

gold/<set>/<doc>.<language>                      one segment per line
gold/<set>/<doc>.<source>-<target>.ladder        the manual beads
gold/<set>/peers/<aligner>/<doc>.ladder          the result of another program
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.evaluation import LadderBead, parse_ladder

_LADDER = re.compile(r"(?P<name>.+)\.(?P<source>[A-Za-z-]+?)-(?P<target>[A-Za-z]+)\.ladder")

_SIDES = ("source", "target")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document, its translation and the manual alignment of the two."""

    name: str
    source: Path
    target: Path
    ladder: Path

    @property
    def set(self) -> str:
        """The name of its set."""
        return self.ladder.parent.name

    def beads(self) -> list[LadderBead]:
        """Read the manual beads."""
        return parse_ladder(self.ladder.read_text("utf-8"))

    def peers(self) -> Iterator[tuple[str, list[LadderBead]]]:
        """Yield the name of each other aligner with a result for this document, and its beads."""
        for folder in sorted(self.ladder.parent.glob("peers/*")):
            answer = folder / f"{self.name}.ladder"
            if answer.exists():
                yield folder.name, parse_ladder(answer.read_text("utf-8"))


def sets(data: Path) -> list[str]:
    """Return the names of the sets in a data folder; stops the program if there is none."""
    found = sorted(path.name for path in (data / "gold").glob("*") if any(path.glob("*.ladder")))
    if not found:
        raise SystemExit(f"{data} holds no gold/<set>/<doc>.<source>-<target>.ladder")
    return found


def documents(data: Path, name: str) -> list[GoldDocument]:
    """Return the documents of a set, in order of their names; stops the program if there is none."""
    out = []
    for ladder in sorted((data / "gold" / name).glob("*.ladder")):
        found = _LADDER.fullmatch(ladder.name)
        if found:
            source, target = (ladder.with_name(f"{found['name']}.{found[side]}") for side in _SIDES)
            out.append(GoldDocument(found["name"], source, target, ladder))
    if not out:
        raise SystemExit(f"there is no set {name} in {data / 'gold'}")
    return out
