"""The measures of a checkout's structure, on a small one."""

import sys
from pathlib import Path

import pytest

from benchmarks import structure

FILES = {
    "app/window/main.py": "from app.window import theme\nfrom app.window.panels import note\n",
    "app/window/theme.py": '"""Colours."""\nColour = str\n',
    "app/window/panels/__init__.py": "",
    "app/window/panels/note.py": (
        '"""Where a note is written."""\n'
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n"
        "    from app.window.main import Window\n"
        "class Note:\n"
        '    """A note."""\n'
        "    moved = Signal(int)\n"
        "    side: str = ''\n"
        "    def save(self) -> None:\n"
        '        """How it is saved."""\n'
        "        from ..theme import Colour\n"
    ),
    "core/__init__.py": "",
    "core/model.py": "Place = tuple[int, int]\ndef words() -> None:\n    words = 1\n",
    "core/review/verbs.py": "import core.model\nclass Place: ...\n",
}


@pytest.fixture
def modules(tmp_path: Path) -> list[structure.Module]:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return structure.parse(tmp_path, ("app", "core"))


def test_imports_are_found_wherever_they_stand(modules: list[structure.Module]) -> None:
    at_run_time = structure.imports(modules, typing=False)
    assert at_run_time["app.window.panels.note"] == {"app.window.theme"}
    assert at_run_time["app.window.main"] == {"app.window.theme", "app.window.panels.note"}
    assert at_run_time["core.review.verbs"] == {"core.model"}
    with_typing = structure.imports(modules, typing=True)
    assert with_typing["app.window.panels.note"] == {"app.window.theme", "app.window.main"}


def test_a_circle_through_typing_imports_is_no_circle_at_run_time(modules: list[structure.Module]) -> None:
    assert structure.circles(structure.imports(modules, typing=False)) == []
    assert structure.circles(structure.imports(modules, typing=True)) == [
        ["app.window.main", "app.window.panels.note"]
    ]


def test_circles_that_share_no_module_are_counted_apart() -> None:
    graph = {"a": {"b", "c"}, "b": {"a"}, "c": {"d"}, "d": {"e"}, "e": {"c"}, "f": {"f"}, "g": {"a"}}
    assert structure.circles(graph) == [["c", "d", "e"], ["a", "b"], ["f"]]


def test_arrows_run_up_from_a_lower_layer_to_a_higher_one(modules: list[structure.Module]) -> None:
    graph = structure.imports(modules, typing=True)
    upward = [("app.window.panels.note", "app.window.main")]
    assert structure.upward(graph, "theme | panels | main") == upward
    assert structure.upward(graph, "theme | panels") == []  # main, not listed, is in the highest layer
    downward = ("app.window.panels.note", "app.window.theme")
    assert structure.upward(graph, "panels | theme main") == [*upward, downward]


def test_names_are_counted_where_they_are_defined(modules: list[structure.Module]) -> None:
    found = structure.definitions(modules)
    assert found["Place"] == ["core/model.py:1", "core/review/verbs.py:2"]
    assert found["moved"] == ["app/window/panels/note.py:7"]
    assert found["words"] == ["core/model.py:2"]  # not the local variable
    assert found["side"] == []  # a field is not a definition


def test_the_report_counts_question_words(
    modules: list[structure.Module],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["structure", "--root", str(tmp_path), "--layers", "theme|panels|main"])
    structure.main()
    lines = capsys.readouterr().out.splitlines()
    app = next(line.split() for line in lines if line.split()[:1] == ["app"] and "%" in line)
    assert app == ["app", "1/2", "0/1", "1/1", "50.0%"]
    assert "circles with typing imports: 1, of 2 modules" in lines
    assert "upward arrows in app/window: 1, 0 of them at run time" in lines
    assert "lines of a module in core (3 modules): median 2, p90 2.8, maximum 3" in lines


def test_layers_are_those_of_the_import_contract(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[[tool.importlinter.contracts]]\nlayers = ["app", "core"]\n'
        '[[tool.importlinter.contracts]]\ncontainers = ["app.window"]\n'
        'layers = ["main", "panels | find", "theme"]\n',
        encoding="utf-8",
    )
    assert [layer.split() for layer in structure.contract(tmp_path).split("|")] == [
        ["theme"],
        ["panels", "find"],
        ["main"],
    ]


def test_a_checkout_without_the_contract_needs_layers_to_be_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"has no layers for app\.window; name them with --layers"):
        structure.contract(tmp_path)
