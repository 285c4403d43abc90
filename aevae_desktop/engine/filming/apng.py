"""Animated PNG (the W3C's PNG, third edition): each frame is packed by Pillow, only where it differs from the last."""

from __future__ import annotations

import io
import itertools
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from aevae_desktop.engine.filming import pictures
from aevae_desktop.engine.filming.job import U8, FilmJob, extent
from aevae_desktop.engine.filming.pictures import Tell

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encode(job: FilmJob, tell: Tell) -> bytes:
    """The bytes of the file. A frame lasts exactly 1 / fps seconds."""
    size, numbers = extent(job), itertools.count()
    parts: list[bytes] = []
    for top, left, pixels in pictures.changes(pictures.frames(job, tell)):
        if not parts:
            plays = 1 if job.repeat == "once" else 0
            kind = 2 if pixels.ndim == 3 else 0
            parts += [SIGNATURE, chunk(b"IHDR", struct.pack(">IIBBBBB", size.width, size.height, 8, kind, 0, 0, 0))]
            parts += [chunk(b"acTL", struct.pack(">II", size.count, plays)), job.mark]
        place = (pixels.shape[1], pixels.shape[0], left, top, 1, job.fps, 0, 0)
        first = len(parts) == 4
        parts.append(chunk(b"fcTL", struct.pack(">IIIIIHHBB", next(numbers), *place)))
        data = packed(pixels)
        parts.append(chunk(b"IDAT", data) if first else chunk(b"fdAT", struct.pack(">I", next(numbers)) + data))
    return b"".join([*parts, chunk(b"IEND", b"")])


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(pixels: U8) -> bytes:
    """The compressed pixels of ``pixels``, 8 bits a channel."""
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    return b"".join(body for kind, body in _chunks(stream.getvalue()) if kind == b"IDAT")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + 8 + size]
        at += size + 12
