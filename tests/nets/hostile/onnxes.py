"""Networks that never end, take all memory, answer nonsense, or are no network."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from onnx import TensorProto

from aevae_desktop import bundle
from tests import conftest as tiny
from tests.conftest import PIXELS, SIDE
from tests.nets.hostile import networks
from tests.nets.hostile.draft import Draft
from tests.nets.hostile.faults import Fault, bad
from tests.nets.hostile.networks import after_image, frame, node, packed

Decoder = Callable[[Draft, Random], bytes]


def _decodes(make: Decoder) -> Callable[[Draft, Random], None]:
    def apply(draft: Draft, rng: Random) -> None:
        draft.files[bundle.DECODER] = make(draft, rng)

    return apply


def _ending(*nodes: Any, kind: int = TensorProto.FLOAT, **weights: Any) -> Callable[[Draft, Random], None]:
    """A sound image that these nodes spoil."""
    return _decodes(lambda draft, rng: after_image(draft.d, *nodes, weights=weights, kind=kind))


def _greedy(draft: Draft, rng: Random) -> bytes:
    """40 GB and more for one image."""
    nodes = [
        node("Expand", ["one", "count"], ["ones"]),
        node("ReduceMean", ["ones"], ["mean"], keepdims=0),
        node("Add", ["img", "mean"], ["x_hat"]),
    ]
    count = np.array([rng.choice((10**10, 3 * 10**9, 10**15))])
    return after_image(draft.d, *nodes, weights={"one": np.ones(1, np.float32), "count": count})


def _constant_folded(draft: Draft, rng: Random) -> bytes:
    """A constant of gigabytes that is made while the network is only opened."""
    nodes = [
        node("ConstantOfShape", ["count"], ["big"]),
        node("ReduceSum", ["big"], ["sum"], keepdims=0),
        node("Add", ["img", "sum"], ["x_hat"]),
    ]
    return after_image(draft.d, *nodes, weights={"count": np.array([rng.choice((700_000_000, 10**9)), 2])})


def _busy(draft: Draft, rng: Random) -> bytes:
    """Matrix products for minutes."""
    side = 3_000
    nodes = [node("ConstantOfShape", ["count"], ["m0"]), node("ReduceMax", ["z"], ["top"], keepdims=0),
             node("Add", ["m0", "top"], ["m"])]  # fmt: skip
    nodes += [node("MatMul", ["m" if k == 0 else f"p{k - 1}", "m"], [f"p{k}"]) for k in range(60)]
    nodes += [node("ReduceMean", ["p59"], ["r"], keepdims=0), node("Mul", ["r", "zero"], ["q"]),
              node("Add", ["img", "q"], ["x_hat"])]  # fmt: skip
    return after_image(draft.d, *nodes, weights={"count": np.array([side, side]), "zero": np.float32(0)})


def _functions(draft: Draft, rng: Random) -> bytes:
    return networks.functions(draft.d, rng.choice((3, 8, 14)), 4)


def _many_nodes(draft: Draft, rng: Random) -> bytes:
    count = rng.choice((5_000, 30_000))
    names = ["img", *(f"t{k}" for k in range(count - 1)), "x_hat"]
    return after_image(draft.d, *(node("Neg", [a], [b]) for a, b in itertools.pairwise(names)))


def _shape(draft: Draft, rng: Random) -> bytes:
    pixels = rng.choice((PIXELS - 1, 1, PIXELS * 3))
    nodes = [node("MatMul", ["z", "w"], ["x_hat"])]
    z, x_hat = frame(draft.d, shape=("n", pixels))
    return packed(nodes, [z], [x_hat], {"w": np.full((draft.d, pixels), 0.1, np.float32)})


def _rows(draft: Draft, rng: Random) -> bytes:
    """One image, or a hundred, whatever was asked for."""
    count = rng.choice((1, 100))
    nodes = [node("ReduceMean", ["img"], ["one"], axes=[0], keepdims=1), node("Expand", ["one", "shape"], ["x_hat"])]
    return after_image(draft.d, *nodes, weights={"shape": np.array([count, 1, SIDE, SIDE])})


def _many_dims(draft: Draft, rng: Random) -> bytes:
    shape = np.array([-1, *([1] * 40), SIDE, SIDE])
    return after_image(draft.d, node("Reshape", ["img", "shape"], ["x_hat"]), weights={"shape": shape}, shape=("n",))


def _kind(name: str) -> Callable[[Draft, Random], None]:
    kind = getattr(TensorProto, name)
    return _ending(node("Cast", ["img"], ["x_hat"], to=kind), kind=kind)


def _extra_rows(draft: Draft, rng: Random) -> bytes:
    """Fine for a few rows, more images than rows for many."""
    nodes = [node("Concat", ["img", "img"], ["x_hat"], axis=0)]
    return after_image(draft.d, *nodes)


def _external(draft: Draft, rng: Random) -> bytes:
    where = rng.choice(("/etc/passwd", "../../../../../../etc/passwd", "/dev/zero", "/proc/self/mem", "manifest.json",
                        "points.npz", "weights.bin", "", "\x00", "C:\\x"))  # fmt: skip
    return networks.external(draft.d, where, rng.choice((0, -1, 1 << 60)), rng.choice((3136, -1, 1 << 62)))


def _external_beside(draft: Draft, rng: Random) -> None:
    """Weights in a file of the bundle, which the decoder names: a link to a secret."""
    draft.files[bundle.DECODER] = networks.external(draft.d, "weights.bin", 0, 64)
    draft.after.append(lambda folder: (folder / "weights.bin").symlink_to("/etc/passwd"))


def _mutated(draft: Draft, rng: Random) -> bytes:
    data = bytearray(draft.files[bundle.DECODER])
    for _ in range(rng.choice((1, 3, 20))):
        data[rng.randrange(min(len(data), rng.choice((200, 10**9))))] = rng.randrange(256)
    return bytes(data)


def _truncated(draft: Draft, rng: Random) -> bytes:
    data = draft.files[bundle.DECODER]
    return data[: rng.randrange(len(data))]


def _no_protobuf(draft: Draft, rng: Random) -> bytes:
    return rng.choice((b"", b"\x00", b"hello", b"\xff" * 50, b"\x08\x08\x3a" + b"\xff" * 9 + b"\x01", b"PK\x03\x04" * 9,
                       b"\x0a" * 100_000, rng.randbytes(3_000)))  # fmt: skip


def _deep_protobuf(draft: Draft, rng: Random) -> bytes:
    """Messages in messages: a graph in an attribute of a node of a graph, thousands of times."""
    data = b""
    for _ in range(rng.choice((150, 3_000))):
        for tag in (0x32, 0x2A, 0x0A):  # AttributeProto.g, NodeProto.attribute, GraphProto.node
            data = bytes([tag]) + _length(len(data)) + data
    return b"\x08\x08\x3a" + _length(len(data)) + data


def _length(n: int) -> bytes:
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def _lying_weights(draft: Draft, rng: Random) -> bytes:
    """Dimensions that say more, or less, than the bytes that come."""
    tensor = networks.tensors({"w": np.zeros((draft.d, PIXELS), np.float32)})[0]
    del tensor.dims[:]
    tensor.dims.extend(rng.choice(([draft.d, 1 << 40], [-1, PIXELS], [1 << 32, 1 << 32], [draft.d, PIXELS + 1], [0])))
    z, x_hat = frame(draft.d)
    from onnx import helper

    nodes = [node("MatMul", ["z", "w"], ["a"]), node("Reshape", ["a", "s"], ["x_hat"])]
    graph = helper.make_graph(nodes, "net", [z], [x_hat], [tensor, *networks.tensors({"s": np.array([-1, 1, 28, 28])})])
    return bytes(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]).SerializeToString())


def _round(draft: Draft, rng: Random) -> bytes:
    """A circle, or a name twice, or an input that nobody makes."""
    nodes = rng.choice((
        [node("Add", ["img", "b"], ["x_hat"]), node("Neg", ["x_hat"], ["b"])],
        [node("Neg", ["img"], ["x_hat"]), node("Abs", ["img"], ["x_hat"])],
        [node("Neg", ["nobody"], ["x_hat"])],
        [node("Neg", ["img"], ["elsewhere"])],
        [node("NoSuchOperator", ["img"], ["x_hat"])],
    ))  # fmt: skip
    return after_image(draft.d, *nodes)


def _domain(draft: Draft, rng: Random) -> bytes:
    name = rng.choice(("evil", "com.microsoft.evil", "x" * 100_000, "ai.onnx.preview.training"))
    return after_image(draft.d, node("Op", ["img"], ["x_hat"], domain=name), domains={name: 1})


def _versions(draft: Draft, rng: Random) -> bytes:
    version = rng.choice((0, 1, 99, 1 << 40, -1))
    return after_image(
        draft.d, node("Neg", ["img"], ["x_hat"]), domains={"": version}, ir_version=rng.choice((1, 8, 99))
    )


def _one_op(draft: Draft, rng: Random) -> bytes:
    return networks.one_op(draft.d, rng)[1]


def _names(draft: Draft, rng: Random) -> bytes:
    """A name with markup in it, which an error would repeat."""
    odd = rng.choice(('<img src="/dev/zero">', "x" * 100_000, "a\nb", "%n%s", "\u202e"))
    nodes = [node("MatMul", ["img", "img"], [odd]), node("Reshape", [odd, "bad"], ["x_hat"], name=odd)]
    return after_image(draft.d, *nodes, weights={"bad": np.array([7, 7])})


def _encoder(make: Callable[[Draft, Random], Any]) -> Callable[[Draft, Random], None]:
    def apply(draft: Draft, rng: Random) -> None:
        draft.files[bundle.ENCODER] = make(draft, rng)

    return apply


def _sound_encoder_but(*nodes: Any, **weights: Any) -> Callable[[Draft, Random], None]:
    """An encoder whose code ``m`` goes through these nodes to ``mu``; a VAE's log_var is it again."""

    def make(draft: Draft, rng: Random) -> bytes:
        start = [node("Reshape", ["x", "s"], ["f"]), node("MatMul", ["f", "w"], ["m"])]
        sound = {"s": np.array([-1, PIXELS]), "w": np.full((PIXELS, draft.d), 0.01, np.float32)}
        x = networks.value("x", TensorProto.FLOAT, ["n", 1, SIDE, SIDE])
        outs = [networks.value("mu", TensorProto.FLOAT, ["n", draft.d])]
        last = []
        if draft.vae:
            outs.append(networks.value("log_var", TensorProto.FLOAT, ["n", draft.d]))
            last = [node("Identity", ["mu"], ["log_var"])]
        return packed([*start, *nodes, *last], [x], outs, {**sound, **weights})

    return _encoder(make)


def _swapped(draft: Draft, rng: Random) -> None:
    """The encoder is the decoder, and the other way round."""
    files = draft.files
    files[bundle.ENCODER], files[bundle.DECODER] = files[bundle.DECODER], files[bundle.ENCODER]


def _changes_while_open(draft: Draft, rng: Random) -> None:
    """The sum is that of another file of the same size."""
    data = bytearray(draft.files[bundle.DECODER])
    digest = hashlib.sha256(bytes(data)).hexdigest()
    data[-1] ^= 1
    draft.files[bundle.DECODER] = bytes(data)
    draft.records[bundle.DECODER] = {"sha256": digest}


def _padded(draft: Draft, rng: Random) -> None:
    """A sound network in a file of 300 MB, the rest of it a doc string of nothing."""
    draft.after.append(lambda folder: _grow(folder / bundle.DECODER))
    draft.records[bundle.DECODER] = {"size": 300 << 20}


def _grow(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(300 << 20)


_NO_CODE = (node("Log", ["neg"], ["n"]), node("Add", ["m", "n"], ["mu"]))
_BIG = node("Mul", ["img", "k"], ["x_hat"])

FAULTS = (
    Fault("NaN", _ending(node("Sqrt", ["neg"], ["nan"]), node("Add", ["img", "nan"], ["x_hat"]), neg=np.float32(-1))),
    Fault("infinity", _ending(node("Div", ["img", "k"], ["x_hat"]), k=np.float32(0))),
    Fault("values of 1e38", _ending(_BIG, k=np.float32(3e38))),
    Fault("values of -1e30", _ending(_BIG, k=np.float32(-1e30))),
    Fault("subnormal values", _ending(_BIG, k=np.float32(1e-44))),
    bad("an image of another shape", _decodes(_shape)),
    Fault("as many images as it likes", _decodes(_rows)),
    Fault("two images for one", _decodes(_extra_rows)),
    Fault("forty dimensions", _decodes(_many_dims)),
    Fault("doubles", _kind("DOUBLE")),
    Fault("halves", _kind("FLOAT16")),
    Fault("whole numbers", _kind("INT64")),
    Fault("bytes", _kind("UINT8")),
    Fault("truth values", _kind("BOOL")),
    Fault("texts for pixels", _kind("STRING")),
    bad("weights in a file elsewhere", _decodes(_external)),
    bad("weights behind a link", _external_beside),
    Fault("If in If", _decodes(lambda draft, rng: networks.nested(draft.d, rng.choice((3, 12, 28))))),
    Fault("functions of functions", _decodes(_functions)),
    bad("a function that calls itself", _decodes(lambda draft, rng: networks.recursive(draft.d))),
    Fault("thousands of nodes", _decodes(_many_nodes)),
    bad("a domain of its own", _decodes(_domain)),
    Fault("other versions", _decodes(_versions)),
    Fault("changed bytes", _decodes(_mutated)),
    bad("cut short", _decodes(_truncated)),
    bad("no network", _decodes(_no_protobuf)),
    bad("messages in messages", _decodes(_deep_protobuf)),
    bad("weights that are not there", _decodes(_lying_weights)),
    bad("a graph that is none", _decodes(_round)),
    bad("names with markup", _decodes(_names)),
    Fault("one operator", _decodes(_one_op)),
    Fault("another operator", _decodes(_one_op)),
    Fault("and another", _decodes(_one_op)),
    Fault("an encoder of NaN", _sound_encoder_but(*_NO_CODE, neg=np.float32(-1))),
    Fault("an encoder of 1e38", _sound_encoder_but(node("Mul", ["m", "k"], ["mu"]), k=np.float32(3e38))),
    Fault("an encoder that is none", _encoder(_no_protobuf)),
    Fault("encoder and decoder swapped", _swapped),
    bad("other bytes of the same size", _changes_while_open),
    bad("a file of 300 MB", _padded),
    Fault("an encoder for ever", _encoder(lambda draft, rng: tiny.loop_decoder(draft.d, above=-1)), slow=True),
    bad("a loop for ever", _decodes(lambda draft, rng: tiny.loop_decoder(draft.d, above=-1)), slow=True),
    Fault("a loop for ever, somewhere", _decodes(lambda draft, rng: tiny.loop_decoder(draft.d, above=1.0)), slow=True),
    bad("all memory", _decodes(_greedy), slow=True),
    bad("all memory when opened", _decodes(_constant_folded), slow=True),
    bad("minutes of work", _decodes(_busy), slow=True),
)  # fmt: skip
