"""Text layout of cells, and a cache of the layouts used last."""

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextLayout, QTextOption

from app.window.i18n import tr
from app.window.table.model import COLUMN_OF, Cell
from core import language
from core.model import SideName

PAD_X = 14
PAD_Y = 10
GAP = 11
SHOWN_AT_MOST = 6_000  # characters of a segment; more cannot be read in a row and would block the layout
_KEPT = 600
# QTextLayout needs U+2028 for a line end inside a segment. Lengths stay the same.
_LINE_ENDS = str.maketrans({"\n": "\u2028", "\r": "\u200b", "\t": " ", "\x0b": " ", "\x0c": " ", "\x00": " "})
# Line ends from wrapping: not an empty line, and not a line end that Markdown keeps.
_WRAP = re.compile(r"(?<![\n\\])(?<!  )\n[ \t]*(?=\S)")
_UNSPACED = ("zh", "ja", "yue")
_NOTHING = "\u200b"

# Han characters differ between China, Taiwan, Japan and Korea; Qt's fallback finds the rest.
_FAMILIES = {
    "zh": ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC"),
    "zh-Hant": ("Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei"),
    "ja": ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic UI", "Meiryo"),
    "ko": ("Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic"),
}


@dataclass(frozen=True, slots=True)
class CellLayout:
    """Layouts of segments below each other, each with its top, and the total height.

    Before each, at the start of its lines, there is a `gutter` for its number.
    """

    segments: tuple[tuple[float, QTextLayout], ...]
    height: float
    rtl: bool
    gutter: float = 0.0

    @property
    def left(self) -> float:
        """Distance of the texts from the left of the cell."""
        return PAD_X + (0.0 if self.rtl else self.gutter)

    def segment_at(self, y: float) -> int:
        """Return the index of the segment at a height in the cell."""
        tops = [at for at, (top, _) in enumerate(self.segments) if top - GAP / 2 <= y]
        return tops[-1] if tops else 0


class Layouts:
    """Cache of cell layouts. A layout is discarded when its font or width changes."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._of_side = dict.fromkeys(COLUMN_OF, font)
        self._small: dict[tuple[float, bool, SideName | None], QFont] = {}
        self._kept: OrderedDict[tuple[Cell, int], CellLayout] = OrderedDict()

    @property
    def font(self) -> QFont:
        """Font of plain text."""
        return self._font

    def of_side(self, side: SideName) -> QFont:
        """Return the font of a side's texts."""
        return self._of_side[side]

    def set_fonts(self, font: QFont, of_side: Mapping[SideName, QFont]) -> None:
        """Set the general font and the fonts of both sides."""
        self._font, self._of_side = font, dict(of_side)
        self._kept.clear()
        self._small.clear()

    def small(self, points: float, *, italic: bool = False, side: SideName | None = None) -> QFont:
        """Return the font of what is beside the texts, or beside those of a side."""
        key = points, italic, side
        if key not in self._small:
            self._small[key] = small(
                self._font if side is None else self._of_side[side], points, italic=italic
            )
        return self._small[key]

    def of(self, cell: Cell, width: int) -> CellLayout:
        """Return the layout of a cell in a column of this width."""
        key = (cell, width)
        layout = self._kept.get(key)
        if layout is None:
            layout = self._kept[key] = lay_out(cell, width, self._of_side[cell.side])
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return layout


def lay_out(cell: Cell, width: int, base: QFont) -> CellLayout:
    """Break the text of a cell into lines that fit a column of this width."""
    rtl = language.direction(cell.language) == "rtl"
    # QTextLayout does not mirror: left is left in right-to-left texts too.
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    gutter = QFontMetricsF(small(base, 8.5)).horizontalAdvance("0" * cell.digits) + 9 if cell.digits else 0.0
    inner = max(width - 2 * PAD_X - gutter, 40)
    y = float(PAD_Y)
    segments = []
    for at, text in enumerate(cell.texts):
        words = text if cell.lines else unwrapped(text, cell.language)
        layout = QTextLayout(shown(words), font_for(cell, at, base))
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        segments.append((y, layout))
        y += _break(layout, inner) + GAP
    return CellLayout(tuple(segments), y - GAP + PAD_Y if segments else 0.0, rtl, gutter)


def small(font: QFont, points: float, *, italic: bool = False) -> QFont:
    """Return the small font that goes with this font, 12.5 points to its default size."""
    beside = QFont(font)
    beside.setPointSizeF(max(7.0, font.pointSizeF() * points / 12.5))
    beside.setItalic(italic)
    return beside


def shown(text: str) -> str:
    """Return a segment's text as painted: with QTextLayout's line ends, truncated to a readable length."""
    if len(text) > SHOWN_AT_MOST:
        text = f"{text[:SHOWN_AT_MOST]} … [{tr('{count} more characters', count=len(text) - SHOWN_AT_MOST)}]"
    return text.translate(_LINE_ENDS)


def unwrapped(text: str, tag: str) -> str:
    """Return a text as if its lines had never been wrapped, with the same length so that spans stay valid."""
    tight = tag.split("-")[0] in _UNSPACED

    def joint(wrap: re.Match[str]) -> str:
        beside = text[max(0, wrap.start() - 1) : wrap.start()] + text[wrap.end()]
        gap = _NOTHING if tight and min(beside) > "\u2e80" else " "
        return gap + _NOTHING * (len(wrap[0]) - 1)

    return _WRAP.sub(joint, text)


def font_for(cell: Cell, at: int, base: QFont) -> QFont:
    """Return the font of a cell's segment: bold for headings; Han characters in the shapes of their
    language."""
    font = QFont(base)
    families = _families(cell.language)
    if families:
        font.setFamilies([*base.families(), *families])
    if cell.headings[at]:
        font.setWeight(QFont.Weight.Bold)
    if cell.shadow:
        font.setItalic(True)
    return font


@lru_cache(maxsize=64)
def _families(tag: str) -> tuple[str, ...]:
    code = tag.split("-")[0]
    if code in ("zh", "yue") and any(part in tag for part in ("Hant", "TW", "HK", "MO")):
        code = "zh-Hant"
    there = set(QFontDatabase.families())
    return tuple(family for family in _FAMILIES.get(code, ()) if family in there)


def leading(font: QFont) -> float:
    """Return the distance between the lines of a text, in pixels."""
    return max(1.0, font.pointSizeF() * 0.28)


def _break(layout: QTextLayout, width: float) -> float:
    between = leading(layout.font())
    y = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() + between
    layout.endLayout()
    return max(y - between, 0.0)
