"""Two versions of the same rows below each other, with marks on segments that move."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from app.window.i18n import tr
from app.window.theme import Theme
from core import language
from core.model import SIDES, Bead, Bitext, SideName, apply, joined
from core.review.doubts.suggestions import Suggestion, advised
from core.text_length import length

_LONG = 70  # characters shown of a segment, or the equivalent in another script
_MOST = 30  # rows shown of one version
Segments = set[tuple[SideName, int]]
Version = tuple[str, tuple[Bitext, Bitext], Sequence[Bead]]
"""A heading, the bitext of its rows and the one that they are compared with, and the rows."""


def preview(bitext: Bitext, suggestion: Suggestion, theme: Theme, *, mirrored: bool = False) -> str:
    """Return the rows that a suggestion touches, as they would be and as they are in the table, as HTML.

    It is headed as an alternative where it is not likelier than the row as it is. The source is on the left,
    or on the right if `mirrored`.
    """
    before = tuple(bead for splice in suggestion.patch.beads for bead in splice.before)
    links = {bead.moved for bead in before}
    new = _with_pairs([bead for splice in suggestion.patch.beads for bead in splice.after], links)
    marked = _moving(before, new)
    after = apply(bitext, replace(suggestion.patch, beads=())) if suggestion.patch.target else bitext
    heading = tr("Suggested") if advised(bitext, suggestion) else tr("Alternative")
    now = tr("Now"), (bitext, after), before
    return _tables(((heading, (after, bitext), new), now), marked, theme, mirrored=mirrored)


def versions(
    bitext: Bitext, theirs: Sequence[Bead], ours: Sequence[Bead], theme: Theme, *, mirrored: bool = False
) -> str:
    """Return the same segments in the rows of another alignment and in ours, as HTML."""
    parts = (
        (tr("The other alignment"), (bitext, bitext), theirs),
        (tr("This alignment"), (bitext, bitext), ours),
    )
    return _tables(parts, _moving(tuple(ours), tuple(theirs)), theme, mirrored=mirrored)


def unplaced(bitext: Bitext, texts: tuple[str, str], theme: Theme, *, mirrored: bool = False) -> str:
    """Return the two texts of a row of another alignment, as HTML."""
    cells = [
        f'<td width="50%" valign="top" style="border-top:1px solid {theme.line}"><p dir="{direction}" '
        f'style="margin:0">{escape(text) or "—"}</p></td>'
        for text, side in zip(texts, SIDES, strict=True)
        for direction in (language.direction(bitext.side(side).document.language),)
    ]
    row = "".join(reversed(cells) if mirrored else cells)
    return f'<table width="100%" cellspacing="0" cellpadding="4"><tr>{row}</tr></table>'


def _tables(versions_: Iterable[Version], marked: Segments, theme: Theme, *, mirrored: bool) -> str:
    sides = SIDES[::-1] if mirrored else SIDES
    parts = []
    for words, both, beads in versions_:
        cells = ("".join(_cell(both, bead, side, marked, theme) for side in sides) for bead in beads[:_MOST])
        rows = "".join(f"<tr>{row}</tr>" for row in cells)
        more = "<tr><td>…</td></tr>" if len(beads) > _MOST else ""
        parts.append(
            f'<p dir="{"rtl" if mirrored else "ltr"}" style="color:{theme.muted}; margin:6px 0 2px 0">'
            f"{escape(words)}</p>"
            f'<table width="100%" cellspacing="0" cellpadding="4">{rows}{more}</table>'
        )
    return "".join(parts)


def _with_pairs(beads: list[Bead], links: set[int | None]) -> list[Bead]:
    """Return some beads with the halves of new moved pairs joined, as what counts is who belongs together."""
    targets = {bead.moved: bead for bead in beads if bead.moved not in links and not bead.source}
    pairs = (joined(bead, targets[bead.moved]) if bead.moved in targets else bead for bead in beads)
    return [bead for bead in pairs if bead not in targets.values()]


def _moving(before: Sequence[Bead], after: Sequence[Bead]) -> Segments:
    """Return the segments that leave most of their row, or that join a source from elsewhere."""
    moving: Segments = set()
    for new in map(_held, after):
        moving |= new - _home(new, map(_held, before))
    return moving


def _home(new: Segments, rows: Iterable[Segments]) -> Segments:
    """Return the earlier row that a new one is mostly made of, or that has its source."""

    def closeness(old: Segments) -> tuple[int, int, int]:
        both = old & new
        return len(both), -len(old), sum(side == "source" for side, _ in both)

    return max(rows, key=closeness)


def _held(bead: Bead) -> Segments:
    return {(side, id_) for side in SIDES for id_ in bead.ids(side)}


def _cell(both: tuple[Bitext, Bitext], bead: Bead, side: SideName, marked: Segments, theme: Theme) -> str:
    """Return a cell of the first of two bitexts; differences from the second are marked."""
    whole, other = (bitext.side(side) for bitext in both)
    direction = language.direction(whole.document.language)
    lines = []
    for id_ in bead.ids(side):
        text, instead = whole.text(id_), other.text(id_)
        number = f'<span style="color:{theme.muted}">{whole.position(id_) + 1}</span>'
        ground = f' style="background:{theme.accent_soft}"' if (side, id_) in marked else ""
        shown = escape(_cut(text)) if text == instead else _changed(text, instead, theme)
        lines.append(f'<p dir="{direction}" style="margin:0">{number} <span{ground}>{shown}</span></p>')
    inner = "".join(lines) or f'<p style="margin:0; color:{theme.muted}">—</p>'
    edge = f"border-top:1px solid {theme.line}"
    return f'<td width="50%" valign="top" style="{edge}">{inner}</td>'


def _changed(text: str, other: str, theme: Theme) -> str:
    """Return the difference from another text, with a few words before and after it."""
    head = next((at for at, two in enumerate(zip(text, other, strict=False)) if two[0] != two[1]), 0)
    most = min(len(text), len(other)) - head
    tail = len(text) - next((at for at in range(most) if text[-1 - at] != other[-1 - at]), most)
    while head and text[head - 1].isalnum():
        head -= 1
    while tail < len(text) and text[tail].isalnum():
        tail += 1
    marked = f'<b style="background:{theme.accent_soft}">{escape(text[head:tail])}</b>'
    before, after = _end(text[:head], _LONG // 2), _start(text[tail:], _LONG // 2)
    return f"{escape(before)}{marked}{escape(after)}"


def _cut(text: str) -> str:
    """Return the beginning and the end of a long text: both show where it belongs."""
    long = length(text)
    if long <= _LONG:
        return text
    half = max(1, round(len(text) * _LONG / long / 2))
    return f"{_start(text, half)}{_end(text, half)[1:]}"


def _start(text: str, most: int) -> str:
    """Return the first words of a text, limited to a number of characters; long words are cut."""
    if len(text) <= most:
        return text
    words = text[:most].rpartition(" ")[0]
    return f"{words if len(words) > most / 2 else text[:most].rstrip()} …"


def _end(text: str, most: int) -> str:
    """Return the last words of a text."""
    if len(text) <= most:
        return text
    words = text[-most:].partition(" ")[2]
    return f"… {words if len(words) > most / 2 else text[-most:].lstrip()}"
