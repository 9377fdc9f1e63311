"""Texts of documents and users as tooltips, always as HTML: Qt would interpret text that looks like HTML."""

from html import escape


def tip(*texts: str) -> str:
    """Return a tooltip with one paragraph for each text, word for word; Qt breaks long lines."""
    return "".join(f"<p>{escape(text).replace(chr(10), '<br>')}</p>" for text in texts if text)
