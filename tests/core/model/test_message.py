"""Messages read as English, equal by value, travel between processes and are kept as JSON."""

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.message import Field, Message, filled, from_json, message, plural, to_json

names = st.text("abcdefgh_", min_size=1, max_size=6)


def _messages(values: st.SearchStrategy[Field]) -> st.SearchStrategy[Message]:
    """Return messages whose templates name all their fields, between any texts."""
    held = st.dictionaries(names, values, max_size=3)
    return st.builds(
        lambda text, fields: message(text + "".join(f" {{{name}}}" for name in fields), **fields),
        st.text(),
        held,
    ) | st.builds(
        lambda one, many, count: plural(f"{{count}} {one}", f"{{count}} {many}", count),
        st.text(),
        st.text(),
        st.integers(0, 10_000),
    )


messages = st.recursive(
    _messages(st.text() | st.integers()),
    lambda inner: _messages(st.text() | st.integers() | inner),
    max_leaves=5,
)


def test_a_message_reads_as_english_with_its_fields_and_grouped_numbers() -> None:
    assert str(message("Merge rows {first} and {last}", first=1203, last=4)) == "Merge rows 1,203 and 4"


def test_a_field_may_be_a_message() -> None:
    assert str(message("Accept {rows}", rows=plural("{count} row", "{count} rows", 3))) == "Accept 3 rows"


@pytest.mark.parametrize(("count", "english"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (-1, "-1 rows")])
def test_a_plural_has_one_form_for_one_and_another_for_the_rest(count: int, english: str) -> None:
    assert str(plural("{count} row", "{count} rows", count)) == english


@pytest.mark.parametrize("templates", [("{count} row", "many rows"), ("a row", "{count} rows")])
def test_one_template_of_a_plural_may_leave_its_number_out(templates: tuple[str, str]) -> None:
    rows = plural(*templates, 3)
    assert from_json(to_json(rows)) == rows


def test_a_plural_that_never_shows_its_number_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no \{count\} in 'a row'"):
        plural("a row", "rows", 3)


def test_messages_are_equal_by_value_whatever_the_order_of_their_fields() -> None:
    one, other = message("{a} of {b}", a=1, b="x"), message("{a} of {b}", b="x", a=1)
    assert one == other
    assert len({one, other, message("{a} of {b}", a=2, b="x")}) == 2


def test_braces_in_a_text_and_in_what_fills_it_are_safe() -> None:
    assert str(message("Rename {0} {} {x.y} {{")) == "Rename {0} {} {x.y} {{"
    assert str(message("“{name}”", name="{name} {0!r:>9}")) == "“{name} {0!r:>9}”"
    assert filled("{name:>999999999} {other}", {"name": "a"}) == "{name:>999999999} {other}"


@given(messages)
def test_a_message_survives_json_and_the_way_to_another_process(one: Message) -> None:
    assert from_json(json.loads(json.dumps(to_json(one)))) == one
    assert pickle.loads(pickle.dumps(one)) == one


def test_what_was_kept_as_a_plain_sentence_still_reads() -> None:
    assert str(from_json("Merge rows {1} and 2")) == "Merge rows {1} and 2"


def test_json_keeps_english_readable_and_short() -> None:
    assert to_json(message("Swap sides")) == "Swap sides"
    assert to_json(message("Merge rows {first} to {last}", last=4, first=1)) == [
        "Merge rows {first} to {last}",
        1,
        4,
    ]
    assert to_json(message("Shift the {side}", side=message("source"))) == ["Shift the {side}", ["source"]]
    rows = plural("{count} row", "{count} rows", 2)
    assert to_json(message("Accept {rows}", rows=rows)) == [
        "Accept {rows}",
        [["{count} row", "{count} rows"], 2],
    ]


@pytest.mark.parametrize(
    "record", [None, 3, [], ["{a}"], ["a", "b"], [1], ["{a}", {}], [["a"]], ["{a}", 1.5], {"a": 1}]
)
def test_a_record_that_is_no_message_is_refused(record: object) -> None:
    with pytest.raises(ValueError, match="no message"):
        from_json(record)
