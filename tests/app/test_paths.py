"""Folders of the user on each system."""

from pathlib import Path

import pytest

from app.paths import user_folders


def test_everything_lies_below_diglot_home_where_that_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGLOT_HOME", str(tmp_path))
    where = user_folders()
    for path in (where.settings, where.drafts, where.logs, where.settings_file, where.window_state_file):
        assert path.is_relative_to(tmp_path)


def test_without_it_each_system_has_its_own_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIGLOT_HOME")
    where = user_folders()
    assert len({where.settings, where.drafts, where.logs}) == 3
    assert all("iglot" in str(path) for path in (where.settings, where.drafts, where.logs))
