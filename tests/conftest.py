"""Fixtures for every test: no screen, no network, nothing left running, no settings of the user."""

import os
from pathlib import Path

# Before anything imports Qt: without a screen it would abort, and on Linux it would measure letters that our
# font lacks with whatever fonts the system has. Some systems set FONTCONFIG_FILE for every program, so it is
# replaced; DIGLOT_TEST_FONTCONFIG names a configuration that tries other fonts.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["FONTCONFIG_FILE"] = os.environ.get("DIGLOT_TEST_FONTCONFIG") or str(
    Path(__file__).parent / "fonts/fonts.conf"
)

import multiprocessing
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# A test is right or wrong, not fast or slow: machines differ, and a busy one proves nothing.
hypothesis.settings.register_profile(
    "house", deadline=None, max_examples=50, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")

# Tests that need an extra: they run where it is installed, as `python3 start.py test --models` does.
collect_ignore = [] if all(map(find_spec, ("torch", "transformers", "tokenizers"))) else ["models"]
if find_spec("hunspell") is None:  # `python3 start.py test` installs it
    collect_ignore += ["app/spelling/test_check.py", "app/window/actions/test_spelling.py"]

FONTS = Path(__file__).parent / "fonts"
PATIENCE = 5  # seconds that a thread or child gets to end once its test is over


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Let the core's tests run where PySide6 is not installed: pytest-qt would refuse to start."""
    if find_spec("PySide6") is None:
        pluginmanager.unregister(name="pytest-qt")


@pytest.fixture(scope="session")
def qapp(qapp: "QApplication") -> "QApplication":
    """Return the application, with the tests' own font, so that geometry is the same on every machine."""
    from PySide6.QtGui import QFont, QFontDatabase

    for file in sorted(FONTS.glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(file)) >= 0, f"Qt cannot read {file.name}"
    qapp.setFont(QFont("Diglot Test", 9))
    return qapp


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, drafts and logs of a test go to a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DIGLOT_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process behind, and name it."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and _ours(thread)]
    for thread in left:
        thread.join(PATIENCE)
    for child in multiprocessing.active_children():
        child.join(PATIENCE)
    names = [thread.name for thread in left if thread.is_alive()]
    names += [child.name for child in multiprocessing.active_children()]
    assert not names, f"the test left these running: {', '.join(names)}"


def _ours(thread: threading.Thread) -> bool:
    """Return whether a thread was started by a test, not by pytest-timeout or a C++ library."""
    return not thread.name.startswith(("pytest_timeout", "Dummy-"))
