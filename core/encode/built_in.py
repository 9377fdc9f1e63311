"""The encoder that ships with Diglot, in `resources/encoder`."""

from functools import lru_cache
from importlib.resources import as_file, files

from core.encode.static import StaticEncoder, load

NAME = "built-in"


@lru_cache(maxsize=1)
def open_built_in() -> StaticEncoder:
    """The built-in encoder, loaded once. Raises `ModelMissing` and `WrongShape`."""
    with as_file(files("resources") / "encoder") as folder:
        return load(folder, NAME)
