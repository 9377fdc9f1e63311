"""Everything a person can do to a bitext, as pure functions `(bitext, where…) -> Patch`.

A verb raises `NotPossible` with a sentence where it cannot be done, gives an empty Patch where it would
change nothing, and never touches a letter that it was not told to. Rows and positions count from 0.
"""

from core.review.judgement import accept, accept_from, bookmark, clear_judgement, mark_doubtful, note
from core.review.rows import NotPossible
from core.review.sides import set_language, swap_sides
from core.review.structure import (
    merge,
    merge_next,
    merge_previous,
    move_segment_down,
    move_segment_up,
    split,
    split_at,
    split_row,
)
from core.review.text import edit_text, restore_text, split_segment

__all__ = [
    "NotPossible",
    "accept",
    "accept_from",
    "bookmark",
    "clear_judgement",
    "edit_text",
    "mark_doubtful",
    "merge",
    "merge_next",
    "merge_previous",
    "move_segment_down",
    "move_segment_up",
    "note",
    "restore_text",
    "set_language",
    "split",
    "split_at",
    "split_row",
    "split_segment",
    "swap_sides",
]
