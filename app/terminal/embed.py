"""Sub-command `diglot embed`: writes a vector for each line of a file."""

import argparse
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.terminal import console
from app.terminal.options import BUILT_IN, add_encoder, check_outputs, encoding, load

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "embed"
SUMMARY = "Write a unit vector for each line of a file, as a NumPy array of float32."
EXAMPLE = "diglot embed sentences.txt -o vectors.npy"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot embed`."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a text; lines end at LF, CRLF or CR")
    parser.add_argument(
        "-o", "--output", metavar="VECTORS.npy", type=Path, required=True, help="(lines, dimension) float32"
    )
    add_encoder(parser, f"{BUILT_IN}, or the folder of a model such as LaBSE")
    parser.add_argument(
        "--encoding", metavar="NAME", type=encoding, help="encoding of the file, such as windows-1252"
    )


def run(arguments: argparse.Namespace) -> None:
    """Encode the lines and write their vectors. Raises `WrongUsage` before any work, or a `DiglotError`."""
    import numpy as np

    from core import encode, read, segment, write

    check_outputs((arguments.output,), (arguments.file,), (".npy",))
    file = load(arguments.file)
    document = read.read(file, read.ReadOptions(encoding=arguments.encoding, lines=True))
    lines = segment.cut(document, segment.Segmentation.LINES).texts()
    encoder = encode.open_encoder(arguments.encoder)
    vectors = encoder.encode(lines, console.progress(quiet=arguments.quiet)).astype(np.float32)
    console.clear()
    vectors[[not _says_something(line) for line in lines]] = 0.0
    array = (
        io.BytesIO()
    )  # NumPy bypasses Python when it writes to a real file, and misses errors when the disk is full
    np.save(array, vectors, allow_pickle=False)
    with write.replacing(arguments.output) as out:
        out.write(array.getbuffer())
    console.warn([*console.about(document), *_zero_rows(vectors)], quiet=arguments.quiet)


def _says_something(line: str) -> bool:
    return any(letter.isalnum() for letter in line)


def _zero_rows(vectors: "NDArray[np.float32]") -> Iterator[str]:
    import numpy as np

    empty: list[int] = np.flatnonzero(~np.any(vectors, axis=1)).tolist()
    if len(empty) == 1:
        yield f"Line {empty[0] + 1} has no letters or digits to embed; its vector is zero."
    elif empty:
        lines = f"{len(empty):,} lines have no letters or digits to embed"
        yield f"{lines}, the first of them line {empty[0] + 1}; their vectors are zero."
