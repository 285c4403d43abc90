"""The contact sheet at work: a page of members, decoded a few at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, Job, ReadImages
from aevae_desktop.features.selection.logic import TILES, page_of
from aevae_desktop.features.selection.state import ContactSheet, Selection
from aevae_desktop.session.model import Model
from aevae_desktop.session.streams import ImageStream

PACE = Pacer(12.0, first=8, most=TILES)  # ms of decoding tiles in one request


class SheetWork:
    """What of the sheet was asked for and what has come; ``watched``: somebody looks at it; ``page`` comes round."""

    def __init__(self) -> None:
        self.watched, self.page = False, 0
        self.sheet: ContactSheet | None = None
        self._tiles = ImageStream({}, PACE)
        self._originals: ReadImages | None = None

    def begin(self, selection: Selection | None, models: Sequence[Model]) -> Job | None:
        """Start the page that is wanted now; the first piece of it, or None where there is nothing to decode."""
        self._originals = self.sheet = None
        if self.watched and selection is not None and models:
            self.sheet = page_of(selection, self.page)
        z = {} if self.sheet is None else {m.key: m.codes.mu[self.sheet.samples] for m in models if m.codes is not None}
        self._tiles = ImageStream(z, self._tiles.pace, {model.key: model.pool for model in models})
        return self.job()

    def originals(self, key: str | None) -> ReadImages | None:
        """Ask for the originals of the page in the bundle ``key``."""
        if self.sheet is not None and key is not None:
            self._originals = ReadImages(key, key, self.sheet.samples)
        return self._originals

    def job(self) -> Job | None:
        """The next piece, or None when the page is decoded."""
        return self._tiles.request()

    def take(self, job: Decode | ReadImages, frame: Frame) -> bool:
        """Put what came into the sheet; False where it was asked for a page that nobody looks at any more."""
        if self.sheet is not None and job is self._originals:
            self.sheet = replace(self.sheet, originals=frame.arrays["images"])
        elif self.sheet is not None and self._tiles.put(job, frame):
            self.sheet = replace(self.sheet, images=dict(self._tiles.found))
        else:
            return False
        return True
