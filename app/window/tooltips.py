"""Texts of documents and of persons as tooltips: Qt takes for HTML what looks like it, so they are HTML."""

from html import escape


def tip(*texts: str) -> str:
    """A tooltip of a paragraph for each text, word for word; Qt breaks the lines where they are too long."""
    return "".join(f"<p>{escape(text).replace(chr(10), '<br>')}</p>" for text in texts if text)
