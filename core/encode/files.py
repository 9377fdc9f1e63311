"""Digests of encoders over the files that determine their vectors, so that a bitext can be reproduced."""

from collections.abc import Iterator
from hashlib import file_digest, sha256
from pathlib import Path

from core.encode.static import FILES, kind_of
from core.errors import ModelMissing
from core.model.message import message

_OURS = "diglot-"  # prefix of the kinds that `core.train` writes
_SUFFIXES = {".json", ".txt", ".model", ".safetensors", ".bin"}
"""Settings, vocabularies and weights, but not model cards, pictures and files for other programs."""


def digest_of(folder: Path) -> str:
    """Return the SHA-256 in hexadecimal over the files that determine an encoder's vectors, including their
    names.

    The folder's own name does not count, nor do other files such as a model card or a table of qualities. For
    encoders made by `core.train` the files are `config.json`, `tokenizer.json` and the weights; for others
    all settings, vocabularies and weights, including those of its layers. Reads them completely: 0.1 s for
    the built-in one, seconds for a large model. Raises `ModelMissing` if the folder or its files do not exist
    or cannot be read.
    """
    whole = sha256()
    try:
        paths = list(_files(folder))
        if not paths:
            raise FileNotFoundError(folder)
        for path in paths:
            with path.open("rb") as file:
                content = file_digest(file, "sha256").hexdigest()
            name = path.relative_to(folder).as_posix()
            whole.update(f"{content} {name}\n".encode("utf-8", "surrogatepass"))
    except (OSError, ValueError) as error:  # ValueError: a name that no system allows
        raise ModelMissing(
            message("The encoder folder “{folder}” cannot be read.", folder=str(folder)),
            file=str(folder),
            remedy=message("Choose another encoder, or copy the folder again."),
            detail=str(error),
        ) from error
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files, in the same order on every machine.

    Pickled weights are left out if the same folder has safe ones.
    """
    if kind_of(folder).startswith(_OURS):
        yield from (path for path in _listed(folder) if path.suffix == ".safetensors" or path.name in FILES)
        return
    for here in (folder, *(path for path in _listed(folder) if path.is_dir())):
        found = [path for path in _listed(here) if path.suffix in _SUFFIXES and path.is_file()]
        safe = any(path.suffix == ".safetensors" for path in found)
        yield from (path for path in found if not (safe and path.suffix == ".bin"))


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir(), key=lambda path: path.name)
