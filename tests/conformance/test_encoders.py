"""Every encoder that ships keeps the promises of `core.encode.Encoder`; a wrong one is caught at each."""

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np
import pytest

from core.encode import ENCODERS, Encoder, EncoderRow, PieceEncoder
from core.progress import SILENT, Cancelled, Progress
from core.vectors import Encoded, Pieces, Vectors, unit

TEXTS = (
    "The lamp on the quay had gone out again.",
    "Die Lampe am Kai war wieder ausgegangen.",
    "码头上的灯又灭了。",
    "انطفأ المصباح على الرصيف مرة أخرى.",
    "ไฟที่ท่าเรือดับอีกแล้ว",
    "Ὁ λύχνος αὖθις ἀπέσβη.",
    "1984",
    "ꙮꔀ𐍈",  # letters hardly any vocabulary knows
)
NOTHING = ("", " \t\n", "…", "— ! ?", "* * *", "🙂")


def check_rows_are_unit(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def check_nothing_to_embed_is_zero(encoder: Encoder) -> None:
    assert not encoder.encode(NOTHING).any()
    mixed = encoder.encode((NOTHING[0], TEXTS[0], NOTHING[3]))
    assert mixed.any(axis=1).tolist() == [False, True, False]


def check_deterministic(encoder: Encoder) -> None:
    np.testing.assert_array_equal(encoder.encode(TEXTS), encoder.encode(TEXTS))


def check_batch_equals_single(encoder: Encoder) -> None:
    many = (*TEXTS, *NOTHING) * 40
    batch = encoder.encode(many)
    alone = np.concatenate([encoder.encode([text]) for text in many[: len(TEXTS) + len(NOTHING)]])
    np.testing.assert_allclose(batch, np.tile(alone, (40, 1)), atol=1e-5)


def check_no_texts_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def check_huge_texts(encoder: Encoder) -> None:
    huge = ("word " * 60_000, "x" * 300_000, "山" * 300_000)
    vectors = encoder.encode((*huge, TEXTS[0]))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(vectors[3], encoder.encode([TEXTS[0]])[0], atol=1e-5)


def check_texts_differ(encoder: Encoder) -> None:
    likeness = encoder.encode(TEXTS[:6]) @ encoder.encode(TEXTS[:6]).T
    assert likeness[~np.eye(6, dtype=bool)].max() < 0.999


def check_can_be_stopped(encoder: Encoder) -> None:
    with pytest.raises(Cancelled):
        encoder.encode(TEXTS, Progress(cancelled=lambda: True))


def check_pieces_have_the_direction_of_the_texts(encoder: Encoder) -> None:
    if not isinstance(encoder, PieceEncoder):
        return
    texts = (*TEXTS, *NOTHING)
    found = encoder.encode_with_pieces(texts)
    np.testing.assert_array_equal(found.vectors, encoder.encode(texts))
    assert found.pieces is not None
    np.testing.assert_allclose(np.linalg.norm(found.pieces.rows, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(unit(found.pieces.sums()), found.vectors, atol=1e-5)


def check_no_network(encoder: Encoder) -> None:
    asked: list[object] = []

    def refused(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        raise OSError("no network")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", refused)
        patch.setattr(socket, "socket", refused)
        encoder.encode(TEXTS)
    assert not asked


CHECKS: tuple[Callable[[Encoder], None], ...] = (
    check_rows_are_unit,
    check_nothing_to_embed_is_zero,
    check_deterministic,
    check_batch_equals_single,
    check_no_texts_no_rows,
    check_huge_texts,
    check_texts_differ,
    check_can_be_stopped,
    check_pieces_have_the_direction_of_the_texts,
    check_no_network,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("row", ENCODERS, ids=lambda row: row.id)
def test_every_encoder_that_ships(row: EncoderRow, check: Callable[[Encoder], None]) -> None:
    encoder = row.open()
    assert isinstance(encoder, Encoder)
    assert encoder.name == row.id
    check(encoder)


@pytest.mark.parametrize("row", ENCODERS, ids=lambda row: row.id)
def test_a_row_of_an_encoder_tells_all_that_is_known_of_it(row: EncoderRow) -> None:
    assert row.digest() == row.digest()
    assert len(bytes.fromhex(row.digest())) == 32
    assert str(row.quality().title).casefold() == str(row.title).casefold()
    assert not row.stays_loaded or row.open() is row.open()
    assert isinstance(row.open(), PieceEncoder) or row.weights == "folder"


class Wrong:
    """Breaks every promise: rows are long, never zero, drift, know their neighbours; it phones home."""

    name = "wrong"
    dimension = 4

    def __init__(self, phones: bool) -> None:
        self.phones = phones
        self.calls = 0

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        self.calls += 1
        if self.phones:
            with suppress(OSError):
                socket.getaddrinfo("localhost", 80)
        rows = np.full((max(1, len(texts)), 4), 1.0 + self.calls + len(texts), np.float32)
        return rows[:, : 4 if len(texts) else 3]

    def encode_with_pieces(self, texts: Sequence[str], progress: Progress = SILENT) -> Encoded:
        starts = np.zeros(len(texts) + 1, np.int64)
        return Encoded(
            -self.encode(texts),
            Pieces(starts[:0], starts, np.ones((1, 4), np.float32), np.ones(1, np.float32)),
        )


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_wrong_encoder_is_caught(check: Callable[[Encoder], None]) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        check(Wrong(phones=check is check_no_network))
