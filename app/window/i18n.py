"""The texts of the window in the language of its user: gettext catalogues, one file a language.

The texts of the window itself go through `tr` and `trn`, as literals, when they are shown; messages of core
go through `translated`. A field that is a message itself is translated in turn, a whole number gets the
groups of the language, and a string (a name, what a text says, a written figure) is left as it is.
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
"""The context, in a catalogue, of the messages of core."""
_GROUPS = {"de": ".", "es": ".", "fr": "\u202f", "ru": "\u00a0"}
_COMMAS = {"ar": "، ", "zh": "、", "ja": "、"}


@dataclass(frozen=True, slots=True)
class _Speech:
    language: str = "en"
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)


_now = _Speech()


def speak(language: str) -> None:
    """Say everything in this language of `LANGUAGES` from now on; what is already shown stays as it is."""
    global _now
    _now = _Speech() if language == "en" else _learnt(language)


def spoken() -> str:
    """The language that is spoken now."""
    return _now.language


def nearest(wanted: list[str]) -> str:
    """Of the languages that a system asks for ("de-AT", the dearest first) the first that we speak."""
    bare = (tag.replace("_", "-").split("-")[0].lower() for tag in wanted)
    return next((tag for tag in bare if tag in LANGUAGES), "en")


def later(text: str) -> str:
    """Mark a literal in a table for the catalogues; whoever shows it calls `tr`."""
    return text


def tr(text: str, /, **fields: object) -> str:
    """A text in the language that is spoken, its named fields filled; whole numbers get their groups."""
    found = _now.catalogue.gettext(text) if text else ""
    return found.format(**{name: _shown(value) for name, value in fields.items()}) if fields else found


def trn(one: str, many: str, count: int, /, **fields: object) -> str:
    """As `tr`, in the form that goes with `count`, which fills the field of that name."""
    found = _now.catalogue.ngettext(one, many, count)
    return found.format(**{name: _shown(value) for name, value in {"count": count, **fields}.items()})


def number(value: int) -> str:
    """A whole number with the groups of the language that is spoken."""
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
    """Things one after the other, parted as the language parts them."""
    return _COMMAS.get(_now.language, ", ").join(parts)


def _shown(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    return _isolated(value) if isinstance(value, str) else value


def _isolated(text: str) -> str:
    """A text that keeps its own direction, and its place, in a sentence from the right."""
    foreign = _now.language in FROM_RIGHT and not text.isdecimal()
    return f"\u2068{text}\u2069" if foreign else text


def _field(value: Field) -> str:
    if isinstance(value, Message):
        return translated(value)
    return number(value) if isinstance(value, int) else _isolated(value)


def _learnt(language: str) -> _Speech:
    import polib  # only who does not speak English needs it

    data = resources.files("resources") / "translations" / f"{language}.po"
    entries = polib.pofile(data.read_text(encoding="utf-8"))
    catalogue = gettext.GNUTranslations(io.BytesIO(entries.to_binary()))
    return _Speech(language, catalogue)
