"""From the command line of training to a bundle that the app's contract accepts, on images that are always there."""

import hashlib
import json
import shutil

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
    from aevae_desktop.runtime import ort

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


# ---------------------------------------------------------------- a person's own pictures, in colour


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    """Thirty RGB pictures of 40 x 30, a red and a blue kind, and the bundle trained on them."""
    from PIL import Image

    place = tmp_path_factory.mktemp("pictures")
    rng = np.random.default_rng(0)
    for i in range(30):
        pixels = rng.integers(0, 60, (30, 40, 3), dtype=np.uint8)
        pixels[:, 10:30, 0 if i % 2 else 2] = 200
        (place / "stamps" / "br"[i % 2]).mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(place / "stamps" / "br"[i % 2] / f"{i}.png")
    flags = ["--dataset", "folder", "--data-dir", str(place / "stamps"), "--image-size", "17,20", "--color", "rgb"]
    small = ["--hidden", "16", "--batch-size", "8", "--epochs", "2", "--out", str(place / "run")]
    assert cli.main(["train", *flags, *small, "--models", str(place / "models")]) == 0
    return place


def test_the_bundle_follows_the_pictures(pictures):
    folder = pictures / "models" / "run"
    manifest = bundle.validate(folder)
    assert manifest.image == bundle.ImageSpec(17, 20, 3)
    assert manifest.title == "Variational autoencoder · stamps · 2-D"
    assert manifest.classes == ("b", "r")
    assert (manifest.dataset.n_train, manifest.dataset.n_test) == (24, 6)
    assert manifest.provenance["images"] == {
        "pixels": "cropped about the centre, resized to 17 x 20 (Pillow, bilinear), RGB",
        "split": "6 of 30 images test, drawn class by class with seed 0",
    }
    assert "drawn class by class" in bundle.read_file(folder, manifest, "README.md").decode()
    assert bundle.read_history(folder, manifest).tiles.shape[-2:] == (17, 20)
    assert bundle.read_points(folder, manifest).mu.shape == (30, 2)


def test_the_bundle_says_nothing_of_where_the_pictures_lay(pictures):
    for path in (pictures / "models" / "run").iterdir():
        assert str(pictures).encode() not in path.read_bytes()


def test_evaluate_prepares_the_pictures_as_training_did(pictures, capsys):
    folder = pictures / "models" / "run"
    assert cli.main(["evaluate", str(folder), "--data-dir", str(pictures / "stamps"), "--json", "--quick"]) == 0
    out, err = capsys.readouterr()
    metrics = json.loads(out)
    assert metrics["test_mse"]["value"] == bundle.read(folder).metrics["test_mse"]["value"]
    assert "note: measured: the 6 of 30 images that its training kept for testing\n" in err


def test_evaluate_measures_all_pictures_of_another_set(pictures, tmp_path, capsys):
    shutil.copytree(pictures / "stamps", tmp_path / "more")
    (tmp_path / "more" / "b" / "0.png").unlink()
    flags = ["--data-dir", str(tmp_path / "more"), "--json", "--quick"]
    assert cli.main(["evaluate", str(pictures / "models" / "run"), *flags]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["test_mse"]["n"] == 29
    assert "note: measured: all 29 images, as the model was not trained on them\n" in err
