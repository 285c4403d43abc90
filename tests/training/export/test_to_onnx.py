import copy
import json
from dataclasses import replace

import numpy as np
import onnx
import pytest
import torch

from aevae_desktop import bundle
from aevae_desktop.errors import ModelError
from aevae_desktop.runtime import ort
from training.export import to_onnx
from training.export.to_onnx import round_weights, store_half
from training.families import FAMILIES
from training.families.base import UPSAMPLINGS
from training.trainer.config import RunConfig
from training.trainer.model import Autoencoder

CONFIG = RunConfig(likelihood="gaussian", hidden=(16, 8), fourier=4)
FACTS = {"format": "aevae-bundle", "latent_dim": 2}
SHAPE = (1, 6, 5)


def build(**changes):
    torch.manual_seed(3)
    return Autoencoder(replace(CONFIG, **changes), SHAPE)


def run(data, names, value):
    session = ort.InferenceSession(data, providers=["CPUExecutionProvider"])
    return session.run(names, {session.get_inputs()[0].name: value})


@pytest.fixture(scope="module")
def x():
    return np.random.default_rng(0).random((64, *SHAPE), dtype=np.float32)


@pytest.fixture(scope="module")
def exported(x):
    model = build(kind="vae")
    files, names = to_onnx.export(model, x, FACTS)
    return model, files, names


@pytest.mark.parametrize(("family", "kind"), [(name, "ae") for name in FAMILIES])
def test_every_family_survives_the_export(x, family, kind):
    files, names = to_onnx.export(build(family=family, kind=kind), x, FACTS)
    assert names == bundle.TensorNames()
    assert run(files[bundle.ENCODER], ["mu"], x)[0].shape == (64, 2)


@pytest.mark.parametrize("upsampling", UPSAMPLINGS)
@pytest.mark.parametrize("shape", [(3, 16, 24), (1, 13, 9)])
def test_convolutions_export_with_a_dynamic_batch(upsampling, shape):
    torch.manual_seed(0)
    config = replace(CONFIG, family="conv", conv_channels=(4, 6), upsampling=upsampling, kind="vae")
    model = Autoencoder(config, shape)
    with torch.no_grad():  # fresh weights give all images nearly one code, whose spread would be all rounding
        for weight in model.parameters():
            weight *= 3
    x = np.random.default_rng(0).random((9, *shape), dtype=np.float32)
    files, _ = to_onnx.export(model, x, FACTS)
    for n in (1, 5, 9):
        mu, log_var = run(files[bundle.ENCODER], ["mu", "log_var"], x[:n])
        assert mu.shape == log_var.shape == (n, 2)
        assert run(files[bundle.DECODER], ["x_hat"], mu)[0].shape == (n, *shape)


def test_names_opset_and_metadata(exported):
    _, files, names = exported
    assert names.log_var == "log_var"
    wanted = {bundle.ENCODER: (["x"], ["mu", "log_var"]), bundle.DECODER: (["z"], ["x_hat"])}
    for file, (inputs, outputs) in wanted.items():
        proto = onnx.load_from_string(files[file])
        assert [value.name for value in proto.graph.input] == inputs
        assert [value.name for value in proto.graph.output] == outputs
        assert [item.version for item in proto.opset_import if item.domain == ""] == [to_onnx.OPSET]
        facts = {item.key: item.value for item in proto.metadata_props}
        assert facts["format"] == "aevae-bundle"
        assert json.loads(facts["latent_dim"]) == 2


def test_the_batch_is_dynamic_and_named(exported):
    model, files, _ = exported
    decoder = onnx.load_from_string(files[bundle.DECODER])
    assert decoder.graph.input[0].type.tensor_type.shape.dim[0].dim_param == "n"
    z = np.random.default_rng(1).standard_normal((2345, 2), dtype=np.float32)
    with torch.no_grad():
        wanted = model.decode(torch.from_numpy(z)).numpy()
    for n in (1, 3, 2345):
        np.testing.assert_allclose(run(files[bundle.DECODER], ["x_hat"], z[:n])[0], wanted[:n], atol=to_onnx.TOLERANCE)


def test_one_file_without_traces_of_this_machine(exported):
    _, files, _ = exported
    for data in files.values():
        proto = onnx.load_from_string(data)
        assert not any(tensor.external_data for tensor in proto.graph.initializer)
        assert b".py" not in data


@pytest.mark.parametrize(("file", "name"), [(bundle.ENCODER, "mu"), (bundle.DECODER, "x_hat")])
def test_an_export_that_differs_fails_and_says_where(exported, x, file, name):
    model, files, _ = exported
    proto = onnx.load_from_string(files[file])
    for tensor in proto.graph.initializer:
        values = onnx.numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.ndim == 2:
            tensor.CopyFrom(onnx.numpy_helper.from_array(values * np.float32(1.01), tensor.name))
    with pytest.raises(ModelError) as caught:
        to_onnx.check(model, {**files, file: proto.SerializeToString()}, x)
    line = str(caught.value)
    assert line.startswith(f"{file}: {name}: the exported network differs from the trained one by ")
    assert line.endswith("expected at most 5e-05")


def test_nan_is_refused(exported, x):
    model, files, _ = exported
    proto = onnx.load_from_string(files[bundle.DECODER])
    for tensor in proto.graph.initializer:
        values = onnx.numpy_helper.to_array(tensor)
        if values.dtype == np.float32:
            tensor.CopyFrom(onnx.numpy_helper.from_array(np.full_like(values, np.nan), tensor.name))
    with pytest.raises(ModelError, match=r"^decoder.onnx: x_hat: found NaN or infinity at z = "):
        to_onnx.check(model, {**files, bundle.DECODER: proto.SerializeToString()}, x)


def test_a_file_that_is_no_network(exported, x):
    model, files, _ = exported
    with pytest.raises(ModelError, match=r"^decoder.onnx: found a text, which begins .nonsense."):
        to_onnx.check(model, {**files, bundle.DECODER: b"nonsense"}, x)


def test_half_stored_weights_are_half_the_size_and_the_same_numbers(x):
    torch.manual_seed(3)
    model = Autoencoder(replace(CONFIG, hidden=(64, 32), kind="vae"), SHAPE)
    whole, half = (to_onnx.export(model, x, FACTS, half=half)[0] for half in (False, True))
    for name in (bundle.ENCODER, bundle.DECODER):
        assert len(half[name]) < 0.75 * len(whole[name])
    rounded = copy.deepcopy(model)
    round_weights(rounded)
    with torch.no_grad():
        z = rounded.encode(torch.from_numpy(x))[0]
        wanted = rounded.decode(z).numpy()
    found = run(half[bundle.DECODER], ["x_hat"], z.numpy())[0]
    np.testing.assert_allclose(found, wanted, atol=1e-6)


def test_exporting_leaves_the_model_as_it_was(x):
    model = build(kind="vae")
    before = torch.nn.utils.parameters_to_vector(model.parameters()).clone()
    to_onnx.export(model, x, FACTS, half=True)
    assert torch.equal(torch.nn.utils.parameters_to_vector(model.parameters()), before)
    assert model.training


def test_what_float16_cannot_hold_is_left_alone():
    values = np.linspace(0.1, 0.9, 1000, dtype=np.float32)
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Identity", ["w"], ["y"])], "g", [],
        [onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [1000])],
        [onnx.numpy_helper.from_array(values, "w")],
    )  # fmt: skip
    proto = onnx.helper.make_model(graph)
    before = proto.SerializeToString()
    store_half(proto)
    assert proto.SerializeToString() == before


def test_an_unused_dimension_of_a_vae_does_not_forbid_the_export(x):
    model = build(kind="vae")
    files, _ = to_onnx.export(model, x, FACTS)
    with torch.no_grad():
        last = model.encoder[-1]
        last.weight[0] *= 1e-6  # mu of dimension 0 is constant but for rounding
        last.bias[0] = 0.5
        last.weight[2] = 0.0
        last.bias[2] = 0.0  # and its sigma is 1
        files, _ = to_onnx.export(model, x, FACTS)
        assert to_onnx.check(model, files, x)["mu"] <= to_onnx.TOLERANCE
        last.bias[0] += 2e-4  # a code that is off by more than a 5e-5th of sigma is still refused
    with pytest.raises(ModelError, match="mu: the exported network differs"):
        to_onnx.check(model, files, x)
