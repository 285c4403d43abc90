"""A process that reads a person's own images for the window, and hands them over piece by piece.

It may read files and writes none. A request is a frame: first ``place`` (a folder or a file, or the name of a ``known``
set), ``class_folders``, ``ink``, ``image`` (h, w, c) and ``span``, the model's black and white, answered by ``n``,
``classes`` and ``notes``; then ``next``, a number of images, answered by ``x: (k, h, w) or (k, h, w, 3) uint8``,
``label: (k,) int16`` and, if there is a number for each, ``value: (k,) float32``. ``left`` says how many are still to
come, ``skipped`` how many could not be read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from aevae_desktop.engine.child import confined
from aevae_desktop.engine.child.confinement import landlock, limits, seccomp
from aevae_desktop.engine.wire.frames import Arrays, Frame, ProtocolError, pack, unpack
from aevae_desktop.errors import DataError
from training.data import Preparation
from training.data.source import Source, known, opened

PROFILE = confined.Profile(limits.FILMING, landlock.READ, seccomp.READ)
NO_MEMORY = DataError("needs more memory than reading images may use", remedy="Give fewer images, or a folder of them.")


class Serving:
    """One source, and how far it was read."""

    def __init__(self) -> None:
        self._source: Source | None = None
        self._at = 0

    def answer(self, frame: Frame) -> bytes:
        """The reply to a request. Raises ``ProtocolError`` on nonsense."""
        try:
            return self._next(int(frame.header["next"])) if "next" in frame.header else self._open(frame.header)
        except ProtocolError:
            raise
        except (KeyError, TypeError) as error:
            raise ProtocolError(f"no request ({error})") from error
        except Exception as error:
            return pack({"error": confined.lab_error(error, NO_MEMORY, "reading the images failed").to_json()})

    def _open(self, head: Any) -> bytes:
        height, width, channels = (int(size) for size in head["image"])
        low, high = (float(end) for end in head["span"])
        how = Preparation(
            height, width, channels, ink=str(head["ink"]), class_folders=str(head["class_folders"]), span=(low, high)
        )
        self._source = known(str(head["place"]), how) if head.get("known") else opened(Path(head["place"]), how)
        self._at = 0
        found = self._source
        return pack({"n": found.n, "classes": list(found.classes), "notes": list(found.notes)})

    def _next(self, count: int) -> bytes:
        source = self._source
        if source is None:
            raise ProtocolError("nothing is open")
        x, rows = source.read(self._at, self._at + count)
        self._at = min(self._at + count, source.n)
        images = x.transpose(0, 2, 3, 1) if x.shape[1] == 3 else x[:, 0]
        arrays: Arrays = {"x": np.ascontiguousarray(images), "label": source.label[rows]}
        if source.value is not None:
            arrays["value"] = source.value[rows]
        head = {"left": source.n - self._at, "skipped": len(source.skipped), "why": source.skipped[:1]}
        return pack(head, arrays)


def _prepare() -> None:
    """Load Pillow's readers, which nothing can be once the process is confined."""
    from PIL import Image

    Image.init()


def main(patient: bool = False) -> int:
    """The whole life of the process; returns its exit code."""
    serving = Serving()

    def do(body: bytes, outbox: int) -> None:
        confined.write(outbox, serving.answer(unpack(body)))

    return confined.life(PROFILE, "images process", patient, do, _prepare)
