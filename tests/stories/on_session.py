"""A hand that does stories on the Session, without a window."""

from collections.abc import Callable, Sequence
from pathlib import Path

from core import advice, encode, pipeline
from core.model import Bitext, Patch, SideName, between_pins
from core.model.message import Message
from core.project import Session
from core.read import File, load, pairs
from core.review import verbs
from core.review.comparing import compare, differences, take_theirs
from core.review.doubts.suggestions import right_number
from core.segment import Segmentation
from core.write import Selection, write

Verb = Callable[[Bitext, int, Sequence[str]], Patch]


def _encoder() -> encode.Encoder:
    return encode.open_encoder(encode.BUILT_IN)


class OnSession:
    """Works in a folder of its own. `close` lets the project go."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: tuple[File, File] | None = None
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The project that the story began with."""
        assert self._session is not None, "a story begins with given, or with open and align"
        return self._session

    @property
    def bitext(self) -> Bitext:
        """The bitext as it stands."""
        return self.session.bitext

    @property
    def undo_name(self) -> Message | None:
        """Name of the step that undo would revert."""
        return self.session.undo_name

    @property
    def redo_name(self) -> Message | None:
        """Name of the step that redo would repeat."""
        return self.session.redo_name

    def given(self, bitext: Bitext, files: tuple[File, File]) -> None:
        """Start with this bitext as a project."""
        self._session = Session.create(self._folder / "draft.diglot", bitext, files, {})

    def open(self, source: Path, target: Path) -> None:
        """Choose two files."""
        self._files = load(source), load(target)

    def align(self) -> None:
        """Align them."""
        assert self._files is not None, "open two files first"
        self.given(pipeline.align_files(*self._files, pipeline.Options()).bitext, self._files)

    def do(self, command: str, at: int | None, arguments: Sequence[str]) -> None:
        """Do a command. Raises NotPossible."""
        if command == "undo":
            self._moved(self.session.undo() is not None)
        elif command == "redo":
            self._moved(self.session.redo() is not None)
        else:
            self.session.apply(VERBS[command](self.bitext, -1 if at is None else at, arguments))

    def save_as(self, name: str) -> None:
        """Save the project as a file of that name."""
        self.session.save_as(self._folder / name)

    def reopen(self) -> None:
        """Close the project and open it again."""
        path = self.session.path
        self.session.close()
        self._session = Session.open(path)

    def export(self, kind: str, which: str) -> int:
        """Write a file of that kind; how many pairs it got."""
        if which in ("all", "accepted"):
            selection = Selection("all" if which == "all" else "accepted")
        else:
            selection = Selection("confidence", float(which))
        return write(self.bitext, selection, self._folder / f"pairs.{kind}").written

    def close(self) -> None:
        """Let the project go."""
        if self._session is not None:
            self._session.close()

    @staticmethod
    def _moved(done: bool) -> None:
        if not done:
            raise verbs.NotPossible(Message("There is nothing to undo or redo."))


def _split(bitext: Bitext, at: int, arguments: Sequence[str]) -> Patch:
    if not arguments:
        return verbs.split_row(bitext, at)
    side, number = arguments
    return verbs.split_at(bitext, at, _side(side), int(number) - 1)


def _realign(bitext: Bitext, at: int, arguments: Sequence[str]) -> Patch:
    rows = (at, int(arguments[0])) if arguments else between_pins(bitext, at)
    if all(bead.pinned for bead in bitext.beads[slice(*rows)]):
        raise verbs.NotPossible(Message("A person decided these rows."))
    return pipeline.realign(bitext, rows, _encoder(), pipeline.Options())


def _realign_from(bitext: Bitext, at: int, _: Sequence[str]) -> Patch:
    end = next((row for row in range(at, len(bitext.beads)) if bitext.beads[row].pinned), len(bitext.beads))
    if end == at:
        raise verbs.NotPossible(Message("A person decided this row."))
    return pipeline.realign(bitext, (at, end), _encoder(), pipeline.Options())


def _alternative(bitext: Bitext, at: int, _: Sequence[str]) -> Patch:
    (doubt,) = advice.doubts(bitext, (at,), _encoder(), pipeline.Options())
    if doubt.patch is None:
        raise verbs.NotPossible(Message("There is no alternative."))
    return doubt.patch


def _take(bitext: Bitext, at: int, _: Sequence[str]) -> Patch:
    found = right_number(bitext, at)
    if found is None:
        raise verbs.NotPossible(Message("Nothing is suggested."))
    return found.patch


def _take_theirs(bitext: Bitext, at: int, arguments: Sequence[str]) -> Patch:
    file = File("other.ladder", arguments[0].replace(";", "\n").encode())
    other = pairs.bitext_of_ladder(file, pairs.ladder_beads(file), bitext.source, bitext.target)
    found = differences(bitext, compare(bitext, other, file.name), (at,))
    if not found:
        raise verbs.NotPossible(Message("The other alignment has the same row."))
    return take_theirs(bitext, found[0])


def _resegment(bitext: Bitext, _: int, arguments: Sequence[str]) -> Patch:
    side = _side(arguments[0])
    tag = bitext.side(side).document.language
    return pipeline.resegment(bitext, side, Segmentation(arguments[1]), tag, _encoder(), pipeline.Options())


def _cut(bitext: Bitext, at: int, arguments: Sequence[str]) -> Patch:
    side, number, before = arguments
    segment = _segment(bitext, at, side, number)
    offset = bitext.side(_side(side)).text(segment).index(before)
    return verbs.split_segment(bitext, at, _side(side), segment, offset)


def _edit(bitext: Bitext, at: int, arguments: Sequence[str]) -> Patch:
    side, number, text = arguments
    return verbs.edit_text(bitext, at, _side(side), _segment(bitext, at, side, number), text)


def _restore(bitext: Bitext, at: int, arguments: Sequence[str]) -> Patch:
    side, number = arguments
    return verbs.restore_text(bitext, at, _side(side), _segment(bitext, at, side, number))


def _pair(bitext: Bitext, at: int, arguments: Sequence[str]) -> Patch:
    side, number, row, place = arguments
    other: SideName = "target" if side == "source" else "source"
    return verbs.pair(
        bitext,
        verbs.passage(bitext, at, _side(side), int(number) - 1),
        verbs.passage(bitext, int(row) - 1, other, int(place) - 1),
    )


def _segment(bitext: Bitext, at: int, side: str, number: str) -> int:
    return bitext.beads[at].ids(_side(side))[int(number) - 1]


def _side(word: str) -> SideName:
    assert word in ("source", "target"), word
    return "source" if word == "source" else "target"


VERBS: dict[str, Verb] = {
    "bead.merge_next": lambda bitext, at, _: verbs.merge_next(bitext, at),
    "bead.merge_previous": lambda bitext, at, _: verbs.merge_previous(bitext, at),
    "bead.split": _split,
    "bead.accept": lambda bitext, at, _: verbs.accept(bitext, (at,)),
    "bead.doubtful": lambda bitext, at, _: verbs.mark_doubtful(bitext, (at,)),
    "bead.clear": lambda bitext, at, _: verbs.clear_judgement(bitext, (at,)),
    "bead.accept_from": lambda bitext, _, given: verbs.accept_from(bitext, float(given[0])),
    "bead.bookmark": lambda bitext, at, _: verbs.bookmark(bitext, (at,)),
    "bead.unmerge": lambda bitext, at, _: verbs.unmerge(bitext, at),
    "bead.join_lone": lambda bitext, at, _: verbs.join_lone(bitext, at),
    "bead.pair": _pair,
    "bead.cross": lambda bitext, at, _: verbs.cross(bitext, at),
    "bead.unpair": lambda bitext, at, _: verbs.unpair(bitext, at),
    "bead.realign": _realign,
    "bead.realign_from": _realign_from,
    "bead.alternative": _alternative,
    "segment.move_up": lambda bitext, at, given: verbs.move_segment_up(bitext, at, _side(given[0])),
    "segment.move_down": lambda bitext, at, given: verbs.move_segment_down(bitext, at, _side(given[0])),
    "segment.take_below": lambda bitext, at, given: verbs.take_segment_from_below(
        bitext, at, _side(given[0])
    ),
    "segment.take_above": lambda bitext, at, given: verbs.take_segment_from_above(
        bitext, at, _side(given[0])
    ),
    "segment.alone": lambda bitext, at, given: verbs.set_alone(
        bitext, at, _side(given[0]), int(given[1]) - 1
    ),
    "segment.join": lambda bitext, at, given: verbs.join_segments(
        bitext, at, _side(given[0]), int(given[1]) - 1
    ),
    "side.shift_up": lambda bitext, at, given: verbs.shift_up(bitext, at, _side(given[0])),
    "side.shift_down": lambda bitext, at, given: verbs.shift_down(bitext, at, _side(given[0])),
    "segment.split": _cut,
    "text.edit": _edit,
    "text.restore": _restore,
    "doubt.take": _take,
    "difference.take": _take_theirs,
    "sides.segmentation": _resegment,
    "sides.swap": lambda bitext, _, __: verbs.swap_sides(bitext),
}
