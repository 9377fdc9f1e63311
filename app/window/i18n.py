"""What the window says, in the person's language: catalogues of gettext, one file a language.

The window's own words go through `tr` and `trn`, as literals, when they are shown. What core says is English
and knows nothing of this: `said` finds the template that such a sentence was made from, and fills it anew.
"""

import gettext
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from app.settings import LANGUAGES

if TYPE_CHECKING:
    from polib import POEntry

FROM_RIGHT = ("ar",)
CORE = "core"
"""The context, in a catalogue, of what core says."""
_GROUPS = {"de": ".", "es": ".", "fr": "\u202f", "ru": "\u00a0"}
_COMMAS = {"ar": "، ", "zh": "、", "ja": "、"}
_FIELD = re.compile(r"\{\d+\}")
_SAYS_LITTLE = 10
_NUMBER = re.compile(r"[\d.,% ]+")
_END = re.compile(r"(?<=[.!?…])\s+|\n")


@dataclass(frozen=True, slots=True)
class _Template:
    """What core says with something in it: how to know it again, and the catalogue's key to it."""

    pattern: re.Pattern[str]
    one: str
    many: str = ""

    @property
    def own(self) -> int:
        """How many letters are its own."""
        return len(_FIELD.sub("", self.one))

    @property
    def quoted(self) -> tuple[bool, ...]:
        """Of each field whether it stands in quotes: a name, or what a text says."""
        return tuple(f"“{{{at}}}”" in self.one for at in range(len(_FIELD.findall(self.one))))

    @property
    def several(self) -> bool:
        """Whether it is more than one sentence."""
        return _END.search(self.one) is not None

    @property
    def weak(self) -> bool:
        """Whether it says so little ("{0} and {1}") that it is known inside a sentence only."""
        return self.own < _SAYS_LITTLE


@dataclass(frozen=True, slots=True)
class _Speech:
    language: str = "en"
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)
    templates: tuple[_Template, ...] = ()


_now = _Speech()


def speak(language: str) -> None:
    """Say everything in this language of `LANGUAGES` from now on; what is already shown stays as it is."""
    global _now
    _now = _Speech() if language == "en" else _learnt(language)
    _said.cache_clear()


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


def said(sentence: str) -> str:
    """What core said, in the language that is spoken; as it is where no catalogue knows it."""
    return sentence if _now.language == "en" else _said(sentence)


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


@lru_cache(maxsize=4_096)
def _said(sentence: str) -> str:
    exact = _now.catalogue.pgettext(CORE, sentence)
    if exact != sentence:
        return exact
    whole = _by_template(sentence, [template for template in _now.templates if template.several])
    if whole is not None:
        return whole
    for end in _END.finditer(sentence):  # several sentences: the first that is known, and the rest
        first = _known(sentence[: end.start()])
        if first is not None:
            return first + end[0] + _said(sentence[end.end() :])
    return _known(sentence) or sentence


def _known(sentence: str) -> str | None:
    exact = _now.catalogue.pgettext(CORE, sentence)
    if exact != sentence:
        return exact
    return _by_template(sentence, _now.templates)


def _by_template(sentence: str, templates: Sequence[_Template]) -> str | None:
    for template in templates:
        found = template.pattern.fullmatch(sentence)
        if found is not None and (not template.weak or _meant(template, found.groups())):
            return _filled(template, found.groups())
    return None


def _meant(template: _Template, fields: tuple[str, ...]) -> bool:
    """Whether what stands in a template that says little is what core puts there."""
    open_ = zip(template.quoted, fields, strict=True)
    return all(quoted or _NUMBER.fullmatch(text) or _known(text) is not None for quoted, text in open_)


def _filled(template: _Template, fields: tuple[str, ...]) -> str:
    if template.many:
        digits = re.sub(r"\D", "", fields[0])
        text = _now.catalogue.npgettext(CORE, template.one, template.many, int(digits or 0))
        fields = (number(int(digits)) if digits else fields[0], *fields[1:])
    else:
        text = _now.catalogue.pgettext(CORE, template.one)
    parts = zip(template.quoted, fields, strict=True)
    return text.format(*(_isolated(part if quoted else _said(part)) for quoted, part in parts))


def _learnt(language: str) -> _Speech:
    import polib  # only who does not speak English needs it

    data = resources.files("resources") / "translations" / f"{language}.po"
    entries = polib.pofile(data.read_text(encoding="utf-8"))
    catalogue = gettext.GNUTranslations(io.BytesIO(entries.to_binary()))
    templates = [found for entry in entries if entry.msgctxt == CORE for found in _templates(entry)]
    # The one with the most letters of its own is the one that was meant.
    templates.sort(key=lambda template: -template.own)
    return _Speech(language, catalogue, tuple(templates))


def _templates(entry: "POEntry") -> Iterator[_Template]:
    for text in filter(None, (entry.msgid, entry.msgid_plural)):
        if _FIELD.search(text):
            parts = map(re.escape, _FIELD.split(text))
            yield _Template(re.compile("(.+?)".join(parts), re.DOTALL), entry.msgid, entry.msgid_plural)
