"""Texts encoded: a unit row each, and their pieces."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.encode import BUILT_IN, PieceEncoder, encode_texts, open_encoder
from core.progress import SILENT, Cancelled, Progress
from core.vectors import Encoded, Pieces, unit

TEXTS = ["The lamp went out.", "", "灯又灭了。", "…", "The lamp", "Ärger im Hafen 1984", "out"]


@dataclass(frozen=True)
class Plain:
    """An encoder that gives vectors only."""

    name: str = "plain"
    dimension: int = 2

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> np.ndarray:
        return np.tile(np.array([0.6, 0.8], np.float32), (len(texts), 1))


def of(pieces: Pieces, text: int) -> list[int]:
    return pieces.ids[pieces.starts[text] : pieces.starts[text + 1]].tolist()


def test_the_pieces_of_a_text_sum_up_to_the_direction_of_its_vector() -> None:
    found = encode_texts(open_encoder(BUILT_IN), TEXTS)
    assert found.pieces is not None
    assert len(found.pieces.starts) == len(TEXTS) + 1
    for at in range(len(TEXTS)):
        ids = of(found.pieces, at)
        total = (found.pieces.rows[ids] * found.pieces.weights[ids, None]).sum(axis=0)
        np.testing.assert_allclose(found.pieces.sums()[at], total, atol=1e-4)
    np.testing.assert_allclose(unit(found.pieces.sums()), found.vectors, atol=1e-5)
    np.testing.assert_array_equal(found.vectors, open_encoder(BUILT_IN).encode(TEXTS))


def test_pieces_are_unit_rows_and_each_kind_stands_once() -> None:
    found = encode_texts(open_encoder(BUILT_IN), TEXTS).pieces
    assert found is not None
    np.testing.assert_allclose(np.linalg.norm(found.rows, axis=1), 1, atol=1e-5)
    assert len(np.unique(found.rows, axis=0)) == len(found.rows) == len(found.weights)
    assert set(of(found, 4)) <= set(of(found, 0))
    assert of(found, 6)[0] in of(found, 0)
    assert (found.ids.dtype, found.starts.dtype) == (np.int64, np.int64)
    assert found.rows.dtype == found.weights.dtype == np.float32


def test_texts_without_letters_have_no_pieces() -> None:
    found = encode_texts(open_encoder(BUILT_IN), TEXTS)
    assert found.pieces is not None
    assert [bool(of(found.pieces, at)) for at in range(len(TEXTS))] == [
        bool(any(row)) for row in found.vectors
    ]
    none = encode_texts(open_encoder(BUILT_IN), ["", " "])
    assert none.pieces is not None
    assert none.pieces.starts.tolist() == [0, 0, 0]
    assert encode_texts(open_encoder(BUILT_IN), []).vectors.shape == (0, open_encoder(BUILT_IN).dimension)


def test_an_encoder_of_vectors_only_gives_no_pieces() -> None:
    assert not isinstance(Plain(), PieceEncoder)
    found = encode_texts(Plain(), ["ab", "abcd"])
    assert found.pieces is None
    np.testing.assert_allclose(found.vectors, [[0.6, 0.8], [0.6, 0.8]], rtol=1e-6)
    taken = found.taken([1])
    assert taken.pieces is None
    np.testing.assert_allclose(taken.vectors, [[0.6, 0.8]], rtol=1e-6)


texts_in_kinds = st.lists(st.lists(st.integers(0, 5), max_size=4), min_size=1, max_size=8)


@given(texts_in_kinds, st.data())
def test_taken_texts_have_what_they_had_in_the_order_asked_for(
    texts: list[list[int]], data: st.DataObject
) -> None:
    places = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=10))
    pieces = Pieces(
        np.array([kind for text in texts for kind in text], np.int64),
        np.cumsum([0, *map(len, texts)]),
        np.eye(6, dtype=np.float32),
        np.arange(6, dtype=np.float32),
    )
    vectors = np.arange(2 * len(texts), dtype=np.float32).reshape(-1, 2)
    found = Encoded(vectors, pieces).taken(places)
    assert found.pieces is not None
    for at, place in enumerate(places):
        ids = of(found.pieces, at)
        assert found.pieces.rows[ids].argmax(axis=1).tolist() == texts[place]
        assert found.pieces.weights[ids].tolist() == texts[place]
    assert len(found.pieces.starts) == len(places) + 1
    assert len(found.pieces.ids) == found.pieces.starts[-1]
    assert found.vectors.tolist() == [vectors[place].tolist() for place in places]


def test_a_wish_to_stop_is_honoured() -> None:
    with pytest.raises(Cancelled):
        encode_texts(open_encoder(BUILT_IN), TEXTS, Progress(cancelled=lambda: True))
    with pytest.raises(Cancelled):
        encode_texts(
            open_encoder(BUILT_IN), TEXTS * 100, Progress(cancelled=iter([False, True, True]).__next__)
        )
