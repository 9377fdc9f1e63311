"""A pair is judged by its own meaning too, whatever stands before and after it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.align.pair_evidence import evidence, pair_probabilities
from core.import_pairs import open_pairs
from core.model import Bitext
from core.pipeline import Options
from core.read import File
from core.vectors import unit
from tests.core.align.made import pair
from tests.core.align.test_alternatives import RIGHT, VECTORS

MEMORY = (
    ("The ferry leaves the harbour at seven o’clock.", "Die Fähre verlässt den Hafen um sieben Uhr."),
    ("My grandmother kept bees behind the house.", "Meine Großmutter hielt Bienen hinter dem Haus."),
    ("The judge postponed the hearing until Monday.", "Der Richter verschob die Anhörung auf Montag."),
    ("Children under twelve travel free of charge.", "Kinder unter zwölf Jahren reisen kostenlos."),
    ("The snow melted early in the mountains.", "Der Schnee in den Bergen schmolz früh."),
    ("Please close the windows when you leave.", "Bitte schließen Sie die Fenster, wenn Sie gehen."),
    ("The museum bought two paintings last year.", "Das Museum kaufte letztes Jahr zwei Gemälde."),
    ("He forgot his umbrella on the train.", "Er vergaß seinen Regenschirm im Zug."),
    ("The contract ends in December.", "Der Vertrag endet im Dezember."),
    ("Our neighbour plays the violin at night.", "Unser Nachbar spielt nachts Geige."),
    ("The bridge was closed after the flood.", "Die Brücke wurde nach dem Hochwasser gesperrt."),
    ("She teaches physics at the university.", "Sie unterrichtet Physik an der Universität."),
)


def opened(rows: list[tuple[str, str]]) -> list[float]:
    """Return the confidences of a memory, opened as the program opens one."""
    lines = "".join(f"{source}\t{target}\n" for source, target in rows)
    options = Options()
    bitext = open_pairs(File("memory.tsv", lines.encode()), options).bitext
    assert len(bitext.beads) == len(rows)
    return [bead.confidence or 0.0 for bead in bitext.beads]


def test_right_pairs_of_a_memory_are_likely_in_any_order() -> None:
    assert min(opened([*MEMORY])) > 0.9


@pytest.mark.parametrize(("one", "other"), [(0, 6), (2, 9), (3, 11)])
def test_exchanged_targets_are_hardly_likely(one: int, other: int) -> None:
    rows = [*MEMORY]
    rows[one], rows[other] = (rows[one][0], rows[other][1]), (rows[other][0], rows[one][1])
    found = opened(rows)
    assert max(found[one], found[other]) < 0.5
    assert min(sure for at, sure in enumerate(found) if at not in (one, other)) > 0.8


def test_a_wrong_pair_in_a_tiny_memory_is_not_taken_for_sure() -> None:
    strange = ("Do not open the cover.", "Die Katze schläft auf dem Sofa.")
    found = opened([MEMORY[0], MEMORY[1], strange, MEMORY[3]])
    assert found[2] < 0.9
    assert min(found[0], found[1], found[3]) > 0.5


def test_a_bead_with_one_side_has_no_meaning_to_judge() -> None:
    from dataclasses import replace

    from core.model import Bead

    bead = RIGHT.beads[0]
    split = Bitext(
        RIGHT.source, RIGHT.target, (Bead(bead.source, ()), Bead((), bead.target), *RIGHT.beads[1:])
    )
    found = pair_probabilities(replace(split), pair(*VECTORS))
    assert found[:2] == [1.0, 1.0]


@given(st.integers(1, 30), st.integers(0, 5))
def test_evidence_is_finite_and_does_not_depend_on_the_order_of_the_pairs(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    vectors = unit(rng.normal(size=(n, 8))), unit(rng.normal(size=(n, 8)))
    texts = [[f"{side} {at % 7}" * (1 + at % 3) for at in range(n)] for side in "ab"]
    found = evidence(*vectors, *texts)
    assert np.isfinite(found).all()
    order = rng.permutation(n)
    moved = evidence(
        vectors[0][order], vectors[1][order], [texts[0][at] for at in order], [texts[1][at] for at in order]
    )
    np.testing.assert_allclose(moved, found[order], atol=1e-5)
