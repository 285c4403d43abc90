"""A model of another dimension arrives while anything is open: everybody hears of it, once, in order, and copes."""

from __future__ import annotations

import gc
import itertools
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest

from aevae_desktop import features
from aevae_desktop.errors import call_all
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import FrameSequence
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Preview
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.tiles.state import Fields, Manifold
from aevae_desktop.session.state import Mode

DIMENSIONS = (2, 16, 1, 3)
CARDS = (*(row.name for row in features.CARDS), "help")
STROKE = np.array([[60.0, 60.0], [140.0, 90.0], [80.0, 200.0]])


@pytest.fixture
def busy(window: Any, tiny_bundle: Any) -> Iterator[tuple[Any, dict[int, Path]]]:
    """A window with a drawing, a path, a selection, draws and a sum, and models of several dimensions."""
    models = {d: tiny_bundle(f"of-{d}", latent_dim=d, seed=d) for d in DIMENSIONS}
    session = window.session
    session.controller(DrawingController).redraw((STROKE,))
    session.controller(PathController).join(0, (-1.0, 0.0), (1.0, 0.5))
    session.controller(SelectionController).box(1, (-3.0, -3.0, 3.0, 3.0))
    session.controller(SamplingController).sample()
    for name in session.state.layers:
        if not session.state.layers[name].on:
            session.controller(LayersController).toggle_layer(name)
    session.controller(ProbeController).probe_sample(3)
    return window, models


def open_everywhere(window: Any, folder: Path) -> None:
    """Only until its codes are there: what the layers and cards ask for next is still on its way at the next switch."""
    for pane in range(2):
        window.session.controller(ModelsController).open(pane, folder)
    deadline = QDeadlineTimer(60_000)
    while not all(_shows(pane, folder) for pane in window.session.state.panes):
        assert not deadline.hasExpired()
        QTest.qWait(5)


def _shows(pane: Any, folder: Path) -> bool:
    return pane.model is not None and pane.model.key == str(folder) and pane.model.codes is not None


@pytest.mark.parametrize("name", CARDS)
def test_another_dimension_arrives_with_every_card_and_mode_open(busy: Any, name: str) -> None:
    """Each card in one of the modes; the Posterior card, which had most to lose, in all."""
    window, models = busy
    window.toggle_card(name)
    for mode in Mode if name == "posterior" else [list(Mode)[CARDS.index(name) % len(Mode)]]:
        window.session.set_mode(mode)
        for d in DIMENSIONS:
            open_everywhere(window, models[d])
            window.session.controller(ProbeController).probe_sample(5)
            QTest.qWait(150)  # the posterior's draws begin 100 ms after


def test_everybody_hears_of_every_change_once_and_in_order(busy: Any) -> None:
    window, models = busy
    heard: dict[str, list[tuple[Any, Any]]] = {}

    def record(listener: Any, method: str) -> None:
        told, name = getattr(listener, method), f"{type(listener).__name__} {id(listener)}"
        heard[name] = []

        def wrapper(old: Any, new: Any) -> None:
            heard[name].append((old, new))
            told(old, new)

        setattr(listener, method, wrapper)

    for view in window._made.eager:
        record(view, "render_state")
    for controller in window.session._followers:
        record(controller, "on_state_changed")
    before = window.session.state
    for name in CARDS:
        window.toggle_card(name)
        open_everywhere(window, models[16])
        open_everywhere(window, models[2])
    for name, changes in heard.items():
        assert changes[0][0] is before, name
        assert changes[-1][1] is window.session.state, name
        jumps = [k for k, ((_, new), (old, _)) in enumerate(itertools.pairwise(changes)) if new is not old]
        assert jumps == [], f"{name}: {len(jumps)} of {len(changes)} out of order"
    assert len({len(changes) for changes in heard.values()}) == 1


def test_one_view_that_raises_keeps_a_change_from_nobody(window: Any, capture_unexpected: list[str]) -> None:
    heard = []

    def broken(old: Any, new: Any) -> None:
        raise RuntimeError("this view is broken")

    window._made.eager[0].render_state = broken
    window._made.eager[-1].render_state = lambda old, new: heard.append(new)
    window.session.controller(PosteriorController).on_state_changed = broken
    window.session.controller(FilmExportController).on_state_changed = lambda old, new: heard.append(new)
    window.session.controller(ProbeController).pin(True)
    assert len(heard) == 2
    assert all(state.pinned for state in heard)
    assert capture_unexpected == ["this view is broken"] * 2


def test_what_one_listener_raises_is_told_once(capture_unexpected: list[str]) -> None:
    heard: list[int] = []
    call_all((heard.append, lambda _: 1 / 0, heard.append), 7)
    assert heard == [7, 7]
    assert capture_unexpected == ["division by zero"]


@pytest.fixture
def capture_unexpected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reaches the one place that tells bugs."""
    import sys

    told: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(str(error)))
    return told


def test_nothing_of_a_model_stays_once_no_pane_shows_it(busy: Any) -> None:
    window, models = busy
    open_everywhere(window, models[2])
    assert window.wait_idle(60_000)
    window.grab()
    gone = list(_parts_of(window.session.state))
    assert {name for name, _ in gone} >= {"Model", "Codes", "Cloud", "Density", "Field", "Manifold", "Preview"}
    open_everywhere(window, models[3])
    assert window.wait_idle(60_000)
    window.grab()
    gc.collect()
    assert not [name for name, ref in gone if ref() is not None]


def _parts_of(state: Any) -> Iterator[tuple[str, weakref.ref[Any]]]:
    """What each pane holds of its model and of what that has said; those without extent are not kept."""
    for pane in state.panes:
        codes = pane.model.codes
        parts = (
            pane.model,
            codes,
            codes.cloud,
            codes.cloud.density,
            codes.cells,
            codes.mu,
            pane.get(FrameSequence),
            pane.get(Manifold),
        )
        for part in (*parts, pane.get(Preview), pane.get(Preview).image, *pane.part(Fields).values()):
            if part is not None:
                yield type(part).__name__, weakref.ref(part)
