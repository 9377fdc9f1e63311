"""The user's settings: one TOML file, a table of frozen fields.

Unknown keys are kept (a newer version of Diglot may have written them); invalid values are replaced by the
default and reported. Settings of a result are kept in the project; window sizes in Qt's store.
"""

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import chain, count
from pathlib import Path
from typing import Any

from core.model.message import Message, message

RECENT_AT_MOST = 12
ENCODERS_AT_MOST = 5
_NUMBERS = (int, float)


def _one_of(*allowed: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in allowed


def _between(low: int, high: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _writable(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _truth(value: object) -> bool:
    return isinstance(value, bool)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _lists(value: object) -> bool:
    return isinstance(value, Mapping) and all(map(_texts, value.values()))


def _setting(default: Any, doc: str, good: Callable[[object], bool]) -> Any:
    shared = {"default_factory": type(default)} if isinstance(default, dict) else {"default": default}
    return field(**shared, metadata={"doc": doc, "good": good})


LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "ru": "Русский",
    "zh": "中文",
    "ja": "日本語",
    "ar": "العربية",
}
"""The languages of the interface, each under its own name."""
KEY_SETS = {"diglot": "Diglot", "omegat": "OmegaT", "intertext": "InterText"}
"""The sets of keys, each under the name of the program it follows."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The table of settings. `rest` holds keys that this version does not know."""

    language: str = _setting(
        "", f"of the window: {', '.join(LANGUAGES)}; empty for the system's", _one_of("", *LANGUAGES)
    )
    theme: str = _setting("system", "system, light or dark", _one_of("system", "light", "dark"))
    zoom: int = _setting(100, "size of the texts, in per cent", _between(50, 400))
    font_source: str = _setting("", "font family of the source; empty for the system's", _text)
    font_target: str = _setting("", "font family of the target; empty for the system's", _text)
    size_source: int = _setting(100, "source font size, percent of the default", _between(50, 300))
    size_target: int = _setting(100, "target font size, percent of the default", _between(50, 300))
    marks: bool = _setting(True, "whether numbers and names are marked", _truth)
    doubts: str = _setting("risk", "order of the doubts: risk or document", _one_of("risk", "document"))
    spelling: bool = _setting(False, "whether spelling is checked while a text is edited", _truth)
    key_set: str = _setting("diglot", f"the keys: {', '.join(KEY_SETS)}", _one_of(*KEY_SETS))
    keys: Mapping[str, tuple[str, ...]] = _setting({}, "custom keys: command = [keys]", _lists)
    toured: bool = _setting(False, "true once the tour was offered", _truth)
    encoders: tuple[str, ...] = _setting((), "folders of encoders used last, the newest first", _texts)
    recent: tuple[str, ...] = _setting((), "projects opened last, the newest first", _texts)
    pinned: tuple[str, ...] = _setting((), "projects at the top of the start page", _texts)
    rest: Mapping[str, Any] = field(default_factory=dict)

    def with_recent(self, path: Path) -> "Settings":
        """Return the settings with `path` at the top of the recent projects.

        A path that no text file can hold (bytes that are not UTF-8, on Linux) is not remembered.
        """
        if not _writable(str(path)):
            return self
        others = [known for known in self.recent if known != str(path)]
        return replace(self, recent=(str(path), *others)[:RECENT_AT_MOST])

    def without_recent(self, path: Path) -> "Settings":
        """Return the settings without `path` in the recent projects."""
        recent, pinned = (
            tuple(known for known in paths if known != str(path)) for paths in (self.recent, self.pinned)
        )
        return replace(self, recent=recent, pinned=pinned)

    def with_encoder(self, folder: str) -> "Settings":
        """Return the settings with the folder of an encoder at the top of those used."""
        others = [known for known in self.encoders if known != folder]
        return replace(self, encoders=(folder, *others)[:ENCODERS_AT_MOST])

    def without_encoder(self, folder: str) -> "Settings":
        """Return the settings without the folder of an encoder."""
        return replace(self, encoders=tuple(known for known in self.encoders if known != folder))

    def with_pinned(self, path: Path, *, pinned: bool) -> "Settings":
        """Return the settings with `path` among the pinned projects, or no longer."""
        others = tuple(known for known in self.pinned if known != str(path))
        return replace(self, pinned=(*others, str(path)) if pinned else others)


def load(path: Path) -> tuple[Settings, tuple[Message, ...]]:
    """Return the settings in a file, and sentences about its problems. Never fails."""
    try:
        table = _table(path)
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, ValueError):
        return Settings(), (
            message(
                "The settings in “{name}” could not be read, so the defaults are used. Before new settings "
                "are written, the file will be kept as a backup.",
                name=path.name,
            ),
        )
    chosen: dict[str, Any] = {}
    problems = []
    for row in _rows():
        if row.name not in table:
            continue
        value = table.pop(row.name)
        if row.metadata["good"](value):
            chosen[row.name] = _frozen(value)
        else:
            problems.append(
                message("The setting “{name}” was invalid, so the default is used.", name=row.name)
            )
    return Settings(**chosen, rest=table), tuple(problems)


def save(path: Path, settings: Settings) -> None:
    """Write the settings to a temporary file, then replace the old one. Raises OSError.

    A file that could not be read may be somebody's work with a typing error in it: it is kept as
    “settings.toml.bad”.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(as_toml(settings), encoding="utf-8")
    if not _readable(path):
        path.rename(_free(path.with_name(path.name + ".bad")))
    os.replace(beside, path)


def as_toml(settings: Settings) -> str:
    """Return the settings as TOML, each with a comment that explains it."""
    lines = []
    for row in _rows():
        lines += [f"# {row.metadata['doc']}", f"{row.name} = {_value(getattr(settings, row.name))}"]
    lines += [f"{_key(name)} = {_value(value)}" for name, value in settings.rest.items()]
    return "\n".join(lines) + "\n"


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _frozen(item) for name, item in value.items()}
    return tuple(value) if isinstance(value, list) else value


def _readable(path: Path) -> bool:
    try:
        _table(path)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    return True


def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_bytes().decode("utf-8-sig"))


def _free(path: Path) -> Path:
    numbered = (path.with_name(f"{path.name}{number}") for number in count(2))
    return next(free for free in chain((path,), numbered) if not free.exists())


def _rows() -> list[Any]:
    return [row for row in fields(Settings) if row.metadata]


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else _quoted(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _NUMBERS):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(name)} = {_value(item)}" for name, item in value.items()) + "}"
    return _quoted(value) if isinstance(value, str) else str(value.isoformat())


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string but for DEL, and for what `ensure_ascii` would do to letters
    # beyond U+FFFF: write them as two surrogates, which TOML forbids.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
