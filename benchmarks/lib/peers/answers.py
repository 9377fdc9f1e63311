"""Results of other aligners for a gold document: baselines, stored results, and programs on the PATH.

Programs that are looked for:

hunalign      without a dictionary: `hunalign -utf EMPTY SOURCE TARGET`
vecalign      `vecalign` or `vecalign.py`, on the vectors of the measured encoder, n + m up to 8
bertalign     is a library; it needs a script of that name on the PATH that takes two texts of one segment per
              line and prints a ladder
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.lib.gold.aligned_documents import EncodedDocument
from benchmarks.lib.peers.baseline_dp import baseline_alignment
from benchmarks.lib.peers.gale_church import gale_church
from core.evaluation import LadderBead, parse_ladder
from core.vectors import unit

GALE_CHURCH, BASELINE = "Gale–Church, ours", "baseline, same vectors"

_REACH = 8
_CUT = 10_000  # characters, the limit of vecalign


def answers(document: EncodedDocument) -> Iterator[tuple[str, list[LadderBead]]]:
    """Yield the name of each other aligner that is available for this document, and its beads."""
    yield GALE_CHURCH, gale_church(*document.texts)
    yield BASELINE, baseline_alignment(*document.texts, *document.sums)
    yield from document.gold.peers()
    for name, program, run in programs():
        with TemporaryDirectory() as folder:
            yield f"{name}, run here", run(program, document, Path(folder))


def programs() -> Iterator[tuple[str, str, "Run"]]:
    """Yield the aligners on the PATH: the name, the path of the program, and the function that runs it."""
    for name, (commands, run) in PROGRAMS.items():
        where = next(filter(None, map(shutil.which, commands)), None)
        if where:
            yield name, where, run


def _files(document: EncodedDocument, folder: Path) -> tuple[str, str]:
    paths = folder / "source", folder / "target"
    for path, texts in zip(paths, document.texts, strict=True):
        path.write_text("".join(f"{text}\n" for text in texts), "utf-8", newline="\n")
    return str(paths[0]), str(paths[1])


def _output(*command: str) -> str:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout.decode("utf-8")


def _hunalign(program: str, document: EncodedDocument, folder: Path) -> list[LadderBead]:
    """Run hunalign. A line counts the segments before it on both sides; two lines enclose a bead."""
    (folder / "none.dic").touch()
    output = _output(program, "-utf", str(folder / "none.dic"), *_files(document, folder))
    ends = [tuple(map(int, line.split("\t")[:2])) for line in output.splitlines()]
    return [(tuple(range(a, c)), tuple(range(b, d))) for (a, b), (c, d) in pairwise(ends)]


def _vecalign(program: str, document: EncodedDocument, folder: Path) -> list[LadderBead]:
    """Run vecalign, on a file of all runs of lines and one of their vectors, float32, row by row."""
    source, target = _files(document, folder)
    embedded: list[str] = []
    for path, texts, vectors in zip((source, target), document.texts, document.sums, strict=True):
        lines = [text.strip() or "BLANK_LINE" for text in texts]
        rows = {"PAD": np.zeros(vectors.shape[1], np.float32)}
        for width in range(1, _REACH + 1):
            for at in range(len(lines) - width + 1):
                run = " ".join(lines[at : at + width])[:_CUT].strip()
                rows.setdefault(run, vectors[at : at + width].sum(axis=0))
        Path(f"{path}.runs").write_text("".join(f"{run}\n" for run in rows), "utf-8", newline="\n")
        unit(np.stack(list(rows.values()))).tofile(f"{path}.vectors")
        embedded += [f"{path}.runs", f"{path}.vectors"]
    arguments = ["--src_embed", *embedded[:2], "--tgt_embed", *embedded[2:]]
    return parse_ladder(_output(program, "-a", str(_REACH), "-s", source, "-t", target, *arguments))


def _ladder(program: str, document: EncodedDocument, folder: Path) -> list[LadderBead]:
    return parse_ladder(_output(program, *_files(document, folder)))


Run = Callable[[str, EncodedDocument, Path], list[LadderBead]]

PROGRAMS: dict[str, tuple[tuple[str, ...], Run]] = {
    "hunalign": (("hunalign",), _hunalign),
    "vecalign": (("vecalign", "vecalign.py"), _vecalign),
    "bertalign": (("bertalign",), _ladder),
}
