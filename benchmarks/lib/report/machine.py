"""On what machine a figure was measured, and how fast that machine is just now."""

import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np


def description() -> str:
    """The processor, its cores, the system and the Python that ran."""
    processor = platform.processor() or platform.machine()
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        names = [
            line.partition(":")[2].strip()
            for line in listing.read_text().splitlines()
            if "model name" in line
        ]
        processor = names[0] if names else processor
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {python}, numpy {np.__version__}"
    )


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def reference(runs: int) -> dict[str, float]:
    """Seconds, the best of so many runs, for two fixed pieces of work: other figures are read beside them."""
    rows = np.random.default_rng(0).random((5000, 192), np.float32)

    def loop() -> int:
        total = 0
        for number in range(5_000_000):
            total ^= number
        return total

    return {
        "matrix_s": min(seconds(lambda: rows @ rows.T) for _ in range(runs)),
        "loop_s": min(seconds(loop) for _ in range(runs)),
    }
