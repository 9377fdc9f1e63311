"""Texts to sub-words: a unigram model (Kudo 2018) in plain Python, with a cache of words.

Everything about it stands in a Hugging Face `tokenizer.json`: the normaliser (NFKC, lower case, then
foldings of single characters), the pieces and their log-probabilities. What is neither letter, mark nor
number is a border and leaves no piece. Scripts written without spaces carry no mark of a word's beginning,
so that a sentence's first word is the same piece as its fifth.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import regex

MARK = "▁"
"""Stands before the first piece of a word of a script that is written with spaces."""

UNSPACED = (
    "々〇〡-〩ぁ-ゖ゙゚ゝ-ゟァ-ヺー-ヿㇰ-ㇿ㐀-䶿一-鿿豈-﫿\U00020000-\U0003fffd"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ec6\u0ec8-\u0ece\u0edc-\u0edf"
    "\u1780-\u17b3\u17b6-\u17d3\u17d7\u17dc\u17dd"
    "\u1000-\u103f\u1050-\u108f\u109a-\u109d\uaa60-\uaa76\uaa7a-\uaa7f"
)
"""Han, Kana, Thai, Lao, Khmer and Burmese letters and signs, as ranges of a character class."""

SPACED = rf"[[\p{{L}}\p{{M}}]--[{UNSPACED}]]"
NUMBER = rf"[\p{{N}}--[{UNSPACED}]]"
_WORD = regex.compile(rf"(?V1){SPACED}+|[{UNSPACED}]+|{NUMBER}+")
_FIRST_UNSPACED = regex.compile(rf"[{UNSPACED}\p{{N}}]")

_UNKNOWN_PENALTY = 10.0  # below the rarest piece, as Hugging Face's unigram model has it
_CACHED_LETTERS = 32  # longer runs seldom come back
_CACHED_WORDS = 300_000


class Tokenizer:
    """Cuts texts into the ids of the pieces of a vocabulary. Linear in the length of a text."""

    def __init__(self, pieces: Sequence[tuple[str, float]], folds: dict[str, str]) -> None:
        self.pieces = tuple(piece for piece, _ in pieces)
        ids = {piece: at for at, piece in enumerate(self.pieces)}
        self._bytes = tuple(ids[f"<0x{byte:02X}>"] for byte in range(256))
        self._folds = str.maketrans(folds)
        special = {0, *self._bytes}
        self._table = _prefixes(
            (piece, score, at) for at, (piece, score) in enumerate(pieces) if at not in special
        )
        self._unknown = min((score for _, score in pieces), default=0.0) - _UNKNOWN_PENALTY
        self._cache: dict[str, tuple[int, ...]] = {}

    def words(self, text: str) -> list[str]:
        """The words of a text as they are looked up: normalised, cut, without their marks."""
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text).lower().translate(self._folds)
        else:
            text = text.lower()
        found: list[str] = _WORD.findall(text)
        return found

    def ids(self, text: str) -> list[int]:
        """The ids of a text's pieces; empty where the text has neither letter nor number."""
        cache = self._cache
        out: list[int] = []
        for word in self.words(text):
            found = cache.get(word)
            if found is None:
                found = self._learn(word)
            out += found
        return out

    def split(self, text: str) -> list[str]:
        """The pieces of a text as strings."""
        return [self.pieces[at] for at in self.ids(text)]

    def _learn(self, word: str) -> tuple[int, ...]:
        found = tuple(self._best(marked(word)))
        if len(word) <= _CACHED_LETTERS:
            if len(self._cache) >= _CACHED_WORDS:
                self._cache.clear()
            self._cache[word] = found
        return found

    def _best(self, word: str) -> list[int]:
        """The most probable pieces of one word (Viterbi); letters no piece has become their bytes."""
        table, size, worst = self._table, len(word), float("-inf")
        scores = [0.0] + [worst] * size
        came: list[tuple[int, int]] = [(0, -1)] * (size + 1)
        for start in range(size):
            here = scores[start]
            entry = table.get(word[start])
            if (entry is None or entry[1] < 0) and here + self._unknown > scores[start + 1]:
                scores[start + 1], came[start + 1] = here + self._unknown, (start, -1)
            end = start + 1
            while entry is not None:
                score, at = entry
                if at >= 0 and here + score > scores[end]:
                    scores[end], came[end] = here + score, (start, at)
                end += 1
                entry = table.get(word[start:end]) if end <= size else None
        out: list[int] = []
        end = size
        while end:
            start, at = came[end]
            if at >= 0:
                out.append(at)
            else:
                out.extend(self._bytes[byte] for byte in reversed(word[start:end].encode("utf-8", "replace")))
            end = start
        out.reverse()
        return out


def marked(word: str) -> str:
    """A word as the vocabulary knows it: with its mark, where its script is written with spaces."""
    return word if _FIRST_UNSPACED.match(word) else MARK + word


def load(path: Path) -> Tokenizer:
    """The tokeniser of a `tokenizer.json` of the layout that `layout` writes.

    Raises OSError, and ValueError or KeyError for a file of another make.
    """
    told = json.loads(path.read_text(encoding="utf-8"))
    if told["model"]["type"] != "Unigram" or not told["model"].get("byte_fallback"):
        raise ValueError("not a unigram model with bytes to fall back on")
    folds = {}
    for step in told["normalizer"]["normalizers"]:
        if step["type"] == "Replace" and step["content"] != MARK:
            folds.update(dict.fromkeys(step["pattern"]["Regex"].strip("[]"), step["content"]))
    return Tokenizer([(piece, score) for piece, score in told["model"]["vocab"]], folds)


def layout(pieces: Sequence[tuple[str, float]], folds: dict[str, str]) -> dict[str, object]:
    """The `tokenizer.json` of these pieces, for this module and for Hugging Face's library alike.

    The first piece is the unknown one; the 256 bytes `<0x00>` to `<0xFF>` are among the others.
    """
    unspaced = UNSPACED
    spaced = rf"[\p{{L}}\p{{M}}&&[^{unspaced}]]"
    number = rf"[\p{{N}}&&[^{unspaced}]]"
    turned: dict[str, str] = {}
    for letter, folded in sorted(folds.items()):
        turned[folded] = turned.get(folded, "") + letter
    steps: list[dict[str, object]] = [{"type": "NFKC"}, {"type": "Lowercase"}]
    steps += [
        {"type": "Replace", "pattern": {"Regex": f"[{letters}]"}, "content": folded}
        for folded, letters in turned.items()
    ]
    steps.append({"type": "Replace", "pattern": {"Regex": f"(?<!{spaced})(?={spaced})"}, "content": MARK})
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Sequence", "normalizers": steps},
        "pre_tokenizer": {
            "type": "Split",
            "pattern": {"Regex": f"{MARK}{spaced}+|[{unspaced}]+|{number}+"},
            "behavior": "Removed",
            "invert": True,
        },
        "post_processor": None,
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": True, "vocab": [list(p) for p in pieces]},
    }


def _prefixes(pieces: Iterable[tuple[str, float, int]]) -> dict[str, tuple[float, int]]:
    """Pieces and all their beginnings, so that a search stops where no piece can follow; -1 is no piece."""
    table: dict[str, tuple[float, int]] = {}
    nothing = (0.0, -1)
    for piece, score, at in pieces:
        for end in range(len(piece) - 1, 0, -1):
            if piece[:end] in table:
                break
            table[piece[:end]] = nothing
        table[piece] = (score, at)
    return table
