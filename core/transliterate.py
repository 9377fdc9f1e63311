"""Letters of alphabets that sound alike, so that names written in two of them can be compared."""

import unicodedata

_LATIN = {}  # letters that sound alike, and those that only tell how the one before sounds
for _pair in (
    "аa бb вv гg дd еe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh щsh ыi эe юiu яia ёe"
    " іi їi єe ь ъ αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υi φf χh ψps ωo yi"
).split():
    _LATIN[_pair[0]] = _pair[1:]


def plain(word: str) -> str:
    """A word in small Latin letters without marks, as far as its script sounds like them."""
    return "".join(
        _LATIN.get(sign, sign)
        for sign in unicodedata.normalize("NFKD", word.casefold())
        if not unicodedata.combining(sign)
    )
