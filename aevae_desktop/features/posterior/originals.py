"""The originals of stored samples, where a bundle carries them: read, and read again by the encoders on screen."""

from __future__ import annotations

import numpy as np

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import ReadImages, Reconstruct
from aevae_desktop.features.drawing import logic as drawing_logic
from aevae_desktop.features.posterior import logic
from aevae_desktop.features.posterior.logic import Rereads
from aevae_desktop.features.posterior.state import Token
from aevae_desktop.session.inference.client import BULK, Client
from aevae_desktop.session.state import SessionState


class Originals:
    """What was asked for last, and ``rereads``, both by pane: what its encoder says of the original of which sample."""

    def __init__(self, client: Client, prefix: str) -> None:
        self._client, self._prefix = client, prefix
        self.rereads: Rereads = {}
        self._asked: dict[int, Token] = {}
        self._images: dict[int, ReadImages] = {}
        self._encodes: dict[int, Reconstruct] = {}

    def forget(self) -> None:
        """Nobody wants them any more."""
        self.rereads, self._asked, self._images, self._encodes = {}, {}, {}, {}

    def ask(self, state: SessionState) -> None:
        """Read the original of each pane's sample, once."""
        for i, (token, key, row) in logic.originals_wanted(state).items():
            if i in self._asked and logic.same_token(self._asked[i], token):
                continue
            self._asked[i] = token
            self._encodes.pop(i, None)  # of another sample
            self._images[i] = ReadImages(key, key, np.array([row], np.int32))
            self._client.submit(f"{self._prefix}.original.{i}", self._images[i], BULK)

    def came(self, job: ReadImages, frame: Frame, state: SessionState) -> None:
        """An original came: have the encoder read it."""
        for i, model in state.shown_models():
            if self._images.get(i) is job:
                x = logic.as_input(model, frame.arrays["images"][0])
                if x is not None:
                    self._encodes[i] = Reconstruct({model.key: x[None]})
                    self._client.submit(f"{self._prefix}.reread.{i}", self._encodes[i])

    def encoded(self, job: Reconstruct, frame: Frame, state: SessionState) -> None:
        """What the encoder says of it, into ``rereads``."""
        for i, model in state.shown_models():
            if self._encodes.get(i) is job and f"mu/{model.key}" in frame.arrays and model.codes is not None:
                self.rereads[i] = self._asked[i], drawing_logic.encoding(model, job.x[model.key][0], frame)

    def panes(self, job: object) -> list[int]:
        """Whose ``job`` it is."""
        return [i for jobs in (self._images, self._encodes) for i, mine in jobs.items() if mine is job]
