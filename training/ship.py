"""The bundles that come with the program, rebuilt by one command: ``python -m training ship --data-dir DIR``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from aevae_desktop.bundle import Manifest
from training import checkpoint
from training.config import RunConfig
from training.data import Images
from training.fitting import train
from training.package import write_bundle

QUICK = 0.1  # share of the epochs of a trial build


@dataclass(frozen=True)
class Recipe:
    """One shipped bundle: its id and everything that decides it."""

    id: str
    config: RunConfig


RECIPES: tuple[Recipe, ...] = (
    Recipe(
        "linear-mnist-2d",
        RunConfig(kind="linear-ae", family="linear", likelihood="gaussian", input_dropout=0.0, epochs=1.0),
    ),
    Recipe(
        "ae-mnist-2d",
        RunConfig(kind="ae", likelihood="gaussian", code_l2=0.1, fourier_sigma=1.5, epochs=36.0, seed=5),
    ),
    Recipe("vae-mnist-2d", RunConfig(kind="vae", fourier_sigma=0.7, epochs=60.0, seed=4)),
)


def ship(
    images: Images,
    out: Path,
    runs: Path,
    *,
    only: str | None = None,
    quick: bool = False,
    report: Callable[[Manifest], None],
) -> bool:
    """Train every recipe in ``runs`` and write its bundle into ``out``; False when stopped by a signal.

    Raises ``ModelError`` or ``BundleError``.

    A recipe whose run was stopped goes on from its checkpoint; one that had finished is only exported again.
    """
    for recipe in RECIPES:
        if only in (None, recipe.id):
            config = replace(recipe.config, epochs=max(1.0, recipe.config.epochs * QUICK)) if quick else recipe.config
            folder = runs / recipe.id
            outcome = train(config, images, folder, resume=_stopped(folder, config))
            if not outcome.finished:
                return False
            report(write_bundle(outcome, images, out / recipe.id))
    return True


def _stopped(folder: Path, config: RunConfig) -> bool:
    return (
        config.kind != "linear-ae"
        and checkpoint.exists(folder)
        and RunConfig.load(folder / checkpoint.CONFIG) == config
    )
