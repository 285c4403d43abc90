"""What a text from a file may hold where it can be shown: no control characters, no halves of characters.

A control character can break a line, hide what follows it, or turn the reading direction of all that comes after; half
a surrogate pair can be neither drawn nor written. Files that hold them are refused; what a person types is cleaned.
"""

from __future__ import annotations

import re

_BIDI = "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides, isolates
_SURROGATES = "\ud800-\udfff"
_HIDDEN = re.compile(f"[\\x00-\\x1f\\x7f-\\x9f\u2028\u2029{_BIDI}{_SURROGATES}]")
_UNWRITABLE = re.compile(f"[{_SURROGATES}]")


def wrong_in_line(text: str, most: int) -> str | None:
    """What keeps ``text`` from being one line of at most ``most`` characters, as the end of "found ..."; else None."""
    if len(text) > most:
        return f"{len(text)} characters"
    found = _HIDDEN.search(text)
    return None if found is None else f"the character U+{ord(found[0]):04X}"


def broken_in(text: str) -> str | None:
    """Half a surrogate pair in ``text``, which no file can hold, as the end of "found ..."; else None."""
    found = None if text.isascii() else _UNWRITABLE.search(text)
    return None if found is None else f"the character U+{ord(found[0]):04X}"


def clean(text: str, most: int) -> str:
    """``text`` as one line of at most ``most`` characters: what ``wrong_in_line`` would refuse becomes a space."""
    return " ".join(_HIDDEN.sub(" ", text).split())[:most].rstrip()
