"""The page of commands says what the table says, and each verb is told by a story."""

import importlib.util
from types import ModuleType

import pytest

from app.window.commands import COMMANDS
from tests.app.window.test_commands import NOT_VERBS, VERBS
from tests.test_house import ROOT


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The program that makes the page."""
    spec = importlib.util.spec_from_file_location("commands_page", ROOT / "docs" / "commands.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_commands_is_not_out_of_date(maker: ModuleType) -> None:
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), "run: python docs/commands.py"


def test_what_the_page_calls_undone_is_tried_and_nothing_else(maker: ModuleType) -> None:
    assert {row.id for row in COMMANDS if maker.undone(row.id)} - NOT_VERBS == set(VERBS)


@pytest.mark.parametrize("id_", VERBS)
def test_a_story_tells_of_each_verb(id_: str, maker: ModuleType) -> None:
    assert maker.stories(id_)
