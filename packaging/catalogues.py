"""The catalogues of translations, kept in step with the sources: `python packaging/catalogues.py`.

Texts of the window are the literals in `tr`, `trn`, `later` and in rows of the table of commands. Those of
core are the literals in `message` and `plural` (`core/model/message.py`), and the names of languages and
scripts. Texts that are gone leave the catalogues; new ones come in empty, are listed, and are shown in
English until somebody translates them. With `--check` nothing is written, and the exit status is 1 where a
catalogue is not in step or lacks a translation: that is for a release.
"""

import argparse
import ast
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "translations"
CORE = "core"
_TERMINAL = ROOT / "app" / "terminal"  # speaks English
_TRAINING = ROOT / "core" / "train"


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be translated: `many` where it has a plural, `context` "core" where it is a message."""

    one: str
    many: str = ""
    context: str | None = None


def texts() -> list[Text]:
    """Return all texts of the program, each once, in the order of the catalogues."""
    found = [text for path in _files("app/window") for text in _in(path, _of_window)]
    found += [text for place in ("app", "core") for path in _files(place) for text in _in(path, _of_core)]
    found += [Text(name, context=CORE) for name in _names_of_languages()]
    return sorted({*found}, key=lambda text: (text.context or "", text.one))


def _files(place: str) -> Iterator[Path]:
    for path in sorted((ROOT / place).rglob("*.py")):
        if not {_TERMINAL, _TRAINING} & {*path.parents}:
            yield path


def _names_of_languages() -> set[str]:
    sys.path.insert(0, str(ROOT))
    from core.language import LANGUAGES, SCRIPT_NAMES

    return {row.name for row in LANGUAGES} | {*SCRIPT_NAMES.values()}


def _in(path: Path, texts_of: Callable[[str, ast.Call], Iterator[Text]]) -> Iterator[Text]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            try:
                yield from texts_of(node.func.id, node)
            except ValueError as error:
                raise ValueError(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}: {error}") from error


def _of_window(function: str, call: ast.Call) -> Iterator[Text]:
    if function == "trn":
        yield Text(_literal(call.args[0]), _literal(call.args[1]))
    elif function == "Command":
        short = [keyword.value for keyword in call.keywords if keyword.arg == "short"]
        for part in (*call.args[1:2], *short, *call.args[8:9]):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value:
                yield Text(part.value)
    elif function in ("tr", "later") and isinstance(call.args[0], ast.Constant) and call.args[0].value:
        yield Text(_literal(call.args[0]))


def _of_core(function: str, call: ast.Call) -> Iterator[Text]:
    if function == "message":
        yield Text(_literal(call.args[0]), context=CORE)
    elif function == "plural":
        yield Text(_literal(call.args[0]), _literal(call.args[1]), CORE)


def _literal(part: ast.expr) -> str:
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        return part.value
    raise ValueError("a text to be translated is not a literal")


def read(language: str) -> polib.POFile:
    """Return the catalogue of a language as it is."""
    return polib.pofile(str(CATALOGUES / f"{language}.po"), wrapwidth=110)


def in_step(old: polib.POFile, wanted: list[Text]) -> polib.POFile:
    """Return the catalogue with exactly the texts that are wanted, and the translations that there are."""
    known: dict[tuple[str | None, str, bool], polib.POEntry] = {
        (entry.msgctxt, entry.msgid, bool(entry.msgid_plural)): entry for entry in old
    }
    new = polib.POFile(wrapwidth=110)
    new.metadata = old.metadata
    for text in wanted:
        entry = known.get((text.context, text.one, bool(text.many)))
        if entry is None:
            entry = polib.POEntry(msgctxt=text.context, msgid=text.one, msgid_plural=text.many)
            if text.many:
                entry.msgstr_plural = dict.fromkeys(range(_forms(old)), "")
        entry.msgid_plural = text.many
        entry.occurrences = []  # or moving a file would change every catalogue
        new.append(entry)
    return new


def _forms(catalogue: polib.POFile) -> int:
    found = re.search(r"nplurals=(\d)", catalogue.metadata.get("Plural-Forms", ""))
    return int(found[1]) if found else 2


def lacking(catalogue: polib.POFile) -> list[str]:
    """Return the texts that a catalogue does not translate."""
    return [entry.msgid for entry in catalogue if not entry.translated()]


def main() -> int:
    """Update all catalogues, or check them."""
    parser = argparse.ArgumentParser(description="Keep the catalogues of translations in step.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is missing")
    check = parser.parse_args().check
    wanted, faults = texts(), 0
    for path in sorted(CATALOGUES.glob("*.po")):
        old = read(path.stem)
        stale = [(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in old] != [
            (text.context, text.one, text.many) for text in wanted
        ]
        new = in_step(old, wanted)
        missing = lacking(new)
        faults += bool(missing) or stale
        print(f"{path.stem}: {len(wanted) - len(missing)} of {len(wanted)} translated")
        print(*(f"  {text!r}" for text in missing), sep="\n", end="\n" if missing else "")
        if check and stale:
            print("  not in step with the sources")
        if not check:
            new.save(str(path))
    return int(check and faults > 0)


if __name__ == "__main__":
    sys.exit(main())
