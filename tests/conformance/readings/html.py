"""Letters of web pages, by the parser of the standard library."""

from html.parser import HTMLParser
from pathlib import Path


class _Shown(HTMLParser):
    """A parser that keeps the text outside elements that no browser shows; samples close those elements."""

    hidden = ("title", "style", "script", "rt", "rp")

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.hidden or ("hidden", None) in attrs:
            self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.text += data


def letters(data: bytes) -> str:
    """Return the text that a browser shows."""
    shown = _Shown()
    shown.feed(data.decode("iso8859-2" if b"iso-8859-2" in data else "utf-8"))
    shown.close()
    return shown.text


def hostile(beside: Path) -> bytes:
    """Return a page that names another file wherever it can."""
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "{0}">]><p>&x;<img src="{0}"><iframe src="{0}"></iframe>'
    return page.format(beside.as_uri()).encode()
