"""Documents read from samples, as the lines of `.expected` files. Run alone, it writes those anew."""

import json
from pathlib import Path

from core.model import Document
from core.read import READERS, File, Reader, ReadOptions

CASES = Path(__file__).parents[1] / "cases" / "read"


def samples(reader: Reader) -> list[Path]:
    """Return the files that a reader must read."""
    found = sorted((CASES / reader.name).iterdir())
    return [path for path in found if path.suffix in reader.suffixes and path.stem != "damaged"]


def damaged(reader: Reader) -> list[Path]:
    """Return the files that a reader must refuse."""
    return sorted((CASES / reader.name).glob("damaged.*"))


def described(document: Document) -> str:
    """Return a document as JSON lines."""
    about = {
        "language": document.language,
        "encoding": document.encoding,
        "warnings": len(document.warnings),
    }
    blocks = (
        {
            "kind": block.kind,
            "level": block.level,
            "text": block.text,
            "place": [list(step) for step in block.place],
        }
        for block in document.blocks
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (about, *blocks))


def _write_anew() -> None:
    for reader in READERS:
        for path in samples(reader):
            document = reader.read(File(path.name, path.read_bytes()), ReadOptions())
            path.with_suffix(".expected").write_text(described(document), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _write_anew()
