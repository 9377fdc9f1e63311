"""Languages: BCP 47 tags, names, scripts, directions, and identification."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from core.model.message import Message, message

Direction = Literal["ltr", "rtl"]

UNKNOWN = "und"

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々〆"
"""Letters of scripts written without spaces between words, for a character class of the package `regex`."""

_TAG = re.compile(
    r"""(?P<language>[a-z]{2,3})
        (?P<extended>(?:-[a-z]{3}){0,3})
        (?:-(?P<script>[a-z]{4}))?
        (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
        (?P<rest>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*
                 (?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*
                 (?:-x(?:-[a-z0-9]{1,8})+)?)""",
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro"}
SCRIPT_NAMES = {
    "Arab": "Arabic script",
    "Cyrl": "Cyrillic",
    "Deva": "Devanagari",
    "Hans": "Simplified",
    "Hant": "Traditional",
    "Hebr": "Hebrew script",
    "Latn": "Latin script",
}
_RIGHT_TO_LEFT = frozenset(
    re.findall(
        r"\w+",
        "Adlm Arab Aran Armi Avst Chrs Elym Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat "
        "Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Thaa Yezi",
    )
)

_SAMPLES, _SAMPLE_LETTERS = 5, 1000
_FEW_LETTERS = 12
_SURE = 0.5
_PROSE, _FEW_PARAGRAPHS, _MOST_PARAGRAPHS = 60, 8, 300
_FOREIGN = 0.1
"""The share of a language beside English from which on it is the language of a text."""
_CLEARLY = 10.0  # in the units of `_ranking`; Serbian in Latin script is 8 away from Serbian


@dataclass(frozen=True, slots=True)
class Language:
    """A language offered in pickers: BCP 47 code, English name, usual script (ISO 15924) and direction."""

    code: str
    name: str
    script: str
    direction: Direction
    other_codes: tuple[str, ...] = ()


def _rows() -> tuple[Language, ...]:
    lines = files("resources").joinpath("languages.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = []
    for line in lines:
        code, name_, script, side, others = line.split("\t")
        rows.append(Language(code, name_, script, "rtl" if side == "rtl" else "ltr", tuple(others.split())))
    return tuple(rows)


LANGUAGES = _rows()
"""The languages offered in pickers, by code. Any other well-formed tag is also accepted."""

_BY_CODE = {row.code: row for row in LANGUAGES}
_BY_NAME = {row.name.casefold(): row.code for row in LANGUAGES}
_SHORTEST = _RENAMED | {other: row.code for row in LANGUAGES for other in row.other_codes}


def canonical(tag: str) -> str:
    """Return a BCP 47 tag in its usual case and shortest code: "ZH_hant-tw" becomes "zh-Hant-TW", "ger" "de".

    Raises ValueError if it is not a tag.
    """
    found = _TAG.fullmatch(tag.strip().replace("_", "-"))
    if found is None:
        raise ValueError(f"“{tag}” is not a language tag.")
    code = found["language"].lower()
    parts = [_SHORTEST.get(code, code)]
    parts += [part for part in found["extended"].lower().split("-") if part]
    parts += [found["script"].title()] if found["script"] else []
    parts += [found["region"].upper()] if found["region"] else []
    parts += [part for part in found["rest"].lower().split("-") if part]
    return "-".join(parts)


def known(tag: str) -> str | None:
    """Return the canonical tag, or None if it names no language: empty, "und" or malformed."""
    try:
        found = canonical(tag)
    except ValueError:
        return None
    return None if found.split("-")[0] in (UNKNOWN, "mul", "zxx", "mis") else found


def name(tag: str) -> Message:
    """Return the English name of a tag: "Chinese (Traditional, TW)"; the tag itself if it is unknown."""
    found = known(tag)
    if found is None:
        return Message(tag) if tag.strip() and tag != UNKNOWN else message("Unknown language")
    code, *rest = found.split("-")
    if code not in _BY_CODE:
        return Message(found)
    language = Message(_BY_CODE[code].name)
    if not rest:
        return language
    details = [Message(SCRIPT_NAMES.get(part, part)) for part in rest]
    return message("{language} ({details})", language=language, details=_listed(details))


def _listed(details: Sequence[Message]) -> Message:
    first, *rest = details
    return message("{first}, {rest}", first=first, rest=_listed(rest)) if rest else first


def named(words: str) -> str | None:
    """Return the tag that a heading means, or None: "de", "zh-Hant", "German" or the result of `name`.

    Unlike `known`, it accepts only codes and names that occur in the pickers, because any short word is a
    valid tag.
    """
    words = words.strip()
    tag = known(words)
    if tag is not None and tag.split("-")[0] in _BY_CODE:
        return tag
    plain, _, details = words.removesuffix(")").partition(" (")
    code = _BY_NAME.get(words.casefold()) or _BY_NAME.get(plain.casefold())
    scripts = {name_: script for script, name_ in SCRIPT_NAMES.items()}
    rest = [scripts.get(detail, detail) for detail in details.split(", ") if detail]
    return known("-".join([code, *rest])) if code else None


def direction(tag: str) -> Direction:
    """Return the text direction of a language, by its script if the tag names one."""
    found = _TAG.fullmatch(tag.strip().replace("_", "-"))
    if found is None:
        return "ltr"
    if found["script"]:
        return "rtl" if found["script"].title() in _RIGHT_TO_LEFT else "ltr"
    row = _BY_CODE.get(canonical(tag).split("-")[0])
    return "ltr" if row is None else row.direction


def identify(text: str) -> str:
    """Return the language of a text, "und" if there is too little text or evidence.

    The result is one of the `LANGUAGES` that py3langid knows; long texts are sampled in several places.
    """
    sample = _sample(text)
    if _weight(sample) < _FEW_LETTERS:
        return UNKNOWN
    code, probability = _most_likely(sample)
    return code if probability >= _SURE else UNKNOWN


def identify_paragraphs(paragraphs: Sequence[str]) -> tuple[str, float]:
    """Return the language of the prose of a text, and its share from 0 to 1 of what is in a known language.

    English counts less than any other language: in a translation it is often what was left as it is, such as
    licences, code and paragraphs that nobody has translated yet. Long texts are sampled.
    """
    prose = [paragraph for paragraph in paragraphs if _weight(paragraph) >= _PROSE]
    if len(prose) < _FEW_PARAGRAPHS:
        return identify("\n".join(paragraphs)), 1.0
    weights: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for paragraph in prose[:: max(1, len(prose) // _MOST_PARAGRAPHS)]:
        code = identify(paragraph[:_SAMPLE_LETTERS])
        weights[code] += min(_weight(paragraph), _SAMPLE_LETTERS // 2)
        counts[code] += 1
    total = weights.total() - weights[UNKNOWN]
    best = weights.most_common(1)[0][0]
    others = [code for code in weights if code not in ("en", UNKNOWN)]
    foreign = max(others, key=weights.__getitem__, default=best)
    if (
        best in ("en", UNKNOWN)
        and weights[foreign] >= _FOREIGN * total
        and counts[foreign] >= _FEW_PARAGRAPHS
    ):
        best = foreign
    if best == UNKNOWN or not total:
        return identify("\n".join(paragraphs)), 1.0
    return best, weights[best] / total


def _weight(text: str) -> int:
    """Return the number of letters of a text; those of Chinese and Japanese count as three."""
    return sum(3 if ord(letter) > 0x2E7F else 1 for letter in text if letter.isalpha())


def contradicts(text: str, tag: str) -> bool:
    """Return whether a text is clearly in a language other than the given one.

    False if in doubt: close relatives, short texts, languages that py3langid does not know.
    """
    ranking = _ranking(_sample(text))
    named = (known(tag) or UNKNOWN).split("-")[0]
    return any(code == named and weight < -_CLEARLY for code, weight in ranking)


def _sample(text: str) -> str:
    """Return at most five stretches of a text, so that a preface in another language does not
    decide alone."""
    if len(text) <= _SAMPLES * _SAMPLE_LETTERS:
        return text
    step = (len(text) - _SAMPLE_LETTERS) // (_SAMPLES - 1)
    return "\n".join(text[at * step : at * step + _SAMPLE_LETTERS] for at in range(_SAMPLES))


def _most_likely(sample: str) -> tuple[str, float]:
    """Return the best language and its probability among all."""
    ranking = _ranking(sample)
    return ranking[0][0], 1 / sum(math.exp(weight) for _, weight in ranking)


def _ranking(sample: str) -> list[tuple[str, float]]:
    """Return the languages from best to worst, each with its distance from the best.

    py3langid returns log scores that grow with the length of the text. Divided by the square root of its
    bytes, as the package does for its probabilities, they can be compared between lengths.
    """
    import py3langid

    # Its rarer labels (Wu for Chinese, Extremaduran for Spanish) are mostly mistakes for a close relative.
    ranking = [row for row in py3langid.rank(sample) if row[0] in _BY_CODE]
    warmth = math.sqrt(len(sample.encode("utf-8", "surrogatepass"))) or 1.0
    return [(code, (score - ranking[0][1]) / warmth) for code, score in ranking]
