"""Letters of Markdown, by regular expressions."""

import re

from tests.conformance.readings import txt


def letters(data: bytes) -> str:
    """Return the text without comments and without the settings at its top."""
    text = re.sub(r"<!--.*?-->", "", txt.letters(data), flags=re.DOTALL)
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
