"""LEALLA's losses (Mao and Nakagawa 2023): margin softmax, and two ways to follow a wider teacher."""

from typing import Any

Tensor = Any  # torch's, which is imported where it is used


def feature(student: Tensor, teacher: Tensor, projection: Tensor) -> Tensor:
    """Feature distillation: how far the student's unit vectors, projected, are from the teacher's.

    The mean over rows of the squared distance, a scalar. `student` float32 (n, dimension) and `teacher`
    float32 (n, its dimension) are of any length; `projection` is float32 (dimension, its dimension).
    """
    from torch.nn import functional

    apart = functional.normalize(student) @ projection - functional.normalize(teacher)
    return apart.square().sum(1).mean()


def logit(student: Tensor, teacher: Tensor, scale: float) -> Tensor:
    """Logit distillation: how far the student's likenesses in a batch are from the teacher's.

    The divergence of Kullback and Leibler between what a softmax makes of them, summed over both directions,
    a scalar (as Hinton et al. 2015; LEALLA squares the differences, and so listens to the many easy
    negatives). `student` and `teacher` are float32 (2 n, any dimension): n texts, then their n
    translations in the same order.
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
