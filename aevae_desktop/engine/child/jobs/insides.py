"""What happens inside a model: what each of its layers is given on the way from an image to its reconstruction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import bundle
from aevae_desktop.engine.child.model import Decoder, Encoder
from aevae_desktop.engine.child.network import Trial
from aevae_desktop.engine.child.provided import Bundles, Provided
from aevae_desktop.engine.wire.frames import Arrays, Header
from aevae_desktop.engine.wire.protocol import MOST_INSIDE, LookInside
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector.layers import Layer, layers

F32 = NDArray[np.float32]


class Insides:
    """The models that are looked into, each opened a second time so that values between layers come out."""

    def __init__(self, bundles: Bundles) -> None:
        self._bundles = bundles
        self._open: dict[str, _Opened] = {}

    def look(self, job: LookInside, label: int = 0) -> tuple[Header, Arrays]:
        """Header and arrays as ``LookInside`` describes them, of a conditional model's class. Raises ``LabError``."""
        opened = self._open.get(job.key)
        if opened is None:
            opened = self._open[job.key] = _Opened(self._bundles.get(job.folder), label)
        header: Header = {"encoder": [], "decoder": []}
        arrays: Arrays = {}
        z = job.z
        if len(job.x):
            z = opened.encode(job.x, job.eps, header, arrays)
        arrays["z"] = z
        opened.decode(z, header, arrays)
        return header, arrays

    def forget(self, key: str) -> None:
        """The model ``key`` is closed, or another one."""
        self._open.pop(key, None)


class _Opened:
    """One model's networks."""

    def __init__(self, given: Provided, label: int) -> None:
        self.folder, self.d, self.image = given.folder, given.manifest.latent_dim, given.manifest.image
        self._decoder = _Watched(given, bundle.DECODER, Decoder, label)
        has_encoder = bundle.ENCODER in given.manifest.files
        self._encoder = _Watched(given, bundle.ENCODER, Encoder, label) if has_encoder else None

    def encode(self, x: F32, eps: F32, header: Header, arrays: Arrays) -> F32:
        """``z: (1, d) = mu + sigma * eps`` of the image ``x: (1, h, w[, 3])`` (an autoencoder's is mu)."""
        if self._encoder is None:
            raise ModelError("has no encoder, so an image has no code in it", file=self.folder)
        if x.shape[1:] != self.image.shape or eps.shape != (self.d,):
            found, expected = f"{x.shape}, {eps.shape}", f"(1, *{self.image.shape}), ({self.d},)"
            raise ModelError(file=self.folder, field="x, eps", found=found, expected=expected)
        net = self._encoder
        low, high = np.float32(self.image.low), np.float32(self.image.high)
        codes, header["encoder"] = net.run(net.network.rows(x * (high - low) + low), "encoder", arrays)
        mu, *rest = (np.asarray(code, np.float32).reshape(1, self.d) for code in codes)
        arrays["mu"] = mu
        if not rest:
            return mu
        arrays["log_var"] = rest[0]
        return (mu + np.exp(rest[0] / 2) * eps[None]).astype(np.float32)

    def decode(self, z: F32, header: Header, arrays: Arrays) -> None:
        if z.shape != (1, self.d):
            raise ModelError(file=self.folder, field="z", found=f"shape {z.shape}", expected=f"(1, {self.d})")
        net = self._decoder
        _, header["decoder"] = net.run(z, "decoder", arrays)
        arrays["x_hat"] = net.network.run(z)


class _Watched:
    """A network whose layers' inputs come out beside its outputs."""

    def __init__(self, given: Provided, name: str, kind: type[Any], label: int) -> None:
        self._layers, self._more = layers(given.file(name))
        self.network = kind(given, self._more, label)

    @property
    def _outputs(self) -> list[str]:
        outputs = getattr(self.network, "outputs", None)
        return list(outputs) if outputs is not None else [self.network.output]

    def run(self, rows: F32, half: str, arrays: Arrays) -> tuple[list[NDArray[Any]], list[dict[str, Any]]]:
        """The network's own outputs, and its layers as data; what each is given goes into ``arrays``."""
        trial: Trial = self.network.trial
        own = self._outputs
        results = trial.feed([*own, *self._more], rows)[0]
        values = dict(zip([*own, *self._more], results, strict=True)) | {trial.name: rows}
        told = [self._told(k, layer, half, values, arrays) for k, layer in enumerate(self._layers)]
        return results[: len(own)], told

    @staticmethod
    def _told(k: int, layer: Layer, half: str, values: dict[str, Any], arrays: Arrays) -> dict[str, Any]:
        shape: Sequence[int] = ()
        if layer.given in values:
            value = np.asarray(values[layer.given], np.float32)[0]
            shape = value.shape
            arrays[f"{half}/{k}"] = np.ascontiguousarray(value.reshape(-1)[:MOST_INSIDE])
        return {
            "kind": layer.kind, "takes": layer.takes, "gives": layer.gives, "weights": layer.weights,
            "shape": list(shape),
        }  # fmt: skip
