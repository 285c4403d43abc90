"""From ONNX files to a bundle in the user's folder: read, measured in the bulk process, written beside the window.

The files stay where they are. The bundle is called after what is in them, so that the same ones are found again.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, MANIFEST, ONNX, Manifest
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Doubt, Probe, ReadNetworks
from aevae_desktop.errors import LabError
from aevae_desktop.features.models.controller import STAYS
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.places import user_folder
from aevae_desktop.reading import regular
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied


def are_networks(path: Path) -> bool:
    """Whether this is an ONNX file by its name, or a folder that holds some and no manifest."""
    return bundle.is_bare(path) or (path.suffix.lower() == ONNX and not regular.is_folder(path))


class NetworksController(Controller):
    """Opens networks that no manifest describes."""

    prefixes = ("read_networks", "measure_networks", "doubt")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._taken: dict[int, list[Path]] = {}  # by pane, what was dropped together, one after the other
        self._together = QTimer(context, singleShot=True, interval=0)
        self._together.timeout.connect(self._open_taken)
        self._writers: dict[int, _Writer] = {}

    @property
    def busy(self) -> bool:
        """Whether files that were dropped are still to be asked for, or a bundle is being written."""
        return bool(self._taken or self._writers)

    def take(self, pane: int, path: Path) -> None:
        """``open`` with all that is taken before the event loop goes on: what was dropped together."""
        self._taken.setdefault(pane, []).append(path)
        self._together.start()

    def begin(self, pane: int, paths: Sequence[Path]) -> None:
        """``open`` in a pane that shows nothing yet, and is not to be given another model meanwhile."""
        self.context.set_state(self.context.state.with_pane(pane, wanted=_absolute(paths[0])))
        if pane == 0:
            self.context.show(0)
        self.open(pane, paths)

    def open(self, pane: int, paths: Sequence[Path]) -> None:
        """Open ONNX files, or the folders that hold them, as one model in ``pane``; its map stays until it is there."""
        self.context.submit(f"read_networks:{pane}", ReadNetworks(tuple(map(_absolute, paths))))

    def on_reply(self, reply: Replied) -> None:
        """The files were read, or it is known what they are."""
        match reply.job:
            case ReadNetworks(paths):
                pane = _pane(reply)
                files = {name: array.tobytes() for name, array in reply.frame.arrays.items()}
                folder = reply.frame.header["folder"]
                title = Path(paths[0]).stem if len(files) == 1 else Path(folder).name
                self.context.submit(f"measure_networks:{pane}", Probe(folder, title, files), BULK)
            case Probe(files=files):
                self._write(_pane(reply), reply.frame, files)
            case Doubt():
                if said := reply.frame.header["said"]:
                    self.context.notify(" ".join(said))

    def on_failure(self, failure: Failed) -> None:
        """They cannot be opened, and why; the map that is there stays."""
        if not isinstance(failure.job, Doubt):
            self._refuse(_pane(failure), failure.error)

    def on_model_arrived(self, panes: Sequence[int], fresh: bool) -> None:
        """A bundle that a person brought is compared with its manifest, unless that was made from measures."""
        library = self.context.controller(LibraryController)
        for model in (self.context.state.panes[i].model for i in panes):
            if fresh and model is not None and library.asked_for(Path(model.key)) and not _measured(model.manifest):
                self.context.submit(f"doubt:{model.key}", Doubt(model.key), BULK)

    def close(self) -> None:
        """A bundle that is being written is: its thread ends by itself, and tells nobody."""
        self._together.stop()
        for writer in self._writers.values():
            writer.done.disconnect()

    def _open_taken(self) -> None:
        taken, self._taken = self._taken, {}
        for pane, paths in taken.items():
            self.open(pane, paths)

    def _write(self, pane: int, frame: Frame, files: Mapping[str, bytes]) -> None:
        """Write the bundle, in a thread: a disk may be slow."""
        header = frame.header
        try:
            manifest = bundle.parse(header["manifest"].encode(), Path(MANIFEST))
        except LabError as error:
            self._refuse(pane, error)
            return
        names = {DECODER: header["decoder"], ENCODER: header["encoder"]}
        contents = {name: files[given] for name, given in names.items() if given}
        contents |= {name: array.tobytes() for name, array in frame.arrays.items() if name in contents}
        writer = self._writers[pane] = _Writer(self.context, user_folder() / manifest.id, manifest, contents)
        writer.done.connect(partial(self._written, pane), Qt.ConnectionType.QueuedConnection)
        writer.start()

    def _written(self, pane: int, folder: Path, manifest: Manifest, error: LabError | None) -> None:
        self._writers.pop(pane).deleteLater()
        if error is not None:
            self._refuse(pane, error)
            return
        self.context.controller(LibraryController).open(pane, folder)
        if assumed := manifest.provenance.get("assumed"):
            self.context.notify(" ".join(map(str, assumed)))

    def _refuse(self, pane: int, error: LabError) -> None:
        if self.context.state.panes[pane].model is None:
            self.context.set_state(self.context.state.with_pane(pane, error=error.anew()))
            self.context.notify(error)
        else:
            self.context.notify(f"{error}{STAYS}")


def _measured(manifest: Manifest) -> bool:
    return "assumed" in manifest.provenance


def _pane(event: Replied | Failed) -> int:
    """The pane that a slot is called after."""
    return int(event.slot.rpartition(":")[2])


class _Writer(QObject):
    """Writes a bundle in a thread of its own, unless it is there already; ``done(folder, manifest, error)``."""

    done = Signal(object, object, object)

    def __init__(self, parent: QObject, folder: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> None:
        super().__init__(parent)
        self._folder, self._manifest, self._contents = folder, manifest, contents

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        error: LabError | None = None
        try:
            if not regular.is_file(self._folder / MANIFEST):
                bundle.write(self._folder, self._manifest, self._contents)
        except LabError as raised:
            error = raised.anew()
        self.done.emit(self._folder, self._manifest, error)


def _absolute(path: Path) -> str:
    """``path`` from the root, without a look at the disk: that might not answer."""
    return os.path.abspath(path)  # noqa: PTH100 - resolve would follow links, which takes a look
