"""Three models that people write become bundles whose networks give what torch gives."""

import numpy as np
import pytest
import torch
from torch import nn

from aevae_desktop import bundle
from aevae_desktop.errors import ModelError
from training import export_bundle
from training.export.metrics import open_coder

X = np.random.default_rng(0).random((12, 28, 28), dtype=np.float32)


class FlatVAE(nn.Module):
    """One module with ``encode`` and ``decode``; the encoder returns a sample, too."""

    def __init__(self):
        super().__init__()
        self.body, self.mu, self.log_var = nn.Linear(784, 16), nn.Linear(16, 2), nn.Linear(16, 2)
        self.out = nn.Sequential(nn.Linear(2, 784), nn.Sigmoid())

    def encode(self, x):
        h = torch.relu(self.body(x))
        mu, log_var = self.mu(h), self.log_var(h)
        return mu, log_var, mu + torch.randn_like(mu)

    def decode(self, z):
        return self.out(z)


class ConvEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(1, 4, 4, 4), nn.ReLU(), nn.Flatten(), nn.Linear(196, 6))

    def forward(self, x):
        return self.body(x).chunk(2, dim=1)


def conv_decoder():
    return nn.Sequential(nn.Linear(3, 196), nn.Unflatten(1, (4, 7, 7)), nn.ConvTranspose2d(4, 1, 4, 4))


class Last(nn.Module):
    """Channels last, and batch normalisation within."""

    def __init__(self, into):
        super().__init__()
        code = [nn.Flatten(), nn.Linear(784, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 2)]
        image = [nn.Linear(2, 784), nn.BatchNorm1d(784), nn.Sigmoid(), nn.Unflatten(1, (28, 28, 1))]
        self.body = nn.Sequential(*(code if into else image))

    def forward(self, x):
        return self.body(x)


def test_a_flat_vae_in_one_module(tmp_path):
    model = FlatVAE()
    manifest = export_bundle(tmp_path / "mine", model, images=X.reshape(12, 784), labels=["a", "b"] * 6)
    assert (manifest.kind, manifest.latent_dim, manifest.classes) == ("vae", 2, ("a", "b"))
    points = bundle.read_points(tmp_path / "mine", manifest)
    with torch.no_grad():
        mu, log_var, _ = model.encode(torch.from_numpy(X.reshape(12, 784)))
    np.testing.assert_allclose(points.mu, mu, atol=1e-6)
    np.testing.assert_allclose(points.log_var, log_var, atol=1e-6)
    assert points.label.tolist() == [0, 1] * 6


def test_a_missing_sigmoid_is_told_and_can_be_given(tmp_path):
    parts = ConvEncoder(), conv_decoder()
    with pytest.raises(ModelError, match=r"^decoder: found values from -.*Give logits=True if its sigmoid is missing"):
        export_bundle(tmp_path / "mine", *parts, images=X[:, None])
    assert not (tmp_path / "mine").exists()
    manifest = export_bundle(tmp_path / "mine", *parts, images=X[:, None], logits=True)
    z = np.random.default_rng(1).normal(size=(5, 3)).astype(np.float32)
    with torch.no_grad():
        wanted = parts[1](torch.from_numpy(z)).sigmoid().numpy()
    np.testing.assert_allclose(open_coder(tmp_path / "mine", manifest).decode(z), wanted, atol=1e-5)


def test_an_autoencoder_with_batch_norm_and_channels_last(tmp_path):
    parts = Last(True), Last(False)
    for part, batch in zip(parts, (torch.from_numpy(X[..., None]), torch.randn(12, 2)), strict=True):
        part(batch)  # in training mode: the running means move
    manifest = export_bundle(tmp_path / "mine", *parts, images=X[..., None])
    assert (manifest.kind, manifest.image.height, manifest.classes) == ("ae", 28, ())
    assert all(part.training for part in parts)
    wanted = parts[1].eval()(parts[0].eval()(torch.from_numpy(X[..., None]))).detach().numpy()
    coder = open_coder(tmp_path / "mine", manifest)
    found = coder.decode(coder.codes(X[:, None])[0])
    np.testing.assert_allclose(found[:, 0], wanted[..., 0], atol=1e-5)


@pytest.mark.parametrize(
    ("changes", "line"),
    [({"images": X * 255}, "images: found values from"), ({"labels": [1]}, "labels: found 1, expected 12")],
)
def test_what_cannot_be_exported(tmp_path, changes, line):
    given = {"images": X.reshape(12, 784), **changes}
    given["images"] = given["images"].reshape(12, 784)
    with pytest.raises(ModelError, match=f"^{line}"):
        export_bundle(tmp_path / "mine", FlatVAE(), **given)
    assert not (tmp_path / "mine").exists()


def test_a_folder_of_any_name_has_the_nearest_id_and_its_name_as_title(tmp_path):
    manifest = export_bundle(tmp_path / "mein ö", FlatVAE(), images=X.reshape(12, 784))
    assert (manifest.id, manifest.title) == ("mein-o", "mein ö")
    assert bundle.validate(tmp_path / "mein ö") == manifest
    with pytest.raises(ModelError, match="Windows keeps this one for a device"):
        export_bundle(tmp_path / "aux", FlatVAE(), images=X.reshape(12, 784))
