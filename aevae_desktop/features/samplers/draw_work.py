"""One model's random codes at work: drawn and measured a little at a time, and decoded while somebody looks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aevae_desktop.core.codes.draw_facts import Facts
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, Draw
from aevae_desktop.features.samplers.state import SHOWN, Draws, Recipe
from aevae_desktop.session.model import Model

PIECE_MS = 12.0  # of decoding at a time
FIRST = 8  # tiles in the first piece


class DrawWork:
    """What was asked for and what has come; ``model`` as it was when it was asked."""

    def __init__(self, model: Model, recipe: Recipe) -> None:
        self.model, self.recipe = model, recipe
        self.draws = Draws(recipe, np.empty((0, model.manifest.latent_dim), np.float32))
        self._asked: Draw | None = None
        self._decoding: Decode | None = None
        self._count = FIRST

    def draw(self, recipe: Recipe) -> Draw:
        """Begin to draw after ``recipe``; what there is stays until the new draws come."""
        self.recipe = recipe
        key = self.model.key
        options = (recipe.bandwidth, recipe.components, recipe.seed, recipe.n)
        self._asked = Draw(key, key, recipe.sampler, *options)
        return self._asked

    def decode(self) -> Decode | None:
        """The next tiles, or None where all are decoded, are on their way, or cannot be."""
        done = 0 if self.draws.images is None else len(self.draws.images)
        rows = self.draws.z[:SHOWN][done : done + self._count]
        if self._decoding is not None or not len(rows) or self.draws.error:
            return None
        self._decoding = Decode({self.model.key: rows}, "uint8", {self.model.key: self.model.pool})
        return self._decoding

    def drew(self, job: Draw, frame: Frame) -> Draw | None:
        """Take what came of ``job``; it is returned to be asked again where more is to come."""
        if job is not self._asked:
            return None
        before, self.draws = self.draws, _with(self.draws, self.recipe, frame)
        if not np.array_equal(before.z[:SHOWN], self.draws.z[:SHOWN]):
            self._decoding = None  # of other codes
        self._asked = job if frame.header["share"] < 1.0 else None
        return self._asked

    def decoded(self, job: Decode, frame: Frame) -> bool:
        """Take tiles; False where they are of draws that are gone."""
        if job is not self._decoding:
            return False
        self._decoding = None
        came = frame.arrays[f"x_hat/{self.model.key}"]
        ms = float(frame.header["ms"][self.model.key])
        self._count = int(np.clip(self._count * PIECE_MS / max(ms, 0.1), 1, 4 * self._count))
        before = self.draws.images
        self.draws = replace(self.draws, images=came if before is None else np.concatenate((before, came)))
        return True

    def failed(self, job: Draw | Decode, error: str) -> bool:
        """What was asked for cannot be had, and why; False where nobody waits for it any more."""
        if job is not self._asked and job is not self._decoding:
            return False
        if job is self._asked:
            none = np.empty((0, self.model.manifest.latent_dim), np.float32)
            self.draws = Draws(self.recipe, none, share=1.0, error=error)
        else:
            self.draws = replace(self.draws, error=error)
        self._asked = self._decoding = None
        return True


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
