"""Signs at the borders of sentences, in all scripts, by what they do. Ranges are for character classes."""

STOPS = ".．"
"""Full stops, which also end abbreviations and ordinals."""

ASKING = "?!‽⁇⁈⁉؟？！﹖﹗\u037e"
"""Question and exclamation marks, after which a sentence may go on: “Who?” she asked."""

ELLIPSES = "…‥⋯"

FINAL = "。｡।॥۔։።፧፨།༎༏༐༑༔။។៕៚᠃᠉܀܁܂᙮᪨᪩᭚᭛᭞᭟᰻᰼᱾᱿꓿꘎꘏꛳꛷꡶꡷꣎꣏꤯꧈꧉꩝꩞꩟꫰꫱꯫"
"""Signs that end nothing but sentences."""

DANDAS, SHADS = "।॥", "།༎"

CLOSING_QUOTES = "\"'`”’“‘»«›‹」』〉》〞＂"
CLOSING_BRACKETS = ")]}）］｝】〕〗"
OPENING = "\"'`“‘„‚«»‹›「『〈《〝＂([{（［｛【〔〖¿¡*_"
DASHES = "-–—―‒−⸺"
GO_ON = frozenset(",;:،؛，；：、·᠂၊፣፤፥፦%&/=+°№" + CLOSING_BRACKETS)
"""Signs that never begin a sentence."""

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Signs without width, which neither hide nor make a border; a range."""

SUPERSCRIPT = "¹²³⁰⁴-⁹"
"""Raised digits of footnotes; a range."""

UNSPACED = "\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Letters of scripts without spaces between words; a range."""
