import math

import numpy as np
import onnx
import pytest
import torch
from onnx.external_data_helper import convert_model_to_external_data

from aevae_desktop import bundle
from aevae_desktop.bundle import TensorNames
from training.export import metrics
from training.export.card import card
from training.export.package import write_bundle
from training.trainer import loop
from training.trainer.config import RunConfig
from training.trainer.losses import bernoulli, kl_standard_normal

CONFIG = RunConfig(hidden=(16, 8), fourier=4, batch_size=16, epochs=4.0)


@pytest.fixture(scope="module")
def packed(tmp_path_factory, make_images):
    images = make_images()
    folder = tmp_path_factory.mktemp("run")
    outcome = loop.fit(CONFIG, images, folder, quiet=True)
    return outcome, images, write_bundle(outcome, images, folder / "bundle"), folder / "bundle"


class Perfect:
    """A coder that knows the images: code i is image i."""

    tensors = TensorNames()

    def __init__(self, x):
        self.x = metrics.to_float(x)

    def encode(self, x):
        return np.arange(len(x), dtype=np.float32)[:, None], None

    def decode(self, z):
        return self.x[z[:, 0].astype(int)] + np.float32(0.1)


def test_a_known_error_is_measured_exactly(images):
    found = metrics.summary(metrics.per_image(Perfect(images.test), images.test, squashed=False), "c")
    assert found["test_mse"]["value"] == pytest.approx(0.01, abs=1e-6)
    assert found["test_psnr"]["value"] == pytest.approx(20.0, abs=1e-4)
    assert found["test_mse"]["n"] == 20
    assert found["test_mse"]["command"] == "c"
    assert "neg_elbo" not in found


def test_metrics_of_the_bundle_agree_with_torch(packed):
    outcome, images, manifest, _ = packed
    x = torch.from_numpy(metrics.to_float(images.test))
    with torch.no_grad():
        mu, log_var = outcome.model.encode(x)
        kl = float(kl_standard_normal(mu, log_var).mean())
        nll = float(bernoulli(x.flatten(1), outcome.model.raw(mu), True).mean())
        mse = float((outcome.model.decode(mu) - x).square().mean())
    assert manifest.metrics["kl"]["value"] == pytest.approx(kl, rel=1e-4)
    assert manifest.metrics["test_bernoulli_nll"]["value"] == pytest.approx(nll, rel=1e-4)
    assert manifest.metrics["test_mse"]["value"] == pytest.approx(mse, rel=1e-4)
    parts = (manifest.metrics[name]["value"] for name in ("reconstruction", "kl"))
    assert manifest.metrics["neg_elbo"]["value"] == pytest.approx(math.fsum(parts), abs=1e-5)


def test_evaluating_twice_gives_the_same(packed):
    _, images, manifest, folder = packed
    coder = metrics.open_coder(folder, manifest)
    again = metrics.summary(metrics.per_image(coder, images.test, squashed=True), "c")
    assert {name: row["value"] for name, row in again.items()} == {
        name: row["value"] for name, row in manifest.metrics.items() if name not in ("pca_mse", "active_units")
    }


def test_what_a_bundle_does_that_its_manifest_hardly_means_is_told(packed, tiny_bundle, tmp_path):
    assert metrics.open_coder(packed[3], packed[2]).doubts() == []
    dark = tiny_bundle("dark", image=bundle.ImageSpec(28, 28, low=0.0, high=0.01))
    assert "its manifest says 0 to 0.01" in " ".join(metrics.open_coder(dark, bundle.read(dark)).doubts())


def test_weights_beside_a_network_are_taken_as_the_app_takes_them(packed, tmp_path):
    _, _, manifest, folder = packed
    model = onnx.load(folder / "decoder.onnx")
    convert_model_to_external_data(model, location="weights.bin", size_threshold=0)
    onnx.save(model, tmp_path / "decoder.onnx")
    contents = {name: (tmp_path / name).read_bytes() for name in ("decoder.onnx", "weights.bin")}
    contents["encoder.onnx"] = (folder / "encoder.onnx").read_bytes()
    bundle.write(tmp_path / "beside", manifest, contents)
    other = metrics.open_coder(tmp_path / "beside", bundle.read(tmp_path / "beside"))
    z = np.zeros((3, 2), np.float32)
    np.testing.assert_array_equal(other.decode(z), metrics.open_coder(folder, manifest).decode(z))


def test_the_card_says_what_it_is(packed):
    _, _, manifest, folder = packed
    text = (folder / "README.md").read_text()
    assert text == card(manifest, CONFIG)
    assert "CC0" in text
    assert "neg_elbo" in text
