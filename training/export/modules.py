"""Any two PyTorch modules become a checked bundle: ``from training import export_bundle``."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, ImageSpec, Manifest, Points, TensorNames
from aevae_desktop.errors import ModelError
from aevae_desktop.reading import plain_text
from training import output
from training.export.metrics import Coder
from training.export.to_onnx import check_codes, serialized

NEAR = 1e-3  # how far the exported networks may be from torch, of a pixel and of a code
MARGIN = 1e-3  # how far outside 0..1 a pixel may be by rounding
LONGEST_TITLE = 100  # characters
Floats = NDArray[np.float32]


class _Encoder(nn.Module):
    """The code alone, or mu and log_var: what an encoder returns beyond them, as a sample, is left out."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model: Any = model

    def forward(self, x: Tensor) -> Any:
        """Encode."""
        found = self.model.encode(x) if hasattr(self.model, "encode") else self.model(x)
        if isinstance(found, Tensor):
            return found.flatten(1)
        return tuple(each.flatten(1) for each in found[:2]) if len(found) > 1 else found[0].flatten(1)


class _Decoder(nn.Module):
    """Images of codes; ``logits`` puts the sigmoid behind them."""

    def __init__(self, model: nn.Module, logits: bool) -> None:
        super().__init__()
        self.model: Any = model
        self.logits = logits

    def forward(self, z: Tensor) -> Tensor:
        """Decode."""
        x_hat: Tensor = self.model.decode(z) if hasattr(self.model, "decode") else self.model(z)
        return x_hat.sigmoid() if self.logits else x_hat


def export_bundle(
    folder: str | Path,
    encoder: nn.Module,
    decoder: nn.Module | None = None,
    *,
    images: Any,
    labels: Sequence[Any] | None = None,
    title: str = "",
    logits: bool = False,
) -> Manifest:
    """Write the bundle ``folder`` of two modules, or of one with ``encode`` and ``decode``, as they are in evaluation.

    The folder may have any name: its bundle has the nearest id there may be (``mein ö`` gives ``mein-o``), and its
    title says the name.

    ``images``: some that the encoder takes, as it takes them, values in [0, 1]: ``(n, c, h, w)``, ``(n, h, w, c)``,
    ``(n, h, w)`` or flat squares ``(n, p)``. The encoder returns a code ``(n, d)``, or mu and log_var for a VAE.
    ``labels (n,)`` colour the map; ``logits``: the decoder has no sigmoid. Both files are compared with torch.
    Raises ``ModelError`` or ``BundleError``, and then nothing is written.
    """
    place = Path(folder)
    x = torch.as_tensor(np.asarray(images, dtype=np.float32))
    halves = [copy.deepcopy(half).cpu().eval() for half in (_Encoder(encoder), _Decoder(decoder or encoder, logits))]
    with torch.no_grad():
        found = halves[0](x)
        mu, log_var = (found, None) if isinstance(found, Tensor) else found
        x_hat = halves[1](mu)
    _check_values(x, x_hat, logits)
    tensors = TensorNames(log_var=None if log_var is None else "log_var")
    names = [tensors.mu] if log_var is None else [tensors.mu, "log_var"]
    files = {
        ENCODER: serialized(halves[0], x[:4], tensors.x, names, {}, False),
        DECODER: serialized(halves[1], mu[:4], tensors.z, [tensors.x_hat], {}, False),
    }
    name = output.bundle_name(place.resolve(), "folder")
    title = title or plain_text.clean(place.resolve().name, LONGEST_TITLE)
    kind, prior = ("ae", "none") if log_var is None else ("vae", "standard_normal")
    label, classes = _classes(labels, len(x))
    manifest = Manifest(
        name, title, kind, "", _image(x), int(mu.shape[1]), prior=prior, classes=classes, tensors=tensors
    )
    _compare(Coder(place, manifest, files), _channels_first(x, manifest.image), mu.numpy(), x_hat.numpy())
    log_vars = None if log_var is None else log_var.numpy()
    points = Points(mu=mu.numpy(), log_var=log_vars, label=label, split=np.full(len(x), bundle.TEST, np.uint8))
    bundle.write(place, manifest, files | {bundle.POINTS: bundle.pack_points(points)})
    return bundle.validate(place)


def _check_values(x: Tensor, x_hat: Tensor, logits: bool) -> None:
    if x[0].numel() != x_hat[0].numel():
        raise ModelError(field="decoder", found=f"images {tuple(x_hat.shape[1:])}", expected=f"{tuple(x.shape[1:])}")
    for field, values in (("images", x), ("decoder", x_hat)):
        low, high = float(values.min()), float(values.max())
        if not (low >= -MARGIN and high <= 1 + MARGIN):
            remedy = "" if logits or field == "images" else "Give logits=True if its sigmoid is missing."
            raise ModelError(
                field=field, found=f"values from {low:.3g} to {high:.3g}", expected="0 to 1", remedy=remedy
            )


def _image(x: Tensor) -> ImageSpec:
    """What one image is, of ``x`` as the encoder takes it. Raises ``ModelError``."""
    from aevae_desktop.engine.child.jobs.halves import image_size

    found = image_size(tuple(int(size) for size in x.shape[1:]))
    if found is None:
        expected = "(n, c, h, w), (n, h, w, c), (n, h, w) or flat squares"
        raise ModelError(field="images", found=f"shape {tuple(x.shape)}", expected=expected)
    return found


def _channels_first(x: Tensor, image: ImageSpec) -> Floats:
    last = x.ndim == 4 and x.shape[1] not in (1, 3)
    found: Floats = (
        x.permute(0, 3, 1, 2) if last else x.reshape(-1, image.channels, image.height, image.width)
    ).numpy()
    return found


def _classes(labels: Sequence[Any] | None, n: int) -> tuple[NDArray[np.int16], tuple[str, ...]]:
    if labels is None:
        return np.full(n, -1, np.int16), ()
    if len(labels) != n:
        raise ModelError(field="labels", found=len(labels), expected=f"{n}, one for each image")
    distinct, place = np.unique(np.asarray(labels), return_inverse=True)
    return place.astype(np.int16), tuple(str(one) for one in distinct)


def _compare(coder: Coder, x: Floats, mu: Floats, x_hat: Floats) -> None:
    check_codes(mu, coder.model.has_encoder)
    decoded = coder.decode(mu)
    if x_hat.ndim == 4 and x_hat.shape[1] != decoded.shape[1]:
        x_hat = x_hat.transpose(0, 3, 1, 2)
    for field, found, meant in (("encoder", coder.codes(x)[0], mu), ("decoder", decoded, x_hat)):
        worst = float(np.abs(found.reshape(len(found), -1) - meant.reshape(len(meant), -1)).max())
        if not worst <= NEAR * max(1.0, float(np.abs(meant).max())):
            raise ModelError(field=field, found=f"{worst:.1e} from torch", expected=f"at most {NEAR:g}")
