"""An encoder's folder says which languages it is good at; where it says nothing, nothing is said of it."""

import pickle
from contextlib import nullcontext
from pathlib import Path

import pytest

from core import encode
from core.encode import BUILT_IN, Level, built_in, quality_of
from core.encode.quality import FILE, parse
from core.errors import ModelMissing

TABLE = """\
language	level	tatoeba	ntrex
ar	usable	80.1	71.0
ary	weak		40.0
de	strong	97.0	94.2
km	weak	31.5
nb	strong	95.0
pt	strong	96.0	93.0
sr	usable	80.0
sr-Latn	weak		50.0
zh	strong	95.0	90.0
zh-TW	usable		85.0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An encoder's folder with a small table."""
    (tmp_path / FILE).write_text(TABLE, encoding="utf-8")
    return tmp_path


def test_an_encoder_without_a_name_is_not_the_current_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "config.json").write_text('{"kind": "diglot-static"}', encoding="utf-8")
    monkeypatch.chdir(folder)
    assert quality_of("").levels == {}
    assert folder.name not in str(encode.row_of("").title)
    with pytest.raises(ModelMissing):
        encode.digest("")
    with pytest.raises(ModelMissing):
        encode.open_encoder("")


@pytest.mark.parametrize(
    ("tag", "level"),
    [
        ("de", Level.STRONG),
        ("DE_at", Level.STRONG),
        ("ger", Level.STRONG),
        ("km", Level.WEAK),
        ("khm", Level.WEAK),
        ("pt-BR", Level.STRONG),
        ("no", Level.STRONG),
        ("nn", Level.STRONG),
        ("sr-Cyrl", Level.USABLE),
        ("sr-Latn-RS", Level.WEAK),
        ("zh-Hans-CN", Level.STRONG),
        ("zh-Hant", Level.USABLE),
        ("zh-Hant-HK", Level.USABLE),
        ("zh-HK", Level.USABLE),
        ("zh-TW", Level.USABLE),
        ("yue", Level.STRONG),
        ("arz", Level.USABLE),
        ("ary", Level.WEAK),
        ("ary-MA", Level.WEAK),
        ("ar-MA", Level.USABLE),
        ("yo", Level.NONE),
        ("tlh", Level.NONE),
        ("und", None),
        ("", None),
        ("mul", None),
        ("no language at all", None),
    ],
)
def test_a_language_is_judged_by_its_own_row_else_by_the_nearest(
    folder: Path, tag: str, level: Level | None
) -> None:
    assert quality_of(str(folder)).of(tag) is level


def test_no_name_is_not_the_folder_we_stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert quality_of("").of("de") is None
    assert quality_of(".").of("de") is Level.STRONG


def test_a_folder_without_a_table_is_not_judged(tmp_path: Path) -> None:
    assert quality_of(str(tmp_path)).of("yo") is None
    assert quality_of(str(tmp_path / "gone")).of("yo") is None
    assert quality_of(str(tmp_path)).warnings("yo", "km") == ()


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"language\tlevel\ttatoeba\tntrex\n",
        b"de\tstrong\t97.0\t94.2\n",
        TABLE.encode() + b"fr\n",
        TABLE.encode() + b"fr\texcellent\n",
        TABLE.encode() + b"fr\tstrong\t1\t2\t3\n",
        TABLE.encode() + b"French\tstrong\n",
        TABLE.encode() + b"ger\tweak\n",
        TABLE.encode("utf-16"),
    ],
)
def test_a_damaged_table_is_refused_whole_and_then_nothing_is_judged(tmp_path: Path, table: bytes) -> None:
    (tmp_path / FILE).write_bytes(table)
    with pytest.raises(ValueError):
        parse(table)
    assert quality_of(str(tmp_path)).of("de") is None
    assert quality_of(str(tmp_path)).of("yo") is None


def test_editors_may_leave_their_marks_in_a_table() -> None:
    assert parse(b"\xef\xbb\xbf" + TABLE.replace("\n", "\r\n").encode()) == parse(TABLE.encode())


def test_the_warnings_name_the_language_and_the_encoder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built_in, "place", lambda: nullcontext(folder))
    found = quality_of(BUILT_IN)
    assert found.warnings("de", "zh-TW", "und") == ()
    weak, unknown = map(str, found.warnings("km", "yo"))
    assert weak.startswith("Khmer: the built-in encoder is weak in this language. ")
    assert unknown.startswith(
        "Yoruba: the built-in encoder does not know this language; expect many wrong pairs. "
    )
    assert str(quality_of(str(folder)).warnings("km")[0]).startswith(
        f"Khmer: “{folder.name}” is weak in this language."
    )


def test_two_texts_in_one_language_are_warned_of_once(folder: Path) -> None:
    assert len(quality_of(str(folder)).warnings("km", "khm")) == 1


def test_what_an_encoder_is_good_at_crosses_processes(folder: Path) -> None:
    found = quality_of(str(folder))
    assert pickle.loads(pickle.dumps(found)) == found


def test_the_table_is_no_part_of_the_encoder_s_digest(folder: Path) -> None:
    (folder / "config.json").write_text("{}", encoding="utf-8")
    before = encode.digest(str(folder))
    (folder / FILE).unlink()
    assert encode.digest(str(folder)) == before


def test_the_table_that_ships_is_whole() -> None:
    with built_in.place() as shipped:
        assert set(parse((shipped / FILE).read_bytes()).values()) == set(Level)
