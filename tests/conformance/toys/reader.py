"""A toy format of documents: a line `TOY`, then one paragraph a line."""

from core.errors import Damaged
from core.model import Block, BlockKind, Document
from core.model.message import message
from core.read import File, ReadOptions
from core.read.decode import decode

HEAD = b"TOY\n"
SAMPLE = HEAD + b"One bridge.\nTwo bridges.\n"
DAMAGED = b"YOT\nOne bridge.\n"


class Toy:
    """The reader of `.toy` files."""

    name = "toy"
    suffixes: tuple[str, ...] = (".toy",)
    limit_mb = 10
    keeps_line_breaks = True

    def sniff(self, head: bytes) -> int:
        """Return 10 for the first line of the format."""
        return 10 if head.startswith(HEAD) else 0

    def read(self, file: File, options: ReadOptions) -> Document:
        """Return a paragraph for each line. Raises Damaged."""
        if not file.data.startswith(HEAD):
            raise Damaged(
                message("“{name}” is no toy.", name=file.name),
                file=file.name,
                remedy=message("Choose another file."),
            )
        text = decode(File(file.name, file.data.removeprefix(HEAD) or b"\n"), options.encoding)
        blocks = [Block(BlockKind.PARAGRAPH, line) for line in text.text.splitlines() if line.strip()]
        return file.document(self.name, blocks, encoding=text.encoding, warnings=text.warnings)


def letters(data: bytes) -> str:
    """Return the text of a toy file, read independently."""
    return data[len(HEAD) :].decode()
