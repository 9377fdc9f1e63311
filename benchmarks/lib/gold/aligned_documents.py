"""Gold documents encoded and aligned by Diglot, one segment per line."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.lib.gold.documents import GoldDocument
from core.align.align import align
from core.align.weights import Weights
from core.encode import Encoded, Encoder, Vectors, open_encoder, read
from core.evaluation import LadderBead, Score, score
from core.model import Bitext, Side
from core.pipeline import SideOptions, prepare
from core.read import load
from core.segment import Segmentation


@dataclass(frozen=True, slots=True, eq=False)
class EncodedDocument:
    """A gold document as two sides with one segment per line, and the encoder's output for both."""

    gold: GoldDocument
    source: Side
    target: Side
    encoded: tuple[Encoded, Encoded]

    @property
    def vectors(self) -> tuple[Vectors, Vectors]:
        """The vectors of both sides, float32 (segments, dimension)."""
        return self.encoded[0].vectors, self.encoded[1].vectors

    @property
    def texts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines of both sides."""
        return self.source.texts(), self.target.texts()


def encode_document(document: GoldDocument, encoder: Encoder) -> EncodedDocument:
    """Return a document cut into its lines, with their vectors."""
    by_lines = SideOptions(segmentation=Segmentation.LINES)
    source, target = (prepare(load(path), by_lines) for path in (document.source, document.target))
    encoded = read(encoder, source.texts()), read(encoder, target.texts())
    return EncodedDocument(document, source, target, encoded)


def align_document(document: EncodedDocument, weights: Weights | None = None) -> Bitext:
    """Align a document with Diglot, using the given weights or those that ship."""
    pieces = (document.encoded[0].pieces, document.encoded[1].pieces)
    beads = align(document.source, document.target, *document.vectors, words=pieces, weights=weights)
    return Bitext(document.source, document.target, beads)


def total_score(documents: Iterable[GoldDocument], encoder_name: str) -> Score:
    """Return the score of Diglot's beads, with this encoder (a name or folder), over all documents."""
    encoder = open_encoder(encoder_name)
    return sum(
        (
            score(document.beads(), ladder_beads(align_document(encode_document(document, encoder))))
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
