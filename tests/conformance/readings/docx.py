"""Letters of Word documents, by the parsers of the standard library."""

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from tests.core.read import word


def letters(data: bytes) -> str:
    """Return the text of the document and of its footnotes."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = [archive.read(f"word/{name}.xml") for name in ("document", "footnotes")]
    return "".join(
        element.text or ""
        for part in parts
        for element in ElementTree.fromstring(part).iter()
        if element.tag.endswith("}t")
    )


def hostile(beside: Path) -> bytes:
    """Return a document whose XML takes in another file."""
    parts = word.parts(word.paragraph("&x;"))
    declared = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{beside.as_uri()}">]>'
    return word.package(parts | {"word/document.xml": declared + parts["word/document.xml"]})
