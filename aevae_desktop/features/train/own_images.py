"""What a person's own images are, found out by ``aevae-train look`` in a process of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment

from aevae_desktop.features.train import logic
from aevae_desktop.features.train.process import MODULE, environment
from aevae_desktop.features.train.state import OwnImages

MOST_WAIT_MS = 1000
MOST_SAID = 1 << 20  # bytes of its answer


class Looking(QObject):
    """Looks at one place at a time; ``tell`` gets what is there. It ends with the window."""

    def __init__(self, parent: QObject, tell: Callable[[OwnImages], object]) -> None:
        super().__init__(parent)
        self._tell = tell
        self._process: QProcess | None = None

    @property
    def busy(self) -> bool:
        """Whether it looks just now."""
        return self._process is not None

    def look(self, place: Path, class_folders: str) -> None:
        """Look at ``place``, and no more at another one."""
        self.stop()
        made = QProcess(self)
        made.setProcessEnvironment(_environment())
        made.finished.connect(lambda code, _: self._ended(made, place, class_folders, code))
        made.errorOccurred.connect(lambda _: self._ended(made, place, class_folders, 1))
        self._process = made
        flags = ["look", str(place), f"--class-folders={class_folders}", "--json"]
        made.start(sys.executable, [*MODULE, *flags])

    def stop(self) -> None:
        """Look no more."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.waitForFinished(MOST_WAIT_MS)  # a killed process is gone at once
            process.deleteLater()

    def _ended(self, process: QProcess, place: Path, class_folders: str, code: int) -> None:
        if process is not self._process:  # another one was asked for since
            return
        self._process = None
        said = bytes(process.readAllStandardOutput().data())[:MOST_SAID]
        errors = bytes(process.readAllStandardError().data())[-MOST_SAID:].decode("utf-8", "replace").split("\n")
        process.deleteLater()
        last = next((line.strip() for line in reversed(errors) if line.strip()), "")
        self._tell(logic.own_images(str(place), class_folders, _object(said) if code == 0 else {}, last))


def _environment() -> QProcessEnvironment:
    made = QProcessEnvironment()
    for name, value in environment().items():
        made.insert(name, value)
    return made


def _object(said: bytes) -> dict[str, Any]:
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
