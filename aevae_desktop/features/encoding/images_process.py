"""The window's side of the process that reads a person's own images: one a set, ended when nobody wants it any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import QObject

from aevae_desktop.engine.wire.frames import Frame, pack
from aevae_desktop.engine.wire.protocol import error_in
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.language import translate
from aevae_desktop.session.inference.child_process import ChildProcess

MODULE = "training.data.serving"
AGAIN = translate("encoding", "Give other images.")


class ImagesProcess(ChildProcess):
    """``came(frame)`` for each reply, or ``failed(error)`` once; nothing after ``end``."""

    def __init__(self, came: Callable[[Frame], None], failed: Callable[[LabError], None], parent: QObject) -> None:
        super().__init__("images", self._on_images, self._on_lost, parent, patient=True, module=MODULE)
        self._came, self._failed = came, failed

    def ask(self, request: Mapping[str, Any]) -> None:
        """Ask for something."""
        self.process.write(pack(request))

    def _on_images(self, frame: Frame) -> None:
        if frame.header.get("id") == 0:  # it says that it is ready
            return
        error = error_in(frame)
        if error is None:
            self._came(frame)
            return
        self.end()
        self._failed(error)

    def _on_lost(self, what: str) -> None:
        self._failed(
            DataError(translate("encoding", "the process that reads the images {what}").format(what=what), remedy=AGAIN)
        )


def is_there(find: Callable[[str], object] = find_spec) -> bool:
    """Whether what reads images is installed; the standalone program goes without."""
    try:
        return find("training") is not None
    except ModuleNotFoundError:
        return False
