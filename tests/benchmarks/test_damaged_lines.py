"""Origins of the lines of damaged texts, and the score of their undamaged part."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.lib.damage.damaged_lines import (
    BETWEEN,
    BLOCK,
    DAMAGES,
    PAGE,
    Damaged,
    doubled,
    noisy,
    prepended,
    removed,
    swapped,
    whole,
)
from benchmarks.lib.damage.undamaged_score import Moved, judged, moved_share, restored
from core.evaluation import LadderBead

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = tuple(f"foreign {at}" for at in range(400))
LEAST = 2 * BLOCK + BETWEEN
texts = st.integers(LEAST, 900).map(lambda size: tuple(f"Line {at} says something." for at in range(size)))
names = st.sampled_from(sorted(DAMAGES))


@given(texts, names, st.integers())
def test_each_line_is_the_one_it_comes_from(lines: tuple[str, ...], name: str, seed: int) -> None:
    damaged = DAMAGES[name](lines, FOREIGN, Random(seed))
    assert len(damaged.lines) == len(damaged.origin)
    if name != "noise":
        old = [(line, origin) for line, origin in zip(damaged.lines, damaged.origin, strict=True)]
        assert all(lines[origin] == line for line, origin in old if origin is not None)
        assert all(line not in lines for line, origin in old if origin is None)


@given(texts, names, st.integers())
def test_lines_that_are_not_touched_stay_in_order(lines: tuple[str, ...], name: str, seed: int) -> None:
    damaged = DAMAGES[name](lines, FOREIGN, Random(seed))
    times = Counter(damaged.origin)
    assert all(at in damaged.touched or times[at] for at in range(len(lines)))
    kept = [at for at in damaged.origin if at is not None and at not in damaged.touched and times[at] == 1]
    assert kept == sorted(kept)


@given(texts, names, st.integers())
def test_the_same_seed_does_the_same_damage(lines: tuple[str, ...], name: str, seed: int) -> None:
    assert DAMAGES[name](lines, FOREIGN, Random(seed)) == DAMAGES[name](lines, FOREIGN, Random(seed))


@pytest.mark.parametrize(
    "name", ["swapped_apart", "swapped_adjacent", "doubled", "dropped", "noise", "strewn"]
)
def test_another_seed_does_other_damage(name: str) -> None:
    lines = tuple(f"Line {at} says something." for at in range(600))
    assert DAMAGES[name](lines, (), Random(1)) != DAMAGES[name](lines, (), Random(2))


def _damaged(name: str) -> tuple[tuple[str, ...], Damaged]:
    lines = tuple(f"Line {at} says something." for at in range(1000))
    return lines, DAMAGES[name](lines, FOREIGN, Random(1))


def test_damages_have_the_expected_sizes() -> None:
    sizes = {name: len(_damaged(name)[1].lines) - 1000 for name in DAMAGES}
    assert {name: size for name, size in sizes.items() if name != "strewn"} == {
        **{
            f"removed_{place}_{share}": -10 * share
            for place in ("front", "middle", "end")
            for share in (10, 20, 40)
        },
        "prepended": 300,
        "swapped_apart": 0,
        "swapped_adjacent": 0,
        "doubled": PAGE,
        "dropped": -50,
        "noise": 0,
    }
    assert 60 <= sizes["strewn"] <= 90
    assert len(_damaged("swapped_apart")[1].touched) == len(_damaged("swapped_adjacent")[1].touched) == 200


def test_a_stretch_is_removed_at_the_given_place() -> None:
    lines = tuple("abcdefghij")
    assert "".join(removed(lines, 0.2, "front").lines) == "cdefghij"
    assert "".join(removed(lines, 0.2, "middle").lines) == "abcdghij"
    assert "".join(removed(lines, 0.2, "end").lines) == "abcdefgh"
    assert removed(lines, 0.2, "end").touched == {8, 9}


def test_blocks_change_places_and_what_is_between_stays() -> None:
    damaged = swapped(tuple("abcdefghij"), 1, 6, 2)
    assert "".join(damaged.lines) == "aghdefbcij"
    assert damaged.touched == {1, 2, 6, 7}


def test_noise_changes_the_given_share_of_characters() -> None:
    lines = ("abcdefghij" * 10,) * 100
    damaged = noisy(lines, 0.03, Random(1))
    kept = sum(new == old for new, old in zip(damaged.lines, lines, strict=True))
    assert kept < 15  # 0.97 ** 100 is .05
    assert abs(sum(map(len, damaged.lines)) - 10_000) < 60  # as many dropped as doubled
    assert set("".join(damaged.lines)) == set("abcdefghij")
    assert damaged.origin == tuple(range(100))
    assert damaged.touched == frozenset()


def test_noise_leaves_no_line_empty() -> None:
    assert all(line.strip() for line in noisy(("a", "好", "?") * 30, 1.0, Random(1)).lines)


def test_page_numbers_and_heads_are_inserted() -> None:
    _, damaged = _damaged("strewn")
    new = [line for line, origin in zip(damaged.lines, damaged.origin, strict=True) if origin is None]
    heads, numbers = new.count("LINE 0 SAYS SOMETHING."), [line for line in new if line.strip(" -").isdigit()]
    assert heads == len(numbers) == pytest.approx(1000 / PAGE, abs=3)
    assert {line[0] == "-" for line in numbers} == {True, False}
    assert len(new) > heads + len(numbers)  # Roman numerals besides


LINES = tuple("abcdef")
GOLD: list[LadderBead] = [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,)), ((4,), (3, 4)), ((5,), (5,))]


def _figures(source: Damaged, found: list[LadderBead]) -> tuple[int, int, int, int]:
    pair = source, whole(LINES)
    counts = judged(GOLD, restored(found, pair), pair)
    return counts.tested, counts.right, counts.sought, counts.found


def test_without_damage_all_is_judged() -> None:
    assert _figures(whole(LINES), GOLD) == (5, 5, 5, 5)
    assert _figures(whole(LINES), [((), (0,)), *GOLD[1:]]) == (5, 4, 5, 4)


def test_a_bead_that_lost_a_line_is_not_judged_nor_are_its_partners() -> None:
    middle = removed(LINES, 1 / 6, "middle")  # a b d e f
    rest: list[LadderBead] = [((0,), (0,)), ((2,), (2,)), ((3,), (3, 4)), ((4,), (5,))]
    assert _figures(middle, [((1,), (1,)), *rest]) == (4, 4, 4, 4)
    assert _figures(middle, [((1,), ()), ((), (1,)), *rest]) == (4, 4, 4, 4)


def test_a_bead_that_mixes_touched_and_undamaged_lines_is_wrong() -> None:
    front = removed(LINES, 1 / 6, "front")
    right: list[LadderBead] = [((), (0,)), ((0, 1), (1,)), ((2,), (2,)), ((3,), (3, 4)), ((4,), (5,))]
    assert _figures(front, right) == (4, 4, 4, 4)
    assert _figures(front, [((0, 1), (0, 1)), *right[2:]]) == (4, 3, 4, 3)


def test_new_lines_are_right_alone_and_wrong_in_a_pair() -> None:
    front = prepended(LINES, ("x", "y"))
    shifted: list[LadderBead] = [(tuple(at + 2 for at in source), target) for source, target in GOLD]
    assert _figures(front, [((0,), ()), ((1,), ()), *shifted]) == (5, 5, 5, 5)
    assert _figures(front, [((0,), ()), ((1, 2), (0,)), *shifted[1:]]) == (5, 4, 5, 4)
    assert _figures(front, [((0,), ()), ((1,), (0,)), ((2,), ()), *shifted[1:]]) == (6, 4, 5, 4)


def test_of_a_doubled_line_either_copy_may_be_paired() -> None:
    page = doubled(LINES, 3, 1)  # a b c d d e f
    first: list[LadderBead] = [*GOLD[:3], ((4,), ()), ((5,), (3, 4)), ((6,), (5,))]
    second: list[LadderBead] = [*GOLD[:2], ((3,), ()), ((4,), (2,)), ((5,), (3, 4)), ((6,), (5,))]
    both: list[LadderBead] = [*GOLD[:2], ((3, 4), (2,)), ((5,), (3, 4)), ((6,), (5,))]
    assert _figures(page, first) == _figures(page, second) == (5, 5, 5, 5)
    assert _figures(page, both) == (5, 4, 5, 4)


def test_sentences_of_swapped_blocks_are_counted_where_they_end_in_moved_pairs() -> None:
    gold: list[LadderBead] = [((at,), (at,)) for at in range(9)] + [((9,), ())]
    pair = swapped(tuple("abcdefghij"), 1, 7, 3), whole(tuple("abcdefghij"))
    moved: list[LadderBead] = [((1,), (1,)), ((2,), (3,)), ((8,), (8,))]
    assert moved_share(gold, moved, pair) == Moved(3, 2, 5)  # line 9 has no translation


def test_of_adjacent_blocks_one_may_stay() -> None:
    gold: list[LadderBead] = [((at,), (at,)) for at in range(10)]
    pair = whole(tuple("abcdefghij")), swapped(tuple("abcdefghij"), 1, 4, 3)
    moved: list[LadderBead] = [((at,), (at,)) for at in (4, 5, 6)]
    assert moved_share(gold, moved, pair) == Moved(3, 3, 3)
    assert moved_share(gold, moved, pair).share == 1


DOCUMENTS = {
    "mac-dev": ("zh-en", [f"00{number}" for number in range(1, 7)]),
    "bfsu-nonlit-dev": ("en-zh", ["mag"]),
    "transread-en-fr-dev": (
        "en-fr",
        ["alicesadventuresinwonderland", "emma", "janeeyre", "lafautedelabbemouret"],
    ),
    "hun-1984-dev": ("hu-en", ["1984hu"]),
    "hun-dtm-dev": ("hu-en", ["dtm"]),
    "parice-dev": ("en-is", ["n_1", "s_1", "t_1"]),
    "textberg-dev": ("de-fr", ["dev"]),
}


def test_the_program_prints_losses_and_verdicts(tmp_path: Path) -> None:
    for name, (pair, documents) in DOCUMENTS.items():
        folder = tmp_path / "gold" / name
        folder.mkdir(parents=True)
        for document in documents:
            size = 3020 if name == "hun-1984-dev" else 40
            for side in pair.split("-"):
                lines = (f"{side}: {at} {document} {at * 7919 % 1000}" for at in range(size))
                (folder / f"{document}.{side}").write_text("\n".join(lines), "utf-8")
            ladder = "".join(f"[{at}]:[{at}]\n" for at in range(size))
            (folder / f"{document}.{pair}.ladder").write_text(ladder, "utf-8")
    command = [sys.executable, "-m", "benchmarks.damage", "--data", tmp_path]
    command += ["--only", "removed_end_10", "verdict"]
    output = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    result = dict(figure.split("=") for figure in output.splitlines()[-1].removeprefix("RESULT ").split())
    assert list(result) == ["fall_removed_end_10", "worst_fall", "mismatched_warned", "true_warned"]
    assert float(result["fall_removed_end_10"]) <= float(result["worst_fall"]) <= 1
    assert result["mismatched_warned"].endswith("/20")
