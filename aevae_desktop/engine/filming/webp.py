"""Animated WebP (RFC 9649), lossless: each frame is packed by Pillow, only where it differs from the last."""

from __future__ import annotations

import io
import struct

from PIL import Image, features

from aevae_desktop.core.paths import frame_schedule
from aevae_desktop.engine.filming import pictures
from aevae_desktop.engine.filming.formats import REMEDIES
from aevae_desktop.engine.filming.job import U8, FilmJob, extent
from aevae_desktop.engine.filming.pictures import Tell
from aevae_desktop.errors import DataError

ANIMATED, XMP = 0x02, 0x04  # flags of the header
OPAQUE = 0x02  # a frame replaces what was there, rather than being blended with it
EFFORT = 40  # of 100: more makes a file a few per cent smaller, and takes several times as long


def encode(job: FilmJob, tell: Tell) -> bytes:
    """The bytes of the file. Raises ``DataError`` where this Pillow cannot write WebP."""
    if not features.check("webp"):
        what, remedy = REMEDIES["webp"]
        raise DataError(what, remedy=remedy)
    size = extent(job)
    delays = frame_schedule.ticks(size.count, job.fps, frame_schedule.THOUSANDTHS).tolist()
    flags = struct.pack("<I", ANIMATED | (XMP if job.mark else 0))
    parts = [_chunk(b"VP8X", flags + _three(size.width - 1) + _three(size.height - 1))]
    parts.append(_chunk(b"ANIM", struct.pack("<IH", 0xFF000000, 1 if job.repeat == "once" else 0)))
    for delay, (top, left, pixels) in zip(delays, pictures.changes(pictures.frames(job, tell), even=True), strict=True):
        place = (left // 2, top // 2, pixels.shape[1] - 1, pixels.shape[0] - 1, delay)
        parts.append(_chunk(b"ANMF", b"".join(map(_three, place)) + bytes([OPAQUE]) + _packed(pixels)))
    if job.mark:
        parts.append(_chunk(b"XMP ", job.mark))
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _packed(pixels: U8) -> bytes:
    """The chunk ``VP8L`` of a WebP of one frame as Pillow writes it."""
    stream = io.BytesIO()
    Image.fromarray(pixels).convert("RGB").save(stream, "WEBP", lossless=True, quality=EFFORT, method=3)
    data, at = stream.getvalue(), 12
    while data[at : at + 4] != b"VP8L":
        (size,) = struct.unpack_from("<I", data, at + 4)
        at += 8 + size + size % 2
    (size,) = struct.unpack_from("<I", data, at + 4)
    return data[at : at + 8 + size + size % 2]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _three(value: int) -> bytes:
    return value.to_bytes(3, "little")
