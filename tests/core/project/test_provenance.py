"""The provenance of a bitext, stored as rows and read back."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.model import Bitext, Finding, FindingKind
from core.model.message import Message
from core.project import Provenance
from tests.core.align.made import side

UNRELATED = Finding(FindingKind.UNRELATED, Message("They do not go together."))
SAME = Finding(FindingKind.SAME_LANGUAGE, Message("Both are in English."))
POOR = Finding(FindingKind.ENCODER, Message("The encoder is weak."))

names = st.text("abcdefgh_", min_size=1, max_size=8)
groups = st.dictionaries(names, st.text(max_size=8), max_size=3)


def _bitext(*languages: str) -> Bitext:
    one, other = (
        replace(each, document=replace(each.document, language=language))
        for each, language in zip((side(["a"]), side(["b"])), languages, strict=True)
    )
    return Bitext(one, other, ())


def _stored(provenance: Provenance) -> Provenance:
    return Provenance.from_rows(provenance.rows())


@given(st.builds(Provenance, st.text(), st.text(), groups, groups, groups, groups))
def test_what_is_stored_is_read_back(provenance: Provenance) -> None:
    assert _stored(provenance) == provenance


def test_rows_of_earlier_versions_are_read() -> None:
    rows = {
        "encoder": "built-in",
        "encoder.digest": "ab",
        "source.language": "en",
        "source.segmentation": "auto",
        "target.encoding": "utf-8",
        "align.reach": "8",
        "mine.scoring": "distance",
        "verdict.unrelated": str(UNRELATED.sentence),
        "verdict.languages": "en de",
        "something.newer": "1",
    }
    found = Provenance.from_rows(rows)
    assert (found.encoder, found.digest) == ("built-in", "ab")
    assert found.source == {"language": "en", "segmentation": "auto"}
    assert found.target == {"encoding": "utf-8"}
    assert (found.align, found.mine) == ({"reach": "8"}, {"scoring": "distance"})
    assert found.findings_about(_bitext("en", "de")) == (UNRELATED,)
    assert found.rows() == {name: value for name, value in rows.items() if name != "something.newer"}


def test_findings_come_back_as_they_were_stored() -> None:
    bitext = _bitext("en", "en")
    stored = _stored(Provenance("built-in").with_findings([SAME, UNRELATED], bitext))
    assert stored.findings_about(bitext) == (SAME, UNRELATED)


def test_findings_about_languages_go_with_the_languages() -> None:
    stored = _stored(Provenance().with_findings([SAME, UNRELATED], _bitext("en", "en")))
    assert stored.findings_about(_bitext("en", "de")) == (UNRELATED,)


def test_languages_that_the_encoder_knows_poorly_are_not_stored() -> None:
    bitext = _bitext("en", "yo")
    assert Provenance().with_findings([POOR], bitext).rows() == {}
    assert _stored(Provenance().with_findings([POOR, UNRELATED], bitext)).findings == (UNRELATED,)


def test_a_project_without_findings_has_none() -> None:
    assert Provenance().with_findings([], _bitext("en", "de")).rows() == {}
    assert Provenance.from_rows({"encoder": "built-in"}).findings == ()
