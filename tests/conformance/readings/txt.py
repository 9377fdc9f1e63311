"""Letters of plain text."""


def letters(data: bytes) -> str:
    """Return the text of a file in one of the encodings of the samples."""
    for encoding in ("utf-16", "utf-8", "cp1251"):
        try:
            if encoding != "utf-16" or data.startswith((b"\xff\xfe", b"\xfe\xff")):
                return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("a sample in another encoding")
