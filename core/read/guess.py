"""Detection of an undeclared encoding: the one in which the bytes look most like a language.

Encodings of one byte a letter are judged by the letters that live together in a word: each pair of neighbours
with one beyond ASCII has a probability in each language (`resources/encodings/letters.tsv`, made by
`core.train.letters`), and what no language puts together counts heavily. Encodings of Chinese, Japanese and
Korean are judged by their frequent letters. General detectors (charset-normalizer) know more encodings and
are asked after this one: on a few lines they are wrong more often than not.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

_MARKS = frozenset("„“”‚‘’«»‹›–—…•§°©®™€£¥½¼¾²³·ªº¡¿\u00a0\u00ad‐‑×±№")
_MARK, _ODD, _NEVER = 8.0, 24.0, 18.0
"""Bits for a common mark, for one out of place or another sign, and for letters that never stand together."""

_OTHER_LANGUAGE = 3.0
"""Bits that a pair costs more in a language of the group than in its own: names and loanwords."""

_ACCEPTED = 28.0
"""Bits for each letter beyond ASCII from which on a text is in none of the encodings."""

_RARER = 0.1
"""Bits by which an encoding is less likely than the one before it in the table."""

_CAPITAL_INSIDE = 12.0
_MISPLACED = re.compile(
    r"""[^\x00-\x7f\w\s\u0300-\u036f\u05b0-\u05ea\u064b-\u0652\u0e31-\u0e4e]{3,}        # marks in a row
    |(?<=[^\W\d_])[^\x00-\x7f\w’·\u00ad‐‑\u0300-\u036f\u05b0-\u05ea\u064b-\u0652\u0e31-\u0e4e](?=[^\W\d_])
    |(?<=\s)[’»](?=[^\x00-\x7f]|\s)                                          # closing marks that open
    |(?<=[^\W\d_])[‚„¡¿©°£¥¢·•§¶‘]|[©®§•¶](?=[^\W\d_])                        # opening marks that close
    |(?<=[^\W\d_])’(?=[b-df-hj-np-rt-z]{2})                                   # apostrophes for vowels
    |(?<=\s)\u00a0|\u00a0(?=\s)""",
    re.VERBOSE,
)
_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f\u05b0-\u05ea\u064b-\u0652\u0e31-\u0e4e])+")

_CEDILLAS = str.maketrans("șț", "şţ")

_KANA = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC)))
_WIDE_MARKS = frozenset("、。，．・：；？！「」『』（）《》〈〉～　【】〔〕％“”‘’…—")
_LIKELY_WIDE = 0.8

_WESTERN = "en de fr es pt it ca gl nl af sv fi da nb is fo ga gd cy br eu oc lb sq"
_CENTRAL = "cs sk pl hu ro hr sl sq de"
_ENCODINGS: tuple[tuple[str, str], ...] = (
    ("cp1252", _WESTERN),
    ("iso8859-15", _WESTERN),
    ("cp1250", _CENTRAL),
    ("cp1251", "ru uk bg be sr mk"),
    ("koi8-r", "ru bg"),
    ("koi8-u", "uk ru"),
    ("cp1253", "el"),
    ("cp1254", "tr az"),
    ("cp1255", "he"),
    ("cp1256", "ar fa ur"),
    ("cp1257", "lt lv et"),
    ("cp1258", "vi"),
    ("cp874", "th"),
    ("iso8859-2", _CENTRAL),
    ("iso8859-3", "eo mt"),
    ("iso8859-4", "lt lv et"),
    ("iso8859-5", "ru uk bg be sr mk"),
    ("iso8859-6", "ar"),
    ("iso8859-7", "el"),
    ("iso8859-8", "he"),
    ("iso8859-13", "lt lv et"),
    ("iso8859-14", "ga gd cy br"),
    ("iso8859-16", "ro sq hu pl hr sl fr de it"),
    ("cp866", "ru bg be uk"),
    ("cp855", "ru bg sr mk"),
    ("mac_cyrillic", "ru uk bg be sr mk"),
    ("mac_roman", _WESTERN),
    ("mac_latin2", _CENTRAL),
    ("mac_greek", "el"),
    ("mac_turkish", "tr"),
    ("mac_iceland", "is fo"),
    ("cp850", _WESTERN),
    ("cp437", _WESTERN),
    ("cp852", _CENTRAL),
    ("cp775", "lt lv et"),
    ("cp737", "el"),
    ("cp869", "el"),
    ("cp857", "tr az"),
    ("cp862", "he"),
    ("cp861", "is fo"),
    ("cp865", "da nb"),
)
"""Encodings of one byte a letter, the most common first, with the languages written in them; of equal ones
the first is taken."""


def likely_encoding(sample: bytes, language: str = "") -> str | None:
    """Return Python's name of the most likely encoding of a text with bytes beyond ASCII, None if none is
    likely. A `language` that is known decides between encodings that are nearly as likely."""
    wide = _likely_wide(sample)
    if wide and wide[0] > _LIKELY_WIDE:
        return wide[1]
    scores = [
        (cost, encoding)
        for at, (encoding, languages) in enumerate(_ENCODINGS)
        if (cost := _cost(sample, encoding, languages, language.split("-")[0], _RARER * at)) is not None
    ]
    best = min(scores, default=(_ACCEPTED, ""))
    return best[1] if best[0] < _ACCEPTED else None


# ----------------------------------------------------------------------- one byte a letter


@cache
def _languages() -> Mapping[str, Mapping[str, float]]:
    """Return the bits of each pair of letters, by language."""
    text = files("resources").joinpath("encodings", "letters.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    found = {code: {pair[:2]: float(pair[2:]) for pair in pairs} for code, *pairs in rows}
    # The old encodings have ş and ţ for Romanian, today it is written with ș and ț.
    found["ro"] |= {
        pair.translate(_CEDILLAS): bits
        for pair, bits in found["ro"].items()
        if not pair.isascii() and pair.translate(_CEDILLAS) != pair
    }
    return found


@cache
def _group(languages: str) -> Mapping[str, float]:
    """Return the fewest bits of each pair in any of some languages."""
    found: dict[str, float] = {}
    for code in languages.split():
        for pair, bits in _languages()[code].items():
            found[pair] = min(bits, found.get(pair, _NEVER))
    return found


def _cost(sample: bytes, encoding: str, languages: str, known: str, prior: float) -> float | None:
    """Return the bits for each letter beyond ASCII in an encoding, None if the bytes are not in it."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return None
    pairs: Counter[str] = Counter()
    inside = 0
    for word in _WORD.findall(text):
        if not word.isascii():
            edged = f" {word.lower()} "
            pairs.update(
                edged[at : at + 2] for at in range(len(edged) - 1) if not edged[at : at + 2].isascii()
            )
            inside += _capitals_inside(word)
    letters = sum(letter > "\x7f" for letter in text)
    if not letters:
        return None
    group = _group(languages)
    best = min(
        sum(
            n * min(own.get(pair, _NEVER), group.get(pair, _NEVER) + _OTHER_LANGUAGE)
            for pair, n in pairs.items()
        )
        - (pairs.total() if code == known else 0)
        for code in languages.split()
        for own in (_languages()[code],)
    )
    return (prior + best + _cost_of_signs(text) + _CAPITAL_INSIDE * inside) / letters


def _cost_of_signs(text: str) -> float:
    """Return the bits of what is neither a letter nor in ASCII."""
    signs = Counter(letter for letter in _WORD.sub("", text) if letter > "\x7f")
    count = signs.total()
    odd = sum(number for sign, number in signs.items() if sign not in _MARKS)
    misplaced = sum(len(found) for found in _MISPLACED.findall(text)) if count else 0
    odd = min(count, odd + misplaced)
    boxes = sum(number for sign, number in signs.items() if "\u2500" <= sign <= "\u259f")
    return _MARK * (count - odd) + _ODD * (odd + 2 * boxes)


def _capitals_inside(word: str) -> int:
    """Return the number of capitals after small letters, and of small letters among capitals."""
    return sum(a.islower() and b.isupper() for a, b in pairwise(word))


# ----------------------------------------------------------- Chinese, Japanese and Korean


@dataclass(frozen=True, slots=True, eq=False)
class _Wide:
    """An encoding of two bytes a letter, its letters, and the frequent ones that every text has."""

    encoding: str
    letters: Callable[[str], bool]
    frequent: frozenset[str]
    share: float
    """The least share of the frequent letters among its letters."""


def _likely_wide(sample: bytes) -> tuple[float, str] | None:
    scores: list[tuple[float, str]] = []
    for wide in _WIDE:
        try:
            text = sample.decode(wide.encoding)
        except UnicodeDecodeError:
            continue
        scores.append((_likeness(text, wide), wide.encoding))
    return max(scores, key=lambda found: found[0], default=None)


def _likeness(text: str, wide: _Wide) -> float:
    """Return a score from 0 to 1, lower for letters that stand alone between those of ASCII."""
    beyond = [letter for letter in text if letter > "\x7f"]
    own = [letter for letter in beyond if wide.letters(letter)]
    if not own:
        return 0.0
    marks = sum(letter in _WIDE_MARKS for letter in beyond if not wide.letters(letter))
    share = (len(own) + 0.9 * marks) / len(beyond)
    frequent = sum(letter in wide.frequent for letter in own) / len(own)
    alone = len(re.findall(r"(?<=[A-Za-z])[^\x00-\x7f](?=[A-Za-z ])", text))
    return 0.7 * share + 0.3 * min(frequent / wide.share, 1) - alone / len(beyond)


def _encodes(encoding: str, first: int, last: int) -> Callable[[str], bool]:
    """Return whether a letter is a common character: in `encoding`, its first byte is in that range."""

    def common(letter: str) -> bool:
        try:
            code = letter.encode(encoding)
        except UnicodeEncodeError:
            return False
        return len(code) == 2 and first <= code[0] <= last

    return common


_CHINESE = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后"
)
_CHINESE_TRADITIONAL = _CHINESE.translate(
    str.maketrans("这来国个说们为时过学对后着里", "這來國個說們為時過學對後著裡")
)
_COMMON_KANJI = _encodes("shift_jis", 0x88, 0x97)
_HANGUL = frozenset("이다는의에가을은하고지를로기")


def _japanese(letter: str) -> bool:
    return letter in _KANA or _COMMON_KANJI(letter)


_WIDE: Sequence[_Wide] = (
    _Wide("gb18030", _encodes("gb2312", 0xB0, 0xD7), frozenset(_CHINESE), 0.08),
    _Wide("big5", _encodes("big5", 0xA4, 0xC6), frozenset(_CHINESE_TRADITIONAL), 0.08),
    _Wide("cp950", _encodes("big5", 0xA4, 0xC6), frozenset(_CHINESE_TRADITIONAL), 0.08),
    _Wide("cp932", _japanese, _KANA, 0.25),
    _Wide("euc_jp", _japanese, _KANA, 0.25),
    _Wide("cp949", _encodes("euc_kr", 0xB0, 0xC8), _HANGUL, 0.12),
)
