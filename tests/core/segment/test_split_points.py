"""Borders of clauses are offered, the strong ones first; none inside words and numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.segment import split_points


@pytest.mark.parametrize(
    ("language", "offered"),
    [
        ("en", "It rained; |nobody came, |because the bridge was closed."),
        ("en", "He paid 3,500 coins (in gold), |which was too much: |nobody had that."),
        ("de", "Es regnete, |aber niemand kam, |weil die Brücke zu war."),
        ("fr", "Il pleuvait |— personne ne vint ; |le pont était fermé."),
        ("zh", "下雨了，|但是没有人来；|桥关了。"),
        ("ar", "هطل المطر، |لكن لم يأت أحد؛ |كان الجسر مغلقا."),
    ],
)
def test_clauses_are_offered_where_they_begin(language: str, offered: str) -> None:
    text = offered.replace("|", "")
    places = [at - number for number, at in enumerate(at for at, sign in enumerate(offered) if sign == "|")]
    assert [point.offset for point in split_points(text, language)] == places


def test_a_comma_before_a_conjunction_is_stronger_than_one_in_a_list() -> None:
    apples, but = split_points("He had apples, pears, but no bread.", "en")
    assert apples.strength < but.strength


def test_a_dash_between_spaces_begins_the_next_clause() -> None:
    (point,) = split_points("It rained – nobody came.", "en")
    assert point.offset == len("It rained ")


@given(st.text("ab1,;: —.", max_size=40), st.sampled_from(["en", "zh", ""]))
def test_both_halves_have_text(text: str, language: str) -> None:
    for point in split_points(text, language):
        assert text[: point.offset].strip()
        assert text[point.offset :].strip()
