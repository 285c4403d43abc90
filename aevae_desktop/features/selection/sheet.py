"""The contact sheet at work: a page of members, decoded a few at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, ReadImages
from aevae_desktop.features.selection.logic import page_of
from aevae_desktop.features.selection.state import Rows, Selection, Sheet
from aevae_desktop.session.model import Model

PIECE_MS = 12.0  # of decoding at a time
FIRST = 8  # tiles in the first piece


class SheetWork:
    """What of the sheet was asked for and what has come; ``watched``: somebody looks at it; ``page`` comes round."""

    def __init__(self) -> None:
        self.watched, self.page = False, 0
        self.sheet: Sheet | None = None
        self._models: dict[str, Model] = {}
        self._asked: Decode | None = None
        self._originals: ReadImages | None = None
        self._count = FIRST

    def begin(self, selection: Selection | None, models: Sequence[Model]) -> Decode | None:
        """Start the page that is wanted now; the first piece of it, or None where there is nothing to decode."""
        self._asked = self._originals = self.sheet = None
        self._models = {model.key: model for model in models} if self.watched else {}  # unseen, it holds none of them
        if not self.watched or selection is None or not models:
            return None
        self.sheet = page_of(selection, self.page)
        return self.job()

    def originals(self, key: str | None) -> ReadImages | None:
        """Ask for the originals of the page in the bundle ``key``."""
        if self.sheet is not None and key is not None:
            self._originals = ReadImages(key, key, self.sheet.samples)
        return self._originals

    def job(self) -> Decode | None:
        """The next piece, or None when the page is decoded."""
        self._asked = None
        if self.sheet is not None and self._models:
            rows = self.sheet.samples[self._ready() :][: self._count]
            pool = {key: model.pool for key, model in self._models.items()}
            self._asked = Decode({key: _codes(model, rows) for key, model in self._models.items()}, "uint8", pool)
            self._asked = self._asked if len(rows) else None
        return self._asked

    def take(self, job: Decode | ReadImages, frame: Frame) -> bool:
        """Put what came into the sheet; False where it was asked for a page that nobody looks at any more."""
        if self.sheet is None or (job is not self._asked and job is not self._originals):
            return False
        if isinstance(job, ReadImages):
            self.sheet = replace(self.sheet, originals=frame.arrays["images"])
            return True
        ms, images = sum(frame.header["ms"].values()), dict(self.sheet.images)
        self._count = int(np.clip(self._count * PIECE_MS / max(ms, 0.1), 1, 4 * self._count))
        for key in list(self._models):
            came = frame.arrays.get(f"x_hat/{key}")
            if came is None:
                del self._models[key]  # it cannot decode these; that was told
            else:
                images[key] = np.concatenate((images[key], came)) if key in images else came
        self.sheet = replace(self.sheet, images=images)
        return True

    def _ready(self) -> int:
        assert self.sheet is not None
        return min((len(self.sheet.images.get(key, ())) for key in self._models), default=0)


def _codes(model: Model, rows: Rows) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    assert model.codes is not None
    return model.codes.mu[rows]
