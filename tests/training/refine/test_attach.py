"""Refined codes out of ``encoder.onnx``: torch's, never worse, and beside unchanged outputs."""

import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from aevae_desktop import bundle, inspector
from aevae_desktop.bundle import DECODER, ENCODER, Refined
from aevae_desktop.core.codes.refining import Cost
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector.gathering import gathered
from aevae_desktop.runtime import ort
from training.export import to_onnx
from training.refine import attach
from training.refine.attach import attached
from training.refine.reference import look, refined
from training.refine.start import around
from training.trainer.config import RunConfig
from training.trainer.model import Autoencoder

SHAPE = (1, 6, 5)
CONFIG = RunConfig(hidden=(32, 16), fourier=4, stored="float16")
AE = replace(CONFIG, kind="ae", likelihood="gaussian")
CASES = {
    "vae": (CONFIG, Cost(None, True)),
    "vae-mse": (replace(CONFIG, likelihood="mse"), Cost(0.5, True)),
    "vae-wide": (replace(CONFIG, latent_dim=5, fourier=0), Cost(None, True)),
    "ae": (AE, Cost(0.05, False)),
    "mlp": (replace(AE, family="mlp", activation="gelu"), Cost(0.05, False)),
    "linear": (replace(AE, family="linear", kind="linear-ae"), Cost(0.05, False)),
}


def how(config, steps=2, starts=5):
    """What the refined outputs are called: a VAE has a variance, and a flat code places around it."""
    log_var = "log_var_refined" if config.kind == "vae" else None
    return Refined("mu_refined", log_var, steps, 0.1, *((starts, 0.8) if config.latent_dim == 2 else (0, 0.0)))


def made(config, cost, steps=2):
    """The model, its files with refined codes, and the images."""
    torch.manual_seed(1)
    model = Autoencoder(config, SHAPE)
    with torch.no_grad():  # fresh weights decode all codes alike
        for weight in model.parameters():
            weight *= 2
    to_onnx.round_weights(model)
    x = np.random.default_rng(0).random((40, *SHAPE), dtype=np.float32)
    files, names = to_onnx.export(model, x, {"id": "toy"}, half=True)
    said = how(config, steps)
    whole = {**files, ENCODER: attached(files[ENCODER], files[DECODER], said, names.mu, cost)}
    return model, files, whole, x


def run(data, x, names=None):
    session = ort.InferenceSession(data, providers=["CPUExecutionProvider"])
    names = names or [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, {"x": x}), strict=True))


@pytest.fixture(scope="module", params=CASES)
def case(request):
    config, cost = CASES[request.param]
    return (*made(config, cost), cost, how(config))


def test_the_networks_own_outputs_come_first_and_stay_as_they_were(case):
    _, files, whole, x, *_ = case
    before, after = run(files[ENCODER], x), run(inside(whole), x)
    assert list(after)[: len(before)] == list(before)
    assert list(after)[len(before) :] == [f"{name}_refined" for name in before]
    for name, values in before.items():
        np.testing.assert_array_equal(after[name], values)


def test_they_are_those_of_torch(case):
    model, _, whole, x, cost, said = case
    found = run(inside(whole), x)
    flat = torch.from_numpy(x).flatten(1)
    with torch.no_grad():
        wanted = refined(model, flat, model.encode(flat)[0], cost, said)
        reached = look(model, flat, torch.from_numpy(found["mu_refined"]), cost).cost
    np.testing.assert_allclose(reached, wanted.cost, rtol=1e-5)
    np.testing.assert_allclose(found["mu_refined"], wanted.z, atol=1e-4)
    if "log_var_refined" in found:
        precision = wanted.curvature.diagonal(dim1=1, dim2=2)
        np.testing.assert_allclose(found["log_var_refined"], -precision.log(), atol=1e-3)


def test_no_image_gets_a_worse_code_and_most_get_a_better_one(case):
    model, _, whole, x, cost, _ = case
    found = run(inside(whole), x)
    flat = torch.from_numpy(x).flatten(1)
    with torch.no_grad():
        before, after = (look(model, flat, torch.from_numpy(found[name]), cost).cost for name in ("mu", "mu_refined"))
    assert (after <= before * (1 + 1e-6)).all()
    assert (after < before * (1 - 1e-4)).float().mean() > 0.9


def test_the_weights_are_the_decoder_s_and_not_written_twice(case):
    _, files, whole, *_ = case
    own = {tensor.name for tensor in onnx.load_from_string(files[ENCODER]).graph.initializer}
    added = [tensor for tensor in onnx.load_from_string(whole[ENCODER]).graph.initializer if tensor.name not in own]
    for tensor in added:
        places = {one.key: one.value for one in tensor.external_data}
        assert places.get("location") == DECODER if "location" in places else len(tensor.raw_data) < 256
    decoder = onnx.load_from_string(files[DECODER])
    assert len(added) == sum(tensor.data_type != onnx.TensorProto.INT64 for tensor in decoder.graph.initializer)


def test_onnx_runtime_opens_the_two_files_as_they_lie(case, tmp_path):
    _, _, whole, x, *_ = case
    for name, data in whole.items():
        (tmp_path / name).write_bytes(data)
    session = ort.InferenceSession(str(tmp_path / ENCODER), providers=["CPUExecutionProvider"])
    np.testing.assert_array_equal(session.run(["mu_refined"], {"x": x})[0], run(inside(whole), x)["mu_refined"])
    onnx.checker.check_model(str(tmp_path / ENCODER))


def test_the_inspector_lets_it_pass_and_any_number_of_images(case):
    _, _, whole, x, *_ = case
    inspector.inspect(inside(whole), Path(ENCODER), runtime="1.24.4")
    one, all_ = run(inside(whole), x[:1]), run(inside(whole), x)
    np.testing.assert_allclose(one["mu_refined"], all_["mu_refined"][:1], atol=1e-4)


def inside(files):
    return gathered(files[ENCODER], lambda name: files[name])


def test_more_steps_come_nearer():
    reached = []
    for steps in (1, 2, 6):
        model, _, whole, x = made(*CASES["vae"], steps=steps)
        z = torch.from_numpy(run(inside(whole), x)["mu_refined"])
        with torch.no_grad():
            reached.append(float(look(model, torch.from_numpy(x).flatten(1), z, CASES["vae"][1]).cost.mean()))
    assert reached[0] > reached[1] > reached[2]


def test_the_best_place_around_is_where_the_steps_start():
    config, cost = CASES["vae"]
    model, _, whole, x = made(config, cost, steps=1)
    flat = torch.from_numpy(x).flatten(1)
    with torch.no_grad():
        mu = model.encode(flat)[0]
        places = mu[:, None] + torch.cat([torch.zeros(1, 2), torch.from_numpy(around(5, 0.8))])
        all_costs = torch.stack([look(model, flat, z, cost).cost for z in places.unbind(1)], dim=1)
        begin = places[torch.arange(len(x)), all_costs.argmin(1)]
        assert 5 < (begin != mu).any(1).sum() < len(x)
        wanted = refined(model, flat, begin, cost, replace(how(config, steps=1), starts=0))
    np.testing.assert_allclose(run(inside(whole), x)["mu_refined"], wanted.z, atol=1e-4)


def test_places_lie_in_a_disc_and_apart():
    places = around(16, 0.9)
    apart = np.linalg.norm(places[:, None] - places, axis=2) + np.eye(16)
    assert places.shape == (16, 2)
    assert np.linalg.norm(places, axis=1).max() <= 0.9
    assert apart.min() > 0.9 / 16**0.5
    assert around(0, 1.0).shape == (0, 2)


def test_places_are_for_flat_codes():
    model, files, _, x = made(*CASES["vae-wide"])
    del model, x
    with pytest.raises(ModelError, match="found codes of 5 numbers, expected codes of 2: a disc is searched"):
        attached(files[ENCODER], files[DECODER], Refined("r", "s", 2, 0.1, 4, 0.5), "mu", Cost(None, True))


def test_a_network_without_a_rule_and_a_long_code_are_refused(monkeypatch):
    conv = replace(CONFIG, family="conv", conv_channels=(4,), kernel=4)
    with pytest.raises(ModelError, match="found an operator "):
        made(conv, Cost(None, True))
    monkeypatch.setattr(attach, "MOST_DIMENSIONS", 4)
    with pytest.raises(ModelError, match="found codes of 5 numbers, expected at most 4"):
        made(*CASES["vae-wide"])


def test_a_cross_entropy_needs_probabilities():
    with pytest.raises(ModelError, match="found no sigmoid at its end"):
        made(CASES["linear"][0], Cost(None, False))


def test_a_bundle_says_so(tmp_path):
    model, _, whole, _ = made(*CASES["vae"])
    del model
    said = Refined("mu_refined", "log_var_refined", 2, 0.1, 5, 0.8)
    names = bundle.TensorNames(log_var="log_var")
    manifest = bundle.Manifest("toy", "", "vae", "resmlp", bundle.ImageSpec(6, 5), 2, tensors=names, refined=said)
    bundle.write(tmp_path / "toy", manifest, copy.copy(whole))
    assert bundle.validate(tmp_path / "toy").refined == said
