from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper

from aevae_desktop import bundle
from aevae_desktop.bundle import ImageSpec, TensorNames
from aevae_desktop.engine.child.model import Model
from aevae_desktop.engine.child.network import CHUNK, Net, sentence
from aevae_desktop.errors import BundleError, ModelError
from aevae_desktop.runtime import ort
from tests.conftest import tiny_encoder

Make = Callable[..., Path]
Onnx = Callable[..., bytes]
rng = np.random.default_rng(0)


def tensor(name: str, *shape: int | str) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def raw(folder: Path, file: str, **feed: Any) -> list[Any]:
    session = ort.InferenceSession((folder / file).read_bytes(), providers=["CPUExecutionProvider"])
    return list(session.run(None, feed))


def linear(make_onnx: Onnx, d: int, out: tuple[int, ...], n: int | str = "n", z: str = "z", x: str = "x_hat") -> bytes:
    """x = z W, folded to (-1, *out); the batch may be fixed in the graph itself."""
    count = int(np.prod(out))
    shape = [-1 if n == "n" else n, *out]
    weights = {"w": np.arange(d * count, dtype=np.float32).reshape(d, count) / count, "s": np.array(shape)}
    nodes = [helper.make_node("MatMul", [z, "w"], ["a"]), helper.make_node("Reshape", ["a", "s"], [x])]
    return make_onnx(nodes, [tensor(z, n, d)], [tensor(x, n, *out)], weights)


def flattening_encoder(
    make_onnx: Onnx, shape: list[int | str], d: int, outputs: dict[str, float], x: str = "x"
) -> bytes:
    """Each output is ``factor`` times the sums of the first d slices of the flat image."""
    pixels = int(np.prod([k for k in shape if isinstance(k, int) and k > 1]))
    basis = np.zeros((pixels, d), np.float32)
    basis[np.arange(pixels), np.arange(pixels) % d] = 1
    weights: dict[str, Any] = {"s": np.array([-1, pixels])}
    nodes = [helper.make_node("Reshape", [x, "s"], ["f"])]
    for name, factor in outputs.items():
        weights[f"w_{name}"] = basis * np.float32(factor)
        nodes.append(helper.make_node("MatMul", ["f", f"w_{name}"], [name]))
    return make_onnx(nodes, [tensor(x, *shape)], [tensor(name, shape[0], d) for name in outputs], weights)


# ---------------------------------------------------------------- the usual shape


def test_a_decode_is_the_networks_own_output_bit_for_bit(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    z = rng.normal(0, 2, (7, 2)).astype(np.float32)
    expected = raw(folder, "decoder.onnx", z=z)[0].reshape(7, 28, 28)
    np.testing.assert_array_equal(Model(folder).decode(z), expected)


def test_an_encode_is_the_networks_own_output(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    x = rng.random((3, 28, 28), np.float32)
    mu, log_var = raw(folder, "encoder.onnx", x=x.reshape(3, 1, 28, 28))
    codes = Model(folder).encode(x)
    np.testing.assert_array_equal(codes.mu, mu)
    np.testing.assert_array_equal(codes.log_var, log_var)


def test_an_autoencoder_has_no_log_var(tiny_bundle: Make) -> None:
    model = Model(tiny_bundle("ae", kind="ae"))
    assert model.encode(np.zeros((1, 28, 28), np.float32)).log_var is None


def test_no_rows_give_no_images(tiny_bundle: Make) -> None:
    model = Model(tiny_bundle())
    assert model.decode(np.zeros((0, 2), np.float32)).shape == (0, 28, 28)
    assert model.encode(np.zeros((0, 28, 28), np.float32)).mu.shape == (0, 2)


def test_more_rows_than_a_chunk_keep_their_order(tiny_bundle: Make) -> None:
    folder, z = tiny_bundle(), rng.normal(0, 2, (2 * CHUNK + 3, 2)).astype(np.float32)
    expected = raw(folder, "decoder.onnx", z=z)[0].reshape(len(z), 28, 28)
    np.testing.assert_allclose(Model(folder).decode(z), expected, atol=1e-6)


def test_the_decode_time_is_measured(tiny_bundle: Make) -> None:
    assert 0 < Model(tiny_bundle()).decode_ms < 1000


def test_a_decoder_alone_is_enough_to_decode(tiny_bundle: Make) -> None:
    folder = tiny_bundle(encoder=None)
    model = Model(folder)
    assert not model.has_encoder
    assert model.decode(np.zeros((1, 2), np.float32)).shape == (1, 28, 28)
    with pytest.raises(ModelError, match=f"^{folder}: has no encoder, so an image has no code in it$"):
        model.encode(np.zeros((1, 28, 28), np.float32))


# ---------------------------------------------------------------- refined codes

SAID = bundle.Refined("mu_refined", "log_var_refined", 2, 0.1)


def refining(make_onnx: Onnx) -> bytes:
    """Its refined codes are ten times its codes."""
    outputs = {"mu": 1.0, "log_var": 2.0, "mu_refined": 10.0, "log_var_refined": 20.0}
    return flattening_encoder(make_onnx, ["n", 1, 28, 28], 2, outputs)


def test_refined_codes_are_the_further_outputs(tiny_bundle: Make, make_onnx: Onnx) -> None:
    folder = tiny_bundle(encoder=refining(make_onnx), refined=SAID)
    model, x = Model(folder), rng.random((3, 28, 28), np.float32)
    own, best = model.encode(x), model.refine(x)
    assert model.refines
    np.testing.assert_allclose(best.mu, 10 * own.mu, rtol=1e-5)
    assert own.log_var is not None
    np.testing.assert_allclose(own.log_var, 2 * own.mu, rtol=1e-5)
    np.testing.assert_allclose(best.log_var, 20 * own.mu, rtol=1e-5)


def test_the_pixels_are_brought_to_the_model_s_range_for_them_too(tiny_bundle: Make, make_onnx: Onnx) -> None:
    ranged = ImageSpec(28, 28, low=-1.0)
    model = Model(tiny_bundle(encoder=refining(make_onnx), refined=SAID, image=ranged))
    x = rng.random((3, 28, 28), np.float32)
    np.testing.assert_allclose(model.refine(x).mu, 10 * model.encode(x).mu, rtol=1e-4, atol=1e-4)


def test_the_part_that_refines_is_opened_when_it_is_first_asked_for(
    tiny_bundle: Make, make_onnx: Onnx, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[str]] = []
    start = ort.InferenceSession

    def session(*arguments: Any, **more: Any) -> Any:
        made = start(*arguments, **more)
        opened.append([output.name for output in made.get_outputs()])
        return made

    monkeypatch.setattr(ort, "InferenceSession", session)
    model = Model(tiny_bundle(encoder=refining(make_onnx), refined=SAID))
    assert opened == [["x_hat"], ["mu", "log_var"]]
    for _ in range(2):
        model.refine(np.zeros((1, 28, 28), np.float32))
    assert opened[2:] == [["mu", "log_var", "mu_refined", "log_var_refined"]]


def test_a_model_without_refined_codes_says_so(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    model = Model(folder)
    assert not model.refines
    with pytest.raises(ModelError, match=f"^{folder}: gives no refined codes$"):
        model.refine(np.zeros((1, 28, 28), np.float32))


def test_a_manifest_that_promises_more_than_the_encoder_gives(tiny_bundle: Make) -> None:
    folder = tiny_bundle(refined=SAID)
    model = Model(folder)
    assert model.encode(np.zeros((1, 28, 28), np.float32)).mu.shape == (1, 2)
    with pytest.raises(ModelError, match=r"encoder.onnx: outputs: found log_var, mu, expected (mu|log_var)_refined$"):
        model.refine(np.zeros((1, 28, 28), np.float32))


# ---------------------------------------------------------------- foreign shapes


@pytest.mark.parametrize("n", ["n", 1])
@pytest.mark.parametrize("out", [(784,), (28, 28), (28, 28, 1), (1, 28, 28)])
def test_decoders_of_other_shapes_are_adapted(tiny_bundle: Make, make_onnx: Onnx, n: Any, out: tuple[int, ...]) -> None:
    folder = tiny_bundle(decoder=linear(make_onnx, 2, out, n, z="latent", x="image"))
    model, z = Model(folder), rng.normal(0, 1, (5, 2)).astype(np.float32)
    expected = np.concatenate([raw(folder, "decoder.onnx", latent=row[None])[0].reshape(1, 28, 28) for row in z])
    np.testing.assert_allclose(model.decode(z), expected, rtol=1e-6)
    assert model.fixed_batch == (n == 1)


@pytest.mark.parametrize("count", [1, 6, 7, 16])
def test_a_fixed_batch_is_filled_up(tiny_bundle: Make, make_onnx: Onnx, count: int) -> None:
    free, fixed = (tiny_bundle(str(n), decoder=linear(make_onnx, 2, (784,), n)) for n in ("n", 7))
    z = rng.normal(0, 1, (count, 2)).astype(np.float32)
    np.testing.assert_allclose(Model(fixed).decode(z), Model(free).decode(z), rtol=1e-5)
    assert not Model(fixed).fixed_batch


def test_a_fixed_batch_that_is_too_large_is_refused(tiny_bundle: Make, make_onnx: Onnx) -> None:
    folder = tiny_bundle(decoder=linear(make_onnx, 2, (784,), CHUNK + 1))
    with pytest.raises(ModelError, match=r"decoder.onnx: z: found a batch of 1025, expected at most 1024$"):
        Model(folder)


def test_an_output_of_another_size_than_in_the_trial_is_told(tiny_bundle: Make, make_onnx: Onnx) -> None:
    """It keeps the rows without a negative number: both of two zeros, and here one of two."""
    nodes = [
        helper.make_node("ReduceMin", ["z"], ["least"], axes=[1], keepdims=0),
        helper.make_node("GreaterOrEqual", ["least", "zero"], ["kept"]),
        helper.make_node("MatMul", ["z", "w"], ["all"]),
        helper.make_node("Compress", ["all", "kept"], ["x_hat"], axis=0),
    ]
    arrays = {"w": np.ones((2, 784), np.float32), "zero": np.array(0, np.float32)}
    folder = tiny_bundle(decoder=make_onnx(nodes, [tensor("z", "n", 2)], [tensor("x_hat", "m", 784)], arrays))
    with pytest.raises(ModelError, match=r"x_hat: found shape \(1, 784\), expected shape \(2, 784\)"):
        Model(folder).decode(np.array([[1, 1], [-1, 1]], np.float32))


def test_a_z_of_rank_4_is_fed_as_such(tiny_bundle: Make, make_onnx: Onnx) -> None:
    weights = {
        "w": rng.normal(0, 1, (2, 784)).astype(np.float32),
        "s": np.array([-1, 2]),
        "t": np.array([-1, 1, 28, 28]),
    }
    nodes = [
        helper.make_node("Reshape", ["z", "s"], ["flat"]),
        helper.make_node("MatMul", ["flat", "w"], ["a"]),
        helper.make_node("Reshape", ["a", "t"], ["x_hat"]),
    ]
    decoder = make_onnx(nodes, [tensor("z", "n", 2, 1, 1)], [tensor("x_hat", "n", 1, 28, 28)], weights)
    model, z = Model(tiny_bundle(decoder=decoder)), rng.normal(0, 1, (3, 2)).astype(np.float32)
    np.testing.assert_allclose(model.decode(z).reshape(3, -1), z @ weights["w"], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(("out", "last"), [((3, 8, 6), False), ((8, 6, 3), True), ((144,), False)])
def test_colour_comes_out_with_channels_last(tiny_bundle: Make, make_onnx: Onnx, out: Any, last: bool) -> None:
    folder = tiny_bundle(decoder=linear(make_onnx, 2, out), encoder=None, image=ImageSpec(8, 6, 3))
    z = rng.normal(0, 1, (2, 2)).astype(np.float32)
    own = raw(folder, "decoder.onnx", z=z)[0]
    expected = own if last else own.reshape(2, 3, 8, 6).transpose(0, 2, 3, 1)
    np.testing.assert_array_equal(Model(folder).decode(z), expected)


@pytest.mark.parametrize("shape", [["n", 1, 28, 28], [1, 1, 28, 28], ["n", 784], ["n", 28, 28, 1], [1, 28, 28]])
def test_encoders_of_other_shapes_are_adapted(tiny_bundle: Make, make_onnx: Onnx, shape: list[Any]) -> None:
    encoder = flattening_encoder(make_onnx, shape, 2, {"code": 1.0}, x="picture")
    x = rng.random((4, 28, 28), np.float32)
    flat = x.reshape(4, -1)
    expected = np.stack([flat[:, 0::2].sum(1), flat[:, 1::2].sum(1)], axis=1)
    codes = Model(tiny_bundle("ae", kind="ae", encoder=encoder)).encode(x)
    np.testing.assert_allclose(codes.mu, expected, rtol=1e-5)


def test_a_colour_encoder_gets_channels_first(tiny_bundle: Make, make_onnx: Onnx) -> None:
    encoder = flattening_encoder(make_onnx, ["n", 3, 8, 6], 2, {"mu": 1.0})
    decoder = linear(make_onnx, 2, (3, 8, 6))
    folder = tiny_bundle("ae", kind="ae", encoder=encoder, decoder=decoder, image=ImageSpec(8, 6, 3))
    x = rng.random((2, 8, 6, 3), np.float32)
    expected = raw(folder, "encoder.onnx", x=np.ascontiguousarray(x.transpose(0, 3, 1, 2)))[0]
    np.testing.assert_array_equal(Model(folder).encode(x).mu, expected)


def test_outputs_with_other_names_are_found_by_shape_and_extra_ones_passed_over(
    tiny_bundle: Make, make_onnx: Onnx
) -> None:
    encoder = flattening_encoder(make_onnx, ["n", 1, 28, 28], 2, {"mean": 1.0, "spread": -0.5, "sample": 9.0})
    x = rng.random((2, 28, 28), np.float32)
    codes = Model(tiny_bundle(encoder=encoder)).encode(x)
    assert codes.log_var is not None
    np.testing.assert_allclose(codes.log_var, -0.5 * codes.mu, rtol=1e-5)


def test_a_sequence_among_the_outputs_is_passed_over_and_never_taken(tiny_bundle: Make, make_onnx: Onnx) -> None:
    several = helper.make_tensor_sequence_value_info("several", TensorProto.FLOAT, None)
    nodes = [
        helper.make_node("MatMul", ["z", "w"], ["x_hat"]),
        helper.make_node("SequenceConstruct", ["z", "x_hat"], ["several"]),
    ]
    weights = {"w": rng.normal(0, 1, (2, 784)).astype(np.float32)}
    given = [tensor("z", "n", 2)], [several, tensor("x_hat", "n", 784)]
    assert (
        Model(tiny_bundle("both", decoder=make_onnx(nodes, *given, weights))).decode(np.zeros((3, 2), np.float32)).shape
    )
    alone = tiny_bundle("alone", decoder=make_onnx(nodes, given[0], [several], weights))
    with pytest.raises(
        ModelError, match=r"decoder.onnx: several: found 1 number, expected 28 × 28 as the manifest says$"
    ):
        Model(alone)


def test_the_named_outputs_are_taken_whatever_their_order(tiny_bundle: Make, make_onnx: Onnx) -> None:
    encoder = flattening_encoder(make_onnx, ["n", 1, 28, 28], 2, {"sample": 9.0, "v": -0.5, "m": 1.0})
    folder = tiny_bundle(encoder=encoder, tensors=TensorNames(mu="m", log_var="v"))
    codes = Model(folder).encode(np.ones((1, 28, 28), np.float32))
    np.testing.assert_allclose(codes.mu, [[392, 392]])
    np.testing.assert_allclose(codes.log_var, [[-196, -196]])


def test_images_are_mapped_to_the_range_the_model_was_trained_in(tiny_bundle: Make, make_onnx: Onnx) -> None:
    encoder = flattening_encoder(make_onnx, ["n", 1, 28, 28], 2, {"mu": 1.0})
    folder = tiny_bundle("ae", kind="ae", encoder=encoder, image=ImageSpec(28, 28, 1, -1.0, 1.0))
    np.testing.assert_allclose(Model(folder).encode(np.zeros((1, 28, 28), np.float32)).mu, [[-392, -392]])


# ---------------------------------------------------------------- what is refused, and in which words


def refusal(folder: Path) -> str:
    with pytest.raises(ModelError) as caught:
        Model(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_manifest_that_lies_about_the_image_size(tiny_bundle: Make) -> None:
    folder = tiny_bundle(image=ImageSpec(32, 32))
    assert refusal(folder) == (f"{folder}/decoder.onnx: x_hat: found 28 × 28, expected 32 × 32 as the manifest says")


def test_a_manifest_that_swaps_height_and_width(tiny_bundle: Make, make_onnx: Onnx) -> None:
    decoder = linear(make_onnx, 2, (1, 20, 30))
    folder = tiny_bundle(decoder=decoder, encoder=None, image=ImageSpec(30, 20))
    assert refusal(folder) == f"{folder}/decoder.onnx: x_hat: found 20 × 30, expected 30 × 20 as the manifest says"


def test_a_manifest_that_lies_about_latent_dim(tiny_bundle: Make, make_onnx: Onnx) -> None:
    folder = tiny_bundle(decoder=linear(make_onnx, 3, (1, 28, 28)))
    expected = "z: found 3 numbers, expected latent_dim 2 as the manifest says"
    assert refusal(folder) == f"{folder}/decoder.onnx: {expected}"


def test_an_encoder_of_another_latent_dim(tiny_bundle: Make, make_onnx: Onnx) -> None:
    encoder = flattening_encoder(make_onnx, ["n", 1, 28, 28], 3, {"mu": 1.0, "log_var": 1.0})
    folder = tiny_bundle(encoder=encoder)
    assert refusal(folder) == f"{folder}/encoder.onnx: mu: found 3, expected 2 numbers an image as the manifest says"


def test_a_vae_whose_encoder_has_no_log_var(tiny_bundle: Make, make_onnx: Onnx) -> None:
    encoder = flattening_encoder(make_onnx, ["n", 1, 28, 28], 2, {"mu": 1.0})
    folder = tiny_bundle(encoder=encoder)
    expected = "log_var: found no output, expected 2 numbers an image as the manifest says"
    assert refusal(folder) == f"{folder}/encoder.onnx: {expected}"


def test_an_encoder_that_takes_other_images(tiny_bundle: Make, make_onnx: Onnx) -> None:
    encoder = flattening_encoder(make_onnx, ["n", 1, 32, 32], 2, {"mu": 1.0, "log_var": 1.0})
    folder = tiny_bundle(encoder=encoder)
    assert re.match(rf"{re.escape(str(folder))}/encoder\.onnx: cannot be run \(.+\)$", refusal(folder))


def test_a_file_that_is_no_network(tiny_bundle: Make) -> None:
    folder = tiny_bundle(decoder=b"this is not a network")
    assert refusal(folder).startswith(f"{folder}/decoder.onnx: found a text, which begins 'this is not a network'")
    pointer = tiny_bundle("pointer", decoder=b"version https://git-lfs.github.com/spec/v1\nsize 9\n")
    assert "found a Git LFS pointer, expected an ONNX network. Run `git lfs pull`" in refusal(pointer)


def test_a_network_that_the_runtime_does_not_take(tiny_bundle: Make, make_onnx: Onnx) -> None:
    data = linear(make_onnx, 2, (1, 28, 28)).replace(b"MatMul", b"MatMal")
    folder = tiny_bundle(decoder=data)
    assert re.match(rf"{re.escape(str(folder))}/decoder\.onnx: cannot be opened \(.+\)$", refusal(folder))


def test_a_network_with_two_inputs_and_none_called_z(tiny_bundle: Make, make_onnx: Onnx) -> None:
    nodes = [helper.make_node("Add", ["a", "b"], ["x_hat"])]
    decoder = make_onnx(nodes, [tensor("a", "n", 2), tensor("b", "n", 2)], [tensor("x_hat", "n", 2)], {})
    folder = tiny_bundle(decoder=decoder)
    found = "inputs: found a (tensor(float)), b (tensor(float)), expected one called z. Export it with its code"
    assert refusal(folder).startswith(f"{folder}/decoder.onnx: {found}")


def test_an_input_of_integers(tiny_bundle: Make, make_onnx: Onnx) -> None:
    nodes = [helper.make_node("Identity", ["z"], ["x_hat"])]
    value = helper.make_tensor_value_info
    decoder = make_onnx(nodes, [value("z", TensorProto.INT64, [1, 2])], [value("x_hat", TensorProto.INT64, [1, 2])], {})
    folder = tiny_bundle(decoder=decoder)
    assert refusal(folder).startswith(f"{folder}/decoder.onnx: z: found tensor(int64), expected an input of floats")


def log_decoder(make_onnx: Onnx) -> bytes:
    """x_hat is log(z0), spread over the image: NaN left of 0."""
    weights = {"w": np.concatenate([np.ones((1, 784)), np.zeros((1, 784))]).astype(np.float32)}
    weights["s"] = np.array([-1, 1, 28, 28])
    nodes = [
        helper.make_node("MatMul", ["z", "w"], ["a"]),
        helper.make_node("Log", ["a"], ["b"]),
        helper.make_node("Reshape", ["b", "s"], ["x_hat"]),
    ]
    return make_onnx(nodes, [tensor("z", "n", 2)], [tensor("x_hat", "n", 1, 28, 28)], weights)


def test_a_decoder_that_returns_nan_names_the_z(tiny_bundle: Make, make_onnx: Onnx) -> None:
    folder = tiny_bundle(decoder=log_decoder(make_onnx))
    model = Model(folder)
    assert model.decode(np.ones((2, 2), np.float32)).shape == (2, 28, 28)
    with pytest.raises(ModelError) as caught:
        model.decode(np.array([[1, 0], [-1.5, 0.25]], np.float32))
    assert str(caught.value) == (
        f"{folder}/decoder.onnx: x_hat: found NaN or infinity at z = (-1.5, 0.25), expected finite numbers"
    )


def test_a_z_of_another_dimension(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    with pytest.raises(ModelError, match=re.escape(f"{folder}: z: found shape (1, 3), expected (n, 2)")):
        Model(folder).decode(np.zeros((1, 3), np.float32))


def test_images_of_another_size(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    expected = f"{folder}: x: found images of (32, 32), expected images of (28, 28)"
    with pytest.raises(ModelError, match=re.escape(expected)):
        Model(folder).encode(np.zeros((1, 32, 32), np.float32))


def test_an_encoder_that_returns_infinity(tiny_bundle: Make, make_onnx: Onnx) -> None:
    encoder = flattening_encoder(make_onnx, ["n", 1, 28, 28], 2, {"mu": 3e38})
    folder = tiny_bundle("ae", kind="ae", encoder=encoder)
    expected = f"{folder}/encoder.onnx: mu: found NaN or infinity, expected finite numbers"
    with pytest.raises(ModelError, match=re.escape(expected)):
        Model(folder).encode(np.ones((1, 28, 28), np.float32))


def test_weights_beside_the_file_are_never_read(
    tiny_bundle: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import onnx

    plain = tiny_bundle("plain") / bundle.DECODER
    onnx.save(onnx.load(plain), tmp_path / "d.onnx", save_as_external_data=True, location="w.bin", size_threshold=0)
    folder = tiny_bundle("sly", decoder=(tmp_path / "d.onnx").read_bytes())
    (folder / "w.bin").write_bytes((tmp_path / "w.bin").read_bytes())
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    monkeypatch.setattr(ort, "InferenceSession", lambda *given, **named: pytest.fail("onnxruntime has seen it"))
    line = refusal(folder)
    assert f"{folder}/decoder.onnx: w: found this network keeps its weights in another file, 'w.bin'" in line
    assert "external_data=False" in line


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda path: path.unlink(), "{}: missing. Copy or export the bundle again."),
        (
            lambda path: path.write_bytes(path.read_bytes()[:-10]),
            "{}: size: found 9605 bytes, expected 9615 bytes. "
            "The file is truncated or was changed; copy or export the bundle again.",
        ),
    ],
)
def test_a_damaged_bundle_is_refused_before_it_is_opened(tiny_bundle: Make, damage: Any, line: str) -> None:
    path = tiny_bundle() / bundle.DECODER
    damage(path)
    with pytest.raises(BundleError) as caught:
        Model(path.parent)
    assert str(caught.value) == line.format(path)


def test_a_reason_given_by_the_runtime_is_told_without_its_source_lines() -> None:
    place = "/src/onnxruntime/core/graph/graph.cc:1587 void onnxruntime::Graph::Initialize(const Model &) "
    error = RuntimeError(f"[ONNXRuntimeError] : 10 : INVALID_GRAPH : {place}This is an invalid model.\nMore.")
    assert sentence(error) == "This is an invalid model. More."
    assert sentence(RuntimeError("loop.cc:466 Initialize no shape")) == "no shape"
    assert sentence(RuntimeError("output go\x1b[31mout")) == "output go?[31mout"
    assert sentence(MemoryError()) == "MemoryError"
    told = sentence(RuntimeError("x" * 500 + " figures: 3, 4"))
    assert len(told) == 400
    assert told.endswith(" figures: 3, 4")


@pytest.mark.parametrize(
    ("shape", "figures"),
    [
        ((1, 1, 27, 28), "index: 2 Got: 27 Expected: 28"),
        ((1, 784), "Got: 2 Expected: 4"),
    ],
)
def test_the_figures_of_onnxruntime_are_told(shape: tuple[int, ...], figures: str) -> None:
    net = Net(tiny_encoder(2, 1, True), Path("e.onnx"))
    with pytest.raises(ModelError) as caught:
        net.run(["mu"], "x", np.zeros(shape, np.float32))
    assert figures in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "Please" not in str(caught.value)


def test_the_figures_of_a_layer_are_told(make_onnx: Callable[..., bytes]) -> None:
    value = helper.make_tensor_value_info
    inputs, outputs = [value("x", TensorProto.FLOAT, ["n", "m"])], [value("y", TensorProto.FLOAT, ["a", "b"])]
    node = helper.make_node("Reshape", ["x", "s"], ["y"], name="fold")
    net = Net(make_onnx([node], inputs, outputs, {"s": np.array([-1, 784])}), Path("e.onnx"))
    with pytest.raises(ModelError, match=r"\(Reshape 'fold': .*Input shape:\{2,27\}, requested shape:\{-1,784\}\)"):
        net.run(["y"], "x", np.zeros((2, 27), np.float32))
