"""Translations that are exchanged in a memory are found, and nothing else is taken for exchanged."""

from collections.abc import Sequence

import pytest

from core.advice import doubts, exchanges_in
from core.align.exchanges import Exchange, suspects
from core.encode import BUILT_IN, open_encoder
from core.import_pairs import open_pairs
from core.model import Bitext, apply, check
from core.pipeline import Options
from core.read import File
from core.review import verbs
from tests.core.align.test_pair_evidence import MEMORY


def memory(targets: Sequence[int]) -> Bitext:
    """A memory in which each source has the target with a number."""
    rows = (f"{MEMORY[at][0]}\t{MEMORY[of][1]}" for at, of in enumerate(targets))
    return open_pairs(File("memory.tsv", "\n".join(("en\tde", *rows)).encode()), Options()).bitext


def moved(*rings: tuple[int, ...]) -> list[int]:
    """Targets, of which those in each ring were passed on by one row."""
    out = list(range(len(MEMORY)))
    for ring in rings:
        for at, other in zip(ring, ring[1:] + ring[:1], strict=True):
            out[other] = at
    return out


def found(bitext: Bitext) -> tuple[Exchange, ...]:
    return exchanges_in(suspects(bitext), open_encoder(BUILT_IN))


@pytest.mark.parametrize("rings", [((1, 8),), ((4, 5),), ((0, 11), (3, 9)), ((2, 7, 10),)])
def test_exchanged_translations_are_found_and_put_right(rings: tuple[tuple[int, ...], ...]) -> None:
    bitext = memory(moved(*rings))
    there = found(bitext)
    assert {frozenset(one.rows) for one in there} == set(map(frozenset, rings))
    assert all(one.probability > 0.5 for one in there)
    for ring in rings:
        row = bitext.row_of("source", ring[0])  # others above it may be put right by now
        (doubt,) = doubts(bitext, (row,), open_encoder(BUILT_IN), Options())
        assert doubt.patch is not None
        bitext = apply(bitext, doubt.patch)
        check(bitext)
    texts = (
        (bitext.source.text(bead.source[0]), bitext.target.text(bead.target[0])) for bead in bitext.pairs()
    )
    assert tuple(texts) == MEMORY


def test_a_right_memory_has_no_exchanges() -> None:
    assert found(memory(moved())) == ()


def test_a_row_that_the_user_accepted_is_no_suspect() -> None:
    bitext = memory(moved((1, 8)))
    accepted = apply(bitext, verbs.accept(bitext, [1]))
    assert 1 in suspects(bitext).rows
    assert 1 not in suspects(accepted).rows
    assert found(accepted) == ()
