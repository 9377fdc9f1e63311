"""Tables with tabs, read by the CSV reader of the standard library."""

import csv
import io

from core.model import Bitext
from tests.conformance.exports.found import Found


def pairs(data: bytes, bitext: Bitext) -> list[Found]:
    lines = io.StringIO(data.decode("utf-8"), newline="")
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == data.count(b"\n")
    return [Found(source, target, confidence) for source, target, confidence, _, _ in rows[1:]]
