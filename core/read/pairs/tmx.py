"""TMX 1.1 to 1.4, translation memories, as other programs write them.

Text inside `bpt`, `ept`, `it`, `ph` and `ut` is codes of other programs and left out; text inside `hi` is
kept. Entities that a file defines itself stay unresolved, nothing is downloaded, and libxml2's limits apply.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core import language
from core.errors import Damaged, Empty
from core.model import Status
from core.model.message import Message, message
from core.read.archive import local, value
from core.read.file import File
from core.read.pairs.spreadsheet_rows import MOST_COLUMNS
from core.read.pairs.table import Column, PairTable, Row, judged, within

if TYPE_CHECKING:
    from lxml import etree

_CODES = frozenset(["bpt", "ept", "it", "ph", "ut"])


class Tmx:
    """The reader of `.tmx`."""

    name = "tmx"
    suffixes = (".tmx",)
    limit_mb = 200

    def sniff(self, head: bytes) -> int:
        """Return a high score for a file that begins as TMX does, in UTF-8 or UTF-16."""
        letters = head.replace(b"\x00", b"").lower()
        return 10 if b"<tmx" in letters or b"<!doctype tmx" in letters else 0

    def read(self, file: File, encoding: str | None) -> PairTable:
        """Return one row per unit; XML declares its own encoding. Raises Damaged, Empty."""
        from lxml import etree

        found = _Found()
        try:
            for unit in _units(file, found):
                found.take(unit)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise Damaged(
                message("“{name}” is damaged: it is not well-formed XML.", name=file.name),
                file=file.name,
                remedy=message("Export it again from the program that created it."),
                detail=str(error),
            ) from error
        return found.table(file)


@dataclass(slots=True)
class _Unit:
    """A unit as in the file: its texts by the names of their columns."""

    texts: dict[str, str]
    confidence: float | None
    status: Status
    note: str


@dataclass(slots=True)
class _Found:
    """The units and columns found so far."""

    source: str = ""
    units: list[_Unit] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    coded: int = 0

    def take(self, unit: etree._Element) -> None:
        """Add a unit."""
        properties = {value(prop, "type").lower(): prop.text or "" for prop in _all(unit, "prop")}
        notes = [note.text.strip() for note in _all(unit, "note") if note.text and note.text.strip()]
        texts: dict[str, str] = {}
        taken: Counter[str] = Counter()
        for variant in _all(unit, "tuv"):
            tag = _tag(value(variant, "lang"))
            taken[tag] += 1
            name = tag if taken[tag] == 1 else f"{tag} {taken[tag]}"
            texts[name] = "".join(self._text(segment) for segment in _all(variant, "seg"))
        self.counts.update(name for name, text in texts.items() if text.strip())
        status = judged(properties.get("x-status", ""))
        confidence = within(properties.get("x-score", ""))
        self.units.append(_Unit(texts, confidence, status, "\n".join(notes)))

    def _text(self, segment: etree._Element) -> str:
        before = [0]
        text = "".join(_letters(segment, before))
        self.coded += before[0] > 0
        return text

    def table(self, file: File) -> PairTable:
        """Return the table of all units. Raises Empty if no two languages have text."""
        every = [name for name, _ in self.counts.most_common()]
        kept = frozenset(sorted(every, key=_is_further)[:MOST_COLUMNS])
        names = [name for name in every if name in kept]
        if len(names) < 2:
            raise Empty(
                message("“{name}” contains no pairs: there is no text in two languages.", name=file.name),
                file=file.name,
                remedy=message("Choose a translation memory with two languages."),
            )
        rows = tuple(
            Row(
                tuple(unit.texts.get(name, "") for name in names),
                unit.confidence,
                unit.status,
                unit.note,
                (("unit", at),),
            )
            for at, unit in enumerate(self.units, start=1)
        )
        first = [name for name in every if not _is_further(name)]
        sure = len(names) == 2 or len(first) == 2
        proposed = _proposed(names, self.source)
        return PairTable("tmx", self._columns(names), rows, proposed, sure, "", self._warnings(every, first))

    def _columns(self, names: list[str]) -> tuple[Column, ...]:
        def opening(name: str) -> str:
            return next(unit.texts[name] for unit in self.units if unit.texts.get(name, "").strip())

        return tuple(
            Column(
                message("{name}", name=name),
                language.known(name.split(" ")[0]) or "",
                self.counts[name],
                opening(name),
            )
            for name in names
        )

    def _warnings(self, names: list[str], first: list[str]) -> tuple[Message, ...]:
        more = sum(self.counts[name] for name in names if name not in first) if len(first) >= 2 else 0
        said = []
        if self.coded == 1:
            said.append(message("Formatting codes in one text were left out."))
        elif self.coded:
            said.append(message("Formatting codes in {count} texts were left out.", count=self.coded))
        if more == 1:
            said.append(message("A second translation of a text into the same language was left out."))
        elif more:
            said.append(
                message(
                    "{count} further translations of texts into the same language were left out.", count=more
                )
            )
        if len(first) > MOST_COLUMNS:
            said.append(
                message(
                    "Only the {count} languages with the most texts were read.",
                    count=MOST_COLUMNS,
                )
            )
        return tuple(said)


def _units(file: File, found: _Found) -> Iterator[etree._Element]:
    """Yield the units one by one; each is released when the next is asked for."""
    from lxml import etree

    parsed = etree.iterparse(
        io.BytesIO(file.data),
        events=("start", "end"),
        tag=("{*}tmx", "{*}header", "{*}tu"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    memory = False
    for event, element in parsed:
        name = local(element)
        if event == "start":
            memory = memory or name == "tmx"
            if name == "header":
                found.source = _tag(value(element, "srclang"))
        elif name == "tu":
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    if not memory:
        raise Damaged(
            message("“{name}” is XML, but not a translation memory.", name=file.name),
            file=file.name,
            remedy=message("Choose a .tmx file."),
        )


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if local(child) == name)


def _letters(element: etree._Element, codes: list[int]) -> Iterator[str]:
    """Return the text of a segment without the codes in it, which are counted."""
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in _CODES:
            codes[0] += 1
        elif name:
            yield from _letters(child, codes)
        else:
            yield str(child.text or "")  # an entity, which stays as it is written
        yield child.tail or ""


def _tag(said: str) -> str:
    """Return a language tag in one spelling, so that "EN-us" and "en-US" are one column."""
    try:
        return language.canonical(said)
    except ValueError:
        return "".join(said.split()).lower() or language.UNKNOWN


def _is_further(name: str) -> bool:
    """Return whether a column holds further texts in a language: after "de" comes "de 2"."""
    return " " in name


def _proposed(names: list[str], source: str) -> tuple[int, int]:
    """Return the language that the memory declares as its source, and the most frequent other."""
    code = source.split("-")[0]
    same = (at for at, name in enumerate(names) if name == source)
    alike = (at for at, name in enumerate(names) if name.split("-")[0] == code)
    first = next(same, next(alike, 0))
    own = names[first].split("-")[0]
    others = [at for at in range(len(names)) if at != first]
    return first, next((at for at in others if names[at].split("-")[0] != own), others[0])
