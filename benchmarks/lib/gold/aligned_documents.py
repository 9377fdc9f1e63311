"""Gold documents encoded and aligned by Diglot, one segment per line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.lib.gold.documents import GoldDocument
from core.align.align import align
from core.align.weights import Weights
from core.align.weights import load as load_weights
from core.encode import Encoder, encode_texts, open_encoder, row_of
from core.evaluation import LadderBead, Score, score
from core.model import Bitext, Side
from core.pipeline import SideOptions, prepare
from core.read import load
from core.segment import Segmentation
from core.vectors import Encoded, EncodedPair, Vectors


@dataclass(frozen=True, slots=True, eq=False)
class EncodedDocument:
    """A gold document as two sides with one segment per line, and the encoder's output for both."""

    gold: GoldDocument
    source: Side
    target: Side
    encoded: EncodedPair

    @property
    def sums(self) -> tuple[Vectors, Vectors]:
        """Vectors of both sides that can be added up, float32 (segments, dimension).

        They are the sums of the segments' pieces, or else unit vectors times the segments' lengths.
        """
        source, target = self.texts
        return _sums(self.encoded[0], source), _sums(self.encoded[1], target)

    @property
    def texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines of both sides."""
        return self.source.texts(), self.target.texts()


def _sums(encoded: Encoded, texts: Sequence[str]) -> Vectors:
    if encoded.pieces is not None:
        return encoded.pieces.sums()
    weighted: Vectors = encoded.vectors * np.array([len(text) for text in texts], np.float32)[:, None]
    return weighted


def shipped_weights(encoder_name: str) -> Weights:
    """Return the weights that ship for an encoder, named as for `open_encoder`.

    The rough encoder "trial" uses those of the built-in one, as its row says.
    """
    return load_weights(row_of(encoder_name).weights)


def encode_document(document: GoldDocument, encoder: Encoder) -> EncodedDocument:
    """Return a document cut into its lines, with their vectors."""
    by_lines = SideOptions(segmentation=Segmentation.LINES)
    source, target = (prepare(load(path), by_lines) for path in (document.source, document.target))
    encoded = encode_texts(encoder, source.texts()), encode_texts(encoder, target.texts())
    return EncodedDocument(document, source, target, encoded)


def align_document(document: EncodedDocument, weights: Weights) -> Bitext:
    """Align a document with Diglot."""
    beads = align(document.source, document.target, document.encoded, weights)
    return Bitext(document.source, document.target, beads)


def total_score(documents: Iterable[GoldDocument], encoder_name: str) -> Score:
    """Return the score of Diglot's beads, with this encoder (a name or folder), over all documents."""
    encoder, weights = open_encoder(encoder_name), shipped_weights(encoder_name)
    return sum(
        (
            score(document.beads(), ladder_beads(align_document(encode_document(document, encoder), weights)))
            for document in documents
        ),
        Score(),
    )


def ladder_beads(bitext: Bitext) -> list[LadderBead]:
    """Return the pairs of a bitext as line numbers; the two halves of a moved pair are joined."""
    source, target = bitext.source, bitext.target
    return [
        (tuple(map(source.position, pair.source)), tuple(map(target.position, pair.target)))
        for pair in bitext.pairs()
    ]
