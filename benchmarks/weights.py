"""Learn the aligner's weights from the manual alignments of the development sets.

    python -m benchmarks.weights --data FOLDER [--write]

Each document is learnt from as it is, and resegmented with paragraphs inserted, so that the segmentation
habits of one genre are not learnt along with its beads. One set of weights is for the built-in encoder, which
reports the pieces of words in a text. The other is for encoders that give vectors only, and is learnt from
the vectors of the rough encoder as well. The calibration of confidence is learnt from documents aligned with
weights that saw no text in their two languages, and from documents aligned with the translation of another
document. `--write` saves the weights in resources/aligner.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.lib import rough_encoder
from benchmarks.lib.weight_learning import (
    Document,
    calibrate,
    learn,
    lessons,
    read_documents,
    without_pieces,
)
from core.align.weights import Weights
from core.encode import BUILT_IN, Encoder, open_encoder

SETS = ("built-in", "folder")
_RESOURCES = Path(__file__).parents[1] / "resources" / "aligner"
_HEADER = (
    "# Learnt by `python -m benchmarks.weights` from manual alignments; "
    "docs/decisions/0007-the-log-linear-aligner.md says how.",
    "# feature\tfirst search\tlast search",
)


def main() -> None:
    """Learn both sets of weights, print them, and save them if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/<set>/")
    parser.add_argument("--write", action="store_true", help="save the weights in resources/aligner")
    arguments = parser.parse_args()
    rough_encoder.register(arguments.data)
    for name in SETS:
        text = as_text(_learn_set(name, arguments.data))
        print(f"{name}\n{text}", flush=True)
        if arguments.write:
            (_RESOURCES / f"{name}.tsv").write_text(text, "utf-8")


def _learn_set(name: str, data: Path) -> Weights:
    names = (BUILT_IN,) if name == BUILT_IN else (BUILT_IN, rough_encoder.NAME)
    encoders = [open_encoder(each) for each in names]
    documents = [each for encoder in encoders for each in read_documents(data, encoder)]
    if name != BUILT_IN:
        documents = [
            replace(each, encoded=(without_pieces(each.encoded[0]), without_pieces(each.encoded[1])))
            for each in documents
        ]
    taught = [
        lesson
        for document, encoder in _with_encoders(documents, encoders)
        for lesson in lessons(document, encoder)
    ]
    return calibrate(learn(taught), taught, documents)


def _with_encoders(
    documents: Sequence[Document], encoders: Sequence[Encoder]
) -> list[tuple[Document, Encoder]]:
    per_encoder = len(documents) // len(encoders)
    return [(document, encoders[at // per_encoder]) for at, document in enumerate(documents)]


def as_text(weights: Weights) -> str:
    """Return the weights in the form that `core.align.weights.parse` reads."""
    rows = [f"{name}\t{weights.coarse[name]:.3f}\t{weights.fine[name]:.3f}" for name in weights.fine]
    return "\n".join([*_HEADER, *rows, ""])


if __name__ == "__main__":
    main()
