"""Small VAEs as other people export them: random sizes and seeds, trained for seconds on scikit-learn's digits.

Each is trained in one of a few ways and written in one of many (``KINDS``); ``Foreign`` says what is true of it. The
names of tensors say nothing, or what is wrong.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional

F32 = NDArray[np.float32]
Layers = list[tuple[F32, F32]]  # weights (in, out) and bias (out,), from input to output
BATCH, RATE = 64, 2e-3
OPERATORS = {"relu": "Relu", "tanh": "Tanh", "elu": "Elu"}


@dataclass(frozen=True)
class Truth:
    """What outputs are: ``mu`` by name, ``second`` by name and its ``role``; the range of the images, and their ink."""

    mu: str = "p"
    second: str = "q"
    role: str = "log_var"
    low: float = 0.0
    high: float = 1.0
    logits: bool = False
    dark: bool = False


@dataclass(frozen=True)
class Way:
    """How a pair is trained: how the posterior's width is made, the last layer, what is fitted, and on what images."""

    head: str = "exp"  # or softplus: then sigma
    end: str = "sigmoid"  # tanh, none
    low: float = 0.0
    dark: bool = False
    vae: bool = True


@dataclass(frozen=True)
class Trained:
    """The layers of a trained pair: a body, a head of mu and one of the width, and the decoder."""

    side: int
    d: int
    activation: str
    way: Way
    body: Layers
    mu: Layers
    width: Layers
    decoder: Layers


@dataclass(frozen=True)
class Foreign:
    """Two files and what is true of them."""

    encoder: bytes
    decoder: bytes
    truth: Truth = field(default_factory=Truth)


# ------------------------------------------------------------ training


@lru_cache
def digits(side: int) -> torch.Tensor:
    """scikit-learn's digits as ``(1797, side * side)``, values in [0, 1]."""
    from sklearn.datasets import load_digits

    small = torch.from_numpy(load_digits().images.astype(np.float32))[:, None] / 16
    return functional.interpolate(small, size=(side, side), mode="bilinear").flatten(1)


class Net(nn.Module):
    """A perceptron pair."""

    def __init__(self, pixels: int, widths: Sequence[int], d: int, activation: str, way: Way) -> None:
        super().__init__()
        make = {"relu": nn.ReLU, "tanh": nn.Tanh, "elu": nn.ELU}[activation]
        sizes = [pixels, *widths]
        self.act, self.way = make(), way
        self.body = nn.ModuleList(nn.Linear(a, b) for a, b in itertools.pairwise(sizes))
        self.mu, self.width = nn.Linear(sizes[-1], d), nn.Linear(sizes[-1], d)
        back = [d, *reversed(sizes)]
        self.decoder = nn.ModuleList(nn.Linear(a, b) for a, b in itertools.pairwise(back))

    def loss(self, x: torch.Tensor, likelihood: str, beta: float) -> torch.Tensor:
        """The mean loss of the images ``x``."""
        h = x
        for layer in self.body:
            h = self.act(layer(h))
        mu, raw = self.mu(h), self.width(h)
        log_var = raw if self.way.head == "exp" else 2 * functional.softplus(raw).clamp_min(1e-6).log()
        z = mu + (0.5 * log_var).exp() * torch.randn_like(mu) if self.way.vae else mu
        for k, layer in enumerate(self.decoder):
            z = layer(z)
            z = self.act(z) if k < len(self.decoder) - 1 else z
        error = _errors(z, x, self.way.end, likelihood).sum(1)
        kl = 0.5 * (mu.square() + log_var.exp() - 1 - log_var).sum(1)
        return (error + (beta * kl if self.way.vae else 0)).mean()


def _errors(a: torch.Tensor, x: torch.Tensor, end: str, likelihood: str) -> torch.Tensor:
    if end == "sigmoid" and likelihood == "bce":
        return functional.binary_cross_entropy_with_logits(a, x, reduction="none")
    made = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "none": lambda t: t}[end](a)
    return {"bce": 1.0, "sse": 1.0, "half": 0.5}[likelihood] * (made - x).square()


@lru_cache(maxsize=256)
def trained(seed: int, way: Way, epochs: int = 0) -> Trained:
    """A pair of random size, trained ``way``; ``epochs``: 0 for a random number of 20 to 60."""
    rng = np.random.default_rng(seed)
    side, d = int(rng.choice([16, 20, 28])), int(rng.choice([2, 2, 3, 5, 8, 16]))
    widths = [int(rng.integers(48, 192)) for _ in range(rng.integers(1, 3))]
    activation = str(rng.choice([*OPERATORS]))
    likelihood, beta = str(rng.choice(["bce", "bce", "sse", "half"])), float(rng.choice([0.5, 1, 1, 1, 1, 2]))
    epochs = epochs or int(rng.integers(20, 61))
    torch.manual_seed(seed)
    x = digits(side)
    x = 1 - x if way.dark else x
    x = x * (1 - way.low) + way.low
    net = Net(side * side, widths, d, activation, way)
    optimiser = torch.optim.Adam(net.parameters(), RATE)
    for _ in range(epochs):
        order = torch.randperm(len(x))
        for first in range(0, len(x) - BATCH + 1, BATCH):
            optimiser.zero_grad()
            net.loss(x[order[first : first + BATCH]], likelihood, beta).backward()
            optimiser.step()
    return Trained(
        side, d, activation, way, _layers(net.body), _layers([net.mu]), _layers([net.width]), _layers(net.decoder)
    )


def _layers(layers: Any) -> Layers:
    return [(np.ascontiguousarray(each.weight.detach().numpy().T), each.bias.detach().numpy()) for each in layers]


# ------------------------------------------------------------ writing


class Writer:
    """Nodes and weights of one graph."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: dict[str, NDArray[Any]] = {}

    def op(self, kind: str, inputs: Sequence[str], **settings: Any) -> str:
        """One more operator; what it gives."""
        name = f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **settings))
        return name

    def weight(self, value: NDArray[Any]) -> str:
        """One more constant."""
        name = f"w{len(self.weights)}"
        self.weights[name] = value
        return name

    def mlp(self, x: str, layers: Layers, activation: str, last: bool) -> str:
        """Affine maps with ``activation`` between them, and after the ``last`` one where wanted."""
        for k, (w, b) in enumerate(layers):
            x = self.op("Gemm", [x, self.weight(w), self.weight(b)])
            x = self.op(OPERATORS[activation], [x]) if last or k < len(layers) - 1 else x
        return x

    def model(self, takes: tuple[str, list[Any]], gives: Mapping[str, tuple[str, list[Any]]]) -> bytes:
        """The file; ``gives``: name -> (what is it, its shape)."""
        for name, (made, _) in gives.items():
            self.nodes.append(helper.make_node("Identity", [made], [name]))
        value, kind = helper.make_tensor_value_info, TensorProto.FLOAT
        outputs = [value(name, kind, shape) for name, (_, shape) in gives.items()]
        tensors = [numpy_helper.from_array(each, name) for name, each in self.weights.items()]
        graph = helper.make_graph(self.nodes, "net", [value(takes[0], kind, takes[1])], outputs, tensors)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        return bytes(model.SerializeToString())


def decoder_of(net: Trained, end: str = "") -> bytes:
    """The decoder's file, with ``end`` in place of its own last operator."""
    w = Writer()
    x = w.mlp("in", net.decoder, net.activation, last=False)
    operator = {"sigmoid": "Sigmoid", "tanh": "Tanh", "none": "Identity"}[end or net.way.end]
    x = w.op("Reshape", [w.op(operator, [x]), w.weight(np.array([-1, 1, net.side, net.side]))])
    return w.model(("in", ["n", net.d]), {"out": (x, ["n", 1, net.side, net.side])})


def encoder_of(net: Trained, write: Callable[[Writer, str, str], dict[str, str]]) -> bytes:
    """The encoder's file: ``write(writer, mu, width)`` says which output is what, by name."""
    w = Writer()
    x = w.op("Reshape", ["in", w.weight(np.array([-1, net.side**2]))])
    h = w.mlp(x, net.body, net.activation, last=True)
    made = write(w, w.mlp(h, net.mu, "relu", last=False), w.mlp(h, net.width, "relu", last=False))
    return w.model(("in", ["n", 1, net.side, net.side]), {name: (what, ["n", None]) for name, what in made.items()})


def _scaled(w: Writer, x: str, by: float) -> str:
    return w.op("Mul", [x, w.weight(np.float32(by))])


def _log_var(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"p": mu, "q": width}


def _usual(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"mu": mu, "log_var": width}


def _log_var_first(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"q": width, "p": mu}


def _sigma(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"p": mu, "q": w.op("Exp", [_scaled(w, width, 0.5)])}


def _softplus(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"p": mu, "q": w.op("Softplus", [width])}


def _softplus_variance(w: Writer, mu: str, width: str) -> dict[str, str]:
    sigma = w.op("Softplus", [width])
    return {"p": mu, "q": w.op("Mul", [sigma, sigma])}


def _variance(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"p": mu, "q": w.op("Exp", [width])}


def _log_sigma(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"p": mu, "q": _scaled(w, width, 0.5)}


def _lying(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"mu": mu, "log_var": w.op("Exp", [_scaled(w, width, 0.5)])}


def _moments(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"m": w.op("Concat", [mu, width], axis=1)}


def _sample(w: Writer, mu: str, width: str) -> str:
    noise = w.op("RandomNormalLike", [mu])
    return w.op("Add", [mu, w.op("Mul", [noise, w.op("Exp", [_scaled(w, width, 0.5)])])])


def _sampler(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"p": _sample(w, mu, width)}


def _sampled_first(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"z": _sample(w, mu, width), "p": mu, "q": width}


def _code(w: Writer, mu: str, width: str) -> dict[str, str]:
    return {"p": mu}


@dataclass(frozen=True)
class Kind:
    """How a pair is trained and written, and what is true of it then."""

    truth: Truth
    write: Callable[[Writer, str, str], dict[str, str]] = _log_var
    way: Way = Way()
    end: str = ""


_PLAIN = Truth()
_USUAL = Truth("mu", "log_var")  # what is unusual is elsewhere
_CODE = replace(_PLAIN, second="", role="")
KINDS: dict[str, Kind] = {
    "log_var": Kind(_PLAIN),
    "log_var first": Kind(_PLAIN, _log_var_first),
    "log sigma": Kind(replace(_PLAIN, role="log_sigma"), _log_sigma),
    "sigma": Kind(replace(_PLAIN, role="sigma"), _sigma),
    "sigma, softplus": Kind(replace(_PLAIN, role="sigma"), _softplus, Way(head="softplus")),
    "variance": Kind(replace(_PLAIN, role="variance"), _variance),
    "variance, softplus": Kind(replace(_PLAIN, role="variance"), _softplus_variance, Way(head="softplus")),
    "sigma called log_var": Kind(Truth("mu", "log_var", "sigma"), _lying),
    "moments": Kind(Truth("m_first", "m_second"), _moments),
    "sampler": Kind(_CODE, _sampler),
    "sample beside mu": Kind(_PLAIN, _sampled_first),
    "autoencoder": Kind(_CODE, _code, Way(vae=False)),
    "logits": Kind(replace(_USUAL, logits=True), _usual, end="none"),
    "tanh": Kind(replace(_USUAL, low=-1.0), _usual, Way(end="tanh", low=-1.0)),
    "tanh on 0 to 1": Kind(_USUAL, _usual, Way(end="tanh")),
    "linear": Kind(_USUAL, _usual, Way(end="none")),
    "linear on -1 to 1": Kind(replace(_USUAL, low=-1.0), _usual, Way(end="none", low=-1.0)),
    "inverted": Kind(replace(_USUAL, dark=True), _usual, Way(dark=True)),
}


def foreign(kind: str, seed: int, epochs: int = 0) -> Foreign:
    """The pair of that ``kind`` and ``seed``; those of one seed that are trained alike are one pair."""
    row = KINDS[kind]
    net = trained(seed, row.way, epochs)
    return Foreign(encoder_of(net, row.write), decoder_of(net, row.end), row.truth)
