"""How well a bundle encodes and decodes, measured on its ONNX files alone: any bundle is measured in the same way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DECODER, ENCODER, Manifest, read_files
from aevae_desktop.core.images import measure
from aevae_desktop.errors import ModelError
from training.data import Images
from training.data.rows import Pixels, Rows

SEED = 0  # of the one sample of z an ELBO takes
CHUNK = 1000
REFINED_CHUNK = 100  # of them: d derivatives of every pixel are held
REFINED = "refined_"  # begins the names of what is measured at the refined codes
NO_ENCODER = "the bundle has no encoder.onnx, so images have no codes"
ADD_ENCODER = "Add encoder.onnx: name both files, or put it into the folder."


class Coder:
    """A bundle's networks, in this process, for images as training has them: ``(n, c, h, w)``, values in [0, 1].

    ``files``: the decoder and, if there is one, the encoder; ``folder`` is named in errors. Foreign shapes are adapted
    as the app does. How much memory a network takes is not bounded here. Raises ``BundleError`` or ``ModelError``.
    """

    def __init__(self, folder: Path, manifest: Manifest, files: Mapping[str, bytes]) -> None:
        from aevae_desktop.engine.child.model import opened

        self.model, self.grey = opened(folder, manifest, files), manifest.image.channels == 1

    def doubts(self) -> list[str]:
        """What it does that its manifest hardly means, a line each, as the app says it."""
        from aevae_desktop.engine.child.jobs import probing

        said = probing.doubts(self.model)
        if self.model.manifest.condition is not None:
            said.append("This model takes a class: all images are encoded and decoded as of its first.")
        return said

    @property
    def has_encoder(self) -> bool:
        """Whether images can be encoded."""
        return self.model.has_encoder

    def encode(self, x: Pixels) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
        """``mu (n, d)`` and, for a VAE, ``log_var (n, d)`` of images ``(n, c, h, w) uint8``. Raises ``ModelError``."""
        if not self.has_encoder:
            raise ModelError(NO_ENCODER, remedy=ADD_ENCODER)
        parts = [self.codes(to_float(part)) for part in chunks(x)]
        log_vars = [log_var for _, log_var in parts if log_var is not None]
        return np.concatenate([mu for mu, _ in parts]), np.concatenate(log_vars) if log_vars else None

    def codes(self, x: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
        """As ``encode``, of a few images ``(n, c, h, w)`` in [0, 1]."""
        codes = self.model.encode(self._as_taken(x))
        return codes.mu, codes.log_var

    @property
    def refines(self) -> bool:
        """Whether the encoder gives refined codes too."""
        return self.model.refines

    def refine(self, x: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
        """As ``encode``, the refined codes. Raises ``ModelError`` where there are none."""
        codes = [self.model.refine(self._as_taken(to_float(part))) for part in chunks(x, REFINED_CHUNK)]
        log_vars = [one.log_var for one in codes if one.log_var is not None]
        return np.concatenate([one.mu for one in codes]), np.concatenate(log_vars) if log_vars else None

    def _as_taken(self, x: NDArray[np.float32]) -> NDArray[np.float32]:
        return x[:, 0] if self.grey else x.transpose(0, 2, 3, 1)

    def decode(self, z: NDArray[np.float32]) -> NDArray[np.float32]:
        """``x_hat (n, c, h, w)`` for codes ``(n, d)``. Raises ``ModelError``."""
        return self._as_given(self.model.decode(z))

    def decode_as_is(self, z: NDArray[np.float32]) -> NDArray[np.float32]:
        """As ``decode``, but NaN and infinity are given back: a search may come where a decoder has none."""
        return self._as_given(self.model.decode_as_is(z))

    def _as_given(self, images: NDArray[np.float32]) -> NDArray[np.float32]:
        x_hat = self.model.unit(images)
        return x_hat[:, None] if self.grey else x_hat.transpose(0, 3, 1, 2)


def chunks(x: NDArray[Any] | Rows, size: int = CHUNK) -> Iterator[NDArray[Any]]:
    """The rows of ``x``, ``size`` at a time."""
    return (x[start : start + size] for start in range(0, len(x), size))


def command(folder: Path) -> str:
    """What measures the bundle in ``folder`` again; an absolute path would tell where its owner keeps things."""
    return f"python -m training evaluate {folder.name if folder.is_absolute() else folder.as_posix()}"


def to_float(x: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Pixels 0..255 as float32 in [0, 1]."""
    return x.astype(np.float32) / np.float32(255)


def open_coder(folder: Path, manifest: Manifest) -> Coder:
    """The networks of the bundle in ``folder``, hash-checked. Raises ``BundleError`` or ``ModelError``."""
    from aevae_desktop.engine.child.provided import networks

    files = read_files(folder, manifest, (DECODER, ENCODER))
    return Coder(folder, manifest, networks(folder, manifest, files))


def summary(values: Mapping[str, NDArray[np.float64]], command: str) -> dict[str, dict[str, Any]]:
    """Every metric of the images of ``per_image``, as ``name -> {"value", "unit", "n", "command"}``.

    ``test_mse``: mean squared error a pixel, z = mu; ``test_psnr``: of that mean; ``test_bernoulli_nll``: nats an
    image, z = mu; for a VAE ``neg_elbo = reconstruction + kl``, with one sample of z (seed 0) an image.
    What begins with ``refined_`` is of the refined codes, with the same samples.
    """
    means = {name: float(each.mean()) for name, each in values.items()}
    means["test_psnr"] = -10 * float(np.log10(means["test_mse"]))
    for prefix in ("", REFINED):
        if f"{prefix}kl" in means and f"{prefix}reconstruction" in means:
            means[f"{prefix}neg_elbo"] = means[f"{prefix}reconstruction"] + means[f"{prefix}kl"]
    units = dict.fromkeys(("test_mse", f"{REFINED}mse"), "squared error a pixel") | {"test_psnr": "dB"}
    return {
        name: {
            "value": round(value, 6),
            "unit": units.get(name, "nats an image"),
            "n": len(values["test_mse"]),
            "command": command,
        }
        for name, value in sorted(means.items())
    }


def per_image(coder: Coder, x: Pixels, *, squashed: bool, refined: bool = False) -> dict[str, NDArray[np.float64]]:
    """What ``summary`` takes the means of, ``name -> (n,)``, for images ``(n, c, h, w) uint8``.

    ``squashed``: the decoder's pixels are probabilities, so that there is a Bernoulli likelihood. ``refined``: of the
    refined codes too, where there are any.
    Raises ``ModelError`` without an encoder.
    """
    rng = np.random.default_rng(SEED)
    rows: dict[str, list[NDArray[np.float64]]] = {}
    for part in chunks(x):
        for name, values in _chunk(coder, part, squashed, rng, refined and coder.refines).items():
            rows.setdefault(name, []).append(values)
    return {name: np.concatenate(parts) for name, parts in rows.items()}


def bounded(coder: Coder, images: Images) -> bool:
    """Whether every decode of the test images, z = mu, lies in [0, 1], as probabilities do; True without an encoder."""
    if not coder.has_encoder:
        return True
    decoded = (coder.decode(coder.encode(x)[0]) for x in chunks(images.test))
    return all(float(x_hat.min()) >= 0.0 and float(x_hat.max()) <= 1.0 for x_hat in decoded)


def _chunk(
    coder: Coder, x: NDArray[np.uint8], squashed: bool, rng: np.random.Generator, refined: bool
) -> dict[str, NDArray[np.float64]]:
    mu, log_var = coder.encode(x)
    image = to_float(x)
    x_hat = coder.decode(mu)
    out: dict[str, NDArray[np.float64]] = {"test_mse": measure.mse(image, x_hat)}
    if squashed:
        out["test_bernoulli_nll"] = measure.bernoulli_nll(image, x_hat)
    eps = None if log_var is None else rng.standard_normal(mu.shape, dtype=np.float32)
    out |= _bound(coder, image, (mu, log_var), squashed, eps)
    if refined:
        best = coder.refine(x)
        values = {"mse": measure.mse(image, coder.decode(best[0])), **_bound(coder, image, best, squashed, eps)}
        out |= {f"{REFINED}{name}": each for name, each in values.items()}
    return out


def _bound(
    coder: Coder,
    image: NDArray[np.float32],
    posterior: tuple[NDArray[np.float32], NDArray[np.float32] | None],
    squashed: bool,
    eps: NDArray[np.float32] | None,
) -> dict[str, NDArray[np.float64]]:
    """The terms of the negative ELBO of a VAE's posterior, with one sample of z, ``eps`` standard deviations off."""
    mu, log_var = posterior
    if log_var is None or eps is None:
        return {}
    out = {"kl": measure.kl_standard_normal(mu, log_var)}
    if squashed:
        out["reconstruction"] = measure.bernoulli_nll(image, coder.decode(mu + np.exp(0.5 * log_var) * eps))
    return out
