"""From the command line of training to a bundle that the app's contract accepts, on images that are always there."""

import hashlib

import numpy as np
import pytest

from aevae_desktop import bundle
from training import cli

FLAGS = ["--dataset", "digits", "--hidden", "64,32", "--epochs", "6", "--batch-size", "64", "--seed", "7"]


def train(kind, folder, name):
    places = ["--out", str(folder / "runs" / name), "--models", str(folder / "models")]
    assert cli.main(["train", "--kind", kind, *places, *FLAGS]) == 0
    return folder / "models" / name


@pytest.fixture(scope="module", params=["ae", "linear-ae", "vae"])
def trained(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("toys")
    return request.param, train(request.param, folder, f"toy-{request.param}")


def test_the_bundle_is_valid(trained):
    kind, folder = trained
    manifest = bundle.validate(folder)
    assert manifest.id == f"toy-{kind}"
    assert manifest.kind == ("vae" if kind == "vae" else "ae")
    assert manifest.prior == ("standard_normal" if kind == "vae" else "none")
    assert (manifest.image.height, manifest.image.width, manifest.image.channels) == (28, 28, 1)
    assert manifest.classes == tuple("0123456789")
    assert manifest.provenance["config"]["seed"] == 7
    assert manifest.dataset.licence
    assert manifest.metrics["test_mse"]["value"] < 0.12


def test_every_image_has_its_code(trained):
    kind, folder = trained
    manifest = bundle.read(folder)
    points = bundle.read_points(folder, manifest)
    assert points.mu.shape == (1797, 2)
    assert (points.log_var is None) == (kind != "vae")
    assert np.bincount(points.split).tolist() == [1437, 360]
    assert set(points.label) == set(range(10))


def test_the_networks_run_as_the_manifest_says(trained):
    import onnxruntime as ort

    _, folder = trained
    manifest = bundle.read(folder)
    names = manifest.tensors
    encoder, decoder = (
        ort.InferenceSession(bundle.read_file(folder, manifest, name), providers=["CPUExecutionProvider"])
        for name in (bundle.ENCODER, bundle.DECODER)
    )
    for n in (1, 7):
        z = np.zeros((n, manifest.latent_dim), np.float32)
        (x_hat,) = decoder.run([names.x_hat], {names.z: z})
        assert x_hat.shape == (n, 1, 28, 28)
        assert x_hat.dtype == np.float32
        outputs = encoder.run([name for name in (names.mu, names.log_var) if name], {names.x: x_hat})
        assert [out.shape for out in outputs] == [(n, 2)] * len(outputs)


def test_history_and_card(trained):
    kind, folder = trained
    manifest = bundle.read(folder)
    history = bundle.read_history(folder, manifest)
    assert history.epoch.tolist() == ([1] if kind == "linear-ae" else list(range(7)))
    assert history.losses["reconstruction"][-1] <= history.losses["reconstruction"][0]
    assert "# " in bundle.read_file(folder, manifest, "README.md").decode()


def test_the_same_command_gives_the_same_codes(tmp_path):
    folders = [train("vae", tmp_path / name, name) for name in ("one", "two")]
    digests = [hashlib.sha256((folder / bundle.POINTS).read_bytes()).hexdigest() for folder in folders]
    assert digests[0] == digests[1]
