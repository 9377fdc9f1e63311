"""Findings: what is wrong with two texts as wholes."""

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
    """One thing that is wrong with two texts, and the sentence that tells the user."""

    kind: FindingKind
    sentence: Message
