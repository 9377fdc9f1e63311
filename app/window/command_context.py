"""Context of commands: the facts that decide which are possible, computed once for all of them."""

from dataclasses import dataclass

from core.model import SideName
from core.model.message import Message
from core.review.search.order import Order


@dataclass(frozen=True, slots=True)
class CommandContext:
    """Frozen facts about the present state of the window.

    `row` is -1 if there is no current row; `selected_rows` counts the selected ones. `segments` belong to the
    current cell. `panel` is the id of the visible panel. `moved`: the row is half of a moved pair. `marked`:
    a segment is marked for pairing. `agreements`: numbers and names are highlighted. `highlighted_pair`: a
    pair of linked words is highlighted. `spelling` is checked while editing. `differences` counts those from
    another alignment; `difference`: one of them is current; `unplaced`: a row of the other alignment that
    could not be placed is.
    """

    project: bool = False
    busy: bool = False
    editing: bool = False
    rows: int = 0
    row: int = -1
    selected_rows: int = 0
    side: SideName = "source"
    source: int = 0
    target: int = 0
    edited: bool = False
    undo_name: Message | None = None
    redo_name: Message | None = None
    theme: str = "system"
    panel: str = ""
    filtered: bool = False
    order: Order | None = None
    realigning: bool = False
    comparing: bool = False
    moved: bool = False
    marked: bool = False
    bookmark: bool = False
    agreements: bool = True
    highlighted_pair: bool = False
    spelling: bool = False
    differences: int = 0
    difference: bool = False
    unplaced: bool = False

    @property
    def reviewing(self) -> bool:
        """True if a row can be worked on."""
        return self.project and not self.busy and not self.editing and self.row >= 0

    @property
    def segments(self) -> int:
        """Number of segments in the current cell."""
        return self.source if self.side == "source" else self.target

    @property
    def lone(self) -> bool:
        """True if the current row has one side only."""
        return self.row >= 0 and not (self.source and self.target)

    @property
    def first(self) -> bool:
        """True if the current row is the first."""
        return self.row == 0

    @property
    def last(self) -> bool:
        """True if the current row is the last."""
        return self.row == self.rows - 1
