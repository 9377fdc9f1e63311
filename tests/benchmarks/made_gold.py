"""A data folder with a synthetic manual alignment."""

from pathlib import Path

WORDS = (
    "river lamp bird door stone bread night snow ship king road wind tree rain fire house hand book".split()
)


def sentence(at: int) -> str:
    """Return a sentence unlike any other."""
    words = (WORDS[at * step % len(WORDS)] for step in (1, 5, 7))
    return f"The {' and the '.join(words)} number {at}"


def made_gold(folder: Path) -> Path:
    """Make a development set of 260 beads, every tenth of two source segments; return the folder."""
    home = folder / "gold" / "made-dev"
    home.mkdir(parents=True)
    source, target, ladder = [], [], []
    for at in range(260):
        ids = [len(source)]
        source.append(sentence(at) + ".")
        if at % 10 == 0:
            ids.append(len(source))
            source.append("It was good.")
        ladder.append(f"{ids}:[{at}]")
        target.append(sentence(at).upper() + ".")
    for name, lines in (("a.en", source), ("a.de", target), ("a.en-de.ladder", ladder)):
        (home / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
