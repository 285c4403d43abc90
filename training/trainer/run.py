"""A run in memory: its images, model and optimiser, and one step of them, decided by the config alone.

The whole set is one resident uint8 tensor, unless it is left on the disk (``held``): a step is one gather and one fused
optimiser, without a host sync. The order of each epoch comes from a generator of its own, the noise from torch's global
one, whose state is saved too: stopping at any step and resuming gives bitwise the same weights.
"""

from __future__ import annotations

import copy
import math
from typing import Any

import torch
from torch import Tensor

from aevae_desktop.errors import ModelError
from training.data import Images
from training.data.rows import only
from training.optimizer import AdamW, clip
from training.trainer.augment import affine, strength_at
from training.trainer.config import RunConfig
from training.trainer.distributed import World
from training.trainer.divided.gradient import batch_mean, gradient_of
from training.trainer.held import held, mean, taken
from training.trainer.kept import Average, best, weights
from training.trainer.losses import free_bits, kl_per_dimension, sample_posterior
from training.trainer.model import Autoencoder, check_size, hide_pixels, start_at, to_float
from training.trainer.recorder import Recorder
from training.trainer.schedules import BETA_SCHEDULES, learning_rate, warmup_share
from training.trainer.semi_amortised import second_nll

BETAS = (0.9, 0.99)
ALONE = World()


class Run:
    """One training run and all its state."""

    def __init__(self, config: RunConfig, images: Images, world: World = ALONE) -> None:
        torch.manual_seed(config.seed)
        n = len(images.train) - config.validation
        if n < 1:
            raise ModelError(field="--validation", found=str(config.validation), expected=f"under {len(images.train)}")
        if config.batch_size > n:
            raise ModelError(field="--batch-size", found=str(config.batch_size), expected=f"at most {n} images")
        if not config.validation and (config.keep == "best" or config.patience):
            name, found = ("--patience", config.patience) if config.patience else ("--keep", config.keep)
            expected = "--validation above 0: the held-out loss decides"
            raise ModelError(field=name, found=str(found), expected=expected)
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
        self.x = held(only(images.train, slice(n)), config.device)
        self.held_out = held(only(images.train, slice(n, None)), config.device)
        self.model = Autoencoder(config, (channels, height, width)).to(config.device)
        if config.start == "mean":
            start_at(self.model, mean(self.x))
        self.gradient_of = gradient_of(self.model, objective, config, world)
        self.optimizer = _optimizer(self.model, config)
        self.average = Average(self.model, config.ema) if config.ema else None
        self.best = weights(self.model) if config.keep == "best" else None
        self.recorder = Recorder(config, self.x)
        self.log: list[dict[str, Any]] = []
        self.step = 0
        self.seconds = 0.0  # wall-clock time of training so far, for the record only
        # reconstruction, and KL of each dimension, of this epoch: sums over images
        self.gradient = torch.zeros(())  # the norm of the last step's, before it is clipped
        self.sums = torch.zeros(1 + config.latent_dim, device=config.device)
        self._order: tuple[int, Tensor] | None = None

    @property
    def shown(self) -> Autoencoder:
        """The model that is measured, recorded and shown: that of the mean weights, where there is one."""
        return self.model if self.average is None else self.average.model

    def keep(self) -> None:
        """Remember the weights if the last row of the log is the best so far."""
        if self.best is not None and best(self.config, self.log) == len(self.log) - 1:
            self.best = weights(self.shown)

    def kept(self) -> Autoencoder:
        """The model that the run leaves."""
        if self.best is None:
            return self.shown
        model = copy.deepcopy(self.shown)
        model.load_state_dict(self.best)
        return model

    @property
    def per_epoch(self) -> int:
        """Steps an epoch; the last batch may be short."""
        return math.ceil(len(self.x) / self.config.batch_size)

    @property
    def total(self) -> int:
        """Steps of the whole run."""
        return max(1, round(self.config.epochs * self.per_epoch))

    @property
    def warmup(self) -> float:
        """The share of the run in which the learning rate rises; an autoencoder's decoder needs some steps for it."""
        share = self.config.lr_warmup
        return share if self.model.variational else warmup_share(share, self.total)

    def batch(self) -> Tensor:
        """The images of this step, ``(b, c, h, w) float32``."""
        return self._images(self._rows())

    def _rows(self) -> Tensor:
        """Which images those of this step are, ``(b,)``."""
        epoch, place = divmod(self.step, self.per_epoch)
        if self._order is None or self._order[0] != epoch:
            generator = torch.Generator().manual_seed(self.config.seed * 1_000_003 + epoch)
            order = torch.randperm(len(self.x), generator=generator)
            self._order = (epoch, order.to(self.x.device) if isinstance(self.x, Tensor) else order)
        size = self.config.batch_size
        return self._order[1][place * size : (place + 1) * size]

    def _images(self, rows: Tensor) -> Tensor:
        return to_float(taken(self.x, rows).to(self.config.device))

    def advance(self) -> None:
        """One optimiser step."""
        progress = self.step / self.total
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.config.lr, self.warmup, progress)
        batch = self._rows()
        strength = self.config.augment and strength_at(self.config.augment, self.config.fade, progress)

        def load(rows: slice) -> Tensor:
            x = self._images(batch[rows])
            return affine(x, strength, len(batch), rows) if strength else x

        self.optimizer.forget_gradients()
        nll, kl = self.gradient_of(len(batch), load, progress)
        last = (self.step + 1) % self.per_epoch == 0 or self.step + 1 == self.total  # whose norm is logged
        if self.config.clip or last:  # one outlier's exp(log_var) can otherwise throw a long run off
            self.gradient = clip(list(self.model.parameters()), self.config.clip or math.inf)
        self.optimizer.step()
        self.sums += torch.cat([nll[None], kl]).detach() * len(batch)
        self.step += 1
        if self.average is not None:
            self.average.update(self.model, self.step)

    def state(self) -> dict[str, Any]:
        """Everything that decides the rest of the run, as tensors and plain data."""
        more = {} if self.average is None else {"average": self.average.model.state_dict()}
        return {
            **more,
            **({} if self.best is None else {"best": self.best}),
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
        """Take up what ``state`` gave, which ``saved.state.check`` has seen."""
        self.step, self.seconds = found["step"], found["seconds"]
        self.model.load_state_dict(found["model"])
        self.optimizer.load_state_dict(found["optimizer"])
        if self.average is not None:
            self.average.model.load_state_dict(found["average"])
        if self.best is not None:
            self.best = {name: value.to(self.config.device) for name, value in found["best"].items()}
        self.sums = found["sums"].to(self.config.device)
        self.recorder.restore(found["history"])
        self.log = list(found["log"])
        torch.set_rng_state(found["rng"])
        if found["rng_cuda"] is not None and self.config.device == "cuda":
            torch.cuda.set_rng_state(found["rng_cuda"])


def objective(model: Autoencoder, config: RunConfig, x: Tensor, progress: float) -> tuple[Tensor, Tensor, Tensor]:
    """The loss of a batch ``()``, its mean reconstruction ``()`` and the mean KL of each dimension ``(d,)``.

    All in nats an image (see ``losses``); an autoencoder's KL is 0. ``progress`` in [0, 1] sets beta and
    how much of the dropout is left.
    """
    flat = x.flatten(1)
    dropout = strength_at(config.input_dropout, config.fade, progress)
    mu, log_var = model.encode(hide_pixels(flat, dropout) if dropout else flat)
    z = mu if log_var is None else sample_posterior(mu, log_var)
    each = model.nll(flat, z)
    nll = fitted = batch_mean(each)
    if config.semi_amortised and progress >= 1 - config.semi_amortised:
        fitted = nll + batch_mean(second_nll(model, flat, (mu, log_var), z, each))
    if log_var is None:
        return fitted + config.code_l2 * batch_mean(mu.square().sum(1)), nll, torch.zeros_like(mu[0])
    kl = batch_mean(kl_per_dimension(mu, log_var))
    return fitted + beta_at(config, progress) * free_bits(kl, config.free_bits), nll, kl


def beta_at(config: RunConfig, progress: float) -> float:
    """The weight of the KL term at ``progress`` in [0, 1]."""
    return config.beta * BETA_SCHEDULES[config.beta_schedule].share(progress, config.beta_warmup, config.beta_cycles)


def _optimizer(model: Autoencoder, config: RunConfig) -> AdamW:
    trained = [p for p in model.parameters() if p.requires_grad]
    matrices = [p for p in trained if p.ndim > 1]
    rest = [p for p in trained if p.ndim <= 1]  # decaying biases and norms only hurts
    groups = [{"params": matrices, "weight_decay": config.weight_decay}, {"params": rest, "weight_decay": 0.0}]
    return AdamW(groups, lr=config.lr, betas=BETAS, fused=True)
