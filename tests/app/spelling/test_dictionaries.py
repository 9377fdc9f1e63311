"""The dictionary that fits a language best is found in the folders of each system."""

from pathlib import Path

import pytest

from app.spelling.dictionaries import find, folders
from tests.app.spelling.made import dictionary


@pytest.mark.parametrize(
    ("tag", "names", "best"),
    [
        ("de", ("de_AT", "de_DE_frami", "de_DE"), "de_DE"),
        ("de", ("de_AT", "de_DE_frami"), "de_DE_frami"),
        ("de-AT", ("de_DE", "de_AT", "de"), "de_AT"),
        ("de-LU", ("de_AT", "de_DE"), "de_DE"),
        ("de-CH", ("de_AT", "de"), "de"),
        ("en", ("en_US", "en_ZA", "en_GB"), "en_GB"),
        ("en", ("en_ZA", "en_US"), "en_US"),
        ("sr-Latn", ("sr_Cyrl", "sr-Latn"), "sr-Latn"),
        ("sr", ("sr_Latn", "sr"), "sr"),
        ("no", ("nn_NO", "nb_NO"), "nb_NO"),
        ("es-419", ("es_MX", "es_ES"), "es_ES"),
        ("zh-Hant-TW", ("zh_TW",), "zh_TW"),
    ],
)
def test_the_own_region_comes_first_then_none_then_the_usual_one(
    tmp_path: Path, tag: str, names: tuple[str, ...], best: str
) -> None:
    for name in names:
        dictionary(tmp_path, name, ["x"])
    assert find(tag, [str(tmp_path)]) == tmp_path / f"{best}.aff"


@pytest.mark.parametrize("tag", ["fr", "d", "und", "", "den", "sr-Latn"])
def test_another_language_or_script_is_no_substitute(tmp_path: Path, tag: str) -> None:
    dictionary(tmp_path, "de_DE", ["x"])
    dictionary(tmp_path, "sr_Cyrl", ["x"])
    assert find(tag, [str(tmp_path)]) is None


def test_half_a_dictionary_a_missing_folder_and_a_file_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "hyph_de_DE.dic").write_text("1\nx\n")
    dictionary(tmp_path, "de_DE", ["x"]).with_suffix(".dic").unlink()
    file = tmp_path / "file"
    file.write_text("")
    assert find("de", [str(tmp_path), str(tmp_path / "none"), str(file)]) is None


def test_the_first_of_equal_folders_wins_and_patterns_are_followed(tmp_path: Path) -> None:
    dictionary(tmp_path / "office" / "dict-de", "de_DE", ["x"])
    pattern = str(tmp_path / "off*" / "dict-*")
    assert find("de", [pattern]) == tmp_path / "office" / "dict-de" / "de_DE.aff"
    dictionary(tmp_path / "own", "de_DE", ["x"])
    assert find("de", [str(tmp_path / "own"), pattern]) == tmp_path / "own" / "de_DE.aff"


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"DICPATH": "/one:/two"}, ["/one", "/two", "/home/me/.local/share/hunspell"]),
        ("linux", {}, ["/usr/share/hunspell", "/usr/share/myspell"]),
        ("darwin", {}, ["/home/me/Library/Spelling", "/Library/Spelling"]),
        (
            "win32",
            {"DICPATH": "C:\\one;D:\\two", "PROGRAMFILES": "C:\\Program Files"},
            ["C:\\one", "D:\\two", "C:\\Program Files/LibreOffice/share/extensions/dict-*"],
        ),
    ],
)
def test_each_system_has_its_folders(platform: str, environment: dict[str, str], expected: list[str]) -> None:
    found = folders(platform, environment, Path("/home/me"))
    assert [folder.replace(str(Path("/home/me")), "/home/me") for folder in found if "%" in folder] == []
    assert set(expected) <= {folder.replace(str(Path("/home/me")), "/home/me") for folder in found}
