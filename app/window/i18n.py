"""Texts of the window in the user's language: gettext catalogues, one file per language.

Texts of the window itself pass through `tr` and `trn`, as literals, when they are shown; messages of core
through `translated`. A field that is a message is translated in turn, a whole number gets the language's
digit grouping, and a string (a name, a quotation, a formatted figure) is left as it is.
"""

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources

from app.settings import LANGUAGES
from core.errors import DiglotError
from core.model.message import Field, Message, filled

FROM_RIGHT = ("ar",)
CORE = "core"
"""Context of core's messages in a catalogue."""
_GROUPS = {"de": ".", "es": ".", "fr": "\u202f", "ru": "\u00a0"}
_COMMAS = {"ar": "، ", "zh": "、", "ja": "、"}


@dataclass(frozen=True, slots=True)
class _Speech:
    language: str = "en"
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)


_now = _Speech()


def speak(language: str) -> None:
    """Set the language, one of `LANGUAGES`; widgets that are already shown do not change."""
    global _now
    _now = _Speech() if language == "en" else _learnt(language)


def spoken() -> str:
    """Return the present language."""
    return _now.language


def nearest(wanted: list[str]) -> str:
    """Return the first supported language among those a system asks for ("de-AT", preferred first)."""
    bare = (tag.replace("_", "-").split("-")[0].lower() for tag in wanted)
    return next((tag for tag in bare if tag in LANGUAGES), "en")


def later(text: str) -> str:
    """Mark a literal in a table for the catalogues; the code that shows it calls `tr`."""
    return text


def tr(text: str, /, **fields: object) -> str:
    """Return a text in the present language with its named fields filled; whole numbers are grouped."""
    found = _now.catalogue.gettext(text) if text else ""
    return found.format(**{name: _shown(value) for name, value in fields.items()}) if fields else found


def trn(one: str, many: str, count: int, /, **fields: object) -> str:
    """Return a text as `tr` does, in the plural form for `count`, which fills the field of that name."""
    found = _now.catalogue.ngettext(one, many, count)
    return found.format(**{name: _shown(value) for name, value in {"count": count, **fields}.items()})


def number(value: int) -> str:
    """Return a whole number with the digit grouping of the present language."""
    return f"{value:,}".replace(",", _GROUPS.get(_now.language, ","))


def translated(message: Message) -> str:
    """Return a message of core in the language of the window, in English where its catalogue lacks it."""
    if message.many:
        text = _now.catalogue.npgettext(CORE, message.template, message.many, message.count)
    else:
        text = _now.catalogue.pgettext(CORE, message.template) if message.template else ""
    return filled(text, {name: _field(value) for name, value in message.fields})


def explained(error: DiglotError) -> str:
    """Return what went wrong and what to do about it, in the language of the window."""
    return " ".join(translated(part) for part in (error.sentence, error.remedy) if part)


def listed(parts: Iterable[str]) -> str:
    """Return items as a list, separated as the language does."""
    return _COMMAS.get(_now.language, ", ").join(parts)


def _shown(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    return _isolated(value) if isinstance(value, str) else value


def _isolated(text: str) -> str:
    """Return a text isolated from the direction of a right-to-left sentence."""
    foreign = _now.language in FROM_RIGHT and not text.isdecimal()
    return f"\u2068{text}\u2069" if foreign else text


def _field(value: Field) -> str:
    if isinstance(value, Message):
        return translated(value)
    return number(value) if isinstance(value, int) else _isolated(value)


def _learnt(language: str) -> _Speech:
    import polib  # not needed for English

    data = resources.files("resources") / "translations" / f"{language}.po"
    entries = polib.pofile(data.read_text(encoding="utf-8"))
    catalogue = gettext.GNUTranslations(io.BytesIO(entries.to_binary()))
    return _Speech(language, catalogue)
