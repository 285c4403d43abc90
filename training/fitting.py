"""A run from its settings to its bundle: ``from training import fit``. ``aevae-train train`` goes the same way."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import user_folder
from aevae_desktop.errors import ModelError
from aevae_desktop.reading import plain_text
from training import output
from training.data import DATASETS, Images
from training.data.looking import OWN
from training.data.stream import on_disk
from training.export.package import Contents, check_manifest, write_bundle
from training.trainer import distributed, loggers, loop
from training.trainer.config import RunConfig, enough_epochs, held_out
from training.trainer.distributed import World
from training.trainer.model import Autoencoder
from training.trainer.run import ALONE
from training.trainer.saved import belonging, checkpoint, run_lock
from training.trainer.saved.belonging import AUTO

LONGEST_NAME = 100  # characters of a run's name in a title
Note = Callable[[str], object]


@dataclass(frozen=True, eq=False)
class Result:
    """What came of a run.

    ``folder``: that of the run; ``bundle``: that of its model, None where it was stopped. ``stopped``: why it ended,
    "finished", "patience" or "signal". ``history``: the log as arrays, ``(epochs,)`` a column, NaN where an epoch has
    no number; ``kl_per_dimension`` is ``(epochs, d)``. ``metrics``: name -> value on the test images. ``warnings``:
    what looks wrong, a line each.
    """

    config: RunConfig
    folder: Path
    bundle: Path | None
    stopped: str
    model: Autoencoder
    history: Mapping[str, NDArray[np.float64]]
    metrics: Mapping[str, float]
    warnings: tuple[str, ...]
    seconds: float

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do; if not, ``fit(resume=result.folder)`` goes on."""
        return self.stopped != loop.SIGNAL


@dataclass(frozen=True)
class Request:
    """What is asked of a run; the fields are those of ``fit``, and some for the command line.

    ``resume``: a folder, or ``AUTO`` to go on in ``out`` where that holds such a run.
    ``unsaid``: settings that nobody chose, for which what suits the images is proposed. ``begun`` is given the run's
    folder once it is locked, ``written`` the manifest's metrics.
    """

    config: RunConfig | None = None
    out: Path | None = None
    resume: Path | str | None = None
    models: Path | None = None
    data_dir: Path | None = None
    mapped: bool = False
    with_images: bool = False
    progress: str = ""
    log: Sequence[str] = ()
    unsaid: frozenset[str] = field(default_factory=frozenset)
    note: Note = lambda _: None
    begun: Callable[[Path], object] = lambda _: None
    written: Callable[[Mapping[str, Any]], object] = lambda _: None


def fit(
    config: RunConfig | None = None,
    *,
    out: str | Path | None = None,
    resume: str | Path | None = None,
    models: str | Path | None = None,
    data_dir: str | Path | None = None,
    mapped: bool = False,
    with_images: bool = False,
    progress: str = "",
    log: Sequence[str] = (),
    note: Note | None = None,
) -> Result:
    """Train a model by ``config`` and write its bundle; nothing is printed unless ``progress`` is "text" or "json".

    ``out``: the folder of the run (``runs/NAME``); ``models``: where the bundle goes (where the app watches);
    ``data_dir``: where the images are; ``mapped`` leaves them on the disk; ``with_images`` stores them in the bundle.
    ``resume``: the folder of a run to go on with, instead of ``config``; or "auto" beside it: go on in ``out`` if that
    holds a checkpoint of these settings, else begin. ``log``: "jsonl" (as a rule), "csv" or
    "tensorboard", or several: where the losses of each epoch are written, in the run's folder. ``note`` is given each
    line that a person should know, such as what was assumed of the images. Ctrl-C and SIGTERM stop after the step with
    a checkpoint, and the result says so. Raises ``ModelError``, ``DataError`` or ``BundleError``.
    """
    request = Request(
        config, _path(out), resume if resume == AUTO else _path(resume), _path(models), _path(data_dir), mapped,
        with_images, progress, log, note=note or (lambda _: None),
    )  # fmt: skip
    found = fit_in(ALONE, request)
    assert found is not None  # one process has something to do
    return found


def fit_in(world: World, request: Request) -> Result | None:
    """The same in a job of several processes; None in one that has nothing to do. All must call it."""
    config, folder = world.from_first(lambda: _settled(request))
    with run_lock.held(folder) if world.is_first else nullcontext():
        if world.is_first:
            request.begun(folder)
        request = replace(request, resume=world.from_first(lambda: _resumed(request, folder)))
        return _trained(world, request, config, folder)


def _resumed(request: Request, folder: Path) -> Path | str | None:
    """What ``request.resume`` comes to: ``AUTO`` where a run is there, None where one is to begin."""
    if request.resume != AUTO:
        return request.resume
    going_on = checkpoint.exists(folder)
    request.note(f"{folder}: {'goes on from its last checkpoint' if going_on else 'no checkpoint yet, begins'}")
    return AUTO if going_on else None


def _trained(world: World, request: Request, config: RunConfig, folder: Path) -> Result | None:
    place = world.from_first(lambda: _place(request, folder))
    if world.is_first and (name := own_name(folder, place)):
        request.note(f"the bundle of {name} is called {place.name}: an id has {output.RULE}")
    data_dir = world.from_first(lambda: data_folder(request.data_dir, folder))
    images = load(config, data_dir, request.note, world)
    world.alone(lambda: check_manifest(config, images, place))
    images = on_disk(images) if request.mapped else images
    config = _proposed(world, config, images, request)
    if request.resume == AUTO:
        config = world.from_first(lambda: belonging.settings_of(folder, config))
    if config.kind == "linear-ae" and not world.is_first:
        return None  # solved exactly, by one process
    outcome = loop.fit(
        config, images, folder, resume=request.resume is not None, quiet=not request.progress,
        progress=request.progress or "text", world=world, data_dir=data_dir, note=request.note,
        log=request.log,
    )  # fmt: skip
    if not (world.is_first and outcome.finished):
        return _result(outcome, folder, None, {}, ())
    contents = Contents(images=request.with_images, note=own_name(folder, place))
    manifest = write_bundle(outcome, images, place, contents)
    request.written(manifest.metrics)
    values = {name: float(row["value"]) for name, row in manifest.metrics.items()}
    return _result(outcome, folder, place, values, tuple(manifest.provenance["warnings"]))


def _result(
    outcome: loop.Outcome, folder: Path, place: Path | None, metrics: Mapping[str, float], warnings: tuple[str, ...]
) -> Result:
    history, why = columns(outcome.log), outcome.stopped
    return Result(outcome.config, folder, place, why, outcome.model, history, metrics, warnings, outcome.seconds)


def columns(log: list[dict[str, Any]]) -> dict[str, NDArray[np.float64]]:
    """The rows of a log as arrays, a column for each name: ``(epochs,)``, or ``(epochs, k)`` where rows hold lists."""
    names = dict.fromkeys(name for row in log for name in row)
    missing = {name: np.full_like(next(row[name] for row in log if name in row), np.nan, np.float64) for name in names}
    return {name: np.array([row.get(name, missing[name]) for row in log], np.float64) for name in names}


def _settled(request: Request) -> tuple[RunConfig, Path]:
    """The settings of a run, and its folder. Raises ``ModelError`` for what this machine or no system can do."""
    if isinstance(request.resume, Path):
        config, folder = RunConfig.load(request.resume / checkpoint.CONFIG), request.resume
        if request.config not in (None, config):
            raise ModelError("a resumed run keeps its settings", field="config", remedy="Leave config out.")
    else:
        config = request.config or RunConfig()
        folder = request.out or Path("runs") / config.name
    loggers.require(request.log)
    output.bundle_name(folder.resolve(), "--resume" if folder == request.resume else "--out")
    distributed.check_device(config.device)
    return config, folder


def _place(request: Request, folder: Path) -> Path:
    """Where the bundle of the run in ``folder`` goes. Raises ``ModelError`` where one is taken, or out of reach."""
    if checkpoint.exists(folder) and request.resume is None:
        remedy = f"Go on with --resume {folder}, or choose another folder with --out."
        raise ModelError("holds a run already", file=folder, remedy=remedy)
    place: Path = (request.models or user_folder()) / output.bundle_name(folder.resolve(), "--out")
    if os.path.lexists(place) and request.resume is None:
        raise ModelError("holds a model already", file=place, remedy="Choose another name with --out runs/NAME.")
    output.check_writable(place.parent, "--models")
    return place


def _path(place: str | Path | None) -> Path | None:
    return None if place is None else Path(place)


def data_folder(given: Path | None, folder: Path) -> Path | None:
    """Where the images of the run in ``folder`` are: as ``given``, else as it was when the run began."""
    return checkpoint.data_dir(folder) if given is None and checkpoint.exists(folder) else given


def load(config: RunConfig, data_dir: Path | None, note: Note, world: World = ALONE) -> Images:
    """The images of a run; ``note`` is given what a person should know about them. Raises ``DataError``."""
    images = world.in_turn(lambda: DATASETS[config.dataset].load(data_dir, config.preparation))
    world.check_same(images.spec, "--data-dir")
    for line in images.notes if world.is_first else ():
        note(f"{config.dataset}: {line}")
    return images


def left_open(config: RunConfig) -> frozenset[str]:
    """The settings that follow from the images where nobody has said them."""
    if config.kind == "linear-ae":
        return frozenset()
    return frozenset({"validation", "start", *(("epochs", "budget") if config.dataset in OWN else ())})


def _proposed(world: World, config: RunConfig, images: Images, request: Request) -> RunConfig:
    """``config`` with what suits the images where nobody has said it: images held out, the start, and epochs."""
    free, n = request.unsaid & left_open(config), len(images.train)
    if "start" in free:
        config = replace(config, start="mean")
    if "validation" in free and n - held_out(n) >= config.batch_size:
        config = replace(config, validation=held_out(n))
    epochs = enough_epochs(n - config.validation, config.batch_size)
    if not {"epochs", "budget"} <= free or epochs == config.epochs:
        return config
    if world.is_first:
        request.note(f"{epochs:g} epochs, as there are few images (--epochs says otherwise)")
    return replace(config, epochs=epochs)


def own_name(run: Path, place: Path) -> str:
    """What the run is called, for the title, where the bundle in ``place`` cannot be called so; else ""."""
    name = run.resolve().name
    return "" if name == place.name else plain_text.clean(name, LONGEST_NAME)
