"""The suite that every segmenter must pass. It runs over the table, and is itself tried on wrong ones.

A long text is cut as its halves are, and quickly enough for the suite's time limit; `benchmarks.segmentation`
measures that time grows as the text does.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Span
from core.model.blank import is_blank, trimmed
from core.segment import SEGMENTERS, Segmenter

CASES = Path(__file__).parents[1] / "cases" / "segment"
LANGUAGES = sorted(path.stem for path in CASES.glob("*.txt"))
UNSPACED = ("zh", "ja")

_PIECES = (
    "One. |two|Dr.| |\n|\n\n|\r\n|\t|\u00a0|\u3000|\u2028|!|?|...|…|“|”|\"|'|«|»|(|)|[1]|1986|3.|A.|z. B. |"
    "他说：|。|！|「|」|ប។|།|من؟ |۔|।|։|😀|𝔘|e\u0301|\u200b|\ufeff|\x00|\ud800|Ł.|é"
)
pieces = st.sampled_from(_PIECES.split("|"))
texts = st.lists(pieces, max_size=30).map("".join)
languages = st.sampled_from([*LANGUAGES, "", "xx", "zh-Hant-TW", "sr-Latn", "not a language"])


# ------------------------------------------------------------------------------- the suite


def check_tiling(segmenter: Segmenter, text: str, language: str) -> None:
    """Spans are in order, show something, have no blanks at their edges and only blanks between them."""
    seen = 0
    for start, end in segmenter.segment(text, language):
        assert seen <= start < end <= len(text)
        assert is_blank(text[seen:start])
        assert trimmed(text, start, end) == (start, end)
        seen = end
    assert is_blank(text[seen:])


def check_deterministic(segmenter: Segmenter, text: str, language: str) -> None:
    """The same text is cut the same way twice."""
    assert segmenter.segment(text, language) == segmenter.segment(text, language)


def check_long_texts(segmenter: Segmenter) -> None:
    """Long texts are cut as short ones are, wherever a window of rules may end."""
    for unit, language in (("The bridge was old. ", "en"), ("桥很旧。", "zh"), ("الجسر قديم. ", "ar")):
        for times in (10, 999, 4000):
            spans = segmenter.segment(unit * times, language)
            sentence = len(unit.strip())
            assert spans == [(at, at + sentence) for at in range(0, len(unit) * times, len(unit))]
    for letters in ("word ", "“", "字", "a", "\u00a0.", "། ", "\n\n", "(1"):
        check_tiling(segmenter, letters * 30_000, "en")
    assert len(segmenter.segment("word " * 30_000, "en")) == 1


def check_golden(segmenter: Segmenter, language: str) -> None:
    """The sentences of the cases are found."""
    for paragraph in (CASES / f"{language}.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        sentences = paragraph.split("\n")
        text = ("" if language in UNSPACED else " ").join(sentences)
        assert [text[start:end] for start, end in segmenter.segment(text, language)] == sentences


# ------------------------------------------------------------------------------- over the table

over_the_table = pytest.mark.parametrize("segmenter", SEGMENTERS, ids=lambda segmenter: segmenter.name)


@over_the_table
@given(text=texts, language=languages)
def test_spans_and_gaps_tile_the_text(segmenter: Segmenter, text: str, language: str) -> None:
    check_tiling(segmenter, text, language)


@over_the_table
@given(text=texts, language=languages)
def test_the_same_text_is_cut_the_same_way(segmenter: Segmenter, text: str, language: str) -> None:
    check_deterministic(segmenter, text, language)


@over_the_table
def test_long_texts_are_cut_as_short_ones_are(segmenter: Segmenter) -> None:
    check_long_texts(segmenter)


@over_the_table
@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_many_languages_are_found(segmenter: Segmenter, language: str) -> None:
    check_golden(segmenter, language)


# ------------------------------------------------------------------------------- the suite, tried


class _Wrong:
    name = "wrong"


class Overlapping(_Wrong):
    """Gives the first letter twice."""

    def segment(self, text: str, language: str) -> list[Span]:
        return [(0, 2), (1, len(text))]


class Losing(_Wrong):
    """Leaves letters between spans."""

    def segment(self, text: str, language: str) -> list[Span]:
        return [(0, len(text) - 1)]


class Untrimmed(_Wrong):
    """Keeps the white space."""

    def segment(self, text: str, language: str) -> list[Span]:
        return [(0, len(text))]


class Windowed(_Wrong):
    """Cuts where its window ends."""

    def segment(self, text: str, language: str) -> list[Span]:
        spans = [(at, min(at + 1000, len(text))) for at in range(0, len(text), 1000)]
        return [span for span in spans if text[slice(*span)].strip()]


class Wavering(_Wrong):
    """Changes its mind."""

    calls = 0

    def segment(self, text: str, language: str) -> list[Span]:
        self.calls += 1
        return [(0, self.calls)]


@pytest.mark.parametrize(
    "wrong", [Overlapping(), Losing(), Untrimmed()], ids=lambda wrong: type(wrong).__name__
)
def test_the_suite_catches_spans_that_do_not_tile(wrong: Segmenter) -> None:
    with pytest.raises(AssertionError):
        check_tiling(wrong, " One. Two.", "en")


def test_the_suite_catches_a_segmenter_that_cuts_at_its_window() -> None:
    with pytest.raises(AssertionError):
        check_long_texts(Windowed())


def test_the_suite_catches_a_segmenter_that_wavers() -> None:
    with pytest.raises(AssertionError):
        check_deterministic(Wavering(), "One. Two.", "en")


def test_the_suite_catches_a_segmenter_that_finds_no_sentences() -> None:
    with pytest.raises(AssertionError):
        check_golden(Untrimmed(), "en")
