"""The real command line, run in this process, with an encoder that needs no training."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from app.terminal.main import main
from core import encode
from core.progress import SILENT, Progress
from core.vectors import Vectors, unit


@dataclass(frozen=True)
class Done:
    """Result of a command line."""

    status: int
    out: str
    err: str


Diglot = Callable[..., Done]


class Words:
    """An encoder for tests: a text is its words, so that a text and its shouted form are translations."""

    name = "words"
    dimension = 64

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        sums = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            progress(row, len(texts), "Encoding")
            for word in text.lower().split():
                sums[row] += np.random.default_rng(zlib.crc32(word.strip(".,!?").encode())).normal(
                    size=self.dimension
                )
        return unit(sums)


@pytest.fixture
def diglot(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Diglot:
    """Run one command line; what it printed before is forgotten."""
    monkeypatch.setattr(encode, "open_encoder", lambda name: Words())

    def run(*arguments: str | Path) -> Done:
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        return Done(status, *capfd.readouterr())

    return run


ENGLISH = """\
The library of umbrellas

It rained in the harbour for nineteen days. The river rose by a metre.
The cats moved upstairs. Nobody was surprised.

Mr Halloran sold newspapers as soup.
"""


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    """A text and its translation, which the encoder of these tests understands."""
    source, target = tmp_path / "quiet.txt", tmp_path / "loud.txt"
    source.write_text(ENGLISH, encoding="utf-8")
    target.write_text(ENGLISH.upper(), encoding="utf-8")
    return source, target
