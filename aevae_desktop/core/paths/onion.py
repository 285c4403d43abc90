"""Onion skin: the frames before and after shine through a frame. It mixes pictures for display, not codes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NEXT = 0.6  # opacity of the frame next to it

U8 = NDArray[np.uint8]


def opacities(skins: int) -> NDArray[np.float32]:
    """How strongly the 1st, 2nd, ... frame on either side shines through, ``(skins,)``: evenly down to nothing."""
    return (NEXT * np.arange(skins, 0, -1) / max(skins, 1)).astype(np.float32)


def rows_around(row: int, skins: int, frames: int, closed: bool = False) -> list[tuple[int, int]]:
    """The frames that shine through frame ``row`` of ``frames``: (which, its distance); round the end if ``closed``.

    The first and the last frame of a closed film are one place.
    """
    lap = frames - 1
    found = []
    for distance in range(1, skins + 1):
        for other in (row - distance, row + distance):
            if closed and lap > 0:
                found += [(other % lap, distance)] if (other - row) % lap else []
            elif 0 <= other < frames:
                found.append((other, distance))
    return found


def blended(frames: U8, ready: NDArray[np.bool_], row: int, skins: int, closed: bool = False) -> NDArray[np.float32]:
    """Frame ``row`` of ``frames: (n, h, w[, 3])`` with its neighbours: ``(h, w[, 3]) float32``, 0 to 255.

    At every pixel the largest of the frame itself and ``opacity * neighbour`` ("lighten"), so that what the frame
    itself shows is never dimmed. Frames that are not ``ready`` are left out; with no ``skins`` it is the frame.
    """
    out: NDArray[np.float32] = frames[row].astype(np.float32)
    fading = opacities(skins)
    for other, distance in rows_around(row, skins, len(frames), closed):
        if ready[other]:
            np.maximum(out, fading[distance - 1] * frames[other], out=out)
    return out
