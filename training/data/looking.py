"""What a person's own images are: which kind of set lies at a place, how many, and what is assumed of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aevae_desktop.errors import DataError
from aevae_desktop.reading import regular
from training.data import DATASETS, Preparation, table

OWN = ("folder", "npz", "idx")  # the sets that are a person's own
ARRAYS = (".npy", ".npz")
IDX_FILE, IDX_TRAIN = "idx", "train-images"  # what the names of such files hold


@dataclass(frozen=True)
class Look:
    """The set ``dataset`` in ``data_dir``: so many images to ``train`` and ``test`` on, their ``shape`` (c, h, w).

    ``classes``: how many; ``nested``: how many if the outer, and if the inner of nested folders are the classes, where
    that differs; ``notes``: what a person should know, a line each.
    """

    dataset: str
    data_dir: str
    train: int
    test: int
    shape: tuple[int, int, int]
    classes: int
    nested: tuple[int, int] | None
    notes: tuple[str, ...]

    def lines(self) -> list[str]:
        """The same for a person."""
        channels, height, width = self.shape
        colour = "grey" if channels == 1 else "RGB"
        size = f"{self.train:,} images to train on, {self.test:,} to test, {height} x {width} {colour}"
        return [f"{self.dataset}: {size}, {self.classes} classes", *(f"note: {note}" for note in self.notes)]


def place_of(path: Path) -> tuple[str, Path]:
    """Which set of ``DATASETS`` lies at ``path``, and the folder or file to read it from. Raises ``DataError``."""
    if path.is_file():
        if path.suffix.lower() in (*ARRAYS, *table.ENDINGS):
            return "npz", path
        table.refuse(path)
        if IDX_FILE in path.name or IDX_TRAIN in path.name:
            return "idx", path.parent
        remedy = "Give a folder of pictures, an .npz, .npy or .csv file, or IDX files."
        raise DataError("no file of arrays", file=path, remedy=remedy)
    with regular.errors_as(DataError, path):
        names = [one.name for one in path.iterdir() if not one.name.startswith(".")]
    if any(IDX_TRAIN in name for name in names):
        return "idx", path
    return ("npz" if any(name.endswith(ARRAYS) for name in names) else "folder"), path


def look(path: Path, how: Preparation) -> Look:
    """Read the images at ``path``, and say what they are. Raises ``DataError``."""
    dataset, place = place_of(path)
    images = DATASETS[dataset].load(place, how)
    nested = None
    if dataset == "folder":
        from training.data import folder  # Pillow, for those who need it

        nested = folder.nested(place)
    _, channels, height, width = images.train.shape
    shape, n_classes = (channels, height, width), len(images.classes)
    return Look(
        dataset, str(place.absolute()), len(images.train), len(images.test), shape, n_classes, nested, images.notes
    )
