"""A toy format of pairs: a line `TOYS`, then one pair a line with an equals sign between its texts."""

from core.errors import Damaged
from core.model.message import message
from core.read import File
from core.read.decode import decode
from core.read.pairs import PairTable
from core.read.pairs.spreadsheet_rows import tabled

HEAD = b"TOYS\n"
GOOD = File("pairs.toys", HEAD + b"One. = Eins.\nTwo. = Zwei.\n")


class Toy:
    """The reader of `.toys` files."""

    name = "toys"
    suffixes = (".toys",)
    limit_mb = 10

    def sniff(self, head: bytes) -> int:
        """Return 10 for the first line of the format."""
        return 10 if head.startswith(HEAD) else 0

    def read(self, file: File, encoding: str | None) -> PairTable:
        """Return a row for each line. Raises Damaged, Empty."""
        if not file.data.startswith(HEAD):
            raise Damaged(
                message("“{name}” holds no toys.", name=file.name),
                file=file.name,
                remedy=message("Choose another file."),
            )
        text = decode(File(file.name, file.data.removeprefix(HEAD) or b"\n"), encoding)
        cells = [[cell.strip() for cell in line.split("=")] for line in text.text.splitlines()]
        return tabled(file, self.name, cells, text.encoding, text.warnings)
