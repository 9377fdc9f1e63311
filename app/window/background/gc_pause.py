"""Keeping Python's collector of cycles from a book's hundreds of thousands of values, which are in no cycle.

It would go through them again and again while they are made, which takes as long as making them, and now and
then later, for which the window would stand still. They go, as all values do, when nobody refers to them.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many values that live long; the collector leaves out what there is then, until `let_go`."""
    gc.disable()
    try:
        yield
    finally:
        keep()
        gc.enable()


def keep() -> None:
    """Let the collector look at nothing that there is now."""
    gc.freeze()


def let_go() -> None:
    """Let the collector look at everything again, when it next looks at what is old."""
    gc.unfreeze()
