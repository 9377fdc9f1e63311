"""Rough transliteration of alphabets, so that names in different scripts can be compared."""

import unicodedata
from functools import lru_cache

_STEM = 5  # letters that a word shares with its form in another language

_LATIN = {}  # letters that sound alike, and letters that only modify the previous one
for _pair in (
    "аa бb вv гg дd еe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh щsh ыi эe юiu яia ёe"
    " іi їi єe ь ъ αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υi φf χh ψps ωo yi"
).split():
    _LATIN[_pair[0]] = _pair[1:]


def plain(word: str) -> str:
    """Return a word in lower-case Latin letters without diacritics, as far as its script is phonetic."""
    return "".join(
        _LATIN.get(sign, sign)
        for sign in unicodedata.normalize("NFKD", word.casefold())
        if not unicodedata.combining(sign)
    )


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the first letters of a word, in plain Latin letters, that its cognates share."""
    return plain(word)[:_STEM]
