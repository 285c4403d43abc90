"""Everything that decides a judge, in one frozen ``JudgeConfig``."""

from __future__ import annotations

from dataclasses import dataclass

from training.data import DATASETS, Preparation
from training.settings import Settings, setting
from training.trainer.config import COLORS, preparation


@dataclass(frozen=True)
class JudgeConfig(Settings):
    """The settings of a judge; equal ones on equal machines and thread counts give bitwise equal weights."""

    dataset: str = setting("mnist", "images", options=tuple(DATASETS))
    image_size: tuple[int, ...] = setting(
        (28, 28), "height and width of the images of a folder, as 64,48, or one number for both", low=8, high=128
    )
    color: str = setting("grey", "channels of the images of a folder", options=tuple(COLORS))
    test_share: float = setting(0.2, "share kept for testing where a set has no test images", low=0.001, high=0.9)
    width: int = setting(16, "channels of the first convolution; later ones have up to four times that", low=2, high=64)
    epochs: float = setting(8.0, "passes over the training images", low=0.001, high=1e4)
    batch_size: int = setting(192, "images a step; half as many ghosts come with them", low=16, high=4096)
    lr: float = setting(3e-3, "peak learning rate", low=0.0, high=1.0)
    weight_decay: float = setting(0.02, "AdamW weight decay", low=0.0, high=1.0)
    seed: int = setting(0, "seed of weights, order, ghosts and blur", low=0, high=2**32 - 1)
    threads: int = setting(1, "CPU threads", low=1, high=256)

    @property
    def preparation(self) -> Preparation:
        """How images without a size or split of their own are prepared."""
        return preparation(self.image_size, self.color, self.test_share)
