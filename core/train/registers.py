"""Registers: the kind of text that each source of parallel text contains.

Half of all pairs are labels and documentation of software, and they are the easiest: without this table they
would fill the vocabulary and the batches.
"""

SENTENCES, SCRIPTURE, STORIES, SOFTWARE = "sentences", "scripture", "stories", "software"
REGISTERS = (SENTENCES, SCRIPTURE, STORIES, SOFTWARE)

_BEGINNINGS = {
    "tatoeba": SENTENCES,
    "tanaka": SENTENCES,
    "softcatala": SENTENCES,
    "tico19": SENTENCES,
    "nllb-seed": SENTENCES,
    "mlqe-pe": SENTENCES,
    "indian-pc": SENTENCES,
    "korean-pc": SENTENCES,
    "travis-ti": SENTENCES,
    "bashkort": SENTENCES,
    "xquad": SENTENCES,
    "mgsm": SENTENCES,
    "nusax": SENTENCES,
    "udhr": SENTENCES,
    "ebible": SCRIPTURE,
    "african-storybook": STORIES,
    "pratham": STORIES,
    "storybooks": STORIES,
    "wesnoth": STORIES,
    "shattered-pixel": STORIES,
    "adarkroom": STORIES,
    "unknown-horizons": STORIES,
}


def register(tag: str) -> str:
    """Return the register of a source's tag, the first word of its row in `SOURCES.md`; software if
    unknown."""
    return next((kind for beginning, kind in _BEGINNINGS.items() if tag.startswith(beginning)), SOFTWARE)
