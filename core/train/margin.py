"""Additive margin softmax in both directions, with its gradient written by hand.

Yang et al. 2019, "Improving multilingual sentence embedding using bi-directional dual encoder with additive
margin softmax", equations 3 and 4. The explicit gradient makes three passes over the similarities of a batch,
automatic differentiation two dozen, which would dominate the time on two cores.
"""

from typing import Any

Tensor = Any  # torch types; torch is imported where it is used


def loss_and_slope(
    sums: Tensor, same: Tensor | None, scale: float, margin: float, altered: bool = False
) -> tuple[float, Tensor]:
    """Return the loss of a batch and its gradient with respect to `sums`.

    `sums` is float32 (2 n, dimension): n texts, then their n translations in the same order. `same` is bool
    (n, n), true where a text is not a valid negative of another, or None. If the batch is `altered`, `sums`
    has 2 n more rows: each text and each translation again with one sentence too many or too few, a negative
    of its own counterpart only.
    """
    import torch

    half = len(sums) // (4 if altered else 2)
    lengths = torch.linalg.vector_norm(sums, dim=1, keepdim=True).clamp_min(1e-9)
    units = sums / lengths
    left, right = units[:half], units[half : 2 * half]
    likeness = (left @ right.T).mul_(scale)
    diagonal = likeness.diagonal()
    diagonal.sub_(scale * margin)
    own = diagonal.clone()
    weights = likeness.sub_(scale).exp_()  # a cosine is at most 1, so nothing overflows
    if same is not None:
        weights.masked_fill_(same, 0.0)
    by_row, by_column = weights.sum(1), weights.sum(0)
    if altered:
        # The altered copy of a text is one more negative of the text's counterpart.
        near_right = _against(left, units[3 * half :], scale)
        near_left = _against(right, units[2 * half : 3 * half], scale)
        by_row, by_column = by_row + near_right, by_column + near_left
    loss = float((by_row.log() + by_column.log()).mean() + 2 * scale - 2 * own.mean())
    slope = weights.mul_(by_row.reciprocal()[:, None] + by_column.reciprocal()[None, :])
    slope.diagonal().sub_(2.0)
    slope.mul_(scale / half)
    by_units = torch.cat([slope @ right, slope.T @ left])
    if altered:
        pull_right = (near_right / by_row).mul_(scale / half)[:, None]
        pull_left = (near_left / by_column).mul_(scale / half)[:, None]
        by_units[:half] += pull_right * units[3 * half :]
        by_units[half:] += pull_left * units[2 * half : 3 * half]
        by_units = torch.cat([by_units, pull_left * right, pull_right * left])
    inward = (units * by_units).sum(1, keepdim=True)
    return loss, by_units.sub_(units * inward).div_(lengths)


def _against(texts: Tensor, twins: Tensor, scale: float) -> Tensor:
    return (texts * twins).sum(1).sub_(1.0).mul_(scale).exp_()
