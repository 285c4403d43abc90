"""What a model of the library draws, in small pictures: asked of the bulk process while the Models card is open."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QTimer

from aevae_desktop.core.codes.samplers import Options
from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.engine.wire.protocol import Decode, Draw
from aevae_desktop.features.models.state import U8, Thumbnails
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied

SLOT = "thumbnails"
COUNT, SEED = 8, 0  # pictures of a model, and of what they are drawn
MOST_KEPT = 64  # models whose pictures are kept
REST_MS = 150  # a row that was in hand so long is meant
NEAR, ANYWHERE = "kde", "prior"  # samplers: near stored codes, and where there are none
NONE: U8 = np.zeros((0, 1, 1), np.uint8)  # of a model that gives none: it is not asked again


class ThumbnailController(Controller):
    """Has random codes of one model drawn and decoded; of a series of wishes the last one counts."""

    prefixes = (SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._entry: Entry | None = None
        self._wanted: Entry | None = None
        self._rest = QTimer(context, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin)

    @property
    def busy(self) -> bool:
        """Whether a row has just been taken in hand."""
        return self._rest.isActive()

    def look(self, entry: Entry | None) -> None:
        """Somebody looks at ``entry``, or at none any more."""
        self._wanted = entry
        self._rest.start()

    def on_reply(self, reply: Replied) -> None:
        """Codes were drawn, or decoded."""
        match reply.job:
            case Draw(key=key) as job if self._is(key):
                z = reply.frame.arrays.get("z")
                enough = z is not None and (len(z) >= COUNT or reply.frame.header["share"] >= 1.0)
                self.context.submit(SLOT, Decode({key: z[:COUNT]}, "uint8") if enough and z is not None else job, BULK)
            case Decode(z=z) if self._is(*z):
                self._keep(reply.frame.arrays[f"x_hat/{next(iter(z))}"])

    def on_failure(self, failure: Failed) -> None:
        """Without stored codes the prior is drawn from; a model that cannot be run has no pictures."""
        match failure.job:
            case Draw(sampler=sampler, key=key) as job if sampler == NEAR and self._is(key):
                self.context.submit(SLOT, replace(job, sampler=ANYWHERE), BULK)
            case Draw(key=key) if self._is(key):
                self._keep(NONE)
            case Decode(z=z) if self._is(*z):
                self._keep(NONE)

    def close(self) -> None:
        """Ask for nothing more."""
        self._rest.stop()

    def _is(self, *keys: str) -> bool:
        return self._entry is not None and str(self._entry.folder) in keys

    def _begin(self) -> None:
        entry = self._wanted
        if entry == self._entry:
            return
        self._let_go()
        kept = self.context.state.part(Thumbnails).images
        if entry is None or entry.error is not None or not entry.sha256 or entry.sha256 in kept:
            return
        self._entry, key, options = entry, str(entry.folder), Options()
        self.context.client.borrow(key, SLOT)
        self.context.submit(SLOT, Draw(key, key, NEAR, options.bandwidth, options.components, SEED, COUNT), BULK)

    def _keep(self, images: U8) -> None:
        assert self._entry is not None
        before = list(self.context.state.part(Thumbnails).images.items())[-MOST_KEPT + 1 :]
        kept = MappingProxyType({**dict(before), self._entry.sha256: images})
        self._let_go()
        self.context.set_state(self.context.state.with_part(Thumbnails(kept)))

    def _let_go(self) -> None:
        if self._entry is not None:
            self.context.client.drop(SLOT, BULK)
            self.context.client.give_back(str(self._entry.folder), SLOT)
            self._entry = None
