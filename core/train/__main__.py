"""Command line that trains the built-in encoder: `python -m core.train --data FOLDER --out FOLDER`.

Needs the extra `train`. Leaves a vocabulary and a checkpoint in `--work`, and resumes from them.
"""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from core.errors import DiglotError
from core.train import make, material
from core.train.registers import REGISTERS


def main(arguments: list[str]) -> int:
    """Train as the arguments say and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m core.train", description="Train a static encoder.")
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("DIGLOT_DATA"), help="parallel text (or DIGLOT_DATA)"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the encoder")
    parser.add_argument("--work", type=Path, default=Path(".work/train"), help="vocabulary and checkpoint")
    parser.add_argument("--minutes", type=float, default=60.0, help="how long to train (default 60)")
    parser.add_argument(
        "--steps", type=int, default=0, help="how many steps instead, to repeat a training exactly"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pieces", type=int, default=make.PIECES, help="size of the vocabulary")
    parser.add_argument("--dimension", type=int, default=make.DIMENSION, help="length of a vector")
    parser.add_argument(
        "--leave-out",
        type=Path,
        help="a table of files and lines not to train on, as the overlap program writes",
    )
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        choices=[*material.SHARES, *REGISTERS],
        help="a kind of pairs or a register to train without, for comparison; may be repeated",
    )
    chosen = parser.parse_args(arguments)
    if chosen.data is None:
        parser.error("say where the parallel text is: --data FOLDER, or DIGLOT_DATA")
    folder = Path(chosen.data)
    order = make.Order(
        folder / "train" if (folder / "train").is_dir() else folder,
        chosen.out,
        chosen.work,
        chosen.pieces,
        chosen.dimension,
        chosen.minutes,
        chosen.steps,
        chosen.seed,
        leave_out=chosen.leave_out,
        without=tuple(chosen.without),
    )
    try:
        make.encoder(order, date.today().isoformat(), lambda line: print(line, flush=True))
    except DiglotError as problem:
        print(f"{problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
