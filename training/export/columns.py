"""The numbers that a bundle stores for each of its images, beside the codes; and adding them to one that lacks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import bundle
from aevae_desktop.bundle import Points
from aevae_desktop.errors import DataError, ModelError
from training.data import Images
from training.data.rows import Pixels
from training.export import metrics, pca
from training.export.card import card
from training.families import FAMILIES
from training.trainer.config import RunConfig

BITS = 9  # of the fraction of a stored number, which packs tighter: within a thousandth of what it was
PCA_METRIC = "pca_mse"
SQUARES = "squared error a pixel"
_MEASURED = {bundle.ERROR: "test_mse", bundle.RECONSTRUCTION: "reconstruction"}  # the columns, by what measures them
F32 = NDArray[np.float32]
Doubles = NDArray[np.float64]


def measure(coder: metrics.Coder, parts: Sequence[Pixels], *, squashed: bool) -> list[dict[str, Doubles]]:
    """``metrics.per_image`` of each part: the training images if their codes are stored, and the test images.

    Each part begins with the same seed, so that the test images are given the draws that the metrics use. Refined codes
    are measured for the test images alone.
    """
    last = len(parts) - 1
    return [metrics.per_image(coder, x, squashed=squashed, refined=k == last) for k, x in enumerate(parts)]


def pca_errors(images: Images, parts: Sequence[Pixels], d: int) -> Doubles | None:
    """PCA's squared error a pixel ``(n,)`` of all images of ``parts``, or None where PCA is not solved."""
    fitted = pca.fit(images, d)
    if fitted is None:
        return None
    return np.concatenate([fitted.encode(x)[1] for part in parts for x in metrics.chunks(part)])


def columns(values: Sequence[Mapping[str, Doubles]], of_pca: Doubles | None) -> dict[str, F32]:
    """The columns of a bundle, to three figures: those of what was measured, and PCA's."""
    found = {
        name: np.concatenate([part[measured] for part in values])
        for name, measured in _MEASURED.items()
        if all(measured in part for part in values)
    }
    return {name: _rounded(each) for name, each in (found | ({} if of_pca is None else {bundle.PCA: of_pca})).items()}


def pca_metric(of_pca: Doubles | None, n: int, command: str) -> dict[str, dict[str, Any]]:
    """``pca_mse`` of the test images, which are the last ``n``, as ``metrics.evaluate`` gives a metric."""
    if of_pca is None:
        return {}
    value = round(float(of_pca[-n:].mean()), 6)
    return {PCA_METRIC: {"value": value, "unit": SQUARES, "n": n, "command": command}}


def add(folder: Path, images: Images) -> list[str]:
    """Give the bundle in ``folder`` the columns and the metric it lacks, from its own networks; the rest stays.

    Returns the names of all its columns.
    Raises ``DataError`` where ``images`` are not those of its codes, ``BundleError`` or ``ModelError``.
    """
    manifest = bundle.read(folder)
    contents = {name: bundle.read_file(folder, manifest, name) for name in manifest.files}
    if bundle.POINTS not in contents:
        raise ModelError("the bundle stores no codes, which the columns stand beside", file=folder)
    points = bundle.read_points(folder, manifest)
    parts = _parts(points, images, folder)
    coder = metrics.open_coder(folder, manifest)
    family = FAMILIES.get(manifest.family)
    squashed = metrics.bounded(coder, images) if family is None else family.squashed
    of_pca = pca_errors(images, parts, manifest.latent_dim)
    found = columns(measure(coder, parts, squashed=squashed), of_pca)
    points = replace(points, columns={**found, **points.columns})
    more = pca_metric(of_pca, len(images.test), metrics.command(folder))
    manifest = replace(manifest, metrics=dict(sorted({**more, **manifest.metrics}.items())))
    contents[bundle.POINTS] = bundle.pack_points(points)
    if "config" in manifest.provenance and "README.md" in contents:
        config = RunConfig.from_json(manifest.provenance["config"])
        contents["README.md"] = card(manifest, config, with_images=bundle.IMAGES in contents).encode()
    bundle.write(folder, manifest, contents)
    return list(points.columns)


def _parts(points: Points, images: Images, folder: Path) -> list[Pixels]:
    """The images of the codes. Raises ``DataError`` where labels or numbers are others."""
    kept = [(images.train, images.train_label, bundle.TRAIN), (images.test, images.test_label, bundle.TEST)]
    kept = kept if (points.split == bundle.TRAIN).any() else kept[1:]
    split = np.concatenate([np.full(len(x), which, np.uint8) for x, _, which in kept])
    label = np.concatenate([label for _, label, _ in kept])
    if not (np.array_equal(points.split, split) and np.array_equal(points.label, label)):
        what = f"the codes are not of these images of {images.spec.name}: their number, labels or split differ"
        raise DataError(what, file=folder, remedy="Give the images that it was trained on with --data-dir.")
    return [x for x, _, _ in kept]


def _rounded(values: Doubles) -> F32:
    fraction, exponent = np.frexp(values)
    rounded: F32 = np.ldexp(np.rint(fraction * 2.0**BITS) / 2.0**BITS, exponent).astype(np.float32)
    return rounded
