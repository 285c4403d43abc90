"""One way to train whatever a config asks for: by steps, or exactly for the linear autoencoder."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from training import checkpoint, loop
from training.config import RunConfig
from training.data import Images
from training.distributed import World
from training.linear_fit import fit_linear


def train(
    config: RunConfig,
    images: Images,
    folder: Path,
    *,
    resume: bool = False,
    quiet: bool = False,
    world: World = loop.ALONE,
) -> loop.Outcome:
    """Train ``config`` in the run folder ``folder``. Raises ``ModelError``.

    An exact solution is no work to divide: ask for it in the first process of a ``world`` only.
    """
    if config.kind == "linear-ae":
        return _solve(config, images, folder)
    return loop.fit(config, images, folder, resume=resume, quiet=quiet, world=world)


def _solve(config: RunConfig, images: Images, folder: Path) -> loop.Outcome:
    begin = time.perf_counter()
    checkpoint.save_config(folder, config)
    run = loop.Run(config, images)
    with loop.processor(config.threads):
        fit_linear(run.model, images.train[: len(run.x)], config.seed)
    run.seconds = time.perf_counter() - begin
    run.step = run.total
    run.recorder.record(run.model, 1)
    losses = run.recorder.history().losses
    run.log.append({"epoch": 1, "step": run.step, **{name: float(np.asarray(v)[-1]) for name, v in losses.items()}})
    checkpoint.save(folder, run.state(), run.step)
    checkpoint.save_log(folder, run.log)
    return loop.Outcome(config, run.model, run.recorder, run.log, True, run.seconds)
