"""The filming process: started for one file, reads the job on stdin, tells how far it is, answers the file's bytes.

It is confined less than the inference process is, for it starts ffmpeg: it may read files and write none. It works on
images that the window has decoded, and leaves when its stdin closes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial

from aevae_desktop.engine.child import confined
from aevae_desktop.engine.filming import formats
from aevae_desktop.engine.filming.job import SMALLER, FilmJob, failed, finished, parsed, progress
from aevae_desktop.engine.wire.frames import unpack
from aevae_desktop.errors import DataError

STEP = 0.01  # of the whole: progress is told no finer


def made(job: FilmJob, tell: Callable[[float], None]) -> bytes:
    """The bytes of the file that ``job`` asks for; ``tell`` hears the share that is done. Raises ``LabError``."""
    row = formats.named(job.format)
    missing = formats.lack(row)
    if missing is not None:
        raise missing
    encode: Callable[[FilmJob, Callable[[float], None]], bytes]
    try:
        encode = importlib.import_module(f"aevae_desktop.engine.filming.{row.name}").encode
    except ImportError as error:
        what, remedy = formats.REMEDIES["pillow"]
        raise DataError(f"{what} as it should be ({error})", remedy=remedy) from error
    return encode(job, tell)


def answer(job: FilmJob, write: Callable[[bytes], None]) -> bytes:
    """The last reply to ``job``; progress goes to ``write`` on the way."""
    last = 0.0

    def tell(share: float) -> None:
        nonlocal last
        if share >= last + STEP:
            last = share
            write(progress(share))

    try:
        return finished(made(job, tell))
    except Exception as error:
        no_memory = DataError("needs more memory than an export may use", remedy=SMALLER)
        return failed(confined.lab_error(error, no_memory, "the export failed"))


def main(patient: bool = True) -> int:
    """The whole life of the process; returns its exit code."""

    def do(body: bytes, outbox: int) -> None:
        write = partial(confined.write, outbox)
        write(answer(parsed(unpack(body)), write))

    return confined.life(confined.FILMING, "filming process", patient, do)
