"""Detection of encodings: texts of many languages written in every old encoding that can hold them.

    python -m benchmarks.encodings --data FOLDER [--texts 200] [--peer] [--show N]

Texts are joined lines of train/ that the statistics of letters were not made from: short ones (40 words, or
100 letters in Chinese, Japanese and Thai) and long ones (ten times as much). Right is a text that is read as
it was, whatever the encoding's name. The peer is charset-normalizer.
"""

import argparse
import lzma
import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.lib.report.machine import description
from core.errors import DiglotError
from core.language import identify
from core.read import File
from core.read.decode import decode

ENCODINGS = {
    "cp1252 iso8859-1 iso8859-15 cp850 mac_roman": (
        "en de fr es pt it ca gl nl af sv fi da nb is fo ga eu oc lb"
    ),
    "cp437": "de fr es it sv fi",
    "cp1250 iso8859-2 cp852 mac_latin2": "cs sk pl hu hr sl",
    "cp1250 iso8859-16": "ro",
    "cp1251 iso8859-5 mac_cyrillic": "ru uk bg be sr mk",
    "koi8-r cp866": "ru bg",
    "koi8-u": "uk",
    "cp1253 iso8859-7 cp737": "el",
    "cp1254 iso8859-9 cp857": "tr",
    "cp1255 iso8859-8 cp862": "he",
    "cp1256 iso8859-6": "ar",
    "cp1256": "fa ur",
    "cp1257 iso8859-13 iso8859-4 cp775": "lt lv et",
    "cp1258": "vi",
    "cp874 tis-620": "th",
    "iso8859-3": "eo mt",
    "gb18030 gbk gb2312 hz": "zh",
    "big5 cp950": "zh-TW",
    "cp932 shift_jis euc_jp iso2022_jp": "ja",
    "cp949 euc_kr iso2022_kr": "ko",
}
_UNSPACED = ("zh", "zh-TW", "ja", "th")
_WORDS, _LETTERS, _LONG = 40, 100, 10
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def texts(folder: Path, language: str, count: int, times: int) -> Iterator[str]:
    """Yield texts of some words, of lines that are not in the statistics."""
    path = folder / ("english.txt.xz" if language == "en" else f"{language}.tsv.xz")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        kept = [line for number, line in enumerate(lines) if number % 2]
    random.Random(language).shuffle(kept)
    least = (_LETTERS if language in _UNSPACED else _WORDS) * times
    found: list[str] = []
    size = made = 0
    for line in kept:
        text = line.rstrip("\n") if language == "en" else line.rstrip("\n").split("\t")[1]
        found.append(text)
        size += len(text) if language in _UNSPACED else len(text.split())
        if size >= least:
            yield "\n".join(found)
            found, size, made = [], 0, made + 1
            if made == count:
                return


def written(text: str, encoding: str) -> tuple[str, bytes] | None:
    """Return what an encoding holds of a text, and its bytes; None if a line has other letters or none
    beyond ASCII are left."""
    text = _vietnamese(text) if encoding == "cp1258" else unicodedata.normalize("NFC", text)
    lines = []
    for line in text.split("\n"):
        try:
            line.encode(encoding)
        except UnicodeEncodeError:
            continue
        lines.append(line)
    kept = "\n".join(lines)
    return (kept, kept.encode(encoding)) if lines and not kept.isascii() else None


def _vietnamese(text: str) -> str:
    letters = []
    for letter in text:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        rest = "".join(mark for mark in marks if mark not in _TONES)
        letters += [unicodedata.normalize("NFC", base + rest), *(mark for mark in marks if mark in _TONES)]
    return "".join(letters)


def ours(data: bytes) -> str:
    """Return a text as Diglot reads it, "" if it is refused."""
    try:
        return decode(File("a.txt", data), None).text
    except DiglotError:
        return ""


def peer(data: bytes) -> str:
    """Return a text as charset-normalizer reads it."""
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    return str(best) if best else ""


def alphabet(text: str) -> str:
    """Return the most frequent script of the letters beyond ASCII, by its Unicode name."""
    names = [
        unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha() and letter > "\x7f"
    ]
    return max(set(names), key=names.count) if names else ""


def _same(text: str) -> str:
    """Return a text with one form of the Romanian letters that two encodings write with the same bytes."""
    return text.translate(str.maketrans("şţŞŢ", "șțȘȚ"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    parser.add_argument("--texts", type=int, default=200, help="texts of each encoding (200)")
    parser.add_argument("--peer", action="store_true", help="also run charset-normalizer, which is slow")
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="print N texts that were read wrongly"
    )
    given = parser.parse_args()
    print(description())
    identify("Guten Tag")
    result = []
    for name, times in (("short", 1), ("long", _LONG)):
        print(f"\n{name:12}{'texts':>8}{'right':>8}{'alphabet':>10}" + (f"{'peer':>8}" if given.peer else ""))
        right: dict[str, list[bool]] = defaultdict(list)
        same: dict[str, list[bool]] = defaultdict(list)
        peers: dict[str, list[bool]] = defaultdict(list)
        for encodings, languages in ENCODINGS.items():
            each = max(1, given.texts // len(languages.split()))
            for language in languages.split():
                made = list(texts(given.data / "train", language, each, times))
                for encoding in encodings.split():
                    for text in made:
                        if (found := written(text, encoding)) is None:
                            continue
                        read = ours(found[1])
                        right[encoding].append(_same(read) == _same(found[0]))
                        same[encoding].append(alphabet(read) == alphabet(found[0]))
                        if given.peer:
                            peers[encoding].append(peer(found[1]) == found[0])
                        if given.show and not right[encoding][-1]:
                            given.show -= 1
                            print("   ", encoding, language, repr(found[0][:70]), repr(read[:70]))
        for encoding, reads in right.items():
            line = f"{encoding:12}{len(reads):8}{_share(reads):8.3f}{_share(same[encoding]):10.3f}"
            print(line + (f"{_share(peers[encoding]):8.3f}" if given.peer else ""))
        every = [one for found in right.values() for one in found]
        wrong = [one for found in same.values() for one in found]
        result.append(f"{name}={_share(every):.4f} {name}_wrong_alphabet={wrong.count(False)}")
        if given.peer:
            result.append(f"{name}_peer={_share([one for found in peers.values() for one in found]):.4f}")
    print("RESULT " + " ".join(result))


def _share(found: list[bool]) -> float:
    return sum(found) / max(1, len(found))


if __name__ == "__main__":
    main()
