"""Keys of the commands: the user's own keys, then those of the chosen set, then the usual ones.

A set names only what differs from the usual keys. A key that an earlier layer assigns is taken from the
command that has it in a later one, so that no key means two things.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence

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


def keys_now(set_: str, own: Keys, usual: Keys) -> dict[str, tuple[str, ...]]:
    """Return the keys of each command, by its id; the order of `usual` is the order of the commands.

    Invalid keys among the user's own are ignored.
    """
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for layer in (own, SETS.get(set_, {}), usual):
        for id_ in usual:
            if id_ in layer and id_ not in found:
                keys = dict.fromkeys(filter(None, map(normal, layer[id_])))
                found[id_] = tuple(key for key in keys if key not in taken)
                taken.update(found[id_])
    return found


def with_key(keys: Keys, id_: str, key: str, own: Keys) -> dict[str, tuple[str, ...]]:
    """Return the user's own keys after a command got `key` alone ("" for none), taken from its holder."""
    changed = dict(own)
    for other, held in keys.items():
        if other != id_ and key in held:
            changed[other] = tuple(one for one in held if one != key)
    changed[id_] = (key,) if key else ()
    return changed


def holder(keys: Keys, key: str) -> str:
    """Return the id of the command that has a key, "" where it is free."""
    return next((id_ for id_, held in keys.items() if key in held), "")


def normal(key: str) -> str:
    """Return a key in its portable spelling; "" if it is not a single valid key."""
    pressed = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    return pressed.toString(QKeySequence.SequenceFormat.PortableText) if pressed.count() == 1 else ""


def shown(key: str) -> str:
    """Return a key as this system writes it, isolated in right-to-left languages."""
    text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return f"\u2066{text}\u2069" if QGuiApplication.isRightToLeft() else text


def first_key(action: QAction) -> str:
    """Return the first key of an action as this system writes it, "" where it has none."""
    keys = action.shortcuts()
    return shown(keys[0].toString(QKeySequence.SequenceFormat.PortableText)) if keys else ""


def givable(key: str) -> bool:
    """Return whether a command may have this key; keys for moving and closing are reserved."""
    return bool(key) and key.removeprefix("Shift+") not in _NOBODYS


def for_the_table(keys: Iterable[str]) -> bool:
    """Return whether a key is needed by other parts of the window, so that all work only in the table."""
    return any(key.removeprefix("Shift+") in _PARTS_NEED for key in keys)


def keeps_letters(event: QEvent) -> bool:
    """Accept the question whether a shortcut may take a key, if the key writes a letter; return whether it
    did.

    For bars in which one writes: their buttons have the focus too, and a letter that is typed to them by
    mistake must not change a row.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    if plain and event.text().isprintable() and event.text().strip():
        event.accept()
        return True
    return False
