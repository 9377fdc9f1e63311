"""Encodings, lines and paragraphs of plain text and Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Damaged
from core.model import BlockKind, Document
from core.read import File, ReadOptions, read

LINES = ReadOptions(lines=True)
RUSSIAN = "Старый мост стоял над рекой. Никто не помнил, когда его построили.\n"


def document(data: bytes | str, options: ReadOptions = ReadOptions(), name: str = "a.txt") -> Document:  # noqa: B008
    return read(File(name, data if isinstance(data, bytes) else data.encode()), options)


def texts(data: bytes | str, options: ReadOptions = ReadOptions(), name: str = "a.txt") -> list[str]:  # noqa: B008
    return [block.text for block in document(data, options, name).blocks]


# Lines


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a\nb\n", ["a", "b"]),
        ("a\nb", ["a", "b"]),
        ("a\r\nb\rc\n", ["a", "b", "c"]),
        ("a\n\n\nb\n\n", ["a", "", "", "b", ""]),
        ("\n", [""]),
        ("\r\n\r\n", ["", ""]),
        ("a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g\n", ["a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g"]),
        (" a \t\n", [" a \t"]),
        ("CHAPTER I\n", ["CHAPTER I"]),
        ("\ufeffa\n", ["a"]),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.en"])
def test_lines_end_at_lf_crlf_and_cr_only(data: str, expected: list[str], name: str) -> None:
    assert texts(data, LINES, name) == expected


@given(st.lists(st.text(st.characters(exclude_characters="\r\n\x00", codec="utf-8"), max_size=5), min_size=1))
def test_lines_are_kept_to_the_letter(lines: list[str]) -> None:
    lines[0] = "x" + lines[0]  # a first line may start with a byte order mark or as another format does
    controls = sum(letter < " " or letter == "\x7f" for line in lines for letter in line)
    if controls == 0:
        assert texts("\n".join(lines) + "\n", LINES) == lines


def test_places_count_lines_from_one() -> None:
    assert [block.place for block in document("a\n\nb\n").blocks] == [(("line", 1),), (("line", 3),)]


# Paragraphs

WRAPPED = (
    "The boat had lain on the shore all winter, and the children had made a house\n"
    "of it, with a door of sacking and a chimney that was an old boot. When the\n"
    "ice broke they were told to leave.\n"
)


def test_broken_lines_are_joined_into_their_paragraph() -> None:
    assert texts(WRAPPED + "\n" + WRAPPED) == [WRAPPED.strip()] * 2


def test_crlf_inside_a_paragraph_becomes_one_line_break() -> None:
    assert texts((WRAPPED + "\n" + WRAPPED).replace("\n", "\r\n")) == [WRAPPED.strip()] * 2


def test_an_indented_line_starts_a_paragraph() -> None:
    paragraphs = ["    " + WRAPPED.strip()] * 3
    assert texts("\n".join(paragraphs)) == paragraphs


def test_lines_that_are_sentences_stay_apart() -> None:
    lines = [
        "The boat lay on the shore.",
        "The children had made a house of it!",
        "“Leave,” they said.",
        "Why?",
    ]
    assert texts("\n".join(lines)) == lines


def test_a_list_of_words_is_not_a_paragraph() -> None:
    words = ["boat", "harbour master", "shore", "ice", "chimney pot", "winter"]
    assert texts("\n".join(words)) == words


def test_verse_in_a_broken_text_keeps_its_lines() -> None:
    verse = "The ice is gone\nThe boat is mine\nAnd I am on the water"
    assert texts(WRAPPED + "\n" + verse + "\n\n" + WRAPPED)[1:4] == verse.split("\n")


def test_chinese_broken_at_a_width_is_joined() -> None:
    text = "天还没有亮老人已经坐在渡口了没有人知道他\n从哪里来也没有人问过他每天早上他都坐在那\n里等船。"
    assert texts(text) == [text]


@pytest.mark.parametrize(
    "heading",
    [
        "CHAPTER IV",
        "Chapter 12. The Door",
        "第一章",
        "第12回 风雪夜",
        "Kapitel 3",
        "ГЛАВА ПЕРВАЯ",
        "2. fejezet",
        "제3장",
    ],
)
def test_chapter_headings_are_headings(heading: str) -> None:
    block = document(f"{heading}\n\nText.\n").blocks[0]
    assert (block.kind, block.level, block.text) == (BlockKind.HEADING, 1, heading)


@pytest.mark.parametrize("line", ["Chapter and verse were quoted.", "Party time.", "第一次见面。", "Part"])
def test_other_short_lines_are_not(line: str) -> None:
    assert document(f"{line}\n\nText.\n").blocks[0].kind is BlockKind.PARAGRAPH


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_or_utf8_needs_no_warning(encoding: str) -> None:
    found = document(RUSSIAN.encode(encoding))
    assert found.blocks[0].text == RUSSIAN.strip()
    assert found.warnings == ()
    assert found.encoding.startswith("UTF-")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zeros(encoding: str) -> None:
    found = document(RUSSIAN.encode(encoding))
    assert found.blocks[0].text == RUSSIAN.strip()
    assert len(found.warnings) == 1


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        ("老人已经坐在渡口了，没有人知道他从哪里来，也没有人问过他。", "gb18030", "GB18030"),
        ("彼は毎朝そこに座って船を待っていた。誰も彼に尋ねなかった。", "cp932", "CP932"),
    ],
)
def test_a_guessed_encoding_is_named_in_a_warning(text: str, encoding: str, told: str) -> None:
    found = document(text.encode(encoding))
    assert found.blocks[0].text == text.strip()
    assert found.encoding == told
    assert tuple(map(str, found.warnings)) == (
        f"Read as {told} (a guess); choose another encoding if the text looks wrong.",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r", "utf-16-le", "iso8859-5", "gb18030"])
def test_the_encoding_told_can_be_chosen_and_reads_the_same(encoding: str) -> None:
    found = document(RUSSIAN.encode(encoding))
    again = document(RUSSIAN.encode(encoding), ReadOptions(encoding=found.encoding))
    assert (again.blocks, again.encoding) == (found.blocks, found.encoding)


def test_a_chosen_encoding_is_taken() -> None:
    found = document(RUSSIAN.encode("cp866"), ReadOptions(encoding="cp866"))
    assert found.blocks[0].text == RUSSIAN.strip()
    assert found.warnings == ()


@pytest.mark.parametrize("chosen", ["utf-8", "ascii", "utf-32", "no such", "rot13", "base64"])
def test_a_wrong_choice_is_refused_by_name(chosen: str) -> None:
    with pytest.raises(Damaged, match=r"“a\.txt”") as caught:
        document(RUSSIAN.encode("cp1251"), ReadOptions(encoding=chosen))
    assert chosen.lower() in str(caught.value.sentence).lower()
    assert caught.value.remedy


def test_a_choice_that_utf8_contradicts_is_told() -> None:
    assert "looks like UTF-8" in document(RUSSIAN, ReadOptions(encoding="latin-1")).warnings[0].template


def test_a_few_broken_bytes_are_shown_and_told() -> None:
    data = (RUSSIAN * 10).encode()
    broken = data[:-20] + b"\xff" + data[-20:]
    found = document(broken, LINES)
    assert found.blocks[9].text.count("\ufffd") == 1
    assert "".join(block.text for block in found.blocks[:9]) == RUSSIAN.strip() * 9
    assert tuple(map(str, found.warnings)) == (
        "1 character of “a.txt” is broken and shows as “\ufffd”, in line 10.",
    )


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02\x03" * 30, bytes(range(256)) * 4, b"text\x00more text\n" * 9]
)
def test_binary_junk_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged, match=r"“a\.txt” is not text"):
        document(data)


# Markdown


def test_markdown_keeps_emphasis_and_drops_the_marks_of_blocks() -> None:
    found = document("## A *b* ##\n\n> - quoted **item**\n", name="a.md").blocks
    assert [(block.kind, block.level, block.text) for block in found] == [
        (BlockKind.HEADING, 2, "A *b*"),
        (BlockKind.LIST_ITEM, 1, "quoted **item**"),
    ]


def test_markdown_joins_the_lines_of_a_paragraph() -> None:
    assert texts("one\ntwo  \nthree\n\nfour", name="a.md") == ["one\ntwo\nthree", "four"]


def test_markdown_comments_do_not_shift_line_numbers() -> None:
    assert document("<!-- a\nb -->\nText", name="a.md").blocks[0].place == (("line", 3),)
