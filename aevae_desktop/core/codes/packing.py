"""A selection as a short text: how many samples there are, and a bit for each, packed."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import MOST_POINTS

Rows = NDArray[np.int32]

_PIECE = 1 << 12  # bytes

_COUNT = re.compile(r"[1-9][0-9]{0,9}")


def packed(samples: Rows, n: int) -> str:
    """The ``samples: (m,)``, of ``n``, as ``n:bits``; 70,000 samples take 12 kB at most."""
    return "".join(packing(samples, n))


def packing(samples: Rows, n: int) -> Iterator[str]:
    """``packed``, piece by piece: a million samples take longer than a frame may."""
    chosen = np.zeros(n, np.bool_)
    chosen[samples] = True
    bits, zipper, rest = np.packbits(chosen).tobytes(), zlib.compressobj(9), b""
    yield f"{n}:"
    for first in range(0, len(bits), _PIECE):
        rest += zipper.compress(bits[first : first + _PIECE])
        whole = len(rest) - len(rest) % 4  # four bytes are five characters
        yield base64.b85encode(rest[:whole]).decode()
        rest = rest[whole:]
    yield base64.b85encode(rest + zipper.flush()).decode()


def unpacked(text: str) -> tuple[int, Rows] | None:
    """How many samples there are and which are selected, ascending; None if that is not what ``text`` says."""
    count, _, bits = text.partition(":")
    if not _COUNT.fullmatch(count) or int(count) > MOST_POINTS:
        return None
    n, unzip = int(count), zlib.decompressobj()
    if len(bits) > n // 4 + 100:  # bits that nothing can make shorter take less
        return None
    try:
        data = unzip.decompress(base64.b85decode(bits), -(-n // 8) + 1)  # no more than can be meant
    except (ValueError, zlib.error, binascii.Error):
        return None
    if len(data) != -(-n // 8):
        return None
    samples: Rows = np.flatnonzero(np.unpackbits(np.frombuffer(data, np.uint8), count=n)).astype(np.int32)
    return (n, samples) if len(samples) else None
