"""Guard against changes of neighbouring rows that the user does not see beside the row that is changed."""

from collections.abc import Collection
from itertools import pairwise

from app.window.i18n import tr
from app.window.table.visible_rows import ShownRows
from core.model import Patch
from core.review.verbs.rows import rearranged_rows


def refusal(shown: ShownRows, named: Collection[int], patch: Patch) -> str:
    """Return why a patch may not rearrange rows, "" if it may.

    It must not touch rows that a filter hides. In a sorted table it must not touch rows that are elsewhere on
    the screen, unless the user has `named` them all, by choosing them or by dropping something on them.
    """
    if not (shown.some or shown.sorted):
        return ""
    rows = list(rearranged_rows(patch))
    for row in rows:
        if row not in shown:
            return tr(
                "Row {row} would change too, but the filter hides it. Choose “Show all rows” first.",
                row=row + 1,
            )
    apart = any(shown.position(lower) != shown.position(upper) + 1 for upper, lower in pairwise(rows))
    if shown.sorted and apart and not set(rows) <= set(named):
        other = next(row for row in rows if row not in named)
        return tr(
            "Row {row} would change too, but in this order it is elsewhere. Choose “Document order” first.",
            row=other + 1,
        )
    return ""
