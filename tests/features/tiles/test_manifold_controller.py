"""The living manifold: every tile ends as the decoder's own answer at its place, whatever happened on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.core.map.lattice import Lattice
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.errors import ModelError
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.tiles import manifold_controller
from aevae_desktop.features.tiles.manifold_controller import ManifoldController
from aevae_desktop.features.tiles.state import Manifold, TileLook
from aevae_desktop.features.tiles.work import CROSS
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import Layer

VIEW = View2D(0.0, 0.0, 60.0, 300.0, 240.0)


def image(z: Any) -> Any:
    """What the decoder of these tests says: a ramp that depends on both coordinates, (n, 28, 28)."""
    ramp = np.linspace(0, 1, 784, dtype=np.float32).reshape(28, 28)
    return (0.5 + 0.4 * np.sin(z[:, :1, None] + 2 * z[:, 1:2, None] * ramp)).astype(np.float32)


class Decoder:
    """Answers the oldest request of the slot when told to; refuses tiles right of ``limit``."""

    def __init__(self, session: Any, limit: float = np.inf) -> None:
        self.session, self.limit, self.rows = session, limit, 0

    def answer(self) -> bool:
        client = self.session.client
        job = client.waiting.pop("manifold.0", None)
        if job is None:
            return False
        assert isinstance(job, Decode)
        (key, z), number = next(iter(job.z.items())), len(client.asked)
        self.rows += len(z)
        if (z[:, 0] > self.limit).any():
            self.session.on_event(Failed("bulk", number, "manifold.0", job, ModelError("NaN")))
        else:
            frame = Frame({"ms": {key: 1.0 * len(z)}}, {f"x_hat/{key}": to_uint8(image(z))})
            self.session.on_event(Replied("bulk", number, "manifold.0", job, frame))
        return True

    def finish(self) -> None:
        while self.answer():
            pass


@pytest.fixture
def session(session: Any) -> Any:
    session.controller(LayersController).set_layer("manifold", Layer(on=True))
    session.look(0, VIEW)
    return session


def shown(session: Any) -> Any:
    return session.state.panes[0].get(Manifold)


def truth(lattice: Lattice) -> Any:
    return to_uint8(image(lattice.places().astype(np.float32)))


@pytest.mark.parametrize("smooth", [False, True])
def test_all_tiles_end_as_the_decodes_of_their_own_places(session: Any, smooth: bool) -> None:
    session.controller(ManifoldController).set_tiles(TileLook(24, smooth))
    Decoder(session).finish()
    manifold = shown(session)
    assert manifold.share == 1.0
    assert manifold.lattice == (Lattice.fixed(VIEW, 24) if smooth else Lattice.nested(VIEW, 24))
    assert (manifold.tiles == truth(manifold.lattice)).all()


@pytest.mark.parametrize("smooth", [False, True])
def test_no_tile_is_stale_after_any_moves(session: Any, smooth: bool) -> None:
    session.controller(ManifoldController).set_tiles(TileLook(24, smooth))
    decoder, rng, view = Decoder(session), np.random.default_rng(0), VIEW
    for _ in range(60):
        view = view.zoomed(1.3 if rng.random() < 0.5 else 1 / 1.3, rng.uniform(0, 240, 2)).panned(
            *rng.uniform(-50, 50, 2)
        )
        session.look(0, view)
        if rng.random() < 0.6:
            decoder.answer()
    decoder.finish()
    manifold = shown(session)
    assert manifold.share == 1.0
    assert manifold.lattice.covers(view)
    assert (manifold.tiles == truth(manifold.lattice)).all()


def test_a_pan_within_what_is_decoded_asks_for_nothing_and_a_zoom_for_three_quarters(session: Any) -> None:
    decoder = Decoder(session)
    decoder.finish()
    asked = decoder.rows
    session.look(0, VIEW.panned(9, -7))
    decoder.finish()
    assert decoder.rows == asked
    session.look(0, VIEW.zoomed(2.0, (150, 120)))
    decoder.finish()
    assert decoder.rows - asked < 0.85 * len(shown(session).lattice)


def test_coarse_tiles_stand_in_until_the_others_come(session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifold_controller, "PUBLISH_S", 0.0)
    Decoder(session).answer()
    manifold = shown(session)
    assert 0 < manifold.share < 1
    decoded = {tile.tobytes() for tile in truth(manifold.lattice)}
    first = manifold.tiles.reshape(manifold.lattice.rows, manifold.lattice.columns, 28, 28)[:4, :4]
    assert {tile.tobytes() for tile in first.reshape(-1, 28, 28)} <= decoded
    assert (first == first[0, 0]).all()


def test_bad_tiles_are_crossed_out_alone_and_told_once(session: Any) -> None:
    told: list[str] = []
    session.changed.connect(lambda old, new: told.append(new.notice) if new.notice != old.notice else None)
    Decoder(session, limit=1.0).finish()
    manifold = shown(session)
    right = manifold.lattice.places()[:, 0].astype(np.float32) > 1.0
    assert manifold.share == 1.0
    cross = np.eye(28, dtype=bool) | np.eye(28, dtype=bool)[::-1]
    assert (manifold.tiles[right] == np.where(cross, CROSS, 0)).all()
    assert told == ["NaN"]
    assert (manifold.tiles[~right] == truth(manifold.lattice)[~right]).all()


def test_a_decoder_that_only_fails_is_left_alone(session: Any) -> None:
    decoder, count = Decoder(session, limit=-np.inf), 0
    while decoder.answer():
        count += 1
    assert count < 30
    assert shown(session).share == 1.0
    session.look(0, VIEW.panned(500, 0))
    while decoder.answer():
        count += 1
    assert count < 32


def test_tiles_of_large_images_are_made_as_small_as_they_are_shown(session: Any) -> None:
    model = session.state.panes[0].model
    large = replace(model.manifest, image=ImageSpec(56, 56))
    session.set_state(session.state.with_pane(0, model=replace(model, manifest=large)))
    job = session.client.waiting["manifold.0"]
    (key, z), number = next(iter(job.z.items())), len(session.client.asked)
    assert job.pool == {key: 2}
    frame = Frame({"ms": {key: 1.0 * len(z)}}, {f"x_hat/{key}": to_uint8(image(z))})
    session.on_event(Replied("bulk", number, "manifold.0", job, frame))
    manifold = shown(session)
    here = (manifold.lattice.places().astype(np.float32)[:, None] == z).all(axis=2).any(axis=1)
    assert (manifold.tiles[here] == truth(manifold.lattice)[here]).all()


def test_turning_the_layer_off_forgets_and_asks_no_more(session: Any) -> None:
    decoder = Decoder(session)
    decoder.answer()
    session.controller(LayersController).toggle_layer("manifold")
    assert shown(session) is None
    assert not decoder.answer()
    session.controller(LayersController).toggle_layer("manifold")
    decoder.finish()
    assert shown(session).share == 1.0


def test_a_late_answer_to_an_older_question_is_dropped(session: Any) -> None:
    client = session.client
    job = client.waiting["manifold.0"]
    number = len(client.asked)
    session.controller(LayersController).toggle_layer("manifold")
    key = next(iter(job.z))
    frame = Frame({"ms": {key: 1.0}}, {f"x_hat/{key}": to_uint8(image(job.z[key]))})
    session.on_event(Replied("bulk", number, "manifold.0", job, frame))
    assert shown(session) is None


def test_views_hear_of_every_state_in_its_order(session: Any) -> None:
    """A layer that goes takes its tiles along: a second state while the first is being told."""
    Decoder(session).finish()
    told: list[tuple[Any, Any]] = []
    session.changed.connect(lambda old, new: told.append((old, new)))
    session.controller(LayersController).toggle_layer("manifold")
    assert shown(session) is None
    assert len(told) == 2
    assert told[0][1] is told[1][0]
    assert told[-1][1] is session.state
