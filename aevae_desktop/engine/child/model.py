"""One bundle's networks, opened in onnxruntime and made to fit: for the inference process, and for training.

Shapes are learned from a trial run; of what a file says about itself, only a fixed batch is believed. Foreign exports
are adapted: a batch fixed at 1 is looped over, a larger one filled up, flat images are folded, inputs of rank 4 are fed
as such, and tensors with other names are found by their shape.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import bundle, inspector
from aevae_desktop.bundle import FileRecord, ImageSpec, Manifest
from aevae_desktop.engine.child import provided
from aevae_desktop.engine.child.provided import Provided
from aevae_desktop.engine.wire.library import NETWORKS
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector.layers import with_outputs
from aevae_desktop.runtime import ort

CHUNK = 1024  # rows a run: bounds what a convolutional decoder holds at once
_DTYPES = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(float16)": np.float16}
_SOURCE = re.compile(r"\S+\.(?:cc|h):\d+ (?:[\w:<>&*~ ,]+\([^)]*\)(?: const)?|\w+) ")  # file:line function
_TIMING_S = 0.01  # time spent on measuring one decode

F32 = NDArray[np.float32]
Shapes = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class Codes:
    """What an encoder makes of ``n`` images: ``mu, log_var: (n, d) float32``; no ``log_var`` for an autoencoder."""

    mu: F32
    log_var: F32 | None


class Model:
    """The networks of a bundle, tried once: one that was handed over, or that in a folder, for who may open files.

    Raises ``BundleError``, or ``ModelError`` when it lies.
    """

    def __init__(self, given: Provided | Path) -> None:
        given = provided.read(given, NETWORKS) if isinstance(given, Path) else given
        self.folder, self.manifest = given.folder, given.manifest
        self._decoder = Decoder(given)
        self._encoder = Encoder(given) if bundle.ENCODER in self.manifest.files else None
        self.decode_ms = self._time_decode()

    @property
    def has_encoder(self) -> bool:
        """Whether images can be encoded."""
        return self._encoder is not None

    @property
    def fixed_batch(self) -> bool:
        """Whether the decoder takes one z at a time only."""
        return self._decoder.trial.step == 1

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
        image = self.manifest.image
        if x.shape[1:] != image.shape:
            found, expected = f"images of {x.shape[1:]}", f"images of {image.shape}"
            raise ModelError(file=self.folder, field="x", found=found, expected=expected)
        if (image.low, image.high) != (0.0, 1.0):
            x = x * np.float32(image.high - image.low) + np.float32(image.low)
        codes = self._encoder.run(x)
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
        image = self.manifest.image
        if (image.low, image.high) == (0.0, 1.0):
            return images
        return (images - np.float32(image.low)) / np.float32(image.high - image.low)

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


class _Net:
    """One ONNX file in a session of its own, with errors that name it; values that are ``watched`` come out too."""

    def __init__(self, data: bytes, file: Path, watched: Sequence[str] = ()) -> None:
        self.file = file
        inspector.inspect(data, file, runtime=ort.__version__)
        data = with_outputs(data, watched)
        try:
            self.session = ort.InferenceSession(data, _options(), providers=["CPUExecutionProvider"], enable_fallback=0)
        except Exception as error:  # onnxruntime raises a dozen types of its own
            raise ModelError(f"cannot be opened ({_first_line(error)})", file=self.file) from error
        self.inputs = {entry.name: entry for entry in self.session.get_inputs()}
        self.outputs = [output.name for output in self.session.get_outputs()]

    def input(self, preferred: str) -> tuple[str, type]:
        """Name and dtype of the input: the ``preferred`` one, or the only one there is."""
        if preferred not in self.inputs and len(self.inputs) != 1:
            found = ", ".join(self.inputs) or "no input"
            raise ModelError(file=self.file, field="inputs", found=found, expected=f"one called {preferred}")
        name = preferred if preferred in self.inputs else next(iter(self.inputs))
        kind = self.inputs[name].type
        if kind not in _DTYPES:
            raise ModelError(file=self.file, field=name, found=kind, expected="an input of floats")
        return name, _DTYPES[kind]

    def run(self, outputs: list[str], name: str, value: NDArray[Any]) -> list[NDArray[Any]]:
        try:
            results: list[NDArray[Any]] = self.session.run(outputs, {name: value})
        except MemoryError:
            raise
        except Exception as error:
            raise ModelError(f"cannot be run ({_first_line(error)})", file=self.file) from error
        return results

    def try_shapes(self, preferred: str, shapes: list[tuple[int, ...]]) -> Trial:
        """Run on zeros of each shape (without its rows), in each of ``_row_counts``; the first that works."""
        name, dtype = self.input(preferred)
        first: ModelError | None = None
        for rows, step in self._row_counts(name):
            for shape in shapes:
                try:
                    results = self.run(self.outputs, name, np.zeros((rows, *shape), dtype))
                except ModelError as error:
                    first = first or error
                    continue
                trial = Trial(self, name, dtype, rows, step, shape, dict(zip(self.outputs, results, strict=True)))
                if rows == 1 or trial.has_rows():
                    return trial
        raise first or ModelError("cannot be run", file=self.file)

    def _row_counts(self, name: str) -> tuple[tuple[int, int], ...]:
        """With how many rows to try it, and how many a run then takes: those that it declares, else any, else one."""
        declared = self.inputs[name].shape
        if not declared or not isinstance(declared[0], int) or declared[0] < 1:
            return (2, CHUNK), (1, 1)
        if declared[0] > CHUNK:
            found, expected = f"a batch of {declared[0]}", f"at most {CHUNK}"
            raise ModelError(file=self.file, field=name, found=found, expected=expected)
        return ((declared[0], declared[0]),)


@dataclass(frozen=True, eq=False)
class Trial:
    """How a network wants to be fed, ``step`` rows at most, and what came out of it for ``rows`` rows of zeros."""

    net: _Net
    name: str
    dtype: type
    rows: int
    step: int
    shape: tuple[int, ...]
    results: dict[str, Any]

    def has_rows(self) -> bool:
        """Whether some output has a row for every row that went in."""
        return any(_shape(result)[:1] == (self.rows,) for result in self.results.values())

    @cached_property
    def item_shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of one row of each output; a batch that is missing or 1 is left out."""
        shapes = {output: _shape(result) for output, result in self.results.items()}
        return {output: shape[1:] if shape[:1] == (self.rows,) else shape for output, shape in shapes.items()}

    def is_float(self, output: str) -> bool:
        """Whether an output holds real numbers."""
        result = self.results[output]
        return isinstance(result, np.ndarray | np.generic) and result.dtype.kind == "f"

    def pick(
        self, name: str, shapes: tuple[tuple[int, ...], ...], size: str, role: str = "", taken: object = None
    ) -> str:
        """The output called ``name``, else the first but ``taken``, whose rows have one of ``shapes``, 1s left out.

        Raises ``ModelError``, which names ``role`` and ``size``, what was wanted.
        """
        names = [name] if name in self.results else [key for key in self.results if key != taken]
        for candidate in names:
            if self.is_float(candidate) and _squeezed(self.item_shapes[candidate]) in shapes:
                return candidate
        raise ModelError(
            file=self.net.file,
            field=role or (names[0] if len(names) == 1 else "outputs"),
            found=" and ".join(_size(self.item_shapes[candidate]) for candidate in names) or "no output",
            expected=f"{size} as the manifest says",
        )

    def feed(self, outputs: list[str], rows: NDArray[Any]) -> list[list[NDArray[Any]]]:
        """Run on ``rows: (n, ...)`` in chunks; one list of outputs ``(rows of the chunk, ...)`` a chunk."""
        value: NDArray[Any] = np.ascontiguousarray(rows, self.dtype).reshape(len(rows), *self.shape)
        return [self._run(outputs, value[k : k + self.step]) for k in range(0, len(rows), self.step)]

    def _run(self, outputs: list[str], value: NDArray[Any]) -> list[NDArray[Any]]:
        """A fixed batch is filled up; raises ``ModelError`` for an output of another size than it was tried with."""
        n = len(value)
        if self.step == self.rows and n < self.rows:
            value = np.concatenate([value, np.repeat(value[-1:], self.rows - n, axis=0)])
        found = []
        for output, result in zip(outputs, self.net.run(outputs, self.name, value), strict=True):
            shape = (len(value), *self.item_shapes[output])
            try:
                found.append(result.reshape(shape)[:n])
            except ValueError as error:
                other, expected = f"shape {np.shape(result)}", f"shape {shape}"
                raise ModelError(file=self.net.file, field=output, found=other, expected=expected) from error
        return found


class Decoder:
    """z (n, d) -> images (n, h, w[, 3])."""

    def __init__(self, given: Provided, watched: Sequence[str] = ()) -> None:
        manifest = given.manifest
        net, d = _Net(given.file(bundle.DECODER), given.folder / bundle.DECODER, watched), manifest.latent_dim
        self.image = manifest.image
        self.trial = _decoder_trial(net, manifest.tensors.z, d)
        self.output = self.trial.pick(manifest.tensors.x_hat, _image_shapes(self.image), _size(self.image))
        self.channels_last = self.trial.item_shapes[self.output][-3:] == (self.image.height, self.image.width, 3)

    def run(self, z: F32) -> F32:
        """The images of ``z: (n, d)``: ``(n, h, w)``, or (n, h, w, 3) in colour. Raises ``ModelError``."""
        chunks = [out[0] for out in self.trial.feed([self.output], z)]
        image = self.image
        flat = np.concatenate(chunks) if len(chunks) > 1 else chunks[0] if chunks else np.zeros(0)
        images = flat.astype(np.float32, copy=False)
        if image.channels == 1 or self.channels_last:
            return images.reshape(len(z), *image.shape)
        return images.reshape(len(z), 3, image.height, image.width).transpose(0, 2, 3, 1)


class Encoder:
    """Images (n, h, w[, 3]) -> mu, log_var (n, d)."""

    def __init__(self, given: Provided, watched: Sequence[str] = ()) -> None:
        manifest = given.manifest
        net, image = _Net(given.file(bundle.ENCODER), given.folder / bundle.ENCODER, watched), manifest.image
        self.image, self.d = image, manifest.latent_dim
        self.trial = net.try_shapes(manifest.tensors.x, _input_shapes(image))
        shapes, size = (_squeezed((self.d,)),), f"{self.d} numbers an image"
        self.outputs = [self.trial.pick(manifest.tensors.mu, shapes, size, "mu")]
        if manifest.kind == "vae":
            name = manifest.tensors.log_var or "log_var"
            self.outputs.append(self.trial.pick(name, shapes, size, "log_var", self.outputs[0]))

    def rows(self, x: F32) -> F32:
        """``x: (n, h, w[, 3])`` with its channels where the network wants them."""
        channels_first = self.image.channels == 3 and self.trial.shape[-3:] != (self.image.height, self.image.width, 3)
        return x.transpose(0, 3, 1, 2) if channels_first else x

    def run(self, x: F32) -> Codes:
        """The codes of ``x: (n, h, w[, 3])``, in the model's own range. Raises ``ModelError``."""
        rows = self.trial.feed(self.outputs, self.rows(x))
        codes = [
            np.concatenate([np.zeros((0, self.d), np.float32), *(out[k].reshape(-1, self.d) for out in rows)])
            for k in range(len(self.outputs))
        ]
        solid = [np.ascontiguousarray(values, np.float32) for values in codes]
        return Codes(solid[0], solid[1] if len(solid) > 1 else None)


def opened(folder: Path, manifest: Manifest, files: Mapping[str, bytes]) -> Model:
    """The networks in ``files``, of which the manifest may not know yet; ``folder`` is named in errors."""
    records = {name: FileRecord("0" * 64, len(data)) for name, data in files.items()}
    text = replace(manifest, files=records).to_json()
    return Model(Provided(folder, {bundle.MANIFEST: text.encode(), **files}))


def _decoder_trial(net: _Net, name: str, d: int) -> Trial:
    try:
        return net.try_shapes(name, [(d,), (d, 1, 1)])
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


def _options() -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = 4  # a failed trial run is no news
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.load_model_format", "ONNX")
    return options


def _input_shapes(image: ImageSpec) -> list[tuple[int, ...]]:
    h, w, c = image.height, image.width, image.channels
    return [(c, h, w), (c * h * w,), (h, w, c), *([(h, w)] if c == 1 else [])]


def _image_shapes(image: ImageSpec) -> Shapes:
    h, w, c = image.height, image.width, image.channels
    return tuple(_squeezed(shape) for shape in ((c, h, w), (h, w, c), (c * h * w,)))


def _shape(result: Any) -> tuple[int, ...]:
    """The shape of an output; none for a sequence or a map, which hold arrays of several."""
    return getattr(result, "shape", ())


def _squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(k for k in shape if k != 1)


def _size(shape: ImageSpec | tuple[int, ...]) -> str:
    if isinstance(shape, ImageSpec):
        shape = (shape.height, shape.width, shape.channels)
    sizes = _squeezed(shape)
    return " × ".join(map(str, sizes)) if sizes else "1 number"


def _first_line(error: Exception, limit: int = 160) -> str:
    """The message of onnxruntime without its prefix ``[ONNXRuntimeError] : 2 : INVALID_ARGUMENT : `` and C++ places."""
    line = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    text = line.split(" : ", 3)[-1] if line.startswith("[ONNXRuntimeError]") else line
    text = "".join(c if c.isprintable() else "?" for c in _SOURCE.sub("", text).strip())  # names in it are the file's
    return text if len(text) <= limit else text[: limit - 1] + "…"
