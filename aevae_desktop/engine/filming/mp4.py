"""MP4 by ffmpeg: raw frames go in, fragments come out, and no file is written on the way."""

from __future__ import annotations

import ctypes
import shutil
import signal
import struct
import subprocess
import sys
import threading

import numpy as np

from aevae_desktop.engine.filming import pictures
from aevae_desktop.engine.filming.formats import REMEDIES
from aevae_desktop.engine.filming.job import U8, FilmJob, extent
from aevae_desktop.engine.filming.pictures import Tell
from aevae_desktop.errors import DataError

FLAGS = "frag_keyframe+empty_moov+default_base_moof+skip_trailer"  # nothing needs to be written twice
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1


def encode(job: FilmJob, tell: Tell) -> bytes:
    """The bytes of the file, then a box with the record, which players pass over. Raises ``DataError``."""
    program = shutil.which("ffmpeg")
    if program is None:
        what, remedy = REMEDIES["ffmpeg"]
        raise DataError(what, remedy=remedy)
    size, colour = extent(job), any(film.ndim == 4 for film in job.films)
    shape = f"{size.width + size.width % 2}x{size.height + size.height % 2}"
    command = [program, "-loglevel", "error", "-nostdin", "-f", "rawvideo", "-s", shape, "-r", str(job.fps)]
    command += ["-pix_fmt", "rgb24" if colour else "gray", "-i", "-", "-an", "-pix_fmt", "yuv420p"]
    data = _poured([*command, "-movflags", FLAGS, "-f", "mp4", "-"], job, tell)
    return data + struct.pack(">I", 8 + len(job.mark)) + b"uuid" + job.mark if job.mark else data


def _poured(command: list[str], job: FilmJob, tell: Tell) -> bytes:
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=LEAVE) as process:
        assert process.stdin is not None
        answer: list[tuple[bytes, bytes]] = []
        # it writes while it is written to: somebody must read meanwhile
        reader = threading.Thread(target=lambda: answer.append(_drained(process)), daemon=True)
        reader.start()
        try:
            for picture in pictures.frames(job, tell):
                process.stdin.write(_even(picture).tobytes())
            process.stdin.close()
        except BrokenPipeError:
            pass  # it has ended: its last words say why
        reader.join()
    out, words = answer[0]
    if process.returncode or not out:
        last = (words.decode(errors="replace").strip().splitlines() or [f"it ended with code {process.returncode}"])[-1]
        raise DataError(f"ffmpeg could not make the video: {last[:200]}")
    return out


def _leave_with_us() -> None:
    """Linux ends ffmpeg when this process is killed; elsewhere it ends when it has worked off what it was given."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


# there is no such thing on Windows
LEAVE = None if sys.platform == "win32" else _leave_with_us


def _drained(process: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    assert process.stdout is not None
    assert process.stderr is not None
    words: list[bytes] = []
    stderr = process.stderr
    other = threading.Thread(target=lambda: words.append(stderr.read()), daemon=True)
    other.start()
    out = process.stdout.read()
    other.join()
    return out, words[0]


def _even(picture: U8) -> U8:
    """Video has colours for every second pixel only: odd sides are made even by repeating the last row or column."""
    height, width = picture.shape[:2]
    more = [(0, height % 2), (0, width % 2), (0, 0)][: picture.ndim]
    return np.pad(picture, more, mode="edge") if height % 2 or width % 2 else picture
