"""JSON that anybody may have written: strict UTF-8, no depth without end, every number finite, no key twice.

Python's reader alone takes NaN, 1e400 (as infinity), half a surrogate pair, the last of two equal keys, and nesting up
to its own recursion limit, which is then met again by whoever writes the value.
"""

from __future__ import annotations

import json
import math
from typing import Any, NamedTuple

from aevae_desktop.errors import LabError
from aevae_desktop.reading import plain_text

DEEPEST = 32  # lists and objects within each other
LONGEST_KEY = 200  # characters
LARGEST_WHOLE = 1 << 63  # an integer is nearer to 0 than this


class _Misfit(NamedTuple):
    """A value that cannot be used: where, what it is, and what should be there."""

    field: str
    found: str
    expected: str


def load(data: bytes | str, file: object, kind: type[LabError], what: str, remedy: str | None = None) -> Any:
    """The value that the JSON text ``data`` says. Raises ``kind``: ``what`` (with the reason), or what a field holds.

    ``file`` is named in errors. How long the text is has been checked before, by whoever read it.
    """
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else error
        raise kind(f"{what} ({reason})", file=file, remedy=remedy) from error
    if (wrong := _misfit(value)) is not None:
        field = plain_text.clean(wrong.field, 80).removeprefix(".") or None
        raise kind(file=file, field=field, found=wrong.found, expected=wrong.expected, remedy=remedy)
    return value


def _no_constant(word: str) -> object:
    raise ValueError(f"{word} is no number of JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in made if keys.count(key) > 1)[:40]!r} twice")
    return made


def _misfit(value: object, depth: int = 0) -> _Misfit | None:
    """The first part of ``value`` that cannot be used, if there is one."""
    if isinstance(value, dict | list):
        return _misfit_in(value, depth)
    if isinstance(value, str):
        return None if plain_text.broken_in(value) is None else _Misfit("", repr(value), "whole characters")
    if isinstance(value, float):
        return None if math.isfinite(value) else _Misfit("", repr(value), "a finite number")
    fits = not isinstance(value, int) or -LARGEST_WHOLE < value < LARGEST_WHOLE
    return None if fits else _Misfit("", repr(value), f"a whole number of at most {LARGEST_WHOLE.bit_length()} bits")


def _misfit_in(value: dict[str, Any] | list[Any], depth: int) -> _Misfit | None:
    if depth == DEEPEST:
        return _Misfit("", "lists and objects within each other", f"at most {DEEPEST} of them")
    if isinstance(value, list):
        if set(map(type, value)) == {float} and all(map(math.isfinite, value)):
            return None  # thousands of numbers at once
        inner = ((f"[{i}]", item) for i, item in enumerate(value))
    else:
        bad = next((key for key in value if len(key) > LONGEST_KEY or plain_text.broken_in(key)), None)
        if bad is not None:
            return _Misfit("", repr(bad), f"keys of at most {LONGEST_KEY} whole characters")
        inner = ((f".{key}", item) for key, item in value.items())
    found = ((place, misfit) for place, item in inner if (misfit := _misfit(item, depth + 1)) is not None)
    return next((misfit._replace(field=place + misfit.field) for place, misfit in found), None)
