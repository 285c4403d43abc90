"""Image sets: one file and one row of ``DATASETS`` each."""

from __future__ import annotations

from pathlib import Path

from training.data.base import AS_PUBLISHED, Dataset, Images, Preparation
from training.data.digits import DIGITS
from training.data.emnist import EMNIST_BALANCED, EMNIST_LETTERS
from training.data.fashion import FASHION_MNIST
from training.data.idx_folder import IDX
from training.data.kmnist import KMNIST
from training.data.mnist import MNIST
from training.data.npz import NPZ


def _folder(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:
    from training.data import folder  # Pillow, for those who need it

    return folder.load(data_dir, how)


FOLDER = Dataset("folder", "your pictures, a sub-folder a class or flat, resized (--data-dir DIR)", _folder)
DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        MNIST, FASHION_MNIST, KMNIST, EMNIST_LETTERS, EMNIST_BALANCED, DIGITS, FOLDER, NPZ, IDX,
    )
}  # fmt: skip

__all__ = ["AS_PUBLISHED", "DATASETS", "Dataset", "Images", "Preparation"]
