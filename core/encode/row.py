"""Rows of the table of encoders: what the rest of Diglot knows of an encoder before it is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from core.encode.protocol import Encoder
from core.encode.quality import Quality
from core.model.message import Message


@dataclass(frozen=True, slots=True)
class EncoderRow:
    """An encoder that can be opened.

    `id` is its name on the command line and in projects, `title` begins sentences about it. `open`, `digest`
    (SHA-256 in hexadecimal over its files) and `quality` read files; the first two raise `ModelMissing`.
    `weights` names the aligner's weights for its vectors: "built-in" were trained with subword pieces,
    "folder" without. An encoder that `stays_loaded` is opened once per process.
    """

    id: str
    title: Message
    open: Callable[[], Encoder]
    digest: Callable[[], str]
    quality: Callable[[], Quality]
    weights: Literal["built-in", "folder"]
    stays_loaded: bool = False
