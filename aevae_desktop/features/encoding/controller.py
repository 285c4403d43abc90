"""Images of a person's own: read piece by piece, encoded in the bulk process, written as a bundle. Commands only."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from time import monotonic

from PySide6.QtCore import Qt

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import ReadNetworks, Reconstruct
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.encoding import logic
from aevae_desktop.features.encoding.images_process import ImagesProcess
from aevae_desktop.features.encoding.logic import Collected, Opened, Piece
from aevae_desktop.features.encoding.state import Encoding, Phase
from aevae_desktop.features.encoding.writing import Writer
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.train.logic import FOLDERS, free_name
from aevae_desktop.language import translate
from aevae_desktop.places import user_folder
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import Model
from aevae_desktop.ui import words

PREFIX = "encoding"
SHOW_S = 0.3  # between two looks at the map of the codes so far


class EncodingController(Controller):
    """Encodes one set at a time by the model of the active map. While a piece is encoded the next one is read."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._work: _Work | None = None
        self._writer: Writer | None = None

    @property
    def busy(self) -> bool:
        """Whether images are still to be encoded, or a bundle is being written."""
        return self._work is not None

    # ------------------------------------------------------------ commands

    def start(self, place: Path, class_folders: str = FOLDERS[0]) -> None:
        """Encode the images at ``place``, a folder or a file of arrays, in place of what is being encoded."""
        self._begin(Encoding(Phase.LOOKING, str(place), class_folders=class_folders))

    def start_known(self, name: str) -> None:
        """Encode a set of ``logic.SETS``, if its files are on this machine."""
        self._begin(Encoding(Phase.LOOKING, name, known=True, class_folders=self._part.class_folders))

    def _begin(self, part: Encoding) -> None:
        if self._part.phase is Phase.WRITING:
            return
        self._end()
        state = self.context.state
        model = state.panes[state.lead].model
        if model is None or logic.lack(model):
            self._set(replace(part, phase=Phase.FAILED, error=logic.lack(model)))
            return
        self._set(replace(part, key=model.key, model=words.model_name(model.manifest)))
        self.context.client.borrow(model.key, PREFIX)
        images = ImagesProcess(self._came, self._failed, self.context)
        self._work = _Work(model, Path(part.place), images)
        images.ask(logic.request(model, part))

    def choose(self, class_folders: str) -> None:
        """Have these folders as classes, of what was encoded last, too."""
        part = self._part
        if part.place and not part.known and part.phase is not Phase.WRITING:
            self.start(Path(part.place), class_folders)
        else:
            self._set(replace(part, class_folders=class_folders))

    def cancel(self) -> None:
        """Encode no more; what there is goes."""
        if self._work is not None and self._part.phase is not Phase.WRITING:
            self._end()
            self._set(replace(self._part, phase=Phase.CANCELLED, some=None))

    def close(self) -> None:
        """The session ends; a bundle that is being written is."""
        if self._writer is not None:
            self._writer.done.disconnect()
        self._end()

    # ------------------------------------------------------------ images come

    def _came(self, frame: Frame) -> None:
        work = self._work
        if work is None:
            return
        if work.found is None:
            self._opened(work, logic.opened(frame))
            return
        work.piece = logic.piece(frame, work.model, len(work.found.classes))
        if work.at is None:
            self._encode(work)

    def _opened(self, work: _Work, found: Opened) -> None:
        work.found = found
        work.keep = found.n * work.model.manifest.image.numbers <= logic.MOST_KEPT
        self._set(replace(self._part, phase=Phase.ENCODING, n=found.n, notes=found.notes))
        try:
            logic.check_size(work.model, found)
        except LabError as error:
            self._failed(error)
            return
        work.images.ask({"next": logic.AT_ONCE})

    def _encode(self, work: _Work) -> None:
        """Have the piece that came encoded, and the next one read meanwhile."""
        piece, work.piece = work.piece, None
        assert piece is not None
        if piece.skipped:
            self._set(replace(self._part, skipped=piece.skipped, why=piece.why))
        if piece.left:
            work.images.ask({"next": logic.AT_ONCE})
        work.at = piece
        if len(piece.x):
            job = Reconstruct({work.model.key: logic.unit(piece.x)}, unit=True)
            self.context.submit(work.slot, job, BULK)
        else:
            self._go_on(work, piece)

    # ------------------------------------------------------------ codes come

    def on_reply(self, reply: Replied) -> None:
        """Some images are encoded, or the networks were read."""
        work = self._work
        if work is None or reply.slot != work.slot:
            return
        if isinstance(reply.job, ReadNetworks):
            self._write(work, reply.frame)
        elif (piece := work.at) is not None:
            work.codes.add(piece, work.model.key, reply.frame, work.keep)
            self._go_on(work, piece)

    def on_failure(self, failure: Failed) -> None:
        """It cannot go on, and why."""
        if self._work is not None and failure.slot == self._work.slot:
            self._failed(failure.error)

    def _go_on(self, work: _Work, piece: Piece) -> None:
        """``piece`` is encoded: show that, and take the next one if it is there."""
        work.at = None
        part = replace(self._part, done=work.codes.n)
        if work.codes.n and (not piece.left or monotonic() - work.shown > SHOW_S):
            work.shown = monotonic()
            part = replace(part, some=work.codes.some())
        self._set(part)
        if not piece.left:
            self._finish(work)
        elif work.piece is not None:
            self._encode(work)

    def _finish(self, work: _Work) -> None:
        work.images.end()
        if not work.codes.n:
            self._failed(DataError(self._part.why or translate("encoding", "no image could be read")))
            return
        self._set(replace(self._part, phase=Phase.WRITING))
        self.context.submit(work.slot, ReadNetworks((work.model.key,)))

    def _write(self, work: _Work, frame: Frame) -> None:
        assert work.found is not None
        models = user_folder()
        base = logic.bundle_id(work.model, work.place)
        folder = models / free_name(base, lambda name: os.path.lexists(models / name))
        made = logic.manifest(work.model, folder.name, work.place, work.found, work.codes.n)
        files = {name: frame.arrays[name].tobytes() for name in logic.networks(work.model, [*frame.arrays])}
        self._writer = Writer(self.context, folder, made, files, work.codes)
        self._writer.done.connect(self._written, Qt.ConnectionType.QueuedConnection)
        self._writer.start()

    def _written(self, folder: Path, error: LabError | None) -> None:
        if self._writer is not None:
            self._writer.deleteLater()
            self._writer = None
        if error is not None:
            self._failed(error)
            return
        self._end()
        self._set(replace(self._part, phase=Phase.DONE, folder=str(folder)))
        self.context.controller(LibraryController).open(self.context.state.lead, folder)

    # ------------------------------------------------------------ small steps

    @property
    def _part(self) -> Encoding:
        return self.context.state.part(Encoding)

    def _set(self, part: Encoding) -> None:
        self.context.set_state(self.context.state.with_part(part))

    def _failed(self, error: LabError) -> None:
        self._end()
        self._set(replace(self._part, phase=Phase.FAILED, error=str(error)))

    def _end(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.images.end()
            self.context.client.drop(work.slot, BULK)
            self.context.client.give_back(work.model.key, PREFIX)


class _Work:
    """One set on its way: the process that reads it, the piece that is being encoded, and the next one."""

    def __init__(self, model: Model, place: Path, images: ImagesProcess) -> None:
        self.model, self.place, self.images = model, place, images
        self.slot = f"{PREFIX}.{id(self)}"
        self.found: Opened | None = None
        self.at: Piece | None = None
        self.piece: Piece | None = None
        self.keep, self.shown = False, 0.0
        self.codes = Collected()
