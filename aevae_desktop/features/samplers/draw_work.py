"""One model's random codes at work: drawn and measured a little at a time, and decoded while somebody looks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aevae_desktop.bundle import TEST
from aevae_desktop.core.codes.draw_facts import Facts
from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.library import judge_places
from aevae_desktop.engine.wire.protocol import Decode, Draw, FindJudge, Job, JudgeCodes
from aevae_desktop.features.samplers.state import SHOWN, Draws, Recipe
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.streams import ImageStream, Stream

PACE = Pacer(12.0, first=8, most=SHOWN)  # ms of decoding tiles in one request
JUDGING = Pacer(40.0, first=20, most=200)  # ms of judging in one request
OWN = 500  # stored test codes whose reconstructions are judged too


class JudgeStream(Stream):
    """Has the judge look at what ``z: (rows, d)`` decodes to; ``found[key]: (done,) uint8``, 1 for no class."""

    array = "none"

    def __init__(self, key: str, judge: str, z: F32, pace: Pacer) -> None:
        super().__init__([key], len(z), pace)
        self._key, self._judge, self._z = key, judge, z

    def job(self, part: slice) -> Job:
        """What has a part judged."""
        return JudgeCodes(self._judge, {self._key: self._z[part]})


class DrawWork:
    """What was asked for and what has come; ``model`` as it was when it was asked."""

    def __init__(self, model: Model, recipe: Recipe) -> None:
        self.model, self.recipe = model, recipe
        self.draws = Draws(recipe, np.empty((0, model.manifest.latent_dim), np.float32))
        self._asked: Draw | None = None
        self._tiles = ImageStream({}, PACE)
        self._judge: str | None = None  # the folder of the judge; "" for none, None until it was looked for
        self._find: FindJudge | None = None
        self._own: JudgeStream | None = None
        self._seen: JudgeStream | None = None

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
        if not np.array_equal(before.z, self.draws.z):
            self._seen = None
            self.draws = replace(self.draws, none=None)
        self._asked = job if frame.header["share"] < 1.0 else None
        return self._asked

    def decoded(self, job: Decode, frame: Frame) -> bool:
        """Take tiles; False where they are of draws that are gone."""
        came = self._tiles.put(job, frame)
        if came:
            self.draws = replace(self.draws, images=self._tiles.found[self.model.key])
        return came

    def judge(self) -> FindJudge | Job | None:
        """What asks the judge next, of the model's own reconstructions first; None where there is nothing to ask."""
        if self._judge is None:
            wanted = self._find is None
            self._find = self._find or FindJudge(self.model.key, judge_places())
            return self._find if wanted else None
        if not self._judge or self.draws.error:
            return None
        key = self.model.key
        self._own = self._own or JudgeStream(key, self._judge, _test_codes(self.model), JUDGING)
        if self._own.done < self._own.rows:
            return self._own.request()
        if self._seen is None:
            self._seen = JudgeStream(key, self._judge, self.draws.z, self._own.pace)
        return self._seen.request()

    def judge_found(self, job: FindJudge, folder: str) -> None:
        """The judge of the model's images lies in ``folder``; "" for none."""
        if job is self._find:
            self._judge = folder

    def judged(self, job: JudgeCodes, frame: Frame) -> bool:
        """Take what the judge said; False where nobody waits for it any more."""
        stream = next((each for each in (self._own, self._seen) if each is not None and each.put(job, frame)), None)
        if stream is None:
            return False
        own, none = (None if each is None else each.found.get(self.model.key) for each in (self._own, self._seen))
        self.draws = replace(self.draws, own=own, none=none)
        return True

    def judge_failed(self, job: FindJudge | JudgeCodes) -> None:
        """The judge cannot be asked: the card does without."""
        if job is self._find or any(each is not None and each.lose(job) for each in (self._own, self._seen)):
            self._judge = ""

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
        none=before.none,
        own=before.own,
    )


def _test_codes(model: Model) -> F32:
    """Some stored codes of the test set, or of all where none is: ``(n, d)``, always the same."""
    if model.codes is None or not len(model.codes.mu):
        return np.empty((0, model.manifest.latent_dim), np.float32)
    rows = np.flatnonzero(model.codes.split == TEST)
    rows = rows if len(rows) else np.arange(len(model.codes.mu))
    return model.codes.mu[rows[:: max(len(rows) // OWN, 1)][:OWN]]
