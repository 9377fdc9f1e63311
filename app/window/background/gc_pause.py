"""Pause the cyclic garbage collector while a project's values are created, as they form no cycles.

It would traverse hundreds of thousands of values again and again while they are made, which takes as long as
making them, and later block the window now and then. They are freed when nothing refers to them.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause collection while long-lived values are made, and exclude them from it until `unfreeze`."""
    gc.disable()
    try:
        yield
    finally:
        freeze()
        gc.enable()


def freeze() -> None:
    """Exclude all current values from collection."""
    gc.freeze()


def unfreeze() -> None:
    """Include all values in collection again."""
    gc.unfreeze()
