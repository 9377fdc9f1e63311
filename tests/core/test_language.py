"""Tags, names, directions, and which language a text is in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language import (
    LANGUAGES,
    canonical,
    contradicts,
    direction,
    identify,
    identify_paragraphs,
    known,
    name,
    named,
)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("EN", "en"),
        ("ZH_hant-tw", "zh-Hant-TW"),
        ("sr-latn", "sr-Latn"),
        ("es-419", "es-419"),
        ("de-1996", "de-1996"),
        ("sl-Rozaj-BISKE", "sl-rozaj-biske"),
        ("ger", "de"),
        ("chi-Hans", "zh-Hans"),
        ("iw", "he"),
        ("in-ID", "id-ID"),
        (" fr ", "fr"),
        ("akk-Xsux", "akk-Xsux"),
        ("de-x-Private", "de-x-private"),
        ("en-u-ca-Gregory", "en-u-ca-gregory"),
        ("und", "und"),
    ],
)
def test_tags_are_written_as_bcp_47_recommends(tag: str, expected: str) -> None:
    assert canonical(tag) == expected


@pytest.mark.parametrize(
    "tag", ["", "e", "english", "en--us", "en-", "de DE", "12", "en_US.UTF-8", "x-foo", "ä", "zh\n-TW"]
)
def test_what_is_no_tag_is_refused(tag: str) -> None:
    assert known(tag) is None
    with pytest.raises(ValueError, match="not a language tag"):
        canonical(tag)


@pytest.mark.parametrize("tag", ["und", "und-Arab", "mul", "zxx", "mis"])
def test_tags_that_name_no_language_are_not_known(tag: str) -> None:
    assert known(tag) is None


@given(st.from_regex(r"[a-zA-Z]{2,3}([-_][a-zA-Z]{4})?([-_]([a-zA-Z]{2}|[0-9]{3}))?", fullmatch=True))
def test_a_canonical_tag_is_its_own_canonical_form(tag: str) -> None:
    assert canonical(canonical(tag)) == canonical(tag)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("de", "German"),
        ("zh-Hant-TW", "Chinese (Traditional, TW)"),
        ("sr-Latn", "Serbian (Latin script)"),
        ("grc", "Ancient Greek"),
        ("akk", "akk"),
        ("und", "Unknown language"),
        ("", "Unknown language"),
        ("nonsense", "nonsense"),
    ],
)
def test_tags_have_english_names(tag: str, expected: str) -> None:
    assert str(name(tag)) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        *(
            (tag, "rtl")
            for tag in ("ar", "he", "fa", "ur", "yi", "ckb", "ps", "sd", "ug", "dv", "ota", "syr", "AR-eg")
        ),
        *((tag, "rtl") for tag in ("az-Arab", "pa-Arab-PK", "und-Hebr", "ff-Adlm", "iw")),
        *((tag, "ltr") for tag in ("en", "zh", "ar-Latn", "he-Latn", "akk", "und", "", "nonsense")),
    ],
)
def test_the_direction_is_that_of_the_script(tag: str, expected: str) -> None:
    assert direction(tag) == expected


def test_the_table_of_languages_is_in_order() -> None:
    codes = [row.code for row in LANGUAGES]
    assert codes == sorted(set(codes))
    assert len(codes) >= 150
    assert all(canonical(row.code) == row.code for row in LANGUAGES)
    assert all(re.fullmatch("[A-Z][a-z]{3}", row.script) and row.name for row in LANGUAGES)
    assert {"la", "grc", "ota", "is", "fo", "yi", "zh", "ar", "en"} <= set(codes)


def test_other_codes_lead_to_one_language() -> None:
    others = [other for row in LANGUAGES for other in row.other_codes]
    assert len(others) == len(set(others))
    assert not set(others) & {row.code for row in LANGUAGES}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The bridge was very old, and nobody knew who had built it.", "en"),
        ("Die Brücke war sehr alt, und niemand wusste, wer sie gebaut hatte.", "de"),
        ("Le pont était très vieux et personne ne savait qui l’avait construit.", "fr"),
        ("Brúin var mjög gömul og enginn vissi hver hafði byggt hana.", "is"),
        ("A híd nagyon régi volt, és senki sem tudta, ki építette.", "hu"),
        ("Мост был очень старый, и никто не знал, кто его построил.", "ru"),
        ("这座桥很旧，没有人知道是谁建造的。", "zh"),
        ("這座橋很舊，沒有人知道是誰建造的。", "zh"),
        ("その橋はとても古く、誰が建てたのか誰も知らなかった。", "ja"),
        ("그 다리는 아주 오래되었고 누가 지었는지 아무도 몰랐다.", "ko"),
        ("كان الجسر قديمًا جدًا ولم يكن أحد يعرف من بناه.", "ar"),
        ("پل بسیار قدیمی بود و هیچ‌کس نمی‌دانست چه کسی آن را ساخته است.", "fa"),
        ("הגשר היה ישן מאוד ואיש לא ידע מי בנה אותו.", "he"),
        ("पुल बहुत पुराना था और कोई नहीं जानता था कि उसे किसने बनाया।", "hi"),
    ],
)
def test_the_language_of_a_sentence_is_found(text: str, code: str) -> None:
    assert identify(text) == code


@pytest.mark.parametrize("text", ["", "   ", "12 345 – 67", "OK", "***", "x = y", "\ud800", "Hm."])
def test_too_little_text_is_of_no_known_language(text: str) -> None:
    assert identify(text) == "und"


def test_a_preface_in_another_language_does_not_decide() -> None:
    preface = "The bridge was very old, and nobody knew who had built it. " * 20
    book = "Die Brücke war sehr alt, und niemand wusste, wer sie gebaut hatte. " * 2000
    assert identify(preface + book) == "de"


def test_only_a_few_thousand_letters_of_a_long_text_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    import py3langid

    seen: list[int] = []
    rank = py3langid.rank

    def counting(text: str) -> object:
        seen.append(len(text))
        return rank(text)

    monkeypatch.setattr(py3langid, "rank", counting)
    assert identify("Die Brücke war sehr alt und niemand kam. " * 100_000) == "de"
    assert max(seen) < 10_000


def test_a_text_contradicts_a_language_that_it_is_clearly_not_in() -> None:
    german = "Die Brücke war sehr alt, und niemand wusste, wer sie gebaut hatte."
    assert contradicts(german, "en-GB")
    assert not any(contradicts(german, tag) for tag in ("de", "de-AT", "und", "nonsense", "akk"))


@pytest.mark.parametrize("text", ["", "12 345", "\ud800"])
def test_a_text_of_no_words_contradicts_no_language(text: str) -> None:
    assert not contradicts(text, "de")


def test_close_relatives_do_not_contradict_each_other() -> None:
    assert not contradicts("Most je bio veoma star i niko nije znao ko ga je sagradio.", "hr")


@pytest.mark.parametrize("tag", ["de", "zh-Hant", "zh-Hant-TW", "pt-BR", "sr-Latn", "arz", "en-x-old"])
def test_a_heading_means_the_language_that_it_names(tag: str) -> None:
    assert named(str(name(tag))) == tag
    assert named(f" {tag.upper()} ") == tag


@pytest.mark.parametrize("words", ["", "the", "text", "Gibberish (Latin script)", "und", "One."])
def test_other_words_name_no_language(words: str) -> None:
    assert named(words) is None


_GERMAN = (
    "Der Brückenwärter war alt und schlief schlecht, denn in der Nacht hörte er immer den Fluss rauschen."
)
_ENGLISH = "Permission is hereby granted to any person to use this book without restriction and to copy it."


@pytest.mark.parametrize(("german", "english"), [(12, 0), (12, 12), (12, 40)])
def test_a_text_with_much_english_in_it_has_the_language_of_its_prose(german: int, english: int) -> None:
    paragraphs = [f"{number}. {_GERMAN}" for number in range(german)] + [_ENGLISH] * english
    found, share = identify_paragraphs(paragraphs)
    assert found == "de"
    assert share == pytest.approx(german / (german + english), abs=0.1)


def test_a_few_quotations_do_not_change_the_language_of_an_english_text() -> None:
    assert identify_paragraphs([_ENGLISH] * 60 + [_GERMAN] * 5)[0] == "en"


def test_short_texts_are_identified_as_a_whole() -> None:
    assert identify_paragraphs(["Der alte Mann", "und das Meer am Abend"]) == ("de", 1.0)
    assert identify_paragraphs([])[0] == "und"
