"""The drawing: strokes or a picture on the sheet, read by every model. Commands only; the state is the session's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QImage

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, Job, NearestTo, ReadImages, Reconstruct
from aevae_desktop.errors import LabError
from aevae_desktop.features.drawing import logic
from aevae_desktop.features.drawing.picture_file import PictureReader
from aevae_desktop.features.drawing.state import Drawing, Photo, Sheet, Strokes
from aevae_desktop.features.probe.near import Near, pictures, pictures_in
from aevae_desktop.features.probe.state import Owner, Showing, taken
from aevae_desktop.session.controller import Context
from aevae_desktop.session.history import History
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import F64
from aevae_desktop.session.state import Mode, SessionState
from aevae_desktop.session.undo import Undoable

NEAR, TILES = f"{logic.SLOT}.near", f"{logic.SLOT}.tiles"


class DrawingController(Undoable):
    """Draws, and has the drawing read by every model on screen."""

    prefixes = (logic.SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tiles: dict[str, Job] = {}  # by the model's key, the pictures that are awaited
        self._reader = PictureReader(context)
        self._reader.came.connect(self._came)
        self._reader.failed.connect(self._refused)

    @property
    def busy(self) -> bool:
        """Whether a picture is being read."""
        return self._reader.busy

    def close(self) -> None:
        """Read no picture any more."""
        self._reader.close()

    def open_picture(self, source: Path | QImage) -> None:
        """Read a picture, which then takes the place of the drawing; what is wrong with it is one line."""
        self._reader.read(source)

    def put(self, photo: Photo) -> None:
        """A picture takes the place of the drawing."""
        self._draw(logic.put(self.context.state.part(Drawing), photo))

    def set_inverted(self, inverted: bool) -> None:
        """Change dark and light of the picture for each other, or leave them."""
        if (photo := self.context.state.part(Drawing).photo) is not None:
            self.put(replace(photo, inverted=inverted))

    def set_centred(self, centred: bool) -> None:
        """Put the picture's figure where MNIST puts one, or fit the whole picture in."""
        if (photo := self.context.state.part(Drawing).photo) is not None:
            self.put(replace(photo, centred=centred))

    def sketch(self, half: F64) -> None:
        """The stroke under the pen so far, ``(k, 2) px``: every model reads the drawing as it grows."""
        self._draw(logic.sketch(self.context.state.part(Drawing), half))

    def finish_stroke(self) -> None:
        """The pen was lifted."""
        self._draw(logic.finish(self.context.state.part(Drawing)))

    def redraw(self, strokes: Strokes) -> None:
        """Replace the whole drawing."""
        self._draw(logic.redraw(self.context.state.part(Drawing), strokes))

    def clear(self) -> None:
        """Wipe the drawing; undo brings it back."""
        self._draw(logic.redraw(self.context.state.part(Drawing), ()))

    @property
    def edits(self) -> History[Sheet]:
        """What undo takes back."""
        return self.context.state.part(Drawing).edits

    @property
    def value(self) -> Sheet:
        """The strokes, or the picture."""
        return self.context.state.part(Drawing).sheet

    def words(self, before: Sheet, after: Sheet) -> str:
        """What an edit did."""
        return logic.edited(before, after)

    def undo(self) -> None:
        """Take back the last stroke or wipe."""
        self._draw(logic.undo(self.context.state.part(Drawing)))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._draw(logic.redo(self.context.state.part(Drawing)))

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """Other panes are on screen: their models read the drawing too."""
        if old.shown != new.shown:
            self._ask()

    def on_model_arrived(self, panes: Sequence[int], fresh: bool) -> None:
        """A new model reads the drawing; with its codes there are nearest ones to find."""
        self._ask()

    def on_reply(self, reply: Replied) -> None:
        """What the models make of the drawing, what is stored near to it, or pictures of that."""
        match reply.job:
            case Reconstruct() as job:
                self.take_codes(logic.reconstructed(self.context.state, job, reply.frame))
            case NearestTo() as job:
                self.context.set_state(logic.found_near(self.context.state, job, reply.frame))
                self._picture()
            case Decode() | ReadImages() as job:
                self._pictured(job, reply.frame)

    def on_failure(self, failure: Failed) -> None:
        """A model could not read the drawing: tell it, in the previews too."""
        if isinstance(failure.job, Reconstruct):
            state = logic.failed(self.context.state, failure.job, failure.error)
            self.context.set_state(logic.screened(state) if state.part(Showing).owner is Owner.DRAWING else state)
        super().on_failure(failure)

    def take_codes(self, state: SessionState) -> None:
        """Go on with ``state``, in which panes have new codes of the drawing: show them, and find what is near."""
        drawn = state.part(Showing).owner is Owner.DRAWING
        self.context.set_state(logic.screened(state) if drawn else state)
        self.context.submit(NEAR, logic.near_request(self.context.state), BULK)

    def show(self) -> None:
        """The previews show what the models make of the drawing, from now on."""
        self.context.set_state(logic.screened(taken(self.context.state, Owner.DRAWING)))

    def _came(self, photo: Photo) -> None:
        self.context.set_state(replace(self.context.state, mode=Mode.DRAW))
        self.put(photo)

    def _refused(self, error: LabError) -> None:
        self.context.notify(error)

    def _draw(self, new: Drawing) -> None:
        state = self.context.state.with_part(new)
        self.context.set_state(logic.forgotten(state) if new.seen is None else taken(state, Owner.DRAWING))
        self._ask()

    def _ask(self) -> None:
        self.context.submit(logic.SLOT, logic.request(self.context.state))

    def _picture(self) -> None:
        """Have pictures of what is near read or decoded, once the pen is lifted."""
        state = self.context.state
        if state.part(Drawing).half is not None:
            return
        for i, model in state.shown_models():
            near = state.panes[i].get(Near)
            job = None if near is None else pictures(model, near.samples[: logic.PICTURED])
            if job is not None:
                self._tiles[model.key] = job
                self.context.submit(f"{TILES}:{model.key}", job, BULK)

    def _pictured(self, job: Decode | ReadImages, frame: Frame) -> None:
        key = next((key for key, asked in self._tiles.items() if asked is job), None)
        images = None if key is None else pictures_in(frame, key)
        if key is not None and images is not None:
            del self._tiles[key]
            self.context.set_state(logic.pictured(self.context.state, key, images))
