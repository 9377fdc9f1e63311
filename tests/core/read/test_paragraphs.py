"""Plain text as people write it: what is one paragraph, and what is not."""

from textwrap import dedent, fill

import pytest

from core.model import BlockKind, Document
from core.read import File, ReadOptions
from core.read.text import Text


def read(text: str) -> Document:
    return Text().read(File("a.txt", dedent(text).lstrip("\n").encode()), ReadOptions())


def shown(text: str) -> list[str]:
    document = read(text)
    return [" ".join(document.visible(at).split()) for at in range(len(document.blocks))]


WRAPPED = """
The keeper of the bridge was old, and he slept badly. In the night he heard the
river, and in the morning he counted the barges that had come down from the
hills. There were never more than nine of them.

"""


@pytest.mark.parametrize(
    "listed",
    [
        "apple\npear\nquince\nplum",
        "• warm clothes\n• dry matches\n• a long rope",
        "1. first thing\n2. second thing\n3. third thing",
        "Save the file\nOpen a recent project from the list\nClose\nThe file is locked",
        "Storm closes the harbour for a third day\nMinister promises a bridge\nFerry runs",
        "two cups of flour\none egg\na pinch of salt\na little butter for the pan",
        "name\tage\tcity\nAnna\t30\tTurin\nBoris\t41\tVarna",
        "It rained upon the hill,\nIt rained upon the town,\nAnd no one came to see,\nAnd no one sat down.",
        "春の海\n秋の山と川\n冬",
        "ANNA\nWho is there?\nBORIS\nNobody.",
    ],
)
@pytest.mark.parametrize("before", ["", WRAPPED])
def test_lists_verse_and_tables_keep_their_lines(listed: str, before: str) -> None:
    assert shown(before + listed)[bool(before) :] == [" ".join(line.split()) for line in listed.split("\n")]


@pytest.mark.parametrize("width", [38, 60, 72, 100])
def test_wrapped_paragraphs_are_whole_at_any_width(width: int) -> None:
    paragraphs = [
        "The old fisherman stood on the shore and looked out at the sea, which lay as calm that morning as a "
        "pond behind a mill. He had mended the nets and was waiting for his son.",
        "But his son was reading a book about the trade with salt in the northern ports, and the wind, which "
        "had slept since Tuesday, woke up and shut the door.",
    ]
    assert shown("\n\n".join(fill(each, width) for each in paragraphs)) == paragraphs


def test_german_nouns_at_the_start_of_a_line_do_not_end_a_paragraph() -> None:
    text = """
        Der Brückenwärter war alt und schlief schlecht. In der Nacht hörte er den
        Fluss, und am Morgen zählte er die Kähne, die aus den Bergen gekommen waren.
        Niemand hatte ihm gesagt, dass die Brücke geschlossen werden sollte, weil die
        Stadt kein Geld mehr hatte.
        """
    assert len(shown(text)) == 1


def test_chinese_lines_are_joined_without_a_space() -> None:
    lines = (
        "桥上的老人睡得不好。夜里他听见河水的声音，早上他数着从山里\n"
        "下来的船。没有人告诉他桥要关了，因为城里再也没有钱了。他坐\n"
        "在门口，等着儿子。"
    )
    document = read(lines + "\n")
    assert document.visible(0) == lines.replace("\n", "")
    assert document.blocks[0].text == lines


def test_a_list_item_goes_on_where_its_text_hangs() -> None:
    text = """
        What you need to bring along to the hut, unless somebody has told you otherwise:

          * a warm coat, since the nights are cold even in the middle of the summer, and
            a second pair of shoes
          * bread
              + if there is any
              + or a cake that does not mind being carried in a bag for some six or seven
                hours
        """
    found = read(text)
    assert [block.kind for block in found.blocks[1:]] == [BlockKind.LIST_ITEM] * 4
    assert [block.level for block in found.blocks[1:]] == [1, 1, 2, 2]
    assert shown(text)[1].endswith("second pair of shoes")


@pytest.mark.parametrize(
    ("line", "level"),
    [("2. The Bridge", 1), ("2.10. How to begin", 2), ("THE BRIDGE", 1), ("XIV", 1), ("Chapter 3", 1)],
)
def test_headings_are_known_by_their_look(line: str, level: int) -> None:
    heading = read(f"{line}\n{WRAPPED}").blocks[0]
    assert (heading.kind, heading.level) == (BlockKind.HEADING, level)


def test_an_underlined_line_is_a_heading_without_its_underline() -> None:
    document = read("The Bridge\n==========\nIt was old.\n")
    assert document.blocks[0].kind is BlockKind.HEADING
    assert [document.visible(0), document.visible(1)] == ["The Bridge", "It was old."]


def test_a_heading_over_its_paragraph_stands_alone() -> None:
    text = """
        Monday, 3 May
        It rained all day. We stayed in the hut and played cards until the lamp went out.

        Tuesday, 4 May
        The guide came back with bread. He had seen wolves near the bridge, and laughed.
        """
    assert [one[:7] for one in shown(text)] == ["Monday,", "It rain", "Tuesday", "The gui"]


def test_first_lines_that_are_indented_start_paragraphs() -> None:
    text = """
          The keeper of the bridge was old, and he slept badly. In the night he heard
        the river, and in the morning he counted the barges that had come down.
          “There are nine,” he said.
          “Only nine?” asked the girl, who had come with the milk and with the letters
        from the town.
        """
    assert len(shown(text)) == 3


def test_an_indented_quotation_with_a_margin_of_its_own_is_one_paragraph() -> None:
    quotation = """
            Nobody is to cross the bridge after the lamps
            have been lit, unless the keeper, or if the
            keeper is asleep his wife, has been told of
            it in good time.
    """
    assert len(shown(WRAPPED + quotation)) == 2


def test_lines_that_show_nothing_are_no_blocks_and_hide_no_heading() -> None:
    document = read("\u200b\n\ufeffChapter 2\n\u00ad\n\x1a\n")
    assert [block.kind for block in document.blocks] == [BlockKind.HEADING]


def test_subtitles_become_cues_without_numbers_and_times() -> None:
    text = """
        1
        00:00:04,100 --> 00:00:07,900
        I thought you were
        never coming back.

        2
        00:00:08,100 --> 00:00:11,900
        The bridge was closed.
        """
    assert shown(text) == ["I thought you were never coming back.", "The bridge was closed."]
    assert {block.kind for block in read(text).blocks} == {BlockKind.CUE}


def test_nested_items_are_items_of_their_own() -> None:
    listed = "- fruit\n  - apples from the old garden\n  - pears\n- bread"
    for before in ("", WRAPPED):
        items = read(before + listed).blocks[bool(before) :]
        assert [block.kind for block in items] == [BlockKind.LIST_ITEM] * 4
        assert [block.level for block in items] == [1, 2, 2, 1]
