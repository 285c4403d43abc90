"""What a bundle is worth, measured on its ONNX files, so that anyone's bundle can be judged alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DECODER, ENCODER, Manifest, TensorNames, read_file
from aevae_desktop.core import measure
from aevae_desktop.errors import DataError
from training.data import Images
from training.onnx_half import OnnxHalf

SEED = 0  # of the one sample of z an ELBO takes
CHUNK = 1000


class Coder:
    """Both halves of a model, encoding and decoding in numpy."""

    def __init__(self, files: Mapping[str, bytes], tensors: TensorNames) -> None:
        self.tensors = tensors
        self.encoder = OnnxHalf(files[ENCODER], ENCODER)
        self.decoder = OnnxHalf(files[DECODER], DECODER)

    def encode(self, x: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
        """``mu (n, d)`` and, for a VAE, ``log_var (n, d)`` of images ``(n, c, h, w) uint8``."""
        t = self.tensors
        names = [t.mu] if t.log_var is None else [t.mu, t.log_var]
        parts = [self.encoder.run(names, to_float(x[i : i + CHUNK])) for i in range(0, len(x), CHUNK)]
        out = [np.concatenate(column) for column in zip(*parts, strict=True)]
        return out[0], out[1] if t.log_var is not None else None

    def decode(self, z: NDArray[np.float32]) -> NDArray[np.float32]:
        """``x_hat (n, c, h, w)`` for codes ``(n, d)``."""
        return self.decoder.run([self.tensors.x_hat], z)[0]


def to_float(x: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Pixels 0..255 as float32 in [0, 1]."""
    return x.astype(np.float32) / np.float32(255)


def open_coder(folder: Path, manifest: Manifest) -> Coder:
    """The halves of the bundle in ``folder``, hash-checked. Raises ``BundleError`` or ``ModelError``."""
    return Coder({name: read_file(folder, manifest, name) for name in (ENCODER, DECODER)}, manifest.tensors)


def evaluate(coder: Coder, images: Images, *, squashed: bool, command: str) -> dict[str, dict[str, Any]]:
    """Every metric of the test images, as ``name -> {"value", "unit", "n", "command"}``.

    ``test_mse``: mean squared error a pixel, z = mu; ``test_psnr``: of that mean; ``test_bernoulli_nll``: nats an
    image, z = mu; for a VAE ``neg_elbo = reconstruction + kl``, with one sample of z (seed 0) an image.
    """
    rng = np.random.default_rng(SEED)
    rows: dict[str, list[NDArray[np.float64]]] = {}
    for start in range(0, len(images.test), CHUNK):
        for name, values in _chunk(coder, images.test[start : start + CHUNK], squashed, rng).items():
            rows.setdefault(name, []).append(values)
    means = {name: float(np.concatenate(parts).mean()) for name, parts in rows.items()}
    means["test_psnr"] = -10 * float(np.log10(means["test_mse"]))
    if "kl" in means and "reconstruction" in means:
        means["neg_elbo"] = means["reconstruction"] + means["kl"]
    units = {"test_mse": "squared error a pixel", "test_psnr": "dB"}
    return {
        name: {
            "value": round(value, 6),
            "unit": units.get(name, "nats an image"),
            "n": len(images.test),
            "command": command,
        }
        for name, value in sorted(means.items())
    }


def check_shape(manifest: Manifest, images: Images) -> None:
    """Raises ``DataError`` when the images are not of the size the bundle takes."""
    image = manifest.image
    wanted = (image.channels, image.height, image.width)
    if images.test.shape[1:] != wanted:
        raise DataError(field="--dataset", found=f"images {images.test.shape[1:]}", expected=f"images {wanted}")


def _chunk(
    coder: Coder, x: NDArray[np.uint8], squashed: bool, rng: np.random.Generator
) -> dict[str, NDArray[np.float64]]:
    mu, log_var = coder.encode(x)
    image = to_float(x)
    x_hat = coder.decode(mu)
    out: dict[str, NDArray[np.float64]] = {"test_mse": measure.mse(image, x_hat)}
    if squashed:
        out["test_bernoulli_nll"] = measure.bernoulli_nll(image, x_hat)
    if log_var is not None:
        z = mu + np.exp(0.5 * log_var) * rng.standard_normal(mu.shape, dtype=np.float32)
        out["kl"] = measure.kl_standard_normal(mu, log_var)
        if squashed:
            out["reconstruction"] = measure.bernoulli_nll(image, coder.decode(z))
    return out
