"""Keeps the catalogues of translations in step with the sources: `python packaging/catalogues.py`.

Texts of the window are the literals in `tr`, `trn`, `later` and in rows of the table of commands. What core
says is found by its looks: a literal or an f-string that reads like words for a person, outside docstrings.
In it each field becomes a number, "{0}" the first; where an `if` parts one from many, the two are one message
with a plural. Texts that are gone leave the catalogues; new ones come in empty, and are listed.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "resources" / "translations"
CORE = "core"
_WINDOW = ("app/window",)
_CORE = (
    "app/settings.py", "app/crash.py", "app/window/open_project.py", "app/window/actions/drafts.py",
    "app/window/background/jobs.py",
    "core/align/realign.py", "core/align/verdict.py", "core/encode",
    "core/errors.py", "core/language.py", "core/pipeline.py", "core/project", "core/read", "core/review",
    "core/segment", "core/write",
)  # fmt: skip
_WORDS = re.compile(
    r"[A-Z“{][^_]*[a-z]{2,}.* .*|\{0\} [a-z]{2,}( .*)?|an? [A-Z][A-Za-z ]*|[a-z]+ [a-z{].*|“\{0\}” \{1\}\.",
    re.DOTALL,
)
_FOREIGN = re.compile(r"SELECT |INSERT |UPDATE |DELETE |CREATE |PRAGMA |BEGIN |[<>\\|*^]|%[a-z(]|\bat \{0\}$")
_UNTOLD = {
    "ValueError",
    "KeyError",
    "BadJournal",
    "BrokenLaw",
    "StalePatch",
    "_setting",
    "broken",
    "error",
    "keep",
    "IndexError",
}
_FIELD = re.compile(r"\{\w*\}")
_WORKING = ("app/tasks.py", "core/align", "core/encode", "core/pipeline.py")
_STEP = re.compile(r"(?!Pool)[A-Z][a-z]+ing( [a-z ]+)?")
_SIDES = ("source", "target")
_SCRIPTS = ("Cyrillic", "Devanagari", "Simplified", "Traditional")


@dataclass(frozen=True, slots=True)
class Message:
    """A text to be translated: `many` where it has a plural, `where` it stands."""

    one: str
    where: str
    many: str = ""
    context: str | None = None


def messages() -> list[Message]:
    """All texts of the program, each once, in the order of the files."""
    found = [message for path in _files(_WINDOW) for message in _of_window(path)]
    found += [message for path in _files(_CORE) for message in _of_core(path)]
    found += [message for path in _files(_WORKING) for message in _of_progress(path)]
    found += [Message(name, "core/language.py", context=CORE) for name in _names_of_languages()]
    found += [Message(name, "core/model/bitext.py", context=CORE) for name in (*_SIDES, *_SCRIPTS)]
    found.append(Message("{0} ({1})", "core/language.py", context=CORE))
    plurals = {(one.context, text) for one in found if one.many for text in (one.one, one.many)}
    once: dict[tuple[str | None, str], Message] = {}
    for message in found:
        if message.many or (message.context, message.one) not in plurals:
            once.setdefault((message.context, message.one), message)
    return list(once.values())


def _files(places: tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        yield from [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))


def _names_of_languages() -> list[str]:
    sys.path.insert(0, str(ROOT))
    from core.language import LANGUAGES

    return sorted({row.name for row in LANGUAGES})


def _of_window(path: Path) -> Iterator[Message]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            texts = [at.value if isinstance(at, ast.Constant) else None for at in node.args]
            where = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
            if name in ("tr", "later") and texts and isinstance(texts[0], str) and texts[0]:
                yield Message(texts[0], where)
            elif name == "trn" and isinstance(texts[0], str) and isinstance(texts[1], str):
                yield Message(texts[0], where, texts[1])
            elif name == "Command":
                short = [key.value for key in node.keywords if key.arg == "short"]
                said = [*texts[1:2], *(at.value for at in short if isinstance(at, ast.Constant)), *texts[8:9]]
                yield from (Message(text, where) for text in said if isinstance(text, str) and text)


def _of_core(path: Path) -> Iterator[Message]:
    tree = _tree(path)
    silent = {id(part) for node in ast.walk(tree) for part in _silent(node)}
    for node in ast.walk(tree):
        where = f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.IfExp):
            one, many = _text(node.body), _text(node.orelse)
            if one and many and _counts(node.test) and _alike(one, many):
                silent |= {id(node.body), id(node.orelse)}
                silent |= {id(part) for half in (node.body, node.orelse) for part in ast.walk(half)}
                yield Message(one, where, many, CORE)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "counted" and len(node.args) == 3:
            one, many = _text(node.args[1]), _text(node.args[2])
            if one and many:
                silent |= {id(part) for half in node.args[1:] for part in ast.walk(half)}
                yield Message(one, where, many, CORE)
    for node in ast.walk(tree):
        text = None if id(node) in silent else _text(node)
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
        if text is not None and _WORDS.fullmatch(text) and not _FOREIGN.search(text):
            where = f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}"
            yield Message(text, where, context=CORE)


def _alike(one: str, many: str) -> bool:
    """Whether two texts can be forms of one message: "{0} row" and "{0} rows", not "row {0}"."""
    return "{0}" in one and one != many and one.index("{") == many.index("{") if "{" in many else False


def _of_progress(path: Path) -> Iterator[Message]:
    """Yield the descriptions of long tasks."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _STEP.fullmatch(node.value):
            yield Message(node.value, path.relative_to(ROOT).as_posix(), context=CORE)


def _counts(test: ast.expr) -> bool:
    """Whether a condition asks if something is one."""
    return isinstance(test, ast.Compare) and any(
        isinstance(at, ast.Constant) and at.value == 1 for at in test.comparators
    )


def _silent(node: ast.AST) -> Iterator[ast.AST]:
    """Texts that nobody is told: docstrings, lists of words, and what is for the log."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    if isinstance(node, ast.keyword) and node.arg in ("detail", "name"):
        yield from ast.walk(node.value)
    if isinstance(node, ast.Attribute) and node.attr == "split":
        yield node.value
    if isinstance(node, ast.Call) and {getattr(node.func, at, "") for at in ("id", "attr")} & _UNTOLD:
        yield from (part for given in node.args for part in ast.walk(given))


def _text(node: ast.AST) -> str | None:
    """A literal as it stands, an f-string with numbered fields."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        numbers = count()
        return _FIELD.sub(lambda _: f"{{{next(numbers)}}}", node.value)
    if not isinstance(node, ast.JoinedStr):
        return None
    parts, fields = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            parts.append(f"{{{fields}}}")
            fields += 1
    return "".join(parts)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def update(path: Path, wanted: list[Message]) -> list[str]:
    """Bring one catalogue in step, and give the texts that it cannot say yet."""
    old = polib.pofile(str(path), wrapwidth=110)
    known: dict[tuple[str | None, str], polib.POEntry] = {
        (entry.msgctxt, entry.msgid): entry for entry in old
    }
    new = polib.POFile(wrapwidth=110)
    new.metadata = old.metadata
    for message in sorted(wanted, key=lambda message: (message.context or "", message.one)):
        entry = known.get((message.context, message.one))
        if entry is None or bool(entry.msgid_plural) != bool(message.many):
            entry = polib.POEntry(msgctxt=message.context, msgid=message.one, msgid_plural=message.many)
            if message.many:
                entry.msgstr_plural = dict.fromkeys(range(_forms(old)), "")
        entry.occurrences = []  # or moving a file would change every catalogue
        new.append(entry)
    new.save(str(path))
    return [entry.msgid for entry in new if not entry.translated()]


def _forms(catalogue: polib.POFile) -> int:
    found = re.search(r"nplurals=(\d)", catalogue.metadata.get("Plural-Forms", ""))
    return int(found[1]) if found else 2


def main() -> int:
    """Update all catalogues; the exit status tells whether one lacks something."""
    wanted = messages()
    lacking = {path.stem: update(path, wanted) for path in sorted(CATALOGUES.glob("*.po"))}
    for language, texts in lacking.items():
        print(f"{language}: {len(wanted) - len(texts)} of {len(wanted)} translated")
        for text in texts[:20]:
            print(f"  {text!r}")
    return int(any(lacking.values()))


if __name__ == "__main__":
    sys.exit(main())
