"""The provenance of a bitext, as a project stores it: how it was made, and problems found in its texts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from core.model import Bitext, Finding, FindingKind
from core.model.message import Message, from_json, to_json

_ENCODER, _DIGEST = "encoder", "encoder.digest"
_GROUPS = ("source", "target", "align", "mine")
_FINDINGS, _LANGUAGES = "verdict", "languages"
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
        found = _group(rows, _FINDINGS)
        return cls(
            rows.get(_ENCODER, ""),
            rows.get(_DIGEST, ""),
            **{group: _group(rows, group) for group in _GROUPS},
            findings=tuple(Finding(kind, _read(found[kind])) for kind in FindingKind if kind in found),
            languages=found.get(_LANGUAGES, ""),
        )

    def rows(self) -> dict[str, str]:
        """Return the settings of a project: "source.segmentation" is "lines", "verdict.unrelated" a message.

        Findings about poorly supported languages are left out, because users may change the languages.
        """
        rows = {_ENCODER: self.encoder} if self.encoder else {}
        if self.digest:
            rows[_DIGEST] = self.digest
        for group in _GROUPS:
            rows |= _prefixed(group, getattr(self, group))
        kept = [found for found in self.findings if found.kind != FindingKind.ENCODER]
        findings = {str(found.kind): _written(found.sentence) for found in kept}
        return rows | _prefixed(_FINDINGS, findings | ({_LANGUAGES: self.languages} if findings else {}))

    def with_findings(self, findings: Iterable[Finding], bitext: Bitext) -> "Provenance":
        """Return the provenance with these findings about the texts of a bitext."""
        return replace(self, findings=tuple(findings), languages=_languages(bitext))

    def findings_about(self, bitext: Bitext) -> tuple[Finding, ...]:
        """Return the findings that still apply: those about languages do not once the languages
        have changed."""
        changed = self.languages != _languages(bitext)
        return tuple(found for found in self.findings if not (changed and found.kind in _ABOUT_LANGUAGES))


def _prefixed(group: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return the settings "group.name" of these names and values."""
    return {f"{group}.{name}": value for name, value in values.items()}


def _group(rows: Mapping[str, str], group: str) -> dict[str, str]:
    """Return the names and values of the settings "group.name"."""
    split = ((*name.partition("."), value) for name, value in rows.items())
    return {name: value for first, dot, name, value in split if dot and first == group}


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
