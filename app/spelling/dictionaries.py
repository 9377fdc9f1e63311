"""Hunspell dictionaries: the folders in which programs keep them, and the one that fits a language best.

A dictionary is a pair of files, `NAME.aff` and `NAME.dic`, whose name begins with a language tag:
`de_AT`, `de_DE_frami`, `sr-Latn`.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path, PurePath

from core import language

_LINUX = (
    "~/.local/share/hunspell",
    "/usr/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "~/.config/libreoffice/*/user/uno_packages/cache/uno_packages/*/*",
    "/usr/lib/libreoffice/share/extensions/dict-*",
    "/opt/libreoffice*/share/extensions/dict-*",
)
_MAC = (
    "~/Library/Spelling",
    "/Library/Spelling",
    "~/Library/Application Support/LibreOffice/*/user/uno_packages/cache/uno_packages/*/*",
    "/Applications/LibreOffice.app/Contents/Resources/extensions/dict-*",
    "/opt/homebrew/share/hunspell",
)
_WINDOWS = (
    "%APPDATA%/LibreOffice/*/user/uno_packages/cache/uno_packages/*/*",
    "%PROGRAMFILES%/LibreOffice/share/extensions/dict-*",
    "%PROGRAMFILES%/LibreOffice*/share/extensions/dict-*",
    "%PROGRAMFILES(X86)%/LibreOffice*/share/extensions/dict-*",
    "%PROGRAMFILES(X86)%/OpenOffice*/share/extensions/dict-*",
)
_OF_PLATFORM = {"win32": _WINDOWS, "darwin": _MAC}
_PREFERRED = {"en": ("GB", "US")}
_ALIASES = {"no": "nb"}


def folders(platform: str, environment: Mapping[str, str], home: Path) -> tuple[str, ...]:
    """Return the folders in which dictionaries are looked for, the first first; some are glob patterns.

    `platform` is a value of `sys.platform`. Folders in the variable DICPATH come first, as in Hunspell.
    """
    separator = ";" if platform == "win32" else ":"
    own = [part for part in environment.get("DICPATH", "").split(separator) if part]
    usual = (_filled(pattern, environment, home) for pattern in _OF_PLATFORM.get(platform, _LINUX))
    return tuple(dict.fromkeys([*own, *(found for found in usual if found)]))


def here() -> tuple[str, ...]:
    """Return the folders of this system, as `folders` does."""
    return folders(sys.platform, os.environ, Path.home())


def bundled() -> tuple[str, ...]:
    """Return the folder of the English dictionary that comes with the package `hunspell`, if installed."""
    spec = find_spec("hunspell")
    return () if spec is None or spec.origin is None else (str(Path(spec.origin).parent / "dictionaries"),)


def find(tag: str, among: Iterable[str]) -> Path | None:
    """Return the `.aff` file of the dictionary for a language in folders or glob patterns, None without one.

    The tag's own region is best, then a dictionary for no region, the country the language is named after,
    and any other. A dictionary in another script is never returned.
    """
    wanted = language.known(tag)
    if wanted is None:
        return None
    ranked = [
        (distance, at, file)
        for at, folder in enumerate(_existing(among))
        for file in _pairs(folder)
        if (distance := _distance(wanted, file.stem)) is not None
    ]
    return min(ranked)[-1] if ranked else None


def _filled(pattern: str, environment: Mapping[str, str], home: Path) -> str:
    """Return a pattern with home folder and variables filled in; "" if a variable is not set."""
    if pattern.startswith("%"):
        name, _, rest = pattern[1:].partition("%")
        folder = environment.get(name, "")
        return folder + rest if folder else ""
    return pattern.replace("~", str(PurePath(home)), 1) if pattern.startswith("~") else pattern


def _existing(patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        path = Path(pattern)
        if "*" not in pattern:
            yield path
        elif path.anchor:
            yield from sorted(Path(path.anchor).glob(str(path.relative_to(path.anchor))))


def _pairs(folder: Path) -> list[Path]:
    """Return the `.aff` files of a folder that have a `.dic` beside them; none if it cannot be read."""
    try:
        names = set(os.listdir(folder))
    except OSError:
        return []
    return [folder / name for name in names if name.endswith(".aff") and name[:-4] + ".dic" in names]


def _distance(wanted: str, stem: str) -> tuple[int, ...] | None:
    """Return how far the dictionary of this name is from a tag, None if it is for another language."""
    code, script, region = _parts(wanted)
    own_code, own_script, own_region = _parts(stem.replace("_", "-"))
    if _ALIASES.get(code, code) != _ALIASES.get(own_code, own_code):
        return None
    if script != own_script and "" not in (script, own_script):
        return None
    preferred = _PREFERRED.get(code, (code.upper(),))
    if own_region == region:
        place = 0
    elif not own_region:
        place = 1
    else:
        place = 2 + (preferred.index(own_region) if own_region in preferred else len(preferred))
    return int(script != own_script), place, len(stem)


def _parts(tag: str) -> tuple[str, str, str]:
    """Return language, script and region of a tag or a dictionary's name, "" for each that is missing."""
    code, *rest = tag.split("-")
    script = next((part.title() for part in rest[:1] if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in rest[:2] if len(part) == 2 or part.isdigit()), "")
    return code.lower(), script, region
