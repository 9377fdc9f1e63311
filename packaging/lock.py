"""Pins of everything that Diglot installs: each package's version, and a hash of each of its files.

    .venv/bin/python packaging/lock.py

resolves pyproject.toml again, for Python 3.11 to 3.13 on every platform at once, and writes the files in
packaging/lock. start.py and continuous integration install exactly those versions. torch is left out, with
the CUDA packages it brings: its smaller builds for the CPU come from other indexes and have other hashes, so
start.py pins its version only.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "packaging" / "lock"
sys.path.insert(0, str(ROOT))

from start import TORCH_PIN  # noqa: E402 - start.py lies next to this folder, in no package

PARTS = {
    "base": (),
    "dev": ("--group", "dev"),
    "spelling": ("--extra", "spelling"),
    "models": ("--extra", "models"),
    "train": ("--extra", "train"),
}
"""Each file, and what uv is asked for beside the project's own dependencies."""
LEFT_OUT = re.compile(r"torch$|triton|nvidia-|cuda-")
OPTIONS = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--no-header", "--no-annotate", "--upgrade"),
)
HEADING = """\
# Made by packaging/lock.py from pyproject.toml; do not edit.
# The versions and hashes of {part}, for Python 3.11 to 3.13.
"""


def main() -> None:
    """Write a lock file for each part of the set-up."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        install = (sys.executable, "-m", "pip", "install", "--quiet", "--target", temporary, "uv>=0.9")
        subprocess.run(install, check=True)
        build = folder / "build.in"
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        build.write_text("\n".join([*project["build-system"]["requires"], ""]), encoding="utf-8")
        pins = folder / "pins.txt"
        pins.write_text(f"{TORCH_PIN}\n", encoding="utf-8")
        everything = compiled(folder, build, pins, [word for words in PARTS.values() for word in words])
        pins.write_text("\n".join([TORCH_PIN, *(pin(block) for block in everything.values())]), "utf-8")
        base = compiled(folder, build, pins, ())
        for part, words in PARTS.items():
            wanted = compiled(folder, build, pins, words) if words else base
            blocks = [block for name, block in wanted.items() if part == "base" or name not in base]
            text = HEADING.format(part=part) + "".join(blocks)
            (FOLDER / f"{part}.txt").write_text(text, encoding="utf-8", newline="\n")
            print(f"{part}: {len(blocks)} packages")


def compiled(folder: Path, build: Path, pins: Path, words: Sequence[str]) -> dict[str, str]:
    """Return what uv resolves, without what is left out: the lines of each package, by its name."""
    command = [sys.executable, "-m", "uv", *OPTIONS, "--constraints", str(pins), *words]
    done = subprocess.run(
        [*command, str(ROOT / "pyproject.toml"), str(build)],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(folder)},
    )
    blocks = re.findall(r"^\S.*\n(?:[ \t].*\n)*", done.stdout, re.MULTILINE)
    named = {block.partition("==")[0]: block for block in blocks}
    if len(named) != len(blocks):
        raise SystemExit("a package has two versions, and only one of them can be locked")
    return {name: block for name, block in named.items() if not LEFT_OUT.match(name)}


def pin(block: str) -> str:
    """Return a package's version as a constraint, without its marker and its hashes."""
    return block.split()[0]


if __name__ == "__main__":
    main()
