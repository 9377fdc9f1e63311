"""The rules of the house that no type checker and no linter sees."""

import ast
import os
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest
import pytest_socket
from importlinter.cli import lint_imports

from benchmarks import structure
from core import read, write
from core.read import pairs

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for folder in ("app", "core") for path in (ROOT / folder).rglob("*.py"))
BAD_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "info", "common", "misc"}

# Modules past 400 lines, each with the reason why it is one story.
LONG_MODULES: dict[str, str] = {}


def test_imports_go_one_way(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == 0, capsys.readouterr().out


def test_no_imports_form_a_circle_typing_imports_included() -> None:
    graph = structure.imports(structure.parse(ROOT, ("app", "core")), typing=True)
    assert structure.circles(graph) == []


def test_every_room_has_its_place_in_the_layers() -> None:
    contracts = _project()["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    placed = {word for layer in layers for word in layer.split() if word.startswith("core.")}
    rooms = {f"core.{path.stem}" for path in (ROOT / "core").iterdir() if not path.stem.startswith("__")}
    assert placed == rooms


def test_modules_are_named_after_what_they_hold() -> None:
    names = {path: {*path.parent.relative_to(ROOT).parts, path.stem} for path in MODULES}
    assert [str(path) for path, parts in names.items() if parts & BAD_NAMES] == []


def test_modules_tell_one_story() -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }
    assert {name for name, count in lines.items() if count > 400} == set(LONG_MODULES)


def test_docstrings_name_what_they_describe() -> None:
    """A verb or a noun phrase comes first, never a relative clause, nor "Tell" for "Return"."""
    folders = ("app", "core", "benchmarks", "packaging", "docs", "tests")
    paths = [ROOT / "start.py", *(path for folder in folders for path in (ROOT / folder).rglob("*.py"))]
    found = []
    for path in paths:
        for text in _literal_statements(ast.parse(path.read_text(encoding="utf-8"))):
            if re.match(r"(What|Which|How|Whether|Where|Tells?)\b", text):
                found.append(f"{path.relative_to(ROOT).as_posix()}: {text.splitlines()[0]}")
    assert found == []


def test_templates_of_messages_are_literals() -> None:
    """Except in modules that read stored messages, or name languages from a table of translated names."""
    allowed = {"core/model/message.py", "core/project/provenance.py", "core/language.py"}
    found = set()
    for path in (ROOT / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Message"), args=[ast.Constant(), *_]):
                    pass
                case ast.Call(func=ast.Name(id="Message")):
                    found.add(path.relative_to(ROOT).as_posix())
    assert found == allowed


def test_nine_functions_in_ten_are_shorter_than_35_lines() -> None:
    lengths = [length for path in MODULES for length in _function_lengths(path)]
    assert quantiles(lengths, n=10)[-1] < 35


def test_the_core_and_the_terminal_load_without_qt() -> None:
    """Every module of theirs, in a process where PySide6 cannot be imported."""
    names = [_module(path) for path in MODULES if not path.is_relative_to(ROOT / "app" / "window")]
    _child(
        f"""
        import importlib, sys
        sys.modules["PySide6"] = sys.modules["shiboken6"] = None
        for name in {names}:
            importlib.import_module(name)
        """
    )


def test_the_core_imports_no_heavy_package_before_it_is_needed() -> None:
    names = [_module(path) for path in MODULES if not path.is_relative_to(ROOT / "core" / "train")]
    _child(
        f"""
        import importlib, sys
        for name in {names}:
            importlib.import_module(name)
        heavy = {{"torch", "transformers", "tokenizers", "pandas", "openpyxl", "faiss"}} & set(sys.modules)
        sys.exit(f"loaded: {{heavy}}" if heavy else 0)
        """
    )


def test_the_window_starts_without_heavy_packages() -> None:
    _child(
        """
        import sys
        from app.paths import user_folders
        from app.window.main import build, program

        app = program()
        window = build(user_folders())
        window.show()
        app.processEvents()
        heavy = {"torch", "transformers", "tokenizers", "pandas", "openpyxl", "faiss"} & set(sys.modules)
        sys.exit(f"loaded: {heavy}" if heavy else 0)
        """
    )


def test_qt_keeps_count_of_true_and_none() -> None:
    """PySide6 6.12.0 loses a reference at each of these calls and aborts after some hundreds of them."""
    _child(
        """
        import sys
        from PySide6.QtCore import QAbstractListModel, QIdentityProxyModel, QModelIndex, QObject, Qt, Signal

        class Bell(QObject):
            rang = Signal(bool)

        class Answers(QAbstractListModel):
            def rowCount(self, parent=QModelIndex()):
                return 1
            def data(self, index, role=Qt.ItemDataRole.DisplayRole):
                return None

        def counts():
            return sys.getrefcount(True), sys.getrefcount(None)

        bell, answers, proxy = Bell(), Answers(), QIdentityProxyModel()
        proxy.setSourceModel(answers)
        first = proxy.index(0, 0)
        before = counts()
        for _ in range(200):
            bell.rang.emit(True)
        for _ in range(1000):
            proxy.data(first)
        lost = [old - new for old, new in zip(before, counts())]
        sys.exit(f"references lost: {lost}" if max(lost) > 50 else 0)
        """
    )


def test_the_network_is_out_of_reach() -> None:
    with pytest.raises((pytest_socket.SocketBlockedError, UserWarning)):  # it warns first, and warnings fail
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_the_readme_lists_the_formats_there_are() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = readme.split("## Formats")[1].split("\n## ")[0]
    rows = [line.split("|")[2:4] for line in table.splitlines() if line.startswith("|")]
    read_, written = (set(re.findall(r"`(\.\w+)`", " ".join(column))) for column in zip(*rows, strict=True))
    assert read_ == {*read.suffixes(), *pairs.suffixes(), pairs.LADDER, ".diglot"}
    assert written == {*write.suffixes(), ".diglot"}


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _literal_statements(tree: ast.Module) -> Iterator[str]:
    """Yield docstrings, including those of attributes: strings that are statements."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield text


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _function_lengths(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1


def _child(program: str) -> None:
    """Run a program in a fresh Python of this environment, without a screen; it must end with 0."""
    lines = program.strip("\n").splitlines()
    indent = len(lines[0]) - len(lines[0].lstrip())
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join(line[indent:] for line in lines)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
