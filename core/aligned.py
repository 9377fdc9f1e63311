"""New bitexts, before they are projects."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.model import Bitext, Finding
from core.project.provenance import Provenance

if TYPE_CHECKING:
    from core.read import File


@dataclass(frozen=True, slots=True)
class Aligned:
    """A bitext, the files of its two sides, and how it was made from them."""

    bitext: Bitext
    files: "tuple[File, File]"
    provenance: Provenance

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings about the two texts as wholes."""
        return self.provenance.findings
