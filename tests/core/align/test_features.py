"""The features: each has a weight, and none of them knows which side is which."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from core.align.align import build_model
from core.align.bead_model import BeadModel
from core.align.confidence import sureness
from core.align.corridor import Corridor, lay_corridor
from core.align.coverage import Coverage, tables
from core.align.features import SidePair, bead_features, skip_features
from core.align.options import AlignOptions, shapes
from core.align.reading import readings
from core.align.weights import load
from core.model import BlockKind, Side
from core.progress import SILENT
from core.vectors import Encoded, Pieces, unit
from tests.core.align.made import random_vectors, side, translated

TEXTS = [
    "“Who goes there?” said Marguerite in 1984!", "Nobody, said Toulouse.", "", "And 12 men…", "* * *",
    "Grenoble, then: 7 of them;", "- Yes.", "no", "Well, Marguerite", "* * *", "So said Grenoble 12",
]  # fmt: skip


def headed(texts: list[str], *headings: int) -> Side:
    """A side in which some segments are headings."""
    plain = side(texts)
    blocks = tuple(
        replace(block, kind=BlockKind.HEADING) if at in headings else block
        for at, block in enumerate(plain.document.blocks)
    )
    return replace(plain, document=replace(plain.document, blocks=blocks))


def pieces(texts: list[str], seed: int) -> Pieces:
    """Words as pieces, in a space of their own."""
    cut = [text.split() for text in texts]
    kinds = sorted({word for words in cut for word in words})
    rows = np.random.default_rng(seed).normal(size=(len(kinds), 8)).astype(np.float32)
    return Pieces(
        np.array([kinds.index(word) for words in cut for word in words], np.int64),
        np.cumsum([0, *map(len, cut)]),
        rows / np.linalg.norm(rows, axis=1, keepdims=True),
        np.linspace(1, 2, len(kinds), dtype=np.float32),
    )


def models() -> tuple[BeadModel, BeadModel]:
    """The model of two sides, with all that it may know, and the one of the sides swapped."""
    texts = TEXTS, [*TEXTS[:3], *TEXTS[4:], "Fin. 1984"]
    sides = headed(texts[0], 0, 5), headed(texts[1], 0, 4)
    vectors = random_vectors(len(texts[0]), 1)
    vectors = (
        vectors,
        np.concatenate([translated(vectors, 2)[[0, 1, 2, *range(4, 11)]], random_vectors(1, 3)]),
    )
    words = pieces(texts[0], 4), pieces(texts[1], 5)
    out = []
    for at in ((0, 1), (1, 0)):
        encoded = [Encoded(unit(vectors[side]), words[side]) for side in at]
        both = readings((sides[at[0]], sides[at[1]]), (encoded[0], encoded[1]))
        model, _ = build_model(both, load("built-in").coarse, AlignOptions(neighbours=3), SILENT)
        statistics = both[0].pieces, both[1].pieces
        assert statistics[0] is not None
        assert statistics[1] is not None
        low, high = np.zeros(len(both[0]), np.int64), np.full(len(both[0]), len(both[1]))
        known = replace(model.pair.estimates, borders=0.5)
        pair = SidePair(model.pair.source, model.pair.target, known)
        out.append(replace(model, pair=pair, tables=tables(*statistics, low, high, 7)))
    return out[0], out[1]


MODELS = models()


def whole(model: BeadModel) -> Corridor:
    return lay_corridor(len(model.readings[0]), len(model.readings[1]), np.zeros((0, 2), np.int64))


def by_name(found: Iterator[tuple[str, np.ndarray]]) -> dict[str, np.ndarray]:
    out: dict[str, np.ndarray] = {}
    for name, values in found:
        out[name] = out[name] + values if name in out else values
    return out


def beads(model: BeadModel, a: int, b: int) -> dict[str, np.ndarray]:
    corridor = whole(model)
    return by_name(bead_features(model.pair, model.cells(corridor, 0, len(corridor.left)), a, b))


@pytest.mark.parametrize("name", ["built-in", "folder"])
def test_each_feature_has_a_weight_and_each_weight_a_feature(name: str) -> None:
    found = {feature for a, b in shapes(8) for feature in beads(MODELS[0], a, b)}
    found |= {feature for feature, _ in skip_features(MODELS[0].pair, MODELS[0].pair.source)}
    weights = load(name)
    found |= {feature for feature, _ in sureness(np.array([0.5]), [(1, 1)], 1.0)}
    assert set(weights.coarse) == set(weights.fine) == found | {"alone first"}


def test_features_are_small_numbers_for_each_cell() -> None:
    cells = whole(MODELS[0]).starts()[-1]
    for a, b in shapes(8):
        for name, values in beads(MODELS[0], a, b).items():
            assert values.dtype == np.float32, name
            assert values.shape == (cells,), name
            assert np.isfinite(values).all(), name
    for run in (MODELS[0].pair.source, MODELS[0].pair.target):
        for name, values in skip_features(MODELS[0].pair, run):
            assert values.dtype == np.float32, name
            assert values.shape == run.best.shape, name


@pytest.mark.parametrize(("a", "b"), shapes(8))
def test_swapping_the_sides_gives_the_same_values(a: int, b: int) -> None:
    there, back = beads(MODELS[0], a, b), beads(MODELS[1], b, a)
    assert set(there) == set(back)
    size = [len(reading) + 1 for reading in MODELS[0].readings]
    for name, values in there.items():
        inside = values.reshape(size)[a:, b:]
        turned = back[name].reshape(size[::-1])[b:, a:].T
        np.testing.assert_allclose(inside, turned, rtol=1e-3, atol=1e-4, err_msg=name)
        assert inside.shape


def test_swapping_the_sides_leaves_what_stands_alone_the_same() -> None:
    there = by_name(skip_features(MODELS[0].pair, MODELS[0].pair.source))
    back = by_name(skip_features(MODELS[1].pair, MODELS[1].pair.target))
    for name, values in there.items():
        np.testing.assert_allclose(values, back[name], rtol=1e-4, atol=1e-5, err_msg=name)


def test_every_feature_tells_some_beads_from_others() -> None:
    seen: dict[str, set[float]] = {}
    for a, b in shapes(8):
        for name, values in beads(MODELS[0], a, b).items():
            seen.setdefault(name, set()).update(values.round(4).tolist())
    constant = {name for name, values in seen.items() if len(values) == 1}
    assert constant == {f"bead {min(shape)}-{max(shape)}" for shape in shapes(8)}


def test_a_translation_is_likelier_than_its_neighbours() -> None:
    """In units of this document: about 1 for a translation, about 0 for strangers."""
    values = beads(MODELS[0], 1, 1)["similarity"].reshape([len(each) + 1 for each in MODELS[0].readings])
    paired = [values[1, 1], values[2, 2]]
    assert np.mean(paired) > 0.6
    assert abs(np.median(values[1:, 1:])) < 0.4


def test_chunks_of_rows_score_as_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from core.align import bead_model

    model, corridor = MODELS[0], whole(MODELS[0])
    expected = np.concatenate([found for _, found in model.beads(corridor)], axis=2)
    monkeypatch.setattr(bead_model, "_CELLS", 40)
    stretches = list(model.beads(corridor))
    assert [top for top, _ in stretches] == sorted({top for top, _ in stretches})
    assert len(stretches) > 2
    np.testing.assert_allclose(
        np.concatenate([found for _, found in stretches], axis=2), expected, rtol=1e-3, atol=1e-3
    )


def test_a_bead_that_begins_outside_is_forbidden() -> None:
    model = MODELS[0]
    found = np.concatenate([found for _, found in model.beads(whole(model))], axis=2)
    size = [len(each) + 1 for each in model.readings]
    for a, b in shapes(8):
        table = found[a - 1, b - 1].reshape(size)
        assert (table[:a] < -1e29).all()
        assert (table[:, :b] < -1e29).all()
    gap = 2  # between segments 1 and 2 of the source stood one without text
    assert (found[1, 0].reshape(size)[gap + 1] < -1e29).all()
    assert (found[0, 0].reshape(size)[1:, 1:] > -1e3).all()
    assert isinstance(model.cells(whole(model), 0, 2).coverage, Coverage)
