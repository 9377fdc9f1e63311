"""The machine on which a figure was measured, and its current speed."""

import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np


def description() -> str:
    """Describe the processor, its cores, the system and the running Python."""
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
    """Return the seconds that some work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def reference(runs: int) -> dict[str, float]:
    """Return the seconds of two fixed pieces of work, the best of so many runs.

    They make figures of different machines and moments comparable.
    """
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
