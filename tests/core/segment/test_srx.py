"""SRX files: the first rule that fits decides, by the maps of the language."""

import pytest

from core.errors import Damaged
from core.segment.rule_file import RuleFile, segmenter_of, warnings_of
from core.segment.srx import read_srx

SRX = """<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
 <header segmentsubflows="yes" cascade="{cascade}"><formathandle type="start" include="no"/></header>
 <body>
  <languagerules>
   <languagerule languagerulename="German">
    <rule break="no"><beforebreak>\\b(?:Dr|Prof)\\.</beforebreak><afterbreak>\\s</afterbreak></rule>
    <rule break="no"><beforebreak>\\bz\\.(?:\\h?B\\.)?</beforebreak><afterbreak>\\s</afterbreak></rule>
    {extra}
   </languagerule>
   <languagerule languagerulename="Default">
    <rule break="yes"><beforebreak>[\\.\\?!]+[”\\x{{AB}}]?</beforebreak>
     <afterbreak>\\s+\\p{{Lu}}</afterbreak></rule>
    <rule break="yes"><beforebreak>\\n</beforebreak></rule>
   </languagerule>
  </languagerules>
  <maprules>
   <languagemap languagepattern="DE.*" languagerulename="German"/>
   <languagemap languagepattern=".*" languagerulename="Default"/>
  </maprules>
 </body>
</srx>"""


def cut(text: str, language: str, cascade: str = "yes", extra: str = "") -> list[str]:
    rules = read_srx("a.srx", SRX.format(cascade=cascade, extra=extra).encode())
    return [text[start:end] for start, end in rules.segment(text, language)]


def test_an_exception_that_stands_before_a_rule_wins() -> None:
    text = "Das ist Dr. Alder. Er kam z. B. Montag. Gut."
    assert cut(text, "de") == ["Das ist Dr. Alder.", "Er kam z. B. Montag.", "Gut."]
    assert cut(text, "en")[0] == "Das ist Dr."


def test_an_exception_that_stands_after_a_rule_loses() -> None:
    early = "<rule break='yes'><beforebreak>X\\.</beforebreak><afterbreak>\\s</afterbreak></rule>"
    late = "<rule break='no'><beforebreak>X\\.</beforebreak><afterbreak>\\s</afterbreak></rule>"
    assert cut("A X. b.", "de", extra=early + late) == ["A X.", "b."]
    assert cut("A X. b.", "de", extra=late + early) == ["A X. b."]


def test_without_cascading_only_the_first_map_counts() -> None:
    assert cut("Eins. Zwei.", "de", cascade="no") == ["Eins. Zwei."]
    assert cut("One. Two.", "en", cascade="no") == ["One.", "Two."]


def test_a_rule_that_is_not_understood_costs_itself_and_is_named() -> None:
    bad = "<rule break='no'><beforebreak>(?&lt;x</beforebreak></rule>"
    file = RuleFile("a.srx", SRX.format(cascade="yes", extra=bad).encode())
    assert segmenter_of(file).segment("Dr. Alder. Gut.", "de") == [(0, 10), (11, 15)]
    assert "(?<x" in str(warnings_of(file)[0])


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"<srx><body>", "line 1"), (b"<tmx/>", "not an SRX file"), (b"", "a.srx")],
)
def test_a_file_that_is_no_srx_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Damaged, match=words):
        read_srx("a.srx", content)


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE srx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><srx><body>&b;</body></srx>'
    assert read_srx("a.srx", bomb).rules == {}


def test_a_long_text_is_cut_as_a_short_one() -> None:
    assert len(cut("Das ist Dr. Alder. " * 3000, "de")) == 3000


def test_rules_that_take_too_long_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.segment.srx._SECONDS", 1e-9)
    with pytest.raises(Damaged, match="too long"):
        cut("Das ist Dr. Alder. " * 5000, "de")


def test_rules_of_one_language_are_used_for_that_language_only() -> None:
    content = b'[abbreviations]\nnever_final = ["Xyz."]'
    rules = segmenter_of(RuleFile("de.toml", content))
    assert len(rules.segment("Der Xyz. Alder kam.", "de-AT")) == 1
    assert len(rules.segment("The Xyz. Alder came.", "en")) == 2
    assert len(segmenter_of(RuleFile("mine.toml", content)).segment("The Xyz. Alder came.", "en")) == 1


def test_rules_that_are_no_utf_8_are_refused() -> None:
    with pytest.raises(Damaged, match="UTF-8"):
        segmenter_of(RuleFile("de.toml", b"\xff\xfe"))


def test_a_rule_that_refers_to_a_group_is_left_out_and_named() -> None:
    doubled = "<rule break='no'><beforebreak>([a-z])\\1\\.</beforebreak></rule>"
    file = RuleFile("a.srx", SRX.format(cascade="yes", extra=doubled).encode())
    assert "([a-z])\\1" in str(warnings_of(file)[0])
