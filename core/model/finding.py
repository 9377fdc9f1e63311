"""What is wrong with two texts as a whole, said before anything is aligned, and kept with the result."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.model.bitext import Bitext

_PREFIX = "verdict."
_LANGUAGES = f"{_PREFIX}languages"


class FindingKind(StrEnum):
    """What may be wrong with two texts as a whole."""

    SAME_LANGUAGE = "same language"
    SWAPPED = "swapped"
    UNRELATED = "unrelated"
    LOPSIDED = "lopsided"
    ENCODER = "encoder"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with two texts, and the sentence for the person that says so."""

    kind: FindingKind
    sentence: str


def kept_findings(findings: Iterable[Finding], bitext: Bitext) -> dict[str, str]:
    """The findings as a project keeps them: "verdict.unrelated" is a sentence.

    What an encoder is poor at is left out: that follows the languages, which a person may change.
    """
    rows = {
        f"{_PREFIX}{found.kind}": found.sentence for found in findings if found.kind != FindingKind.ENCODER
    }
    return rows | {_LANGUAGES: _languages(bitext)} if rows else {}


def findings_in(settings: Mapping[str, str], bitext: Bitext) -> tuple[Finding, ...]:
    """The findings that a project keeps, without those about languages that are no longer said to be so."""
    changed = settings.get(_LANGUAGES) != _languages(bitext)
    about_languages = (FindingKind.SAME_LANGUAGE, FindingKind.SWAPPED)
    return tuple(
        Finding(kind, settings[f"{_PREFIX}{kind}"])
        for kind in FindingKind
        if f"{_PREFIX}{kind}" in settings and not (changed and kind in about_languages)
    )


def _languages(bitext: Bitext) -> str:
    return f"{bitext.source.document.language} {bitext.target.document.language}"
