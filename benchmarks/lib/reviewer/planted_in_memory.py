"""A translation memory with planted mistakes, imported as a user would, for measuring how they are found.

The mistakes in 200 pairs of a manual alignment, each pair a unit of text, with at least one correct pair
between them:

exchanged  5 pairs of rows anywhere whose targets stand in each other's place: 10 wrong targets
shifted    5 runs of three rows whose targets stand one row too low, as after a cell inserted in a table: the
           first has no target, and the last target stands alone
falsified  5 numbers in the target with one digit wrong

Numbers are falsified as in `planted_mistakes`. The pairs are written as a memory and read
by `core.import_pairs`, which gives them their confidence.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

import numpy as np

from benchmarks.lib.reviewer.planted_mistakes import BEADS, Lines, Stretch, Task, falsify, numbered_rows
from core.evaluation import LadderBead
from core.import_pairs import open_pairs
from core.pipeline import Options
from core.read import File

WAYS = {"falsified": 5, "shifted": 5, "exchanged": 10}
"""The mistakes and their numbers; of the exchanged rows, each two have each other's target."""
_RUN = 3  # rows of a shifted run


def memory_task(found: dict[str, list[Stretch]], seed: int, options: Options) -> Task:
    """Return the task of a seed: the sets take turns, and the seed decides the rest."""
    chance = np.random.default_rng(seed)
    long = {name: [run for run in runs if _two_sided(run) >= BEADS] for name, runs in found.items()}
    runs = [runs for runs in long.values() if runs]
    among = runs[seed % len(runs)]
    chosen = among[int(chance.integers(len(among)))]
    texts, first = _texts(chosen, chance)
    beads: list[LadderBead] = [((at,), (at,)) for at in range(BEADS)]
    planted = _chosen(numbered_rows(texts, beads, 3 * WAYS["falsified"], chance), chance)
    order = list(range(BEADS))
    exchanged = [at for way, at in planted if way == "exchanged"]
    for one, other in zip(exchanged[::2], exchanged[1::2], strict=True):
        order[one], order[other] = other, one
    wrong = texts[0], [*texts[1]]
    for at in (at for way, at in planted if way == "falsified"):
        falsify(wrong, beads[at], chance)
    sources, targets = wrong[0], [wrong[1][at] for at in order]
    rows = list(zip(sources, targets, strict=True))
    for at in sorted((at for way, at in planted if way == "shifted"), reverse=True):
        run = slice(at, at + _RUN)
        rows[run] = zip([*sources[run], ""], ["", *targets[run]], strict=True)
    bitext = open_pairs(_memory(rows, chosen), options).bitext
    right = frozenset(((at,), (order[at],)) for at in range(BEADS))
    label = f"{chosen.document.set} {chosen.document.name} from pair {first + 1}"
    return Task(label, bitext, (texts[0], [texts[1][at] for at in order]), right, tuple(sorted(planted)))


def _two_sided(run: Stretch) -> int:
    return sum(all(bead) for bead in run.beads)


def _texts(chosen: Stretch, chance: np.random.Generator) -> tuple[Lines, int]:
    """Return the texts of 200 pairs of a stretch, and the first of them."""
    document = chosen.document
    lines = [path.read_text(encoding="utf-8").split("\n") for path in (document.source, document.target)]
    beads = [bead for bead in chosen.beads if all(bead)]
    first = int(chance.integers(len(beads) - BEADS + 1))
    source, target = (
        [" ".join(" ".join(lines[at][one] for one in bead[at]).split()) for bead in beads[first:][:BEADS]]
        for at in range(2)
    )
    return (source, target), first


def _memory(rows: Sequence[tuple[str, str]], chosen: Stretch) -> File:
    tags = [path.suffix.removeprefix(".") for path in (chosen.document.source, chosen.document.target)]
    units = (
        "<tu>"
        + "".join(
            f'<tuv xml:lang="{tag}"><seg>{escape(text)}</seg></tuv>'
            for tag, text in zip(tags, row, strict=True)
            if text
        )
        + "</tu>"
        for row in rows
    )
    body = "".join(units)
    written = f'<tmx version="1.4"><header srclang="{tags[0]}"/><body>{body}</body></tmx>'
    return File("memory.tmx", written.encode())


def _chosen(numbered: Sequence[int], chance: np.random.Generator) -> list[tuple[str, int]]:
    """Choose the rows of the mistakes."""
    taken = np.zeros(BEADS + _RUN, bool)
    out: list[tuple[str, int]] = []
    for way, count in WAYS.items():
        width, found = _RUN if way == "shifted" else 1, 0
        fit = numbered if way == "falsified" else range(BEADS - width + 1)
        for at in chance.permutation(np.array(fit, np.int64)).tolist():
            if found < count and not taken[max(at - 1, 0) : at + width + 1].any():
                taken[at : at + width] = True
                out.append((way, at))
                found += 1
        if found < count:
            raise SystemExit(f"there is no place for {count} {way}")
    return out
