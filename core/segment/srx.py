"""Segmentation Rules eXchange (SRX 1.0 and 2.0), as OmegaT, Okapi and LanguageTool write them.

At each place of a text, the first rule that fits decides whether a sentence ends there. A language uses the
rules of the first map whose pattern fits its tag, or of all such maps if the file says that they cascade.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import regex

from core.errors import Damaged
from core.model import Span
from core.model.message import message, plural
from core.segment.spans import between

_SECONDS = 30.0
"""The time that one search by the rules may take."""

# Java and ICU write some classes otherwise than the package `regex`.
_TRANSLATED = (
    (re.compile(r"\\x\{([0-9A-Fa-f]+)\}"), lambda found: f"\\U{int(found[1], 16):08x}"),
    (re.compile(r"\\h"), lambda found: "[ \\t\\u00a0\\u2000-\\u200a\\u202f\\u3000]"),
    (re.compile(r"\\p\{java(Lower|Upper)Case\}"), lambda found: f"\\p{{{found[1]}case}}"),
    (re.compile(r"\\p\{javaWhitespace\}"), lambda found: "\\s"),
    (re.compile(r"\\([pP])\{Is"), lambda found: f"\\{found[1]}{{"),
)

# The package `regex` reads what stands before a place backwards, where a reference comes before its group.
_REFERENCE = re.compile(r"(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: whether a sentence ends between what fits `before` and what fits `after`."""

    ends: bool
    before: str
    after: str


@dataclass(frozen=True, eq=False)
class Srx:
    """The rules of a file, by the name of their language; `maps` are patterns of language tags."""

    name: str
    rules: dict[str, tuple[Rule, ...]]
    maps: tuple[tuple[str, str], ...]
    cascade: bool
    skipped: tuple[str, ...] = ()
    _compiled: dict[str, Any] = field(default_factory=dict, repr=False)

    def segment(self, text: str, language: str) -> list[Span]:
        """Return sentences as spans in characters, without blanks at their edges or letters between them.

        Raises Damaged if the rules take too long.
        """
        if language not in self._compiled:
            self._compiled[language] = _grouped(self.of(language))
        try:
            return between(text, sorted(_ends(text, self._compiled[language])))
        except TimeoutError:
            raise Damaged(
                message("The rules in “{file}” take too long for this text.", file=self.name),
                file=self.name,
                remedy=message("Choose other rules."),
            ) from None

    def of(self, language: str) -> tuple[Rule, ...]:
        """Return the rules for a language, first those of the first map."""
        tag = language or "und"
        found = [
            name for pattern, name in self.maps if regex.fullmatch(pattern, tag, regex.IGNORECASE, timeout=1)
        ]
        return tuple(
            rule for name in (found if self.cascade else found[:1]) for rule in self.rules.get(name, ())
        )


def read_srx(name: str, content: bytes) -> Srx:
    """Return the rules in the bytes of a file. Raises Damaged, which names the line; a rule whose expression
    is not understood is left out and among `skipped`."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Damaged(
            message("“{file}” is not a valid SRX file: {reason}", file=name, reason=str(error)), file=name
        ) from None
    if _local(root) != "srx":
        raise Damaged(message("“{file}” is not an SRX file.", file=name), file=name)
    skipped: list[str] = []
    rules = {
        element.get("languagerulename", ""): tuple(_rules(element, skipped))
        for element in root.iter()
        if _local(element) == "languagerule"
    }
    maps = tuple(
        (element.get("languagepattern", ""), element.get("languagerulename", ""))
        for element in root.iter()
        if _local(element) == "languagemap"
    )
    header = next((element for element in root.iter() if _local(element) == "header"), root)
    usable = tuple((pattern, rule) for pattern, rule in maps if _compile(pattern) is not None)
    # SRX 1.0 knows no cascading; OmegaT leaves the attribute out and means that it does.
    usual = "no" if root.get("version", "").startswith("1") else "yes"
    return Srx(name, rules, usable, header.get("cascade", usual).lower() == "yes", tuple(skipped))


def warning(srx: Srx) -> tuple[Any, ...]:
    """Return a message about the rules that were left out, if there are any."""
    if not srx.skipped:
        return ()
    return (
        plural(
            "{count} rule of “{file}” is not understood and left out: {rules}",
            "{count} rules of “{file}” are not understood and left out: {rules}",
            len(srx.skipped),
            file=srx.name,
            rules=" · ".join(srx.skipped[:3]),
        ),
    )


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _rules(language: Any, skipped: list[str]) -> Iterator[Rule]:
    for element in language.iter():
        if _local(element) != "rule":
            continue
        parts = {_local(part): part.text or "" for part in element}
        rule = Rule(
            element.get("break", "yes").lower() != "no",
            _translated(parts.get("beforebreak", "")),
            _translated(parts.get("afterbreak", "")),
        )
        expression = _expression(rule)
        if _REFERENCE.search(expression) or _compile(expression) is None:
            skipped.append(" | ".join(filter(None, (parts.get("beforebreak"), parts.get("afterbreak")))))
        else:
            yield rule


def _translated(expression: str) -> str:
    for pattern, replacement in _TRANSLATED:
        expression = pattern.sub(replacement, expression)
    return expression


def _expression(rule: Rule) -> str:
    before = f"(?<={rule.before})" if rule.before else ""
    return before + (f"(?={rule.after})" if rule.after else "")


def _compile(expression: str) -> Any | None:
    try:
        return regex.compile(expression, regex.VERSION1)
    except (regex.error, ValueError, OverflowError):
        return None


def _grouped(rules: Sequence[Rule]) -> list[tuple[bool, Any]]:
    """Return the rules compiled, neighbours of the same effect as one expression."""
    groups: list[tuple[bool, list[str]]] = []
    for rule in rules:
        if not groups or groups[-1][0] is not rule.ends:
            groups.append((rule.ends, []))
        groups[-1][1].append(f"(?:{_expression(rule)})")
    return [(ends, _compile("|".join(parts))) for ends, parts in groups]


def _ends(text: str, groups: Sequence[tuple[bool, Any]]) -> Iterator[int]:
    """Yield where sentences end: each place that a rule would end one at is asked of all rules in order."""
    for at in {
        found.start()
        for ends, pattern in groups
        if ends
        for found in pattern.finditer(text, timeout=_SECONDS)
        if 0 < found.start() < len(text)
    }:
        for ends, pattern in groups:
            if pattern.match(text, at, timeout=_SECONDS):
                if ends:
                    yield at
                break
