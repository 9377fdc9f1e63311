"""Settings are restored; invalid ones are replaced by the default and reported."""

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.settings import RECENT_AT_MOST, Settings, as_toml, load, save


@given(
    theme=st.sampled_from(["system", "light", "dark"]),
    zoom=st.integers(50, 400),
    recent=st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3).map(tuple),
    keys=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])),
        st.lists(st.sampled_from("AB\\'")).map(tuple),
        max_size=3,
    ),
    rest=st.dictionaries(
        st.text(st.characters(codec="ascii"), min_size=1).map(lambda name: f"later-{name}"),
        st.one_of(
            st.booleans(), st.integers(-(2**62), 2**62), st.text(st.characters(exclude_categories=["Cs"]))
        ),
        max_size=3,
    ),
)
def test_settings_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    theme: str,
    zoom: int,
    recent: tuple[str, ...],
    keys: dict[str, tuple[str, ...]],
    rest: dict[str, object],
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    settings = Settings(theme=theme, zoom=zoom, recent=recent, keys=keys, rest=rest)
    save(path, settings)
    assert load(path) == (settings, ())


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == (Settings(), ())


def test_a_bad_value_gives_way_to_the_default_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "pink"\nzoom = true\nrecent = ["a"]\n', encoding="utf-8")
    settings, warnings = load(path)
    assert settings == Settings(recent=("a",))
    assert len(warnings) == 2
    assert "“theme”" in str(warnings[0])


def test_a_file_that_is_no_toml_is_reported_and_does_not_stop_the_program(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe\x00theme")
    settings, warnings = load(path)
    assert settings == Settings()
    assert "could not be read" in str(warnings[0])


def test_settings_of_a_newer_diglot_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('zoom = 120\nshade = 0.5\n[colours]\nmerge = ["M", "Ctrl+M"]\n', encoding="utf-8")
    settings, _ = load(path)
    save(path, settings.with_recent(Path("new.diglot")))
    again, warnings = load(path)
    assert warnings == ()
    assert again.zoom == 120
    assert again.rest == {"shade": 0.5, "colours": {"merge": ["M", "Ctrl+M"]}}


def test_keys_of_ones_own_come_back_and_bad_ones_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[keys]\n"bead.accept" = ["A", "Ctrl+J"]\n', encoding="utf-8")
    assert load(path) == (Settings(keys={"bead.accept": ("A", "Ctrl+J")}), ())
    path.write_text('keys = {a = "B"}\n', encoding="utf-8")
    settings, warnings = load(path)
    assert (settings, len(warnings)) == (Settings(), 1)


def test_recent_projects_are_few_without_doubles_and_the_newest_first() -> None:
    settings = Settings()
    for number in (*range(20), 5):
        settings = settings.with_recent(Path(f"{number}.diglot"))
    assert settings.recent[:2] == ("5.diglot", "19.diglot")
    assert len(settings.recent) == len(set(settings.recent)) == RECENT_AT_MOST
    assert "5.diglot" not in settings.without_recent(Path("5.diglot")).recent


def test_every_setting_is_explained_in_the_file() -> None:
    text = as_toml(Settings())
    assert all(field.metadata["doc"] in text for field in fields(Settings) if field.metadata)


@pytest.mark.parametrize("typo", [b"zoom = \ntheme = 'dark'\n", b"\xff\xfe\x00theme"])
def test_a_file_with_a_slip_is_kept_as_a_backup_when_settings_are_saved(typo: bytes, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for kept in ("settings.toml.bad", "settings.toml.bad2"):
        path.write_bytes(typo)
        settings, warnings = load(path)
        assert "will be kept as a backup" in str(warnings[0])
        save(path, settings)
        assert (tmp_path / kept).read_bytes() == typo
    save(path, Settings(zoom=150))
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "settings.toml",
        "settings.toml.bad",
        "settings.toml.bad2",
    ]
    assert load(path) == (Settings(zoom=150), ())


def test_a_project_whose_name_no_text_can_hold_is_not_remembered(tmp_path: Path) -> None:
    settings = Settings().with_recent(Path("good.diglot")).with_recent(Path("/tmp/\udce9.diglot"))
    save(tmp_path / "settings.toml", settings)
    assert load(tmp_path / "settings.toml")[0].recent == ("good.diglot",)
