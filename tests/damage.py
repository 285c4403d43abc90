"""Many damaged copies of a file, read one after the other: what comes out that is no line for a person.

``AEVAE_MUTANTS`` says how many of each kind (300); number ``n`` of a kind is the same damage wherever it is made.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Sequence
from random import Random

from aevae_desktop.errors import LabError
from tests.mutants import mutate

COUNT = int(os.environ.get("AEVAE_MUTANTS", "300"))


def damaged(kind: str, number: int, originals: Sequence[bytes]) -> bytes:
    """The damaged file ``number`` of a kind, made of one of the sound ``originals``."""
    rng = Random(f"{kind} {number}")
    return mutate(originals[number % len(originals)], rng)


def uncaught(kind: str, originals: Sequence[bytes], read: Callable[[bytes], object]) -> list[str]:
    """A line for each of ``COUNT`` damaged files that raised anything but a ``LabError`` in one line, or warned."""
    found = []
    for number in range(COUNT):
        data = damaged(kind, number, originals)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                read(data)
        except LabError as error:
            if "\n" in str(error) or not str(error).isprintable():
                found.append(f"{kind} {number}: a line that is none: {str(error)!r}")
        except Exception as error:
            found.append(f"{kind} {number}: {type(error).__name__}: {str(error)[:100]}")
    return found
