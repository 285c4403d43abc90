"""Frames of bytes, as they travel between the window and its children; without numpy, which ``frames`` adds.

A frame is ``u32 size of the rest | u32 size of the header | header | blocks``, little-endian. The header is a
JSON object, padded with spaces; its key ``arrays`` lists ``[name, dtype, shape]`` of the raw blocks that follow, each
padded to 8 bytes. Nothing is ever pickled, and no size is believed before it is checked.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

MAX_FRAME = 1 << 30  # bytes, to a child: below what a garbled length would ask for
MAX_REPLY = 256 << 20  # bytes, to the window
MAX_HEADER = 16 << 20
MAX_DIMENSIONS = 8
SIZES = {"float32": 4, "uint8": 1, "int16": 2, "int32": 4, "int64": 8, "float64": 8}  # bytes of one number
_LENGTH = struct.Struct("<I")
_ALIGN = 8
_to_json = json.JSONEncoder(separators=(",", ":")).encode  # made once: json.dumps would make one a call

Header = dict[str, Any]
Block = tuple[str, str, tuple[int, ...], int, int]  # name, dtype, shape, where it begins, numbers in it
Listing = list[tuple[str, str, tuple[int, ...]]]


class ProtocolError(Exception):
    """The bytes are no frame of ours: the other side is broken and must be replaced."""


def join(header: Mapping[str, Any], listing: Listing, buffers: Sequence[Any]) -> bytes:
    """The bytes of one frame whose blocks are ``buffers``. Raises ``ProtocolError`` for one that is too large."""
    text = _to_json({**header, "arrays": listing}).encode()
    text += b" " * (-(len(text) + _LENGTH.size) % _ALIGN)
    parts: list[Any] = [_LENGTH.pack(len(text)), text]
    for buffer in buffers:
        parts += [buffer, b"\0" * (-len(buffer) % _ALIGN)]
    size = sum(map(len, parts))
    if size > MAX_FRAME or len(text) > MAX_HEADER:
        raise ProtocolError(f"a frame of {size} bytes is above the limit of {MAX_FRAME}")
    return b"".join([_LENGTH.pack(size), *parts])


def join_files(header: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """The bytes of one frame that carries whole ``files`` by name. Raises ``ProtocolError`` as ``join``."""
    return join(header, [(name, "uint8", (len(data),)) for name, data in files.items()], list(files.values()))


def split(body: bytes) -> tuple[Header, list[Block]]:
    """Header and blocks of the frame whose bytes after the first length are ``body``. ``ProtocolError`` on nonsense."""
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
    return header, _blocks(len(body), start, header.pop("arrays", []))


class Cutter:
    """Cuts a stream of bytes into frames, however the pipe has chopped it; none may be above ``limit`` bytes."""

    def __init__(self, limit: int = MAX_FRAME) -> None:
        self.limit = limit
        self._pending = bytearray()

    def cut(self, data: bytes | bytearray | memoryview) -> list[bytes]:
        """The bodies of the frames that ``data`` completes, often none or one. Raises ``ProtocolError``."""
        if not self._pending and len(data) >= _LENGTH.size:
            (size,) = _LENGTH.unpack_from(data)
            if size == len(data) - _LENGTH.size and size <= self.limit:  # one whole frame, as a rule
                return [bytes(data[_LENGTH.size :])]
        self._pending += data
        bodies = []
        while (end := self._end()) is not None:
            with memoryview(self._pending) as view:
                bodies.append(bytes(view[_LENGTH.size : end]))
            del self._pending[:end]
        if not self._pending:
            self._pending = bytearray()  # an emptied one keeps the room of the largest frame
        return bodies

    def _end(self) -> int | None:
        if len(self._pending) < _LENGTH.size:
            return None
        size: int = _LENGTH.unpack_from(self._pending)[0]
        if size > self.limit:
            raise ProtocolError(f"a frame of {size} bytes is announced, the limit is {self.limit}")
        end = size + _LENGTH.size
        return end if len(self._pending) >= end else None


def _blocks(length: int, start: int, listing: object) -> list[Block]:
    blocks: list[Block] = []
    for entry in listing if isinstance(listing, list) else [None]:
        name, dtype, shape = _entry(entry)
        count = prod(shape)
        size = count * SIZES[dtype]
        if size > length - start:
            raise ProtocolError(f"array {name!r} is longer than its frame")
        blocks.append((name, dtype, shape, start, count))
        start += size + -size % _ALIGN
    if start != length:
        raise ProtocolError("a frame whose arrays do not fill it")
    return blocks


def _entry(entry: object) -> tuple[str, str, tuple[int, ...]]:
    if not (isinstance(entry, list) and len(entry) == 3):
        raise ProtocolError("an array list that is none")
    name, dtype, shape = entry
    if not (isinstance(name, str) and isinstance(shape, list) and len(shape) <= MAX_DIMENSIONS):
        raise ProtocolError("an array without a name or a shape")
    known = isinstance(dtype, str) and dtype in SIZES
    if not known or {*map(type, shape)} - {int} or (shape and not 0 <= min(shape) <= max(shape) <= MAX_FRAME):
        raise ProtocolError(f"array {name!r} of dtype {dtype!r} and shape {shape!r}")
    return name, dtype, tuple(shape)
