"""Image sets: one row of ``DATASETS`` each."""

from __future__ import annotations

from pathlib import Path

from training.data.base import AS_PUBLISHED, Dataset, Images, Preparation
from training.data.digits import DIGITS
from training.data.idx import IDX
from training.data.npz import NPZ
from training.data.omniglot import OMNIGLOT
from training.data.publications import PUBLICATIONS
from training.data.published import row


def _folder(data_dir: Path | None, how: Preparation = AS_PUBLISHED, /) -> Images:
    from training.data import folder  # Pillow, for those who need it

    return folder.load(data_dir, how)


FOLDER = Dataset("folder", "your pictures, a sub-folder a class or flat, resized (--data-dir DIR)", _folder)
DATASETS: dict[str, Dataset] = {
    dataset.name: dataset for dataset in (*map(row, PUBLICATIONS), OMNIGLOT, DIGITS, FOLDER, NPZ, IDX)
}

__all__ = ["AS_PUBLISHED", "DATASETS", "Dataset", "Images", "Preparation"]
