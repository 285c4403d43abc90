"""Training in a run folder: the loop over the steps of a run, its checkpoints and log, and how it is taken up again."""

from __future__ import annotations

import math
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import torch

from aevae_desktop.errors import ModelError
from training import output
from training.data import Images
from training.data.rows import only
from training.trainer import held, loggers
from training.trainer.config import RunConfig
from training.trainer.distributed import World
from training.trainer.kept import best, given_up
from training.trainer.linear_fit import fit_linear
from training.trainer.model import Autoencoder, to_float
from training.trainer.progress import Progress
from training.trainer.recorder import Recorder, frames
from training.trainer.run import ALONE, Run, objective
from training.trainer.saved import checkpoint, state
from training.trainer.showing import Showing

SAVE_EVERY_S = 60.0
CALIBRATION_S = 2.0
BUSY = 1.5  # times as long as the processor works: then others share it
Row = Mapping[str, Any]
Write = Callable[[Sequence[Row]], None]
FINISHED, PATIENCE, SIGNAL = "finished", "patience", "signal"  # why a run ended


def note_on_stderr(line: str) -> None:
    """Say what a person should know."""
    print(f"note: {line}", file=sys.stderr)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What ``fit`` leaves: the model that is kept, its recorder, the log, and why it ended.

    ``stopped``: it is ``FINISHED``, its ``PATIENCE`` came to an end, or a ``SIGNAL`` came. ``epoch``: that of the
    model, counted from 1.
    """

    config: RunConfig
    model: Autoencoder
    recorder: Recorder
    log: list[dict[str, Any]]
    stopped: str
    seconds: float
    epoch: int

    @property
    def finished(self) -> bool:
        """Whether nothing of the run is left to do."""
        return self.stopped != SIGNAL

    @property
    def kept_log(self) -> list[dict[str, Any]]:
        """The log up to the epoch of the model."""
        return [row for row in self.log if row["epoch"] <= self.epoch]


def fit(
    config: RunConfig,
    images: Images,
    folder: Path,
    *,
    resume: bool = False,
    quiet: bool = False,
    progress: str = "text",
    world: World = ALONE,
    data_dir: Path | None = None,
    note: Callable[[str], object] = note_on_stderr,
    log: Sequence[str] = (),
) -> Outcome:
    """Train in the run folder ``folder``; Ctrl-C and SIGTERM stop after the step, with a checkpoint.

    With ``resume`` the newest checkpoint there goes on. In several processes the first alone writes, records and
    prints, in the form that ``progress`` says (``Progress``). ``data_dir``: where the images are, kept in ``folder``
    for when the run goes on. ``note`` is given what a person should know. ``log``: names of ``LOGGERS``; without any,
    those that the run had before, else JSONL. A linear autoencoder is solved exactly, which is no work to divide: ask
    for it in the first process only. Raises ``ModelError`` for settings that do not fit the images, a loss that is no
    longer finite, or a disk that refuses.
    """
    loggers.require(log)
    if config.kind == "linear-ae":
        return _solve(config, images, folder, log)
    with processor(config.threads):
        config = _epochs_for_budget(config, images, world, note) if config.budget and not resume else config
        run = _begin(config, images, folder, resume, world, data_dir)
        told = Progress(config.name, run.total, run.step, quiet or not world.is_first, progress)
        shown = Showing(run, folder, images.train_label) if told.for_program else None
        with loggers.opened(folder, log, resume) if world.is_first else nullcontext(_nowhere) as write:
            return _fit(run, folder, told, shown, write)


def _nowhere(_: Sequence[Row]) -> None:
    """For processes that do not log."""


def _solve(config: RunConfig, images: Images, folder: Path, log: Sequence[str]) -> Outcome:
    begin = time.perf_counter()
    checkpoint.save_config(folder, config)
    run = Run(config, images)
    with processor(config.threads):
        fit_linear(run.model, only(images.train, slice(len(run.x))), config.seed)
    run.seconds = time.perf_counter() - begin
    run.step = run.total
    run.recorder.record(run.model, 1)
    losses = run.recorder.history().losses
    run.log.append({"epoch": 1, "step": run.step, **{name: float(np.asarray(v)[-1]) for name, v in losses.items()}})
    with loggers.opened(folder, log, resume=False) as write:
        _save(run, folder, write)
    return _outcome(run, config)


def _fit(run: Run, folder: Path, told: Progress, shown: Showing | None, write: Write) -> Outcome:
    world = run.world
    last = math.ceil(run.total / run.per_epoch)
    wanted = set(frames(last))
    if run.step == 0 and not run.recorder.rows["epoch"]:
        world.alone(lambda: run.recorder.record(run.shown, 0))
    world.alone(lambda: write(run.log))
    saved = time.monotonic()
    begin = saved - run.seconds
    with stop_signals() as stopped, told as progress:
        if shown is not None:
            progress.tell(shown.look(run.step // run.per_epoch))
        stop, gave_up = world.any(stopped(), given_up(run.config, run.log))
        stop = stop or gave_up
        while run.step < run.total and not stop:
            run.advance()
            run.seconds = time.monotonic() - begin
            progress.step()
            ended = run.step % run.per_epoch == 0 or run.step == run.total
            if ended:
                world.alone(lambda: _end_epoch(run, folder, wanted, progress, shown, write))
            late = time.monotonic() - saved > SAVE_EVERY_S
            stop, due, gave_up = world.any(stopped(), late, ended and given_up(run.config, run.log))
            stop = stop or gave_up
            if due:
                world.alone(lambda: checkpoint.save(folder, run.state(), run.step))
                saved = time.monotonic()
    world.alone(lambda: _save(run, folder, write))
    return _outcome(run, run.config, gave_up)


def _outcome(run: Run, config: RunConfig, gave_up: bool = False) -> Outcome:
    why = FINISHED if run.step >= run.total else PATIENCE if gave_up else SIGNAL
    place = best(config, run.log) if run.best is not None and run.log else len(run.log) - 1
    epoch = run.log[place]["epoch"] if run.log else 0
    return Outcome(config, run.kept(), run.recorder, run.log, why, run.seconds, epoch)


def _save(run: Run, folder: Path, write: Write) -> None:
    checkpoint.save(folder, run.state(), run.step)
    write(run.log)


def restore(folder: Path, images: Images) -> Outcome:
    """The run in ``folder`` as its newest checkpoint has it, on the CPU where no GPU is. Raises ``ModelError``."""
    config = RunConfig.load(folder / checkpoint.CONFIG)
    here = replace(config, device="cpu") if not torch.cuda.is_available() else config
    run = _begin(here, images, folder, resume=True)
    return _outcome(run, config, given_up(config, run.log))


def _begin(
    config: RunConfig, images: Images, folder: Path, resume: bool, world: World = ALONE, data_dir: Path | None = None
) -> Run:
    if resume:
        if config.budget:  # the file says how many epochs became of it
            config = RunConfig.load(folder / checkpoint.CONFIG)
        run = Run(config, images, world)
        run.restore(world.from_first(lambda: _loaded(run, folder)))
        return run
    run = Run(config, images, world)
    world.alone(lambda: _start(folder, run, data_dir))
    return run


def _loaded(run: Run, folder: Path) -> dict[str, Any]:
    """The newest state in ``folder``, which fits ``run``. Raises ``ModelError``."""
    found = checkpoint.load(folder, state.largest(run), lambda one: state.check(run, one))
    try:
        state.check(run, found)
    except ValueError as error:
        remedy = "Train it again, or go on with the version that began it."
        raise ModelError("does not fit this version's networks", file=folder, remedy=remedy) from error
    return found


def _start(folder: Path, run: Run, data_dir: Path | None) -> None:
    checkpoint.save_config(folder, run.config)
    if data_dir is not None:
        checkpoint.save_data_dir(folder, data_dir)
    output.check_space(folder, (checkpoint.KEPT + 1) * state.largest(run))
    checkpoint.clear(folder)


def _epochs_for_budget(config: RunConfig, images: Images, world: World, note: Callable[[str], object]) -> RunConfig:
    """Turn seconds into epochs by timing real steps first, so that the saved config replays bitwise.

    On a CPU they are seconds of the processor, of which a run is given the same number of steps whatever else shares
    it; the time that it then takes is told.
    """
    trial = Run(replace(config, epochs=1.0, budget=0.0), images, world)
    for _ in range(3):  # warm caches and allocators
        trial.advance()
    clock = time.process_time if config.device == "cpu" else time.perf_counter
    steps, begin, waited = 0, clock(), time.perf_counter()
    limit = min(CALIBRATION_S, 0.1 * config.budget)
    while any(world.any(clock() - begin < limit or steps < 3)):
        trial.advance()
        trial.step %= trial.per_epoch
        steps += 1
    taken, waited = max(clock() - begin, 1e-9), time.perf_counter() - waited
    pace = world.from_first(lambda: steps / taken)
    if world.is_first and waited > BUSY * taken:
        told = f"{config.budget:g} s of the processor will take about {config.budget * waited / taken:.0f} s"
        note(f"the machine is busy: --budget {told}")
    return replace(config, epochs=max(1, round(config.budget * pace)) / trial.per_epoch, budget=0.0)


def _end_epoch(
    run: Run, folder: Path, wanted: set[int], progress: Progress, shown: Showing | None, write: Write
) -> None:
    epoch = math.ceil(run.step / run.per_epoch)
    seen = len(run.x) if run.step % run.per_epoch == 0 else run.step % run.per_epoch * run.config.batch_size
    nll, *kl = (run.sums / seen).tolist()
    if not math.isfinite(nll + sum(kl)):
        raise ModelError(f"the loss is no longer finite in epoch {epoch}", file=folder, remedy="Try a lower --lr.")
    run.sums.zero_()
    row: dict[str, Any] = {"epoch": epoch, "step": run.step, "reconstruction": nll, "kl": sum(kl)}
    row |= {
        "lr": run.optimizer.param_groups[0]["lr"],
        "gradient": float(run.gradient),
        "seconds": round(run.seconds, 1),
    }
    if run.model.variational:
        row["kl_per_dimension"] = kl
    if len(run.held_out):
        row |= _held_out(run)
    run.log.append(row)
    run.keep()
    if epoch in wanted:
        run.recorder.record(run.shown, epoch)
    write(run.log)
    progress.epoch(row, **({} if shown is None else shown.look(epoch)))


def _held_out(run: Run) -> dict[str, float]:
    sums = [0.0, 0.0]
    with run.shown.measured(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(run.config.seed)
        clean = replace(run.config, input_dropout=0.0, code_l2=0.0, semi_amortised=0.0)
        for x in held.pieces(run.held_out):
            _, nll, kl = objective(run.shown, clean, to_float(x.to(run.config.device)), 1.0)
            sums = [sums[0] + float(nll) * len(x), sums[1] + float(kl.sum()) * len(x)]
    n = len(run.held_out)
    return {"validation_reconstruction": sums[0] / n, "validation_kl": sums[1] / n}


@contextmanager
def stop_signals() -> Iterator[Callable[[], bool]]:
    """Turn SIGINT and SIGTERM into a flag while inside; a second one acts as usual."""
    caught: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        caught.append(number)
        signal.signal(number, before[signal.Signals(number)])

    before: dict[signal.Signals, Any] = {}
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, note)
    except ValueError:  # not the main thread: the caller's signals are not ours to take
        before.clear()
    try:
        yield lambda: bool(caught)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def processor(threads: int) -> Iterator[None]:
    """So many CPU threads, and denormal numbers, which crawl, taken as zero; both are the process's, so put back."""
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)
        torch.set_num_threads(before)
