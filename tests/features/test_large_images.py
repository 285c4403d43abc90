"""What the window asks for, and keeps, of a model whose images are of millions of pixels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.codes.posterior import DRAWS
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, Reconstruct
from aevae_desktop.features.arithmetic.controller import ArithmeticController
from aevae_desktop.features.planes import logic as planes_logic
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.planes.state import Slicing
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.posterior.state import PosteriorState
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.selection.controller import SelectionController

SIDE = 2048


@pytest.fixture
def large(session: Any) -> Any:
    """A session whose models say that they make images of 2048 x 2048; those that come are small as ever."""
    for i, pane in enumerate(session.state.panes):
        manifest = replace(pane.model.manifest, image=ImageSpec(SIDE, SIDE))
        session.set_state(session.state.with_pane(i, model=replace(pane.model, manifest=manifest)))
    session.controller(ProbeController).probe_sample(17)
    session.fake.flush()
    session.fake.asked.clear()
    return session


def many(session: Any, least: int = 3) -> list[Decode]:
    """The jobs that decode many images at once."""
    asked = [job for job in session.fake.asked if isinstance(job, Decode)]
    return [job for job in asked if max(map(len, job.z.values())) >= least]


@pytest.mark.parametrize("what", ["draws", "sheet", "strips", "sum", "nearest"])
def test_pictures_that_are_shown_small_are_made_small_before_they_travel(large: Any, what: str) -> None:
    if what == "draws":
        large.controller(SamplingController).watch(True)
    elif what == "sheet":
        large.controller(SelectionController).everything()
        large.controller(SelectionController).watch(True)
    elif what == "strips":
        large.controller(PlaneController).watch(1, (0, 1))
        large.controller(PlaneController).settle()
    else:
        large.controller(SelectionController).numbers("3, 17, 100")
        large.controller(ArithmeticController).watch(True)
        large.controller(ArithmeticController).take_selection("plus")
        large.controller(ArithmeticController).take_class("minus", 4)
        large.controller(ArithmeticController).start_at_probe()
    large.fake.flush()
    dtype = "float32" if what == "sum" else "uint8"
    jobs = [job for job in many(large) if job.dtype == dtype]
    assert jobs
    for job in jobs:
        assert job.pool == dict.fromkeys(job.z, 8), "256 px each way"


def test_64_draws_that_would_take_a_gigabyte_are_not_asked_for(large: Any) -> None:
    large.controller(PosteriorController).watch(True)
    large.controller(PosteriorController).settle()
    large.fake.flush()
    asked = [job for job in large.fake.asked if isinstance(job, Reconstruct | Decode)]
    assert max(len(rows) for job in asked for rows in (job.z if isinstance(job, Decode) else job.x).values()) < DRAWS
    for pane in large.state.part(PosteriorState).panes.values():
        assert pane.undrawn == "64 images of 2,048 × 2,048 px are more than the card can hold."
        assert pane.image is not None


def test_strips_out_of_sight_are_let_go(session: Any) -> None:
    session.controller(ProbeController).probe_sample(17)
    session.fake.flush()
    state, key = session.state, session.state.panes[0].model.key
    z = planes_logic.here(state, 0)
    assert z is not None
    for k in range(200):
        frame = Frame({}, {f"x_hat/{key}": np.zeros((planes_logic.STEPS, 256, 256), np.uint8)})
        state = planes_logic.decoded(state, 0, z, [k], frame)
    kept = state.panes[0].part(Slicing).strips.images
    assert list(kept)[-1] == 199
    assert len(kept) >= planes_logic.IN_SIGHT
    assert sum(images.nbytes for images in kept.values()) <= planes_logic.MOST_BYTES
