"""What has cost a process is told, and not asked for again by itself: a decoder that hangs would hang again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.engine.wire.protocol import Decode, Evaluate
from aevae_desktop.errors import ModelError
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.planes import logic as planes_logic
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.posterior.state import PosteriorState
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.tiles.field_controller import FieldController
from aevae_desktop.features.tiles.state import Fields, Manifold
from aevae_desktop.session.inference.events import Failed
from aevae_desktop.session.state import Layer

VIEW = View2D(0.0, 0.0, 60.0, 300.0, 240.0)
WHY = "decoding made the inference process stop: it did not answer within 20 s"


@pytest.fixture
def hanging(session: Any) -> Any:
    """A session that has just begun, both maps looked at."""
    for pane in (0, 1):
        session.look(pane, VIEW)
    session.fake.flush()
    session.fake.asked.clear()
    return session


def hang(session: Any, slot: str) -> None:
    """What waits in ``slot`` takes too long."""
    job = session.fake.waiting.pop(slot)
    session.on_event(Failed("bulk", session.fake.numbers[slot], slot, job, ModelError(WHY), given_up=True))


def move(session: Any, x: float) -> None:
    """The probe comes to rest elsewhere."""
    session.controller(ProbeController).probe(1, x, 0.5)
    session.fake.flush("probe")
    session.controller(PlaneController).settle()
    session.controller(PosteriorController).settle()


def test_strips_that_were_given_up_wait_until_somebody_looks_anew(hanging: Any) -> None:
    hanging.controller(PlaneController).watch(1, (0, 1))
    hang(hanging, planes_logic.SLOT)
    assert WHY in hanging.state.notice
    move(hanging, 0.3)
    hanging.controller(PlaneController).watch(1, (0,))
    assert planes_logic.SLOT not in hanging.fake.waiting
    hanging.controller(PlaneController).watch(1, ())
    hanging.controller(PlaneController).watch(1, (0, 1))
    assert planes_logic.SLOT in hanging.fake.waiting


def test_draws_that_were_given_up_wait_until_a_hand_asks(hanging: Any) -> None:
    move(hanging, 0.1)
    hanging.controller(PosteriorController).watch(True)
    hanging.controller(PosteriorController).settle()
    hang(hanging, "posterior.draws")
    move(hanging, 0.9)
    assert "posterior.draws" not in hanging.fake.waiting
    assert [pane.undrawn for pane in hanging.state.part(PosteriorState).panes.values()] == [WHY, WHY]
    hanging.controller(PosteriorController).again()
    hanging.controller(PosteriorController).settle()
    assert "posterior.draws" in hanging.fake.waiting


@pytest.mark.parametrize("slot", ["posterior.draws", planes_logic.SLOT])
def test_what_was_asked_for_meanwhile_goes_with_it(hanging: Any, slot: str) -> None:
    """The probe has moved on while the process hung: the next request waits for the next process."""
    move(hanging, 0.1)
    hanging.controller(PosteriorController).watch(True)
    hanging.controller(PlaneController).watch(1, (0, 1))
    hanging.controller(PosteriorController).settle()
    flying, number = hanging.fake.waiting[slot], hanging.fake.numbers[slot]
    move(hanging, 0.9)
    assert hanging.fake.waiting[slot] is not flying
    hanging.on_event(Failed("bulk", number, slot, flying, ModelError(WHY), given_up=True))
    assert slot not in hanging.fake.waiting


def test_a_field_that_was_given_up_stays_so_wherever_the_map_goes(hanging: Any) -> None:
    hanging.show(0)
    hanging.controller(LayersController).set_layer("stretch", Layer(on=True))
    hanging.controller(FieldController).review()
    hang(hanging, "field")
    hanging.look(0, replace(VIEW, cx=4.0))
    hanging.controller(FieldController).review()
    assert "field" not in hanging.fake.waiting
    assert hanging.state.panes[0].part(Fields)["stretch"].error == WHY
    hanging.controller(LayersController).set_layer("stretch", Layer(on=False))
    hanging.controller(LayersController).set_layer("stretch", Layer(on=True))
    hanging.controller(FieldController).review()
    assert isinstance(hanging.fake.waiting.get("field"), Evaluate)


def test_tiles_that_were_given_up_are_crossed_out_wherever_the_map_goes(
    hanging: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 10_000, 30))
    monkeypatch.setattr("aevae_desktop.features.tiles.manifold_controller.time.monotonic", lambda: float(next(clock)))
    hanging.show(0)
    hanging.controller(LayersController).set_layer("manifold", Layer(on=True))
    hang(hanging, "manifold.0")
    hanging.look(0, replace(VIEW, cx=4.0))
    assert "manifold.0" not in hanging.fake.waiting
    assert hanging.state.panes[0].get(Manifold).share == 1.0


def test_one_model_that_hangs_takes_nothing_from_the_next(hanging: Any) -> None:
    hanging.controller(PlaneController).watch(1, (0, 1))
    hang(hanging, planes_logic.SLOT)
    other = hanging.state.library[0].folder
    hanging.controller(ModelsController).open(1, other)
    hanging.fake.flush()
    hanging.controller(PlaneController).watch(1, (0, 1))
    assert isinstance(hanging.fake.asked[-1], Decode)
    assert list(hanging.fake.asked[-1].z) == [str(other)]
