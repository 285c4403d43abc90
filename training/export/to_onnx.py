"""From a torch model to two self-contained ONNX files, checked against torch before anyone sees them.

Weights may be stored as float16 in a file that computes in float32: half the size, the same numbers. Each large one is
a float16 initializer and a Cast that any runtime folds when it loads the file. Only weights that float16 holds exactly
are stored so: ``round_weights`` makes a trained model's such, before it is exported.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import logging
import warnings
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from aevae_desktop.bundle import DECODER, ENCODER, FARTHEST, ImageSpec, Manifest, TensorNames
from aevae_desktop.errors import ModelError
from training.export.metrics import Coder
from training.trainer.model import Autoencoder

OPSET = 18
ROUNDING = 16 * float(np.finfo(np.float32).eps)  # what sums in another order differ by
LEAST = 256  # numbers; smaller arrays are not worth a node
SUFFIX = "_float16"
TOLERANCE = 5e-5  # of a pixel's range, and of a code's standard deviation


class EncoderHalf(nn.Module):
    """``x (n, c, h, w) -> mu (n, d)`` and, for a VAE, ``log_var (n, d)``."""

    def __init__(self, model: Autoencoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, x: Tensor) -> Tensor | tuple[Tensor, Tensor]:
        """Encode."""
        mu, log_var = self.model.encode(x)
        return mu if log_var is None else (mu, log_var)


class DecoderHalf(nn.Module):
    """``z (n, d) -> x_hat (n, c, h, w)``."""

    def __init__(self, model: Autoencoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, z: Tensor) -> Tensor:
        """Decode."""
        return self.model.decode(z)


def export(
    model: Autoencoder, x: NDArray[np.float32], facts: Mapping[str, object], *, half: bool = False
) -> tuple[dict[str, bytes], TensorNames]:
    """The two ONNX files by name, checked on the images ``x: (n, c, h, w)``. Raises ``ModelError``.

    ``facts`` go into each file's ``metadata_props``, so that it makes sense alone in any viewer. With ``half``, weights
    are rounded to float16 and stored so; the model handed in stays as it is.
    """
    model = copy.deepcopy(model).cpu().eval()
    if half:
        round_weights(model)
    names = TensorNames(log_var="log_var" if model.variational else None)
    outputs = [names.mu, names.log_var] if names.log_var else [names.mu]
    with torch.no_grad():
        z = model.encode(torch.from_numpy(x[:4]))[0]
    files = {
        ENCODER: serialized(EncoderHalf(model), torch.from_numpy(x[:4]), names.x, outputs, facts, half),
        DECODER: serialized(DecoderHalf(model), z, names.z, [names.x_hat], facts, half),
    }
    check(model, files, x)
    return files, names


def check(model: Autoencoder, files: Mapping[str, bytes], x: NDArray[np.float32]) -> dict[str, float]:
    """Compare both files with torch on ``x``; the largest differences, as fractions of what is compared.

    Raises ``ModelError`` as ``check_codes`` does, and one that says where when images differ by more than 5e-5 or codes
    by more than 5e-5 of their standard deviation (a VAE's: that of z, see docs/decisions/0009); log_var likewise, but
    where it hardly varies it may differ by float32's rounding, 16 units in the last place of its largest value: no two
    runtimes agree on less.
    """
    with torch.no_grad():
        mu, log_var = model.encode(torch.from_numpy(x))
        check_codes(mu.numpy(), model.variational)
        wanted = {"mu": mu.numpy()} | ({"log_var": log_var.numpy()} if log_var is not None else {})
        x_hat = model.decode(mu).numpy()
    coder = _coder(model, files, mu.shape[1])
    found = {name: part for name, part in zip(("mu", "log_var"), coder.codes(x), strict=True) if part is not None}
    scales = {name: value.std(0) for name, value in wanted.items()}
    if log_var is not None:
        scales["mu"] = np.sqrt(scales["mu"] ** 2 + np.exp(wanted["log_var"]).mean(0))
        rounding = ROUNDING * float(np.abs(wanted["log_var"]).max(initial=0.0))
        scales["log_var"] = np.maximum(scales["log_var"], rounding / TOLERANCE)
    worst = {name: _compare(ENCODER, name, found[name], value, scales[name]) for name, value in wanted.items()}
    worst["x_hat"] = _compare(DECODER, "x_hat", coder.decode(mu.numpy()), x_hat, np.ones(1))
    alone = coder.decode(mu.numpy()[:1])
    _compare(DECODER, "x_hat of one z", alone, x_hat[:1], np.ones(1))
    return worst


def _coder(model: Autoencoder, files: Mapping[str, bytes], d: int) -> Coder:
    channels, height, width = model.shape
    kind, names = ("vae", TensorNames(log_var="log_var")) if model.variational else ("ae", TensorNames())
    image = ImageSpec(height, width, channels)
    return Coder(Path(), Manifest("export", "", kind, "", image, d, tensors=names), files)


def check_codes(mu: NDArray[np.float32], variational: bool) -> None:
    """Raises ``ModelError``, with what to do, for codes ``(n, d)`` that no bundle can hold; log_var is always clamped.

    ``variational``: of a VAE, which is held together by other means than an autoencoder.
    """
    farthest = float(np.abs(mu).max(initial=0.0))
    if farthest > FARTHEST:
        more = "--beta" if variational else "--code-l2"
        raise ModelError(
            file=ENCODER,
            field="mu",
            found=f"a code {farthest:.2g} from 0",
            expected=f"at most {FARTHEST:g}",
            remedy=f"Train again with a lower --lr, or a higher {more}.",
        )


def _compare(
    file: str, name: str, found: NDArray[np.float32], wanted: NDArray[np.float32], scale: NDArray[np.floating]
) -> float:
    if found.shape != wanted.shape:
        raise ModelError(file=file, field=name, found=f"shape {found.shape}", expected=f"shape {wanted.shape}")
    difference = np.abs(found - wanted) / np.maximum(scale, 1e-6)
    worst = float(np.nan_to_num(difference, nan=np.inf).max())
    if worst > TOLERANCE:
        place = tuple(int(i) for i in np.unravel_index(int(np.argmax(difference)), difference.shape))
        raise ModelError(
            f"the exported network differs from the trained one by {worst:.1e} at {place}",
            file=file,
            field=name,
            expected=f"at most {TOLERANCE:.0e}",
        )
    return worst


def serialized(
    network: nn.Module, example: Tensor, name: str, outputs: list[str], facts: Mapping[str, object], half: bool
) -> bytes:
    """The ONNX file of ``network`` with one input, ``name``, whose rows are any number; ``example`` is one batch.

    ``facts`` go into ``metadata_props``; with ``half``, matrices that float16 holds exactly are stored so.
    """
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")  # the exporter warns about its own internals
        program = torch.onnx.export(
            network.eval(),
            (example,),
            input_names=[name],
            output_names=outputs,
            dynamic_shapes=({0: torch.export.Dim("n", min=1)},),
            opset_version=OPSET,
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    assert program is not None
    proto = program.model_proto
    _strip(proto)
    if half:
        store_half(proto)
    for key, value in facts.items():
        proto.metadata_props.add(key=key, value=value if isinstance(value, str) else json.dumps(value))
    onnx.checker.check_model(proto)
    data: bytes = proto.SerializeToString()
    return data


def _strip(proto: onnx.ModelProto) -> None:
    """Drop what the exporter notes about the machine it ran on (stack traces with file paths)."""
    proto.graph.doc_string = ""
    for item in (proto, proto.graph, *proto.graph.node, *proto.graph.value_info, *proto.graph.initializer,
                 *proto.graph.input, *proto.graph.output):  # fmt: skip
        del item.metadata_props[:]
        item.doc_string = ""


def round_weights(model: nn.Module) -> None:
    """Round every matrix of ``model`` to the nearest float16, in place; biases and norms stay as they are."""
    with torch.no_grad():
        for weight in model.parameters():
            if weight.ndim > 1:
                weight.copy_(weight.half().float())


def store_half(proto: onnx.ModelProto) -> None:
    """Replace, in place, each large float32 initializer whose values float16 holds exactly."""
    casts = []
    for tensor in proto.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < LEAST:
            continue
        small = values.astype(np.float16)
        if not np.array_equal(small.astype(np.float32), values):
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(small, name + SUFFIX))
        casts.append(onnx.helper.make_node("Cast", [name + SUFFIX], [name], to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *proto.graph.node]
    del proto.graph.node[:]
    proto.graph.node.extend(nodes)
