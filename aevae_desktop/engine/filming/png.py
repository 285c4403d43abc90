"""The tiles of a strip or a grid in one PNG."""

from __future__ import annotations

import struct

from aevae_desktop.engine.filming import apng, pictures
from aevae_desktop.engine.filming.job import FilmJob
from aevae_desktop.engine.filming.pictures import Tell


def encode(job: FilmJob, tell: Tell) -> bytes:
    """The bytes of the file."""
    picture = pictures.contact_sheet(job, tell)
    head = struct.pack(">IIBBBBB", picture.shape[1], picture.shape[0], 8, 2 if picture.ndim == 3 else 0, 0, 0, 0)
    body = [apng.chunk(b"IHDR", head), job.mark, apng.chunk(b"IDAT", apng.packed(picture)), apng.chunk(b"IEND", b"")]
    return apng.SIGNATURE + b"".join(body)
