"""What networks are is found out by running them; the names in them say nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper, load_model_from_string, numpy_helper

from aevae_desktop.bundle import DECODER, ENCODER, ImageSpec, Manifest, TensorNames, parse
from aevae_desktop.engine.child.jobs import probing
from aevae_desktop.engine.child.model import opened
from aevae_desktop.errors import ModelError
from tests.conftest import tiny_decoder, tiny_encoder

FOLDER = Path("/nets")


def probed(wants: Mapping[str, str] = probing.NOTHING, **files: bytes) -> tuple[Manifest, str, str]:
    """The manifest that is found for files ``NAME.onnx``, and which of them decodes and which encodes."""
    given = {f"{name}.onnx": data for name, data in files.items()}
    head, arrays = probing.probe(FOLDER, "A title", given, wants)
    changed = {name: array for name, array in arrays.items() if name in (DECODER, ENCODER)}
    manifest = parse(head["manifest"].encode(), FOLDER)
    names = {DECODER: head["decoder"], ENCODER: head["encoder"]}
    networks = {name: given[file] for name, file in names.items() if file}
    networks |= {name: data.tobytes() for name, data in changed.items()}
    for name, data in networks.items():
        assert manifest.files[name].sha256 == hashlib.sha256(data).hexdigest()
    model = opened(FOLDER, manifest, networks)
    assert np.isfinite(model.decode(np.zeros((3, manifest.latent_dim), np.float32))).all()
    return manifest, head["decoder"], head["encoder"]


def findings(wants: Mapping[str, str] = probing.NOTHING, **files: bytes) -> dict[str, tuple[str, str]]:
    """What is taken for what, and how sure that is, by name."""
    head, _ = probing.probe(FOLDER, "t", {f"{name}.onnx": data for name, data in files.items()}, wants)
    return {each["name"]: (each["value"], each["sure"]) for each in head["findings"]}


def network(nodes: list[Any], takes: list[Any], outputs: dict[str, list[Any]], weights: dict[str, Any]) -> bytes:
    value = helper.make_tensor_value_info
    tensors = [numpy_helper.from_array(np.asarray(each), name) for name, each in weights.items()]
    made = [value(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()]
    graph = helper.make_graph(nodes, "net", [value("in", TensorProto.FLOAT, takes)], made, tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


def decoder(end: str = "Sigmoid", code: tuple[Any, ...] = ("n", 2), image: tuple[int, ...] = (1, 8, 8)) -> bytes:
    """A code of two numbers, through fixed weights, ``end`` and a reshape to ``image``."""
    pixels = int(np.prod(image))
    w = np.random.default_rng(0).normal(0, 3, (2, pixels)).astype(np.float32)
    rows = code[0] if isinstance(code[0], int) else -1
    weights = {"w": w, "flat": np.array([rows, 2]), "s": np.array([rows, *image])}
    nodes = [
        helper.make_node("Reshape", ["in", "flat"], ["f"]),
        helper.make_node("MatMul", ["f", "w"], ["a"]),
        helper.make_node(end, ["a"], ["p"]),
        helper.make_node("Reshape", ["p", "s"], ["out"]),
    ]
    return network(nodes, list(code), {"out": [code[0], *image]}, weights)


def with_outputs(data: bytes, order: list[str]) -> bytes:
    model = load_model_from_string(data)
    found = {output.name: output for output in model.graph.output}
    del model.graph.output[:]
    model.graph.output.extend(found[name] for name in order)
    return bytes(model.SerializeToString())


def test_a_pair_is_told_apart_whatever_it_is_called() -> None:
    manifest, dec, enc = probed(encoder=tiny_decoder(2, 1), decoder=tiny_encoder(2, 1, True))
    assert (dec, enc) == ("encoder.onnx", "decoder.onnx")
    assert (manifest.kind, manifest.latent_dim, manifest.image) == ("vae", 2, ImageSpec(28, 28))
    assert (manifest.tensors.mu, manifest.tensors.log_var) == ("mu", "log_var")
    assert manifest.title == "A title"
    said = "No measure tells its outputs apart: mu is taken for mu by its name."
    assert manifest.provenance["assumed"] == [
        said,
        "log_var is taken for what it is called; its values do not speak against it.",
    ]


def test_the_same_networks_get_the_same_name_and_others_another() -> None:
    first, again, other = (probed(a=tiny_decoder(2, seed))[0].id for seed in (1, 1, 2))
    assert first == again != other
    assert first.startswith("A-title-")


@pytest.mark.parametrize("code", [("n", 2), ("n", 2, 1, 1), (1, 2), (5, 2)])
@pytest.mark.parametrize("image", [(1, 8, 8), (8, 8, 1), (64,), (3, 6, 7), (6, 7, 3)])
def test_a_decoder_alone_of_any_shape(code: tuple[Any, ...], image: tuple[int, ...]) -> None:
    manifest, _, enc = probed(a=decoder("Sigmoid", code, image))
    assert enc == ""
    assert (manifest.kind, manifest.latent_dim) == ("ae", 2)
    assert manifest.image == (ImageSpec(6, 7, 3) if 3 in image else ImageSpec(8, 8))


@pytest.mark.parametrize(
    ("end", "low", "high", "said"),
    [("Sigmoid", 0, 1, ""), ("Tanh", -1, 1, ""), ("Identity", 0, 1, "logits")],
)
def test_the_range_is_measured_and_what_is_a_guess_is_said(end: str, low: float, high: float, said: str) -> None:
    manifest, _, _ = probed(a=decoder(end))
    assert (manifest.image.low, manifest.image.high) == (low, high)
    assumed = " ".join(manifest.provenance["assumed"])
    assert said in assumed if said else assumed == ""


def _positive(name: str) -> bytes:
    """An encoder whose second output, ``name``, is exp of what was its log_var."""
    model = load_model_from_string(tiny_encoder(2, 1, True))
    last = next(node for node in model.graph.node if "log_var" in node.output)
    last.output[0] = "before"
    model.graph.node.append(helper.make_node("Exp", ["before"], [name]))
    model.graph.output[1].name = name
    return bytes(model.SerializeToString())


def test_an_output_that_is_never_negative_is_asked_about_and_can_be_chosen() -> None:
    files = {"a": _positive("spread"), "b": tiny_decoder(2, 1)}
    assert findings(**files)["role"][1] == "open"
    manifest, _, _ = probed({"role": "variance"}, **files)
    assert manifest.tensors.log_var == "spread_log_var"
    assert (manifest.provenance["chosen"], manifest.provenance["role"]) == ({"role": "variance"}, "variance")
    assert manifest.provenance["added"] == "spread_log_var"


@pytest.mark.parametrize(("role", "factor"), [("log_var", 1.0), ("log_sigma", 2.0), ("sigma", 0.0), ("variance", 0.0)])
def test_log_var_is_that_of_the_role(role: str, factor: float) -> None:
    """The tiny encoder's log_var is negative; its exponential is what sigma or a variance could be."""
    positive = not factor
    given = {"a.onnx": _positive("q") if positive else tiny_encoder(2, 1, True), "b.onnx": tiny_decoder(2, 1)}
    head, arrays = probing.probe(FOLDER, "t", given, {"role": role})
    networks = {DECODER: given["b.onnx"], ENCODER: given["a.onnx"]}
    networks |= {name: data.tobytes() for name, data in arrays.items() if name in networks}
    x = np.random.default_rng(0).random((5, 28, 28), dtype=np.float32)
    got = opened(FOLDER, parse(head["manifest"].encode(), FOLDER), networks).encode(x).log_var
    plain = Manifest("a", "a", "vae", "", ImageSpec(28, 28), 2, tensors=TensorNames(log_var="log_var"))
    before = opened(FOLDER, plain, {DECODER: given["b.onnx"], ENCODER: tiny_encoder(2, 1, True)}).encode(x).log_var
    assert before is not None
    wanted = factor * before if factor else (2 if role == "sigma" else 1) * before  # log(exp(v)^2), log(exp(v))
    np.testing.assert_allclose(got, wanted, rtol=1e-5)


def test_one_that_is_called_log_var_and_never_negative_is_asked_about() -> None:
    files = {"a": _positive("log_var"), "b": tiny_decoder(2, 1)}
    assert findings(**files)["role"][1] == "open"
    manifest, _, _ = probed(**files)
    assert "it is hardly log_var" in manifest.provenance["assumed"][0]


def test_what_is_none_of_the_choices_is_refused() -> None:
    with pytest.raises(ModelError, match="role: found nonsense"):
        probed({"role": "nonsense"}, a=_positive("q"), b=tiny_decoder(2, 1))


def test_a_width_that_is_left_out_leaves_an_autoencoder() -> None:
    manifest, _, _ = probed({"role": "none"}, a=tiny_encoder(2, 1, True), b=tiny_decoder(2, 1))
    assert (manifest.kind, manifest.tensors.log_var) == ("ae", None)


def test_one_output_of_twice_the_numbers_is_cut_in_two_and_asked_about() -> None:
    files = {"a": tiny_encoder(4, 1, False), "b": tiny_decoder(2, 1)}
    manifest, _, _ = probed({"mu": "mu_second", "role": "log_sigma"}, **files)
    assert (manifest.kind, manifest.tensors.mu, manifest.tensors.log_var) == ("vae", "mu_second", "mu_first_log_var")
    assert manifest.provenance["added"] == "mu_first_log_var\nmu_second"
    assert findings(**files)["role"][1] == "open"


def test_a_bundle_that_is_read_anew_is_read_as_before() -> None:
    """What an earlier reading put after the networks is no output of theirs."""
    given = {"a.onnx": tiny_encoder(4, 1, False), "b.onnx": decoder("Identity", image=(1, 28, 28))}
    head, arrays = probing.probe(FOLDER, "t", given, {"role": "log_sigma", "range": "logits"})
    first = parse(head["manifest"].encode(), FOLDER)
    again = {DECODER: arrays[DECODER].tobytes(), ENCODER: arrays[ENCODER].tobytes()}
    wants = {"range": "logits", "role": "sigma", "added": first.provenance["added"]}
    manifest, _, _ = probed(wants, **{name.removesuffix(".onnx"): data for name, data in again.items()})
    assert manifest.tensors.mu != first.tensors.mu
    assert set(first.provenance["added"].split("\n")) < set(manifest.provenance["added"].split("\n"))


def test_logits_get_a_sigmoid_and_a_second_time_too() -> None:
    given = {"a.onnx": decoder("Identity")}
    head, changed = probing.probe(FOLDER, "t", given)
    assert parse(head["manifest"].encode(), FOLDER).tensors.x_hat == "out_sigmoid"
    manifest, _, _ = probed(a=changed[DECODER].tobytes())
    assert manifest.tensors.x_hat == "out_sigmoid_"


def test_an_encoder_that_samples_is_told() -> None:
    model = load_model_from_string(tiny_encoder(2, 1, False))
    model.graph.node[-1].output[0] = "before"
    model.graph.node.append(helper.make_node("RandomNormalLike", ["before"], ["noise"]))
    model.graph.node.append(helper.make_node("Add", ["before", "noise"], ["mu"]))
    manifest, _, _ = probed(a=bytes(model.SerializeToString()), b=tiny_decoder(2, 1))
    assert manifest.kind == "ae"
    assert "samples" in manifest.provenance["assumed"][0]


def test_a_sampled_code_is_not_taken_for_mu() -> None:
    model = load_model_from_string(tiny_encoder(2, 1, True))
    model.graph.node.append(helper.make_node("RandomNormalLike", ["mu"], ["noise"]))
    model.graph.node.append(helper.make_node("Add", ["mu", "noise"], ["z"]))
    model.graph.output.append(helper.make_tensor_value_info("z", TensorProto.FLOAT, ["n", 2]))
    data = with_outputs(bytes(model.SerializeToString()), ["z", "log_var", "mu"])
    manifest, _, _ = probed(a=data, b=tiny_decoder(2, 1))
    assert (manifest.tensors.mu, manifest.tensors.log_var) == ("mu", "log_var")


def test_mu_is_what_the_decoder_makes_the_image_of_again() -> None:
    """The image holds the code in its first two pixels, and so does the second output of the encoder alone."""
    w = np.zeros((2, 64), np.float32)
    w[0, 0] = w[1, 1] = 1
    back = np.ascontiguousarray(w.T)
    dec = network([helper.make_node("MatMul", ["in", "w"], ["out"])], ["n", 2], {"out": ["n", 64]}, {"w": w})
    nodes = [helper.make_node("MatMul", ["in", "far"], ["p"]), helper.make_node("MatMul", ["in", "back"], ["q"])]
    enc = network(nodes, ["n", 64], {"p": ["n", 2], "q": ["n", 2]}, {"far": -3 * back, "back": back})
    manifest, _, _ = probed(d=dec, e=enc)
    assert (manifest.tensors.mu, manifest.tensors.log_var) == ("q", "p")
    assert findings(d=dec, e=enc)["mu"] == ("q", "certain")
    assert findings({"mu": "p"}, d=dec, e=enc)["mu"] == ("p", "chosen")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"e": tiny_encoder(2, 1, True)}, "seems to be an encoder alone"),
        ({"d": tiny_decoder(2, 1), "c": tiny_decoder(3, 1)}, "2 decoders"),
        ({"d": tiny_decoder(3, 1), "e": tiny_encoder(2, 1, True)}, "as d.onnx wants"),
        ({"d": tiny_decoder(2, 1), "e": tiny_encoder(2, 1, True), "f": tiny_encoder(2, 2, True)}, "2 encoders"),
        ({"d": tiny_decoder(2, 1)[:-9]}, "cannot be read as an ONNX network"),
    ],
)
def test_what_cannot_be_opened_is_one_line(files: dict[str, bytes], words: str) -> None:
    with pytest.raises(ModelError) as caught:
        probing.probe(FOLDER, "t", {f"{name}.onnx": data for name, data in files.items()})
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_whole_autoencoder_is_told_what_to_export() -> None:
    nodes = [helper.make_node("Identity", ["in"], ["out"])]
    data = network(nodes, ["n", 1, 8, 8], {"out": ["n", 1, 8, 8]}, {})
    with pytest.raises(ModelError, match=r"whole autoencoder.*Export its parts alone"):
        probing.probe(FOLDER, "t", {"a.onnx": data})


def test_what_is_said_can_be_written_as_json() -> None:
    json.dumps(probing.probe(FOLDER, "t", {"a.onnx": decoder("Identity")})[0])


def doubted(decodes: bytes, encodes: bytes, mu: str = "mu") -> str:
    tensors = TensorNames(mu=mu, log_var="log_var")
    manifest = Manifest("a", "a", "vae", "", ImageSpec(28, 28), 2, tensors=tensors)
    return " ".join(probing.doubts(opened(FOLDER, manifest, {DECODER: decodes, ENCODER: encodes})))


def test_what_a_manifest_hardly_means_is_said() -> None:
    assert doubted(tiny_decoder(2, 1), tiny_encoder(2, 1, True)) == ""
    logits = decoder("Identity", image=(1, 28, 28))
    assert "its manifest says 0 to 1" in doubted(logits, tiny_encoder(2, 1, True))
    assert "its manifest says 0 to 1" in doubted(decoder("Tanh", image=(1, 28, 28)), tiny_encoder(2, 1, True))
    assert "if it is sigma" in doubted(tiny_decoder(2, 1), _positive("log_var"))
    model = load_model_from_string(tiny_encoder(2, 1, True))
    model.graph.node.append(helper.make_node("RandomNormalLike", ["mu"], ["noise"]))
    model.graph.output[0].name = "noise"
    assert "samples" in doubted(tiny_decoder(2, 1), bytes(model.SerializeToString()), "noise")


# ------------------------------------------------------------ other shapes


def spatial(code: tuple[int, ...], moments: bool) -> tuple[bytes, bytes]:
    """A decoder of codes of that shape, and the encoder that is its inverse: pixels are the code, twelve times."""
    d = int(np.prod(code))
    w = np.tile(np.eye(d, dtype=np.float32), 64 // d)
    shapes = {"flat": np.array([-1, d]), "fold": np.array([-1, 1, 8, 8])}
    nodes = [
        helper.make_node("Reshape", ["in", "flat"], ["f"]), helper.make_node("MatMul", ["f", "w"], ["a"]),
        helper.make_node("Sigmoid", ["a"], ["p"]), helper.make_node("Reshape", ["p", "fold"], ["out"]),
    ]  # fmt: skip
    dec = network(nodes, ["n", *code], {"out": ["n", 1, 8, 8]}, {"w": w, **shapes})
    back = np.ascontiguousarray(w.T) * d / 64
    both = (2 * code[0], *code[1:]) if moments else code
    weights = {
        "back": np.concatenate([back, 0 * back - 0.01], axis=1) if moments else back,
        "rows": np.array([-1, 64]), "code": np.array([-1, *both]), "one": np.float32(1),
        "low": np.float32(0.001), "high": np.float32(0.999),
    }  # fmt: skip
    nodes = [
        helper.make_node("Clip", ["in", "low", "high"], ["c"]), helper.make_node("Sub", ["one", "c"], ["not"]),
        helper.make_node("Div", ["c", "not"], ["odds"]), helper.make_node("Log", ["odds"], ["logit"]),
        helper.make_node("Reshape", ["logit", "rows"], ["r"]), helper.make_node("MatMul", ["r", "back"], ["m"]),
        helper.make_node("Reshape", ["m", "code"], ["mu"]),
    ]  # fmt: skip
    return dec, network(nodes, ["n", 1, 8, 8], {"mu": ["n", *both]}, weights)


@pytest.mark.parametrize("code", [(4, 2, 2), (2, 4, 4), (16, 1, 1), (4, 4)])
def test_a_spatial_code_is_flattened(code: tuple[int, ...]) -> None:
    dec, enc = spatial(code, moments=False)
    manifest, _, _ = probed(d=dec, e=enc)
    d = int(np.prod(code))
    assert manifest.latent_dim == d
    model = opened(FOLDER, manifest, {DECODER: dec, ENCODER: enc})
    z = np.random.default_rng(0).normal(size=(3, d)).astype(np.float32)
    np.testing.assert_allclose(model.recode(model.decode(z)), z, atol=1e-3)


def test_moments_of_a_spatial_code_are_cut_along_its_channels() -> None:
    dec, enc = spatial((2, 4, 4), moments=True)
    manifest, _, _ = probed({"role": "log_var"}, d=dec, e=enc)
    assert (manifest.latent_dim, manifest.tensors.mu) == (32, "mu_first")


@pytest.mark.parametrize("image", [(4, 6, 7), (6, 7, 4)])
def test_a_fourth_channel_is_how_opaque_an_image_is(image: tuple[int, ...]) -> None:
    dec = decoder("Sigmoid", image=image)
    manifest, _, _ = probed(a=dec)
    assert manifest.image == ImageSpec(6, 7, 3)
    model = opened(FOLDER, manifest, {DECODER: dec})
    z = np.random.default_rng(0).normal(size=(5, 2)).astype(np.float32)
    w = np.random.default_rng(0).normal(0, 3, (2, 168)).astype(np.float32)
    given = (1 / (1 + np.exp(-(z @ w)))).reshape(5, *image)
    given = given.transpose(0, 2, 3, 1) if image[0] == 4 else given
    wanted = given[..., :3] * given[..., 3:] + 1 - given[..., 3:]
    np.testing.assert_allclose(model.decode(z), wanted, atol=1e-5)


def test_an_encoder_of_four_channels_is_given_opaque_images() -> None:
    dec, w = decoder("Sigmoid", image=(4, 8, 8)), np.zeros((256, 2), np.float32)
    w[192:, 0] = 1  # the sum of the fourth channel
    nodes = [helper.make_node("Reshape", ["in", "rows"], ["r"]), helper.make_node("MatMul", ["r", "w"], ["mu"])]
    enc = network(nodes, ["n", 4, 8, 8], {"mu": ["n", 2]}, {"w": w, "rows": np.array([-1, 256])})
    manifest, _, _ = probed(d=dec, e=enc)
    mu = opened(FOLDER, manifest, {DECODER: dec, ENCODER: enc}).encode(np.zeros((2, 8, 8, 3), np.float32)).mu
    np.testing.assert_allclose(mu[:, 0], 64)
