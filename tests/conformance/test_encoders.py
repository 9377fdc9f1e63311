"""Every encoder that ships keeps the promises of `core.encode.Encoder`; a wrong one is caught at each."""

import socket
from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np
import pytest

from core.encode import ENCODERS, Encoder, Vectors, additive, digest
from core.progress import SILENT, Cancelled, Progress

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


def check_additive_rows_have_the_direction_of_the_texts(encoder: Encoder) -> None:
    sums = additive(encoder, (*TEXTS, *NOTHING))
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    np.testing.assert_allclose(sums, encoder.encode((*TEXTS, *NOTHING)) * lengths, atol=1e-3)


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
    check_additive_rows_have_the_direction_of_the_texts,
    check_no_network,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize(("name", "opened"), ENCODERS, ids=lambda part: part if isinstance(part, str) else "")
def test_every_encoder_that_ships(
    name: str, opened: Callable[[], Encoder], check: Callable[[Encoder], None]
) -> None:
    encoder = opened()
    assert isinstance(encoder, Encoder)
    assert encoder.name == name
    check(encoder)


@pytest.mark.parametrize("name", [name for name, _ in ENCODERS])
def test_the_digest_of_an_encoder_is_the_same_each_time(name: str) -> None:
    assert digest(name) == digest(name)
    assert len(bytes.fromhex(digest(name))) == 32


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

    def sums(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        return -self.encode(texts, progress)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_wrong_encoder_is_caught(check: Callable[[Encoder], None]) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        check(Wrong(phones=check is check_no_network))
