"""Image sets: one file and one row of ``DATASETS`` each."""

from __future__ import annotations

from training.data.base import Dataset, Images
from training.data.digits import DIGITS
from training.data.mnist import MNIST

DATASETS: dict[str, Dataset] = {dataset.name: dataset for dataset in (MNIST, DIGITS)}

__all__ = ["DATASETS", "Dataset", "Images"]
