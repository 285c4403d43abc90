"""Fields: has those measured that the maps' layers show, coarse first, a few places at a time.

One request is under way at a time, in the bulk process, and none while a hand moves a map. What was measured is kept: a
layer that comes back, or a map that is panned back, costs nothing. What has failed is tried again when its layer is
turned on again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QTimer

from aevae_desktop.core.map.fields import FIELDS, FieldKind
from aevae_desktop.core.map.grid import Box, Grid
from aevae_desktop.core.pacing import Pacer
from aevae_desktop.features.tiles.field_work import FieldMemory, FieldWork, identity, same_plane
from aevae_desktop.features.tiles.state import Fields
from aevae_desktop.features.tiles.work import Flight, Flights, Name
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import SessionState, panes_differ

SLOT = "field"
SETTLE_MS = 120  # after the last move of a map
PACE = Pacer(12.0, first=16, most=4096)  # ms of measuring in one request
MARGIN = 0.12  # of the map's width and height, around what it shows
PUBLISH_S = (0.15, 2.0)  # at least and at most between two pictures of one field ...
PUBLISH_SHARE = 0.1  # ... else this share of the time it has taken so far: maps are not painted for every few places


class FieldController(Controller):
    """Keeps the fields of every map on screen up to date while their layers are on."""

    prefixes = (SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._work: dict[tuple[int, str], FieldWork] = {}  # what the maps show, by pane and field
        self.memory = FieldMemory()
        self._lost: dict[Name, str] = {}  # fields that were given up, and why
        self._flights: Flights[FieldWork] = Flights(lambda slot, job: context.client.submit(slot, job, BULK), PACE)
        self._late: list[Flight[FieldWork]] = []  # given up, but an answer may come
        self._soon = QTimer(context, singleShot=True, interval=0)
        self._settle = QTimer(context, singleShot=True, interval=SETTLE_MS)
        self._soon.timeout.connect(self.review)
        self._settle.timeout.connect(self.review)

    @property
    def busy(self) -> bool:
        """Whether it is about to look at the maps."""
        return self._soon.isActive() or self._settle.isActive()

    def close(self) -> None:
        """Ask for nothing any more."""
        self._soon.stop()
        self._settle.stop()

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed; other fields may be wanted."""
        models = panes_differ(old, new, "model")
        if models:
            self._forget(old, new)
        if old.layers is not new.layers:
            self._try_again(set(_layers(new)) - set(_layers(old)))
        if (old.layers is not new.layers or old.shown != new.shown or models) and _layers(new):
            self._soon.start()
        elif old.layers is not new.layers and not _layers(new):
            self._rest()

    def on_view_changed(self, pane: int) -> None:
        """The map of ``pane`` has moved: what was under way is not for it any more."""
        if _layers(self.context.state) and pane in self.context.state.shown:
            self._give_up()
            self._settle.start()

    def on_reply(self, reply: Replied) -> None:
        """Places were measured."""
        if (flight := self._landed(reply.id)) is not None:
            self._take(flight, reply)
        if not self.busy:
            self._ask()

    def on_failure(self, failure: Failed) -> None:
        """The layer's legend on the map says what went wrong."""
        if (flight := self._landed(failure.id)) is not None:
            flight.work.error = str(failure.error)
            if failure.given_up:
                self._lost[flight.work.name] = flight.work.error
            self._show(flight.work)
        if not self.busy:
            self._ask()

    def review(self) -> None:
        """See which fields the maps show now, and go on with what they lack."""
        self._soon.stop()
        self._settle.stop()
        before, self._work = self._work, {}
        for pane, model, kind, box in list(self._wanted()):
            work = before.get((pane, kind.name))
            self._work[pane, kind.name] = chosen = self._chosen(pane, model, kind, box)
            shown = self.context.state.panes[pane].part(Fields).get(kind.name)
            if chosen is not work or shown is None or not same_plane(shown.plane, model.plane):
                self._show(chosen)
        flight = self._flights.by_slot.get(SLOT)
        if flight is None or flight.work not in self._work.values():
            self._give_up()
            self._ask()

    # ------------------------------------------------------------ which fields

    def _wanted(self) -> Iterator[tuple[int, Model, FieldKind, Box]]:
        """Pane, model, field and the part of the map that is looked at, for all layers that are on; the lead first."""
        state = self.context.state
        shown = sorted(state.shown_models(), key=lambda one: one[0] != state.lead)
        for pane, model in shown:
            view = self.context.views.get(pane)
            box = None if view is None else _within(view.bounds(), _world(model))
            for name in _layers(state):
                if box is not None and applies(FIELDS[name], model):
                    yield pane, model, FIELDS[name], box

    def _chosen(self, pane: int, model: Model, kind: FieldKind, box: Box) -> FieldWork:
        """The work that gives ``box`` its field: one that was begun before, or a new one."""
        wanted = kind.fixed or Grid.over(_widened(box), kind.most)
        kept = self.memory.of(model, kind)
        work = next((work for work in kept if work.serves(box, wanted)), None)
        if work is None:
            old = self.context.state.panes[pane].part(Fields).get(kind.name)
            same = old if old is not None and same_plane(old.plane, model.plane) else None
            work = FieldWork(model, kind, wanted, same, kept)
            work.began, work.error = time.monotonic(), self._lost.get(work.name, "")
        self.memory.keep(work)
        return work

    # ------------------------------------------------------------ asking and taking

    def _ask(self) -> None:
        """Ask for the next places of the field that is coarsest yet."""
        waiting = [work for work in self._work.values() if not work.over]
        if waiting and SLOT not in self._flights.by_slot:
            work = min(waiting, key=lambda work: work.level)
            self._flights.ask(SLOT, work, work.job)

    def _give_up(self) -> None:
        """Forget the request under way; should its answer come all the same, it is taken."""
        if (flight := self._flights.by_slot.pop(SLOT, None)) is not None:
            self.context.client.drop(SLOT, BULK)
            flight.work.give_back(flight.places)
            self._late = [*self._late[-3:], flight]

    def _landed(self, number: int) -> Flight[FieldWork] | None:
        """The request ``number``, which is answered now."""
        late = next((late for late in self._late if late.number == number), None)
        return self._flights.landed(SLOT, number) or late

    def _take(self, flight: Flight[FieldWork], event: Replied) -> None:
        work, values = flight.work, event.frame.arrays.get("values")
        if values is None or values.shape != (len(flight.places), work.kind.channels):
            work.error = translate("tiles", "The inference process gave other numbers than were asked for.")
        else:
            self._flights.learn(flight, event.frame.header["ms"])
            level = work.level
            work.put(flight.places, values)
            if work.level == level and not work.over and not self._due(work):
                return
        self._show(work)

    def _due(self, work: FieldWork) -> bool:
        now = time.monotonic()
        least, most = PUBLISH_S
        return now - work.shown > min(max(PUBLISH_SHARE * (now - work.began), least), most)

    def _show(self, work: FieldWork) -> None:
        """Hand the field to the panes that show it."""
        work.shown = time.monotonic()
        field, state = work.picture(), self.context.state
        for (pane, name), other in self._work.items():
            if other is work:
                state = state.with_pane(pane, Fields({**state.panes[pane].part(Fields), name: field}))
        self.context.set_state(state)

    def _try_again(self, kinds: set[str]) -> None:
        """What has failed of these fields is asked for when it is wanted next."""
        self.memory.forget_failed(kinds, ())
        self._lost = {name: why for name, why in self._lost.items() if name[1] not in kinds}

    def _forget(self, old: SessionState, new: SessionState) -> None:
        """Other models are on the maps: those that are gone need no memory, and one that has come begins afresh."""
        before, after = ([None if p.model is None else identity(p.model) for p in s.panes] for s in (old, new))
        if before == after:
            return
        self.memory.only(after)
        self.memory.forget_failed((), {b for a, b in zip(before, after, strict=True) if a != b})
        self._late = [late for late in self._late if late.work.name[0] in after]
        self._flights.pace = {name: pace for name, pace in self._flights.pace.items() if name[0] in after}
        stayed = {b for a, b in zip(before, after, strict=True) if a == b}
        self._lost = {name: why for name, why in self._lost.items() if name[0] in stayed}

    def _rest(self) -> None:
        """No layer shows a field."""
        self._soon.stop()
        self._settle.stop()
        self._work = {}
        self._give_up()


def applies(kind: FieldKind, model: Model) -> bool:
    """Whether ``model`` has what ``kind`` is measured on."""
    return not missing(kind, model)


def missing(kind: FieldKind, model: Model) -> str:
    """What ``model`` lacks for the field: ``codes``, ``encoder`` or ``prior``; empty where it lacks nothing."""
    has = {
        "codes": model.codes is not None and len(model.codes.mu) > 0,
        "encoder": model.has_encoder,
        "prior": model.manifest.prior == "standard_normal",
    }
    return next((need for need in ("prior", "encoder", "codes") if need in kind.needs and not has[need]), "")


def _layers(state: SessionState) -> list[str]:
    """The fields whose layer is on."""
    return [name for name in FIELDS if (layer := state.layers.get(name)) is not None and layer.on]


def _world(model: Model) -> Box:
    """Where fields are measured: around the codes and the prior. Farther out no decoder was ever asked."""
    corners = [np.array([[-5.0, -5.0], [5.0, 5.0]])]
    if model.codes is not None and len(model.codes.xy):
        low, high = model.codes.xy.min(axis=0).astype(float), model.codes.xy.max(axis=0).astype(float)
        corners.append(np.stack((low - (high - low) / 2, high + (high - low) / 2)))
    both = np.concatenate(corners)
    (x0, y0), (x1, y1) = both.min(axis=0).tolist(), both.max(axis=0).tolist()
    return (x0, y0, x1, y1)


def _within(box: Box, world: Box) -> Box | None:
    """The part of ``box`` inside ``world``; None without any."""
    x0, y0, x1, y1 = (max(box[0], world[0]), max(box[1], world[1]), min(box[2], world[2]), min(box[3], world[3]))
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _widened(box: Box) -> Box:
    """``box`` with a margin, so that a small move needs nothing new."""
    x0, y0, x1, y1 = box
    dx, dy = (x1 - x0) * MARGIN, (y1 - y0) * MARGIN
    return (x0 - dx, y0 - dy, x1 + dx, y1 + dy)
