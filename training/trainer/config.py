"""Everything that decides a training run, in one frozen, saved and replayable ``RunConfig``.

Each field is one setting, one command-line flag (``latent_dim`` is ``--latent-dim``) and one key of ``config.json``.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from aevae_desktop.errors import ModelError
from aevae_desktop.reading import json_text, regular
from training.data import DATASETS, Preparation
from training.data.base import CLASS_FOLDERS, INKS
from training.families import FAMILIES
from training.families.base import ACTIVATIONS, NORMS, UPSAMPLINGS
from training.settings import Settings, flag, setting
from training.trainer.losses import LIKELIHOODS
from training.trainer.schedules import BETA_SCHEDULES

KINDS = ("ae", "linear-ae", "vae")
DEVICES = ("cpu", "cuda")
STORED = ("float32", "float16")
PRECISIONS = ("float32", "bf16")
KEPT = ("last", "best")
STARTS = ("random", "mean")
MOST_BYTES = 1 << 20  # of a config.json
STEPS, FEWEST_EPOCHS, MOST_EPOCHS = 2000, 20, 400  # that are proposed for images of a person's own
HELD_OUT = 200  # images at most that are held out where nobody says how many
COLORS = {"grey": 1, "rgb": 3}


@dataclass(frozen=True)
class RunConfig(Settings):
    """The settings of one run; equal configs on equal machines and thread counts give bitwise equal weights."""

    kind: str = setting("vae", "what to train", options=KINDS)
    family: str = setting("resmlp", "network family", options=tuple(FAMILIES))
    latent_dim: int = setting(2, "size of z", low=1, high=1024)
    hidden: tuple[int, ...] = setting((512, 256), "encoder widths, image side first, as 512,256", low=1, high=65536)
    decoder_hidden: tuple[int, ...] = setting(
        (), "decoder widths, code side first, if not the encoder's reversed", low=1, high=65536
    )
    activation: str = setting("silu", "activation between layers", options=tuple(ACTIVATIONS))
    norm: str = setting("none", "normalisation before each activation", options=tuple(NORMS))
    blocks: int = setting(2, "residual blocks of the decoder (resmlp)", low=0, high=64)
    fourier: int = setting(32, "Fourier features of z (resmlp), 0 for none", low=0, high=4096)
    fourier_sigma: float = setting(0.7, "their frequencies' standard deviation", low=0.0, high=1e3)
    conv_channels: tuple[int, ...] = setting(
        (32, 64), "channels of the convolutions before the hidden layers (conv)", low=1, high=4096
    )
    decoder_channels: tuple[int, ...] = setting(
        (), "channels of the decoder, code side first, if not the encoder's reversed (conv)", low=1, high=4096
    )
    kernel: int = setting(4, "side of a convolution's kernel, an even number (conv)", low=2, high=16)
    upsampling: str = setting("transposed", "how the decoder enlarges (conv)", options=UPSAMPLINGS)
    likelihood: str = setting("bernoulli", "reconstruction term", options=tuple(LIKELIHOODS))
    beta: float = setting(1.0, "weight of the KL term (vae)", low=0.0, high=1e6)
    beta_schedule: str = setting("warmup", "how beta comes to its weight", options=tuple(BETA_SCHEDULES))
    beta_warmup: float = setting(0.15, "share of the run (cycle) in which beta rises from 0", low=0.0, high=1.0)
    beta_cycles: int = setting(4, "cycles of beta, if it cycles", low=1, high=1000)
    free_bits: float = setting(0.0, "nats a latent dimension is charged at least (vae)", low=0.0, high=1e3)
    code_l2: float = setting(0.0, "weight of the squared length of the code (ae), nats per latent unit^2", low=0.0)
    input_dropout: float = setting(
        0.3, "highest share of pixels hidden from the encoder, drawn per image", low=0.0, high=0.95
    )
    augment: float = setting(
        0.0, "how far images are turned, scaled and sheared; 1 is up to 8 degrees and 8 %", low=0.0, high=5.0
    )
    fade: float = setting(0.0, "last share of the run in which augmentation and dropout fade out", low=0.0, high=1.0)
    semi_amortised: float = setting(
        0.0, "last share of the run in which the decoder also learns from refined codes", low=0.0, high=1.0
    )
    start: str = setting("random", "what the decoder draws at first; mean: the mean training image", options=STARTS)
    dataset: str = setting("mnist", "images", options=tuple(DATASETS))
    image_size: tuple[int, ...] = setting(
        (28, 28), "height and width of the images of a folder, as 64,48, or one number for both", low=8, high=128
    )
    color: str = setting("grey", "channels of the images of a folder", options=tuple(COLORS))
    test_share: float = setting(0.2, "share kept for testing where a set has no test images", low=0.001, high=0.9)
    ink: str = setting("light", "of your own grey images: light inverts drawings in dark ink, as-is none", options=INKS)
    class_folders: str = setting("outer", "which of nested folders are the classes", options=CLASS_FOLDERS)
    validation: int = setting(0, "training images held out for choosing between settings", low=0)
    keep: str = setting("last", "the epoch that is exported: the last, or the best by held-out loss", options=KEPT)
    patience: int = setting(0, "epochs without a better held-out loss after which it ends, 0 for never", low=0)
    ema: float = setting(
        0.0,
        "decay a step of a running mean of the weights, which is exported, as 0.999; 0 for none",
        low=0.0,
        high=0.999999,
    )
    epochs: float = setting(20.0, "passes over the training images", low=0.0)
    budget: float = setting(0.0, "seconds of the processor to train for instead of epochs, 0 for none", low=0.0)
    batch_size: int = setting(128, "images a step", low=1)
    accumulate: int = setting(1, "parts a batch is computed in, so that a large one fits into memory", low=1, high=4096)
    lr: float = setting(4e-3, "peak learning rate", low=0.0)
    lr_warmup: float = setting(0.05, "share of the run in which the learning rate rises", low=0.0, high=1.0)
    weight_decay: float = setting(0.02, "AdamW weight decay of the matrices", low=0.0)
    clip: float = setting(300.0, "highest norm of the gradient, 0 for no limit", low=0.0)
    stored: str = setting("float32", "precision of the weights in the ONNX files", options=STORED)
    seed: int = setting(0, "seed of weights, order and noise", low=0, high=2**32 - 1)
    threads: int = setting(1, "CPU threads; resuming bitwise needs the same number", low=1, high=256)
    device: str = setting("cpu", "where to compute", options=DEVICES)
    precision: str = setting("float32", "of the products while training; bf16 is for GPUs", options=PRECISIONS)

    def __post_init__(self) -> None:
        super().__post_init__()
        _check_together(self)

    @property
    def name(self) -> str:
        """The default name of a run, as ``vae-mnist-2d-resmlp``; the shipped bundles have shorter ones."""
        name = f"{self.kind}-{self.dataset}-{self.latent_dim}d"
        return name if self.kind == "linear-ae" else f"{name}-{self.family}"

    @property
    def preparation(self) -> Preparation:
        """How images without a size or split of their own are prepared."""
        how = preparation(self.image_size, self.color, self.test_share)
        return replace(how, ink=self.ink, class_folders=self.class_folders)

    @staticmethod
    def from_json(data: Mapping[str, Any], file: Path | None = None) -> RunConfig:
        """Rebuild a config. Raises ``ModelError`` on an unknown key (the nearest is named) or a bad value."""
        known = {item.name for item in fields(RunConfig)}
        for key in data:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1)
                remedy = f'Did you mean "{near[0]}"?' if near else "See python -m training train --help."
                raise ModelError("unknown setting", file=file, field=key, remedy=remedy)
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        return RunConfig(**values)

    @staticmethod
    def load(path: Path) -> RunConfig:
        """Read ``config.json``. Raises ``ModelError`` when it is missing or not a config."""
        with regular.errors_as(ModelError, path, other="Give the config.json of a run folder."):
            text = regular.read_at_most(path, MOST_BYTES)
        data = json_text.load(text, path, ModelError, "not readable as JSON")
        if not isinstance(data, dict):
            raise ModelError(file=path, found=type(data).__name__, expected="a JSON object")
        return RunConfig.from_json(data, path)


def enough_epochs(n: int, batch_size: int) -> float:
    """How many passes over ``n`` images of a person's own are proposed: a small set needs as many steps as a large one.

    With fewer its map stays a line and its decodes smears; it sees its images by heart then, so the proposal ends.
    """
    tens = round(STEPS * min(batch_size, n) / max(n, 1) / 10)
    return float(min(max(10 * tens, FEWEST_EPOCHS), MOST_EPOCHS))


def held_out(n: int) -> int:
    """How many of ``n`` training images are held out where nobody says: a tenth, and no more than an epoch notices."""
    return min(HELD_OUT, n // 10)


def preparation(size: tuple[int, ...], color: str, test_share: float) -> Preparation:
    """How images without a size or split of their own are prepared; ``size``: height and width, or both in one."""
    height, width = size * 2 if len(size) == 1 else size
    return Preparation(height, width, COLORS[color], test_share)


def _check_together(config: RunConfig) -> None:
    exact = config.kind == "linear-ae" and (config.keep != "last" or config.patience or config.ema)
    linear = config.kind == "linear-ae" and (config.family != "linear" or config.likelihood != "gaussian")
    logits = LIKELIHOODS[config.likelihood].takes_logits and not FAMILIES[config.family].squashed
    steps = len(config.conv_channels)
    for wrong, name, found, expected in (
        (linear, "kind", f"linear-ae with {config.family} and {config.likelihood}",
         "family linear and likelihood gaussian"),
        (exact, "kind", "linear-ae with --keep, --patience or --ema", "none of them: it is solved exactly"),
        (logits, "likelihood", "bernoulli", f"gaussian: the family {config.family} gives values outside 0 to 1"),
        (config.family == "resmlp" and not config.hidden, "hidden", config.hidden, "at least one width for resmlp"),
        (len(config.image_size) not in (1, 2), "image_size", config.image_size,
         "height and width, as 64,48, or one number for both"),
        (config.family == "conv" and not steps, "conv_channels", config.conv_channels, "at least one width for conv"),
        (config.kernel % 2, "kernel", config.kernel, "an even number: the stride, 2, then divides it"),
        (config.decoder_channels and len(config.decoder_channels) != steps, "decoder_channels", config.decoder_channels,
         f"{steps} numbers, a step for each of --conv-channels"),
        (config.accumulate > config.batch_size, "accumulate", config.accumulate, f"at most {config.batch_size} images"),
        (config.accumulate > 1 and config.norm == "batch", "accumulate", f"{config.accumulate} with --norm batch",
         "1, or another norm: batch statistics would be those of a part"),
        (config.accumulate > 1 and config.free_bits, "accumulate", f"{config.accumulate} with --free-bits",
         "1, or no free bits: they are charged of the mean KL of the whole batch"),
        (config.epochs == config.budget == 0, "epochs", "0", "more than 0, or a --budget in seconds"),
    ):  # fmt: skip
        if wrong:
            raise ModelError(field=flag(name), found=found, expected=expected)
