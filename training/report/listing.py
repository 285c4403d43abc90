"""What can be trained, and the bundles in some folders, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from aevae_desktop import bundle
from aevae_desktop.errors import DataError, LabError
from training.data import DATASETS
from training.families import FAMILIES
from training.trainer.losses import LIKELIHOODS


def lines(folders: Sequence[Path] = ()) -> list[str]:
    """The rows of the tables, and the bundles in ``folders``, else in models_onnx and the user's own folder.

    Raises ``DataError`` for a folder that cannot be read.
    """
    places = folders or [path for path in (Path("models_onnx"), bundle.user_folder()) if path.is_dir()]
    return [*_tables(), *(line for place in places for line in _bundles(place))]


def _tables() -> Iterator[str]:
    for heading, rows in (
        ("families", [(row.name, row.title) for row in FAMILIES.values()]),
        ("likelihoods", [(row.name, row.title) for row in LIKELIHOODS.values()]),
        ("data sets", [(row.name, row.title) for row in DATASETS.values()]),
    ):
        yield f"{heading}:"
        for name, title in rows:
            yield f"  {name:16} {title}"


def _bundles(place: Path) -> Iterator[str]:
    yield f"bundles in {place}:"
    for path in _folders(place):
        yield f"  {path.name:20} {_summary(path)}"


def _summary(folder: Path) -> str:
    try:
        manifest = bundle.read(folder)
    except LabError as error:
        return f"broken: {error}"
    mse = manifest.metrics.get("test_mse", {}).get("value", "?")
    return f"{manifest.kind:4} d = {manifest.latent_dim:<4} test MSE {mse}"


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", file=folder, remedy="Give a folder of bundles.") from error
