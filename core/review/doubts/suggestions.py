"""Suggestions for a row: a patch to apply, and a sentence with both probabilities."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.model import SIDES, Bead, Bitext, Patch, Segment, SideName, Span, Splice
from core.model.message import Message, message
from core.numerals import Number, numbers
from core.review.doubts.number_mismatch import false_number
from core.review.doubts.reasons import Reason, ReasonKind, percent, text_of
from core.review.verbs.pairing import exchange_targets
from core.review.verbs.rows import NotPossible

_LIKELY = 0.1  # lowest probability of an alternative worth mentioning

Held = set[tuple[SideName, int]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion for a row: the patch, made in the user's name, and its reason.

    `probability` (0 to 1) is the probability that everything the patch creates is right.
    """

    row: int
    patch: Patch
    reason: Reason
    probability: float


def other_way(bitext: Bitext, row: int, patch: Patch, probability: float) -> Suggestion | None:
    """The alternative to a row, where it is not too unlikely; `patch` has one splice of beads, in which the
    row stands. Rows that it makes count as made by a person."""
    if probability < _LIKELY:
        return None
    (splice,) = patch.beads
    known = set(splice.before)
    after = tuple(bead if bead in known else replace(bead, confidence=None) for bead in splice.after)
    taken = Patch(message("Use the suggestion for row {row}", row=row + 1), (replace(splice, after=after),))
    return Suggestion(row, taken, _why(bitext, row, splice, probability), probability)


def exchanged(bitext: Bitext, row: int, ring: Sequence[int], probability: float) -> Suggestion | None:
    """Return the suggestion that each row of a ring gets the target of the next, for one of them.

    None if any of them is likelier as it is, or a user's decision is in the way.
    """
    if probability <= max(bitext.beads[at].certainty for at in ring):
        return None
    at = ring.index(row)
    rows = (*ring[at:], *ring[:at])
    try:
        patch = exchange_targets(bitext, rows)
    except NotPossible:
        return None
    was = bitext.beads[row].certainty
    figures = message("{better} against {than}", better=percent(probability), than=percent(was))
    if len(rows) == 2:
        why = _exchanged(rows[1] + 1, figures, better=True)
    else:
        why = message("Its translation may be in row {row}: {figures}", row=rows[1] + 1, figures=figures)
    named = replace(patch, name=message("Use the suggestion for row {row}", row=row + 1))
    return Suggestion(row, named, Reason(ReasonKind.PARTNER, why), probability)


def right_number(bitext: Bitext, row: int) -> Suggestion | None:
    """Return the suggestion to correct a wrong number in the target, written the way the target writes
    numbers.

    Only if each side has exactly one number that the other lacks; the row then counts as made by a person.
    """
    bead = bitext.beads[row]
    if bead.decided or bead.one_sided:
        return None
    false = false_number(*(text_of(bitext, bead, side) for side in SIDES))
    if false is None:
        return None
    written, wrong = _written_as(*false), false[1].written
    place = _place(bitext, bead, *false)
    if written is None or place is None:
        return None
    id_, (start, end) = place
    old = bitext.target.text(id_)
    text = old[:start] + written + old[end:]
    patch = Patch(
        message("Correct a number in row {row}", row=row + 1),
        (Splice(row, (bead,), (replace(bead, confidence=None),)),),
        target=(_edit(bitext, id_, text),),
    )
    reason = Reason(
        ReasonKind.FALSE_NUMBER,
        message("Change {wrong} in the target to {number}", number=written, wrong=wrong),
    )
    return Suggestion(row, patch, reason, bead.certainty)


def current(bitext: Bitext, suggestion: Suggestion, row: int) -> Suggestion | None:
    """Return the suggestion as it is for the bitext as it is, in which its row is now `row`.

    None if the rows that it would change are no longer the ones it was made for. Its sentence is made anew:
    the rows and segments that it names have other numbers once rows above them were split or merged.
    """
    now = shifted(suggestion, row - suggestion.row)
    if not still_applies(bitext, now):
        return None
    (splice,) = now.patch.beads
    return replace(now, reason=_why(bitext, row, splice, now.probability))


def advised(bitext: Bitext, suggestion: Suggestion) -> bool:
    """Return whether a suggestion is likelier than the row as it is, or corrects its text."""
    return bool(suggestion.patch.target) or suggestion.probability > bitext.beads[suggestion.row].certainty


def likelier(one: Suggestion | None, other: Suggestion | None) -> Suggestion | None:
    """Return the likelier of two suggestions, of which either may be missing."""
    if one is None or other is None:
        return one or other
    return one if one.probability >= other.probability else other


def shifted(suggestion: Suggestion, by: int) -> Suggestion:
    """Return the suggestion for the same row after this many rows were inserted above it; its sentence is as
    it was."""
    patch = suggestion.patch
    beads = tuple(replace(splice, at=splice.at + by) for splice in patch.beads)
    name = patch.name.with_fields(row=suggestion.row + by + 1)
    return replace(suggestion, row=suggestion.row + by, patch=replace(patch, name=name, beads=beads))


def still_applies(bitext: Bitext, suggestion: Suggestion) -> bool:
    """Return whether the rows that a suggestion would change are still the ones it was made for."""
    beads, texts = suggestion.patch.beads, suggestion.patch.target
    return all(
        bitext.beads[splice.at : splice.at + len(splice.before)] == splice.before for splice in beads
    ) and all(bitext.target.segments[cut.at : cut.at + len(cut.before)] == cut.before for cut in texts)


def _why(bitext: Bitext, row: int, splice: Splice[Bead], probability: float) -> Reason:
    bead, own = bitext.beads[row], _held(bitext.beads[row])
    after = [_held(new) for new in splice.after]
    home = max(after, key=lambda new: _share(own, new))
    gone = {one for new in after if new != home and new - own for one in new & own}
    others = [(at, _held(old)) for at, old in enumerate(splice.before, splice.at) if at != row]
    givers = [(at, old) for at, old in others if old & home]
    takers = [at for at, old in others if any(old & new and gone & new for new in after if new != home)]
    was = bead.certainty
    figures = message("{better} against {than}", better=percent(probability), than=percent(was))
    better = probability > was
    if bead.linked:
        in_order = message("Better kept in document order: {figures}", figures=figures)
        return Reason(
            ReasonKind.PARTNER,
            in_order if better else message("May not have moved: {figures}", figures=figures),
        )
    if not (givers or takers):
        count = sum(new <= own for new in after)
        parts = (
            message("Better split into {count} rows: {figures}", count=count, figures=figures)
            if better
            else message("May be {count} rows: {figures}", count=count, figures=figures)
        )
        return Reason(ReasonKind.PARTS, parts)
    if givers and takers:
        return Reason(ReasonKind.PARTNER, _exchanged(givers[0][0] + 1, figures, better))
    if takers:
        return Reason(
            ReasonKind.PARTNER, _there(_named(bitext, gone), len(gone), takers[0] + 1, figures, better)
        )
    if all(old <= home for _, old in givers):
        number = givers[0][0] + 1
        one = message("Better merged with row {row}: {figures}", row=number, figures=figures)
        return Reason(
            ReasonKind.PARTNER,
            one
            if better
            else message("May belong to the same pair as row {row}: {figures}", row=number, figures=figures),
        )
    return Reason(ReasonKind.PARTNER, _here(_named(bitext, home - own), len(home - own), figures, better))


def _exchanged(number: int, figures: Message, better: bool) -> Message:
    if better:
        return message(
            "Better if segments are swapped with row {row}: {figures}", row=number, figures=figures
        )
    return message("Segments may need to be swapped with row {row}: {figures}", row=number, figures=figures)


def _here(what: Message, count: int, figures: Message, better: bool) -> Message:
    if better and count == 1:
        return message("{segments} fits better here: {figures}", segments=what, figures=figures)
    if better:
        return message("{segments} fit better here: {figures}", segments=what, figures=figures)
    return message("{segments} may belong here: {figures}", segments=what, figures=figures)


def _there(what: Message, count: int, number: int, figures: Message, better: bool) -> Message:
    if better and count == 1:
        return message(
            "{segments} fits better in row {row}: {figures}", segments=what, row=number, figures=figures
        )
    if better:
        return message(
            "{segments} fit better in row {row}: {figures}", segments=what, row=number, figures=figures
        )
    return message(
        "{segments} may belong to row {row}: {figures}", segments=what, row=number, figures=figures
    )


def _named(bitext: Bitext, segments: Held) -> Message:
    """Return segments by the numbers that the table shows next to them."""
    parts = []
    for side in SIDES:
        places = sorted(bitext.side(side).position(id_) + 1 for name, id_ in segments if name == side)
        if places:
            parts.append(_numbered(side, places))
    return parts[0] if len(parts) == 1 else message("{first} and {second}", first=parts[0], second=parts[1])


def _numbered(side: SideName, places: Sequence[int]) -> Message:
    first, last = places[0], places[-1]
    if first == last:
        return (
            message("Source {number}", number=first)
            if side == "source"
            else message("Target {number}", number=first)
        )
    if last == first + 1:
        return (
            message("Sources {first} and {last}", first=first, last=last)
            if side == "source"
            else message("Targets {first} and {last}", first=first, last=last)
        )
    return (
        message("Sources {first} to {last}", first=first, last=last)
        if side == "source"
        else message("Targets {first} to {last}", first=first, last=last)
    )


def _share(own: Held, new: Held) -> float:
    """Return how much of both sides of a row is in another: of one segment against three, the single one
    counts as much."""
    sizes = {side: sum(name == side for name, _ in own) for side in SIDES}
    return sum(1 / sizes[side] for side, _ in own & new)


def _held(bead: Bead) -> Held:
    return {(side, id_) for side in SIDES for id_ in bead.ids(side)}


def _written_as(right: Number, wrong: Number) -> str | None:
    """Return a number in the numerals and with the separators of another; None if these do not fit it."""
    digits = [sign for sign in right.written if sign.isdecimal()]
    places = [at for at, sign in enumerate(wrong.written) if sign.isdecimal()]
    zero = ord(wrong.written[places[0]]) - int(wrong.written[places[0]])
    signs = [chr(zero + int(digit)) for digit in digits]
    if len(signs) == len(places):
        out = list(wrong.written)
        for at, sign in zip(places, signs, strict=True):
            out[at] = sign
        return "".join(out)
    bare = len(digits) == len(right.written) and len(places) == len(wrong.written)
    return "".join(signs) if bare else None


def _place(bitext: Bitext, bead: Bead, right: Number, wrong: Number) -> tuple[int, Span] | None:
    """Return the target segment and span of a row's wrong number.

    None if it occurs in several places and the source does not show which of them is meant.
    """
    places = [
        (id_, found.span())
        for id_ in bead.target
        for found in re.finditer(rf"(?<!\d){re.escape(wrong.written)}(?!\d)", bitext.target.text(id_))
    ]
    if len(places) == 1:
        return places[0]
    digits = [[one for one in numbers(text_of(bitext, bead, side)) if one.digits] for side in SIDES]
    at = [one.value for one in digits[0]].index(right.value)
    alike = [place for place, one in enumerate(digits[1]) if one.written == wrong.written]
    if len(digits[0]) != len(digits[1]) or at not in alike or len(alike) != len(places):
        return None
    return places[alike.index(at)]


def _edit(bitext: Bitext, id_: int, text: str) -> Splice[Segment]:
    segment = bitext.target.segment(id_)
    edited = None if text == bitext.target.original(segment) else text
    return Splice(bitext.target.position(id_), (segment,), (replace(segment, edited=edited),))
