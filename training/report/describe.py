"""What a network is made of: layers, shapes and parameter counts, as text and as a Mermaid diagram.

``of_model`` reads a torch model before it is trained, ``of_bundle`` the ONNX files of anyone's bundle.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import onnx
import torch
from torch import nn

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, Manifest
from aevae_desktop.errors import ModelError
from training.data import DATASETS
from training.families.base import ACTIVATIONS
from training.trainer.config import RunConfig
from training.trainer.model import Autoencoder, check_size

Shape = tuple[int | str, ...]
_WEIGHTS = (onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16)
_ACTIVATIONS = tuple(type(build()) for build in ACTIVATIONS.values())


@dataclass(frozen=True)
class Layer:
    """One step: what it is, the shape of one image after it, its trained and its fixed numbers."""

    name: str
    shape: Shape
    trained: int = 0
    fixed: int = 0


@dataclass(frozen=True)
class Half:
    """Encoder or decoder: its first and last layers stand for what goes in and comes out."""

    name: str
    layers: tuple[Layer, ...]

    @property
    def trained(self) -> int:
        """Trained numbers of all layers."""
        return sum(layer.trained for layer in self.layers)

    @property
    def fixed(self) -> int:
        """Numbers that are stored but never trained."""
        return sum(layer.fixed for layer in self.layers)


@dataclass(frozen=True)
class Description:
    """A whole network; ``link`` says how the code becomes z."""

    title: str
    halves: tuple[Half, ...]
    link: str


def of_model(model: Autoencoder, title: str) -> Description:
    """The layers of a torch model, their shapes found by running it once on a black image."""
    model.eval()
    device = next(model.parameters()).device
    d = model.encode(torch.zeros(1, *model.shape, device=device))[0].shape[1]
    outputs = "mu, log_var" if model.variational else "mu"
    encoder = _trace(model.encoder, torch.zeros(1, math.prod(model.shape), device=device))
    decoder = _trace(model.decoder, torch.zeros(1, d, device=device))
    squash = "sigmoid" if model.squashed else "as it is"
    halves = (
        Half("encoder", (Layer("x", model.shape), *encoder, Layer(outputs, (d,)))),
        Half("decoder", (Layer("z", (d,)), *decoder, Layer(f"x_hat, {squash}", model.shape))),
    )
    return Description(title, halves, _link(model.variational))


def of_config(config: RunConfig, data_dir: Path | None) -> Description:
    """The network that ``config`` would train; only sets that may have any size are opened. Raises ``LabError``."""
    dataset, how = DATASETS[config.dataset], config.preparation
    shape = (how.channels, how.height, how.width) if config.dataset == "folder" else dataset.shape
    if shape is None:
        channels, height, width = dataset.load(data_dir, how).train.shape[1:]
        shape = (channels, height, width)
    check_size(config, shape)
    return of_model(Autoencoder(config, shape), config.name)


def of_bundle(folder: Path) -> Description:
    """The layers with weights in the ONNX files of a bundle. Raises ``BundleError`` or ``ModelError``."""
    manifest = bundle.read(folder)
    names = manifest.tensors
    outputs = "mu, log_var" if names.log_var else "mu"
    image, code = (manifest.image.channels, manifest.image.height, manifest.image.width), (manifest.latent_dim,)
    ends = {ENCODER: ("x", image, outputs, code), DECODER: ("z", code, "x_hat", image)}
    halves = []
    for file, (into, before, out, after) in ends.items():
        if file in manifest.files:
            layers = (Layer(into, before), *_nodes(folder, manifest, file), Layer(out, after))
            halves.append(Half(file.removesuffix(".onnx"), layers))
    return Description(manifest.id, tuple(halves), _link(names.log_var is not None))


def text(description: Description) -> str:
    """The network as a table: a line a layer, with the shape of one image after it and its parameters."""
    trained = sum(half.trained for half in description.halves)
    fixed = sum(half.fixed for half in description.halves)
    lines = [f"{description.title}: {_count(trained, fixed)}"]
    for half in description.halves:
        lines += ["", f"{half.name}: {_count(half.trained, half.fixed)}"]
        wide = max(len(layer.name) for layer in half.layers)
        deep = max(len(_shape(layer)) for layer in half.layers)
        for layer in half.layers:
            count = f"{layer.trained + layer.fixed:,}" if layer.trained + layer.fixed else ""
            lines.append(f"  {layer.name:{wide}}  {_shape(layer):{deep}}  {count:>12}".rstrip())
    return "\n".join(lines)


def mermaid(description: Description) -> str:
    """The network as a Mermaid flowchart, for Markdown pages that draw them."""
    lines = ["flowchart TD"]
    for half in description.halves:
        lines.append(f"  subgraph {half.name}")
        names = [f"{half.name[0]}{i}" for i in range(len(half.layers))]
        for name, layer in zip(names, half.layers, strict=True):
            facts = [layer.name, _shape(layer)]
            if layer.trained + layer.fixed:
                facts.append(f"{layer.trained + layer.fixed:,} parameters")
            lines.append(f'    {name}["{"<br/>".join(facts)}"]')
        lines += [f"    {' --> '.join(names)}", "  end"]
    if len(description.halves) == 2:
        lines.append(f'  e{len(description.halves[0].layers) - 1} -- "{description.link}" --> d0')
    return "\n".join(lines)


def _link(variational: bool) -> str:
    return "z = mu + exp(log_var / 2) eps" if variational else "z = mu"


def _count(trained: int, fixed: int) -> str:
    return f"{trained:,} parameters" + (f" and {fixed:,} fixed" if fixed else "")


def _shape(layer: Layer) -> str:
    return " × ".join(str(size) for size in layer.shape)


# ---------------------------------------------------------------- torch


def _trace(half: nn.Module, example: torch.Tensor) -> list[Layer]:
    """A layer for each unit of ``half``; an activation is named with what it follows."""
    layers: list[Layer] = []

    def note(module: nn.Module, _: Any, out: torch.Tensor) -> None:
        name = type(module).__name__
        if isinstance(module, _ACTIVATIONS) and layers:
            layers[-1] = replace(layers[-1], name=f"{layers[-1].name}, {name}")
            return
        trained = sum(value.numel() for value in module.parameters())
        layers.append(Layer(name, tuple(out.shape[1:]), trained, sum(value.numel() for value in module.buffers())))

    hooks = [unit.register_forward_hook(note) for unit in _units(half)]
    try:
        with torch.no_grad():
            half(example)
    finally:
        for hook in hooks:
            hook.remove()
    return layers


def _units(module: nn.Module) -> Iterator[nn.Module]:
    if not isinstance(module, nn.Sequential):
        yield module
        return
    for child in module:
        yield from _units(child)


# ---------------------------------------------------------------- ONNX


def _nodes(folder: Path, manifest: Manifest, file: str) -> list[Layer]:
    data = bundle.read_file(folder, manifest, file)
    try:
        graph = onnx.shape_inference.infer_shapes(onnx.load_model_from_string(data)).graph
    except Exception as error:  # protobuf and the checker have no common base class
        raise ModelError(f"not readable as ONNX ({error})", file=folder / file) from error
    shapes = {value.name: _declared(value) for value in (*graph.value_info, *graph.output)}
    arrays = (one for one in graph.initializer if one.dims and one.data_type in _WEIGHTS)
    left = {one.name: math.prod(one.dims) for one in arrays}  # single numbers are limits of a clip and the like
    left |= {node.output[0]: left.pop(node.input[0]) for node in graph.node if node.output and _casts(node, left)}
    layers = []
    for node in graph.node:
        if node.domain:  # a function of the file itself: what refines a code has the decoder's layers
            continue
        count = sum(left.pop(name, 0) for name in node.input)  # a weight that is used twice counts once
        if count:
            shape = shapes.get(node.output[0], ("?",)) if node.output else ("?",)
            layers.append(Layer(_word(node.op_type), shape, count))
    return layers


def _casts(node: onnx.NodeProto, left: dict[str, int]) -> bool:
    """Whether ``node`` only changes the precision of a weight."""
    return node.op_type == "Cast" and any(name in left for name in node.input[:1])


def _declared(value: onnx.ValueInfoProto) -> Shape:
    sizes = value.type.tensor_type.shape.dim[1:]
    return tuple(one.dim_value if one.HasField("dim_value") else _word(one.dim_param) for one in sizes)


def _word(name: str) -> str:
    return name if name.isidentifier() else "?"  # text out of a file could break the diagram
