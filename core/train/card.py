"""Model card of an encoder: data, method and figures."""

from dataclasses import asdict, dataclass

from core.train.contrast import Recipe
from core.train.evaluate import Found, means
from core.train.material import Material

_CARD = """\
# A static multilingual encoder

A text's vector is the sum of the vectors of its sub-words, made unit. `core/train` of this repository made it
from nothing, on parallel text; numpy alone runs it.

## How

    python -m core.train --data FOLDER --out FOLDER {command}

{day}; {pieces:,} sub-words, {dimension} dimensions, seed {seed}; {steps:,} steps of {batch:,} pairs in
{minutes:.0f} minutes on two cores; vocabulary and cut text took a quarter of an hour before that. Lazy Adam
at {rate:g} falling to 0; additive margin softmax (scale {scale:g}, margin {margin:g}) against the
batch's other texts. Half of the batches are runs of one to four lines, each compared with its translation
less or more a line. A share of the batches, {gathered:.0%} at the end, is gathered around a few lines. Of
the sub-words {dropped:.0%} are dropped. With `--minutes` the rate falls by the clock, so another machine
makes other steps; `--steps` can be repeated. `--leave-out` names the pairs that are a test's, or nearly, as
`python -m benchmarks.overlap --write` lists them.

## Data

Sentence pairs of many languages with English, pairs without English, and lexicons. No text is in this folder,
only vectors of sub-words. What the text was, and under which licences:

- sentences of Tatoeba (CC BY 2.0 FR), Global Voices (CC BY 3.0), of Wikipedia by way of translated seed
  sets (CC BY-SA 3.0 and 4.0, CC0), of news and of children's books (CC BY, CC BY-SA), TICO-19 (CC0);
- scripture in the public domain (PorBLivre: CC BY 3.0 BR), the Universal Declaration of Human Rights;
- interface texts, documentation and stories of free software: two fifths under permissive licences
  (Apache-2.0, MIT, BSD, PSF, CC BY), the rest under copyleft (GPL, LGPL, AGPL, MPL, GFDL, CC BY-SA);
- lexicons of Wiktionary (CC BY-SA 3.0), the Open Multilingual Wordnet (each language's own: CC BY, CC BY-SA,
  MIT, Apache-2.0 and others), Wikidata (CC0) and the Unicode CLDR (Unicode License V3).

Pairs trained on: {counts} ("through" pairs two languages by a shared English line).

## How well

`quality.tsv` beside this page has what two tests measured, and the level that Diglot warns by. Here is the
share of held-out lines that find their translation among those of their language, both ways averaged.
Languages have up to 1,000 such lines; no English line among them was trained on. Half of them are labels
and documentation of software, so those that are not (prose, found among all) are counted again by
themselves. Few lines are easier than many: do not compare languages whose numbers of lines differ.

Mean {shrunk[0]:.1%}, of prose {shrunk[1]:.1%}. Before the vectors became 8-bit integers it was {whole[0]:.1%}
and {whole[1]:.1%}. Of the lexicons' words that were held out, {words:.1%} are found among up to 1,000 of
their language.

| language | lines | found | prose | found |
| --- | --- | --- | --- | --- |
{rows}

## Limits

It knows words, not their order. Adult fiction, law and reports were nearly absent from its texts, and
scripture often uses an old language. Small languages have few sub-words of their own.
"""


@dataclass(frozen=True, slots=True)
class Result:
    """Outcome of a training: steps and minutes, date, retrieval with full and with quantised vectors.

    `command` holds the options it was made with; `words` is the share of held-out words that were found.
    """

    command: str
    steps: int
    minutes: float
    day: str
    whole: dict[str, Found]
    shrunk: dict[str, Found]
    words: float


def written(recipe: Recipe, material: Material, result: Result) -> str:
    """Return the card as Markdown."""
    kinds: dict[str, int] = {}
    for pairing in material.training:
        kinds[pairing.kind] = kinds.get(pairing.kind, 0) + len(pairing)
    best_first = sorted(result.shrunk.items(), key=lambda item: (-item[1].share, item[0]))
    return _CARD.format(
        **(asdict(recipe) | {"steps": result.steps, "minutes": result.minutes}),
        command=result.command,
        day=result.day,
        counts=", ".join(f"{kind} {count:,}" for kind, count in kinds.items()),
        shrunk=means(result.shrunk),
        whole=means(result.whole),
        words=result.words,
        rows="\n".join(_row(name, found) for name, found in best_first),
    )


def _row(name: str, found: Found) -> str:
    prose = "" if found.prose is None else f"{found.prose:.1%}"
    return f"| {name} | {found.lines} | {found.share:.1%} | {found.prose_lines} | {prose} |"
