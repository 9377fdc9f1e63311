"""The encoder that ships with Diglot, in `resources/encoder`."""

from contextlib import AbstractContextManager
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from core.encode.static import StaticEncoder, load

NAME = "built-in"


@lru_cache(maxsize=1)
def open_built_in() -> StaticEncoder:
    """The built-in encoder, loaded once. Raises `ModelMissing` and `WrongShape`."""
    with place() as folder:
        return load(folder, NAME)


def place() -> AbstractContextManager[Path]:
    """The folder of the built-in encoder, for as long as the block lasts."""
    return as_file(files("resources") / "encoder")
