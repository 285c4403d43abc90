"""The pseudo-locale: English with accents and 40 % more letters. What stays English in it was never translatable.

Longer words show what has no room, as German or Finnish would; nobody has to know a language to see either fault.
"""

from __future__ import annotations

import re

LONGER = 0.4  # letters more, for each letter
ACCENTS = str.maketrans("aceghijklnorstuwyzACEGHIJKLNORSTUWYZd", "áçéğĥíĵķļñóřšţúŵýžÁÇÉĞĤÍĴĶĻÑÓŘŠŢÚŴÝŽď")
MORE = "öñé"  # what the added letters are
LONGEST = 6  # letters of an added word: lines part between words
KEPT = re.compile(  # placeholders, marks of keys, tags, keys in brackets or with a plus sign, addresses
    r"\{\{|\}\}|\{[^{}]*\}|&\w+;|&|</?\w[^>]*>"
    r"|\((?:[A-Z]|F\d+|Space|Home|End|Esc|Del|Tab|Enter|[,.\[\]+/-])\)"
    r"|(?:(?:Ctrl|Shift|Alt|Meta)\+)+(?:[A-Z0-9]\w*)?|https?://\S+"
)


def pseudo(text: str) -> str:
    """``text`` with accents, made longer by 40 %; what a program reads in it stays."""
    parts, at = [], 0
    for found in KEPT.finditer(text):
        parts += [text[at : found.start()].translate(ACCENTS), found[0]]
        at = found.end()
    letters = sum(map(str.isalpha, KEPT.sub("", text)))
    return "".join([*parts, text[at:].translate(ACCENTS), _more(round(LONGER * letters))])


def _more(letters: int) -> str:
    """So many letters, joined to the last word if they are few, else words of their own."""
    run = (MORE * letters)[:letters]
    if letters <= 3:
        return run
    return "".join(f" {run[k : k + LONGEST]}" for k in range(0, letters, LONGEST))
