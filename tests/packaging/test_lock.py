"""The lock files: every dependency of pyproject.toml is in them, at a version it allows, held to a hash."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import start

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = {
    "base": [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]],
    "dev": PROJECT["dependency-groups"]["dev"],
    **PROJECT["project"]["optional-dependencies"],
}


def _text(part: str) -> str:
    return (start.LOCK / f"{part}.txt").read_text(encoding="utf-8")


def _versions(part: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", _text(part), re.MULTILINE))


@pytest.mark.parametrize("part", ASKED)
def test_every_dependency_is_locked_at_a_version_that_is_allowed(part: str) -> None:
    locked = _versions("base") | _versions(part)
    locked["torch"] = start.TORCH_PIN.removeprefix("torch==")
    wanted = [Requirement(text) for text in ASKED[part]]
    wrong = [str(one) for one in wanted if locked.get(canonicalize_name(one.name), "0") not in one.specifier]
    assert not wrong, "run packaging/lock.py"


@pytest.mark.parametrize("part", ASKED)
def test_every_package_is_held_to_hashes_and_to_no_address(part: str) -> None:
    lines = [line for line in _text(part).splitlines() if not line.startswith("#")]
    package = re.compile(r"[a-z0-9-]+==\S+( ; [^\\:]+)? \\")
    a_hash = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not (package.fullmatch(line) or a_hash.fullmatch(line))] == []
    assert all(a_hash.fullmatch(after) for line, after in pairwise(lines) if "==" in line)
    assert a_hash.fullmatch(lines[-1])


def test_parts_agree_on_the_version_of_a_package() -> None:
    pairs = {pair for part in ASKED for pair in _versions(part).items()}
    assert len(pairs) == len(dict(pairs))


def test_start_installs_each_part_from_its_lock_file() -> None:
    for part, steps in start.PARTS.items():
        assert (ROOT / steps[0][1][-1]) == start.LOCK / f"{part}.txt"
    assert {file.stem for file in start.LOCK.glob("*.txt")} == {*start.PARTS} == {*ASKED}
