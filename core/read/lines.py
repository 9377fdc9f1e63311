"""Lines of a text file, with their places and widths."""

import re
from unicodedata import east_asian_width

from core.model.blank import is_blank

_LINE_END = re.compile(r"\r\n|\r|\n")
_TAB = 8
_MARKER = re.compile(
    r"""\s*(?:
        (?P<bullet>[•◦‣⁃▪●○■□◆★☆※·*+–—-]|\uf0b7|o(?=\ {1,3}\S))(?=\s)
      | (?P<number>\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zа-я]|[A-Z]|[ivxlc]{1,5}|[IVXLC]{1,5})[.)]|
        \[\d{1,3}\]|[①-⑳]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)
        (?=\s|(?<=[）)、]))
    )\s*""",
    re.VERBOSE,
)
_BULLETS = frozenset("•◦‣⁃▪●○■□◆★☆※·*+–—-o\uf0b7①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_MAY_BE_NUMBER = re.compile(r"[^.)\]）、]*[.)\]）、]").match
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\uffe6\U0001f300-\U0003ffff\t]"
)


class Line:
    """A line of a file without its end.

    `number` counts from 1; `blank` is true if the line shows nothing; `indent` is the width of the white
    space before its text and `width` the column at which the text ends; `marker` is the bullet or number that
    begins a list item.
    """

    __slots__ = ("blank", "indent", "marker", "number", "text", "width")

    def __init__(self, number: int, text: str) -> None:
        self.number, self.text = number, text
        bare = text.lstrip()
        self.blank = not bare or (not bare[0].isalnum() and is_blank(text))
        self.indent = columns(text[: len(text) - len(bare)])
        self.width = columns(text.rstrip())
        self.marker = _marker(text, bare) if bare else None

    @property
    def text_indent(self) -> int:
        """The column at which the text begins, after a bullet or number."""
        return columns(self.text[: self.marker.end()]) if self.marker else self.indent


def _marker(text: str, bare: str) -> re.Match[str] | None:
    if bare[0] not in _BULLETS and not _MAY_BE_NUMBER(bare, 0, 8):  # by far the most lines
        return None
    found = _MARKER.match(text)
    return found if found and found.end() < len(text.rstrip()) else None


def columns(text: str) -> int:
    """Return the width of a text in columns: Chinese and Japanese letters have two, tabs go to the next 8."""
    if not _WIDE.search(text):
        return len(text)
    at = 0
    for letter in text:
        if letter == "\t":
            at += _TAB - at % _TAB
        else:
            at += 2 if east_asian_width(letter) in "WF" else 1
    return at


def lines(text: str) -> list[Line]:
    """Return the lines of a text, which end with LF, CRLF or CR; a final line break starts no line."""
    found = _LINE_END.split(text)
    if found[-1] == "":
        found.pop()
    return [Line(at, line) for at, line in enumerate(found, 1)]


def groups(all_lines: list[Line]) -> list[list[Line]]:
    """Return the runs of lines between blank ones."""
    found: list[list[Line]] = [[]]
    for line in all_lines:
        if not line.blank:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return found if found[-1] else found[:-1]


def place(line: Line) -> tuple[tuple[str, int | str], ...]:
    """Return the place of a block that starts with this line."""
    return (("line", line.number),)
