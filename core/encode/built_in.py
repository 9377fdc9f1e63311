"""The encoder that ships with Diglot, in `resources/encoder`."""

from contextlib import AbstractContextManager
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from core.encode.files import digest_of
from core.encode.quality import Quality, read_quality
from core.encode.row import EncoderRow
from core.encode.static import StaticEncoder, load
from core.model.message import message

NAME = "built-in"


@lru_cache(maxsize=1)
def open_built_in() -> StaticEncoder:
    """Return the built-in encoder, loaded once. Raises `ModelMissing` and `WrongShape`."""
    with place() as folder:
        return load(folder, NAME)


def place() -> AbstractContextManager[Path]:
    """Return the folder of the built-in encoder, for as long as the block lasts."""
    return as_file(files("resources") / "encoder")


def _digest() -> str:
    with place() as folder:
        return digest_of(folder)


def _quality() -> Quality:
    with place() as folder:
        return read_quality(folder, message("the built-in encoder"))


ROW = EncoderRow(
    NAME, message("The built-in encoder"), open_built_in, _digest, _quality, "built-in", stays_loaded=True
)
