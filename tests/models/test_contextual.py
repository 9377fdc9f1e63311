"""The contextual stage on a tiny corpus: the transformer, its losses, its training, the folder it leaves."""

import lzma
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.encode import open_encoder, static
from core.encode.contextual import ContextualEncoder
from core.encode.tokenizer import Tokenizer
from core.train import contextual, deepen, distil, thin
from core.train.contextual import Recipe
from core.train.folds import folds
from core.train.shrink import write
from core.train.thin import Shape
from core.vectors import unit
from tests.core.encode.test_tokenizer import PIECES

SMALL = Shape(layers=2, width=16, heads=2, inner=24, window=8, reach=3)
TEXTS = ["the house 19", "灯塔 the house, the house the house 84", "", "house", "h8 " * 40]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def trained(shape: Shape, dimension: int, seed: int = 3) -> thin.Parameters:
    """Parameters none of which is zero, as after a training, rounded as a folder keeps them."""
    chance = torch.Generator().manual_seed(seed)
    return {
        name: (parameter + 0.1 * torch.randn(parameter.shape, generator=chance)).half().float()
        for name, parameter in thin.fresh(shape, dimension, seed).items()
    }


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    vectors = np.random.default_rng(1).standard_normal((len(PIECES), 12)).astype(np.float32)
    write(tmp_path / "plain", PIECES, vectors)
    return tmp_path / "plain"


def cut(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    cutter = Tokenizer(PIECES, folds())
    ids = [cutter.ids(text) for text in texts]
    ends = np.cumsum([len(found) for found in ids])
    return np.concatenate(ids).astype(np.int64), ends - [len(found) for found in ids]


def test_numpy_reads_as_torch_does(plain: Path, tmp_path: Path) -> None:
    parameters = trained(SMALL, 12)
    deepen.write(tmp_path / "deep", plain, SMALL, parameters, 1.0)
    encoder = open_encoder(str(tmp_path / "deep"))
    assert isinstance(encoder, ContextualEncoder)
    _, kept = static.parts(plain, "plain")
    rows = kept[np.arange(len(PIECES))]
    with torch.no_grad():
        expected = thin.sums(parameters, SMALL, torch.from_numpy(rows), *cut(TEXTS))
    np.testing.assert_allclose(encoder.encode(TEXTS), unit(expected.numpy()), atol=1e-4, rtol=1e-4)


def test_an_untrained_transformer_changes_nothing(plain: Path, tmp_path: Path) -> None:
    deepen.write(tmp_path / "deep", plain, SMALL, thin.fresh(SMALL, 12, 1), 1.7)
    deep, shallow = open_encoder(str(tmp_path / "deep")), open_encoder(str(plain))
    assert isinstance(deep, ContextualEncoder)
    assert isinstance(shallow, static.StaticEncoder)
    np.testing.assert_allclose(deep.encode(TEXTS), shallow.encode(TEXTS), atol=1e-4)


def test_what_is_padded_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    parameters, table = trained(SMALL, 12), torch.randn(50, 12, generator=torch.Generator().manual_seed(1))
    pieces = np.random.default_rng(2).integers(0, 50, 60)
    starts = np.array([0, 1, 6, 13, 13, 40])
    together = thin.sums(parameters, SMALL, table, pieces, starts)
    monkeypatch.setattr(thin, "_AT_ONCE", 1)  # each window by itself
    torch.testing.assert_close(thin.sums(parameters, SMALL, table, pieces, starts), together)
    assert not together[3].any()


def test_order_matters_and_a_window_sees_no_further_than_its_end() -> None:
    parameters, table = trained(SMALL, 12), torch.randn(50, 12, generator=torch.Generator().manual_seed(1))
    starts = np.array([0, 8, 16])
    pieces = np.array([*range(8), *reversed(range(8)), *range(8), 20, 21])
    one, turned, longer = thin.sums(parameters, SMALL, table, pieces, starts)
    rest = thin.sums(parameters, SMALL, table, np.array([20, 21]), np.array([0]))[0]
    assert not torch.allclose(one, turned, atol=1e-3)
    torch.testing.assert_close(longer, one + rest)


def test_equal_models_have_nothing_to_follow() -> None:
    vectors = torch.randn(12, 6, generator=torch.Generator().manual_seed(1))
    assert float(distil.feature(vectors, 3 * vectors, torch.eye(6))) == pytest.approx(0, abs=1e-6)
    assert float(distil.logit(vectors, 3 * vectors, 25.0)) == pytest.approx(0, abs=1e-5)
    assert float(distil.feature(vectors, vectors.flip(0), torch.eye(6))) > 0.1
    other = torch.cat([vectors[:6].flip(0), vectors[6:]])
    assert float(distil.logit(vectors, other, 25.0)) > 0.1


def test_the_losses_of_distillation_are_what_they_say() -> None:
    student, teacher = (
        torch.tensor([[2.0, 0.0], [0.0, 1.0]]),
        torch.tensor([[0.0, 5.0, 0.0], [0.0, 1.0, 0.0]]),
    )
    projection = torch.tensor([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    assert float(distil.feature(student, teacher, projection)) == pytest.approx(1.0)  # (0 + 2) / 2
    ours, theirs = torch.eye(2).repeat(2, 1), torch.tensor([[1.0, 0.0], [1.0, 0.0]]).repeat(2, 1)
    sure = 1 / (1 + np.exp(-1.0))
    apart = np.log(0.5) - 0.5 * (np.log(sure) + np.log(1 - sure))  # of an even guess from a sure one
    assert float(distil.logit(ours, theirs, 1.0)) == pytest.approx(2 * apart, rel=1e-5)


def test_gradients_are_those_of_small_changes() -> None:
    chance = torch.Generator().manual_seed(1)
    student, teacher = (torch.randn(8, 5, generator=chance, dtype=torch.float64) for _ in range(2))
    projection = torch.randn(5, 5, generator=chance, dtype=torch.float64)
    student.requires_grad_()
    projection.requires_grad_()
    assert torch.autograd.gradcheck(
        lambda *given: distil.feature(given[0], teacher, given[1]), (student, projection)
    )
    assert torch.autograd.gradcheck(lambda given: distil.logit(given, teacher, 5.0), (student,))


NAMES = ("Anna", "Peter", "Maria", "Tom", "Eva", "Karl")
VERBS = ("sees", "has", "wants", "paints", "sells", "finds")


@pytest.fixture
def order(tmp_path: Path) -> deepen.Order:
    """Three names and verbs a line, and a translation whose words lie only roughly where theirs do."""
    words = [word.lower() for word in (*NAMES, *VERBS)]
    pieces = [*PIECES[:257], ("▁", -9.0), *((f"▁{word}{end}", -3.0) for end in ("", "o") for word in words)]
    chance = np.random.default_rng(1)
    vectors = chance.standard_normal((len(pieces), 16)).astype(np.float32)
    theirs = len(pieces) - len(words)
    vectors[theirs:] = vectors[theirs - len(words) : theirs] + 1.5 * vectors[theirs:]
    lines = [[words[at] for at in chance.choice(len(words), 3, replace=False)] for _ in range(400)]
    data = tmp_path / "data"
    data.mkdir()
    for name, rows in (
        ("english.txt.xz", [" ".join(line) for line in lines]),
        ("eo.tsv.xz", [f"{at}\t{'o '.join(line)}o\tmade" for at, line in enumerate(lines)]),
    ):
        (data / name).write_bytes(lzma.compress("".join(f"{row}\n" for row in rows).encode()))
    write(tmp_path / "static", pieces, vectors)
    recipe = Recipe(steps=40, batch=48, rate=2e-2, threads=1)
    return deepen.Order(tmp_path / "static", data, tmp_path / "work", tmp_path / "out", SMALL, recipe, SMALL)


def test_teacher_and_student_find_what_the_static_encoder_does_not(
    order: deepen.Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contextual, "_EVERY", 10)
    said: list[str] = []
    deepen.encoder(replace(order, recipe=replace(order.recipe, steps=120), taught=0.5), said.append)
    losses = [float(line.rpartition("loss ")[2]) for line in said if "loss" in line]
    assert losses[5] < 0.7 * losses[0]
    assert losses[-1] < 0.7 * losses[6]
    found = {
        name: float(share)
        for name, _, share in (line.partition(": ") for line in said)
        if name in ("static", "teacher", "contextual")
    }
    assert min(found["teacher"], found["contextual"]) > found["static"] + 0.1


def test_a_training_can_be_repeated_and_resumed(
    order: deepen.Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contextual, "_EVERY", 10)
    monkeypatch.setattr(contextual, "_CHECKPOINT_SECONDS", 0.0)
    once = replace(order, work=tmp_path / "once", out=tmp_path / "one")
    deepen.encoder(once, lambda line: None)

    def stopping(line: str) -> None:
        if line.startswith("step 20") and "done" not in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deepen.encoder(order, stopping)
    resumed: list[str] = []
    deepen.encoder(order, resumed.append)
    assert not any(line.startswith("step 10,") for line in resumed)
    names = ("config.json", "tokenizer.json", "model.safetensors", "context.safetensors")
    for name in names:
        assert (order.out / name).read_bytes() == (once.out / name).read_bytes()
    assert sorted(path.name for path in order.out.iterdir()) == sorted(names)


def test_the_program_makes_a_folder(order: deepen.Order, tmp_path: Path) -> None:
    arguments = (
        "--steps 4 --teacher 0 --layers 1 --width 8 --heads 2 --inner 8 --threads 1 --batch 16".split()
    )
    places = {"static": order.static, "data": order.data, "work": order.work, "out": tmp_path / "made"}
    for name, place in places.items():
        arguments += [f"--{name}", str(place)]
    assert deepen.main(arguments) == 0
    assert open_encoder(str(tmp_path / "made")).dimension == 16
    assert not (order.work / "teacher.pt").exists()
