"""The 1,797 digits that come inside scikit-learn: no download, always there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from aevae_desktop.bundle import DatasetSpec
from training.data.base import AS_PUBLISHED, Dataset, Images, Preparation

N_TRAIN = 1437  # the file is ordered by writer: the test images come from other hands
SIDE = 28


def load(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:  # noqa: ARG001
    """8 x 8 digits with values 0 to 16, resized (bilinear) to 28 x 28 and scaled to 0 to 255."""
    import torch  # heavy, and not needed to read other images
    from sklearn.datasets import load_digits
    from torch.nn import functional

    bunch = load_digits()
    small = np.asarray(bunch.images, dtype=np.float32)
    large = functional.interpolate(torch.from_numpy(small)[:, None], size=(SIDE, SIDE), mode="bilinear")
    x = large.mul(255 / 16).round().clamp(0, 255).to(torch.uint8).numpy()
    label = np.asarray(bunch.target, dtype=np.int16)
    spec = DatasetSpec(
        name="digits",
        licence="CC BY 4.0",
        source="E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits (UCI), as bundled with scikit-learn",
        n_train=N_TRAIN,
        n_test=len(x) - N_TRAIN,
        sha256={"images": hashlib.sha256(x.tobytes()).hexdigest()},
    )
    classes = tuple(str(digit) for digit in range(10))
    recipe = {"pixels": "8 x 8 resized to 28 x 28, bilinear", "split": f"the first {N_TRAIN} images train"}
    return Images(x[:N_TRAIN], label[:N_TRAIN], x[N_TRAIN:], label[N_TRAIN:], classes, spec, recipe)


DIGITS = Dataset(
    "digits", "1,797 digits bundled with scikit-learn, resized to 28 x 28; needs no network", load, (1, SIDE, SIDE)
)
