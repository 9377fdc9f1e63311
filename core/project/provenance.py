"""The provenance of a bitext, as a project stores it: how it was made, and problems found in its texts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from core.model import Bitext, Finding, FindingKind
from core.model.message import Message, from_json, to_json

_ENCODER, _DIGEST = "encoder", "encoder.digest"
_GROUPS = ("source", "target", "align", "mine")
_FINDING = "verdict."
_LANGUAGES = f"{_FINDING}languages"
_ABOUT_LANGUAGES = (FindingKind.SAME_LANGUAGE, FindingKind.SWAPPED)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything needed to make a bitext again, and the findings about its texts as wholes.

    `encoder` is the id of an encoder or its folder, `digest` the SHA-256 of its files, "" if unknown.
    `source` and `target` are the options with which each text was read, `align` and `mine` those with which
    the pairs were found, each by the name of the option. `languages` are the texts' languages at the time of
    the findings.
    """

    encoder: str = ""
    digest: str = ""
    source: Mapping[str, str] = field(default_factory=dict)
    target: Mapping[str, str] = field(default_factory=dict)
    align: Mapping[str, str] = field(default_factory=dict)
    mine: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    languages: str = ""

    @classmethod
    def from_rows(cls, rows: Mapping[str, str]) -> "Provenance":
        """Return the provenance in the settings of a project, whatever version of Diglot wrote them."""
        groups = {
            group: {
                name.removeprefix(f"{group}."): value
                for name, value in rows.items()
                if name.startswith(f"{group}.")
            }
            for group in _GROUPS
        }
        return cls(
            rows.get(_ENCODER, ""),
            rows.get(_DIGEST, ""),
            **groups,
            findings=tuple(
                Finding(kind, _read(rows[f"{_FINDING}{kind}"]))
                for kind in FindingKind
                if f"{_FINDING}{kind}" in rows
            ),
            languages=rows.get(_LANGUAGES, ""),
        )

    def rows(self) -> dict[str, str]:
        """Return the settings of a project: "source.segmentation" is "lines", "verdict.unrelated" a message.

        Findings about poorly supported languages are left out, because users may change the languages.
        """
        rows = {_ENCODER: self.encoder} if self.encoder else {}
        if self.digest:
            rows[_DIGEST] = self.digest
        for group in _GROUPS:
            rows |= {f"{group}.{name}": value for name, value in getattr(self, group).items()}
        stored = {
            f"{_FINDING}{found.kind}": _written(found.sentence)
            for found in self.findings
            if found.kind != FindingKind.ENCODER
        }
        return rows | stored | ({_LANGUAGES: self.languages} if stored else {})

    def with_findings(self, findings: Iterable[Finding], bitext: Bitext) -> "Provenance":
        """Return the provenance with these findings about the texts of a bitext."""
        return replace(self, findings=tuple(findings), languages=_languages(bitext))

    def findings_about(self, bitext: Bitext) -> tuple[Finding, ...]:
        """Return the findings that still apply: those about languages do not once the languages
        have changed."""
        changed = self.languages != _languages(bitext)
        return tuple(found for found in self.findings if not (changed and found.kind in _ABOUT_LANGUAGES))


def _languages(bitext: Bitext) -> str:
    return f"{bitext.source.document.language} {bitext.target.document.language}"


def _written(sentence: Message) -> str:
    record = to_json(sentence)
    return record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)


def _read(text: str) -> Message:
    """Return the message of a finding; without fields, and in earlier versions, it is a plain sentence."""
    try:
        return from_json(json.loads(text)) if text.startswith("[") else Message(text)
    except ValueError:
        return Message(text)
