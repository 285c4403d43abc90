"""The bundle of images that were encoded, written beside the window: a disk may be slow."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from aevae_desktop import bundle
from aevae_desktop.bundle import IMAGES, POINTS, Manifest
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.encoding.logic import Collected
from aevae_desktop.language import translate


class Writer(QObject):
    """Writes a bundle in a thread of its own; ``done(folder, error)``."""

    done = Signal(object, object)

    def __init__(
        self, parent: QObject, folder: Path, manifest: Manifest, files: Mapping[str, bytes], codes: Collected
    ) -> None:
        super().__init__(parent)
        self._folder, self._manifest, self._files, self._codes = folder, manifest, files, codes

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        error: LabError | None = None
        try:
            contents = {**self._files, POINTS: bundle.pack_points(self._codes.points())}
            if self._codes.images:
                contents[IMAGES] = bundle.pack_images(np.concatenate(self._codes.images))
            bundle.write(self._folder, self._manifest, contents)
        except LabError as raised:
            error = raised.anew()
        except MemoryError:
            error = DataError(
                translate("encoding", "there is not enough memory to write the bundle"), file=self._folder
            )
        self.done.emit(self._folder, error)
