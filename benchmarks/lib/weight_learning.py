"""Learning of the aligner's weights from the manual alignments of the development sets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks.lib.gold.documents import GoldDocument, documents, sets
from benchmarks.lib.gold.resegmented import CUTS, followed
from core.align.align import build_model, coarse_pass, fine_pass
from core.align.confidence import sureness
from core.align.options import AlignOptions
from core.align.reading import SideFeatures, readings
from core.align.weights import Weights, load
from core.encode import BUILT_IN, Encoder, encode_texts
from core.evaluation import LadderBead
from core.model import Side
from core.pipeline import SideOptions, prepare
from core.progress import SILENT
from core.read import File
from core.read import load as load_file
from core.segment import Segmentation
from core.train.graphs import Graph
from core.train.lattices import graph
from core.train.likelihood import fitted, logistic
from core.vectors import Encoded

_MOST = 1_500  # gold beads of one document that are learnt from
_SYNTHETIC = 0.35  # weight of a resegmented document, relative to the document itself
_PARAGRAPHS = 0.2  # share of gold beads that open one, where there are paragraphs
_AGREED = 0.85  # share of those on either side
_STRAY = 0.03  # share of all segments that open one by chance
_STEPS, _MORE_STEPS = 120, 25
_STRANGERS = 0.15  # weight of documents that do not translate each other, relative to those that do
_SURE = ("sure", "sure odds", "sure alone", "sure anchored")


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A gold document with the encoder's output; `languages` are those of its sides, in any order."""

    key: str
    languages: frozenset[str]
    sides: tuple[Side, Side]
    encoded: tuple[Encoded, Encoded]
    gold: list[LadderBead]

    @property
    def has_pieces(self) -> bool:
        """True if the encoder reports the pieces of words."""
        return self.encoded[0].pieces is not None


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """The graph of a document, the key of that document, and the weight of the lesson."""

    key: str
    languages: frozenset[str]
    graph: Graph
    share: float


def read_documents(data: Path, encoder: Encoder) -> list[Document]:
    """Encode the development documents."""
    return [
        read_document(document, encoder)
        for name in sets(data)
        if name.endswith("-dev")
        for document in documents(data, name)
    ]


def read_document(document: GoldDocument, encoder: Encoder) -> Document:
    """Encode a gold document, one segment per line."""
    by_lines = SideOptions(segmentation=Segmentation.LINES)
    source, target = (prepare(load_file(path), by_lines) for path in (document.source, document.target))
    languages = frozenset((document.source.suffix, document.target.suffix))
    encoded = encode_texts(encoder, source.texts()), encode_texts(encoder, target.texts())
    return Document(document_key(document), languages, (source, target), encoded, document.beads())


def document_key(document: GoldDocument) -> str:
    """Return the name that distinguishes a document from all others."""
    return f"{document.set}/{document.name}"


def without_pieces(encoded: Encoded) -> Encoded:
    """Return the same without the pieces of words."""
    return replace(encoded, pieces=None)


def lessons(document: Document, encoder: Encoder) -> Iterator[Lesson]:
    """Yield the lessons of a document, as it is and resegmented."""
    random = Random(document.key)
    share = 10 * min(len(document.gold), _MOST) ** -0.5
    yield Lesson(document.key, document.languages, _graph(document, None), share)
    for cut in CUTS:
        one, other = (cut(side.texts(), random) for side in document.sides)
        sides = tuple(
            prepare(
                File("text.txt", "\n".join(part.lines).encode()),
                SideOptions(language=side.document.language, segmentation=Segmentation.LINES),
            )
            for part, side in zip((one, other), document.sides, strict=True)
        )
        encoded = tuple(encode_texts(encoder, side.texts()) for side in sides)
        resegmented = Document(
            document.key,
            document.languages,
            (sides[0], sides[1]),
            (encoded[0], encoded[1])
            if document.has_pieces
            else (without_pieces(encoded[0]), without_pieces(encoded[1])),
            followed(document.gold, one, other),
        )
        yield Lesson(document.key, document.languages, _graph(resegmented, random), share * _SYNTHETIC)


def learn(
    taught: Sequence[Lesson],
    without: str = "",
    begin: Weights | None = None,
    unseen: frozenset[str] = frozenset(),
) -> Weights:
    """Return the weights of highest likelihood.

    Lessons of the document `without` or in the languages `unseen` do not count. `begin` are the weights to
    start from.
    """
    kept = [each for each in taught if each.key != without and each.languages != unseen]
    graphs, shares = [each.graph for each in kept], [each.share for each in kept]
    names = features()
    word_columns = [at for at, name in enumerate(names) if name.startswith("words")]
    start = (None, None) if begin is None else (_row(begin.coarse, names), _row(begin.fine, names))
    steps = _STEPS if begin is None else _MORE_STEPS
    coarse = fitted([_without(each, word_columns) for each in graphs], shares, steps=steps, begin=start[0])
    with_words = any(each.features[:, word_columns].any() for each in graphs)
    fine = fitted(graphs, shares, steps=steps, begin=start[1]) if with_words else coarse
    return Weights(*(dict(zip(names, part.tolist(), strict=True)) for part in (coarse, fine)))


def calibrate(weights: Weights, taught: Sequence[Lesson], found: Sequence[Document]) -> Weights:
    """Add the weights that calibrate confidence, learnt one language pair at a time."""
    rows: list[NDArray[np.float64]] = []
    for languages in sorted({each.languages for each in found}, key=sorted):
        unbiased = learn(taught, begin=weights, unseen=languages)
        here = [each for each in found if each.languages == languages]
        rows += [_judged(each, each.sides[1], each.encoded[1], each.gold, unbiased) for each in here]
        for each, other in zip(here, [*here[1:], here[0]], strict=True):
            if each.key != other.key:
                wrong = _judged(each, other.sides[1], other.encoded[1], [], unbiased)
                wrong[:, -1] *= _STRANGERS
                rows.append(wrong)
    table = np.concatenate(rows)
    sure = logistic(table[:, :-2], table[:, -2], table[:, -1])
    calibration = dict(zip(_SURE, sure.tolist(), strict=True))
    return Weights({**weights.coarse, **calibration}, {**weights.fine, **calibration})


def _judged(
    document: Document, target: Side, encoded: Encoded, gold: Sequence[LadderBead], weights: Weights
) -> NDArray[np.float64]:
    """Return (beads, evidence + 2), float64: the input of calibration for the beads of an alignment.

    The last two columns are 1 where the bead is correct, 0 where it is not, and the weight of the row.
    """
    both = readings((document.sides[0], target), (document.encoded[0], encoded))
    model, anchors = build_model(both, weights.coarse, AlignOptions(), SILENT)
    steps, posteriors = fine_pass(model, weights.fine, coarse_pass(model, anchors, SILENT), SILENT)
    evidence = [column for _, column in sureness(posteriors, steps, model.pair.estimates.anchored)]
    golden = {(tuple(one), tuple(other)) for one, other in gold}
    ends = np.cumsum(np.array(steps), axis=0)
    verdicts = [
        tuple(
            tuple(side.places[end - taken : end].tolist())
            for side, end, taken in zip(both, here, step, strict=True)
        )
        in golden
        if gold
        else 0 in step
        for here, step in zip(ends.tolist(), steps, strict=True)
    ]
    share = np.full(len(steps), min(len(steps), _MOST) ** -0.5)
    return np.stack([*evidence, np.array(verdicts, np.float64), share], axis=1)


def features() -> list[str]:
    """Return the names of all features of beads, in the order of the file that ships."""
    return [name for name in load(BUILT_IN).fine if name not in _SURE]


def _graph(document: Document, random: Random | None) -> Graph:
    kept, ends = _first(document.gold)
    one, other = (
        replace(side, segments=side.segments[:end]) for side, end in zip(document.sides, ends, strict=True)
    )
    first, second = (
        each.taken(range(len(side.segments)))
        for each, side in zip(document.encoded, (one, other), strict=True)
    )
    both = readings((one, other), (first, second))
    if random is not None:
        both = _with_paragraphs(both, kept, random)
    return graph(both, kept, load(BUILT_IN if document.has_pieces else "folder").coarse, features())


def _first(gold: Sequence[LadderBead]) -> tuple[list[LadderBead], list[int | None]]:
    """Return the first gold beads, and the number of segments that they reach on each side; None for all."""
    if len(gold) <= _MOST:
        return list(gold), [None, None]
    kept = list(gold[:_MOST])
    return kept, [max(at for bead in kept for at in bead[side]) + 1 for side in (0, 1)]


def _with_paragraphs(
    both: tuple[SideFeatures, SideFeatures], gold: Sequence[LadderBead], random: Random
) -> tuple[SideFeatures, SideFeatures]:
    """Add paragraphs that mostly begin at the same place on both sides."""
    opening = [np.array([random.random() < _STRAY for _ in side.places], np.int64) for side in both]
    for bead in gold:
        if random.random() < _PARAGRAPHS:
            for marks, ids in zip(opening, bead, strict=True):
                if ids and random.random() < _AGREED:
                    marks[ids[0]] = 1
    return replace(both[0], opening=opening[0]), replace(both[1], opening=opening[1])


def _without(each: Graph, columns: Sequence[int]) -> Graph:
    values = each.features.copy()
    values[:, columns] = 0
    return replace(each, features=values)


def _row(weights: Mapping[str, float], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([weights.get(name, 0.0) for name in names])
