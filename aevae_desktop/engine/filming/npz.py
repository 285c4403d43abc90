"""Images and codes as they are, for numpy; Pillow is not needed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import numpy as np

from aevae_desktop.engine.filming.job import FilmJob

MEMBER = "figure.json"  # as figures of numbers have it


def encode(job: FilmJob, tell: Callable[[float], None]) -> bytes:
    """The bytes of the file: every array of the job by its name, and the record."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MEMBER, job.mark)
        for k, (name, array) in enumerate(job.arrays.items()):
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
            tell((k + 1) / len(job.arrays))
    return stream.getvalue()
