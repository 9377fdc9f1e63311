"""Detection of an undeclared encoding: the one in which the bytes look most like a language.

An encoding is tried with the languages people wrote in it. It scores high if letters beyond ASCII belong to
such a language and the letters frequent in it are frequent; it scores low if there are capitals inside words.
General detectors (charset-normalizer) know more encodings and are asked after this one: on a few lines of
West European, Baltic, Japanese or Persian text they are wrong more often than not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from core.language import identify

_MARKS = frozenset(
    "„“”‚‘’«»‹›–—…•§°©®™€£½¼¾×±²³·ªº¡¿\u00a0\u00ad‐‑，、。；：？！「」『』（）《》〈〉～・　【】〔〕％"
)
_KANA = frozenset(map(chr, (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC)))
_LIKELY, _ONLY_MARKS = 0.75, 0.76


@dataclass(frozen=True, slots=True)
class _Language:
    """A language by its letters beyond ASCII: all of them, and the frequent ones that every text has."""

    code: str
    letters: Callable[[str], bool]
    frequent: frozenset[str]
    share: float
    """The least share of the frequent letters among its letters beyond ASCII."""


def likely_encoding(sample: bytes) -> str | None:
    """Return Python's name of the most likely encoding of a text with bytes beyond ASCII, None if none is
    likely."""
    scores: list[tuple[float, str]] = []
    for encoding, languages in _ENCODINGS:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        score, code = max((_likeness(text, language), language.code) for language in languages)
        if score > _LIKELY and identify(text) == code:
            score += 0.05
        scores.append((score, encoding))
    best = max(scores, key=lambda found: found[0], default=(0.0, ""))
    return best[1] if best[0] > _LIKELY else None


def _likeness(text: str, language: _Language) -> float:
    """Return a score of 0 to 1, lower if there are capitals inside words."""
    beyond = [letter for letter in text if letter > "\x7f"]
    own = [letter for letter in beyond if language.letters(letter)]
    marks = sum(letter in _MARKS for letter in beyond if not language.letters(letter))
    if not own:
        return _ONLY_MARKS if marks == len(beyond) else 0.0
    share = (len(own) + 0.9 * marks) / len(beyond)
    frequent = sum(letter in language.frequent for letter in own) / len(own)
    inside = sum(a.islower() and b.isupper() for a, b in pairwise(text))
    return 0.7 * share + 0.3 * min(frequent / language.share, 1) - inside / len(beyond)


def _alphabet(code: str, letters: str, frequent: str = "", share: float = 0.3) -> _Language:
    every = frozenset(letters + letters.upper() + letters.title())
    return _Language(code, every.__contains__, frozenset(frequent) or every, share)


def _within(first: int, last: int) -> Callable[[str], bool]:
    return lambda letter: first <= ord(letter) <= last


def _encodes(encoding: str, first: int, last: int) -> Callable[[str], bool]:
    """Return whether a letter is a common character: in `encoding`, its first byte is in that range."""

    def common(letter: str) -> bool:
        try:
            code = letter.encode(encoding)
        except UnicodeEncodeError:
            return False
        return len(code) == 2 and first <= code[0] <= last

    return common


_WESTERN = tuple(
    _alphabet(code, letters)
    for code, letters in (
        ("en", "éèêïçñöü"),
        ("de", "äöüß"),
        ("fr", "àâæçéèêëîïôœùûü"),
        ("es", "áéíñóúü"),
        ("pt", "áâãàçéêíóôõú"),
        ("it", "àèéìòù"),
        ("ca", "àçéèíïóòúü"),
        ("nl", "éèëïöüáó"),
        ("sv", "åäöé"),
        ("fi", "äöå"),
        ("da", "æøåé"),
        ("is", "áðéíóúýþæö"),
        ("fo", "áðíóúýæø"),
        ("ga", "áéíóú"),
    )
)
_CENTRAL = tuple(
    _alphabet(code, letters)
    for code, letters in (
        ("cs", "áčďéěíňóřšťúůýž"),
        ("sk", "áäčďéíĺľňóôŕšťúýž"),
        ("pl", "ąćęłńóśźż"),
        ("hu", "áéíóöőúüű"),
        ("ro", "ăâîşţ"),
        ("hr", "čćđšž"),
        ("sl", "čšž"),
        ("sq", "çë"),
    )
)
_BALTIC = tuple(
    _alphabet(code, letters)
    for code, letters in (("lt", "ąčęėįšųūž"), ("lv", "āčēģīķļņšūž"), ("et", "äöõüšž"))
)
_TURKIC = (_alphabet("tr", "çğıİöşüâ"), _alphabet("az", "çğıİöşüə"))
_VIETNAMESE = (
    _alphabet("vi", "àáâãèéêìíòóôõùúýăđơư\u0300\u0301\u0303\u0309\u0323", "đư\u0300\u0301\u0323", 0.2),
)
_BASIC = "абвгдежзийклмнопрстуфхцчшщьюя"
_CYRILLIC = (
    _alphabet("ru", _BASIC + "ёъыэ", "оеаинтсрвл", 0.5),
    _alphabet("uk", _BASIC + "ґєії", "оаинтісвре", 0.5),
    _alphabet("bg", _BASIC + "ъ", "аоеинтсрвд", 0.5),
    _alphabet("be", _BASIC + "ёъыэўі", "анікраеыоц", 0.45),
    _alphabet("sr", "абвгдђежзијклљмнњопрстћуфхцчџш", "аоиенрстју", 0.5),
    _alphabet("mk", "абвгдѓежзѕијклљмнњопрстќуфхцчџш", "аоиенрстпв", 0.5),
)
_GREEK = (_Language("el", _within(0x386, 0x3CE), frozenset("αοιετσνηυρ"), 0.45),)
_HEBREW = (_Language("he", _within(0x5B0, 0x5F4), frozenset("יוהלאמרתב"), 0.45),)
_ARABIC = (
    _Language("ar", _within(0x60C, 0x652), frozenset("الينمورت"), 0.5),
    _Language("fa", _within(0x60C, 0x6CC), frozenset("اینردمهو"), 0.4),
)
_THAI = (_Language("th", _within(0xE01, 0xE5B), frozenset("านรกอเงมวย"), 0.35),)
_CHINESE = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后"
)
_CHINESE_TRADITIONAL = _CHINESE.translate(
    str.maketrans("这来国个说们为时过学对后", "這來國個說們為時過學對後")
)

_COMMON_KANJI = _encodes("shift_jis", 0x88, 0x97)
_JAPANESE = (_Language("ja", lambda letter: letter in _KANA or _COMMON_KANJI(letter), _KANA, 0.25),)

_ENCODINGS: tuple[tuple[str, tuple[_Language, ...]], ...] = (
    ("cp1252", _WESTERN),
    ("cp1250", _CENTRAL),
    ("cp1251", _CYRILLIC),
    ("gb18030", (_Language("zh", _encodes("gb2312", 0xB0, 0xD7), frozenset(_CHINESE), 0.08),)),
    ("big5", (_Language("zh", _encodes("big5", 0xA4, 0xC6), frozenset(_CHINESE_TRADITIONAL), 0.08),)),
    ("cp932", _JAPANESE),
    ("euc_jp", _JAPANESE),
    (
        "cp949",
        (_Language("ko", _encodes("euc_kr", 0xB0, 0xC8), frozenset("이다는의에가을은하고지를로기"), 0.12),),
    ),
    ("koi8-r", _CYRILLIC[:1]),
    ("koi8-u", _CYRILLIC[1:2]),
    ("cp1253", _GREEK),
    ("cp1254", _TURKIC),
    ("cp1255", _HEBREW),
    ("cp1256", _ARABIC),
    ("cp1257", _BALTIC),
    ("cp1258", _VIETNAMESE),
    ("cp874", _THAI),
    ("iso8859-2", _CENTRAL),
    ("iso8859-5", _CYRILLIC),
    ("iso8859-7", _GREEK),
    ("cp866", _CYRILLIC[:1]),
    ("mac_cyrillic", _CYRILLIC),
    ("mac_roman", _WESTERN),
    ("cp850", _WESTERN),
    ("cp852", _CENTRAL),
)
"""Encodings, the most common first, and the languages written in them; the first of equals is taken."""
