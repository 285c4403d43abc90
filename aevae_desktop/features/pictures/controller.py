"""Pictures that a person gives: one becomes the drawing, several a strip of them. Commands only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage

from aevae_desktop.engine.wire.protocol import Job, Reconstruct
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.pictures import logic
from aevae_desktop.features.pictures.reading import Batch, PicturesReader
from aevae_desktop.features.pictures.state import Pictures
from aevae_desktop.language import translate
from aevae_desktop.reading import regular
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import Mode, SessionState, panes_differ

NAMED = 2  # that could not be read are told by name in the status line


class PicturesController(Controller):
    """Has pictures read, and encoded by every model on screen while they come."""

    prefixes = (logic.SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._taken: list[Path] = []  # what was dropped together, one after the other
        self._together = QTimer(context, singleShot=True, interval=0)
        self._together.timeout.connect(self._open_taken)
        self._next = Pictures()  # what takes the place of the strip with the first picture that can be read
        self._in_hand = True  # whether that one becomes the drawing
        self._asked: dict[str, tuple[Job, int]] = {}  # by the model's key, and from which picture on
        self._reader = PicturesReader(context)
        self._reader.came.connect(self._came)

    @property
    def busy(self) -> bool:
        """Whether pictures are still to be read."""
        return bool(self._taken) or self._reader.busy

    def close(self) -> None:
        """Read none any more."""
        self._together.stop()
        self._reader.close()

    # ------------------------------------------------------------ commands

    def take(self, path: Path) -> None:
        """``open`` with all that is taken before the event loop goes on: what was dropped together."""
        self._taken.append(path)
        self._together.start()

    def open(self, sources: Sequence[Path], *, in_hand: bool = True) -> None:
        """Read pictures, files or folders of them, in place of those before: one is the drawing, more are a strip.

        The first of a strip becomes the drawing, if it is to be ``in_hand``. What there is stays until it is read.
        """
        folder = str(sources[0]) if len(sources) == 1 and regular.is_folder(sources[0]) else ""
        if len(sources) == 1 and not folder and in_hand:
            self.context.controller(DrawingController).open_picture(sources[0])
            return
        self._next, self._in_hand = Pictures(tuple(map(str, sources)), folder), in_hand
        self._reader.read(sources)

    def paste(self, image: QImage) -> None:
        """A picture out of the clipboard becomes the drawing."""
        self.context.controller(DrawingController).open_picture(image)

    def choose(self, place: int) -> None:
        """A picture of the strip becomes the drawing."""
        state = self.context.state
        photos = state.part(Pictures).photos
        if 0 <= place < len(photos) and logic.at(state) != place:
            self.context.controller(DrawingController).put(photos[place])

    def as_waypoints(self) -> None:
        """A path through the codes of all pictures, in place of the one that is there."""
        way = logic.as_waypoints(self.context.state)
        if len(way) < 2:
            self.context.notify(translate("pictures", "No two pictures are encoded yet."))
            return
        self.context.controller(PathController).lay(*way)
        left = len(self.context.state.part(Pictures).photos) - len(way)
        if left > 0:
            text = translate("pictures", "The first {n} pictures are way-points: a path has no more.")
            self.context.notify(text.format(n=len(way)))

    def clear(self) -> None:
        """No strip any more; the drawing stays."""
        self._reader.cancel()
        self._asked.clear()
        self.context.set_state(logic.replaced(self.context.state, Pictures()))

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """More pictures are there, or other models are to read them."""
        part = new.part(Pictures)
        if not part.photos:
            return  # as at every hover
        if part is not old.part(Pictures) or new.shown != old.shown or panes_differ(old, new, "model"):
            self._ask()

    def on_reply(self, reply: Replied) -> None:
        """What a model makes of some of them."""
        key, first = self._waiting(reply.job)
        if isinstance(reply.job, Reconstruct) and key:
            del self._asked[key]
            self.context.set_state(logic.read(self.context.state, reply.job, first, reply.frame))
            self._ask()

    def on_failure(self, failure: Failed) -> None:
        """A model reads no more of them, and why: its job stays the one that is waited for."""
        if self._waiting(failure.job)[0]:
            super().on_failure(failure)

    def _waiting(self, job: Job) -> tuple[str, int]:
        """Of which model ``job`` is waited for, and from which picture on; of none where nobody waits for it."""
        return next(((key, first) for key, (asked, first) in self._asked.items() if asked is job), ("", 0))

    def _ask(self) -> None:
        models = {model.key: model for _, model in self.context.state.shown_models()}
        self._asked = {key: asked for key, asked in self._asked.items() if key in models}
        for key, model in models.items():
            job = None if key in self._asked else logic.request(self.context.state, model)
            if job is not None:
                self._asked[key] = job, logic.done(self.context.state, model)
                self.context.submit(f"{logic.SLOT}:{key}", job, BULK)

    def _open_taken(self) -> None:
        taken, self._taken = self._taken, []
        self.open(taken)

    def _came(self, batch: Batch) -> None:
        now = self._next
        first = not now.photos and bool(batch.photos)
        self._next = replace(
            now, photos=now.photos + batch.photos, refused=now.refused + batch.refused, total=batch.total,
            more=batch.more,
        )  # fmt: skip
        if first:
            self._asked.clear()
            self.context.set_state(logic.replaced(self.context.state, self._next))
            if self._in_hand:
                self.context.set_state(replace(self.context.state, mode=Mode.DRAW))
                self.choose(0)
        elif self._next.photos:
            self.context.set_state(self.context.state.with_part(self._next))
        if batch.last:
            self._tell(self._next)

    def _tell(self, pictures: Pictures) -> None:
        """What of them could not be read, if anything."""
        if not pictures.total:
            self.context.notify(translate("pictures", "There is no picture in what was given."))
        elif pictures.refused:
            n, names = len(pictures.refused), "; ".join(pictures.refused[:NAMED])
            text = translate("pictures", "{n} of {total} pictures could not be read: {names}")
            if n == 1:
                text = translate("pictures", "1 of {total} pictures could not be read: {names}")
            self.context.notify(text.format(n=n, total=pictures.total, names=names + (" …" if n > NAMED else "")))
