"""A small project, open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.model import Bitext
from core.project import Session
from core.read import File
from tests.core.project.lives import ROWS, SETTINGS
from tests.stories.story import made


@pytest.fixture
def bitext() -> Bitext:
    return made(ROWS)[0]


@pytest.fixture
def files() -> tuple[File, File]:
    return made(ROWS)[1]


@pytest.fixture
def session(tmp_path: Path, bitext: Bitext, files: tuple[File, File]) -> Iterator[Session]:
    opened = Session.create(tmp_path / "novel.diglot", bitext, files, SETTINGS)
    yield opened
    opened.abandon()
