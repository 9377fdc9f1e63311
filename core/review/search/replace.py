"""Replacement of matches: first as a list of old and new texts, then as one patch for the selected ones."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from core.model import SIDES, Bitext, Patch, Segment, SideName, Span, Splice
from core.model.message import message, plural
from core.review.search.find import Hit, Sought, compiled, matches
from core.review.verbs.rows import NotPossible

_NAMED = 30  # characters of the query in a patch's name
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_WHOLE = re.compile(r"(?<!\\)((?:\\\\)*)\\0(?!\d)")  # the package regex reads \0 as a character


@dataclass(frozen=True, slots=True)
class Replacement:
    """Effect of a replacement on one segment: its row, its id, its old and new text.

    `places` are the changed spans: characters of the old text, and their counterparts in the new one.
    """

    row: int
    side: SideName
    segment: int
    before: str
    after: str
    places: tuple[tuple[Span, Span], ...]

    @property
    def empties(self) -> bool:
        """True if nothing is left of the text."""
        return bool(self.before.strip()) and not self.after.strip()


def replacements(bitext: Bitext, sought: Sought, by: str, rows: Iterable[int]) -> Iterator[list[Replacement]]:
    r"""Yield the changes of one row after another, so that a window can pause in between.

    `by` is taken literally; for a regular expression, \1 or \g<name> in it is the text of that group, and \0
    the whole match. Line ends of every kind become "\n". Raises NotPossible as
    `core.review.search.find.spans` does, and for a group that does not exist.
    """
    pattern = compiled(sought)
    for row in rows:
        changes = (
            _change(bitext, row, side, id_, matches(bitext.side(side).text(id_), pattern), sought, by)
            for side in SIDES
            if side in sought.sides
            for id_ in bitext.beads[row].ids(side)
        )
        yield [change for change in changes if change.after != change.before]


def replacement_at(bitext: Bitext, hit: Hit, sought: Sought, by: str) -> Replacement:
    """Return the effect of replacing one match. Raises NotPossible if it is no longer there."""
    ids = bitext.beads[hit.row].ids(hit.side) if hit.row < len(bitext.beads) else ()
    if hit.position < len(ids):
        id_ = ids[hit.position]
        text = bitext.side(hit.side).text(id_)
        found = [one for one in matches(text, compiled(sought)) if one.span() == (hit.start, hit.end)]
        if found:
            return _change(bitext, hit.row, hit.side, id_, found, sought, by)
    raise NotPossible(message("This text has changed since it was found."))


def replace_all(bitext: Bitext, sought: Sought, chosen: Iterable[Replacement]) -> Patch:
    """Return one patch that applies all selected replacements; it is empty if nothing changes."""
    texts: dict[SideName, dict[int, str]] = {side: {} for side in SIDES}
    rows = set()
    for one in chosen:
        side = bitext.side(one.side)
        if not side.holds(one.segment) or side.text(one.segment) != one.before:
            raise NotPossible(message("These texts have changed since they were found."))
        texts[one.side][one.segment] = one.after
        rows.add(one.row)
    where = (
        message("row {row}", row=min(rows) + 1)
        if len(rows) == 1
        else plural("{count} row", "{count} rows", len(rows))
    )
    name = message("Replace “{text}” in {rows}", text=_short(sought.text), rows=where)
    return Patch(
        name,
        source=_spliced(bitext, "source", texts["source"]),
        target=_spliced(bitext, "target", texts["target"]),
    )


def _change(
    bitext: Bitext, row: int, side: SideName, id_: int, found: Iterable[Any], sought: Sought, by: str
) -> Replacement:
    text = bitext.side(side).text(id_)
    parts: list[str] = []
    places: list[tuple[Span, Span]] = []
    done = length = 0
    for match in found:
        start, end = match.span()
        new = _expanded(match, by) if sought.regex else _LINE_END.sub("\n", by)
        length += start - done
        parts += text[done:start], new
        places.append(((start, end), (length, length + len(new))))
        done, length = end, length + len(new)
    return Replacement(row, side, id_, text, "".join([*parts, text[done:]]), tuple(places))


def _expanded(match: Any, by: str) -> str:
    import regex

    try:
        return str(match.expand(_WHOLE.sub(r"\1\\g<0>", _LINE_END.sub("\n", by))))
    except IndexError as error:
        raise NotPossible(
            message("The replacement refers to a group that the regular expression does not have.")
        ) from error
    except regex.error as error:
        raise NotPossible(
            message("The replacement has a backslash followed by a character that means nothing.")
        ) from error


def _spliced(bitext: Bitext, name: SideName, texts: dict[int, str]) -> tuple[Splice[Segment], ...]:
    """Return the splices that give segments their new texts; the document's own text counts as not edited."""
    side = bitext.side(name)
    splices = []
    for id_ in sorted(texts, key=side.position):
        segment, text = side.segment(id_), texts[id_]
        edited = None if text == side.original(segment) else text
        if edited != segment.edited:
            splices.append(Splice(side.position(id_), (segment,), (replace(segment, edited=edited),)))
    return tuple(splices)


def _short(text: str) -> str:
    return text if len(text) <= _NAMED else f"{text[:_NAMED]}…"
