"""Formats that no reader supports: the error names each of them, and the remedy.

A format is no longer refused once a reader has its suffix.
"""

import re
from collections.abc import Collection

from core.errors import CannotRead, Protected, Unknown
from core.model.message import Message, message
from core.read.file import File

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_TO_DOCX = message("Open it in Word or LibreOffice and save it as .docx.")
_AS_PAIRS = message("Open it on its own, as an existing alignment.")
_PAIRS_OR_TEXT = message(
    "If it contains aligned pairs, open it on its own; otherwise save its text as .docx or .txt."
)
_TO_TEXT = message("Save its text as .docx or .txt, and choose that file.")

_MEMORY = re.compile(rb"[^<]{0,3}(?:<[?!].*)?<tmx", re.DOTALL)  # after a byte order mark, if there is one
_BY_SUFFIX = {
    ".doc": (message("an old Word document"), _TO_DOCX),
    ".dot": (message("an old Word template"), _TO_DOCX),
    ".rtf": (message("an RTF document"), _TO_DOCX),
    ".odt": (message("an OpenDocument text"), _TO_DOCX),
    ".pages": (message("a Pages document"), message("Export it from Pages as .docx.")),
    ".pdf": (message("a PDF"), _TO_TEXT),
    ".epub": (message("an EPUB book"), _TO_TEXT),
    ".mobi": (message("a Kindle book"), _TO_TEXT),
    ".azw3": (message("a Kindle book"), _TO_TEXT),
    ".xls": (message("a spreadsheet"), _TO_TEXT),
    ".xlsx": (message("a spreadsheet"), _PAIRS_OR_TEXT),
    ".ods": (message("a spreadsheet"), _TO_TEXT),
    ".ppt": (message("a presentation"), _TO_TEXT),
    ".pptx": (message("a presentation"), _TO_TEXT),
}
_STARTS = ((b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"))
_NO_TEXTS: tuple[tuple[bytes, Message, Message], ...] = (
    (b"\x89PNG", message("a picture"), _TO_TEXT),
    (b"\xff\xd8\xff", message("a picture"), _TO_TEXT),
    (b"GIF8", message("a picture"), _TO_TEXT),
    (b"\x1f\x8b", message("a compressed file"), message("Unpack it, and choose the text in it.")),
    (b"BZh", message("a compressed file"), message("Unpack it, and choose the text in it.")),
    (b"\xfd7zXZ\x00", message("a compressed file"), message("Unpack it, and choose the text in it.")),
    (b"7z\xbc\xaf\x27\x1c", message("a compressed file"), message("Unpack it, and choose the text in it.")),
    (
        b"SQLite format 3\x00",
        message("a database"),
        message("Open a Diglot project on its own, not as a text."),
    ),
)
_INSIDE_ZIP = (
    (b"mimetypeapplication/epub+zip", ".epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"),
)


def refuse_unsupported(file: File, taken: Collection[str]) -> None:
    """Raise an error that names the format of a file, if that is a known one whose suffix is not `taken`.

    Raises Unknown, and Protected for a document with a password.
    """
    head = file.data[:512]
    if ".tmx" not in taken and (file.suffix == ".tmx" or _MEMORY.match(head.replace(b"\x00", b""))):
        raise Unknown(
            message(
                "“{name}” is a translation memory, which contains pairs rather than one text.", name=file.name
            ),
            file=file.name,
            remedy=_AS_PAIRS,
        )
    if head.startswith(_OLE):
        raise _old_office(file)
    for start, what, remedy in _NO_TEXTS:
        if head.startswith(start):
            raise _refused(file, what, remedy)
    found = [suffix for start, suffix in _STARTS if head.startswith(start)]
    if head.startswith(b"PK"):
        found += [suffix for sign, suffix in _INSIDE_ZIP if sign in head]
    for suffix in (*found, file.suffix):
        if suffix in _BY_SUFFIX and suffix not in taken:
            raise _refused(file, *_BY_SUFFIX[suffix])


def unknown(file: File) -> Unknown:
    """Return the error for a file in no recognisable format."""
    return Unknown(
        message("“{name}” is not text, and Diglot does not know its format.", name=file.name),
        file=file.name,
        remedy=_TO_TEXT,
    )


def _refused(file: File, what: Message, remedy: Message) -> Unknown:
    return Unknown(
        message("“{name}” is {what}, which Diglot cannot read.", name=file.name, what=what),
        file=file.name,
        remedy=remedy,
    )


def _old_office(file: File) -> CannotRead:
    """Return the error for a file that begins like documents of old Word and documents with a password."""
    if _ENCRYPTED in file.data:
        return Protected(
            message("“{name}” is password-protected.", name=file.name),
            file=file.name,
            remedy=message("Open it in Word with its password, save it without one, and choose that file."),
        )
    if _WORD in file.data or file.suffix in (".doc", ".dot", ".docx"):
        return _refused(file, *_BY_SUFFIX[".doc"])
    return _refused(file, message("a file from an old office program"), _TO_TEXT)
