"""The bundles that come with the program, rebuilt by one command: ``python -m training ship --data-dir DIR``.

``DIR`` holds MNIST's four files, and Omniglot's two archives in a folder ``omniglot``.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import FrameType

from aevae_desktop.bundle import Manifest
from training.data import Images
from training.export.package import write_bundle
from training.export.recipes import RECIPES, Recipe
from training.trainer.config import RunConfig
from training.trainer.loop import fit
from training.trainer.saved import checkpoint, run_lock

QUICK = 0.1  # share of the epochs of a trial build


def ship(
    images_of: Callable[[str], Images],
    out: Path,
    runs: Path,
    *,
    only: str | None = None,
    quick: bool = False,
    report: Callable[[Manifest], None],
) -> bool:
    """Train every recipe in ``runs`` and write its bundle into ``out``; False when stopped by a signal.

    ``images_of`` a data set by its name; all are read before anything is trained. Raises ``LabError``.

    A recipe whose run was stopped goes on from its checkpoint; one that had finished is only exported again.
    """
    wanted = [recipe for recipe in RECIPES if only in (None, recipe.id)]
    sets = {name: images_of(name) for name in dict.fromkeys(recipe.config.dataset for recipe in wanted)}
    for recipe in wanted:
        images = sets[recipe.config.dataset]
        config = replace(recipe.config, epochs=max(1.0, recipe.config.epochs * QUICK)) if quick else recipe.config
        folder = runs / recipe.id
        with run_lock.held(folder):
            outcome = fit(config, images, folder, resume=_begun(folder, config))
        if not outcome.finished:
            return False
        report(write_bundle(outcome, images, out / recipe.id, recipe.contents))
    return True


def ship_side_by_side(jobs: int, arguments: Sequence[str]) -> int:
    """Every recipe in a process of its own, ``jobs`` at a time; the first exit code that is not 0, else 0.

    ``arguments`` are those of the ``ship`` command. A Ctrl-C on the terminal reaches every process, SIGTERM is handed
    on to them, and each leaves a checkpoint; after a failure nothing new is begun.
    """
    failed: list[int] = []
    running: set[subprocess.Popen[bytes]] = set()

    def build(recipe: Recipe) -> None:
        if failed:
            return
        command = [sys.executable, "-m", "training", "ship", *arguments, "--jobs", "1", "--only", recipe.id]
        with subprocess.Popen(command) as process:
            running.add(process)
            if failed:  # a signal came meanwhile
                process.terminate()
            code = process.wait()
            running.discard(process)
        failed.extend([code] if code else [])

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        failed.append(128 + number)
        for process in tuple(running):
            process.terminate()

    before = signal.signal(signal.SIGTERM, stop)
    try:
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(build, RECIPES))
    finally:
        signal.signal(signal.SIGTERM, before)
    return failed[0] if failed else 0


def _begun(folder: Path, config: RunConfig) -> bool:
    return (
        config.kind != "linear-ae"
        and checkpoint.exists(folder)
        and RunConfig.load(folder / checkpoint.CONFIG) == config
    )
