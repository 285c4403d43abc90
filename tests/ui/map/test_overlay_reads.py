"""Every overlay says what it draws from, and a map paints it again when that changes, and only then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter, QRegion

from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.session.state import Layer, Parts, SessionState
from aevae_desktop.ui import imaging
from aevae_desktop.ui.map import changes
from aevae_desktop.ui.map.overlay import Overlay
from aevae_desktop.ui.map.scene import Scene
from tests.filling import fill

PANE = 1
OF_THE_STATE = ("hidden", "pinned", "mode", "lead", "notice", "library")  # what is no part and no map's
READING = [overlay for overlay in OVERLAYS if overlay.reads]
PAINTED = [o for o in OVERLAYS if o.ground or o.raster or o.baked or o.live]


@pytest.fixture(scope="module")
def filled(shipped: Any) -> Any:
    """A window with something of everything on its maps, for all tests here: they show it what they make up."""
    fill(shipped, PANE)
    return shipped


def only(window: Any, shown: Overlay) -> None:
    """Show this layer alone; one that is decoded first has something to read then."""
    for overlay in OVERLAYS:
        window.session.controller(LayersController).set_layer(overlay.name, Layer(on=overlay is shown))
    if shown.reads and any(item is None for item in shown.reads(window.session.state, PANE)):
        assert window.wait_idle(60_000)


# ------------------------------------------------------------ every change there can be


def others(value: Any, depth: int = 3) -> Iterator[Any]:
    """What could stand in place of ``value``: another object like it, and those with one thing in it changed."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, Enum):
        yield from (other for other in type(value) if other is not value)
    elif isinstance(value, int | float):
        yield value / 2 + 0.01 if isinstance(value, float) else value + 1
    elif isinstance(value, str):
        yield f"{value}!"
    elif isinstance(value, frozenset):
        yield value ^ {3}
    elif isinstance(value, np.ndarray):
        yield value.copy()
    elif isinstance(value, tuple):
        yield from (
            (*value[:k], other, *value[k + 1 :]) for k in range(len(value)) for other in others(value[k], depth)
        )
    elif isinstance(value, Mapping):
        kind: Any = type(value)
        yield kind({**value})
        yield from (kind({**value, key: other}) for key in value for other in others(value[key], depth))
    elif is_dataclass(value):
        yield copy(value)
        if depth:
            for field in filter(lambda each: each.init, fields(value)):
                for other in others(getattr(value, field.name), depth - 1):
                    yield replace(value, **{field.name: other})


def changed(state: SessionState) -> Iterator[SessionState]:
    """The state with one thing changed in it, for every thing that an overlay may read."""
    for name in OF_THE_STATE:
        yield from (replace(state, **{name: other}) for other in others(getattr(state, name)))
    for part in state.parts.values():
        yield from (state.with_part(other) for other in others(part))
    for part in state.panes[PANE].parts.values():
        yield from (state.with_pane(PANE, other) for other in others(part))


class Painted:
    """What a canvas would have painted."""

    def __init__(self, canvas: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.everything, self.places = False, QRegion()
        monkeypatch.setattr(canvas, "_rebuild", lambda: setattr(self, "everything", True))
        monkeypatch.setattr(canvas, "update", lambda region: setattr(self, "places", self.places.united(region)))

    def taken(self) -> bool:
        """Whether anything was painted since this was asked last."""
        found = self.everything or not self.places.isEmpty()
        self.everything, self.places = False, QRegion()
        return found


@pytest.mark.parametrize("overlay", READING, ids=lambda overlay: overlay.name)
def test_a_change_of_each_thing_read_is_painted_and_no_other(
    filled: Any, overlay: Overlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(filled, overlay)
    canvas, state = filled.canvas(PANE), filled.session.state
    before, painted = overlay.reads(state, PANE), Painted(canvas, monkeypatch)
    planted: set[int] = set()
    for other in changed(state):
        now = overlay.reads(other, PANE)
        differ = {k for k, (a, b) in enumerate(zip(before, now, strict=False)) if a is not b and not alike(a, b)}
        planted |= differ
        canvas.render_state(state, other)
        assert painted.taken() == (bool(differ) or len(before) != len(now))
        canvas.render_state(other, state)
        painted.taken()
    assert planted == set(range(len(before)))


def alike(a: object, b: object) -> bool:
    return isinstance(a, changes.SMALL) and a == b


# ------------------------------------------------------------ nothing is read in secret


class Told(Parts):
    """Parts that tell which of them were asked for."""

    def __init__(self, parts: Mapping[type[Any], Any], asked: set[object]) -> None:
        super().__init__(parts)
        self.asked = asked

    def __getitem__(self, kind: type[Any]) -> Any:
        self.asked.add(kind)
        return super().__getitem__(kind)

    def get(self, kind: type[Any], default: Any = None) -> Any:
        self.asked.add(kind)
        return super().get(kind, default)


class Asked(SessionState):
    """A state that tells what it was asked for."""

    def __getattribute__(self, name: str) -> Any:
        if name in OF_THE_STATE:
            self.__dict__["asked"].add(name)
        return super().__getattribute__(name)


def asked(state: SessionState) -> tuple[SessionState, set[object]]:
    """The state, and what it will have been asked for."""
    found: set[object] = set()
    panes = list(state.panes)
    panes[PANE] = replace(panes[PANE], parts=Told(panes[PANE].parts, found))
    parts = Told(state.parts, found)
    telling = object.__new__(Asked)
    telling.__dict__.update(state.__dict__, asked=found, panes=tuple(panes), **parts.methods())
    return telling, found


@pytest.mark.parametrize("overlay", PAINTED, ids=lambda overlay: overlay.name)
def test_nothing_is_drawn_from_that_is_not_read(filled: Any, overlay: Overlay) -> None:
    only(filled, overlay)
    state, drawn_from = asked(filled.session.state)
    scene = replace(filled.canvas(PANE).scene(), state=state, fit_scale=1e-3)  # so far in that there is a mini-map
    draw(overlay, scene)
    state, read = asked(filled.session.state)
    if overlay.reads:
        overlay.reads(state, PANE)
    assert drawn_from <= read


def draw(overlay: Overlay, scene: Scene) -> None:
    image = QImage(int(scene.view.width), int(scene.view.height), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for paint in (overlay.ground, overlay.baked, overlay.live):
        if paint:
            paint(painter, scene)
    painter.end()
    if overlay.raster:
        overlay.raster(imaging.pixels_of(image), scene, 1.0)
    for ask in (overlay.region, overlay.legend, overlay.writes, overlay.keeps):
        if ask:
            ask(scene)


# ------------------------------------------------------------ an overlay of one's own


@dataclass(frozen=True)
class Mark:
    """What the overlay of these tests keeps."""

    px: int = 20
    note: str = ""


def mark(**row: Any) -> Overlay:
    return Overlay("mark", "Mark", "", reads=lambda state, _: (state.part(Mark).px,), **row)


def square(scene: Scene) -> QRegion:
    return QRegion(0, 0, scene.state.part(Mark).px, 4)


@pytest.mark.parametrize(
    ("row", "everything"),
    [
        (mark(baked=lambda painter, scene: None), True),
        (mark(live=lambda painter, scene: None, region=square), False),
    ],
    ids=["baked", "live"],
)
def test_an_overlay_with_data_of_its_own_is_one_row(
    filled: Any, monkeypatch: pytest.MonkeyPatch, row: Overlay, everything: bool
) -> None:
    canvas, state = filled.canvas(0), filled.session.state
    monkeypatch.setattr(canvas, "_changes", changes.Changes(0, (*OVERLAYS, row)))
    canvas.render_state(state, state)  # what it reads is known from here on
    painted = Painted(canvas, monkeypatch)
    wider = state.with_part(Mark(30))
    canvas.render_state(state, wider)
    assert painted.everything == everything
    assert everything or painted.places == QRegion(0, 0, 30, 4)
    assert painted.taken()
    canvas.render_state(wider, wider.with_part(Mark(30, "nothing of the map")))
    assert not painted.taken()
