"""What a suggestion would change, drawn as rows before and after; segments that go elsewhere are marked."""

from dataclasses import replace
from html import escape

from app.window.speech import tr
from app.window.theme import Theme
from core import language
from core.lengths import length
from core.model import SIDES, Bead, Bitext, SideName, apply
from core.review.suggestions import Suggestion

_LONG = 70  # letters of a segment that are shown, or as much in another script
Segments = set[tuple[SideName, int]]


def preview(bitext: Bitext, suggestion: Suggestion, theme: Theme, *, mirrored: bool = False) -> str:
    """The rows that a suggestion touches, as they would be and as they are (and stand in the table), in HTML.

    The source is on the left, or `mirrored` on the right.
    """
    (splice,) = suggestion.patch.beads
    edited: Segments = {("target", one.id) for cut in suggestion.patch.target for one in cut.after}
    marked = _moving(splice.before, splice.after) | edited
    after = apply(bitext, replace(suggestion.patch, beads=())) if edited else bitext
    parts = []
    sides = SIDES[::-1] if mirrored else SIDES
    for words, whole, beads in ((tr("Then"), after, splice.after), (tr("Now"), bitext, splice.before)):
        cells = ("".join(_cell(whole, bead, side, marked, theme) for side in sides) for bead in beads)
        rows = "".join(f"<tr>{row}</tr>" for row in cells)
        parts.append(
            f'<p dir="{"rtl" if mirrored else "ltr"}" style="color:{theme.muted}; margin:6px 0 2px 0">'
            f"{escape(words)}</p>"
            f'<table width="100%" cellspacing="0" cellpadding="4">{rows}</table>'
        )
    return "".join(parts)


def _moving(before: tuple[Bead, ...], after: tuple[Bead, ...]) -> Segments:
    """The segments that stand with others afterwards than most of their row."""
    moving: Segments = set()
    for new in map(_held, after):
        home = max((_held(old) for old in before), key=lambda old: (len(old & new), -len(old)))
        moving |= new - home
    return moving


def _held(bead: Bead) -> Segments:
    return {(side, id_) for side in SIDES for id_ in bead.ids(side)}


def _cell(bitext: Bitext, bead: Bead, side: SideName, marked: Segments, theme: Theme) -> str:
    whole = bitext.side(side)
    direction = language.direction(whole.document.language)
    lines = []
    for id_ in bead.ids(side):
        text = escape(_cut(whole.text(id_)))
        number = f'<span style="color:{theme.muted}">{whole.position(id_) + 1}</span>'
        ground = f' style="background:{theme.accent_soft}"' if (side, id_) in marked else ""
        lines.append(f'<p dir="{direction}" style="margin:0">{number} <span{ground}>{text}</span></p>')
    inner = "".join(lines) or f'<p style="margin:0; color:{theme.muted}">—</p>'
    edge = f"border-top:1px solid {theme.line}"
    return f'<td width="50%" valign="top" style="{edge}">{inner}</td>'


def _cut(text: str) -> str:
    """The beginning and the end of a long text: both tell where it belongs."""
    long = length(text)
    if long <= _LONG:
        return text
    half = max(1, round(len(text) * _LONG / long / 2))
    return f"{text[:half].rstrip()} … {text[-half:].lstrip()}"
