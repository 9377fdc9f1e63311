"""Tokenisation of the whole parallel text, once, in several processes, into the work folder."""

import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from core.encode.tokenizer import Tokenizer
from core.train import corpus
from core.train.tokens import bags

_CUTTERS = 2  # processes


def cut_all(folder: Path, tokenizer: Tokenizer, work: Path, say: Callable[[str], None]) -> None:
    """Tokenise every file of the folder into `work`, large ones first, so that no process waits long."""
    files = [folder / "english.txt.xz"]
    for pattern in ("*.tsv.xz", "lexicon/*.tsv.xz", "direct/*.tsv.xz"):
        files += folder.glob(pattern)
    missing = [path for path in files if not all(kept.is_file() for kept in _kept(folder, path, work))]
    missing.sort(key=lambda path: (-path.stat().st_size, path.name))
    if not missing:
        return
    # torch may have started threads, which do not survive a fork
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_CUTTERS, spawned, _equip, (tokenizer,)) as cutters:
        jobs = [cutters.submit(_cut_file, path, _kept(folder, path, work)) for path in missing]
        for path, job in zip(missing, jobs, strict=True):
            job.result()
            say(f"cut {path.relative_to(folder).as_posix()}")


def _kept(folder: Path, path: Path, work: Path) -> list[Path]:
    """Return the paths of a file's columns after tokenisation."""
    place = work / path.relative_to(folder).parent
    name = path.name.removesuffix(".xz").removesuffix(".tsv").removesuffix(".txt")
    both = path.parent != folder
    return [place / f"{name}-{side}.npz" for side in ("left", "right")] if both else [place / f"{name}.npz"]


_cutter: Tokenizer


def _equip(tokenizer: Tokenizer) -> None:
    global _cutter
    _cutter = tokenizer


def _cut_file(path: Path, kept: list[Path]) -> None:
    if len(kept) == 2:
        columns: Iterable[Iterable[str]] = corpus.two_columns(path)
    elif path.name == "english.txt.xz":
        columns = [corpus.lines(path)]
    else:
        columns = [corpus.second_column(path)]
    for column, place in zip(columns, kept, strict=True):
        bags(column, _cutter, place)
