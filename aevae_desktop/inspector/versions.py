"""Which ONNX versions each ONNX Runtime reads: measured by opening files of every version in each of its releases."""

from __future__ import annotations

from typing import NamedTuple

ML = "ai.onnx.ml"


class Newest(NamedTuple):
    """The newest operator sets and file version (``ir``) that a release reads."""

    standard: int
    ml: int
    ir: int


# The first release with each row; those between have the row before them.
_RELEASES: tuple[tuple[tuple[int, int], Newest], ...] = (
    ((1, 24), Newest(25, 5, 13)),
    ((1, 25), Newest(26, 5, 13)),
    ((1, 32), Newest(28, 5, 14)),
)
_LAST = (1, 32)  # the newest release that was measured


def newest(runtime: str) -> Newest | None:
    """What ONNX Runtime ``runtime`` ("1.32.0") reads; None for a release that was not measured."""
    parts = runtime.split(".")[:2]
    if len(parts) < 2 or not all(part.isdecimal() for part in parts):
        return None
    release = (int(parts[0]), int(parts[1]))
    fitting = [row for first, row in _RELEASES if first <= release <= _LAST]
    return fitting[-1] if fitting else None
