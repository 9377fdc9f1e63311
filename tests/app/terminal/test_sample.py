"""The whole road with nothing replaced: the built-in sample, the built-in encoder, every format."""

import csv
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from core.project import Session

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "resources" / "sample"
STANDARD = etree.DTD(str(ROOT / "tests" / "cases" / "write" / "tmx14.dtd"))
FORMATS = (".tmx", ".xlsx", ".tsv", ".ladder", ".diglot")


@pytest.fixture(scope="module", params=["de", "zh", "ar"])
def aligned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample aligned with one of its translations, in a folder, by the program as it is installed."""
    folder = tmp_path_factory.mktemp(request.param)
    texts = [SAMPLE / f"umbrellas.{code}.md" for code in ("en", request.param)]
    outputs = [argument for suffix in FORMATS for argument in ("-o", folder / f"out{suffix}")]
    command = [sys.executable, "-W", "error", "-m", "app", "align", *texts, *outputs]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert all(line.startswith("diglot: warning: “out.") for line in done.stderr.splitlines())
    return folder


def tmx_pairs(path: Path) -> list[tuple[str, ...]]:
    units = ElementTree.parse(path).iter("tu")
    return [tuple(seg.text or "" for seg in unit.iter("seg")) for unit in units]


def tsv_pairs(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row[0], row[1]) for row in rows][1:]


def test_the_tmx_is_valid_and_names_the_languages(aligned: Path) -> None:
    tree = etree.parse(aligned / "out.tmx")
    assert STANDARD.validate(tree), STANDARD.error_log
    assert tree.find("header").get("srclang") == "en"
    tags = {variant.get("{http://www.w3.org/XML/1998/namespace}lang") for variant in tree.iter("tuv")}
    assert tags == {"en", aligned.name[:2]}


def test_all_formats_hold_the_same_pairs(aligned: Path) -> None:
    import openpyxl

    pairs = tsv_pairs(aligned / "out.tsv")
    sheet = openpyxl.load_workbook(aligned / "out.xlsx").worksheets[0]
    cells = sheet.iter_rows(min_row=2, max_col=2, values_only=True)
    assert [(source or "", target or "") for source, target in cells] == pairs
    assert tmx_pairs(aligned / "out.tmx") == [pair for pair in pairs if all(pair)]
    assert len((aligned / "out.ladder").read_text(encoding="ascii").splitlines()) == len(pairs)
    with Session.open(aligned / "out.diglot") as session:
        assert len(list(session.bitext.pairs())) == len(pairs)


def test_the_pairs_are_the_right_ones(aligned: Path) -> None:
    assert len(tmx_pairs(aligned / "out.tmx")) > 50
    names = {"de": "Halloran", "zh": "哈洛伦", "ar": "هالوران"}
    name = names[aligned.name[:2]]
    both = [(("Halloran" in source), (name in target)) for source, target in tmx_pairs(aligned / "out.tmx")]
    assert sum(source for source, _ in both) > 0
    assert sum(source == target for source, target in both) >= len(both) - 2
