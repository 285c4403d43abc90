"""The strip of pictures: which is in hand, what is asked of each model, and what comes of it. Pure functions."""

from __future__ import annotations

import numpy as np

from aevae_desktop.core.images import measure
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Reconstruct
from aevae_desktop.features.drawing.logic import read_by, readable
from aevae_desktop.features.drawing.state import Drawing, Photo
from aevae_desktop.features.path import waypoints
from aevae_desktop.features.path.state import MOST_WAYPOINTS, Waypoint
from aevae_desktop.features.pictures.state import Pictures, Readings
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import SessionState

SLOT = "pictures"
PIECE = 16  # pictures that are framed and encoded at a time: 1 to 2 ms of framing


def at(state: SessionState) -> int | None:
    """Which picture of the strip is the drawing in hand, read in whatever way; None where none is."""
    held = state.part(Drawing).photo
    photos = state.part(Pictures).photos
    return None if held is None else next((k for k, photo in enumerate(photos) if _same(photo, held)), None)


def _same(one: Photo, other: Photo) -> bool:
    return one.whole is other.whole or (one.name == other.name and np.array_equal(one.whole, other.whole))


def done(state: SessionState, model: Model) -> int:
    """How many of the pictures ``model`` has read."""
    found = [state.panes[i].get(Readings) for i, shown in state.shown_models() if shown.key == model.key]
    return min((0 if readings is None else len(readings.mu) for readings in found), default=0)


def request(state: SessionState, model: Model) -> Reconstruct | None:
    """Ask what ``model`` makes of the next pictures; None where it has read all, or reads none."""
    first = done(state, model)
    photos = state.part(Pictures).photos[first : first + PIECE]
    if not photos or not readable(model):
        return None
    x = np.stack([read_by(photo, model.manifest.image) for photo in photos])
    return Reconstruct({model.key: x}, unit=True)


def read(state: SessionState, job: Reconstruct, first: int, frame: Frame) -> SessionState:
    """Put what a model makes of the pictures from ``first`` on after what it made of those before."""
    for i, model in state.shown_models():
        mu, x_hat = frame.arrays.get(f"mu/{model.key}"), frame.arrays.get(f"x_hat/{model.key}")
        if mu is None or x_hat is None:
            continue
        before = state.panes[i].get(Readings) or Readings(mu[:0], (), ())
        if len(before.mu) == first:  # of two panes with one model, one may be ahead
            error = tuple(measure.mse(job.x[model.key], x_hat).tolist())
            after = Readings(np.concatenate((before.mu, mu)), (*before.x_hat, *x_hat), (*before.mse, *error))
            state = state.with_pane(i, after)
    return state


def replaced(state: SessionState, pictures: Pictures) -> SessionState:
    """Other pictures, of which nothing is known yet."""
    for i, pane in enumerate(state.panes):
        if pane.get(Readings) is not None:
            state = state.with_pane(i, drop=(Readings,))
    return state.with_part(pictures)


def as_waypoints(state: SessionState) -> tuple[Waypoint, ...]:
    """A way-point for each picture that any model has read, as many as a path may have."""
    made = []
    for k, photo in enumerate(state.part(Pictures).photos[:MOST_WAYPOINTS]):
        found = [pane.get(Readings) for pane in state.panes]
        z = tuple(None if each is None or k >= len(each.mu) else each.mu[k] for each in found)
        made.append(waypoints.of_codes(state, photo.name, z))
    return tuple(waypoint for waypoint in made if waypoint is not None)
