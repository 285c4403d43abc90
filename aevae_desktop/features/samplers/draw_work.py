"""One model's random codes at work: drawn and measured a little at a time, and decoded while somebody looks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aevae_desktop.core.codes.draw_facts import Facts
from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, Draw, Job
from aevae_desktop.features.samplers.state import SHOWN, Draws, Recipe
from aevae_desktop.session.model import Model
from aevae_desktop.session.streams import ImageStream

PACE = Pacer(12.0, first=8, most=SHOWN)  # ms of decoding tiles in one request


class DrawWork:
    """What was asked for and what has come; ``model`` as it was when it was asked."""

    def __init__(self, model: Model, recipe: Recipe) -> None:
        self.model, self.recipe = model, recipe
        self.draws = Draws(recipe, np.empty((0, model.manifest.latent_dim), np.float32))
        self._asked: Draw | None = None
        self._tiles = ImageStream({}, PACE)

    def draw(self, recipe: Recipe) -> Draw:
        """Begin to draw after ``recipe``; what there is stays until the new draws come."""
        self.recipe = recipe
        key = self.model.key
        options = (recipe.bandwidth, recipe.components, recipe.seed, recipe.n)
        self._asked = Draw(key, key, recipe.sampler, *options)
        return self._asked

    def decode(self) -> Job | None:
        """The next tiles, or None where all are decoded, are on their way, or cannot be."""
        return None if self.draws.error else self._tiles.request()

    def drew(self, job: Draw, frame: Frame) -> Draw | None:
        """Take what came of ``job``; it is returned to be asked again where more is to come."""
        if job is not self._asked:
            return None
        before, self.draws = self.draws, _with(self.draws, self.recipe, frame)
        if not np.array_equal(before.z[:SHOWN], self.draws.z[:SHOWN]):
            self._begin_tiles()
        self._asked = job if frame.header["share"] < 1.0 else None
        return self._asked

    def decoded(self, job: Decode, frame: Frame) -> bool:
        """Take tiles; False where they are of draws that are gone."""
        came = self._tiles.put(job, frame)
        if came:
            self.draws = replace(self.draws, images=self._tiles.found[self.model.key])
        return came

    def failed(self, job: Draw | Decode, error: str) -> bool:
        """What was asked for cannot be had, and why; False where nobody waits for it any more."""
        if job is self._asked:
            none = np.empty((0, self.model.manifest.latent_dim), np.float32)
            self.draws = Draws(self.recipe, none, share=1.0, error=error)
            self._begin_tiles()
        elif self._tiles.lose(job):
            self.draws = replace(self.draws, error=error)
        else:
            return False
        self._asked = None
        return True

    def _begin_tiles(self) -> None:
        key = self.model.key
        self._tiles = ImageStream({key: self.draws.z[:SHOWN]}, self._tiles.pace, {key: self.model.pool})


def _with(before: Draws, recipe: Recipe, frame: Frame) -> Draws:
    """The draws after a reply: what is the same codes' stays."""
    head, z, facts = frame.header, frame.arrays.get("z"), frame.header["facts"]
    if z is None:
        return replace(before, share=float(head["share"]))
    return Draws(
        recipe,
        before.z if np.array_equal(before.z, z) else z,
        frame.arrays.get("distance"),
        before.images if np.array_equal(before.z[:SHOWN], z[:SHOWN]) else None,
        None if facts is None else Facts.from_json(facts),
        float(head["share"]),
        float(head["fit_ms"]),
    )
