"""What looks wrong at the end of training is told, and nothing of a sound run is."""

import math

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.bundle import Points
from training.export import checks
from training.export.package import write_bundle
from training.trainer import loop
from training.trainer.config import RunConfig


def points(kl_free, n=100):
    """Codes whose first dimension is used; the others hold the prior but for a mean of variance ``kl_free``."""
    rng = np.random.default_rng(0)
    mu = np.stack([rng.normal(size=n), np.sqrt(kl_free) * rng.choice([-1, 1], n)], 1).astype(np.float32)
    log_var = np.stack([np.full(n, -3.0), np.zeros(n)], 1).astype(np.float32)
    return Points(mu=mu, log_var=log_var, label=np.zeros(n, np.int16), split=np.full(n, bundle.TEST, np.uint8))


@pytest.mark.parametrize(("variance", "in_use", "active"), [(0.0, 1, 1), (0.1, 1, 2), (0.25, 2, 2)])
def test_dimensions_in_use_are_counted_by_their_kl_and_active_ones_by_the_variance_of_mu(
    images, variance, in_use, active
):
    kl = checks.kl_of_dimensions(points(variance))
    assert kl[1] == pytest.approx(variance / 2, abs=1e-6)
    row = checks.active_units(points(variance), "c")["active_units"]
    assert (row["value"], row["n"]) == (active, 100)
    lines = checks.warnings(kl, 0.0, images, [])
    assert [line.split(" (")[0] for line in lines] == (
        [] if in_use == 2 else ["collapse: 1 of 2 latent dimensions are in use"]
    )


def test_only_test_images_count():
    both = points(0.0)
    both.split[50:] = bundle.TRAIN
    both.mu[50:, 1] = 10
    assert checks.kl_of_dimensions(both)[1] == 0


def test_an_autoencoder_has_no_kl():
    ae = points(1.0)
    assert checks.kl_of_dimensions(Points(mu=ae.mu, log_var=None, label=ae.label, split=ae.split)) is None


def test_a_model_that_gives_the_mean_image_has_learned_nothing(images):
    mean = images.train.mean(axis=0) / 255
    error = float(np.square(images.test / 255 - mean).mean())
    (line,) = checks.warnings(None, error, images, [])
    assert line.startswith("nothing learned: the reconstructions")
    assert checks.warnings(None, 0.9 * error, images, []) == []


def row(loss, **more):
    return {"epoch": 1, "reconstruction": loss, "kl": 0.0, **more}


@pytest.mark.parametrize(("held_out", "said"), [(12.4, "nothing learned: "), (12.6, "learned by heart: ")])
def test_a_model_that_knows_only_its_own_images_has_learned_them_by_heart(images, held_out, said):
    mean = images.train.mean(axis=0) / 255
    error = float(np.square(images.test / 255 - mean).mean())
    log = [row(10.0, validation_reconstruction=held_out, validation_kl=0.0)]
    (line,) = checks.warnings(None, error, images, log)
    assert line.startswith(said)
    assert checks.warnings(None, 0.9 * error, images, log) == []


@pytest.mark.parametrize(
    ("losses", "told"), [([5, 50], False), ([5, 51], True), ([5, math.inf], True), ([math.nan], True), ([9], False)]
)
def test_a_loss_that_grew_is_told(images, losses, told):
    log = [row(float(loss)) for loss in losses]
    assert bool(checks.warnings(None, 0.0, images, log)) == told
    held_out = [row(1.0, validation_reconstruction=float(loss), validation_kl=0.0) for loss in losses]
    assert [line[:20] for line in checks.warnings(None, 0.0, images, held_out)] == ["the validation loss "] * told


def test_a_log_without_kl_is_that_of_an_autoencoder(images):
    assert checks.warnings(None, 0.0, images, [{"epoch": 1, "reconstruction": 1.0}]) == []


@pytest.mark.parametrize(("changes", "told"), [({}, False), ({"beta": 100.0}, True)])
def test_a_collapsed_run_says_so_in_its_bundle(images, tmp_path, changes, told):
    config = RunConfig(hidden=(32,), fourier=4, batch_size=16, epochs=40.0, **changes)
    manifest = write_bundle(loop.fit(config, images, tmp_path / "run", quiet=True), images, tmp_path / "bundle")
    assert any(line.startswith("collapse: ") for line in manifest.provenance["warnings"]) == told
    assert (manifest.metrics["active_units"]["value"] < 2) == told
    assert len(manifest.provenance["kl_per_dimension"]) == 2
