"""Units of three texts, as a source with two translations has them."""

from core.model import Status
from core.write import Unit, Units, UnitText, Variant

TEXTS = (UnitText("en", "novel.txt"), UnitText("de", "roman.txt"), UnitText("he", "sefer.txt"))
ROWS = (
    ("One.", "Eins.", "אחת."),
    ("Two.", "", "שתיים."),
    ("Three.", "", ""),
    ("", "Vier.", "ארבע."),
    ("", "", ""),
)
"""A unit in all languages, one without the German, one without translation, one without source, a blank."""


def _unit(at: int, texts: tuple[str, ...]) -> Unit:
    variants = tuple(
        Variant(text.language, letters, (at,) if letters else ())
        for text, letters in zip(TEXTS, texts, strict=True)
    )
    return Unit(variants, 0.5, Status.OPEN, "note" if at == 0 else "")


THREE = Units(TEXTS, lambda: (_unit(at, texts) for at, texts in enumerate(ROWS)))
