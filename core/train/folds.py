"""Character folding: variants that writers of one language use interchangeably or leave out.

This is for matching only; folded text is never shown.
"""

import unicodedata

_LAST = 0x20000  # only ideographs beyond this point


def folds() -> dict[str, str]:
    """Return each lower-case character that is folded and its replacement ("" if it is removed).

    Digits of all scripts become ASCII digits; Greek loses accents and breathings (old and new spelling become
    equal); Hebrew and Arabic vowel points, invisible joiners and hyphens are removed; letters that differ
    only by keyboard layout (Arabic and Persian ya and kaf; s and t with comma or cedilla) or that most
    writers leave out (Russian yo) become equal.
    """
    table: dict[str, str] = {}
    for code in range(0x80, _LAST):
        letter = chr(code)
        category = unicodedata.category(letter)
        if category == "Nd":
            table[letter] = str(unicodedata.decimal(letter))
        elif 0x370 <= code <= 0x3FF or 0x1F00 <= code <= 0x1FFF:
            base = unicodedata.normalize("NFD", letter)[0]
            if category == "Ll" and base != letter:
                table[letter] = base
    table |= {"ς": "σ", "ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"}
    table |= {"ș": "ş", "ț": "ţ", "ё": "е"}
    gone = "\u00ad\u200d\u2060\ufeff\u0307\u0640\u0670" + _between(0x64B, 0x655) + _between(0x591, 0x5BD)
    gone += "\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7" + "\u0300\u0301\u0313\u0314\u0342\u0345\ufe0f\ufe0e"
    return table | dict.fromkeys(gone, "")


def _between(first: int, last: int) -> str:
    return "".join(chr(code) for code in range(first, last + 1))
