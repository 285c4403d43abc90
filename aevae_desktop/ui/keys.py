"""Keys that a person has changed, in the texts that name them: the ``(L)`` after what a button does."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMED = re.compile(r"\(([^()]{1,40})\)")
_BETWEEN = re.compile(r"(, | and )")
_now: dict[str, str] = {}  # a key as a text has it: as it is now, where that is another


def tell(now: Mapping[str, str]) -> None:
    """From now on say these keys, by those that the texts were written with."""
    _now.clear()
    _now.update(now)


def said(text: str) -> str:
    """``text``, in which what stands in brackets and is a changed key is the key as it is now."""
    return _NAMED.sub(lambda found: f"({_renamed(found[1])})", text) if _now else text


def _renamed(inside: str) -> str:
    return "".join(_now.get(part, part) for part in _BETWEEN.split(inside))
