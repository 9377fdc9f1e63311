"""Patches: every verb, realignment, replacement and re-segmentation of a bitext is one."""

from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from core.model.bead import Bead
from core.model.bitext import Bitext
from core.model.document import Strike
from core.model.message import Message
from core.model.side import SIDES, Segment, Side, SideName

Item = TypeVar("Item", Bead, Segment, Strike)
Author = Literal["person", "program"]


class StalePatch(ValueError):
    """The bitext is no longer what the patch was made for; nothing was changed."""


class PersonOverruled(ValueError):
    """A program's patch would change what the user decided; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Splice(Generic[Item]):
    """A replacement: at index `at` of the old sequence, the items `before` become the items `after`."""

    at: int
    before: tuple[Item, ...]
    after: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """A change of a property of one side: "name" or "language" of its document, or "cut_by"."""

    side: SideName
    name: Literal["name", "language", "cut_by"]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Patch:
    """A named change. Splices count in the old sequence, ascend and do not overlap.

    `source_strikes` and `target_strikes` change what is hidden in a document. The splices of segments that
    follow from it are in `source` and `target`, because offsets of segments count in the visible text. `swap`
    exchanges the two sides and cannot be combined with other changes. `author` is "program" for a realignment
    and the like. By the fourth law it may neither change or drop a pinned bead, its segments or an edited
    text, nor decide or annotate a bead, nor swap the sides.
    """

    name: Message
    beads: tuple[Splice[Bead], ...] = ()
    source: tuple[Splice[Segment], ...] = ()
    target: tuple[Splice[Segment], ...] = ()
    properties: tuple[PropertyChange, ...] = ()
    swap: bool = False
    author: Author = "person"
    source_strikes: tuple[Splice[Strike], ...] = ()
    target_strikes: tuple[Splice[Strike], ...] = ()

    def strikes(self, side: SideName) -> tuple[Splice[Strike], ...]:
        """Return the splices of one document's strikes."""
        return self.source_strikes if side == "source" else self.target_strikes

    def cuts(self, side: SideName) -> tuple[Splice[Segment], ...]:
        """Return the splices of one side's segments."""
        return self.source if side == "source" else self.target

    @property
    def empty(self) -> bool:
        """True if the patch changes nothing."""
        splices = self.beads, self.source, self.target, self.source_strikes, self.target_strikes
        return not (any(splices) or self.properties or self.swap)


def inverse(patch: Patch) -> Patch:
    """Return the patch that undoes `patch`: before and after change places."""
    return replace(
        patch,
        beads=_turned(patch.beads),
        source=_turned(patch.source),
        target=_turned(patch.target),
        properties=tuple(
            replace(change, before=change.after, after=change.before) for change in reversed(patch.properties)
        ),
        author="person",  # only the user undoes
        source_strikes=_turned(patch.source_strikes),
        target_strikes=_turned(patch.target_strikes),
    )


def combined(first: Patch, second: Patch) -> Patch | None:
    """Return one patch, named after `second`, that does both; None if `second` reaches beyond `first`.

    `second` may change only items that `first` put in place, and the confidence of other beads, which is
    nobody's act. The result is empty if the two cancel out.
    """
    bare = (replace(patch, beads=(), source=(), target=()) for patch in (first, second))
    if first.author != second.author or not all(patch.empty for patch in bare):
        return None
    beads = _through(first.beads, second.beads)
    source, target = _through(first.source, second.source), _through(first.target, second.target)
    if beads is None or source is None or target is None:
        return None
    return replace(second, beads=beads, source=source, target=target)


def apply(bitext: Bitext, patch: Patch) -> Bitext:
    """Return the bitext after `patch`.

    Raises `StalePatch` if `before` does not match the bitext, and `PersonOverruled` if a program's patch
    would change a user's decision. Takes time linear in the sequences that change.
    """
    if patch.swap:
        beads = tuple(replace(bead, source=bead.target, target=bead.source) for bead in bitext.beads)
        after = Bitext(bitext.target, bitext.source, beads)
    else:
        after = Bitext(
            _changed_side(bitext.source, patch, "source"),
            _changed_side(bitext.target, patch, "target"),
            _spliced(bitext.beads, patch.beads),
        )
    if patch.author == "program" and (
        patch.swap
        or any(map(_overrules, patch.beads))
        or any(_rewrites(patch, bitext, after, side) for side in SIDES)
    ):
        raise PersonOverruled(patch.name)
    return after


def _turned(splices: tuple[Splice[Item], ...]) -> tuple[Splice[Item], ...]:
    turned, shift = [], 0
    for splice in splices:
        turned.append(Splice(splice.at + shift, splice.after, splice.before))
        shift += len(splice.after) - len(splice.before)
    return tuple(turned)


def _through(
    first: tuple[Splice[Item], ...], second: tuple[Splice[Item], ...]
) -> tuple[Splice[Item], ...] | None:
    """Return the splices of `first` with those of `second` applied inside them; None if some are outside."""
    out: list[Splice[Item]] = []
    left = list(second)
    shift = 0
    for splice in first:
        start, after = splice.at + shift, list(splice.after)
        end = start + len(after)
        while left and left[0].at + len(left[0].before) <= start and _estimates(left[0]):
            out.append(replace(left[0], at=left.pop(0).at - shift))
        inside = []
        while left and start <= left[0].at and left[0].at + len(left[0].before) <= end:
            inside.append(left.pop(0))
        for one in reversed(inside):
            here = slice(one.at - start, one.at - start + len(one.before))
            if tuple(after[here]) != one.before:
                return None
            after[here] = one.after
        shift += len(splice.after) - len(splice.before)
        if tuple(after) != splice.before:
            out.append(replace(splice, after=tuple(after)))
    if not all(map(_estimates, left)):
        return None
    out += [replace(one, at=one.at - shift) for one in left]
    return tuple(out)


def _estimates(splice: Splice[Item]) -> bool:
    """Return whether a splice changes nothing but the confidence of beads that nobody decided."""
    return len(splice.before) == len(splice.after) and all(
        isinstance(old, Bead)
        and isinstance(new, Bead)
        and not (old.decided or new.decided)
        and replace(old, confidence=new.confidence) == new
        for old, new in zip(splice.before, splice.after, strict=True)
    )


def _spliced(items: tuple[Item, ...], splices: tuple[Splice[Item], ...]) -> tuple[Item, ...]:
    if not splices:
        return items
    out: list[Item] = []
    done = 0
    for splice in splices:
        end = splice.at + len(splice.before)
        if splice.at < done or end > len(items) or items[splice.at : end] != splice.before:
            raise StalePatch(f"at {splice.at}")
        out.extend(items[done : splice.at])
        out.extend(splice.after)
        done = end
    out.extend(items[done:])
    return tuple(out)


def _changed_side(side: Side, patch: Patch, name: SideName) -> Side:
    for change in patch.properties:
        if change.side == name:
            side = _with_property(side, change)
    if patch.strikes(name):
        strikes = _spliced(side.document.strikes, patch.strikes(name))
        side = replace(side, document=replace(side.document, strikes=strikes))
    splices = patch.cuts(name)
    if not splices:
        return side
    segments = _spliced(side.segments, splices)
    if all([one.id for one in splice.before] == [one.id for one in splice.after] for splice in splices):
        return side.edited(segments)
    added = [segment.id for splice in splices for segment in splice.after]
    return replace(side, segments=segments, next_id=max([side.next_id, *(id_ + 1 for id_ in added)]))


def _with_property(side: Side, change: PropertyChange) -> Side:
    document = side.document
    if getattr(side if change.name == "cut_by" else document, change.name) != change.before:
        raise StalePatch(f"the {change.side}'s {change.name}")
    match change.name:
        case "cut_by":
            return replace(side, cut_by=change.after)
        case "name":
            return replace(side, document=replace(document, name=change.after))
        case "language":
            return replace(side, document=replace(document, language=change.after))


def _overrules(splice: Splice[Bead]) -> bool:
    """Return whether beads that the user decided or annotated would go or come; a program may link beads."""
    before, after = set(splice.before), set(splice.after)
    return any(bead.pinned for bead in before - after) or any(
        bead.decided or bead.annotated for bead in after - before
    )


def _rewrites(patch: Patch, before: Bitext, after: Bitext, name: SideName) -> bool:
    """Return whether a patch changes a segment that the user edited, or one of a pinned bead.

    If other letters are hidden, the boundaries of a segment move, but its text must stay.
    """
    side, changed = before.side(name), after.side(name)
    touched = [segment for cut in patch.cuts(name) for segment in cut.before]
    if patch.strikes(name):
        blocks = {one.block for hiding in patch.strikes(name) for one in (*hiding.before, *hiding.after)}
        touched += [segment for segment in side.segments if segment.block in blocks]
    if not touched:
        return False
    pinned = {id_ for bead in before.beads if bead.pinned for id_ in bead.ids(name)}
    return any(
        not _same(segment, side, changed, text_alone=bool(patch.strikes(name)))
        for segment in touched
        if segment.edited is not None or segment.id in pinned
    )


def _same(segment: Segment, before: Side, after: Side, *, text_alone: bool) -> bool:
    """Return whether a segment is as it was, or if `text_alone`, has at least the same text."""
    if not after.holds(segment.id):
        return False
    now = after.segment(segment.id)
    if not text_alone:
        return now == segment
    return (now.block, now.edited) == (segment.block, segment.edited) and (
        now.edited is not None or after.original(now) == before.original(segment)
    )
