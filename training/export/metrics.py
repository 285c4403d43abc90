"""How well a bundle encodes and decodes, measured on its ONNX files alone: any bundle is measured in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DECODER, ENCODER, ImageSpec, Manifest, TensorNames, read_file
from aevae_desktop.core import measure
from aevae_desktop.errors import DataError, ModelError
from training.data import Images
from training.export.onnx_half import OnnxHalf

SEED = 0  # of the one sample of z an ELBO takes
CHUNK = 1000
NO_ENCODER = "the bundle has no encoder.onnx, so images have no codes"


class Coder:
    """Both halves of a model, encoding and decoding in numpy; the encoder may be missing.

    ``image`` says how the networks see pixels: values from ``low`` to ``high``. Here images are always in [0, 1].
    """

    def __init__(self, files: Mapping[str, bytes], tensors: TensorNames, image: ImageSpec | None = None) -> None:
        self.tensors = tensors
        self.image = image
        self.encoder = OnnxHalf(files[ENCODER], ENCODER) if ENCODER in files else None
        self.decoder = OnnxHalf(files[DECODER], DECODER)

    def encode(self, x: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
        """``mu (n, d)`` and, for a VAE, ``log_var (n, d)`` of images ``(n, c, h, w) uint8``. Raises ``ModelError``."""
        if self.encoder is None:
            raise ModelError(NO_ENCODER)
        t = self.tensors
        names = [t.mu] if t.log_var is None else [t.mu, t.log_var]
        parts = [self.encoder.run(names, self._scaled(to_float(part))) for part in chunks(x)]
        out = [np.concatenate(column) for column in zip(*parts, strict=True)]
        for name, values in zip(names, out, strict=True):
            _check_codes(name, values, out[0].shape)
            _check_finite(ENCODER, name, values)
        return out[0], out[1] if t.log_var is not None else None

    def decode(self, z: NDArray[np.float32]) -> NDArray[np.float32]:
        """``x_hat (n, c, h, w)`` for codes ``(n, d)``. Raises ``ModelError``."""
        x_hat = self.decoder.run([self.tensors.x_hat], z)[0]
        _check_finite(DECODER, self.tensors.x_hat, x_hat)
        return x_hat if self.image is None else _as_images(x_hat, self.image)

    def _scaled(self, x: NDArray[np.float32]) -> NDArray[np.float32]:
        if self.image is None or (self.image.low, self.image.high) == (0.0, 1.0):
            return x
        return x * np.float32(self.image.high - self.image.low) + np.float32(self.image.low)


def chunks(x: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """The rows of ``x``, ``CHUNK`` at a time."""
    return (x[start : start + CHUNK] for start in range(0, len(x), CHUNK))


def command(folder: Path) -> str:
    """What measures the bundle in ``folder`` again; an absolute path would tell where its owner keeps things."""
    return f"python -m training evaluate {folder.name if folder.is_absolute() else folder.as_posix()}"


def to_float(x: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Pixels 0..255 as float32 in [0, 1]."""
    return x.astype(np.float32) / np.float32(255)


def open_coder(folder: Path, manifest: Manifest) -> Coder:
    """The halves of the bundle in ``folder``, hash-checked. Raises ``BundleError`` or ``ModelError``."""
    names = [name for name in (ENCODER, DECODER) if name == DECODER or name in manifest.files]
    return Coder({name: read_file(folder, manifest, name) for name in names}, manifest.tensors, manifest.image)


def check_dimensions(coder: Coder, manifest: Manifest) -> None:
    """One image and one code, tried: raises ``ModelError`` unless codes are of ``manifest.latent_dim`` numbers."""
    image, d = manifest.image, manifest.latent_dim
    if coder.encoder is not None:
        mu = coder.encode(np.zeros((1, image.channels, image.height, image.width), np.uint8))[0]
        if mu.shape != (1, d):
            expected = f"shape (1, {d}), as the manifest says"
            raise ModelError(file=ENCODER, field=manifest.tensors.mu, found=f"shape {mu.shape}", expected=expected)
    coder.decode(np.zeros((1, d), np.float32))


def evaluate(coder: Coder, images: Images, *, squashed: bool, command: str) -> dict[str, dict[str, Any]]:
    """Every metric of the test images, as ``name -> {"value", "unit", "n", "command"}``.

    ``test_mse``: mean squared error a pixel, z = mu; ``test_psnr``: of that mean; ``test_bernoulli_nll``: nats an
    image, z = mu; for a VAE ``neg_elbo = reconstruction + kl``, with one sample of z (seed 0) an image.
    Raises ``ModelError`` without an encoder.
    """
    return summary(per_image(coder, images.test, squashed=squashed), command)


def summary(values: Mapping[str, NDArray[np.float64]], command: str) -> dict[str, dict[str, Any]]:
    """What ``evaluate`` gives, out of what ``per_image`` found."""
    means = {name: float(each.mean()) for name, each in values.items()}
    means["test_psnr"] = -10 * float(np.log10(means["test_mse"]))
    if "kl" in means and "reconstruction" in means:
        means["neg_elbo"] = means["reconstruction"] + means["kl"]
    units = {"test_mse": "squared error a pixel", "test_psnr": "dB"}
    return {
        name: {
            "value": round(value, 6),
            "unit": units.get(name, "nats an image"),
            "n": len(values["test_mse"]),
            "command": command,
        }
        for name, value in sorted(means.items())
    }


def per_image(coder: Coder, x: NDArray[np.uint8], *, squashed: bool) -> dict[str, NDArray[np.float64]]:
    """What ``evaluate`` takes the means of, ``name -> (n,)``, for images ``(n, c, h, w) uint8``.

    ``squashed``: the decoder's pixels are probabilities, so that there is a Bernoulli likelihood.
    """
    rng = np.random.default_rng(SEED)
    rows: dict[str, list[NDArray[np.float64]]] = {}
    for part in chunks(x):
        for name, values in _chunk(coder, part, squashed, rng).items():
            rows.setdefault(name, []).append(values)
    return {name: np.concatenate(parts) for name, parts in rows.items()}


def bounded(coder: Coder, images: Images) -> bool:
    """Whether every decode of the test images, z = mu, lies in [0, 1], as probabilities do; True without an encoder."""
    if coder.encoder is None:
        return True
    decoded = (coder.decode(coder.encode(x)[0]) for x in chunks(images.test))
    return all(float(x_hat.min()) >= 0.0 and float(x_hat.max()) <= 1.0 for x_hat in decoded)


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


def _check_codes(name: str, values: NDArray[Any], wanted: tuple[int, ...]) -> None:
    if values.ndim != 2 or values.shape != wanted:
        expected = f"shape {wanted}, as mu" if len(wanted) == 2 else "shape (n, d)"
        raise ModelError(file=ENCODER, field=name, found=f"shape {values.shape}", expected=expected)


def _check_finite(file: str, name: str, values: NDArray[np.float32]) -> None:
    if not np.isfinite(values).all():
        raise ModelError(file=file, field=name, found="NaN or infinity", expected="finite numbers")


def _as_images(x_hat: NDArray[np.float32], image: ImageSpec) -> NDArray[np.float32]:
    """The decoder's output as ``(n, c, h, w)`` in [0, 1], however it was folded; colour may come last."""
    c, h, w = image.channels, image.height, image.width
    if x_hat[0].size != c * h * w:
        found, expected = f"images of {x_hat[0].size} values", f"{c} x {h} x {w}"
        raise ModelError(file=DECODER, field="x_hat", found=found, expected=expected)
    if c > 1 and x_hat.shape[1:] == (h, w, c):
        x_hat = x_hat.transpose(0, 3, 1, 2)
    x_hat = x_hat.reshape(len(x_hat), c, h, w)
    if (image.low, image.high) == (0.0, 1.0):
        return x_hat
    return (x_hat - np.float32(image.low)) / np.float32(image.high - image.low)
