"""Files of rules that a user gives: SRX, or rules of one language in TOML."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import PurePath

from core.errors import Damaged
from core.language import named
from core.model.message import Message, message
from core.segment.rules import read_rules
from core.segment.segmenter import Segmenter
from core.segment.sentences import Sentences
from core.segment.srx import Srx, read_srx, warning

SUFFIXES = (".srx", ".toml")


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of rules: its name and its bytes."""

    name: str
    content: bytes

    def __str__(self) -> str:
        return f"{self.name} sha256:{sha256(self.content).hexdigest()}"


@cache
def segmenter_of(file: RuleFile) -> Segmenter:
    """Return the segmenter with the rules of a file. Raises Damaged.

    A TOML file whose name is a language, such as "oc.toml", is used for that language only.
    """
    if PurePath(file.name).suffix.lower() == ".srx":
        return read_srx(file.name, file.content)
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Damaged(
            message("“{file}” is not valid UTF-8 text.", file=file.name),
            file=file.name,
            remedy=message("Save the rules as UTF-8."),
            detail=str(error),
        ) from None
    return Sentences(read_rules(file.name, text), only=named(PurePath(file.name).stem) or "")


def warnings_of(file: RuleFile) -> tuple[Message, ...]:
    """Return messages about rules of the file that cannot be used. Raises Damaged."""
    segmenter = segmenter_of(file)
    return warning(segmenter) if isinstance(segmenter, Srx) else ()
