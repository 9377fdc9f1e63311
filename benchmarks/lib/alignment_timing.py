"""Time and memory of an alignment by size, each run in a process of its own.

Run as `python -m benchmarks.lib.alignment_timing DATA ENCODER SOURCE TARGET`, the module is that process.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.lib import rough_encoder
from benchmarks.lib.gold.aligned_documents import shipped_weights
from benchmarks.lib.gold.long_texts import long_texts
from core.align.align import align
from core.encode import encode_texts, open_encoder
from core.pipeline import SideOptions, prepare
from core.read import load
from core.segment import Segmentation


def best_runs(data: Path, sizes: Sequence[int], encoder: str, runs: int) -> dict[int, dict[str, float]]:
    """Return, by sentences a side, the fastest of several runs: seconds by stage, and peak memory in MB."""
    sides = long_texts(data, max(sizes))
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.txt" for name in ("source", "target")]
        for size in sizes:
            for path, lines in zip(paths, sides, strict=True):
                path.write_text("\n".join(lines[:size]), "utf-8", newline="\n")
            found[size] = min(
                (_run_child(data, paths, encoder) for _ in range(runs)), key=lambda run: run["beads_s"]
            )
    return found


def _run_child(data: Path, paths: Sequence[Path], encoder: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.lib.alignment_timing", str(data), encoder]
    run = subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


def main() -> None:
    """Align two files once and print the figures as JSON."""
    data, encoder, *paths = sys.argv[1:]
    rough_encoder.register(Path(data))
    print(json.dumps(time_alignment([Path(path) for path in paths], encoder)))


def time_alignment(files: Sequence[Path], encoder_name: str) -> dict[str, float]:
    """Return the seconds of each stage and of all, and this process's peak memory in MB.

    `beads_s` is the time from segmented texts to beads, the opening of the encoder included.
    """
    import resource  # not on Windows, where the rest of this module still works

    by_lines = SideOptions(segmentation=Segmentation.LINES)
    begun = time.perf_counter()
    source, target = (prepare(load(path), by_lines) for path in files)
    prepared = time.perf_counter()
    encoder = open_encoder(encoder_name)
    both = encode_texts(encoder, source.texts()), encode_texts(encoder, target.texts())
    encoded = time.perf_counter()
    align(source, target, both, shipped_weights(encoder_name))
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return {
        "read_s": prepared - begun,
        "encode_s": encoded - prepared,
        "align_s": ended - encoded,
        "seconds": ended - begun,
        "beads_s": ended - prepared,
        "peak_mb": peak,
    }


if __name__ == "__main__":
    main()
