"""Networks as people export them: noise as an input, bytes for pixels, sizes left open, training mode, other ranges."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import ModelProto, TensorProto, helper, load_model_from_string, numpy_helper

from aevae_desktop.bundle import DECODER, ENCODER, Manifest, parse
from aevae_desktop.engine.child.jobs import probing
from aevae_desktop.engine.child.model import Model, opened
from aevae_desktop.errors import ModelError
from tests.conftest import tiny_decoder, tiny_encoder

FOLDER = Path("/nets")
node = helper.make_node
X = np.random.default_rng(3).random((5, 28, 28), dtype=np.float32)


def edited(data: bytes, edit: Callable[[ModelProto], None]) -> bytes:
    model = load_model_from_string(data)
    edit(model)
    return bytes(model.SerializeToString())


def renamed(model: ModelProto, old: str, new: str) -> None:
    """The value ``old`` inside of the graph is called ``new``, so that ``old`` can be made of it."""
    for each in model.graph.node:
        for names in (each.input, each.output):
            names[:] = [new if name == old else name for name in names]


def read(files: dict[str, bytes], **wants: str) -> tuple[Model, Manifest, dict[str, dict[str, Any]]]:
    """The model as it would be opened, its manifest, and the findings by name."""
    head, arrays = probing.probe(FOLDER, "t", files, wants)
    manifest = parse(head["manifest"].encode(), FOLDER)
    networks = {name: files[file] for name, file in ((DECODER, head["decoder"]), (ENCODER, head["encoder"])) if file}
    networks |= {name: data.tobytes() for name, data in arrays.items() if name in (DECODER, ENCODER)}
    return opened(FOLDER, manifest, networks), manifest, {each["name"]: each for each in head["findings"]}


def sampled(noise: str, size: list[Any]) -> bytes:
    """An encoder that also gives z = mu + exp(log_var / 2) * noise, the noise being its second input."""

    def edit(model: ModelProto) -> None:
        half = numpy_helper.from_array(np.float32(0.5), "half")
        model.graph.initializer.append(half)
        model.graph.input.append(helper.make_tensor_value_info(noise, TensorProto.FLOAT, size))
        model.graph.node.extend(
            [
                node("Mul", ["log_var", "half"], ["half_log_var"]),
                node("Exp", ["half_log_var"], ["sigma"]),
                node("Mul", ["sigma", noise], ["off"]),
                node("Add", ["mu", "off"], ["z"]),
            ]
        )
        model.graph.output.insert(0, helper.make_tensor_value_info("z", TensorProto.FLOAT, ["n", 2]))

    return edited(tiny_encoder(2, 1, True), edit)


@pytest.mark.parametrize("noise", ["eps", "onnx::Mul_1"])
@pytest.mark.parametrize("size", [["n", 2], ["n", "d"]])
def test_a_given_noise_is_none_and_the_code_is_the_mean(noise: str, size: list[Any]) -> None:
    model, manifest, found = read({"e.onnx": sampled(noise, size), "d.onnx": tiny_decoder(2, 1)})
    assert (manifest.tensors.mu, manifest.tensors.log_var) == ("mu", "log_var")
    assert noise in found["noise"]["said"]
    assert found["noise"]["said"] in manifest.provenance["assumed"]
    plain = read({"e.onnx": tiny_encoder(2, 1, True), "d.onnx": tiny_decoder(2, 1)})[0]
    np.testing.assert_array_equal(model.encode(X).mu, plain.encode(X).mu)


def test_an_input_that_is_scaled_by_constants_is_no_noise() -> None:
    def edit(model: ModelProto) -> None:  # the usual way to normalise an image
        renamed(model, "x", "x0")
        tensors = {"k": np.float32(2.0), "m": np.float32(-1.0)}
        model.graph.initializer.extend(numpy_helper.from_array(each, name) for name, each in tensors.items())
        model.graph.node.insert(0, node("Mul", ["x", "k"], ["xk"]))
        model.graph.node.insert(1, node("Add", ["xk", "m"], ["x0"]))

    _, _, found = read({"e.onnx": edited(tiny_encoder(2, 1, True), edit), "d.onnx": tiny_decoder(2, 1)})
    assert "noise" not in found


def bytes_in(model: ModelProto) -> None:
    renamed(model, "x", "x0")
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.UINT8
    model.graph.initializer.append(numpy_helper.from_array(np.float32(1 / 255), "k"))
    model.graph.node.insert(0, node("Cast", ["x"], ["xf"], to=TensorProto.FLOAT))
    model.graph.node.insert(1, node("Mul", ["xf", "k"], ["x0"]))


def bytes_out(model: ModelProto) -> None:
    renamed(model, "x_hat", "y")
    model.graph.initializer.append(numpy_helper.from_array(np.float32(255), "k"))
    model.graph.node.append(node("Mul", ["y", "k"], ["yk"]))
    model.graph.node.append(node("Cast", ["yk"], ["x_hat"], to=TensorProto.UINT8))
    model.graph.output[0].type.tensor_type.elem_type = TensorProto.UINT8


def test_pixels_may_be_bytes() -> None:
    plain = read({"e.onnx": tiny_encoder(2, 1, True), "d.onnx": tiny_decoder(2, 1)})[0]
    model, manifest, _ = read(
        {"e.onnx": edited(tiny_encoder(2, 1, True), bytes_in), "d.onnx": edited(tiny_decoder(2, 1), bytes_out)}
    )
    assert (manifest.image.low, manifest.image.high) == (0, 255)
    z = np.array([[0.5, -1.0]], np.float32)
    np.testing.assert_allclose(model.unit(model.decode(z)), plain.decode(z), atol=1 / 255)
    x = np.rint(255 * X) / np.float32(255)
    np.testing.assert_allclose(model.encode(x).mu, plain.encode(x).mu, atol=1e-4)


def test_bytes_in_and_floats_out() -> None:
    model, manifest, _ = read({"e.onnx": edited(tiny_encoder(2, 1, True), bytes_in), "d.onnx": tiny_decoder(2, 1)})
    assert (manifest.image.low, manifest.image.high) == (0, 1)
    x = np.rint(255 * X) / np.float32(255)
    plain = read({"e.onnx": tiny_encoder(2, 1, True), "d.onnx": tiny_decoder(2, 1)})[0]
    np.testing.assert_allclose(model.encode(x).mu, plain.encode(x).mu, atol=1e-4)


def _open_sizes(model: ModelProto, keep: int = 0) -> None:
    for value in (*model.graph.input, *model.graph.output):
        for size in list(value.type.tensor_type.shape.dim)[keep:]:
            size.ClearField("dim_value")
            size.dim_param = "n"


def _no_shapes(model: ModelProto) -> None:
    for value in (*model.graph.input, *model.graph.output):
        value.type.tensor_type.ClearField("shape")


@pytest.mark.parametrize("edit", [_open_sizes, _no_shapes])
@pytest.mark.parametrize("alone", [True, False])
def test_a_code_of_open_size_is_found(edit: Callable[[ModelProto], None], alone: bool) -> None:
    files = {"d.onnx": edited(tiny_decoder(3, 1), edit)} | ({} if alone else {"e.onnx": tiny_encoder(3, 1, False)})
    _, manifest, _ = read(files)
    assert manifest.latent_dim == 3


def test_both_without_any_shape() -> None:
    _, manifest, _ = read(
        {"d.onnx": edited(tiny_decoder(3, 1), _no_shapes), "e.onnx": edited(tiny_encoder(3, 1, False), _no_shapes)}
    )
    assert (manifest.latent_dim, manifest.image.shape) == (3, (28, 28))


def test_a_code_without_a_batch() -> None:
    def edit(model: ModelProto) -> None:
        renamed(model, "z", "z0")
        model.graph.initializer.append(numpy_helper.from_array(np.array([1, 2]), "row"))
        model.graph.node.insert(0, node("Reshape", ["z", "row"], ["z0"]))
        del model.graph.input[0].type.tensor_type.shape.dim[0]

    model, _, _ = read({"d.onnx": edited(tiny_decoder(2, 1), edit)})
    z = np.array([[0.5, -1.0], [0.1, 2.0]], np.float32)
    np.testing.assert_allclose(model.decode(z), read({"d.onnx": tiny_decoder(2, 1)})[0].decode(z), atol=1e-6)


def test_an_encoder_of_0_to_255_beside_a_decoder_of_0_to_1() -> None:
    """The pair finds its own images again only when what goes in is 0 to 255: said, and put before the encoder."""
    z_of = np.random.default_rng(0).normal(0, 1, (2, 784)).astype(np.float32) / 8

    def pair(scale: float) -> dict[str, bytes]:
        weights = {"w": z_of, "back": (np.linalg.pinv(z_of) / scale).astype(np.float32), "s": np.array([-1, 1, 28, 28])}
        weights |= {"f": np.array([-1, 784]), "half": np.float32(0.5), "off": np.float32(0.5 * scale)}
        up = [node("MatMul", ["z", "w"], ["a"]), node("Add", ["a", "half"], ["b"]), node("Clip", ["b"], ["c"])]
        up = [*up[:2], node("Reshape", ["b", "s"], ["out"])]
        down = [
            node("Reshape", ["x", "f"], ["g"]),
            node("Sub", ["g", "off"], ["h"]),
            node("MatMul", ["h", "back"], ["m"]),
        ]
        return {"d.onnx": made(up, ("z", ["n", 2]), ("out", ["n", 1, 28, 28]), weights),
                "e.onnx": made(down, ("x", ["n", 1, 28, 28]), ("m", ["n", 2]), weights)}  # fmt: skip

    _, _, found = read(pair(1.0), range="0 1")
    assert "input" not in found
    model, manifest, found = read(pair(255.0), range="0 1")
    assert (found["input"]["value"], found["input"]["sure"]) == ("0 255", "likely")
    assert found["input"]["said"] in manifest.provenance["assumed"]
    z = np.array([[0.3, -0.4]], np.float32)
    np.testing.assert_allclose(model.encode(model.decode(z)).mu, z, atol=1e-3)
    model, _, found = read(pair(255.0), range="0 1", input="0 1")  # a person says otherwise
    assert np.abs(model.encode(model.decode(z)).mu - z).max() > 0.1


def made(nodes: list[Any], takes: Any, gives: Any, weights: dict[str, Any]) -> bytes:
    used = {name for each in nodes for name in each.input}
    tensors = [numpy_helper.from_array(np.asarray(each), name) for name, each in weights.items() if name in used]
    value = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in (takes, gives)]
    graph = helper.make_graph(nodes, "net", value[:1], value[1:], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


def test_batch_norm_as_in_training_is_told() -> None:
    def edit(model: ModelProto) -> None:
        renamed(model, "z", "z0")
        ones = {name: np.full(2, k, np.float32) for name, k in (("bn.g", 1), ("bn.b", 0), ("bn.m", 0), ("bn.v", 1))}
        model.graph.initializer.extend(numpy_helper.from_array(each, name) for name, each in ones.items())
        outputs = ["z0", "m2", "v2"]
        model.graph.node.insert(
            0, node("BatchNormalization", ["z", "bn.g", "bn.b", "bn.m", "bn.v"], outputs, training_mode=1)
        )

    model, manifest, found = read({"d.onnx": edited(tiny_decoder(2, 1), edit)})
    assert "BatchNorm is as in training" in found["steady"]["said"]
    assert found["steady"]["said"] in manifest.provenance["assumed"]
    assert any("BatchNorm is as in training" in line for line in probing.doubts(model))
    assert "steady" not in read({"d.onnx": tiny_decoder(2, 1)})[2]


def test_a_decoder_that_draws_is_told() -> None:
    def edit(model: ModelProto) -> None:
        renamed(model, "z", "z0")
        model.graph.node.insert(0, node("RandomNormalLike", ["z"], ["r"]))
        model.graph.node.insert(1, node("Add", ["z", "r"], ["z0"]))

    assert "from run to run" in read({"d.onnx": edited(tiny_decoder(2, 1), edit)})[2]["steady"]["said"]


def test_of_a_whole_autoencoder_beside_its_halves_the_halves_are_taken() -> None:
    def edit(model: ModelProto) -> None:  # an encoder that gives an image back, too
        model.graph.node.append(node("Identity", ["x"], ["again"]))
        model.graph.output.append(helper.make_tensor_value_info("again", TensorProto.FLOAT, ["n", 1, 28, 28]))

    whole, plain = edited(tiny_encoder(2, 1, True), edit), tiny_encoder(2, 1, True)
    head, _ = probing.probe(FOLDER, "t", {"a.onnx": whole, "b.onnx": plain, "d.onnx": tiny_decoder(2, 1)})
    assert head["encoder"] == "b.onnx"


def test_what_cannot_be_is_told_with_what_to_do() -> None:
    def not_finite(model: ModelProto) -> None:
        renamed(model, "x_hat", "y")
        model.graph.node.extend([node("Neg", ["y"], ["n"]), node("Log", ["n"], ["x_hat"])])

    for files, said in (
        ({"e.onnx": tiny_encoder(2, 1, True)}, "seems to be an encoder alone"),
        ({"d.onnx": edited(tiny_decoder(2, 1), not_finite)}, "NaN or infinity for every code"),
    ):
        with pytest.raises(ModelError, match=said) as caught:
            probing.probe(FOLDER, "t", files)
        assert caught.value.remedy


def test_a_code_of_more_numbers_than_its_image_is_no_signal() -> None:
    """Encoder and decoder would change places: what is encoded would pass for a signal that is decoded."""

    def dense(takes: int, gives: int) -> bytes:
        weights = numpy_helper.from_array(np.full((takes, gives), 0.01, np.float32), "w")
        ends = ((name, [None, size]) for name, size in (("x", takes), ("y", gives)))
        value = (helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name, size in ends)
        graph = helper.make_graph([node("MatMul", ["x", "w"], ["y"])], "g", [next(value)], [next(value)], [weights])
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
        return bytes(made.SerializeToString())

    with pytest.raises(ModelError, match=r"/nets/b.onnx: z: found a code of 1,000 numbers for an image of 784"):
        read({"a.onnx": dense(784, 1000), "b.onnx": dense(1000, 784)})
    assert read({"a.onnx": dense(784, 90), "b.onnx": dense(90, 784)})[1].latent_dim == 90
