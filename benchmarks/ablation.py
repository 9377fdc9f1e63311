"""Effect of each part of the training text, and of the seed, on the encoder, at a shorter schedule.

    python -m benchmarks.ablation --data FOLDER --work FOLDER [--steps 1500]

FOLDER holds train/, tests/ and gold/; the work folder keeps the vocabulary and the tokenised text, as
`python -m core.train` leaves them. Needs the extra `train`. Parts are judged on the lines held out of
training and on the gold development sets; seeds also on the fixed list of Tatoeba.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from benchmarks.lib.corpora.retrieval import searched, tatoeba_languages
from benchmarks.lib.gold.aligned_documents import total_score
from benchmarks.lib.gold.documents import documents, sets
from benchmarks.lib.report.machine import description
from core.encode import open_encoder
from core.train import contrast, evaluate, make, material, shrink
from core.train.registers import SCRIPTURE, SOFTWARE


@dataclass(frozen=True, slots=True)
class Trial:
    """A short training run: the parts it omits, its seed, and whether it is tested on Tatoeba."""

    name: str
    without: tuple[str, ...] = ()
    seed: int = 1
    tested: bool = False


TRIALS = (
    Trial("everything, seed 1", tested=True),
    Trial("everything, seed 2", seed=2, tested=True),
    Trial("without the lexicon", ("lexicon",)),
    Trial("without scripture", (SCRIPTURE,)),
    Trial("without documentation", (SOFTWARE,)),
)

_COLUMNS = {"lines": 8, "prose": 8, "fixed 40": 10, "gold F1": 9, "Tatoeba": 9}


def main() -> None:
    """Train each variant, and print a table and the result."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="holds train/, tests/ and gold/")
    parser.add_argument("--work", type=Path, required=True, help="vocabulary and tokenised text")
    parser.add_argument("--steps", type=int, default=1_500, help="of each training run (default 1500)")
    parser.add_argument("--leave-out", type=Path, help="lines not to train on")
    chosen = parser.parse_args()
    print(f"Machine: {description()}")
    print(f"{chosen.steps} steps each; shares of held-out lines that find their translation\n")
    print(f"{'':24}{'steps':>7}" + "".join(f"{name:>{width}}" for name, width in _COLUMNS.items()))
    with TemporaryDirectory() as folder:
        order = make.Order(chosen.data / "train", Path(folder), chosen.work, leave_out=chosen.leave_out)
        pieces, everything = make.prepared(order, lambda line: None)
        rows = [_row(trial, chosen.data, chosen.steps, pieces, everything, order.out) for trial in TRIALS]
    one, other = (row for trial, row in zip(TRIALS, rows, strict=True) if trial.tested)
    print(
        f"RESULT tatoeba_differs={abs(one['Tatoeba'] - other['Tatoeba']):.4f} "
        f"strict_f1_differs={abs(one['gold F1'] - other['gold F1']):.4f}"
    )


def _row(
    trial: Trial,
    data: Path,
    steps: int,
    pieces: list[tuple[str, float]],
    everything: material.Material,
    folder: Path,
) -> dict[str, float]:
    """Train, judge and print one trial; return its figures by the columns of the table."""
    found = material.without(everything, trial.without)
    recipe = contrast.Recipe(len(pieces), steps=steps, seed=trial.seed)
    learnt = contrast.learn(found, recipe, folder / "checkpoint.pt", lambda line: None)
    (folder / "checkpoint.pt").unlink()
    scores = {pairing.name: evaluate.judged(pairing, learnt.vectors) for pairing in found.judging}
    shrink.write(folder, pieces, learnt.vectors)
    lists = tatoeba_languages(data)
    fixed = [entry.language for entry in lists if entry.fixed]
    lines, prose = evaluate.means(scores)
    row = {"lines": lines, "prose": prose, "fixed 40": mean(scores[name].share for name in fixed)}
    development = [name for name in sets(data) if name.endswith("-dev")]
    row["gold F1"] = mean(total_score(documents(data, name), str(folder)).strict.f1 for name in development)
    if trial.tested:
        tested = searched(open_encoder(str(folder)), data).tatoeba
        row["Tatoeba"] = mean(tested[name].both for name in fixed)
    cells = (f"{row.get(name, float('nan')):>{width}.3f}" for name, width in _COLUMNS.items())
    print(f"{trial.name:24}{learnt.steps:>7}" + "".join(cells).replace("nan", "   "), flush=True)
    return row


if __name__ == "__main__":
    main()
