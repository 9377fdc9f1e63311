"""Decoding of bytes as text, strictly: no byte is replaced silently.

A byte order mark decides; then the encoding the user chose; then strict UTF-8; then a guess, which is
reported.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import Damaged
from core.model.message import Message, message, plural
from core.read.file import File
from core.read.guess import likely_encoding

_MARKS = (  # UTF-32 first: its mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ESCAPES = (
    ("iso2022_jp", re.compile(rb"\x1b\$[@B]|\x1b\(J")),
    ("iso2022_jp_2", re.compile(rb"\x1b\$[@B]|\x1b\(J")),
    ("iso2022_kr", re.compile(rb"\x1b\$\)C")),
    ("hz", re.compile(rb"~\{(?:[!-~]{2})+~\}")),
)
_DECLARED = re.compile(rb"(?im)^\W*character set(?: encoding)?:\s*([a-z][\w.:-]{2,20})")
_EXTENDED = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SOME_CONTROLS, _FEW_CONTROLS = 2, 0.01
_SAMPLE, _TELLING = 1 << 16, 1 << 13
_CHOOSE = message("Choose the encoding it was saved in, or save it as UTF-8.")
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "big5": "Big5",
    "cp950": "Big5",
    "iso2022_jp": "ISO-2022-JP",
}


@dataclass(frozen=True, slots=True)
class Letters:
    """The text of a file, its encoding, and warnings about both for the user."""

    text: str
    encoding: str
    warnings: tuple[Message, ...] = ()


def decode(file: File, chosen: str | None, language: str = "") -> Letters:
    """Return the text of a file, by its byte order mark, the encoding the user chose, UTF-8 or a guess,
    which a language that is known makes surer.

    Raises Damaged if the bytes are not text, or not in the chosen encoding.
    """
    for mark, encoding in _MARKS:
        if file.data.startswith(mark):
            return _checked(file, _strictly(file, encoding, skip=len(mark)))
    if chosen is not None:
        return _checked(file, _as_chosen(file, chosen))
    return _checked(file, guess(file, language))


def guess(file: File, language: str = "") -> Letters:
    """Return the text of a file that does not declare its encoding. Raises Damaged."""
    if b"\x00" in file.data:
        return _wide(file)
    if encoding := _escaped(file.data):
        letters = _strictly(file, encoding)
        return Letters(letters.text, letters.encoding, (_guessed(letters.encoding),))
    try:
        return Letters(file.data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        return _nearly_utf8(file, error) or _as_declared(file) or _detected(file, language)


def looks_like_text(head: bytes) -> bool:
    """Return whether the first bytes of a file may be text in some encoding."""
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _wide_encoding(head):
        return True
    return b"\x00" not in head and not _controlled(head.decode("latin-1"))


def is_utf8(data: bytes) -> bool:
    """Return whether there are letters beyond ASCII, all of them in UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii()


def spelt(encoding: str) -> str:
    """Return an encoding as people write it: "windows-1251" for Python's "cp1251". Python accepts both."""
    code = codecs.lookup(encoding).name
    if found := re.fullmatch(r"cp(125\d|874)", code):
        return f"windows-{found[1]}"
    return _NAMES.get(code) or code.upper().replace("ISO8859", "ISO-8859").replace("_", "-")


def _strictly(file: File, encoding: str, *, skip: int = 0) -> Letters:
    try:
        return Letters(file.data[skip:].decode(encoding), spelt(encoding))
    except UnicodeDecodeError as error:
        raise Damaged(
            message("“{name}” is not valid {encoding} text.", name=file.name, encoding=spelt(encoding)),
            file=file.name,
            remedy=_CHOOSE,
            detail=str(error),
        ) from error


def _as_chosen(file: File, chosen: str) -> Letters:
    try:
        b"a".decode(chosen)  # LookupError also for codecs that do not decode to text
    except UnicodeDecodeError:
        pass  # such an encoding exists
    except (LookupError, ValueError) as error:
        raise Damaged(
            message(
                "“{name}” cannot be read: there is no encoding called “{encoding}”.",
                name=file.name,
                encoding=chosen,
            ),
            file=file.name,
            remedy=message("Choose another encoding, for example UTF-8 or windows-1252."),
        ) from error
    letters = _strictly(file, chosen)
    if letters.encoding != "UTF-8" and is_utf8(file.data):
        return Letters(
            letters.text,
            letters.encoding,
            (
                message(
                    "Read as {encoding}, as you chose, but “{name}” looks like UTF-8.",
                    encoding=letters.encoding,
                    name=file.name,
                ),
            ),
        )
    return letters


def _wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 encoding of a text without a byte order mark, or None.

    It has zero bytes on one side of the pairs only, such as those of spaces and full stops.
    """
    low, high = data[1:_SAMPLE:2].count(0), data[0:_SAMPLE:2].count(0)
    if low + high < len(data[:_SAMPLE]) // 100 + 1 or min(low, high) * 20 > max(low, high):
        return None
    return "utf-16-le" if low > high else "utf-16-be"


def _wide(file: File) -> Letters:
    encoding = _wide_encoding(file.data)
    if encoding is None or len(file.data) % 2:
        raise _not_text(file)
    letters = _strictly(file, encoding)
    return Letters(letters.text, letters.encoding, (_guessed(letters.encoding),))


def _escaped(data: bytes) -> str | None:
    """Return the encoding of East Asian text in seven bits, which is known by its escapes, or None."""
    if not data[:_SAMPLE].isascii():
        return None
    for encoding, escape in _ESCAPES:
        if escape.search(data):
            try:
                data.decode(encoding)
            except UnicodeDecodeError:
                continue
            return encoding
    return None


def _nearly_utf8(file: File, error: UnicodeDecodeError) -> Letters | None:
    """Return UTF-8 text with a few invalid bytes, as a faulty copy leaves, or None.

    The invalid bytes are shown as U+FFFD, counted and reported.
    """
    text = file.data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for byte in file.data if byte >= 0xC0) - bad
    if bad * 20 > good:
        return None
    line = file.data.count(b"\n", 0, error.start) + 1
    told = plural(
        "{count} character of “{name}” is broken and shows as “�”, in line {line}.",
        "{count} characters of “{name}” are broken and show as “�”, the first in line {line}.",
        bad,
        name=file.name,
        line=line,
    )
    return Letters(text, "UTF-8", (told,))


def _as_declared(file: File) -> Letters | None:
    """Return the text by the encoding that a Gutenberg book names, None if it names none or a wrong one."""
    found = _DECLARED.search(file.data[:_SAMPLE])
    if not found:
        return None
    name = found[1].decode("ascii")
    try:
        # As in browsers: who says Latin-1 often means its extension by Windows.
        encoding = _EXTENDED.get(codecs.lookup(name).name, name)
        return Letters(file.data.decode(encoding), spelt(encoding))
    except (LookupError, UnicodeDecodeError):
        return None


def _detected(file: File, language: str) -> Letters:
    for encoding in _candidates(_telling(file.data), language):
        try:
            text = file.data.decode(encoding)
        except UnicodeDecodeError:
            continue  # the sample was readable in it, the rest is not
        return Letters(text, spelt(encoding), (_guessed(spelt(encoding)),))
    raise _not_text(file)


def _candidates(sample: bytes, language: str) -> Iterator[str]:
    likely = likely_encoding(sample, language)
    if likely is not None:
        yield likely
    import charset_normalizer

    for match in charset_normalizer.from_bytes(sample):
        yield match.encoding


def _telling(data: bytes) -> bytes:
    """Return the first lines that are not ASCII: only they distinguish encodings."""
    lines, size = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            size += len(line)
            if size > _TELLING:
                break
    return b"".join(lines)


def _guessed(encoding: str) -> Message:
    return message(
        "Read as {encoding} (a guess); choose another encoding if the text looks wrong.", encoding=encoding
    )


def _checked(file: File, letters: Letters) -> Letters:
    if "\x00" in letters.text or _controlled(letters.text):
        raise _not_text(file)
    return letters


def _controlled(text: str) -> bool:
    """Return whether a text has more control characters than a slightly damaged text would."""
    return len(_CONTROLS.findall(text)) > max(_SOME_CONTROLS, _FEW_CONTROLS * len(text))


def _not_text(file: File) -> Damaged:
    return Damaged(message("“{name}” is not text.", name=file.name), file=file.name, remedy=_CHOOSE)
