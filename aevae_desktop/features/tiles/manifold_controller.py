"""The living manifold: decodes tiles of what each map shows, coarse first, in the bulk process, as the map moves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer

from aevae_desktop.core.map.lattice import Lattice, Places
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.features.tiles.state import TILE_SIZES, Manifold, TileLook
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import U8, Model
from aevae_desktop.session.state import SessionState

LAYER = "manifold"
# ms of decoding at a time: what a new view must wait for before its own tiles are begun
PACE = Pacer(12.0, first=16, most=2048, rise=1.2)
PUBLISH_S = 0.08  # slow decoders give a tile or two at a time: the map is not painted for each of them
MOST_PIXELS = 6_000_000  # of all tiles together: more than a screen has, they are made smaller
PATIENCE = 400.0  # failures until a decoder that has given some tiles is left alone; one that gave none, a twentieth
SLOW_LOSS = 20.0  # failures that a second of waiting for one counts for
CROSS = 110  # grey level of the cross on a tile that the decoder has refused


@dataclass(eq=False)
class _Work:
    """What is known and asked of one pane.

    ``stride`` is the side of the block that a tile may stand for, ``away`` how far what stands in for it is, in steps;
    ``left`` are the batches of tiles still to ask for, the next one last; ``pool`` pixels of the decoder, each way,
    are one of a tile's.

    While tiles are ``asked`` for, a map that moves is only noted: each reply serves, and the next one is for the map
    as it is then.
    """

    model: Model
    plane: Plane
    lattice: Lattice
    tiles: U8
    ready: np.ndarray[Any, np.dtype[np.bool_]]
    stride: Places
    away: np.ndarray[Any, np.dtype[np.float64]]
    left: list[Places] = field(default_factory=list)
    asked: Places | None = None
    pool: int = 1
    number: int = -1
    moved: bool = False
    published: float = 0.0
    fresh: bool = False  # since it was published
    since: float = 0.0  # when tiles were asked for last
    good: bool = False  # whether any tile ever came
    lost: float = 0.0  # failures so far

    @property
    def hopeless(self) -> bool:
        """Whether the decoder is left alone."""
        return self.lost > (PATIENCE if self.good else PATIENCE / 20)


class ManifoldController(Controller):
    """Keeps the tiles of every map on screen up to date while the layer is on."""

    prefixes = (LAYER,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._work: dict[int, _Work] = {}
        self._pace: dict[str, Pacer] = {}  # by model
        self._later = QTimer(context, singleShot=True, interval=int(1e3 * PUBLISH_S))
        self._later.timeout.connect(self._publish_all)

    def close(self) -> None:
        """Show nothing any more."""
        self._later.stop()
        self._work.clear()

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
        work, lattice = self._work.get(pane), _lattice(state.part(TileLook), view)
        if work is None or work.model.key != model.key or work.model.manifest is not model.manifest:
            self._work[pane] = _begun(lattice, model, state.part(TileLook).px)
            self._ask(pane)
        elif work.asked is not None:
            work.moved = True
        elif work.plane is not model.plane:
            self._work[pane] = _turned(work, lattice, model, state.part(TileLook).px)
            self._ask(pane)
        elif work.lattice != lattice and (state.part(TileLook).smooth or not _serves(work.lattice, lattice, view)):
            self._work[pane] = _continued(work, lattice, state.part(TileLook).px)
            self._ask(pane)

    def on_reply(self, reply: Replied) -> None:
        """Tiles have come."""
        for pane, work, asked in self._answered(reply):
            self._take(work, asked, reply)
            self._go_on(pane, work)

    def on_failure(self, failure: Failed) -> None:
        """Tiles cannot be had."""
        for pane, work, asked in self._answered(failure):
            self._lose(work, asked, str(failure.error))
            self._go_on(pane, work)

    # ------------------------------------------------------------ small steps

    def _answered(self, event: Replied | Failed) -> Iterator[tuple[int, _Work, Places]]:
        """Whose tiles ``event`` is about, unless nobody waits for them any more."""
        pane = int(event.slot.removeprefix(f"{LAYER}."))
        work = self._work.get(pane)
        if work is not None and work.asked is not None and work.number == event.id:
            asked, work.asked = work.asked, None
            yield pane, work, asked

    def _stop(self, pane: int) -> None:
        if self._work.pop(pane, None) is not None:
            self.context.client.drop(f"{LAYER}.{pane}", BULK)
        state = self.context.state
        if state.panes[pane].get(Manifold) is not None:
            self.context.set_state(state.with_pane(pane, drop=(Manifold,)))

    def _go_on(self, pane: int, work: _Work) -> None:
        """Tiles have come: ask for the next ones, of the map as it is now, and show what there is."""
        done = not work.left
        if work.moved:
            work.moved = False
            self.on_view_changed(pane)
        if self._work.get(pane) is work:
            self._ask(pane)
            done = work.asked is None
        if done or time.monotonic() - work.published > PUBLISH_S:
            self._publish(pane, work)
        elif not self._later.isActive():
            self._later.start()

    def _ask(self, pane: int) -> None:
        """Ask for the next tiles that are missing."""
        work = self._work[pane]
        if work.asked is not None:
            return
        if work.hopeless:
            work.left = []
            _cross_out(work, np.flatnonzero(~work.ready))
        work.asked = _next(work, self._pace.get(work.model.key, PACE).size)
        if work.asked is not None:
            work.since = time.monotonic()
            z = work.plane.lift(work.lattice.places()[work.asked])
            job = Decode({work.model.key: z}, "uint8", {work.model.key: work.pool})
            work.number = self.context.client.submit(f"{LAYER}.{pane}", job, BULK)

    def _take(self, work: _Work, asked: Places, event: Replied) -> None:
        key = work.model.key
        tiles = event.frame.arrays.get(f"x_hat/{key}")
        if tiles is None or tiles.shape[1:] != work.tiles.shape[1:]:
            return
        self._pace[key] = self._pace.get(key, PACE).learned(len(asked), event.frame.header["ms"][key])
        work.good = work.fresh = True
        work.tiles[asked], work.ready[asked], work.away[asked] = tiles, True, 0.0
        _stand_in(work, asked)

    def _lose(self, work: _Work, asked: Places, why: str) -> None:
        """A batch failed: one of its tiles may be to blame, so ask for its halves, unless there is no end of it."""
        if not work.lost:
            self.context.notify(why)
        work.lost += 1.0 + SLOW_LOSS * (time.monotonic() - work.since)  # a process that died or hung counts for many
        work.fresh = True
        if work.hopeless:
            return  # it is crossed out before the next ones are asked for
        if len(asked) == 1:
            _cross_out(work, asked)
        else:
            work.left += [asked[len(asked) // 2 :], asked[: len(asked) // 2]]

    def _publish_all(self) -> None:
        for pane, work in list(self._work.items()):
            if work.fresh:
                self._publish(pane, work)

    def _publish(self, pane: int, work: _Work) -> None:
        work.published, work.fresh = time.monotonic(), False
        manifold = Manifold(work.lattice, work.tiles.copy(), float(work.ready.mean()))
        self.context.set_state(self.context.state.with_pane(pane, manifold))


def _is_on(state: SessionState) -> bool:
    layer = state.layers.get(LAYER)
    return layer is not None and layer.on


def _lattice(look: TileLook, view: View2D) -> Lattice:
    return Lattice.fixed(view, look.px) if look.smooth else Lattice.nested(view, look.px)


def _serves(lattice: Lattice, wanted: Lattice, view: View2D) -> bool:
    """Whether the tiles there are the ones that a moved map needs, none of them far out of sight."""
    return lattice.step == wanted.step and lattice.covers(view) and len(lattice) <= 2 * len(wanted)


def _begun(lattice: Lattice, model: Model, px: int) -> _Work:
    image = model.manifest.image
    pixels = len(lattice) * image.height * image.width
    pool = max(1, min(image.height, image.width) // px, ceil((pixels / MOST_PIXELS) ** 0.5))
    pool = min(pool, image.height, image.width)
    shape = (image.height // pool, image.width // pool, 3)[: 3 if image.channels == 3 else 2]
    order, stride = lattice.order()
    sides = np.empty(len(lattice), np.int64)
    sides[order] = stride
    tiles = np.zeros((len(lattice), *shape), np.uint8)
    away = np.full(len(lattice), np.inf)
    ready = np.zeros(len(lattice), np.bool_)
    return _Work(model, model.plane, lattice, tiles, ready, sides, away, [order], pool=pool)


def _continued(old: _Work, lattice: Lattice, px: int) -> _Work:
    """Work on another lattice: the tiles they share are kept, and the nearest one stands in where one is missing."""
    work = _begun(lattice, old.model, px)
    work.published, work.good, work.lost = old.published, old.good, old.lost
    if work.tiles.shape[1:] != old.tiles.shape[1:]:  # tiles of another size in pixels
        return work
    nearest, away = lattice.found_in(old.lattice)
    work.tiles[...] = old.tiles[nearest]
    work.ready[...] = (away == 0.0) & old.ready[nearest]
    work.away[...] = away + old.away[nearest] * (old.lattice.step / lattice.step)
    return work


def _turned(old: _Work, lattice: Lattice, model: Model, px: int) -> _Work:
    """Work on another plane: all tiles must be decoded, and those of the old one stand in until they come."""
    work = _continued(old, lattice, px)
    work.model, work.plane, work.ready[...] = model, model.plane, False
    work.away[...] = np.inf
    return work


def _next(work: _Work, count: int) -> Places | None:
    """The next ``count`` tiles to ask for, or None; they are taken off what is left."""
    while work.left:
        batch = work.left.pop()
        batch = batch[~work.ready[batch]]
        if len(batch) > count:
            work.left.append(batch[count:])
        if len(batch):
            return batch[:count]
    return None


def _cross_out(work: _Work, tiles: Places) -> None:
    """Where the decoder gave nothing there is a faint cross, and nothing is asked again."""
    side = min(work.tiles.shape[1:3])
    cross = np.zeros(work.tiles.shape[1:], np.uint8)
    at = np.arange(side)
    cross[at, at] = cross[at, side - 1 - at] = CROSS
    work.tiles[tiles], work.ready[tiles], work.away[tiles] = cross, True, 0.0


def _stand_in(work: _Work, asked: Places) -> None:
    """Let each coarse tile stand for those of its block for which nothing nearer does."""
    if work.ready.all():
        return
    rows, columns = work.lattice.rows, work.lattice.columns
    grid = work.tiles.reshape(rows, columns, *work.tiles.shape[1:])
    away = work.away.reshape(rows, columns)
    for tile in asked[work.stride[asked] > 1].tolist():
        row, column, side = tile // columns, tile % columns, int(work.stride[tile])
        block = (slice(row, row + side), slice(column, column + side))
        worse = away[block] > side / 2
        grid[block][worse], away[block][worse] = work.tiles[tile], side / 2
