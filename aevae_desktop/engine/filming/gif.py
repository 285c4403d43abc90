"""GIF (CompuServe, 1990): each frame is packed by Pillow, and only where it differs from the one before.

Greys keep their value: the palette has all 256. Colours are brought to 256 a frame, each with a palette of its own.
Frames last whole hundredths of a second; ``frame_schedule.ticks`` keeps the film as long as it should be.
"""

from __future__ import annotations

import io
import struct

import numpy as np
from PIL import Image

from aevae_desktop.core.paths import frame_schedule
from aevae_desktop.engine.filming import pictures
from aevae_desktop.engine.filming.job import U8, FilmJob, extent
from aevae_desktop.engine.filming.pictures import Tell

GREYS = bytes(np.arange(256, dtype=np.uint8).repeat(3))
KEEP = 1 << 2  # leave the picture as it is for the next frame to paint on


def encode(job: FilmJob, tell: Tell) -> bytes:
    """The bytes of the file."""
    size = extent(job)
    delays = frame_schedule.ticks(size.count, job.fps, frame_schedule.HUNDREDTHS).tolist()
    parts = [b"GIF89a", struct.pack("<HHBBB", size.width, size.height, 0xF7, 0, 0), GREYS]
    if job.repeat != "once":
        parts.append(b"\x21\xff\x0bNETSCAPE2.0" + struct.pack("<BBHB", 3, 1, 0, 0))
    parts.append(job.mark)
    for delay, (top, left, pixels) in zip(delays, pictures.changes(pictures.frames(job, tell)), strict=True):
        parts += [struct.pack("<BBBBHBB", 0x21, 0xF9, 4, KEEP, delay, 0, 0), _image(top, left, pixels)]
    return b"".join([*parts, b";"])


def _image(top: int, left: int, pixels: U8) -> bytes:
    """One image block: descriptor, its palette unless that is the greys', and the packed pixels."""
    palette, packed = _packed(pixels)
    depth = (len(palette) // 3).bit_length() - 2
    local = 0 if palette == GREYS else 0x80 | depth
    head = struct.pack("<BHHHHB", 0x2C, left, top, pixels.shape[1], pixels.shape[0], local)
    return head + (palette if local else b"") + packed


def _packed(pixels: U8) -> tuple[bytes, bytes]:
    """Palette and LZW data, cut out of a GIF of one frame as Pillow writes it."""
    image = Image.fromarray(pixels)
    if pixels.ndim == 3:
        image = image.quantize(256, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    image.save(stream, "GIF", optimize=False, interlace=0)
    data = stream.getvalue()
    palette, at = _table(data, 10, 13)
    while data[at] == 0x21:  # an extension: a kind, then blocks until one of no length
        at += 2
        while data[at]:
            at += data[at] + 1
        at += 1
    own, at = _table(data, at + 9, at + 10)
    return own or palette, data[at:-1]


def _table(data: bytes, flags: int, at: int) -> tuple[bytes, int]:
    """The palette at ``at``, if the byte at ``flags`` says there is one, and where it ends."""
    size = 3 << ((data[flags] & 7) + 1) if data[flags] & 0x80 else 0
    return data[at : at + size], at + size
