"""Verbs by which a person judges rows. Both halves of a moved pair are judged together."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from core.model import Bead, Bitext, Patch, Status
from core.review.verbs.rows import NotPossible, bead_at, judged


def accept(bitext: Bitext, rows: Iterable[int]) -> Patch:
    """These rows are right; the patch is empty where they already are accepted."""
    return _judge(bitext, "Accept {}", rows, Status.ACCEPTED)


def mark_doubtful(bitext: Bitext, rows: Iterable[int]) -> Patch:
    """These rows need another look."""
    return _judge(bitext, "Mark {} as doubtful", rows, Status.DOUBTFUL)


def clear_judgement(bitext: Bitext, rows: Iterable[int]) -> Patch:
    """These rows are open again."""
    return _judge(bitext, "Clear the judgement of {}", rows, Status.OPEN)


def confident_rows(bitext: Bitext, minimum: float, but: Collection[int] = ()) -> list[int]:
    """The open rows with a confidence of `minimum` (0 to 1) or more, moved pairs only whole, but not those
    of `but`, which deserve a look for another reason.

    Rows that a person arranged count as 1, as they do in exports.
    """
    spared = {*but}
    beads, halves = bitext.beads, _links(bitext)
    sure = [
        not bead.judged and bead.certainty >= minimum and at not in spared for at, bead in enumerate(beads)
    ]
    return [
        at
        for at, bead in enumerate(beads)
        if sure[at] and (bead.moved is None or all(sure[half] for half in halves[bead.moved]))
    ]


def accept_from(bitext: Bitext, minimum: float, but: Collection[int] = ()) -> Patch:
    """The `confident_rows` are right. Doubtful ones stay so."""
    rows = confident_rows(bitext, minimum, but)
    if not rows:
        raise NotPossible(f"No open row has a confidence of {round(minimum * 100)} % or more.")
    changed = {at: replace(bitext.beads[at], status=Status.ACCEPTED) for at in rows}
    return judged(bitext, f"Accept {_counted(len(rows))} from {round(minimum * 100)} % up", changed)


def note(bitext: Bitext, at: int, text: str) -> Patch:
    """The note of row `at` becomes `text`."""
    changed = replace(bead_at(bitext, at), note=text)
    return judged(bitext, f"Note on row {at + 1}", {at: changed})


def bookmark(bitext: Bitext, rows: Iterable[int]) -> Patch:
    """These rows get a bookmark; or lose it, where all of them have one."""
    beads = _chosen(bitext, rows)
    on = not all(bead.bookmark for bead in beads.values())
    changed = {at: replace(bead, bookmark=on) for at, bead in beads.items()}
    what = _rows(list(beads))
    return judged(bitext, f"Bookmark {what}" if on else f"Remove the bookmark of {what}", changed)


def _judge(bitext: Bitext, name: str, rows: Iterable[int], status: Status) -> Patch:
    beads = _chosen(bitext, rows)
    chosen = list(beads)
    if any(bead.moved is not None for bead in beads.values()):
        halves = _links(bitext)
        both = (half for bead in beads.values() for half in halves.get(bead.moved, ()))
        beads |= {half: bitext.beads[half] for half in both}
    changed: dict[int, Bead] = {at: replace(bead, status=status) for at, bead in beads.items()}
    return judged(bitext, name.format(_rows(chosen)), changed)


def _chosen(bitext: Bitext, rows: Iterable[int]) -> dict[int, Bead]:
    chosen = sorted(set(rows))
    if not chosen:
        raise NotPossible("Choose a row first.")
    return {at: bead_at(bitext, at) for at in chosen}


def _rows(rows: list[int]) -> str:
    return f"row {rows[0] + 1}" if len(rows) == 1 else _counted(len(rows))


def _counted(count: int) -> str:
    return f"{count} row" if count == 1 else f"{count} rows"


def _links(bitext: Bitext) -> dict[int | None, list[int]]:
    halves: dict[int | None, list[int]] = {}
    for at, bead in enumerate(bitext.beads):
        if bead.moved is not None:
            halves.setdefault(bead.moved, []).append(at)
    return halves
