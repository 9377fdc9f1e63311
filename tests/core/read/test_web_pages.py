"""Text of a web page, and its encoding."""

import pytest

from core.errors import Damaged
from core.model import Block
from core.read import File, ReadOptions, read


def blocks(page: str) -> tuple[Block, ...]:
    return read(File("a.html", page.encode())).blocks


def texts(page: str) -> list[str]:
    return [block.text for block in blocks(page)]


def test_white_space_collapses_as_in_a_browser() -> None:
    assert texts("<p> a \n\t b<b> c</b> <i> d </i></p>") == ["a b c d"]


def test_no_break_spaces_and_soft_hyphens_are_letters() -> None:
    assert texts("<p>a&nbsp;&nbsp;b&shy;c\u3000d</p>") == ["a\xa0\xa0b\xadc\u3000d"]


def test_a_break_is_a_line_break() -> None:
    assert texts("<p>a <br/> b<br>c</p>") == ["a\nb\nc"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts("<pre>\n a\n   b\n</pre>") == [" a\n   b"]


def test_text_between_blocks_is_a_block() -> None:
    assert texts("<div>a<p>b</p>c<div>d</div>e</div>f") == ["a", "b", "c", "d", "e", "f"]


def test_what_no_browser_shows_is_left_out() -> None:
    page = "<p>a<script>x</script><style>y</style><span hidden>z</span><template>t</template>b</p><!-- c -->"
    assert texts(page) == ["ab"]


def test_references_are_letters() -> None:
    assert texts("<p>&lt;&amp;&eacute;&#x4e66;&#128512;</p>") == ["<&é书😀"]


@pytest.mark.parametrize("page", ["", "  ", "<!-- x -->", "<p>", "<html></html>"])
def test_a_page_without_text_has_no_blocks(page: str) -> None:
    assert texts(page or " ") == []


def test_tag_soup_loses_no_letter() -> None:
    assert texts("<p>a<table><tr><td>b</p></i><li>c<p>d</b>") == ["a", "b", "c", "d"]


def test_deep_nesting_within_reason_is_read_whole() -> None:
    assert texts("<div>" * 1000 + "deep" + "</div>" * 1000 + "<p>after</p>") == ["deep", "after"]


def test_nesting_without_end_is_refused_rather_than_cut_short() -> None:
    with pytest.raises(Damaged, match="nested too deeply"):
        texts("<div>" * 5000 + "deep")


def test_a_paragraph_of_many_megabytes_is_read_whole() -> None:
    text = "word " * 2_400_000
    assert texts(f"<p>{text}</p><p>after</p>") == [text.strip(), "after"]


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("<html lang='de-at'>", "de-AT"),
        ("<html xml:lang='zh_hant'>", "zh-Hant"),
        ("<html><body lang=ger>", "de"),
        ("<html lang='english'>", ""),
        ("<html lang=''>", ""),
        ("<html>", ""),
    ],
)
def test_a_declared_language_is_told_where_it_is_one(page: str, language: str) -> None:
    assert read(File("a.html", (page + "<p>x</p>").encode())).language == language


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ('<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
        ("<meta charset=utf-16>", "utf-8"),
        ("", "utf-8"),
    ],
)
def test_letters_are_read_as_the_page_declares(declared: str, encoding: str) -> None:
    page = (declared + "<p>Старый мост</p>").encode(encoding)
    found = read(File("a.html", page))
    assert [block.text for block in found.blocks] == ["Старый мост"]
    assert found.warnings == ()


def test_latin1_means_windows_1252_as_in_browsers() -> None:
    found = read(File("a.html", b"<meta charset=iso-8859-1><p>\x93caf\xe9\x94"))
    assert found.blocks[0].text == "“café”"


@pytest.mark.parametrize("declared", ["ascii-7", "iso-8859-1", "windows-1251", "koi8-r"])
def test_a_page_that_declares_the_wrong_encoding_is_told(declared: str) -> None:
    found = read(File("a.html", f"<meta charset={declared}><p>Müßig</p>".encode()))
    assert (found.blocks[0].text, found.encoding) == ("Müßig", "UTF-8")
    assert tuple(map(str, found.warnings)) == (f"“a.html” claims to be {declared} but is not.",)


def test_a_page_without_letters_beyond_ascii_is_what_it_declares() -> None:
    found = read(File("a.html", b"<meta charset=windows-1251><p>bridge</p>"))
    assert (found.encoding, found.warnings) == ("windows-1251", ())


def test_a_chosen_encoding_beats_the_declared_one() -> None:
    page = "<meta charset=utf-8><p>Старый мост</p>".encode("cp1251")
    assert read(File("a.html", page), ReadOptions(encoding="cp1251")).blocks[0].text == "Старый мост"
