"""The quality of an encoder, language by language, from the table `quality.tsv` in its folder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from core import language
from core.model.message import Message, message

FILE = "quality.tsv"
_HEADER = ["language", "level"]

_ARABIC = "acm acq acw acx aeb afb ajp apc apd arb arq ars ary arz ayl ayn ayp shu"
_NEAREST = {
    "nb": "no", "nn": "no", "no": "nb", "fil": "tl", "tl": "fil",
    "zh-Hant": "zh-TW", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant",
    "cmn": "zh", "wuu": "zh", "yue": "zh", "pes": "fa", "prs": "fa", "zsm": "ms", "swh": "sw", "lvs": "lv",
    "ekk": "et", "khk": "mn", "npi": "ne", "ory": "or", "pbt": "ps", "azj": "az", "uzn": "uz", "kmr": "ku",
    "plt": "mg", "als": "sq", "ydd": "yi",
} | dict.fromkeys(_ARABIC.split(), "ar")  # fmt: skip
"""The language whose row is used for a language without one."""


class Level(StrEnum):
    """The quality of an encoder in a language."""

    STRONG = "strong"
    USABLE = "usable"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quality:
    """The levels of an encoder's languages by canonical tag, empty if it has no table of them.

    `title` is the encoder's name in sentences.
    """

    title: Message
    levels: Mapping[str, Level] = field(default_factory=dict)

    def of(self, tag: str) -> Level | None:
        """Return the level of a language or else of the nearest one, NONE if the table lacks both.

        None if there is no table or the tag names no language.
        """
        known = language.known(tag)
        if known is None or not self.levels:
            return None
        return next((self.levels[near] for near in _nearest(known) if near in self.levels), Level.NONE)

    def warnings(self, *tags: str) -> tuple[Message, ...]:
        """Return sentences about those of these languages that the encoder supports poorly, each once."""
        return tuple(dict.fromkeys(self._warnings(tags)))

    def _warnings(self, tags: Iterable[str]) -> Iterator[Message]:
        encoder = self.title
        for tag in tags:
            level, name = self.of(tag), language.name(tag)
            if level is Level.WEAK:
                yield message(
                    "{language}: {encoder} is weak in this language. Check the pairs carefully.",
                    language=name,
                    encoder=encoder,
                )
            elif level is Level.NONE:
                yield (
                    message(
                        "{language}: {encoder} does not know this language; expect many wrong pairs. Another "
                        "encoder may know it: in the terminal, use diglot align --encoder FOLDER.",
                        language=name,
                        encoder=encoder,
                    )
                )


def read_quality(folder: Path, title: Message) -> Quality:
    """Return the quality of the encoder in a folder from its `quality.tsv`.

    Never raises: an encoder without a table, or with a damaged one, has no levels. A hint is not worth a
    failure, and half a table would make supported languages look unsupported.
    """
    try:
        return Quality(title, parse((folder / FILE).read_bytes()))
    except (OSError, ValueError):
        return Quality(title)


def parse(table: bytes) -> dict[str, Level]:
    """Parse a `quality.tsv`: a header, then a row for each language (BCP 47) with its level and scores.

    Raises ValueError for a table with a mistake anywhere, or without a row.
    """
    header, *rows = (line.split("\t") for line in table.decode("utf-8-sig").splitlines() if line)
    if header[:2] != _HEADER or not rows:
        raise ValueError("no table of languages and levels")
    levels: dict[str, Level] = {}
    for row in rows:
        tag = language.known(row[0])
        if tag is None or tag in levels or not len(_HEADER) <= len(row) <= len(header):
            raise ValueError(f"a row that cannot be: {row}")
        levels[tag] = Level(row[1])
    return levels


def _nearest(tag: str) -> Iterator[str]:
    """Yield a canonical tag and its substitutes, nearest first: "zh-HK", "zh-Hant", "zh-TW", "zh"."""
    seen: set[str] = set()
    while tag:
        near: str | None = tag
        while near is not None and near not in seen:
            seen.add(near)
            yield near
            near = _NEAREST.get(near)
        tag = tag.rpartition("-")[0]
