"""Copied rows arrive in other programs as rows of two cells."""

from html.parser import HTMLParser

from core.model import Bitext
from core.write import units_in_rows
from core.write.clipboard import as_html, as_lines, html_rows
from tests.stories.story import made

BITEXT: Bitext = made(('a < b & "c" | ألف', "One. / Two. | واحد.\tاثنان.\nثلاثة.", "Alone. |"), ("en", "ar"))[
    0
]


class Cells(HTMLParser):
    """The texts of a table's cells, row by row, and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.attributes: set[tuple[tuple[str, str | None], ...]] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self.attributes.add(tuple(attrs))

    def handle_data(self, data: str) -> None:
        self.rows[-1][-1] += data


def test_a_line_is_always_a_row_of_two_cells() -> None:
    lines = [line.split("\t") for line in as_lines(units_in_rows(BITEXT, (1, 2))).splitlines()]
    assert lines == [["One. Two.", "واحد. اثنان. ثلاثة."], ["Alone.", ""]]


def test_the_table_says_language_and_direction_and_holds_the_texts_to_the_letter() -> None:
    cells = Cells(as_html(html_rows(units_in_rows(BITEXT, (0, 2)))))
    assert cells.rows == [['a < b & "c"', "ألف"], ["Alone.", ""]]
    assert cells.attributes == {(("lang", "en"), ("dir", "ltr")), (("lang", "ar"), ("dir", "rtl"))}
