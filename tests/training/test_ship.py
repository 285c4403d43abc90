from pathlib import Path

import numpy as np
import pytest

from aevae_desktop import bundle
from training import ship
from training.config import RunConfig

SHIPPED = Path(__file__).parents[2] / "models_onnx"
SMALL = RunConfig(hidden=(8,), fourier=2, batch_size=16, epochs=10.0)


def test_ship_writes_every_recipe(images, tmp_path, monkeypatch):
    linear = RunConfig(kind="linear-ae", family="linear", likelihood="gaussian", input_dropout=0.0, batch_size=1)
    monkeypatch.setattr(ship, "RECIPES", (ship.Recipe("one", linear), ship.Recipe("two", SMALL)))
    written = []
    done = ship.ship(images, tmp_path / "out", tmp_path / "runs", quick=True, report=written.append)
    assert done
    assert [manifest.id for manifest in written] == ["one", "two"]
    for manifest in written:
        assert bundle.validate(tmp_path / "out" / manifest.id) == manifest
    assert written[1].provenance["config"]["epochs"] == 1.0


def test_only_one(images, tmp_path, monkeypatch):
    monkeypatch.setattr(ship, "RECIPES", (ship.Recipe("one", SMALL), ship.Recipe("two", SMALL)))
    ship.ship(images, tmp_path / "out", tmp_path / "runs", only="two", quick=True, report=lambda manifest: None)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["two"]


@pytest.mark.parametrize("recipe", ship.RECIPES, ids=lambda recipe: recipe.id)
def test_the_shipped_bundle_is_what_its_recipe_says(recipe):
    folder = SHIPPED / recipe.id
    manifest = bundle.validate(folder)
    assert manifest.id == recipe.id
    assert RunConfig.from_json(manifest.provenance["config"]) == recipe.config
    assert manifest.provenance["finished"]
    assert (manifest.dataset.n_train, manifest.dataset.n_test) == (60_000, 10_000)
    points = bundle.read_points(folder, manifest)
    assert np.bincount(points.split).tolist() == [60_000, 10_000]
    assert (points.split[:60_000] == bundle.TRAIN).all()
    history = bundle.read_history(folder, manifest)
    assert history.codes.shape[1:] == (2000, 2)
    assert history.tiles.shape[1:] == (12, 12, 28, 28)
    assert sum(record.size for record in manifest.files.values()) < 10_000_000


def test_shipped_figures():
    figures = {recipe.id: bundle.read(SHIPPED / recipe.id).metrics for recipe in ship.RECIPES}
    assert figures["vae-mnist-2d"]["neg_elbo"]["value"] <= 139
    assert figures["ae-mnist-2d"]["test_mse"]["value"] <= 0.0345
    assert all(row["n"] == 10_000 for metrics in figures.values() for row in metrics.values())


def test_the_codes_are_those_of_the_shipped_encoder(mnist):
    from training import metrics

    for recipe in ship.RECIPES:
        folder = SHIPPED / recipe.id
        manifest = bundle.read(folder)
        mu, log_var = metrics.open_coder(folder, manifest).encode(mnist.test[:500])
        points = bundle.read_points(folder, manifest)
        np.testing.assert_allclose(points.mu[60_000:60_500], mu, atol=1e-4)
        assert (points.label[60_000:60_500] == mnist.test_label[:500]).all()
        assert (log_var is None) == (points.log_var is None)
