"""Command line that adds the contextual stage: `python -m core.train.deepen --static FOLDER --data FOLDER
--out FOLDER`.

A thin transformer learns corrections to the vectors of a static encoder, which do not change: first a wider
teacher, then the student that is kept and that also imitates the teacher. Needs the extra `train`. Leaves a
checkpoint of each in `--work`, and resumes from them.
"""

import argparse
import json
import math
import os
import shutil
import sys
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np

from core.encode import contextual, static
from core.train import thin
from core.train.contextual import Read, Recipe, learn
from core.train.evaluate import found, judged
from core.train.material import Pairing, Say, gather
from core.train.thin import Parameters, Shape
from core.vectors import Vectors, unit

TEACHER = Shape(layers=4, width=192, heads=6, inner=384)
TAUGHT = 0.3
"""Share of the time that the teacher gets."""

_PLAIN, _SHAPE = Recipe(), Shape()
_JUDGED = 20  # number of languages, largest first


@dataclass(frozen=True, slots=True)
class Order:
    """Options of a run; see the program's `--help`. There is no teacher if `taught` is 0."""

    static: Path
    data: Path
    work: Path
    out: Path
    shape: Shape
    recipe: Recipe = field(default_factory=Recipe)
    teacher: Shape = TEACHER
    taught: float = TAUGHT
    leave_out: Path | None = None


def encoder(order: Order, say: Say) -> None:
    """Write the folder of a contextual encoder and report its retrieval on held-out lines."""
    import torch

    cutter, kept = static.parts(order.static, order.static.name)
    rows = kept[np.arange(len(kept.rows))]
    work, seed = order.work, order.recipe.seed
    work.mkdir(parents=True, exist_ok=True)
    material = gather(order.data, cutter, seed, work / "cut", say, order.leave_out)
    size = float(np.sqrt(np.square(rows).sum(axis=1).mean()))
    table = torch.from_numpy(rows / np.float32(size))
    judging = sorted(material.judging, key=lambda pairing: (-len(pairing), pairing.name))[:_JUDGED]
    say(f"static: {np.mean([judged(pairing, rows).share for pairing in judging]):.4f}")
    teacher = None
    if order.taught:
        recipe = _part(order.recipe, order.taught)
        teacher = learn(material, table, order.teacher, recipe, work / "teacher.pt", say)
        say(f"teacher: {_share(judging, teacher):.4f}")
    recipe = _part(order.recipe, 1 - order.taught)
    student = learn(material, table, order.shape, recipe, work / "student.pt", say, teacher)
    write(order.out, order.static, order.shape, student.parameters, size)
    say(f"contextual: {_share(judging, student):.4f}")


def _part(recipe: Recipe, share: float) -> Recipe:
    return replace(recipe, minutes=recipe.minutes * share, steps=math.ceil(recipe.steps * share))


def write(folder: Path, of: Path, shape: Shape, parameters: Parameters, size: float) -> None:
    """Write the folder of a contextual encoder: the files of the static encoder `of`, and the transformer.

    `size` is the factor by which the static vectors were divided during training.
    """
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    config = json.loads((of / "config.json").read_text(encoding="utf-8"))
    config |= asdict(shape) | {"kind": contextual.KIND}
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    for name in ("tokenizer.json", "model.safetensors"):
        shutil.copyfile(of / name, folder / name)
    factors = {"inward": 1 / size, "outward": size}
    kept = {
        name: (parameter.detach().numpy() * factors.get(name, 1.0)).astype(np.float16)
        for name, parameter in parameters.items()
        if name != "projection"
    }
    save_file(kept, folder / contextual.WEIGHTS)
    (folder / contextual.WEIGHTS).chmod(0o644)  # the library creates the file readable by the owner only


def _share(judging: list[Pairing], by: Read) -> float:
    """Return the share of held-out lines that find their translation, averaged over both directions and
    languages."""
    return float(np.mean([found(*_units(pairing, by)).mean() for pairing in judging]))


def _units(pairing: Pairing, by: Read) -> list[Vectors]:
    import torch

    halves = []
    for bags, rows in ((pairing.left, pairing.left_rows), (pairing.right, pairing.right_rows)):
        pieces, lengths = bags.take(rows)
        with torch.no_grad():
            sums = thin.sums(by.parameters, by.shape, by.table, pieces, np.cumsum(lengths) - lengths)
        halves.append(unit(sums.numpy()))
    return halves


def main(arguments: list[str]) -> int:
    """Train as the arguments say and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m core.train.deepen", description="Add the contextual stage."
    )
    parser.add_argument("--static", type=Path, required=True, help="folder of the static encoder")
    parser.add_argument(
        "--data", type=Path, default=os.environ.get("DIGLOT_DATA"), help="parallel text (or DIGLOT_DATA)"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the contextual encoder")
    parser.add_argument("--work", type=Path, default=Path(".work/train"), help="that of the static stage")
    parser.add_argument(
        "--leave-out", type=Path, help="lines that are not trained on, as in the static stage"
    )
    parser.add_argument("--minutes", type=float, default=25.0, help="how long to train (default 25)")
    parser.add_argument("--steps", type=int, default=0, help="how many steps instead, to repeat it exactly")
    parser.add_argument(
        "--seed", type=int, default=1, help="that of the static stage, to judge by the same lines"
    )
    parser.add_argument("--threads", type=int, default=_PLAIN.threads)
    parser.add_argument("--batch", type=int, default=_PLAIN.batch, help="pairs of texts in a step")
    parser.add_argument("--rate", type=float, default=_PLAIN.rate, help="the highest learning rate")
    parser.add_argument(
        "--teacher", type=float, default=TAUGHT, help="its share of the time; 0 trains without"
    )
    for name in ("layers", "width", "heads", "inner"):
        parser.add_argument(f"--{name}", type=int, default=getattr(_SHAPE, name))
    chosen = parser.parse_args(arguments)
    if chosen.data is None:
        parser.error("say where the parallel text is: --data FOLDER, or DIGLOT_DATA")
    encoder(_order(chosen), lambda line: print(line, flush=True))
    return 0


def _order(chosen: argparse.Namespace) -> Order:
    data = Path(chosen.data)
    return Order(
        chosen.static,
        data / "train" if (data / "train").is_dir() else data,
        chosen.work,
        chosen.out,
        Shape(chosen.layers, chosen.width, chosen.heads, chosen.inner),
        Recipe(
            minutes=chosen.minutes,
            steps=chosen.steps,
            seed=chosen.seed,
            batch=chosen.batch,
            rate=chosen.rate,
            threads=chosen.threads,
        ),
        taught=chosen.teacher,
        leave_out=chosen.leave_out,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
