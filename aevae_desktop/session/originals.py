"""The original of a stored sample, if a bundle carries it: read, and read again by every encoder on screen."""

from __future__ import annotations

import numpy as np

from aevae_desktop.engine.frames import Frame
from aevae_desktop.engine.protocol import ReadImages, Reconstruct
from aevae_desktop.session import drawing, reparameterising
from aevae_desktop.session.client import BULK, Client
from aevae_desktop.session.reparameterising import Rereads
from aevae_desktop.session.state import SessionState


class Originals:
    """What was asked for last, and ``rereads``: by pane, what its encoder says of the original of which sample."""

    def __init__(self, client: Client, slot: str) -> None:
        self._client, self._read_slot, self._encode_slot = client, f"{slot}original", f"{slot}reread"
        self.rereads: Rereads = {}
        self._image: ReadImages | None = None
        self._encode: tuple[Reconstruct, int] | None = None

    def forget(self) -> None:
        """Nobody wants it any more."""
        self.rereads, self._image, self._encode = {}, None, None

    def ask(self, state: SessionState) -> None:
        """Read the original of the card's sample, once."""
        wanted = reparameterising.wants_original(state)
        if wanted is None:
            return
        key, row = wanted
        if self._image is None or (self._image.key, int(self._image.rows[0])) != (key, row):
            self._image = ReadImages(key, key, np.array([row], np.int32))
            self._client.submit(self._read_slot, self._image, BULK)

    def came(self, job: ReadImages, frame: Frame, state: SessionState) -> None:
        """The original came: have every encoder read it."""
        if job is not self._image:
            return
        row, models = int(job.rows[0]), dict(state.shown_models())
        found = reparameterising.originals_for(state, job.key, row, frame.arrays["images"][0])
        x = {models[i].key: image[None] for i, image in found.items()}
        if x:
            self._encode = Reconstruct(x), row
            self._client.submit(self._encode_slot, self._encode[0])

    def encoded(self, job: Reconstruct, frame: Frame, state: SessionState) -> None:
        """What the encoders say of it, into ``rereads``."""
        if self._encode is None or self._encode[0] is not job:
            return
        row = self._encode[1]
        for i, model in state.shown_models():
            codes = model.codes
            if f"mu/{model.key}" in frame.arrays and codes is not None and row < len(codes.mu):
                token = reparameterising.sample_token(codes, row)
                self.rereads[i] = token, drawing.reading(model, job.x[model.key][0], frame)
