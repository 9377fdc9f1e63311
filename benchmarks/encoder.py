"""Quality and speed of an encoder: retrieval by language, alignment, speed, size and loading.

    python -m benchmarks.encoder --data FOLDER [--encoder built-in|FOLDER] [--beside built-in|FOLDER]
                                 [--quality FILE] [--languages TAG,TAG]

Retrieval is Tatoeba and NTREX by LASER's protocol (`lib/corpora/retrieval.py`), in percent: from English, to
English, and the average of both. Alignment is strict and lax F1 on the development sets, as measured by
`benchmarks.align`. Speed is on one thread, tokenisation included, for the development texts in stretches of
28 to 32 sub-words (of the encoder's own vocabulary or the built-in one's). It is measured on the first pass
in a fresh process, so that no word is cached, in processor time, which other programs hardly affect. Loading
is in elapsed time, in a fresh process that has imported `core.encode`. Both are the best of five. A megabyte
has a million bytes.
"""

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from benchmarks.lib.corpora.retrieval import (
    SIX,
    Retrieval,
    TatoebaLanguage,
    averaged,
    quality,
    searched,
    tatoeba_languages,
)
from benchmarks.lib.gold.aligned_documents import total_score
from benchmarks.lib.gold.documents import documents, sets
from benchmarks.lib.report import machine
from benchmarks.lib.report.encoder_tables import Figures, alignment, languages, means, rest
from core.encode import BUILT_IN, built_in, open_encoder, tokenizer

_RUNS = 5
_CARD_ROW = re.compile(r"^\| (?P<tag>[a-zA-Z-]+) \| \d+ \| (?P<percent>[\d.]+)% \|", re.MULTILINE)
_PIECES = (28, 32)
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_CHILD = """
import json, sys, time
from core.encode import open_encoder
begun = time.perf_counter()
encoder = open_encoder(sys.argv[1])
loaded = time.perf_counter() - begun
sentences = json.load(sys.stdin)
begun = time.process_time()
encoder.encode(sentences)
print(json.dumps([loaded, len(sentences) / (time.process_time() - begun or 1e-9)]))
"""


def main() -> None:
    """Measure one encoder or two, and print the tables and the result."""
    arguments = _arguments()
    names = [arguments.encoder] + ([arguments.beside] if arguments.beside else [])
    print(f"Machine: {machine.description()}")
    print(f"Data: {arguments.data.resolve()}; encoder: {' and '.join(names)}\n", flush=True)
    lists = tatoeba_languages(arguments.data)
    encoders = [open_encoder(name) for name in names]
    if arguments.languages:
        chosen = arguments.languages.split(",")
        found = [searched(encoder, arguments.data, chosen) for encoder in encoders]
        print("\n".join(languages(names, found, lists)))
        return
    sentences = _sentences(arguments.data, arguments.encoder)
    found = [searched(encoder, arguments.data) for encoder in encoders]
    measured = [
        _measured(name, arguments.data, here, sentences) for name, here in zip(names, found, strict=True)
    ]
    tables = (languages(names, found, lists), means(found, lists), alignment(measured), rest(measured))
    print("\n\n".join("\n".join(table) for table in tables))
    print(_result(measured[0], lists))
    if arguments.quality:
        rows = quality(found[0], _held_out(arguments.encoder))
        arguments.quality.write_text("".join(f"{row}\n" for row in rows), "utf-8", newline="\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/<set>/ and tests/")
    parser.add_argument("--encoder", default=BUILT_IN, help="built-in or a model folder")
    parser.add_argument("--beside", help="another encoder to compare with")
    parser.add_argument("--quality", type=Path, help="write the level of each language to this file")
    parser.add_argument("--languages", default="", help="only the retrieval of these: de,zh-TW")
    arguments = parser.parse_args()
    if arguments.languages and arguments.quality:
        parser.error("--quality needs all languages")
    return arguments


def _measured(name: str, data: Path, found: Retrieval, sentences: Sequence[str]) -> Figures:
    children = [_child(name, sentences) for _ in range(_RUNS)]
    load_s, sentences_per_s = min(each[0] for each in children), max(each[1] for each in children)
    gold = {each: total_score(documents(data, each), name) for each in _development(data)}
    with _place(name) as folder:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Figures(found, gold, load_s, sentences_per_s, size / 1e6)


def _child(name: str, sentences: Sequence[str]) -> tuple[float, float]:
    """Return the seconds to load an encoder in a process of its own, and the sentences per second there."""
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, name],
        input=json.dumps(sentences),
        env=os.environ | _ONE_THREAD,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    load_s, sentences_per_s = json.loads(run.stdout)
    return load_s, sentences_per_s


def _sentences(data: Path, encoder: str) -> list[str]:
    """Return development sentences of the length by which speed is measured.

    Stops the program where there are none.
    """
    cutter = _cutter(encoder)
    texts = (
        path.read_text("utf-8").split("\n")
        for name in _development(data)
        for document in documents(data, name)
        for path in (document.source, document.target)
    )
    found = [sentence for lines in texts for sentence in _of_length(lines, cutter)]
    if not found:
        raise SystemExit(f"{data} holds no development sentence of {_PIECES[0]} to {_PIECES[1]} sub-words")
    return found


def _of_length(lines: Sequence[str], cutter: tokenizer.Tokenizer) -> Iterator[str]:
    """Split running text into stretches of 28 to 32 sub-words, each of whole words."""
    here: list[str] = []
    pieces = 0
    for word in itertools.chain.from_iterable(line.split() for line in lines):
        here.append(word)
        pieces += len(cutter.ids(word))
        if pieces >= _PIECES[0]:
            if pieces <= _PIECES[1]:
                yield " ".join(here)
            here, pieces = [], 0


def _cutter(encoder: str) -> tokenizer.Tokenizer:
    """Return the tokeniser of an encoder of ours, or the built-in one's for other encoders."""
    with _place(encoder) as folder, _place(BUILT_IN) as ours:
        try:
            return tokenizer.load(folder / "tokenizer.json")
        except (OSError, LookupError, TypeError, ValueError):
            return tokenizer.load(ours / "tokenizer.json")


def _place(name: str) -> AbstractContextManager[Path]:
    return built_in.place() if name == BUILT_IN else nullcontext(Path(name))


def _development(data: Path) -> list[str]:
    return [name for name in sets(data) if name.endswith("-dev")]


def _held_out(encoder: str) -> dict[str, float]:
    """Return the percentages of held-out lines found, by language, from the card of an encoder of ours."""
    with _place(encoder) as folder:
        card = folder / "card.md"
        text = card.read_text("utf-8") if card.is_file() else ""
    return {row["tag"]: float(row["percent"]) for row in _CARD_ROW.finditer(text)}


def _result(figures: Figures, lists: Sequence[TatoebaLanguage]) -> str:
    fixed = [figures.found.tatoeba[entry.language] for entry in lists if entry.fixed]
    six = [figures.found.ntrex[tag] for tag in SIX]
    return (
        f"RESULT tatoeba_mean={100 * averaged(fixed).both:.1f}"
        f" tatoeba_min={100 * min(found.both for found in fixed):.1f}"
        f" ntrex_mean={100 * averaged(six).both:.1f} size_mb={figures.size_mb:.1f}"
        f" load_s={figures.load_s:.3f} sentences_per_s={figures.sentences_per_s:.0f}"
    )


if __name__ == "__main__":
    main()
