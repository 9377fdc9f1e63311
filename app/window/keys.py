"""Which keys a command has: the person's own, else those of the chosen set, else the table's.

A set names only what differs from the table. A key that a nearer layer gives away is taken from whoever has
it further off, so that no key ever means two things.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QGuiApplication, QKeySequence

from app.window.commands import COMMANDS, Command

Keys = Mapping[str, tuple[str, ...]]

# After the menus of OmegaT's aligner. Ctrl+Enter confirms nothing here: in its editor it goes backwards.
OMEGAT: Keys = {
    "bead.accept": ("A", "K"),
    "bead.doubtful": ("R",),
    "bead.clear": ("C",),
    "bead.merge_next": ("M",),
    "bead.split": ("S",),
    "bead.realign": ("Ctrl+R",),
    "bead.pair": ("Space",),
    "segment.move_up": ("U",),
    "segment.move_down": ("D",),
    "text.edit": ("E", "F2"),
    "segment.join": ("Ctrl+Shift+J",),
    "go.unaccepted": ("Ctrl+U",),
    "go.lone": ("Alt+K",),
    "go.lone_back": ("Alt+Shift+K",),
    "go.row": ("Ctrl+J",),
}
# After InterText's editor of alignments, where Enter and Backspace move a whole side.
INTERTEXT: Keys = {
    "bead.accept": ("C",),
    "bead.clear": ("S",),
    "bead.split": ("Ctrl+Return", "Ctrl+Enter"),
    "bead.merge_previous": ("Ctrl+Backspace",),
    "bead.merge_next": ("Ctrl+M",),
    "segment.move_up": ("Ctrl+Up",),
    "segment.move_down": ("Ctrl+Down",),
    "segment.join": ("Alt+Backspace",),
    "side.shift_up": ("Backspace",),
    "side.shift_down": ("Return", "Enter"),
    "doubt.take": ("Alt+Return", "Alt+Enter"),
    "bead.cross": ("Ctrl+X",),
    "bead.bookmark": ("M",),
    "text.edit": ("E", "F2"),
    "go.segment": ("Alt+Down",),
    "go.segment_back": ("Alt+Up",),
    "go.bookmark": ("B",),
    "go.bookmark_back": ("Alt+B",),
    "go.odd": ("N",),
    "go.odd_back": ("Alt+N",),
    "go.doubt": ("F8",),
    "go.doubt_back": ("Shift+F8",),
    "go.unaccepted": ("U",),
}
SETS: Mapping[str, Keys] = {"diglot": {}, "omegat": OMEGAT, "intertext": INTERTEXT}

_PARTS_NEED = frozenset(
    "Return Enter Backspace Space Del Up Down Left Right Home End PgUp PgDown Tab Backtab".split()
)
_NOBODYS = frozenset(("Esc", "Tab", "Backtab", "Up", "Down", "Left", "Right"))


def keys_now(set_: str, own: Keys, rows: Iterable[Command] = COMMANDS) -> dict[str, tuple[str, ...]]:
    """The keys of each command, by its id; what the own keys say that is no key is passed over."""
    rows = tuple(rows)
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for layer in (own, SETS.get(set_, {}), {row.id: row.keys for row in rows}):
        for row in rows:
            if row.id in layer and row.id not in found:
                keys = dict.fromkeys(filter(None, map(normal, layer[row.id])))
                found[row.id] = tuple(key for key in keys if key not in taken)
                taken.update(found[row.id])
    return found


def with_key(keys: Keys, id_: str, key: str, own: Keys) -> dict[str, tuple[str, ...]]:
    """The own keys after a command got `key` alone ("" for none), taken from the command that has it."""
    changed = dict(own)
    for other, held in keys.items():
        if other != id_ and key in held:
            changed[other] = tuple(one for one in held if one != key)
    changed[id_] = (key,) if key else ()
    return changed


def holder(keys: Keys, key: str) -> str:
    """The id of the command that has a key, "" where it is free."""
    return next((id_ for id_, held in keys.items() if key in held), "")


def normal(key: str) -> str:
    """A key as it is always written; "" for what is none, or more than one after the other."""
    pressed = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    return pressed.toString(QKeySequence.SequenceFormat.PortableText) if pressed.count() == 1 else ""


def shown(key: str) -> str:
    """A key as this system writes it; kept in order among words that run from the right."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return f"\u2066{text}\u2069" if QGuiApplication.isRightToLeft() else text


def givable(key: str) -> bool:
    """Whether a command may have this key: not those by which one goes about and closes things."""
    return bool(key) and key.removeprefix("Shift+") not in _NOBODYS


def for_the_table(keys: Iterable[str]) -> bool:
    """Whether other parts of the window need one of these keys: the command has them in the table only."""
    return any(key.removeprefix("Shift+") in _PARTS_NEED for key in keys)
