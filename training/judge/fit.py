"""Training a judge: real images and ghosts made of them, all softened alike, and the cross-entropy of their classes."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from aevae_desktop.errors import DataError, ModelError
from training.data import Images
from training.judge.config import JudgeConfig
from training.judge.ghosts import GHOSTS, ghosts, soften
from training.judge.network import JudgeNet
from training.optimizer import AdamW
from training.trainer.augment import affine
from training.trainer.loop import processor
from training.trainer.model import to_float
from training.trainer.progress import Progress
from training.trainer.schedules import learning_rate

LR_WARMUP = 0.1  # share of the run in which the learning rate rises
LEAST = 2 * len(GHOSTS)  # labelled images: a ghost of each kind


@dataclass(frozen=True, eq=False)
class Labelled:
    """Images of known classes: ``x (n, c, h, w) uint8``, ``label (n,) int64``."""

    x: Tensor
    label: Tensor


def labelled(x: np.ndarray, label: np.ndarray) -> Labelled:
    """Those images whose class is known."""
    known = label >= 0
    return Labelled(torch.from_numpy(x[known]), torch.from_numpy(label[known].astype(np.int64)))


def fit(config: JudgeConfig, images: Images, *, quiet: bool = False) -> JudgeNet:
    """A trained network for ``images``, in evaluation mode. The last of its outputs is "none of the classes".

    Raises ``DataError`` for images without classes, ``ModelError`` for a loss that is no longer finite.
    """
    data = _training(images)
    with torch.random.fork_rng(devices=[]), processor(config.threads):
        torch.manual_seed(config.seed)
        return _fit(config, data, images, quiet).eval()


def _training(images: Images) -> Labelled:
    data = labelled(np.asarray(images.train), images.train_label)
    if not images.classes or len(data.x) < LEAST:
        found = f"{len(images.classes)} classes, {len(data.x)} images of a known class"
        remedy = "A judge learns from images whose class is known."
        raise DataError(field="--dataset", found=found, expected=f"at least one, and {LEAST}", remedy=remedy)
    return data


def _fit(config: JudgeConfig, data: Labelled, images: Images, quiet: bool) -> JudgeNet:
    channels, height, width = images.train.shape[1:]
    network = JudgeNet((channels, height, width), config.width, len(images.classes) + 1)
    optimizer = AdamW(network.parameters(), lr=config.lr, weight_decay=config.weight_decay, fused=True)
    size = min(config.batch_size, len(data.x))
    per_epoch = len(data.x) // size  # what is left over comes in another order next time
    total, order, losses = max(1, round(config.epochs * per_epoch)), torch.zeros(0, dtype=torch.int64), []
    with Progress(f"judge-{config.dataset}", total, 0, quiet) as progress:
        for step in range(total):
            if step % per_epoch == 0:
                order = torch.randperm(len(data.x))
            chosen = order[step % per_epoch * size :][:size]
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(config.lr, LR_WARMUP, step / total)
            losses.append(_step(network, optimizer, data.x[chosen], data.label[chosen], len(images.classes)))
            progress.step()
            if (step + 1) % per_epoch == 0 or step + 1 == total:
                _end_epoch(progress, -(-(step + 1) // per_epoch), losses)
    return network


def _step(network: JudgeNet, optimizer: AdamW, x: Tensor, label: Tensor, none: int) -> Tensor:
    real = affine(to_float(x), 1.0)
    unreal = ghosts(real[: max(len(GHOSTS), len(x) // 2)], label[: max(len(GHOSTS), len(x) // 2)])
    seen = soften(torch.cat([real, unreal])).contiguous(memory_format=torch.channels_last)
    loss = functional.cross_entropy(network(seen), torch.cat([label, label.new_full((len(unreal),), none)]))
    optimizer.forget_gradients()
    loss.backward()  # type: ignore[no-untyped-call]
    optimizer.step()
    return loss.detach()


def _end_epoch(progress: Progress, epoch: int, losses: list[Tensor]) -> None:
    loss = float(torch.stack(losses).mean())
    losses.clear()
    if not math.isfinite(loss):
        raise ModelError(f"the loss is no longer finite in epoch {epoch}", remedy="Try a lower --lr.")
    progress.epoch({"epoch": epoch, "loss": loss})
