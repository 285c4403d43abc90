"""From ONNX files to a bundle in the user's folder: read, measured in the bulk process, written beside the window.

What is certain is opened at once. Where something cannot be measured the Open models card shows what was found and
asks; the map that is there stays. The files stay where they are. The bundle is called after what is in it, so that the
same is found again.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from aevae_desktop import bundle
from aevae_desktop.bundle import MANIFEST, ONNX, Manifest
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Doubt, Probe, ReadNetworks
from aevae_desktop.errors import LabError
from aevae_desktop.features.models.controller import STAYS
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.networks import logic
from aevae_desktop.features.networks.remembered import DIGEST, answers, recall, remember
from aevae_desktop.features.networks.state import Reading
from aevae_desktop.language import translate
from aevae_desktop.places import user_folder
from aevae_desktop.reading import regular
from aevae_desktop.reading.first_bytes import ENDINGS
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied

RECALLED = translate(
    "networks", "Opened as you chose before. To choose anew: Change how it was read…, in the Model menu."
)


def are_networks(path: Path) -> bool:
    """Whether this is a network by its name, or a folder that holds ONNX files and no manifest."""
    if path.name == MANIFEST:
        return False
    path = _network_of(path)
    return bundle.is_bare(path) or (path.suffix.lower() in {ONNX, *ENDINGS} and not regular.is_folder(path))


@dataclass(frozen=True, eq=False)
class _Measured:
    """What was read, and the last answer to what it is."""

    rest: logic.Files
    job: Probe
    frame: Frame | None = None


class NetworksController(Controller):
    """Opens networks that no manifest describes, and bundles in another reading than their manifest's."""

    prefixes = ("read_networks", "measure_networks", "doubt")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._taken: dict[int, list[Path]] = {}  # by pane, what was dropped together, one after the other
        self._together = QTimer(context, singleShot=True, interval=0)
        self._together.timeout.connect(self._open_taken)
        self._measured: dict[int, _Measured] = {}
        self._readings: dict[int, Reading] = {}  # by pane, what is being measured
        self._writers: dict[int, _Writer] = {}

    @property
    def busy(self) -> bool:
        """Whether files that were dropped are still to be asked for, or a bundle is being written."""
        return bool(self._taken or self._writers)

    # ------------------------------------------------------------ commands

    def take(self, pane: int, path: Path) -> None:
        """``open`` with all that is taken before the event loop goes on: what was dropped together."""
        self._taken.setdefault(pane, []).append(path)
        self._together.start()

    def begin(self, pane: int, paths: Sequence[Path]) -> None:
        """``open`` in a pane that shows nothing yet, and is not to be given another model meanwhile."""
        self.context.set_state(self.context.state.with_pane(pane, wanted=_absolute(paths[0])))
        panes = enumerate(self.context.state.panes)
        self.context.show(*(i for i, each in panes if i <= pane or each.wanted is not None))
        self.open(pane, paths)

    def open(self, pane: int, paths: Sequence[Path]) -> None:
        """Open ONNX files, or the folders that hold them, as one model in ``pane``; its map stays until it is there."""
        self._readings[pane] = Reading(pane, busy=True)
        named = dict.fromkeys(_absolute(_network_of(path)) for path in paths)
        self.context.submit(f"read_networks:{pane}", ReadNetworks(tuple(named)))

    def look(self, pane: int, doubts: Sequence[str] = ()) -> None:
        """Measure the model of ``pane`` anew, and show what is found; ``doubts``: what its manifest says otherwise."""
        model = self.context.state.panes[pane].model
        if model is not None:
            self._readings[pane] = Reading(pane, asked=True, busy=True, doubts=tuple(doubts))
            self.context.submit(f"read_networks:{pane}", ReadNetworks((model.key,), whole=True))

    def choose(self, name: str, value: str) -> None:
        """Have one thing as a person says, and see what comes of it."""
        reading = self.context.state.part(Reading)
        known = self._measured.get(reading.pane)
        if known is not None and reading.title:
            wants = {**reading.wants, name: value}
            self._put(logic.chosen(replace(reading, wants=wants, busy=True), name, value))
            self._measure(reading.pane, replace(known, job=replace(known.job, wants=wants)))

    def accept(self) -> None:
        """Open what was looked at, as it is read now."""
        reading = self.context.state.part(Reading)
        if reading.manifest is not None and not reading.busy:
            remember(self.context.settings, reading.digest, answers(reading))
            self._put(Reading())
            self._write(reading)

    def dismiss(self) -> None:
        """Leave it: nothing is opened; a map that waits for it waits no more."""
        pane = self.context.state.part(Reading).pane
        if self.context.state.panes[pane].model is None:
            self.context.set_state(self.context.state.with_pane(pane, wanted=None))
        self._put(Reading())

    # ------------------------------------------------------------ what comes back

    def on_reply(self, reply: Replied) -> None:
        """The files were read, or it is known what they are."""
        match reply.job:
            case ReadNetworks(paths):
                self._was_read(_pane(reply), paths, reply.frame)
            case Probe() as job:
                self._was_measured(_pane(reply), job, reply.frame)
            case Doubt(key):
                self._doubted(key, tuple(reply.frame.header["said"]))

    def on_failure(self, failure: Failed) -> None:
        """They cannot be opened, and why; the map that is there stays."""
        if isinstance(failure.job, Doubt):
            return
        pane, now = _pane(failure), self.context.state.part(Reading)
        if isinstance(failure.job, Probe) and self._forgotten(pane):
            return
        if now.title and now.pane == pane and now.busy:  # what a person chose cannot be
            self._put(replace(now, busy=False, error=str(failure.error)))
        else:
            self._refuse(pane, failure.error)

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

    # ------------------------------------------------------------ steps

    def _open_taken(self) -> None:
        taken, self._taken = self._taken, {}
        for pane, paths in taken.items():
            self.open(pane, paths)

    def _was_read(self, pane: int, paths: Sequence[str], frame: Frame) -> None:
        """The bytes are there: have them run."""
        files = {name: array.tobytes() for name, array in frame.arrays.items()}
        rest = {name: files.pop(name) for name in (MANIFEST, *logic.REST) if name in files}
        folder, digest, wants = frame.header["folder"], frame.header["digest"], {}
        title = logic.title_of(folder, [*files], paths)
        if MANIFEST in rest:
            manifest = bundle.parse(rest[MANIFEST], Path(MANIFEST))
            title, wants = manifest.title, logic.wants_of(manifest)
            digest = str(manifest.provenance.get(DIGEST, digest))
        else:
            wants = recall(self.context.settings, digest)
        reading = replace(
            self._readings.get(pane, Reading(pane)), title=title, wants=wants, busy=True, digest=digest,
            recalled=MANIFEST not in rest and bool(wants),
        )  # fmt: skip
        self._readings[pane] = reading
        if reading.asked:
            self._put(reading)
        self._measure(pane, _Measured(rest, Probe(folder, title, files, wants)))

    def _measure(self, pane: int, asked: _Measured) -> None:
        self._measured[pane] = asked
        self.context.submit(f"measure_networks:{pane}", asked.job, BULK)

    def _forgotten(self, pane: int) -> bool:
        """Whether the networks are measured anew, without what a person said before: as that they cannot be."""
        reading, known = self._readings.get(pane), self._measured.get(pane)
        if reading is None or known is None or not reading.recalled:
            return False
        remember(self.context.settings, reading.digest, {})
        self._readings[pane] = replace(reading, wants={}, recalled=False)
        self._measure(pane, replace(known, job=replace(known.job, wants={})))
        return True

    def _was_measured(self, pane: int, job: Probe, frame: Frame) -> None:
        """It is known what they are: open them, or let a person look first."""
        known, now = self._measured.get(pane), self.context.state.part(Reading)
        if known is None or known.job.wants != job.wants or known.job.files is not job.files:
            return  # something else was asked for meanwhile
        self._measured[pane] = replace(known, frame=frame)
        try:
            shown = now.title and now.pane == pane and now.asked
            reading = logic.measured(now if shown else self._readings[pane], frame)
        except LabError as error:
            self._refuse(pane, error)
            return
        if reading.asked or reading.open_questions:
            self._put(replace(reading, asked=True, recalled=False))
        else:
            self._write(reading)

    def _doubted(self, key: str, said: tuple[str, ...]) -> None:
        """A manifest says something else than its networks do: say it, and show how they could be read."""
        pane = next(
            (i for i, pane in enumerate(self.context.state.panes) if pane.model and pane.model.key == key), None
        )
        if said and pane is not None:
            self.context.notify(" ".join(said))
            self.look(pane, said)

    def _put(self, reading: Reading) -> None:
        self.context.set_state(self.context.state.with_part(reading))

    def _write(self, reading: Reading) -> None:
        """Write the bundle, in a thread: a disk may be slow."""
        pane, known = reading.pane, self._measured.pop(reading.pane)
        assert known.frame is not None
        assert reading.manifest is not None
        files = logic.contents(known.job, known.frame)
        provenance = {**reading.manifest.provenance, DIGEST: reading.digest}
        manifest = replace(reading.manifest, provenance=provenance)
        writer = self._writers[pane] = _Writer(self.context, manifest, files, known.rest)
        writer.done.connect(partial(self._written, pane, reading.recalled), Qt.ConnectionType.QueuedConnection)
        writer.start()

    def _written(self, pane: int, recalled: bool, folder: Path, manifest: Manifest, error: LabError | None) -> None:
        self._writers.pop(pane).deleteLater()
        if error is not None:
            self._refuse(pane, error)
            return
        self.context.controller(LibraryController).open(pane, folder)
        if recalled:
            self.context.notify(RECALLED)
        elif assumed := manifest.provenance.get("assumed"):
            self.context.notify(" ".join(map(str, assumed)))

    def _refuse(self, pane: int, error: LabError) -> None:
        if self.context.state.part(Reading).pane == pane:
            self._put(Reading())
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

    def __init__(self, parent: QObject, manifest: Manifest, files: logic.Files, rest: logic.Files) -> None:
        super().__init__(parent)
        self._folder, self._manifest, self._files, self._rest = user_folder() / manifest.id, manifest, files, rest

    def start(self) -> None:
        """Begin."""
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        error: LabError | None = None
        try:
            if not regular.is_file(self._folder / MANIFEST):
                bundle.write(self._folder, *logic.as_bundle(self._manifest, self._files, self._rest))
        except LabError as raised:
            error = raised.anew()
        self.done.emit(self._folder, self._manifest, error)


def _network_of(path: Path) -> Path:
    """The network whose weights ``path`` holds, as ``decoder.onnx.data`` does; ``path`` itself where it holds none."""
    return path.with_suffix("") if path.name.lower().endswith((f"{ONNX}.data", f"{ONNX}_data")) else path


def _absolute(path: Path) -> str:
    """``path`` from the root, without a look at the disk: that might not answer."""
    return os.path.abspath(path)  # noqa: PTH100 - resolve would follow links, which takes a look
