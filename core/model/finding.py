"""Findings: problems with two texts as wholes."""

from dataclasses import dataclass
from enum import StrEnum

from core.model.message import Message


class FindingKind(StrEnum):
    """A kind of finding; its value is the name under which projects store it."""

    SAME_LANGUAGE = "same language"
    SWAPPED = "swapped"
    UNRELATED = "unrelated"
    LOPSIDED = "lopsided"
    ENCODER = "encoder"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with two texts as wholes, with the sentence that tells the user."""

    kind: FindingKind
    sentence: Message
