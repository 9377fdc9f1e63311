"""Measure the structure of a checkout: import circles, layers, names, docstrings and sizes.

    python -m benchmarks.structure [--root FOLDER] [--layers "LOW … | … | HIGH …"]

The sources are parsed, never imported, so that any version can be measured. Figures are of app/ and core/;
docstrings are also counted in benchmarks/, packaging/ and tests/.

An import is a run-time import wherever it stands in a module, unless it is under `if TYPE_CHECKING`. A circle
is a strongly connected component of more than one module. The layers of app/window are those of its import
contract in the checkout's pyproject.toml. For a checkout without one, `--layers` names modules and folders,
lowest layer first; names between two bars share a layer, and a name not listed belongs to the highest. An
upward arrow is an import, typing imports included, of a module in a higher layer.
"""

import argparse
import ast
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

PROGRAM, DOCUMENTED = ("app", "core"), ("app", "core", "benchmarks", "packaging", "tests")
NAMES = ("Kind", "Place", "Span", "Rows", "Table", "decided", "side", "moved", "said", "words", "Model")
QUESTION = re.compile(r"(What|Which|How|Whether|Where)\b")
SCREEN = 35  # lines of a function that fits a screen

Function = ast.FunctionDef | ast.AsyncFunctionDef
Graph = dict[str, set[str]]
"""The modules that each module imports."""


@dataclass(frozen=True, slots=True)
class Module:
    """A parsed source file; `path` is relative to the root of the checkout."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        """The dotted name."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def main() -> None:
    """Print the measures of a checkout."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    here = Path(__file__).resolve().parents[1]
    parser.add_argument("--root", type=Path, default=here, help="root of the checkout (default: this one)")
    parser.add_argument("--layers", help="layers of app/window, lowest first (default: its import contract)")
    arguments = parser.parse_args()
    modules = parse(arguments.root, PROGRAM)
    layers = arguments.layers or contract(arguments.root)
    print(*_circles(modules), *_upward(modules, layers), sep="\n")
    print(*_folders(modules), *_docstrings(parse(arguments.root, DOCUMENTED)), sep="\n")
    print(*_meanings(modules), *_sizes(modules), sep="\n")


def contract(root: Path) -> str:
    """Return the layers of the import contract for app/window in a checkout, written as for `--layers`."""
    file = root / "pyproject.toml"
    project = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    contracts = project.get("tool", {}).get("importlinter", {}).get("contracts", ())
    found = (one["layers"] for one in contracts if one.get("containers") == ["app.window"])
    layers = next(found, None)
    if layers is None:
        raise SystemExit(f"{file} has no layers for app.window; name them with --layers")
    return " | ".join(layer.replace("|", " ") for layer in reversed(layers))


def parse(root: Path, folders: Iterable[str]) -> list[Module]:
    """Return the modules in some folders of a checkout. Files of tests/cases are no modules."""
    modules = []
    for path in sorted(path for folder in folders for path in (root / folder).rglob("*.py")):
        text, relative = path.read_text(encoding="utf-8"), path.relative_to(root)
        if relative.parts[:2] != ("tests", "cases"):
            modules.append(Module(relative, ast.parse(text), len(text.splitlines())))
    return modules


def imports(modules: Iterable[Module], *, typing: bool) -> Graph:
    """Return the imports among modules, with or without those under `if TYPE_CHECKING`."""
    known = {module.name: module for module in modules}
    return {
        name: {
            target
            for node in _statements(module.tree, typing)
            for target in _targets(node, name, module.path.stem == "__init__", known)
            if target != name
        }
        for name, module in known.items()
    }


def _statements(tree: ast.AST, typing: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        guarded = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        if typing or not guarded:
            yield node
            yield from _statements(node, typing)


def _targets(node: ast.AST, importer: str, package: bool, known: Iterable[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in known)
    elif isinstance(node, ast.ImportFrom):
        start = importer.split(".")[: -node.level + package or None] if node.level else []
        base = ".".join([*start, *filter(None, [node.module])])
        for alias in node.names:
            name = f"{base}.{alias.name}"
            if name in known or base in known:
                yield name if name in known else base


def circles(graph: Graph) -> list[list[str]]:
    """Return the strongly connected components of more than one module, largest first."""
    reached = {name: _reached(graph, name) for name in graph}
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached[other]))
        for name in graph
        if name in reached[name]
    }
    return sorted(map(list, groups), key=len, reverse=True)


def _reached(graph: Graph, start: str) -> set[str]:
    found, waiting = set[str](), [start]
    while waiting:
        new = graph[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def upward(graph: Graph, layers: str, package: str = "app.window") -> list[tuple[str, str]]:
    """Return the imports inside a package that lead from a lower layer to a higher one."""
    parts = [layer.split() for layer in layers.split("|")]
    level = {name: at for at, layer in enumerate(parts) for name in layer}

    def layer(module: str) -> int:
        return level.get(module.removeprefix(f"{package}.").split(".")[0], len(parts) - 1)

    inside = [name for name in graph if name.startswith(f"{package}.")]
    return [
        (one, other)
        for one in inside
        for other in sorted(graph[one])
        if other in inside and layer(other) > layer(one)
    ]


def _circles(modules: list[Module]) -> Iterator[str]:
    for title, typing in (("at run time", False), ("with typing imports", True)):
        found = circles(imports(modules, typing=typing))
        yield f"circles {title}: {len(found)}, of {sum(map(len, found))} modules"
        yield from (f"    {len(names):3}  {' '.join(names[:8])}{' …' * (len(names) > 8)}" for names in found)


def _upward(modules: list[Module], layers: str) -> Iterator[str]:
    arrows = upward(imports(modules, typing=True), layers)
    at_run_time = upward(imports(modules, typing=False), layers)
    yield f"\nupward arrows in app/window: {len(arrows)}, {len(at_run_time)} of them at run time"
    yield from (f"    {one} -> {other}" for one, other in arrows)


def _folders(modules: list[Module]) -> Iterator[str]:
    counts = Counter(module.path.parent.as_posix() for module in modules if module.path.stem != "__init__")
    yield "\nmodules in each folder"
    yield from (f"    {folder:28}{count:4}" for folder, count in sorted(counts.items()))


def _docstrings(modules: list[Module]) -> Iterator[str]:
    yield f"\n{'docstrings that open with a question word':44}{'modules':>12}{'classes':>12}{'functions':>12}"
    for folder in DOCUMENTED:
        counts = Counter[tuple[type, bool]]()
        for module in modules:
            if module.path.parts[0] == folder:
                counts.update(question_words(module.tree))
        cells = []
        for kind in (ast.Module, ast.ClassDef, ast.FunctionDef):
            asking, others = counts[kind, True], counts[kind, False]
            cells.append(f"{asking}/{asking + others}")
        total, all_ = sum(count for (_, asking), count in counts.items() if asking), counts.total()
        yield f"    {folder:40}" + "".join(f"{cell:>12}" for cell in cells) + f"{total / max(all_, 1):8.1%}"


def question_words(tree: ast.Module) -> Iterator[tuple[type, bool]]:
    """Yield, for each docstring, the kind of what it documents and whether it opens with a question word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | Function) and (text := ast.get_docstring(node)):
            kind = ast.FunctionDef if isinstance(node, Function) else type(node)
            yield kind, bool(QUESTION.match(text))


def definitions(modules: Iterable[Module], names: Iterable[str] = NAMES) -> dict[str, list[str]]:
    """Return the places, as file:line, that define each name: class, function, alias or signal."""
    found: dict[str, list[str]] = {name: [] for name in names}
    for module in modules:
        for scope in ast.walk(module.tree):
            if isinstance(scope, ast.Module | ast.ClassDef):
                for node in scope.body:
                    name = _defined(node, inside_class=isinstance(scope, ast.ClassDef))
                    if name in found:
                        found[name].append(f"{module.path.as_posix()}:{node.lineno}")
    return found


def _defined(node: ast.stmt, *, inside_class: bool) -> str:
    if isinstance(node, ast.ClassDef | Function):
        return node.name
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    value = getattr(node, "value", None)
    signal = isinstance(value, ast.Call) and ast.unparse(value.func).endswith("Signal")
    return target.id if isinstance(target, ast.Name) and value and (signal or not inside_class) else ""


def _meanings(modules: list[Module]) -> Iterator[str]:
    yield "\ndefinitions of names that once had several meanings"
    for name, places in definitions(modules).items():
        yield f"    {name:8}{len(places):3}  {', '.join(places)}".rstrip()


def _sizes(modules: list[Module]) -> Iterator[str]:
    longest = defaultdict[str, list[tuple[int, str]]](list)
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, Function):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                longest["/".join(module.path.parent.parts[:3])].append((length, f"{module.name}.{node.name}"))
    yield "\nlongest functions of each room, in lines"
    for room, functions in sorted(longest.items()):
        three = sorted(functions, reverse=True)[:3]
        yield f"    {room:24}" + "  ".join(f"{length} {name}" for length, name in three)
    lengths = [length for functions in longest.values() for length, _ in functions]
    long = sum(length > SCREEN for length in lengths)
    yield f"\nfunctions over {SCREEN} lines: {long} of {len(lengths)} ({long / len(lengths):.1%})"
    for folder in PROGRAM:
        sizes = [module.lines for module in modules if module.path.parts[0] == folder]
        p90 = quantiles(sizes, n=10, method="inclusive")[-1]
        figures = f"median {median(sizes):g}, p90 {p90:g}, maximum {max(sizes)}"
        yield f"lines of a module in {folder} ({len(sizes)} modules): {figures}"


if __name__ == "__main__":
    main()
