"""Translation memories, read by the XML parser of the standard library."""

from xml.etree import ElementTree

from core.model import Bitext
from tests.conformance.exports.found import Found

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def pairs(data: bytes, bitext: Bitext) -> list[Found]:
    found = []
    for unit in ElementTree.fromstring(data).iter("tu"):
        kinds = {prop.get("type"): prop.text for prop in unit.iter("prop")}
        source, target = unit.findall("tuv")
        assert source.get(_XML_LANG) == bitext.source.document.language
        assert target.get(_XML_LANG) == bitext.target.document.language
        texts = [variant.findtext("seg") or "" for variant in (source, target)]
        found.append(Found(*texts, kinds["x-score"] or ""))
    return found
