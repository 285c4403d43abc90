"""Frames of bytes: how messages travel between the window and its inference process.

A frame is ``u32 size of the rest | u32 size of the header | header | arrays``, little-endian. The header is a
JSON object, padded with spaces; its key ``arrays`` lists ``[name, dtype, shape]`` of the raw C-ordered arrays
that follow, each padded to 8 bytes. Nothing is ever pickled, and no size is believed before it is checked.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_FRAME = 1 << 30  # bytes: 1M codes of 128 dimensions twice; below what a garbled length would ask for
MAX_HEADER = 16 << 20
MAX_DIMENSIONS = 8
DTYPES = ("float32", "uint8", "int16", "int32", "int64", "float64")
_LENGTH = struct.Struct("<I")
_ALIGN = 8
_to_json = json.JSONEncoder(separators=(",", ":")).encode  # made once: json.dumps would make one a call
_SIZES = {name: np.dtype(name).itemsize for name in DTYPES}

Header = dict[str, Any]
Arrays = dict[str, NDArray[Any]]


class ProtocolError(Exception):
    """The bytes are no frame of ours: the other side is broken and must be replaced."""


@dataclass(frozen=True, eq=False)
class Frame:
    """One message: a JSON object, and arrays by name (read-only, they share the frame's bytes)."""

    header: Header
    arrays: Arrays = field(default_factory=dict)


def pack(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]] | None = None) -> bytes:
    """The bytes of one frame. Raises ``ProtocolError`` for a dtype that may not travel or a frame too large."""
    solid = {name: np.ascontiguousarray(array) for name, array in (arrays or {}).items()}
    listing = [[name, _dtype_name(array), array.shape] for name, array in solid.items()]
    text = _to_json({**header, "arrays": listing}).encode()
    text += b" " * (-(len(text) + _LENGTH.size) % _ALIGN)
    parts: list[Any] = [_LENGTH.pack(len(text)), text]
    for array in solid.values():
        parts += [array.reshape(-1).view(np.uint8), b"\0" * (-array.nbytes % _ALIGN)]
    size = sum(len(part) for part in parts)
    if size > MAX_FRAME or len(text) > MAX_HEADER:
        raise ProtocolError(f"a frame of {size} bytes is above the limit of {MAX_FRAME}")
    return b"".join([_LENGTH.pack(size), *parts])


def unpack(body: bytes) -> Frame:
    """The frame whose bytes after the first length are ``body``. Raises ``ProtocolError`` on nonsense."""
    if len(body) < _LENGTH.size:
        raise ProtocolError("a frame without a header")
    start = _LENGTH.size + _LENGTH.unpack_from(body)[0]
    if start > len(body) or start > MAX_HEADER:
        raise ProtocolError("a header longer than its frame")
    try:
        header = json.loads(body[_LENGTH.size : start])
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"a header that is not JSON: {error}") from error
    if not isinstance(header, dict):
        raise ProtocolError("a header that is not an object")
    return Frame(header, _take_arrays(body, start, header.pop("arrays", [])))


class FrameReader:
    """Cuts a stream of bytes into frames, however the pipe has chopped it."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def feed(self, data: bytes | bytearray | memoryview) -> list[Frame]:
        """The frames that ``data`` completes, often none or one. Raises ``ProtocolError`` on nonsense."""
        self._pending += data
        frames = []
        while (end := self._end()) is not None:
            with memoryview(self._pending) as view:
                body = bytes(view[_LENGTH.size : end])
            del self._pending[:end]
            frames.append(unpack(body))
        return frames

    def _end(self) -> int | None:
        if len(self._pending) < _LENGTH.size:
            return None
        size: int = _LENGTH.unpack_from(self._pending)[0]
        if size > MAX_FRAME:
            raise ProtocolError(f"a frame of {size} bytes is announced, the limit is {MAX_FRAME}")
        end = size + _LENGTH.size
        return end if len(self._pending) >= end else None


def _dtype_name(array: NDArray[Any]) -> str:
    name = array.dtype.name
    if name not in DTYPES or not array.dtype.isnative:
        raise ProtocolError(f"arrays of dtype {array.dtype} do not travel")
    return name


def _take_arrays(body: bytes, start: int, listing: object) -> Arrays:
    arrays: Arrays = {}
    for entry in listing if isinstance(listing, list) else [None]:
        name, dtype, shape = _entry(entry)
        count = prod(shape)
        size = count * _SIZES[dtype]
        if size > len(body) - start:
            raise ProtocolError(f"array {name!r} is longer than its frame")
        arrays[name] = np.frombuffer(body, dtype, count, start).reshape(shape)
        start += size + -size % _ALIGN
    if start != len(body):
        raise ProtocolError("a frame whose arrays do not fill it")
    return arrays


def _entry(entry: object) -> tuple[str, str, tuple[int, ...]]:
    if not (isinstance(entry, list) and len(entry) == 3):
        raise ProtocolError("an array list that is none")
    name, dtype, shape = entry
    if not (isinstance(name, str) and isinstance(shape, list) and len(shape) <= MAX_DIMENSIONS):
        raise ProtocolError("an array without a name or a shape")
    if dtype not in DTYPES or not all(type(k) is int and 0 <= k <= MAX_FRAME for k in shape):
        raise ProtocolError(f"array {name!r} of dtype {dtype!r} and shape {shape!r}")
    return name, dtype, tuple(shape)
