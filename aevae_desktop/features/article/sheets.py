"""The codes of a claim as pictures: decoded while its page is seen, a piece at a time, and kept until others come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Self

from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.features.probe import logic as probe_logic
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Owner, taken
from aevae_desktop.session.controller import Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import F32, U8, SaidByModels
from aevae_desktop.session.streams import ImageStream

PREFIX = "sheets"
PACE = Pacer(budget_ms=40.0, first=25, most=100)


@dataclass(frozen=True, eq=False)
class Sheet:
    """What was decoded of ``z: (n, d)`` so far, ``(m, h, w[, 3])``, m <= n; None before anything came."""

    z: F32
    images: U8 | None = None


@dataclass(frozen=True, eq=False)
class Sheets(SaidByModels):
    """The sheet of each model, by its key."""

    sheets: Mapping[str, Sheet] = field(default_factory=lambda: MappingProxyType({}))

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        """Without the models ``closed``."""
        kept = {key: sheet for key, sheet in self.sheets.items() if key not in closed}
        return replace(self, sheets=MappingProxyType(kept))


class SheetController(Controller):
    """Decodes the codes that are asked for, of open models."""

    prefixes = (PREFIX,)
    _streams: Mapping[str, ImageStream] = MappingProxyType({})

    def show(self, z: Mapping[str, F32]) -> None:
        """Decode these codes of these models and no others; what is there already stays."""
        there = self.context.state.part(Sheets).sheets
        kept = {key: there[key] if key in there and there[key].z is codes else Sheet(codes) for key, codes in z.items()}
        if kept == there:
            return
        for key in self._streams:
            self.context.client.drop(f"{PREFIX}:{key}", BULK)
        self._streams = {
            key: ImageStream({key: sheet.z}, PACE)
            for key, sheet in kept.items()
            if sheet.images is None or len(sheet.images) < len(sheet.z)
        }
        self.context.set_state(self.context.state.with_part(Sheets(MappingProxyType(kept))))
        for key in self._streams:
            self._ask(key)

    def probe(self, key: str, z: F32) -> None:
        """Probe, and hold, a code of the model ``key``, if a map on screen shows it."""
        state = self.context.state
        pane = next((i for i, model in state.shown_models() if model.key == key), None)
        if pane is not None:
            at = replace(probe_logic.at_code(state, pane, z), pinned=True)
            self.context.set_state(taken(at, Owner.POINTER))
            self.context.controller(ProbeController).ask()

    def on_reply(self, reply: Replied) -> None:
        """A piece of a sheet."""
        key = reply.slot.partition(":")[2]
        stream, sheets = self._streams.get(key), self.context.state.part(Sheets).sheets
        if stream is None or key not in sheets or not stream.put(reply.job, reply.frame):
            return
        images = stream.found.get(key)
        changed = {**sheets, key: replace(sheets[key], images=images)}
        self.context.set_state(self.context.state.with_part(Sheets(MappingProxyType(changed))))
        self._ask(key)

    def on_failure(self, failure: Failed) -> None:
        """The sheet stays as it is; the status line says why."""
        if isinstance(failure.job, Decode):
            self._streams = {key: each for key, each in self._streams.items() if not each.lose(failure.job)}
        super().on_failure(failure)

    def _ask(self, key: str) -> None:
        self.context.submit(f"{PREFIX}:{key}", self._streams[key].request(), BULK)
