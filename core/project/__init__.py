"""The project: one file that keeps both documents, the bitext and its whole history."""

from core.project.change import Change, ChangeKind
from core.project.drafts import Draft, drafts, glance
from core.project.provenance import Provenance
from core.project.session import Advance, Session
from core.project.tables import Original

__all__ = [
    "Advance",
    "Change",
    "ChangeKind",
    "Draft",
    "Original",
    "Provenance",
    "Session",
    "drafts",
    "glance",
]
