"""JSON that anybody may have written: strict UTF-8, no depth without end, every number finite, no key twice.

Python's reader alone takes NaN, 1e400 (as infinity), half a surrogate pair, the last of two equal keys, and nesting up
to its own recursion limit, which is then met again by whoever writes the value.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from aevae_desktop.errors import LabError
from aevae_desktop.reading import plain_text

DEEPEST = 32  # lists and objects within each other
LONGEST_KEY = 200  # characters
MOST_PARTS = 100_000  # lists and objects
LARGEST_WHOLE = 1 << 63  # an integer is nearer to 0 than this
_NUMBERS = {int, float}


class _Misfit(NamedTuple):
    """A value that cannot be used: where, what it is, and what should be there."""

    field: str
    found: str
    expected: str


def load(
    data: bytes | str, file: object, kind: type[LabError], what: str, remedy: str | None = None, most: int = MOST_PARTS
) -> Any:
    """The value that the JSON text ``data`` says. Raises ``kind``: ``what`` (with the reason), or what a field holds.

    ``file`` is named in errors. How long the text is has been checked before, by whoever read it; it may have ``most``
    lists and objects, and eight times as many values (those within texts count), so that it is read within a second.
    """
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        _check_parts(text, most)
        value = json.loads(text, object_pairs_hook=_object)  # NaN and infinity are told below, with their field
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else error
        raise kind(f"{what} ({reason})", file=file, remedy=remedy) from error
    if (wrong := _misfit(value)) is not None:
        field = plain_text.clean(wrong.field, 80).removeprefix(".") or None
        raise kind(file=file, field=field, found=wrong.found, expected=wrong.expected, remedy=remedy)
    return value


def _check_parts(text: str, most: int) -> None:
    parts, values = text.count("[") + text.count("{"), text.count(",")
    if parts > most or values > 8 * most:
        raise ValueError(f"{parts} lists and objects, {values} commas; at most {most} and {8 * most} are read")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"the key {twice[:40]!r} twice")
    return made


def _misfit(value: object, depth: int = 0) -> _Misfit | None:
    """The first part of ``value`` that cannot be used, if there is one."""
    if isinstance(value, str):
        return (
            None if value.isascii() or not plain_text.broken_in(value) else _Misfit("", repr(value), "whole characters")
        )
    if isinstance(value, dict):
        bad = next((key for key in value if len(key) > LONGEST_KEY or plain_text.broken_in(key)), None)
        if bad is not None:
            return _Misfit("", repr(bad), f"keys of at most {LONGEST_KEY} whole characters")
        return _misfit_in(value.items(), depth)
    if isinstance(value, list):
        plain = set(map(type, value)) <= _NUMBERS and all(-LARGEST_WHOLE < item < LARGEST_WHOLE for item in value)
        return None if plain else _misfit_in(enumerate(value), depth)
    if isinstance(value, float):
        return None if math.isfinite(value) else _Misfit("", repr(value), "a finite number")
    fits = not isinstance(value, int) or -LARGEST_WHOLE < value < LARGEST_WHOLE
    return None if fits else _Misfit("", repr(value), f"a whole number of at most {LARGEST_WHOLE.bit_length()} bits")


def _misfit_in(items: Iterable[tuple[object, object]], depth: int) -> _Misfit | None:
    if depth == DEEPEST:
        return _Misfit("", "lists and objects within each other", f"at most {DEEPEST} of them")
    for key, item in items:
        if (misfit := _misfit(item, depth + 1)) is not None:
            return misfit._replace(field=(f".{key}" if isinstance(key, str) else f"[{key}]") + misfit.field)
    return None
