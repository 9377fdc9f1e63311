"""Statistics of letters for the detection of encodings: the pairs of letters of words beyond ASCII.

    python -m core.train.letters --data FOLDER

Reads FOLDER/train (every other line, so that the rest can be used to measure) and writes
`resources/encodings/letters.tsv`: a line for each language, its code and its pairs, each of two letters (a
space stands for the edge of a word) and the pair's -log2 probability as a whole number.
"""

import argparse
import lzma
import math
import re
import unicodedata
from collections import Counter
from pathlib import Path

LANGUAGES = (
    "en de fr es pt it ca gl nl af sv fi da nb is fo ga gd cy br eu oc lb sq et lt lv cs sk pl hu ro hr sl "
    "eo mt tr az vi ru uk be bg sr mk el he ar fa ur th"
).split()
_MARKS = r"[\u0300-\u036f\u05b0-\u05ea\u064b-\u0652\u0e31-\u0e4e]"
_WORD = re.compile(rf"[^\W\d_\u0300-\u036f](?:[^\W\d_]|{_MARKS})*")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LINES, _PAIRS, _LEAST = 40_000, 700, 5e-5
_OUT = Path(__file__).parents[2] / "resources" / "encodings" / "letters.tsv"


def pairs(text: str) -> Counter[str]:
    """Return the pairs of letters with one beyond ASCII, and their numbers, in small letters."""
    found: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        if not word.isascii():
            edged = f" {word} "
            found.update(
                edged[at : at + 2] for at in range(len(edged) - 1) if not edged[at : at + 2].isascii()
            )
    return found


def _typed(text: str, code: str) -> str:
    """Return a text as the old encodings of its language hold it: tone marks of Vietnamese stand alone."""
    if code != "vi":
        return text
    letters = []
    for letter in text:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        tones = [mark for mark in marks if mark in _TONES]
        rest = [mark for mark in marks if mark not in _TONES]
        letters += [unicodedata.normalize("NFC", base + "".join(rest)), *tones]
    return "".join(letters)


def row(code: str, folder: Path) -> str:
    """Return the line of a language."""
    counts: Counter[str] = Counter()
    path = folder / ("english.txt.xz" if code == "en" else f"{code}.tsv.xz")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 2 == 0 and number < 2 * _LINES:
                text = line if code == "en" else line.split("\t")[1]
                counts.update(pairs(_typed(text, code)))
    total = counts.total()
    kept = [(pair, count) for pair, count in counts.most_common(_PAIRS) if count / total >= _LEAST]
    return "\t".join([code, *(f"{pair}{round(-math.log2(count / total))}" for pair, count in kept)])


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    given = parser.parse_args()
    _OUT.parent.mkdir(exist_ok=True)
    lines = [row(code, given.data / "train") for code in LANGUAGES]
    _OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
