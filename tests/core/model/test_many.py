"""Values that are made many at once are like those that are made one by one."""

import pickle
from dataclasses import FrozenInstanceError, fields

import pytest
from hypothesis import given

from core.model import Bead, Bitext, Block, Segment, many
from tests.strategies import bitexts


@given(bitexts())
def test_values_made_at_once_are_the_values(bitext: Bitext) -> None:
    for kind, values in (
        (Bead, bitext.beads),
        (Segment, bitext.source.segments),
        (Block, bitext.source.document.blocks),
    ):
        columns = [[getattr(value, field.name) for value in values] for field in fields(kind)]
        made = many(kind, *columns)
        assert made == values
        assert [*map(type, made)] == [kind] * len(values)
        assert [*map(hash, made)] == [*map(hash, values)]
        assert pickle.loads(pickle.dumps(made)) == values


def test_they_cannot_be_changed() -> None:
    (segment,) = many(Segment, [1], [0], [0], [4], [None])
    with pytest.raises(FrozenInstanceError):
        segment.end = 5  # type: ignore[misc]
