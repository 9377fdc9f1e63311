"""Sub-command `diglot measure`: scores ladders against manual alignments."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.terminal import console
from app.terminal.options import WrongUsage, load
from core.errors import Damaged, Empty
from core.model.message import message

if TYPE_CHECKING:
    from core.evaluation import Figures, LadderBead, Score

NAME = "measure"
SUMMARY = "Score ladders against manual ones: strict and lax precision, recall and F1."
EXAMPLE = "diglot measure gold/one.ladder=out/one.ladder gold/two.ladder=out/two.ladder"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `diglot measure`."""
    parser.add_argument(
        "pairs",
        metavar="GOLD=TEST",
        nargs="+",
        help="a manual ladder and the one to score, separated by the last equals sign",
    )


def run(arguments: argparse.Namespace) -> None:
    """Print a table and, last, a line for programs. Raises `WrongUsage` or a `CannotRead`."""
    from core.evaluation import Score, score

    named = [_split(pair) for pair in arguments.pairs]
    scores = [score(_ladder(gold), _ladder(test)) for gold, test in named]
    total = sum(scores, Score())
    console.say(_table([str(test) for _, test in named], scores, total))


def _split(pair: str) -> tuple[Path, Path]:
    gold, equals, test = pair.rpartition("=")
    if not (equals and gold and test):
        raise WrongUsage(f"“{pair}” is not GOLD=TEST")
    return Path(gold), Path(test)


def _ladder(path: Path) -> "list[LadderBead]":
    from core.evaluation import parse_ladder

    try:
        return parse_ladder(load(path).data.decode("utf-8"))
    except Empty:
        return []  # an empty result is measured too
    except ValueError as error:
        raise Damaged(
            message("“{name}” is not a ladder: {error}.", name=path.name, error=str(error)),
            file=str(path),
            remedy=message("Choose a file whose lines look like [0, 1]:[0]."),
        ) from error


def _table(names: Sequence[str], scores: "Sequence[Score]", total: "Score") -> Iterator[str]:
    width = max(len(name) for name in [*names, "in all"])
    yield f"{'':{width}}  strict P       R      F1   lax P       R      F1"
    for name, one in zip(names, scores, strict=True):
        yield _row(name.ljust(width), one.strict, one.lax)
    yield _row("in all".ljust(width), total.strict, total.lax)
    yield "RESULT " + " ".join(
        f"{kind}_{figure}={value:.4f}"
        for kind, figures in (("strict", total.strict), ("lax", total.lax))
        for figure, value in (("p", figures.precision), ("r", figures.recall), ("f1", figures.f1))
    )


def _row(name: str, strict: "Figures", lax: "Figures") -> str:
    left = f"{strict.precision:8.3f} {strict.recall:7.3f} {strict.f1:7.3f}"
    return f"{name}  {left} {lax.precision:7.3f} {lax.recall:7.3f} {lax.f1:7.3f}"
