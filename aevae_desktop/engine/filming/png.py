"""The tiles of a strip or a grid in one PNG."""

from __future__ import annotations

import struct

from aevae_desktop.engine.filming import apng, pictures
from aevae_desktop.engine.filming.job import FilmJob
from aevae_desktop.engine.filming.pictures import Tell


def encode(job: FilmJob, tell: Tell) -> bytes:
    """The bytes of the file."""
    sheet = pictures.contact_sheet(job, tell)
    head = struct.pack(">IIBBBBB", sheet.shape[1], sheet.shape[0], 8, 2 if sheet.ndim == 3 else 0, 0, 0, 0)
    body = [apng.chunk(b"IHDR", head), job.mark, apng.chunk(b"IDAT", apng.packed(sheet)), apng.chunk(b"IEND", b"")]
    return apng.SIGNATURE + b"".join(body)
