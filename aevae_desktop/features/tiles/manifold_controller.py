"""The decoded grid: decodes tiles of what each map shows, coarse first, in the bulk process, as the map moves.

While tiles are on their way, a map that moves is only noted: each reply serves, and the next request is for the map as
it is then.
"""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QTimer

from aevae_desktop.core.map.lattice import Lattice
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.core.pacing import Pacer
from aevae_desktop.features.tiles.state import TILE_SIZES, Manifold, TileLook
from aevae_desktop.features.tiles.work import Flights, ManifoldWork
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import SessionState

LAYER = "manifold"
# ms of decoding in one request, which a new view must wait for before its own tiles are begun
PACE = Pacer(12.0, first=16, most=2048, rise=1.2)
PUBLISH_S = 0.08  # slow decoders give a tile or two at a time: the map is not painted for each of them


class ManifoldController(Controller):
    """Keeps the tiles of every map on screen up to date while the layer is on."""

    prefixes = (LAYER,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._work: dict[int, ManifoldWork] = {}
        self._flights: Flights[ManifoldWork] = Flights(lambda slot, job: context.client.submit(slot, job, BULK), PACE)
        self._later = QTimer(context, singleShot=True, interval=int(1e3 * PUBLISH_S))
        self._later.timeout.connect(self._publish_all)

    def close(self) -> None:
        """Show nothing any more."""
        self._later.stop()
        self._work.clear()
        self._flights.by_slot.clear()

    def set_tiles(self, look: TileLook) -> None:
        """Lay the tiles in another way; sizes beyond ``TILE_SIZES`` are cut."""
        look = replace(look, px=min(max(look.px, TILE_SIZES[0]), TILE_SIZES[1]))
        if look != self.context.state.part(TileLook):
            self.context.set_state(self.context.state.with_part(look))

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: look whether other tiles are wanted."""
        layers = old.layers is not new.layers or old.shown != new.shown or old.part(TileLook) is not new.part(TileLook)
        for i, (a, b) in enumerate(zip(old.panes, new.panes, strict=True)):
            if layers or a.model is not b.model:
                self.on_view_changed(i)

    def on_view_changed(self, pane: int) -> None:
        """The map of ``pane`` has moved, or something else about it: see that its tiles are decoded."""
        state, view = self.context.state, self.context.views.get(pane)
        model = state.panes[pane].model if pane in state.shown else None
        if model is None or view is None or not _is_on(state):
            self._stop(pane)
            return
        look, work = state.part(TileLook), self._work.get(pane)
        work = work if work is not None and work.is_of(model) else None
        if work is not None and _slot(pane) in self._flights.by_slot:
            work.moved = True
        elif work is None or work.model.plane is not model.plane or not _serves(work.lattice, look, view):
            self._work[pane] = work = ManifoldWork(model, _lattice(look, view), look.px, work)
            self._flights.by_slot.pop(_slot(pane), None)  # of another model
            self._flights.ask(_slot(pane), work, work.job)

    def on_reply(self, reply: Replied) -> None:
        """Tiles have come."""
        if (flight := self._flights.landed(reply.slot, reply.id)) is not None:
            work, key = flight.work, flight.work.model.key
            tiles = reply.frame.arrays.get(f"x_hat/{key}")
            if tiles is not None and tiles.shape[1:] == work.tiles.shape[1:]:
                self._flights.learn(flight, reply.frame.header["ms"][key])
                work.put(flight.places, tiles)
            self._go_on(reply.slot, work.moved)

    def on_failure(self, failure: Failed) -> None:
        """Tiles cannot be had."""
        if (flight := self._flights.landed(failure.slot, failure.id)) is not None:
            if not flight.work.lost:
                self.context.notify(failure.error)
            flight.work.lose(flight.places, time.monotonic() - flight.since)
            self._go_on(failure.slot, flight.work.moved)

    # ------------------------------------------------------------ small steps

    def _stop(self, pane: int) -> None:
        if self._work.pop(pane, None) is not None:
            self._flights.by_slot.pop(_slot(pane), None)
            self.context.client.drop(_slot(pane), BULK)
        state = self.context.state
        if state.panes[pane].get(Manifold) is not None:
            self.context.set_state(state.with_pane(pane, drop=(Manifold,)))

    def _go_on(self, slot: str, moved: bool) -> None:
        """Tiles have come: ask for the next ones, of the map as it is now, and show what there is."""
        pane = int(slot.removeprefix(f"{LAYER}."))
        if moved:
            self.on_view_changed(pane)
        work = self._work.get(pane)
        if work is None:
            return
        work.moved = False
        if slot not in self._flights.by_slot:
            self._flights.ask(slot, work, work.job)
        if slot not in self._flights.by_slot or time.monotonic() - work.shown > PUBLISH_S:
            self._publish(pane, work)
        elif not self._later.isActive():
            self._later.start()

    def _publish_all(self) -> None:
        for pane, work in list(self._work.items()):
            if work.fresh:
                self._publish(pane, work)

    def _publish(self, pane: int, work: ManifoldWork) -> None:
        work.shown, work.fresh = time.monotonic(), False
        manifold = Manifold(work.lattice, work.tiles.copy(), work.ready)
        self.context.set_state(self.context.state.with_pane(pane, manifold))


def _slot(pane: int) -> str:
    return f"{LAYER}.{pane}"


def _is_on(state: SessionState) -> bool:
    layer = state.layers.get(LAYER)
    return layer is not None and layer.on


def _lattice(look: TileLook, view: View2D) -> Lattice:
    return Lattice.fixed(view, look.px) if look.smooth else Lattice.nested(view, look.px)


def _serves(lattice: Lattice, look: TileLook, view: View2D) -> bool:
    """Whether the tiles there are the ones that a moved map needs, none of them far out of sight."""
    wanted = _lattice(look, view)
    near = lattice.step == wanted.step and lattice.covers(view) and len(lattice) <= 2 * len(wanted)
    return lattice == wanted or (near and not look.smooth)
