"""Segmentation into sentences, beside sentencex, pysbd and one regular expression, by boundary F1.

    python -m benchmarks.segmentation --data FOLDER [--only pud ud fiction cases speed] [--show N]

Lines are joined to paragraphs and cut again: PUD's by five (tests/pud; only for reporting), running text by
its own paragraphs (tests/ud; only for reporting), and the lines of the gold development sets by five
(fiction and the like; for tuning; their lines are not always single sentences). The rule cases
(tests/segmentation) are compared whole, half of them for tuning, half for reporting. A boundary is the
place of the first letter of a sentence in its paragraph, except for the first sentence, counted in letters
that are not white space.
"""

import argparse
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.lib.report.machine import description
from core.segment import segment

Tool = Callable[[str, str], list[str]]
Paragraph = list[str]
"""The sentences of a paragraph."""

PARTS = ("pud", "ud", "fiction", "cases", "speed")
_UNSPACED = ("zh", "ja", "th")
_END = re.compile(r"""(?<=[.!?…。！？。।։؟۔።])["'”’»)\]」』]*(?:\s+|(?<=[。！？」』]))(?=\S)""")
_LINES = 5
_SPEED_MB = 20


def diglot(text: str, language: str) -> list[str]:
    """Return the sentences by Diglot."""
    return [text[start:end] for start, end in segment(text, language)]


def expression(text: str, language: str) -> list[str]:
    """Return the sentences by one regular expression, the same for all languages."""
    starts = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def sentencex_sentences(text: str, language: str) -> list[str]:
    """Return the sentences by sentencex."""
    import sentencex

    return list(sentencex.segment(language, text))


def pysbd_sentences(text: str, language: str) -> list[str]:
    """Return the sentences by pysbd, by its English rules for languages that it lacks."""
    import pysbd
    from pysbd.languages import LANGUAGE_CODES

    code = language if language in LANGUAGE_CODES else "en"
    if code not in _pysbd:
        _pysbd[code] = pysbd.Segmenter(language=code, clean=False)
    return list(_pysbd[code].segment(text))


_pysbd: dict[str, Any] = {}


def tools() -> dict[str, Tool]:
    """Return the tools that are installed."""
    found: dict[str, Tool] = {"diglot": diglot, "expression": expression}
    for name, tool in (("sentencex", sentencex_sentences), ("pysbd", pysbd_sentences)):
        try:
            __import__(name)
        except ImportError:
            print(f"{name} is not installed and left out; install it with: pip install {name}")
        else:
            found[name] = tool
    return found


# --------------------------------------------------------------------------------- scoring


@dataclass
class Counts:
    """Boundaries that were found, those that are right among them, and all right ones."""

    found: int = 0
    right: int = 0
    sought: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, from 0 to 1; 1 if there is nothing to find."""
        return 2 * self.right / (self.found + self.sought) if self.found + self.sought else 1.0

    def add(self, found: set[int], sought: set[int]) -> None:
        """Count one paragraph."""
        self.found += len(found)
        self.right += len(found & sought)
        self.sought += len(sought)


def boundaries(sentences: Sequence[str]) -> set[int]:
    """Return the places where sentences after the first start, in letters that are not white space."""
    places, at = set(), 0
    for sentence in sentences:
        if at:
            places.add(at)
        at += len("".join(sentence.split()))
    places.discard(at)
    return places


def joined(sentences: Paragraph, language: str) -> str:
    """Return the text of a paragraph."""
    return ("" if language.split("-")[0] in _UNSPACED else " ").join(sentences)


def score(paragraphs: Sequence[Paragraph], language: str, tool: Tool) -> Counts:
    """Return the counts of a tool over paragraphs of a language."""
    counts = Counts()
    for paragraph in paragraphs:
        counts.add(boundaries(tool(joined(paragraph, language), language)), boundaries(paragraph))
    return counts


def errors(paragraphs: Sequence[Paragraph], language: str, tool: Tool) -> Iterator[str]:
    """Yield boundaries that are missed (-) or wrong (+), with the letters around them."""
    for paragraph in paragraphs:
        found, sought = boundaries(tool(joined(paragraph, language), language)), boundaries(paragraph)
        text = joined(paragraph, language)
        places = [at for at, letter in enumerate(text) if not letter.isspace()]
        for at in sorted(found ^ sought):
            where = places[at]
            sign = "-" if at in sought else "+"
            yield f"{sign} {text[max(0, where - 40) : where]}|{text[where : where + 30]}".replace("\n", " ")


# ------------------------------------------------------------------------------------ texts


def _by_five(lines: Sequence[str]) -> list[Paragraph]:
    kept = [line.strip() for line in lines if line.strip()]
    return [kept[at : at + _LINES] for at in range(0, len(kept), _LINES)]


def pud(data: Path) -> dict[str, list[Paragraph]]:
    """Return PUD's paragraphs by language."""
    files = sorted((data / "tests" / "pud").glob("*.txt"))
    return {
        file.stem: _by_five(file.read_text(encoding="utf-8").splitlines())
        for file in files
        if file.stem != "SENT_IDS"
    }


def running_text(data: Path) -> dict[str, list[Paragraph]]:
    """Return the paragraphs of running text by language."""
    found = {}
    for file in sorted((data / "tests" / "ud").glob("*.txt")):
        paragraphs = re.split(r"\n\s*\n", file.read_text(encoding="utf-8"))
        found[file.stem] = [paragraph.split("\n") for paragraph in paragraphs if paragraph.strip()]
    return found


def fiction(data: Path) -> dict[str, list[Paragraph]]:
    """Return paragraphs of the gold development sets by language."""
    found: dict[str, list[Paragraph]] = defaultdict(list)
    for folder in sorted((data / "gold").glob("*-dev")):
        for file in sorted(folder.iterdir()):
            if file.is_file() and file.suffix != ".ladder" and len(file.suffix) < 8:
                found[file.suffix[1:]] += _by_five(file.read_text(encoding="utf-8").splitlines())
    return dict(sorted(found.items()))


def cases(data: Path) -> dict[str, list[Paragraph]]:
    """Return the sentences of each rule case by language."""
    found: dict[str, list[Paragraph]] = defaultdict(list)
    for file in sorted((data / "tests" / "segmentation").glob("*.txt")):
        for case in file.read_text(encoding="utf-8").split("\n===\n"):
            text, mark, expected = case.strip("\n").partition("\n---\n")
            if mark:
                found[file.stem.split("-")[0]].append([text, *expected.split("\n")])
    return dict(sorted(found.items()))


# ------------------------------------------------------------------------------------ parts


def table(
    name: str, texts: dict[str, list[Paragraph]], chosen: dict[str, Tool], show: int
) -> dict[str, dict[str, float]]:
    """Print the F1 of each tool by language in percent; return it from 0 to 1."""
    print(f"\n{name:14}" + "".join(f"{tool:>12}" for tool in chosen))
    figures: dict[str, dict[str, float]] = {}
    for language, paragraphs in texts.items():
        figures[language] = {tool: score(paragraphs, language, run).f1 for tool, run in chosen.items()}
        print(
            f"{language:14}" + "".join(f"{100 * f1:12.1f}" for f1 in figures[language].values()), flush=True
        )
        for line in list(errors(paragraphs, language, diglot))[:show]:
            print("   ", line)
    return figures


def means(figures: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return the mean of each tool over the languages."""
    by_tool = {tool: [row[tool] for row in figures.values()] for tool in next(iter(figures.values()))}
    return {tool: fmean(values) for tool, values in by_tool.items()}


def report(name: str, figures: dict[str, dict[str, float]]) -> str:
    """Return the fields of a result."""
    found = means(figures)
    lowest = min(row["diglot"] for row in figures.values())
    best = fmean(max(f1 for tool, f1 in row.items() if tool != "diglot") for row in figures.values())
    others = " ".join(f"{name}_{tool}={value:.4f}" for tool, value in found.items() if tool != "diglot")
    ours = f"{name}_mean={found['diglot']:.4f} {name}_lowest={lowest:.4f}"
    return f"{ours} {name}_best_of_peers={best:.4f} {others}"


def rule_cases(data: Path, chosen: dict[str, Tool], show: int) -> str:
    """Print how many cases of the reported half each tool cuts exactly; return the fields of the result."""
    right: dict[str, int] = dict.fromkeys(chosen, 0)
    count = 0
    print(f"\n{'cases':14}{'':>6}" + "".join(f"{tool:>12}" for tool in chosen))
    for language, all_of_language in cases(data).items():
        reported = all_of_language[1::2]
        row = {tool: sum(_exact(case, language, run) for case in reported) for tool, run in chosen.items()}
        for case in [case for case in all_of_language[::2] if not _exact(case, language, diglot)][:show]:
            print(f"    {case[0]!r}\n      {diglot(case[0], language)}")
        count += len(reported)
        for tool, value in row.items():
            right[tool] += value
        print(
            f"{language:14}{len(reported):6}" + "".join(f"{value:12}" for value in row.values()), flush=True
        )
    return " ".join(f"cases_{tool}={value / max(1, count):.4f}" for tool, value in right.items())


def _exact(case: Paragraph, language: str, tool: Tool) -> bool:
    text, *expected = case
    found = ["".join(sentence.split()) for sentence in tool(text, language)]
    return [one for one in found if one] == ["".join(sentence.split()) for sentence in expected]


def speed(data: Path) -> str:
    """Return the seconds for 20 MB, best of three, beside the expression, and the peak memory."""
    texts = fiction(data)
    parts = [(language, joined(paragraph, language)) for language in ("en", "de", "zh", "fr")
             for paragraph in texts.get(language, [])]  # fmt: skip
    size = sum(len(text.encode()) for _, text in parts)
    times = max(1, _SPEED_MB * 1_000_000 // max(1, size))
    best = {}
    for name, tool in (("diglot", segment), ("expression", expression)):
        seconds = []
        for _ in range(3):
            start = time.process_time()
            for _ in range(times):
                for language, text in parts:
                    tool(text, language)
            seconds.append(time.process_time() - start)
        best[name] = min(seconds)
    peak = subprocess.run([sys.executable, "-c", _PEAK], capture_output=True, text=True, check=True).stdout
    return (
        f"mb={size * times / 1e6:.1f} seconds={best['diglot']:.2f} "
        f"expression_seconds={best['expression']:.2f} memory_times_text={float(peak):.1f}"
    )


_PEAK = """
import tracemalloc
from core.segment import segment
segment("It is so. ", "en")
text = "The bridge was old, and nobody knew who had built it. " * 370_000
tracemalloc.start()
segment(text, "en")
print(tracemalloc.get_traced_memory()[1] / len(text))
"""


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder that holds gold/ and tests/")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="parts to run")
    parser.add_argument("--languages", nargs="+", help="languages of fiction (all)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N errors for each language")
    given = parser.parse_args()
    if given.show and {"pud", "ud"} & set(given.only):
        parser.error("--show is for tuning; pud and ud are only reported: add --only fiction cases")
    print(description())
    chosen = tools()
    result = []
    if "pud" in given.only:
        figures = table("pud", pud(given.data), chosen, 0)
        thai = figures.pop("th", None)
        result.append(report("pud", figures))
        result += [f"pud_th={thai['diglot']:.4f}"] if thai else []
    if "ud" in given.only:
        result.append(report("ud", table("ud", running_text(given.data), chosen, 0)))
    if "fiction" in given.only:
        texts = fiction(given.data)
        wanted = {language: texts[language] for language in given.languages or texts}
        result.append(report("fiction", table("fiction", wanted, chosen, given.show)))
    if "cases" in given.only:
        result.append(rule_cases(given.data, chosen, given.show))
    if "speed" in given.only:
        result.append(speed(given.data))
    print("RESULT " + " ".join(result))


if __name__ == "__main__":
    main()
