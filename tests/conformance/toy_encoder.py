"""A toy encoder in one file: random vectors of words, and a row for the table of encoders."""

import zlib
from collections.abc import Sequence

import numpy as np

from core.encode.quality import Level, Quality
from core.encode.row import EncoderRow
from core.model.message import message
from core.progress import SILENT, Progress
from core.vectors import Vectors, unit


class ToyEncoder:
    """An encoder whose vector of a text is the sum of a random vector for each word."""

    name = "toy"
    dimension = 64

    def encode(self, texts: Sequence[str], progress: Progress = SILENT) -> Vectors:
        """Return unit rows, float32 (texts, 64)."""
        sums = np.zeros((len(texts), self.dimension), np.float32)
        for at, text in enumerate(texts):
            progress(at, len(texts), "Encoding")
            for word in text.lower().split():
                sums[at] += np.random.default_rng(zlib.crc32(word.encode())).normal(size=self.dimension)
        return unit(sums)


ROW = EncoderRow(
    "toy",
    message("The toy encoder"),
    ToyEncoder,
    lambda: "70" * 32,
    lambda: Quality(message("the toy encoder"), {"en": Level.STRONG, "de": Level.WEAK}),
    "folder",
)
