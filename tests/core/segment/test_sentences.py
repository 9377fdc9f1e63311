"""Sentences by rules: what every language has in common. `tests/cases/segment` has the languages' own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.segment.engine import sentence_starts
from core.segment.rules import Rules, read_rules
from core.segment.sentences import Sentences

UNKNOWN = Rules()


def sentences(text: str, rules: Rules = UNKNOWN) -> list[str]:
    return [text[start:end] for start, end in Sentences(rules).segment(text, "")]


@pytest.mark.parametrize(
    "expected",
    [
        "“It rained.| We stayed in.| Nobody came.”| She yawned.",
        "(It was dark.)| Nobody spoke.",
        "»Es war spät.| Keiner kam.«| »Wirklich?«",
        "« Il est tard. »| Personne ne répond.",
        "—¿Quién es? —preguntó la vieja.| Nadie respondió.",
        "He is here (or is he?) and waits.| Good.",
        "This is (sic!) Harry Smith.| Good.",
        "“Who?” she asked.| Nobody knew.",
    ],
)
def test_several_sentences_in_quotation_marks_are_several(expected: str) -> None:
    assert sentences(expected.replace("|", "")) == [part.strip() for part in expected.split("|")]


@pytest.mark.parametrize(
    "whole",
    [
        "It costs 3.5 or ३.५ or ۳.۵ or ٣.٥ or ๓.๕ coins.",
        "J. R. R. Martin came.",
        "1. Bees are to be counted.",
        "5.10. Building it",
        "§ 3. Wasps are free.",
        "(a) One of them.",
        "IV. The Bridge",
        "[…] Nobody knew.",
        "He saw (...) Peter.",
        "Ross and others [2004] deal with it.",
        "Well... maybe.",
        "Well… maybe.",
        "I… I saw nobody.",
        "我…… 我没看见。",
        "What?! he cried.",
        "See example.com for more.",
        "a man of the U.S.A. Navy",
        "गच्छति॥ १.२ ॥",
        "3. 10. 1990",
        'It is 7" wide and 9" high.',
    ],
)
def test_what_is_no_border_is_not_cut(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    "expected",
    [
        "It was late…| Nobody came.",
        "It was late...| Nobody came.",
        "The mill burned in 1210.²| Nobody knew.³| It rained.*| Then it fell.",
        "The mill burned.[12]| Nobody knew.",
        "Who came?| 30 men.",
        "It fell.| 2 And the king wept.",
        "They were 30.| Nobody counted.",
        "Halt!| 12 dogs barked.",
        "'Tis late.| The dogs' dinner is cold.| Good.",
        "al-Ma‘mun came.| He ruled.",
        "他走了。|她说：“好。”|我们回家。",
        "橋は古い。|誰が作った？|知らない。",
        "“……？”|我们走了。",
        "“谁？”|“没人。”",
        "„Nein!“| „Doch.“",
        "»Nein!«| »Doch.«",
        "گھر۔| وہ گیا۔",
        "एक। |दो॥ |तीन।",
        "Sí.| ¿Quién?| Nadie.",
        "Es tarde, señora.|Espero que venga.",
        "It ended.| iPhones were new.",
    ],
)
def test_every_kind_of_mark_ends_sentences(expected: str) -> None:
    assert sentences(expected.replace("|", "")) == [part.strip() for part in expected.split("|")]


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u00ad", "\u2060", "\u200e"])
def test_signs_without_width_neither_make_nor_hide_a_border(sign: str) -> None:
    assert len(sentences(f"One{sign}.{sign} {sign}Two. Th{sign}ree.")) == 3
    assert sentences(f"{sign}\n{sign}") == []
    assert sentences(f"He paid 3{sign}.5 coins.") == [f"He paid 3{sign}.5 coins."]


def test_a_no_break_space_binds_unless_all_spaces_are() -> None:
    assert len(sentences("Er ist Obmann.\u00a0Und da. Er geht.")) == 2
    assert len(sentences("One goat. Two goats. Three.".replace(" ", "\u00a0"))) == 3


def test_a_text_without_capitals_is_cut() -> None:
    assert len(sentences("the goat ate the map. nobody laughed at it. we left.")) == 3


RULES = read_rules(
    "xx.toml",
    """
    [abbreviations]
    never_final = ["Dr.", "z. B.", "vgl."]
    may_be_final = ["etc.", "Inc."]
    before_number = ["no.", "S."]
    [numbers]
    ordinals = true
    [sentences]
    first_words = ["She", "It"]
    [quotations]
    speech = ["asked"]
    [marks]
    end = [";"]
    """,
)


@pytest.mark.parametrize(
    "expected",
    [
        "Dr. Alder came.",
        "Vgl. Alder.",
        "Tea, z. B. Mint and z.B. Sage.",
        "Tea etc. and so on.",
        "Tea, etc.| Nobody drank it.",
        "Alder Inc. Berlin is closed.",
        "He left Alder Inc.| She stayed.",
        "Look at no. 5 and at S. 12.",
        "The answer was no.| Nobody asked.",
        "It is the 14. Band.| Good.",
        "He was the 14.| She was not.",
        "That was in 1990.| Nobody knew.",
        "Karl XII. Alder came.",
        "“Who?” Alder asked.| Good.",
        "Who;| Nobody.",
    ],
)
def test_the_rules_of_a_language_decide(expected: str) -> None:
    assert sentences(expected.replace("|", ""), RULES) == [part.strip() for part in expected.split("|")]


@given(st.text("aB .?!…“”\"'()1\n\u00ad।。", max_size=60))
def test_starts_ascend_within_the_text(text: str) -> None:
    starts = sentence_starts(text, RULES)
    assert starts == sorted(set(starts))
    assert all(0 < start < len(text) for start in starts)
