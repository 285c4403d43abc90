"""Numbers of samples as a person writes them: ``17``, ``100-120``, ``3, 5, 9-12``."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.errors import DataError
from aevae_desktop.language import translate

_PART = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
EXAMPLE = translate("core", "numbers like 17 or 100-120, with commas between them")


def parse(text: str, n: int) -> NDArray[np.int32]:
    """The numbers that ``text`` names, each once, ascending; ranges include both ends. All must be below ``n``.

    Raises ``DataError`` for anything else, and for no number at all.
    """
    wanted = []
    for part in re.split(r"\s*[,;]\s*|\s+", re.sub(r"\s*[-–:]\s*", "-", text.strip())):
        match = _PART.fullmatch(part)
        if match is None:
            raise DataError(field="samples", found=text.strip() or "nothing", expected=EXAMPLE)
        first, last = int(match[1]), int(match[2] or match[1])
        first, last = min(first, last), max(first, last)
        if last >= n:
            raise DataError(field="samples", found=last, expected=f"numbers from 0 to {n - 1:,}")
        wanted.append(np.arange(first, last + 1, dtype=np.int32))
    return np.unique(np.concatenate(wanted))
