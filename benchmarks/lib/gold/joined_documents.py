"""Development documents joined to texts of at least 600 gold beads, each of one language pair."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.lib.gold.documents import documents
from core.encode import encode_texts, open_encoder
from core.evaluation import LadderBead
from core.model import Side
from core.pipeline import SideOptions, prepare
from core.read import File, load
from core.segment import Segmentation
from core.vectors import Encoded

Lines = tuple[str, ...]
Lookup = Callable[[Sequence[str]], Encoded]
"""Looks up the encoded form of lines."""


class Part(NamedTuple):
    """The documents of a set, joined; of them `size` gold beads from number `first` on, None for all."""

    set: str
    first: int = 0
    size: int | None = None


class Plan(NamedTuple):
    """A text's languages, its parts, and for each side the set that lends it foreign lines."""

    name: str
    languages: tuple[str, str]
    parts: tuple[Part, ...]
    foreign: tuple[str, str]


PLANS = (
    Plan("mac", ("zh", "en"), (Part("mac-dev"),), ("bfsu-nonlit-dev", "bfsu-nonlit-dev")),
    Plan("bfsu", ("en", "zh"), (Part("bfsu-nonlit-dev"),), ("mac-dev", "mac-dev")),
    Plan("transread", ("en", "fr"), (Part("transread-en-fr-dev"),), ("bfsu-nonlit-dev", "textberg-dev")),
    Plan("1984", ("hu", "en"), (Part("hun-1984-dev", 0, 700),), ("hun-dtm-dev", "hun-dtm-dev")),
    Plan(
        "dtm+1984",
        ("hu", "en"),
        (Part("hun-dtm-dev"), Part("hun-1984-dev", 3000, 200)),
        ("hun-1984-dev", "hun-1984-dev"),  # its beginning, which is not the part joined here
    ),
)
"""No other development set has 600 beads, alone or with another of its language pair."""


class Piece(NamedTuple):
    """Lines of a source and of its translation, and the gold beads between them."""

    source: Lines
    target: Lines
    gold: tuple[LadderBead, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Two sides' lines and languages (BCP 47), the gold beads, and for each side lines of another text."""

    name: str
    languages: tuple[str, str]
    sides: tuple[Lines, Lines]
    gold: tuple[LadderBead, ...]
    foreign: tuple[Lines, Lines]


def text(data: Path, plan: Plan) -> Text:
    """Return the text of a plan. Stops the program if the data folder lacks a set."""
    piece = join(cut(join(_pieces(data, part.set)), part) for part in plan.parts)
    source, target = (
        tuple(line for path in _in_language(data, name, language) for line in lines(path))
        for name, language in zip(plan.foreign, plan.languages, strict=True)
    )
    return Text(plan.name, plan.languages, (piece.source, piece.target), piece.gold, (source, target))


def join(pieces: Iterable[Piece]) -> Piece:
    """Join pieces one after the other."""
    source: list[str] = []
    target: list[str] = []
    gold: list[LadderBead] = []
    for piece in pieces:
        s, t = len(source), len(target)
        gold += [(tuple(s + at for at in here), tuple(t + at for at in there)) for here, there in piece.gold]
        source += piece.source
        target += piece.target
    return Piece(tuple(source), tuple(target), tuple(gold))


def cut(piece: Piece, part: Part) -> Piece:
    """Return the beads of a part and the lines from the first to the last that they hold."""
    if part.size is None and not part.first:
        return piece
    gold = piece.gold[part.first :][: part.size]
    (s, s_end), (t, t_end) = (_reach([bead[at] for bead in gold]) for at in (0, 1))
    shifted = tuple((tuple(at - s for at in here), tuple(at - t for at in there)) for here, there in gold)
    return Piece(piece.source[s:s_end], piece.target[t:t_end], shifted)


def _reach(of_beads: Sequence[Sequence[int]]) -> tuple[int, int]:
    held = [at for each in of_beads for at in each]
    return min(held), max(held) + 1


def _pieces(data: Path, name: str) -> Iterable[Piece]:
    for document in documents(data, name):
        yield Piece(lines(document.source), lines(document.target), tuple(document.beads()))


def _in_language(data: Path, name: str, language: str) -> list[Path]:
    both = (path for document in documents(data, name) for path in (document.source, document.target))
    return [path for path in both if path.suffix == f".{language}"]


@cache
def lines(path: Path) -> Lines:
    """Return the lines of a file as Diglot reads them; its suffix is its language."""
    return prepare(load(path), _options(path.suffix[1:])).texts()


def side(texts: Sequence[str], language: str) -> Side:
    """Return a side with these lines as its segments. Raises `ValueError` if reading them loses one."""
    made = prepare(File("text.txt", "\n".join(texts).encode()), _options(language))
    if made.texts() != tuple(texts):
        raise ValueError(f"{len(texts)} lines were read as {len(made.segments)} others")
    return made


def encoded(encoder: str, texts: Iterable[Sequence[str]]) -> Lookup:
    """Return a function that looks up the vectors of lines of these texts; each line is encoded once."""
    distinct = sorted({line for each in texts for line in each})
    row = {line: at for at, line in enumerate(distinct)}
    known = encode_texts(open_encoder(encoder), distinct)
    return lambda asked: known.taken([row[line] for line in asked])


def _options(language: str) -> SideOptions:
    return SideOptions(language=language, segmentation=Segmentation.LINES)
