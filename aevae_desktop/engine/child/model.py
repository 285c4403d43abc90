"""One bundle's networks, opened in onnxruntime and made to fit: for the inference process, and for training.

Shapes are learned from a trial run; of what a file says about itself, only a fixed batch is believed. Foreign exports
are adapted: a batch fixed at 1 is looped over, a larger one filled up, flat images are folded, inputs of rank 4 are fed
as such, and tensors with other names are found by their shape.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import bundle
from aevae_desktop.bundle import MOST_CLASSES, Condition, FileRecord, ImageSpec, Manifest
from aevae_desktop.core.images.grey_levels import to_unit
from aevae_desktop.engine.child import provided, whole
from aevae_desktop.engine.child.network import Net, Shapes, Trial, input_shapes, size_text, squeezed
from aevae_desktop.engine.child.provided import Provided
from aevae_desktop.engine.child.second_inputs import Label
from aevae_desktop.engine.wire.library import NETWORKS
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector import extending
from aevae_desktop.inspector.cutting import without_outputs
from aevae_desktop.inspector.gathering import gathered
from aevae_desktop.inspector.wire import WireError

ALPHA = 4  # channels of an image that is not everywhere opaque
_TIMING_S = 0.01  # time spent on measuring one decode

F32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Codes:
    """What an encoder makes of ``n`` images: ``mu, log_var: (n, d) float32``; no ``log_var`` for an autoencoder."""

    mu: F32
    log_var: F32 | None


class Model:
    """The networks of a bundle, tried once: one that was handed over, or that in a folder, for who may open files.

    ``label``: the class that a conditional one is given. ``cut``: what was cut in two, a whole autoencoder or
    moments, and where, in words; "" where nothing was. Raises ``BundleError``, or ``ModelError`` when it lies.
    """

    def __init__(self, given: Provided | Path, label: int = 0) -> None:
        given = provided.read(given, NETWORKS) if isinstance(given, Path) else given
        self.folder, self.cut = given.folder, ""
        try:
            self._decoder = Decoder(given, label=label)
        except ModelError as error:
            given, self.cut = _parted(given, error)
            self._decoder = Decoder(given, label=label)
        self._encoder = None
        if bundle.ENCODER in given.manifest.files:
            try:
                self._encoder = Encoder(given, label=label)
            except ModelError as error:
                given, self.cut = _halved(given, error)
                self._encoder = Encoder(given, label=label)
        self.manifest = given.manifest
        self._given = given if self._encoder is not None and self.manifest.refined is not None else None
        if self.manifest.condition is None and self._decoder.trial.net.label_input:
            count = len(self.manifest.classes) or self._decoder.trial.classes() or MOST_CLASSES
            self.manifest = replace(self.manifest, condition=Condition(count))
        self.decode_ms = self._time_decode()

    @property
    def has_encoder(self) -> bool:
        """Whether images can be encoded."""
        return self._encoder is not None

    @property
    def refines(self) -> bool:
        """Whether the encoder gives refined codes too."""
        return self._given is not None

    @cached_property
    def _refiner(self) -> Refiner:
        """The whole encoder, opened when it is first asked for: that takes ten times as long as its first half."""
        if self._given is None:
            raise ModelError("gives no refined codes", file=self.folder)
        return Refiner(self._given)

    @property
    def fixed_batch(self) -> bool:
        """Whether the decoder takes one z at a time only."""
        return self._decoder.trial.step == 1

    def set_label(self, value: int) -> None:
        """Have the networks given another class from now on; of a model that takes none nothing changes."""
        for half in (self._decoder, self._encoder):
            if half is not None:
                half.trial.net.label = replace(half.trial.net.label, value=value)

    def decode(self, z: F32) -> F32:
        """The decoder's output at ``z: (n, d)``, in the model's value range: (n, h, w), or (n, h, w, 3) in colour.

        Raises ``ModelError`` for a z of another shape and for output that is not finite.
        """
        images = self.decode_as_is(z)
        if not np.isfinite(images).all():
            raise self._not_finite(z, images)
        return images

    def decode_as_is(self, z: F32) -> F32:
        """As ``decode``, but NaN and infinity are given back."""
        wanted = (len(z) if z.ndim else 0, self.manifest.latent_dim)
        if z.shape != wanted:
            raise ModelError(
                file=self.folder, field="z", found=f"shape {z.shape}", expected=f"(n, {self.manifest.latent_dim})"
            )
        return self._decoder.run(z)

    def encode(self, x: F32) -> Codes:
        """The codes of ``x: (n, h, w)`` or ``(n, h, w, 3)``, values in [0, 1]. Raises ``ModelError``."""
        if self._encoder is None:
            raise ModelError("has no encoder, so an image has no code in it", file=self.folder)
        return self._codes(self._encoder, x)

    def refine(self, x: F32) -> Codes:
        """The refined codes of ``x``, shaped as for ``encode``. Raises ``ModelError`` where there are none."""
        return self._codes(self._refiner, x)

    def _codes(self, encoder: Encoder, x: F32) -> Codes:
        image = self.manifest.image
        if x.shape[1:] != image.shape:
            found, expected = f"images of {x.shape[1:]}", f"images of {image.shape}"
            raise ModelError(file=self.folder, field="x", found=found, expected=expected)
        low, high = (0.0, 255.0) if encoder.trial.dtype is np.uint8 else (image.low, image.high)
        if (low, high) != (0.0, 1.0):
            x = x * np.float32(high - low) + np.float32(low)
        codes = encoder.run(x)
        for name, values in (("mu", codes.mu), ("log_var", codes.log_var)):
            if values is not None and not np.isfinite(values).all():
                file = self.folder / bundle.ENCODER
                raise ModelError(file=file, field=name, found="NaN or infinity", expected="finite numbers")
        return codes

    def recode(self, images: F32) -> F32:
        """``mu: (n, d)`` of what ``decode`` gave, whose values are in the model's own range. Raises ``ModelError``."""
        return self.encode(self.unit(images)).mu

    def unit(self, images: F32) -> F32:
        """``images`` as ``decode`` gives them, their values moved from the model's own range to [0, 1]."""
        return to_unit(images, self.manifest.image.low, self.manifest.image.high)

    def _not_finite(self, z: F32, images: F32) -> ModelError:
        row = int(np.flatnonzero(~np.isfinite(images).reshape(len(images), -1).all(axis=1))[0])
        place = ", ".join(f"{value:.4g}" for value in z[row][:8]) + (", …" if z.shape[1] > 8 else "")
        return ModelError(
            file=self.folder / bundle.DECODER,
            field=self.manifest.tensors.x_hat,
            found=f"NaN or infinity at z = ({place})",
            expected="finite numbers",
        )

    def _time_decode(self) -> float:
        z = np.zeros((1, self.manifest.latent_dim), np.float32)
        taken: list[float] = []
        while sum(taken) < _TIMING_S and len(taken) < 15:
            start = time.perf_counter()
            self._decoder.run(z)
            taken.append(time.perf_counter() - start)
        return 1e3 * median(taken)


class Decoder:
    """z (n, d) -> images (n, h, w[, 3]); a fourth channel is how opaque they are, and they are laid over white."""

    def __init__(self, given: Provided, watched: Sequence[str] = (), label: int = 0) -> None:
        manifest, d = given.manifest, given.manifest.latent_dim
        told = _label(manifest, "decoder", label)
        net = Net(given.file(bundle.DECODER), given.folder / bundle.DECODER, watched, told)
        self.image = manifest.image
        self.trial = _decoder_trial(net, manifest.tensors.z, d)
        self.output = self.trial.pick(manifest.tensors.x_hat, _image_shapes(self.image), size_text(self.image))
        shape = self.trial.item_shapes[self.output]
        self.channels = (
            ALPHA if self.image.channels == 3 and ALPHA in (shape[-3:-2] + shape[-1:]) else self.image.channels
        )
        self.channels_last = shape[-3:] == (self.image.height, self.image.width, self.channels)

    def run(self, z: F32) -> F32:
        """The images of ``z: (n, d)``: ``(n, h, w)``, or (n, h, w, 3) in colour. Raises ``ModelError``."""
        chunks = [out[0] for out in self.trial.feed([self.output], z)]
        image = self.image
        flat = np.concatenate(chunks) if len(chunks) > 1 else chunks[0] if chunks else np.zeros(0)
        images = flat.astype(np.float32, copy=False)
        if image.channels == 1:
            return images.reshape(len(z), *image.shape)
        if self.channels_last:
            images = images.reshape(len(z), image.height, image.width, self.channels)
        else:
            images = images.reshape(len(z), self.channels, image.height, image.width).transpose(0, 2, 3, 1)
        return _over_white(images, image) if self.channels == ALPHA else images


class Encoder:
    """Images (n, h, w[, 3]) -> mu, log_var (n, d)."""

    def __init__(self, given: Provided, watched: Sequence[str] = (), label: int = 0) -> None:
        manifest, image = given.manifest, given.manifest.image
        told = _label(manifest, "encoder", label)
        net = Net(self._file(given), given.folder / bundle.ENCODER, watched, told)
        self.image, self.d = image, manifest.latent_dim
        self.trial = net.try_shapes(manifest.tensors.x, input_shapes(image))
        spatial = (squeezed(shape) for shape in self.trial.item_shapes.values() if math.prod(shape) == self.d)
        shapes, size = (squeezed((self.d,)), *spatial), f"{self.d} numbers an image"
        mu, log_var = self._names(manifest)
        self.outputs = [self.trial.pick(mu, shapes, size, "mu")]
        if manifest.kind == "vae":
            self.outputs.append(self.trial.pick(log_var or "log_var", shapes, size, "log_var", self.outputs[0]))

    def _file(self, given: Provided) -> bytes:
        """The network, without what it does to refine a code."""
        data, refined = given.file(bundle.ENCODER), given.manifest.refined
        return data if refined is None else without_outputs(data, (refined.mu, refined.log_var or ""))

    def _names(self, manifest: Manifest) -> tuple[str, str | None]:
        return manifest.tensors.mu, manifest.tensors.log_var

    def rows(self, x: F32) -> F32:
        """``x: (n, h, w[, 3])`` with its channels where the network wants them."""
        image, wanted = self.image, self.trial.shape[-3:]
        if image.channels == 1:
            return x
        if ALPHA in (wanted[:1] + wanted[2:]) and len(wanted) == 3:
            x = np.concatenate([x, np.full((*x.shape[:3], 1), image.high, x.dtype)], axis=3)
        return x if wanted == (image.height, image.width, x.shape[3]) else x.transpose(0, 3, 1, 2)

    def run(self, x: F32) -> Codes:
        """The codes of ``x: (n, h, w[, 3])``, in the model's own range. Raises ``ModelError``."""
        rows = self.trial.feed(self.outputs, self.rows(x))
        codes = [
            np.concatenate([np.zeros((0, self.d), np.float32), *(out[k].reshape(-1, self.d) for out in rows)])
            for k in range(len(self.outputs))
        ]
        solid = [np.ascontiguousarray(values, np.float32) for values in codes]
        return Codes(solid[0], solid[1] if len(solid) > 1 else None)


class Refiner(Encoder):
    """Images (n, h, w[, 3]) -> refined mu, log_var (n, d): the whole encoder, with the decoder's weights inside."""

    def _file(self, given: Provided) -> bytes:
        try:
            return gathered(given.file(bundle.ENCODER), given.file)
        except WireError as error:
            raise ModelError(str(error), file=given.folder / bundle.ENCODER, remedy="Export it again.") from error

    def _names(self, manifest: Manifest) -> tuple[str, str | None]:
        refined = manifest.refined
        assert refined is not None
        lacking = {refined.mu, refined.log_var or refined.mu} - self.trial.results.keys()
        if lacking:
            found = ", ".join(sorted(self.trial.results))
            raise ModelError(file=self.trial.net.file, field="outputs", found=found, expected=lacking.pop())
        return refined.mu, refined.log_var


def opened(folder: Path, manifest: Manifest, files: Mapping[str, bytes]) -> Model:
    """The networks in ``files``, of which the manifest may not know yet; ``folder`` is named in errors."""
    return Model(_given(folder, manifest, files))


def _given(folder: Path, manifest: Manifest, files: Mapping[str, bytes]) -> Provided:
    records = {name: FileRecord("0" * 64, len(data)) for name, data in files.items()}
    text = replace(manifest, files=records).to_json()
    return Provided(folder, {bundle.MANIFEST: text.encode(), **files})


def _parted(given: Provided, error: ModelError) -> tuple[Provided, str]:
    """The halves of a whole autoencoder that stands for a decoder, and what is said of it; else raises ``error``."""
    manifest, file = given.manifest, given.folder / bundle.DECODER
    if bundle.ENCODER in manifest.files:
        raise error
    made = whole.parted_file(given.file(bundle.DECODER), file, input_shapes(manifest.image))
    if made is None:
        raise error
    files = {bundle.DECODER: made.decoder, bundle.ENCODER: made.encoder}
    return _given(given.folder, manifest, files), made.said


def _halved(given: Provided, error: ModelError) -> tuple[Provided, str]:
    """With mu and log_var that are the halves of the encoder's one output, and what is said of it; else ``error``."""
    manifest, d = given.manifest, given.manifest.latent_dim
    net = Net(given.file(bundle.ENCODER), given.folder / bundle.ENCODER)
    shapes = net.try_shapes(manifest.tensors.x, input_shapes(manifest.image)).item_shapes
    twice = [name for name, shape in shapes.items() if math.prod(shape) == 2 * d]
    if manifest.kind != "vae" or len(shapes) != 1 or not twice or net.label_input:
        raise error
    data, moments = given.file(bundle.ENCODER), twice[0]
    mu, log_var = (extending.free_name(data, f"{moments}_{half}") for half in ("first", "second"))
    data = extending.with_halves(data, moments, (mu, log_var), shapes[moments][0] // 2)
    tensors = replace(manifest.tensors, mu=mu, log_var=log_var)
    files = {bundle.DECODER: given.file(bundle.DECODER), bundle.ENCODER: data}
    said = f"{moments} has {2 * d} numbers, twice a code's: its halves are taken for mu and log_var."
    return _given(given.folder, replace(manifest, tensors=tensors), files), said


def _label(manifest: Manifest, half: str, value: int) -> Label:
    """What a network is told of the class. Raises ``ModelError`` for a class that there is not."""
    condition = manifest.condition
    if condition is None:
        return Label(value)
    if not 0 <= value < condition.classes:
        raise ModelError(field="class", found=value, expected=f"0 to {condition.classes - 1}")
    return Label(value, condition.classes, half in condition.joined)


def _decoder_trial(net: Net, name: str, d: int) -> Trial:
    declared = net.inputs[net.input(name)[0]].shape[1:]
    spatial = [tuple(declared)] if all(isinstance(k, int) for k in declared) and math.prod(declared) == d else []
    try:
        return net.try_shapes(name, [*spatial, (d,), (d, 1, 1)])
    except ModelError as error:
        declared = net.inputs[net.input(name)[0]].shape
        if len(declared) >= 2 and isinstance(declared[1], int) and declared[1] != d:
            raise ModelError(
                file=net.file,
                field=name,
                found=f"{declared[1]} numbers",
                expected=f"latent_dim {d} as the manifest says",
            ) from error
        raise


def _image_shapes(image: ImageSpec) -> Shapes:
    h, w, c = image.height, image.width, image.channels
    clear = ((ALPHA, h, w), (h, w, ALPHA)) if c == 3 else ()
    return tuple(squeezed(shape) for shape in ((c, h, w), (h, w, c), (c * h * w,), *clear))


def _over_white(images: F32, image: ImageSpec) -> F32:
    """Images ``(n, h, w, 4)``, of which the last channel is how opaque they are, over a ground of the highest value."""
    opaque = np.clip(to_unit(images[..., 3:], image.low, image.high), 0, 1)
    made: F32 = (images[..., :3] * opaque + np.float32(image.high) * (1 - opaque)).astype(np.float32)
    return made
