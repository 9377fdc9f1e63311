"""Tokenisation into subword pieces: a unigram model (Kudo 2018) in plain Python, with a cache of words.

It is defined by a Hugging Face `tokenizer.json`: the normaliser (NFKC, lower case, then foldings of single
characters), the pieces and their log probabilities. A character that is not a letter, mark or number is a
boundary and belongs to no piece. In scripts written without spaces, and in Korean, the beginning of a word is
not marked, so that a sentence's first word is the same piece as its fifth.
"""

import json
import unicodedata
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path

import regex

MARK = "▁"
"""The prefix of the first piece of a word in scripts that are written with spaces."""

UNMARKED = (
    "々〇〡-〩ぁ-ゖ゙゚ゝ-ゟァ-ヺー-ヿㇰ-ㇿ㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U0003fffd"
    "\ua000-\ua48c\uac00-\ud7a3"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ec6\u0ec8-\u0ece\u0edc-\u0edf"
    "\u1780-\u17b3\u17b6-\u17d3\u17d7\u17dc\u17dd"
    "\u1000-\u103f\u1050-\u108f\u109a-\u109d\uaa60-\uaa76\uaa7a-\uaa7f"
)
"""Han, Kana, Yi, Hangul, Thai, Lao, Khmer and Burmese letters and signs, as ranges of a character class.

The shipped vocabulary was trained without marks at these letters, so they are fixed here and differ from
`core.language.UNSPACED`: Korean is among them although it is written with spaces.
"""

SPACED = rf"[[\p{{L}}\p{{M}}]--[{UNMARKED}]]"
NUMBER = rf"[\p{{N}}--[{UNMARKED}]]"
_WORD = regex.compile(rf"(?V1){SPACED}+|[{UNMARKED}]+|{NUMBER}+")
_BORDER = regex.compile(rf"[^\p{{L}}\p{{M}}\p{{N}}{UNMARKED}]")
_FIRST_UNMARKED = regex.compile(rf"[{UNMARKED}\p{{N}}]")

_UNKNOWN_PENALTY = 10.0  # below the rarest piece, as in Hugging Face's unigram model
_BEGINNING = 4  # letters; looked up, so that a search stops where no longer piece begins
_CACHED_LETTERS = 32  # longer runs seldom recur
_CACHED_RUNS = 1 << 17


class Tokenizer:
    """A tokeniser that cuts texts into the ids of a vocabulary's pieces. Linear in the length of a text."""

    def __init__(self, pieces: Sequence[Sequence[str | float]], folds: dict[str, str]) -> None:
        """Take `pieces`, strings with their log probabilities: first the unknown piece, the 256 bytes among
        the others.

        Raises ValueError or TypeError for pieces in another format, KeyError if a byte is missing.
        """
        self.pieces = [str(piece) for piece, _ in pieces]
        self._scores = [float(score) for _, score in pieces]
        self._ids = dict(zip(self.pieces, range(len(self.pieces)), strict=True))
        self._bytes = tuple(self._ids[f"<0x{byte:02X}>"] for byte in range(256))
        self._beginnings = frozenset(map(itemgetter(slice(_BEGINNING)), self.pieces))
        self._longest = max(map(len, self.pieces))
        self._unknown = min(self._scores) - _UNKNOWN_PENALTY
        self._likeliest = max(
            filter(None, self._scores), default=0.0
        )  # 0 is the score of the bytes of unknown letters
        if max(self._scores) > 0:
            raise ValueError("scores that are no log-probabilities")
        self._letters = _Letters(folds)
        self._cache: dict[str, tuple[int, ...]] = {}

    def words(self, text: str) -> list[str]:
        """Return the words of a text as they are looked up: normalised and cut, without their marks."""
        return [word for run in self._runs(text) for word in _WORD.findall(run)]

    def ids(self, text: str) -> list[int]:
        """Return the ids of a text's pieces; empty for a text without letters and numbers."""
        cache = self._cache
        out: list[int] = []
        for run in self._runs(text):
            found = cache.get(run)
            if found is None:
                found = self._learn(run)
            out += found
        return out

    def split(self, text: str) -> list[str]:
        """Return the pieces of a text as strings."""
        return [self.pieces[at] for at in self.ids(text)]

    def _runs(self, text: str) -> list[str]:
        """Return the normalised runs between boundaries: a word, or words of several scripts without a
        boundary."""
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text)
        return text.lower().translate(self._letters).split()

    def _learn(self, run: str) -> tuple[int, ...]:
        cut: list[int] = []
        for word in _WORD.findall(run):
            cut += self._best(marked(word))
        found = tuple(cut)
        if len(run) <= _CACHED_LETTERS:
            if len(self._cache) >= _CACHED_RUNS:
                self._cache.clear()
            self._cache[run] = found
        return found

    def _best(self, word: str) -> list[int]:
        """Return the most probable pieces of one word (Viterbi); letters that are in no piece
        become bytes."""
        find, scores, beginnings = self._ids.get, self._scores, self._beginnings
        size, longest, unknown, likeliest = len(word), self._longest, self._unknown, self._likeliest
        best = [0.0] + [float("-inf")] * size
        came = [0] * (size + 1)
        for start in range(size):
            here = best[start]
            if here + likeliest <= best[size]:
                continue  # no continuation from here can be better than the best so far
            last = start + (longest if word[start : start + _BEGINNING] in beginnings else _BEGINNING - 1)
            for end in range(start + 1, (last if last < size else size) + 1):
                at = find(word[start:end])
                if at is not None:
                    score = here + scores[at]
                elif end == start + 1:
                    score = here + unknown
                else:
                    continue
                if score > best[end]:
                    best[end] = score
                    came[end] = start
        out: list[int] = []
        end = size
        while end:
            start = came[end]
            at = find(word[start:end])
            if at is not None:
                out.append(at)
            else:
                out.extend(self._bytes[byte] for byte in reversed(word[start:end].encode("utf-8", "replace")))
            end = start
        out.reverse()
        return out


class _Letters(dict[int, str]):
    """A cache of the folded form of each character, a space for a boundary; filled as characters occur."""

    def __init__(self, folds: dict[str, str]) -> None:
        super().__init__()
        self._folds = folds

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        made: str = _BORDER.sub(" ", self._folds.get(letter, letter))
        self[code] = made
        return made


def marked(word: str) -> str:
    """Return a word as it is in the vocabulary: with its mark if its script is written with spaces."""
    return word if _FIRST_UNMARKED.match(word) else MARK + word


def load(path: Path) -> Tokenizer:
    """Load the tokeniser from a `tokenizer.json` as `layout` writes it.

    Raises OSError, and ValueError or KeyError for a file in another format.
    """
    config = json.loads(path.read_text(encoding="utf-8"))
    if config["model"]["type"] != "Unigram" or not config["model"].get("byte_fallback"):
        raise ValueError("not a unigram model with bytes to fall back on")
    folds = {}
    for step in config["normalizer"]["normalizers"]:
        if step["type"] == "Replace" and step["content"] != MARK:
            folds.update(dict.fromkeys(step["pattern"]["Regex"].strip("[]"), step["content"]))
    return Tokenizer(config["model"]["vocab"], folds)


def layout(pieces: Sequence[tuple[str, float]], folds: dict[str, str]) -> dict[str, object]:
    """Return the `tokenizer.json` of these pieces, for this module and for Hugging Face's library alike.

    The first piece is the unknown one; the 256 bytes `<0x00>` to `<0xFF>` are among the others.
    """
    spaced = rf"[\p{{L}}\p{{M}}&&[^{UNMARKED}]]"
    number = rf"[\p{{N}}&&[^{UNMARKED}]]"
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
            "pattern": {"Regex": f"{MARK}{spaced}+|[{UNMARKED}]+|{number}+"},
            "behavior": "Removed",
            "invert": True,
        },
        "post_processor": None,
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": True, "vocab": [list(p) for p in pieces]},
    }
