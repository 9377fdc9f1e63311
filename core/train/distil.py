"""Distillation losses of LEALLA (Mao and Nakagawa 2023), used beside the margin softmax."""

from typing import Any

Tensor = Any  # torch types; torch is imported where it is used


def feature(student: Tensor, teacher: Tensor, projection: Tensor) -> Tensor:
    """Return the feature distillation loss: distance of projected student unit vectors from the teacher's.

    The mean over rows of the squared distance, a scalar. `student` float32 (n, dimension) and `teacher`
    float32 (n, its dimension) may have any length; `projection` is float32 (dimension, teacher dimension).
    """
    from torch.nn import functional

    apart = functional.normalize(student) @ projection - functional.normalize(teacher)
    return apart.square().sum(1).mean()


def logit(student: Tensor, teacher: Tensor, scale: float) -> Tensor:
    """Return the logit distillation loss: divergence of the student's similarities within a batch from the
    teacher's.

    The Kullback–Leibler divergence between the softmax distributions, summed over both directions, a scalar
    (as Hinton et al. 2015; LEALLA squares the differences, which gives the many easy negatives more weight).
    `student` and `teacher` are float32 (2 n, any dimension): n texts, then their n translations in the same
    order.
    """
    from torch.nn import functional

    ours, theirs = (_likeness(vectors, scale) for vectors in (student, teacher))
    return sum(
        functional.kl_div(our.log_softmax(1), their.log_softmax(1), reduction="batchmean", log_target=True)
        for our, their in ((ours, theirs), (ours.T, theirs.T))
    )


def _likeness(vectors: Tensor, scale: float) -> Tensor:
    from torch.nn import functional

    units = functional.normalize(vectors)
    half = len(units) // 2
    return scale * units[:half] @ units[half:].T
