"""Verbs that set the status, note and bookmark of rows. Both halves of a moved pair change together."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from core.model import Bead, Bitext, Patch, Status
from core.model.message import Message, message, plural
from core.review.verbs.rows import NotPossible, bead_at, judged


def accept(bitext: Bitext, rows: Iterable[int]) -> Patch:
    """Accept rows; the patch is empty if they already are accepted."""
    return _judge(bitext, message("Accept {rows}"), rows, Status.ACCEPTED)


def mark_doubtful(bitext: Bitext, rows: Iterable[int]) -> Patch:
    """Mark rows as doubtful."""
    return _judge(bitext, message("Mark {rows} as doubtful"), rows, Status.DOUBTFUL)


def clear_judgement(bitext: Bitext, rows: Iterable[int]) -> Patch:
    """Set rows to open again."""
    return _judge(bitext, message("Clear the status of {rows}"), rows, Status.OPEN)


def confident_rows(bitext: Bitext, minimum: float, but: Collection[int] = ()) -> list[int]:
    """Return the open rows with a confidence of at least `minimum` (0 to 1), without those of `but`.

    Moved pairs are included only as a whole; `but` are rows that need review for another reason. Rows made by
    a person count as 1, as they do in exports.
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
    """Accept the `confident_rows`. Doubtful rows stay doubtful."""
    rows = confident_rows(bitext, minimum, but)
    if not rows:
        raise NotPossible(
            message("No open row has a confidence of {percent} % or more.", percent=round(minimum * 100))
        )
    changed = {at: replace(bitext.beads[at], status=Status.ACCEPTED) for at in rows}
    return judged(
        bitext,
        message(
            "Accept {rows} with confidence {percent} % or more",
            rows=_counted(len(rows)),
            percent=round(minimum * 100),
        ),
        changed,
    )


def note(bitext: Bitext, at: int, text: str) -> Patch:
    """Set the note of row `at` to `text`."""
    changed = replace(bead_at(bitext, at), note=text)
    return judged(bitext, message("Note on row {row}", row=at + 1), {at: changed})


def bookmark(bitext: Bitext, rows: Iterable[int]) -> Patch:
    """Bookmark rows, or remove the bookmarks if all of them have one."""
    beads = _chosen(bitext, rows)
    on = not all(bead.bookmark for bead in beads.values())
    changed = {at: replace(bead, bookmark=on) for at, bead in beads.items()}
    what = _rows(list(beads))
    return judged(
        bitext,
        message("Bookmark {rows}", rows=what) if on else message("Remove the bookmark of {rows}", rows=what),
        changed,
    )


def _judge(bitext: Bitext, name: Message, rows: Iterable[int], status: Status) -> Patch:
    beads = _chosen(bitext, rows)
    chosen = list(beads)
    if any(bead.moved is not None for bead in beads.values()):
        halves = _links(bitext)
        both = (half for bead in beads.values() for half in halves.get(bead.moved, ()))
        beads |= {half: bitext.beads[half] for half in both}
    changed: dict[int, Bead] = {at: replace(bead, status=status) for at, bead in beads.items()}
    return judged(bitext, name.with_fields(rows=_rows(chosen)), changed)


def _chosen(bitext: Bitext, rows: Iterable[int]) -> dict[int, Bead]:
    chosen = sorted(set(rows))
    if not chosen:
        raise NotPossible(message("Select a row first."))
    return {at: bead_at(bitext, at) for at in chosen}


def _rows(rows: list[int]) -> Message:
    return message("row {row}", row=rows[0] + 1) if len(rows) == 1 else _counted(len(rows))


def _counted(count: int) -> Message:
    return plural("{count} row", "{count} rows", count)


def _links(bitext: Bitext) -> dict[int | None, list[int]]:
    halves: dict[int | None, list[int]] = {}
    for at, bead in enumerate(bitext.beads):
        if bead.moved is not None:
            halves.setdefault(bead.moved, []).append(at)
    return halves
