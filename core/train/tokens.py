"""Texts as flat arrays of piece ids, the form that training works on."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.encode.tokenizer import Tokenizer

LONGEST = 160
"""Number of pieces of a text that training uses."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as bags of pieces: `ids` uint32 (pieces,); text i is `ids[starts[i]:starts[i + 1]]`."""

    ids: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, rows: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the pieces of the texts `rows`, concatenated, int64, and the length of each text, int64
        (rows,)."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(lengths)
        within = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
        return self.ids[np.repeat(self.starts[rows], lengths) + within].astype(np.int64), lengths


def bags(texts: Iterable[str], tokenizer: Tokenizer, kept: Path) -> Bags:
    """Tokenise every text and truncate long ones; read the result from `kept` if an earlier run left it
    there."""
    if kept.is_file():
        with np.load(kept) as found:
            return Bags(found["ids"], found["starts"])
    made = cut(texts, tokenizer)
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_name(f"new-{kept.name}")  # moved once complete
    np.savez(beside, ids=made.ids, starts=made.starts)
    beside.replace(kept)
    return made


def cut(texts: Iterable[str], tokenizer: Tokenizer) -> Bags:
    """Tokenise every text and truncate long ones."""
    found = [np.array(tokenizer.ids(text)[:LONGEST], np.uint32) for text in texts]
    starts = np.zeros(len(found) + 1, np.int64)
    np.cumsum([len(ids) for ids in found], out=starts[1:])
    return Bags(np.concatenate(found) if found else np.empty(0, np.uint32), starts)
