"""The filming process: started for one file, reads the job on stdin, tells how far it is, answers the file's bytes.

It is confined less than the inference process is, for it starts ffmpeg: it may read files and write none. It works on
images that the window has decoded, and leaves when its stdin closes.
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Callable

from aevae_desktop.engine.child import confined
from aevae_desktop.engine.filming import formats
from aevae_desktop.engine.filming.job import SMALLER, FilmJob, failed, finished, parsed, progress
from aevae_desktop.engine.wire.frames import FrameReader, ProtocolError
from aevae_desktop.errors import DataError, LabError

STEP = 0.01  # of the whole: progress is told no finer
_CHUNK = 1 << 20


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
    told = 0.0

    def tell(share: float) -> None:
        nonlocal told
        if share >= told + STEP:
            told = share
            write(progress(share))

    try:
        return finished(made(job, tell))
    except LabError as error:
        return failed(error)
    except (MemoryError, ProtocolError):
        return failed(DataError("needs more memory than an export may use", remedy=SMALLER))
    except Exception as error:  # a fault of ours: told in one line, and in full on stderr
        traceback.print_exc()
        return failed(DataError(f"the export failed: {type(error).__name__}: {error}"))


def main(patient: bool = True) -> int:
    """The whole life of the process; returns its exit code."""
    inbox, outbox = confined.claim_pipes()
    confined.settle(patient)
    confined.confine(confined.FILMING, inbox)
    reader = FrameReader()
    try:
        while data := os.read(inbox, _CHUNK):
            for frame in reader.feed(data):
                confined.write(outbox, answer(parsed(frame), lambda part: confined.write(outbox, part)))
    except BrokenPipeError:
        return 0
    except (ProtocolError, KeyError, TypeError) as error:
        sys.stderr.write(f"filming process: {error!r}\n")
        return 3
    return 0
