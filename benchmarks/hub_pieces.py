"""Search for hub pieces: pieces of a static encoder that pull all similarities towards one value.

    python -m benchmarks.hub_pieces [--encoder built-in|FOLDER]

After Chen et al. 2025, “Sticking to the Mean: Detecting Sticky Tokens in Text Embedding Models”. Each piece
is appended to sentences, ten in four languages: once to both of a pair, and eight times to one of the two. A
sentence vector is a sum, so the effect on the similarities of all pairs follows from inner products. A piece
is a hub if

- once behind both, it leaves less than half of the similarities' standard deviation: it outweighs a sentence;
- eight times behind one, it leaves less than a quarter: only the piece counts any more;
- eight times behind one, it raises their mean by more than .1: it resembles every sentence.

Pieces with digits may rightly do the first, since a number is common to a sentence and its translation: the
result leaves them out. Names may too; the table of the worst shows them.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import regex

from benchmarks.lib.report import machine
from core.encode import BUILT_IN, built_in
from core.encode.static import KIND, StaticEncoder, kind_of, parts
from core.vectors import Vectors

LEAST_ONCE, LEAST_REPEATED, MOST_RISE = 0.5, 0.25, 0.1
REPEATED = 8
SENTENCES = """
The train was late again this morning.
She put the letters back into the drawer.
Nobody in the village had heard of him.
We ate soup and talked about the harvest.
The old bridge was closed for repairs.
My brother wants to become a doctor.
Snow fell all night on the mountains.
They could not agree on a price.
The child was afraid of the dark cellar.
Our neighbour plays the violin very well.
Der Zug hatte heute Morgen wieder Verspätung.
Sie legte die Briefe in die Schublade zurück.
Niemand im Dorf hatte von ihm gehört.
Wir aßen Suppe und redeten über die Ernte.
Die alte Brücke war wegen Reparaturen gesperrt.
Mein Bruder möchte Arzt werden.
Die ganze Nacht fiel Schnee auf die Berge.
Sie konnten sich nicht auf einen Preis einigen.
Das Kind hatte Angst vor dem dunklen Keller.
Unser Nachbar spielt sehr gut Geige.
Сегодня утром поезд снова опоздал.
Она положила письма обратно в ящик.
Никто в деревне о нём не слышал.
Мы ели суп и говорили об урожае.
Старый мост закрыли на ремонт.
Мой брат хочет стать врачом.
Всю ночь в горах шёл снег.
Они не смогли договориться о цене.
Ребёнок боялся тёмного подвала.
Наш сосед очень хорошо играет на скрипке.
今天早上火车又晚点了。
她把信放回了抽屉里。
村里没有人听说过他。
我们喝着汤，谈论着收成。
那座旧桥因维修而关闭。
我哥哥想当医生。
山上下了一整夜的雪。
他们没能就价格达成一致。
孩子害怕黑暗的地下室。
我们的邻居小提琴拉得很好。
""".strip().splitlines()

_AT_ONCE = 2048
_TINY = 1e-12
_SCRIPTS = (
    "Latin Cyrillic Greek Armenian Georgian Hebrew Arabic Ethiopic Devanagari Bengali Gurmukhi Gujarati Oriya"
    " Tamil Telugu Kannada Malayalam Sinhala Thai Lao Myanmar Khmer Han Hiragana Katakana Hangul"
).split()
_OF_SCRIPT = {name: regex.compile(rf"\p{{Script={name}}}") for name in _SCRIPTS}

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Effects:
    """The effects of each piece on the similarities, float32 (pieces,).

    `once` and `repeated` are the shares of the standard deviation that are left with the piece once behind
    both sentences, and repeated behind one; `rise` is how much the mean then rises.
    """

    once: Floats
    repeated: Floats
    rise: Floats

    def hubs(self) -> npt.NDArray[np.bool_]:
        """Return True for each piece beyond a limit, (pieces,)."""
        return (self.once < LEAST_ONCE) | (self.repeated < LEAST_REPEATED) | (self.rise > MOST_RISE)


def main() -> None:
    """Examine all pieces, and print the norms, the scripts, the worst pieces and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in or the folder of a static encoder")
    arguments = parser.parse_args()
    with (
        built_in.place() if arguments.encoder == BUILT_IN else nullcontext(Path(arguments.encoder)) as folder
    ):
        if kind_of(folder) != KIND:
            raise SystemExit(
                f"{arguments.encoder} is not a static encoder: its pieces have no vectors of their own"
            )
        cutter, table = parts(folder, arguments.encoder)
    pieces = table[np.arange(table.shape[0])]
    print(f"Machine: {machine.description()}\nEncoder: {arguments.encoder}\n")
    read = StaticEncoder(arguments.encoder, cutter, table).encode_with_pieces(SENTENCES).pieces
    assert read is not None
    sums = read.sums()
    norms = np.linalg.norm(pieces, axis=1)
    effects = measure(sums, pieces)
    print(f"The sums of the sentences have a median norm of {np.median(np.linalg.norm(sums, axis=1)):.2f}\n")
    _reference(norms, effects)
    _verdict(cutter.pieces, norms, effects)


def measure(sums: Vectors, pieces: Vectors) -> Effects:
    """Measure the effects of pieces (pieces, dimension) on sentences with these sums."""
    apart = ~np.eye(len(sums), dtype=bool)
    inner = sums @ sums.T
    lengths = np.sqrt(inner.diagonal())
    before = (inner / np.outer(lengths, lengths))[apart]
    parts = []
    for start in range(0, len(pieces), _AT_ONCE):
        chunk = pieces[start : start + _AT_ONCE]
        touch = chunk @ sums.T
        own = np.einsum("ij,ij->i", chunk, chunk)[:, None]
        longer = np.sqrt(np.maximum(inner.diagonal() + 2 * touch + own, _TINY))
        both = inner + touch[:, :, None] + touch[:, None] + own[:, None]
        both = (both / longer[:, :, None] / longer[:, None])[:, apart]
        longer = np.sqrt(np.maximum(inner.diagonal() + 2 * REPEATED * touch + REPEATED**2 * own, _TINY))
        one = (inner + REPEATED * touch[:, :, None]) / lengths[:, None] / longer[:, None]
        one = one[:, apart]
        spreads = both.std(axis=1) / before.std(), one.std(axis=1) / before.std()
        parts.append((*spreads, one.mean(axis=1) - before.mean()))
    return Effects(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def script(piece: str) -> str:
    """Return the script of a piece's first letter of a known one, or else what the piece is."""
    if piece.startswith("<"):
        return "byte"
    if regex.search(r"\p{N}", piece):
        return "number"
    return next((name for name, found in _OF_SCRIPT.items() if found.search(piece)), "other")


def _reference(norms: Floats, effects: Effects) -> None:
    """Print the distribution of the pieces' norms and effects."""
    shares = (0, 1, 5, 25, 50, 75, 95, 99, 100)
    print(f"{'of all pieces, %':28}" + "".join(f"{share:8}" for share in shares))
    for name, values in (
        ("norm", norms),
        ("spread left, x1 both", effects.once),
        (f"spread left, x{REPEATED} one", effects.repeated),
        (f"rise of the mean, x{REPEATED} one", effects.rise),
    ):
        print(f"{name:28}" + "".join(f"{value:8.3f}" for value in np.percentile(values, shares)))


def _verdict(pieces: Sequence[str], norms: Floats, effects: Effects) -> None:
    """Print the counts, the worst pieces and the result."""
    names = np.array([script(piece) for piece in pieces])
    numbers = names == "number"
    hubs = effects.hubs()
    counts = Counter(names[hubs].tolist()).most_common()
    print(f"\nHubs: {hubs.sum():,} of {len(hubs):,}", *(f"{name} {count}" for name, count in counts))
    worst = np.argsort(np.where(numbers, np.inf, effects.once), kind="stable")[:20]
    print(
        f"\n{'worst piece':20} {'script':12} {'norm':>6} {'x1 both':>8} {f'x{REPEATED} one':>8} {'rise':>7}"
    )
    for at in worst:
        print(
            f"{pieces[at]:20} {names[at]:12} {norms[at]:6.2f} {effects.once[at]:8.3f}"
            f" {effects.repeated[at]:8.3f} {effects.rise[at]:+7.3f}"
        )
    print(f"RESULT hubs={(hubs & ~numbers).sum()} worst={effects.once[worst[0]]:.3f}")


if __name__ == "__main__":
    main()
