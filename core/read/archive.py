"""A Word file as a package: a zip of XML parts that name each other, opened with limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from types import TracebackType
from typing import TYPE_CHECKING

from core.errors import CannotRead, Damaged, Protected, TooLarge
from core.model.message import Message, message
from core.read.file import MEGABYTE, File

if TYPE_CHECKING:
    from lxml import etree

PART_LIMIT_MB = 100
"""The limit of one unpacked part. A long novel has 20; a zip made to fill the memory has thousands."""

_SAVE_AGAIN = message("Open it in Word or LibreOffice and save it again as .docx.")


class Package:
    """The parts of a document, found by their role. Every failure is a `CannotRead`."""

    def __init__(self, file: File) -> None:
        self._file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file.data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged(message("is not a Word document, or is damaged"), error) from error
        self._main = ""

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def main(self) -> etree._Element:
        """Return the body of the document. Raises Damaged if there is none."""
        self._main = self._related("", "officeDocument") or "word/document.xml"
        body = self._parsed(self._main) if self._main in self._zip.namelist() else None
        if body is None or local(body) != "document":  # a workbook or a presentation has another root
            raise self._damaged(message("is a zip file without a Word document in it"))
        return body

    def part(self, kind: str) -> etree._Element | None:
        """Return the part that the main part refers to as its "styles", "footnotes" and so on."""
        name = self._related(self._main, kind)
        return self._parsed(name) if name and name in self._zip.namelist() else None

    def _related(self, part: str, kind: str) -> str:
        """Return the name of the part to which `part` has a relation of this kind, "" if there is none."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self._zip.namelist():
            return ""
        for relation in self._parsed(relations):
            said = value(relation, "Type"), value(relation, "TargetMode")
            if said[0].rpartition("/")[2] == kind and said[1] != "External":
                return posixpath.normpath(posixpath.join("/", folder, value(relation, "Target")))[1:]
        return ""

    def _parsed(self, name: str) -> etree._Element:
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(self._bytes(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(message("is damaged: part of it is not XML"), error) from error

    def _bytes(self, name: str) -> bytes:
        limit = PART_LIMIT_MB * MEGABYTE
        try:
            about = self._zip.getinfo(name)
            if about.flag_bits & 1:
                raise Protected(
                    message("“{name}” is password-protected.", name=self._file.name),
                    file=self._file.name,
                    remedy=message("Save it without the password, and choose that file."),
                )
            with self._zip.open(about) as stream:
                data = stream.read(limit + 1) if about.file_size <= limit else b"\x00" * (limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self._damaged(message("is damaged: part of it cannot be unpacked"), error) from error
        if len(data) > limit:
            raise TooLarge(
                message(
                    "The text of “{name}” unpacks to more than {limit} MB, the limit.",
                    name=self._file.name,
                    limit=PART_LIMIT_MB,
                ),
                file=self._file.name,
                remedy=message("Split the document into parts."),
            )
        return data

    def _damaged(self, what: Message, error: Exception | None = None) -> CannotRead:
        return Damaged(
            message("“{name}” {what}.", name=self._file.name, what=what),
            file=self._file.name,
            remedy=_SAVE_AGAIN,
            detail="" if error is None else str(error),
        )


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace, "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: etree._Element, attribute: str) -> str:
    """Return an attribute in any namespace, "" if it is missing."""
    for name, said in element.attrib.items():
        if str(name).rpartition("}")[2] == attribute:
            return str(said)
    return ""
