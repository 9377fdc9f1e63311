"""Ladders, read by a regular expression."""

import ast
import re

from core.model import Bitext
from tests.conformance.exports.found import Found


def pairs(data: bytes, bitext: Bitext) -> list[Found]:
    found = []
    for line in data.decode("ascii").splitlines():
        bead = re.fullmatch(r"(\[[\d, ]*\]):(\[[\d, ]*\]):([01]\.\d{4})", line)
        assert bead, line
        texts = (bitext.source.texts(), bitext.target.texts())
        joined = ["".join(texts[at][number] for number in ast.literal_eval(bead[at + 1])) for at in range(2)]
        found.append(Found(*joined, bead[3]))
    return found
