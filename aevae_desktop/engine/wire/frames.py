"""Frames with arrays: what ``framing`` carries, as numpy sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.engine.wire.framing import MAX_FRAME, MAX_REPLY, SIZES, Cutter, Header, ProtocolError, join, split

__all__ = ["MAX_FRAME", "MAX_REPLY", "Arrays", "Frame", "FrameReader", "Header", "ProtocolError", "pack", "unpack"]

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Frame:
    """One message: a JSON object, and arrays by name (read-only, they share the frame's bytes)."""

    header: Header
    arrays: Arrays = field(default_factory=dict)


def pack(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]] | None = None) -> bytes:
    """The bytes of one frame. Raises ``ProtocolError`` for a dtype that may not travel or a frame too large."""
    solid = {name: np.ascontiguousarray(array) for name, array in (arrays or {}).items()}
    listing = [(name, _dtype_name(array.dtype), array.shape) for name, array in solid.items()]
    return join(header, listing, [array.reshape(-1).view(np.uint8) for array in solid.values()])


def unpack(body: bytes) -> Frame:
    """The frame whose bytes after the first length are ``body``. Raises ``ProtocolError`` on nonsense."""
    header, blocks = split(body)
    arrays = {
        name: np.frombuffer(body, dtype, count, start).reshape(shape) for name, dtype, shape, start, count in blocks
    }
    return Frame(header, arrays)


class FrameReader(Cutter):
    """A ``Cutter`` that gives frames with their arrays."""

    def feed(self, data: bytes | bytearray | memoryview) -> list[Frame]:
        """The frames that ``data`` completes, often none or one. Raises ``ProtocolError`` on nonsense."""
        return [unpack(body) for body in self.cut(data)]


@cache  # numpy works the name out in a dozen calls, and every hover asks
def _dtype_name(dtype: np.dtype[Any]) -> str:
    if dtype.name not in SIZES or not dtype.isnative:
        raise ProtocolError(f"arrays of dtype {dtype} do not travel")
    return dtype.name
