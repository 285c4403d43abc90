"""Training: the whole set resident as one uint8 tensor, one gather a step, one fused optimiser, no host sync.

A run is decided by its config alone. The order of each epoch comes from its own generator, the noise from torch's
global one, whose state is in the checkpoint: stopping at any step and resuming gives bitwise the same weights.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from aevae_desktop.errors import ModelError
from training import checkpoint, folders, state
from training.augment import affine, strength_at
from training.config import RunConfig
from training.data import Images
from training.distributed import World, batch_mean
from training.losses import free_bits, kl_per_dimension, sample_posterior
from training.model import Autoencoder, check_size, hide_pixels, to_float
from training.progress import Progress
from training.recorder import Recorder, frames
from training.schedules import BETA_SCHEDULES, learning_rate
from training.stopping import stop_signals

SAVE_EVERY_S = 60.0
BETAS = (0.9, 0.99)
CALIBRATION_S = 2.0
ALONE = World()


@dataclass(frozen=True, eq=False)
class Outcome:
    """What ``fit`` leaves: the model, its recorder, the log and whether the run reached its end."""

    config: RunConfig
    model: Autoencoder
    recorder: Recorder
    log: list[dict[str, Any]]
    finished: bool
    seconds: float


class Run:
    """One training run and all its state."""

    def __init__(self, config: RunConfig, images: Images, world: World = ALONE) -> None:
        torch.manual_seed(config.seed)
        n = len(images.train) - config.validation
        if n < 1:
            raise ModelError(field="--validation", found=str(config.validation), expected=f"under {len(images.train)}")
        if config.batch_size > n:
            raise ModelError(field="--batch-size", found=str(config.batch_size), expected=f"at most {n} images")
        world.check_fits(config.batch_size, config.device)
        if config.norm == "batch" and n % config.batch_size == 1:
            raise ModelError(
                field="--norm",
                found=f"batch, and a last batch of one of {n} images",
                expected="at least two, to normalise over",
                remedy=f"Try --batch-size {config.batch_size + 1}.",
            )
        channels, height, width = images.train.shape[1:]
        check_size(config, (channels, height, width))
        self.config = config
        self.world = world
        self.x = _tensor(images.train[:n], config.device)
        self.held_out = _tensor(images.train[n:], config.device)
        self.model = Autoencoder(config, (channels, height, width)).to(config.device)
        self.objective = world.split(objective, self.model)
        self.optimizer = _optimizer(self.model, config)
        self.recorder = Recorder(config, self.x)
        self.log: list[dict[str, Any]] = []
        self.step = 0
        self.seconds = 0.0  # wall-clock time of training so far, for the record only
        # reconstruction, and KL of each dimension, of this epoch: sums over images
        self.sums = torch.zeros(1 + config.latent_dim, device=config.device)
        self._order: tuple[int, Tensor] | None = None

    @property
    def per_epoch(self) -> int:
        """Steps an epoch; the last batch may be short."""
        return math.ceil(len(self.x) / self.config.batch_size)

    @property
    def total(self) -> int:
        """Steps of the whole run."""
        return max(1, round(self.config.epochs * self.per_epoch))

    def batch(self) -> Tensor:
        """The images of this step, ``(b, c, h, w) float32``."""
        epoch, place = divmod(self.step, self.per_epoch)
        if self._order is None or self._order[0] != epoch:
            generator = torch.Generator().manual_seed(self.config.seed * 1_000_003 + epoch)
            self._order = (epoch, torch.randperm(len(self.x), generator=generator).to(self.x.device))
        size = self.config.batch_size
        return to_float(self.x[self._order[1][place * size : (place + 1) * size]].to(self.config.device))

    def advance(self) -> None:
        """One optimiser step."""
        progress = self.step / self.total
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.config.lr, self.config.lr_warmup, progress)
        x = self.batch()
        if self.config.augment and (strength := strength_at(self.config.augment, self.config.fade, progress)):
            x = affine(x, strength)
        with torch.autocast(self.config.device, torch.bfloat16, enabled=self.config.precision == "bf16"):
            loss, nll, kl = self.objective(self.model, self.config, x, progress)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        if self.config.clip:  # one outlier's exp(log_var) can otherwise throw a long run off
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.config.clip)
        self.optimizer.step()
        self.sums += torch.cat([nll[None], kl]).detach() * len(x)
        self.step += 1

    def state(self) -> dict[str, Any]:
        """Everything that decides the rest of the run, as tensors and plain data."""
        return {
            "config": self.config.to_json(),
            "step": self.step,
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "rng": torch.get_rng_state(),
            "rng_cuda": torch.cuda.get_rng_state() if self.config.device == "cuda" else None,
            "sums": self.sums,
            "seconds": self.seconds,
            "history": self.recorder.state(),
            "log": self.log,
        }

    def restore(self, found: dict[str, Any]) -> None:
        """Take up what ``state`` gave, which ``training.state.check`` has seen."""
        self.step, self.seconds = found["step"], found["seconds"]
        self.model.load_state_dict(found["model"])
        self.optimizer.load_state_dict(found["optimizer"])
        self.sums = found["sums"].to(self.config.device)
        self.recorder.restore(found["history"])
        self.log = list(found["log"])
        torch.set_rng_state(found["rng"])
        if found["rng_cuda"] is not None and self.config.device == "cuda":
            torch.cuda.set_rng_state(found["rng_cuda"])


def objective(model: Autoencoder, config: RunConfig, x: Tensor, progress: float) -> tuple[Tensor, Tensor, Tensor]:
    """The loss of a batch ``()``, its mean reconstruction ``()`` and the mean KL of each dimension ``(d,)``.

    All in nats an image (see ``training.losses``); an autoencoder's KL is 0. ``progress`` in [0, 1] sets beta and
    how much of the dropout is left.
    """
    flat = x.flatten(1)
    dropout = strength_at(config.input_dropout, config.fade, progress)
    mu, log_var = model.encode(hide_pixels(flat, dropout) if dropout else flat)
    z = mu if log_var is None else sample_posterior(mu, log_var)
    nll = batch_mean(model.nll(flat, z))
    if log_var is None:
        return nll + config.code_l2 * batch_mean(mu.square().sum(1)), nll, torch.zeros_like(mu[0])
    kl = batch_mean(kl_per_dimension(mu, log_var))
    return nll + beta_at(config, progress) * free_bits(kl, config.free_bits), nll, kl


def beta_at(config: RunConfig, progress: float) -> float:
    """The weight of the KL term at ``progress`` in [0, 1]."""
    return config.beta * BETA_SCHEDULES[config.beta_schedule].share(progress, config.beta_warmup, config.beta_cycles)


def fit(
    config: RunConfig,
    images: Images,
    folder: Path,
    *,
    resume: bool = False,
    quiet: bool = False,
    world: World = ALONE,
) -> Outcome:
    """Train in the run folder ``folder``; Ctrl-C and SIGTERM stop after the step, with a checkpoint.

    With ``resume`` the newest checkpoint there goes on. In several processes the first alone writes, records and
    prints. Raises ``ModelError`` for settings that do not fit the images, a loss that is no longer finite, or a disk
    that refuses.
    """
    with processor(config.threads):
        return _fit(_begin(config, images, folder, resume, world), folder, quiet or not world.is_first)


def _fit(run: Run, folder: Path, quiet: bool) -> Outcome:
    world = run.world
    last = math.ceil(run.total / run.per_epoch)
    wanted = set(frames(last))
    if run.step == 0 and not run.recorder.rows["epoch"]:
        world.alone(lambda: run.recorder.record(run.model, 0))
    saved = time.monotonic()
    begin = saved - run.seconds
    with stop_signals() as stopped, Progress(run.config.name, run.total, run.step, quiet) as progress:
        (stop,) = world.any(stopped())
        while run.step < run.total and not stop:
            run.advance()
            run.seconds = time.monotonic() - begin
            progress.step()
            if run.step % run.per_epoch == 0 or run.step == run.total:
                world.alone(lambda: _end_epoch(run, folder, wanted, progress))
            stop, due = world.any(stopped(), time.monotonic() - saved > SAVE_EVERY_S)
            if due:
                world.alone(lambda: checkpoint.save(folder, run.state(), run.step))
                saved = time.monotonic()
    world.alone(lambda: _save(run, folder))
    return Outcome(run.config, run.model, run.recorder, run.log, run.step >= run.total, run.seconds)


def _save(run: Run, folder: Path) -> None:
    checkpoint.save(folder, run.state(), run.step)
    checkpoint.save_log(folder, run.log)


def restore(folder: Path, images: Images) -> Outcome:
    """The run in ``folder`` as its newest checkpoint has it, on the CPU where no GPU is. Raises ``ModelError``."""
    config = RunConfig.load(folder / checkpoint.CONFIG)
    here = replace(config, device="cpu") if not torch.cuda.is_available() else config
    run = _begin(here, images, folder, resume=True)
    return Outcome(config, run.model, run.recorder, run.log, run.step >= run.total, run.seconds)


def _begin(config: RunConfig, images: Images, folder: Path, resume: bool, world: World = ALONE) -> Run:
    if resume:
        if config.budget:  # the file says how many epochs became of it
            config = RunConfig.load(folder / checkpoint.CONFIG)
        run = Run(config, images, world)
        run.restore(world.from_first(lambda: _loaded(run, folder)))
        return run
    if config.budget:
        config = _epochs_for_budget(config, images, world)
    run = Run(config, images, world)
    world.alone(lambda: _start(folder, run))
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


def _start(folder: Path, run: Run) -> None:
    checkpoint.save_config(folder, run.config)
    folders.check_space(folder, (checkpoint.KEPT + 1) * state.largest(run))
    checkpoint.clear(folder)


def _epochs_for_budget(config: RunConfig, images: Images, world: World) -> RunConfig:
    """Turn seconds into epochs by timing real steps first, so that the saved config replays bitwise."""
    trial = Run(replace(config, epochs=1.0, budget=0.0), images, world)
    for _ in range(3):  # warm caches and allocators
        trial.advance()
    steps, begin = 0, time.perf_counter()
    limit = min(CALIBRATION_S, 0.1 * config.budget)
    while any(world.any(time.perf_counter() - begin < limit or steps < 3)):
        trial.advance()
        trial.step %= trial.per_epoch
        steps += 1
    pace = world.from_first(lambda: steps / (time.perf_counter() - begin))
    return replace(config, epochs=max(1, round(config.budget * pace)) / trial.per_epoch, budget=0.0)


def _end_epoch(run: Run, folder: Path, wanted: set[int], progress: Progress) -> None:
    epoch = math.ceil(run.step / run.per_epoch)
    seen = len(run.x) if run.step % run.per_epoch == 0 else run.step % run.per_epoch * run.config.batch_size
    nll, *kl = (run.sums / seen).tolist()
    if not math.isfinite(nll + sum(kl)):
        raise ModelError(f"the loss is no longer finite in epoch {epoch}", file=folder, remedy="Try a lower --lr.")
    run.sums.zero_()
    row: dict[str, Any] = {"epoch": epoch, "step": run.step, "reconstruction": nll, "kl": sum(kl)}
    if run.model.variational:
        row["kl_per_dimension"] = kl
    if len(run.held_out):
        row |= _held_out(run)
    run.log.append(row)
    if epoch in wanted:
        run.recorder.record(run.model, epoch)
    checkpoint.save_log(folder, run.log)
    progress.epoch(row)


def _held_out(run: Run) -> dict[str, float]:
    sums = [0.0, 0.0]
    with run.model.measured(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(run.config.seed)
        clean = replace(run.config, input_dropout=0.0, code_l2=0.0)
        for x in torch.split(run.held_out, 2000):
            _, nll, kl = objective(run.model, clean, to_float(x.to(run.config.device)), 1.0)
            sums = [sums[0] + float(nll) * len(x), sums[1] + float(kl.sum()) * len(x)]
    n = len(run.held_out)
    return {"validation_reconstruction": sums[0] / n, "validation_kl": sums[1] / n}


def _optimizer(model: Autoencoder, config: RunConfig) -> torch.optim.Optimizer:
    trained = [p for p in model.parameters() if p.requires_grad]
    matrices = [p for p in trained if p.ndim > 1]
    rest = [p for p in trained if p.ndim <= 1]  # decaying biases and norms only hurts
    groups = [{"params": matrices, "weight_decay": config.weight_decay}, {"params": rest, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=config.lr, betas=BETAS, fused=True)


def _tensor(x: Any, device: str) -> Tensor:
    if isinstance(x, np.memmap):  # stays on the disk; each batch is moved
        return torch.from_numpy(x)
    return torch.from_numpy(x.copy()).to(device)


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
