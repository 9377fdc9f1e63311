"""Learn the aligner's weights from the manual alignments of the development sets.

    python benchmarks/weights.py --data FOLDER [--write]

Each document teaches as it is, and cut otherwise (`recut.py`) with paragraphs strewn in, so that no genre's habits
are learnt with its beads. One set of weights is for the built-in encoder, which tells the words of a text; the other
is for encoders that give vectors only, and is learnt from the trial encoder's as well. `--write` puts them into
resources/aligner.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import trial
from gold import GoldDocument, documents, sets
from recut import CUTS, followed

from core.align.measure import LadderBead
from core.align.reading import OPENINGS, Reading, readings
from core.align.weights import Weights, load
from core.encode import BUILT_IN, Encoder, open_encoder, read
from core.model import Side
from core.pipeline import SideOptions, prepare
from core.read import File, load as load_file
from core.segment import Segmentation
from core.train.lattices import Graph, graph
from core.train.likelihood import fitted

SETS = ("built-in", "folder")
_MOST = 1_500  # gold beads of one document that teach
_SYNTHETIC = 0.35  # what a document cut otherwise counts beside the document itself
_PARAGRAPHS = 0.2  # of the gold beads that open one, where there are paragraphs
_AGREED = 0.85  # of those, on either side
_STRAY = 0.03  # of all segments, that open one by chance
_STEPS, _MORE_STEPS = 120, 25
_RESOURCES = Path(__file__).parents[1] / "resources" / "aligner"


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A document's graph, its name and what it counts."""

    document: str
    graph: Graph
    share: float


def main() -> None:
    """Learn, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="holds gold/<set>/")
    parser.add_argument("--write", action="store_true", help="put the weights into resources/aligner")
    arguments = parser.parse_args()
    trial.announce(arguments.data)
    for name in SETS:
        found = learnt(lessons(arguments.data, name))
        text = as_text(found)
        print(f"{name}\n{text}")
        if arguments.write:
            (_RESOURCES / f"{name}.tsv").write_text(text, "utf-8")


def lessons(data: Path, name: str) -> list[Lesson]:
    """What the development documents teach for a set of weights."""
    out = []
    for encoder in (BUILT_IN,) if name == BUILT_IN else (BUILT_IN, trial.NAME):
        opened = open_encoder(encoder)
        for each in sets(data):
            if each.endswith("-dev"):
                for document in documents(data, each):
                    out += list(_taught(document, opened, name))
    return out


def learnt(taught: Sequence[Lesson], without: str = "", begin: Weights | None = None) -> Weights:
    """The weights of highest likelihood; no lesson of the document `without` counts."""
    kept = [lesson for lesson in taught if lesson.document != without]
    graphs, shares = [lesson.graph for lesson in kept], [lesson.share for lesson in kept]
    names = features()
    deaf = [replace(each, features=_without_words(each.features, names)) for each in graphs]
    start = [None, None] if begin is None else [_row(part, names) for part in (begin.way, begin.beads)]
    steps = _STEPS if begin is None else _MORE_STEPS
    way = fitted(deaf, shares, steps=steps, begin=start[0])
    heard = any(each.features[:, [name.startswith("words") for name in names]].any() for each in graphs)
    beads = fitted(graphs, shares, steps=steps, begin=start[1]) if heard else way
    return Weights(*(dict(zip(names, part.tolist(), strict=True)) for part in (way, beads)))


def features() -> list[str]:
    """The names of all features, in the order of the file that ships."""
    return list(load(BUILT_IN).beads)


def as_text(weights: Weights) -> str:
    """The weights as `core.align.weights.parse` reads them."""
    rows = [f"{name}\t{weights.way[name]:.3f}\t{weights.beads[name]:.3f}" for name in weights.beads]
    return "\n".join(["# feature\tfirst search\tlast search", *rows, ""])


def _taught(document: GoldDocument, encoder: Encoder, name: str) -> Iterator[Lesson]:
    by_lines = SideOptions(segmentation=Segmentation.LINES)
    sides = [prepare(load_file(path), by_lines) for path in (document.source, document.target)]
    gold = document.beads()
    key = f"{document.set}/{document.name}"
    random = Random(key)
    share = 10 * min(len(gold), _MOST) ** -0.5
    yield Lesson(key, _graph(sides, gold, encoder, name, None), share)
    for cut in CUTS:
        one, other = (cut(side.texts(), random) for side in sides)
        made = [
            prepare(
                File("text.txt", "\n".join(part.lines).encode()),
                replace(by_lines, language=side.document.language),
            )
            for part, side in zip((one, other), sides, strict=True)
        ]
        recut = followed(gold, one, other)
        yield Lesson(key, _graph(made, recut, encoder, name, random), share * _SYNTHETIC)


def _graph(
    sides: Sequence[Side], gold: Sequence[LadderBead], encoder: Encoder, name: str, random: Random | None
) -> Graph:
    kept, ends = _first(gold)
    sides = [replace(side, segments=side.segments[:end]) for side, end in zip(sides, ends, strict=True)]
    one, other = (read(encoder, side.texts()) for side in sides)
    words = (one.pieces, other.pieces) if name == BUILT_IN else (None, None)
    both = readings((sides[0], sides[1]), (one.vectors, other.vectors), words)
    if random is not None:
        both = _with_paragraphs(both, kept, random)
    return graph(both, kept, load(name).way, features())


def _first(gold: Sequence[LadderBead]) -> tuple[list[LadderBead], list[int | None]]:
    """The first gold beads, and how many segments of each side they reach; None for all."""
    if len(gold) <= _MOST:
        return list(gold), [None, None]
    kept = list(gold[:_MOST])
    return kept, [max(at for bead in kept for at in bead[side]) + 1 for side in (0, 1)]


def _with_paragraphs(
    both: tuple[Reading, Reading], gold: Sequence[LadderBead], random: Random
) -> tuple[Reading, Reading]:
    """The readings with paragraphs that mostly begin together."""
    opening = [(np.array([random.random() for _ in side.places]) < _STRAY).astype(np.int64) for side in both]
    for bead in gold:
        if random.random() < _PARAGRAPHS:
            for marks, ids in zip(opening, bead, strict=True):
                if ids and random.random() < _AGREED:
                    marks[ids[0]] = 1
    assert OPENINGS > 1
    return replace(both[0], opening=opening[0]), replace(both[1], opening=opening[1])


def _without_words(features_: np.ndarray, names: Sequence[str]) -> np.ndarray:
    out = features_.copy()
    out[:, [name.startswith("words") for name in names]] = 0
    return out


def _row(weights: object, names: Sequence[str]) -> np.ndarray:
    return np.array([weights.get(name, 0.0) for name in names])  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
