"""Everything a person can do to a bitext, as pure functions `(bitext, where…) -> Patch`.

A verb raises `NotPossible` with a sentence where it cannot be done, gives an empty Patch where it would
change nothing, and never touches a letter that it was not told to. Rows and positions count from 0.

Of the rows that a verb makes, only those that the user stated have no confidence: the merged row, the row to
which a segment or a cell was moved, both halves of a chosen cut, passages that were paired or set apart. The
others are guesses: what is left of a row, what a cut by lengths made, what a shift pushed along. They are
open and keep a confidence (`core.review.verbs.rows.guessed`), so that they stay among the doubts; the window
has it estimated anew (`core.align.guesses`).

Only `unpair` parts a moved pair that a person made or accepted (`Bead.linked_by_person`). A verb that reaches
for a neighbour passes over halves of moved pairs where the order of the segments allows it; otherwise it is
refused, and the sentence names the pair. Nor does a verb take an accepted neighbour apart.
"""

from core.review.verbs.judgement import accept, accept_from, bookmark, clear_judgement, mark_doubtful, note
from core.review.verbs.merge_split_move import (
    join_lone,
    merge,
    merge_next,
    merge_previous,
    merge_rows,
    move_segment_down,
    move_segment_up,
    move_segments,
    split,
    split_at,
    split_row,
    take_segment_from_above,
    take_segment_from_below,
)
from core.review.verbs.pairing import Passage, cross, exchange_targets, pair, pair_rows, passage, unpair
from core.review.verbs.rows import NotPossible
from core.review.verbs.shift import shift_down, shift_up
from core.review.verbs.side_properties import set_language, swap_sides
from core.review.verbs.strikes import set_strikes
from core.review.verbs.text import edit_text, join_segments, restore_text, split_segment
from core.review.verbs.unmerge import separate, set_alone, unmerge

__all__ = [
    "NotPossible",
    "Passage",
    "accept",
    "accept_from",
    "bookmark",
    "clear_judgement",
    "cross",
    "edit_text",
    "exchange_targets",
    "join_lone",
    "join_segments",
    "mark_doubtful",
    "merge",
    "merge_next",
    "merge_previous",
    "merge_rows",
    "move_segment_down",
    "move_segment_up",
    "move_segments",
    "note",
    "pair",
    "pair_rows",
    "passage",
    "restore_text",
    "separate",
    "set_alone",
    "set_language",
    "set_strikes",
    "shift_down",
    "shift_up",
    "split",
    "split_at",
    "split_row",
    "split_segment",
    "swap_sides",
    "take_segment_from_above",
    "take_segment_from_below",
    "unmerge",
    "unpair",
]
