import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from sklearn.decomposition import PCA

from aevae_desktop import bundle
from aevae_desktop.core.images import measure
from aevae_desktop.errors import DataError, ModelError
from training.export import columns, metrics, ship
from training.export.package import Contents, write_bundle
from training.export.recipes import BETAS, RECIPES, RUNGS, Recipe
from training.report.best_code import best_codes, box
from training.trainer.config import RunConfig
from training.trainer.loop import fit

SHIPPED = Path(__file__).parents[3] / "models_onnx"
SMALL = RunConfig(hidden=(8,), fourier=2, batch_size=16, epochs=10.0)


def test_ship_writes_every_recipe(images, tmp_path, monkeypatch):
    linear = RunConfig(kind="linear-ae", family="linear", likelihood="gaussian", input_dropout=0.0, batch_size=1)
    monkeypatch.setattr(ship, "RECIPES", (Recipe("one", linear), Recipe("two", SMALL)))
    written = []
    done = ship.ship(lambda name: images, tmp_path / "out", tmp_path / "runs", quick=True, report=written.append)
    assert done
    assert [manifest.id for manifest in written] == ["one", "two"]
    for manifest in written:
        assert bundle.validate(tmp_path / "out" / manifest.id) == manifest
    assert written[1].provenance["config"]["epochs"] == 1.0


def test_only_one(images, tmp_path, monkeypatch):
    monkeypatch.setattr(ship, "RECIPES", (Recipe("one", SMALL), Recipe("two", SMALL)))
    ship.ship(
        lambda name: images, tmp_path / "out", tmp_path / "runs", only="two", quick=True, report=lambda manifest: None
    )
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["two"]


def test_every_set_is_read_before_anything_is_trained(images, tmp_path, monkeypatch):
    monkeypatch.setattr(ship, "RECIPES", (Recipe("one", SMALL), Recipe("two", replace(SMALL, dataset="omniglot"))))

    def images_of(name):
        if name == "omniglot":
            raise DataError("is not there")
        return images

    with pytest.raises(DataError, match="is not there"):
        ship.ship(images_of, tmp_path / "out", tmp_path / "runs", quick=True, report=lambda manifest: None)
    assert not (tmp_path / "runs").exists()


def test_side_by_side_every_recipe_has_a_process_and_a_failure_stops_the_rest(monkeypatch):
    monkeypatch.setattr(ship, "RECIPES", tuple(Recipe(name, SMALL) for name in "abc"))
    begun = []
    start = subprocess.Popen

    def stand_in(command):
        begun.append(command)
        return start([sys.executable, "-c", f"raise SystemExit({3 if command[-1] == 'b' else 0})"])

    monkeypatch.setattr(ship.subprocess, "Popen", stand_in)
    assert ship.ship_side_by_side(1, ["--quick"]) == 3
    assert [command[1:] for command in begun] == [
        ["-m", "training", "ship", "--quick", "--jobs", "1", "--only", name] for name in "ab"
    ]


def test_sigterm_is_handed_on(monkeypatch):
    monkeypatch.setattr(ship, "RECIPES", tuple(Recipe(name, SMALL) for name in "abc"))
    begun = []
    start = subprocess.Popen

    def stand_in(command):
        begun.append(start([sys.executable, "-c", "import time; time.sleep(60)"]))
        if len(begun) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return begun[-1]

    monkeypatch.setattr(ship.subprocess, "Popen", stand_in)
    before = signal.getsignal(signal.SIGTERM)
    assert ship.ship_side_by_side(2, []) == 128 + signal.SIGTERM
    assert len(begun) == 2
    assert all(process.poll() is not None for process in begun)
    assert signal.getsignal(signal.SIGTERM) is before


def test_contents_leave_out_and_round(images, tmp_path):
    outcome = fit(SMALL, images, tmp_path / "run", quiet=True)
    write_bundle(outcome, images, tmp_path / "whole")
    manifest = write_bundle(
        outcome, images, tmp_path / "less", Contents(codes="test", history=False, digits=4, note="a < b")
    )
    assert manifest.title == "Variational autoencoder · BARS · 2-D · a < b"
    assert bundle.HISTORY not in manifest.files
    whole = bundle.read_points(tmp_path / "whole", bundle.read(tmp_path / "whole"))
    less = bundle.read_points(tmp_path / "less", manifest)
    assert (less.split == bundle.TEST).all()
    assert (less.label == whole.label[-20:]).all()
    for few, many in ((less.mu, whole.mu), (less.log_var, whole.log_var)):
        np.testing.assert_allclose(few, many[-20:], atol=1 / 32 + 1e-6)
        assert (few * 16 == np.rint(few * 16)).all()


def columns_of(folder):
    return dict(bundle.read_points(folder, bundle.read(folder)).columns)


@pytest.mark.parametrize("kind", ["ae", "vae"])
def test_every_code_has_what_its_reconstruction_and_pcas_lack(images, tmp_path, kind):
    outcome = fit(replace(SMALL, kind=kind), images, tmp_path / "run", quiet=True)
    manifest = write_bundle(outcome, images, tmp_path / "all")
    points, coder = bundle.read_points(tmp_path / "all", manifest), metrics.open_coder(tmp_path / "all", manifest)
    x = np.concatenate([images.train, images.test])
    wanted = measure.mse(metrics.to_float(x), coder.decode(points.mu))
    np.testing.assert_allclose(points.columns["error"], wanted, rtol=2**-9)
    flat, train = (metrics.to_float(part).reshape(len(part), -1) for part in (x, images.train))
    pca = PCA(2, svd_solver="full").fit(train)
    plane = ((pca.inverse_transform(pca.transform(flat)) - flat) ** 2).mean(axis=1)
    np.testing.assert_allclose(points.columns["pca"], plane, rtol=2**-8, atol=1e-6)
    names = {"test_mse": "error", "pca_mse": "pca"} | ({"reconstruction": "reconstruction"} if kind == "vae" else {})
    assert points.columns.keys() == set(names.values())
    for metric, name in names.items():
        assert manifest.metrics[metric]["value"] == pytest.approx(points.columns[name][-20:].mean(), rel=1e-3)
        assert len(set(points.columns[name].tolist())) > 20  # of 80 images
    few = write_bundle(outcome, images, tmp_path / "few", Contents(codes="test"))
    for name, values in bundle.read_points(tmp_path / "few", few).columns.items():
        np.testing.assert_array_equal(values, points.columns[name][-20:])


def test_the_reconstruction_term_is_that_of_one_draw_of_z(images, tmp_path):
    outcome = fit(SMALL, images, tmp_path / "run", quiet=True)
    manifest = write_bundle(outcome, images, tmp_path / "one")
    points, coder = bundle.read_points(tmp_path / "one", manifest), metrics.open_coder(tmp_path / "one", manifest)
    eps = np.random.default_rng(metrics.SEED).standard_normal((20, 2), dtype=np.float32)
    z = points.mu[-20:] + np.exp(0.5 * points.log_var[-20:]) * eps
    wanted = measure.bernoulli_nll(metrics.to_float(images.test), coder.decode(z))
    np.testing.assert_allclose(points.columns["reconstruction"][-20:], wanted, rtol=2**-8)


def lacking(folder):
    """The bundle in ``folder`` as it was before columns: its codes, and one column that somebody else has added."""
    manifest = bundle.read(folder)
    points = bundle.read_points(folder, manifest)
    own = {"ink": np.arange(len(points.label), dtype=np.float32)}
    contents = {name: bundle.read_file(folder, manifest, name) for name in manifest.files}
    contents[bundle.POINTS] = bundle.pack_points(replace(points, columns=own))
    some = {name: row for name, row in manifest.metrics.items() if name != "pca_mse"}
    bundle.write(folder, replace(manifest, metrics=some), contents)


@pytest.mark.parametrize("codes", ["all", "test"])
def test_a_bundle_is_given_the_columns_that_it_lacks_and_nothing_else_changes(images, tmp_path, codes):
    outcome = fit(SMALL, images, tmp_path / "run", quiet=True)
    whole = write_bundle(outcome, images, tmp_path / "one", Contents(codes=codes))
    before, card = columns_of(tmp_path / "one"), (tmp_path / "one" / "README.md").read_text()
    lacking(tmp_path / "one")
    assert columns.add(tmp_path / "one", images) == ["error", "reconstruction", "pca", "ink"]
    after = bundle.validate(tmp_path / "one")
    found = columns_of(tmp_path / "one")
    np.testing.assert_array_equal(found.pop("ink"), np.arange(len(before["pca"])))
    assert found.keys() == before.keys()
    for name, values in found.items():
        np.testing.assert_array_equal(values, before[name])
    assert {name: row["value"] for name, row in after.metrics.items()} == {
        name: row["value"] for name, row in whole.metrics.items()
    }
    assert (tmp_path / "one" / "README.md").read_text() == card
    for name in (bundle.ENCODER, bundle.DECODER, bundle.HISTORY):
        assert after.files[name] == whole.files[name]
    bytes_of = (tmp_path / "one" / bundle.POINTS).read_bytes()
    columns.add(tmp_path / "one", images)
    assert (tmp_path / "one" / bundle.POINTS).read_bytes() == bytes_of


def test_columns_of_other_images_are_refused_and_the_bundle_stays(images, make_images, tmp_path):
    outcome = fit(SMALL, images, tmp_path / "run", quiet=True)
    write_bundle(outcome, images, tmp_path / "one")
    lacking(tmp_path / "one")
    before = (tmp_path / "one" / bundle.POINTS).read_bytes()
    others = replace(images, train_label=images.train_label[::-1].copy())
    for wrong in (others, make_images(n=59)):
        with pytest.raises(DataError, match="the codes are not of these images of bars"):
            columns.add(tmp_path / "one", wrong)
    assert (tmp_path / "one" / bundle.POINTS).read_bytes() == before


def test_large_images_go_without_pca(make_images, tmp_path):
    images = make_images(h=64, w=65)
    outcome = fit(SMALL, images, tmp_path / "run", quiet=True)
    manifest = write_bundle(outcome, images, tmp_path / "large")
    assert columns_of(tmp_path / "large").keys() == {"error", "reconstruction"}
    assert "pca_mse" not in manifest.metrics


@pytest.mark.parametrize(("kind", "more"), [("ae", "--code-l2"), ("vae", "--beta")])
def test_codes_that_no_bundle_can_hold_are_said_with_what_to_do_before_anything_is_written(
    images, tmp_path, kind, more
):
    outcome = fit(replace(SMALL, kind=kind), images, tmp_path / "run", quiet=True)
    with torch.no_grad():
        for weight in list(outcome.model.encoder.parameters())[-2:]:
            weight.mul_(1e18)
        for weight in list(outcome.model.decoder.parameters())[:2]:
            weight.mul_(1e-18)
    with pytest.raises(ModelError) as caught:
        write_bundle(outcome, images, tmp_path / "far")
    line = str(caught.value)
    assert line.startswith("encoder.onnx: mu: found a code ")
    assert line.endswith(f"from 0, expected at most 1e+15. Train again with a lower --lr, or a higher {more}.")
    assert not (tmp_path / "far").exists()


@pytest.mark.parametrize(("channels", "codes"), [(1, "all"), (3, "all"), (1, "test")])
def test_the_images_are_stored_only_when_asked_for(make_images, tmp_path, channels, codes):
    images = make_images(c=channels)
    outcome = fit(SMALL, images, tmp_path / "run", quiet=True)
    without = write_bundle(outcome, images, tmp_path / "without")
    assert bundle.IMAGES not in without.files
    assert "No image is contained here" in (tmp_path / "without" / "README.md").read_text()
    manifest = write_bundle(outcome, images, tmp_path / "with", Contents(codes=codes, images=True))
    assert "mind the licence" in (tmp_path / "with" / "README.md").read_text()
    x = np.concatenate([images.train, images.test])[-20 if codes == "test" else 0 :]
    rows = range(len(bundle.read_points(tmp_path / "with", manifest).label))
    found = bundle.read_images(tmp_path / "with", manifest, rows)
    np.testing.assert_array_equal(found, x[:, 0] if channels == 1 else np.moveaxis(x, 1, -1))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.id)
def test_the_shipped_bundle_is_what_its_recipe_says(recipe):
    folder = SHIPPED / recipe.id
    manifest = bundle.validate(folder)
    assert manifest.id == recipe.id
    assert (manifest.series, manifest.position) == (recipe.contents.series, recipe.contents.position)
    assert RunConfig.from_json(manifest.provenance["config"]) == recipe.config
    assert manifest.provenance["finished"]
    train, test = {"mnist": (60_000, 10_000), "omniglot": (3_872, 968)}[manifest.dataset.name]
    assert (manifest.dataset.n_train, manifest.dataset.n_test) == (train, test)
    points = bundle.read_points(folder, manifest)
    wanted = [train, test] if recipe.contents.codes == "all" else [0, test]
    assert np.bincount(points.split, minlength=2).tolist() == wanted
    assert (np.diff(points.split.astype(int)) >= 0).all()  # training images first
    means = {"error": "test_mse", "reconstruction": "reconstruction", "pca": "pca_mse"}
    assert set(points.columns) == means.keys() - ({"reconstruction"} if manifest.kind == "ae" else set())
    for name, values in points.columns.items():
        mean = float(values[points.split == bundle.TEST].mean(dtype=np.float64))
        assert mean == pytest.approx(manifest.metrics[means[name]]["value"], rel=1e-3)
    assert (bundle.HISTORY in manifest.files) == recipe.contents.history
    if recipe.contents.history:
        history = bundle.read_history(folder, manifest)
        assert history.codes.shape[1:] == (2000, 2)
        assert history.tiles.shape[1:] == (12, 12, 28, 28)


def test_nothing_else_is_shipped_and_all_of_it_is_small():
    wanted = {bundle.JUDGES, *(recipe.id for recipe in RECIPES)}
    assert {path.name for path in SHIPPED.iterdir() if path.is_dir()} == wanted
    assert [path.name for path in (SHIPPED / bundle.JUDGES).iterdir()] == ["mnist"]
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) <= 48_000_000


def figures_of(name):
    found = bundle.read(SHIPPED / name).metrics
    assert all(row["n"] == 10_000 for row in found.values())
    return {key: row["value"] for key, row in found.items()}


def test_shipped_figures():
    """The bounds that we set ourselves, and for the encoders alone what they must not lose unseen."""
    assert figures_of("vae-mnist-2d")["neg_elbo"] <= 134.5
    assert figures_of("vae-mnist-2d")["refined_neg_elbo"] <= 130.9
    assert figures_of("ae-mnist-2d")["test_mse"] <= 0.0322
    assert figures_of("ae-mnist-2d")["refined_mse"] <= 0.0300
    assert figures_of("vae-mnist-16d")["neg_elbo"] <= 95
    assert figures_of("vae-mnist-16d")["refined_neg_elbo"] <= 92
    assert figures_of("ae-mnist-16d")["test_mse"] <= 0.0062


@pytest.mark.parametrize("kind", ["ae", "vae"])
def test_a_wider_code_loses_less(kind):
    errors = [figures_of(f"ladder-{kind}-{d:02d}d")["test_mse"] for d in RUNGS]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 0.5 * errors[0]


def test_a_larger_beta_pays_for_less_kl_with_reconstruction():
    found = [figures_of(f"ladder-beta-{beta:05.2f}") for beta in BETAS]
    assert [one["kl"] for one in found] == sorted((one["kl"] for one in found), reverse=True)
    assert found[0]["reconstruction"] < found[-1]["reconstruction"]


@pytest.mark.parametrize(("name", "least"), [("ae-mnist-2d", 0.06), ("vae-mnist-2d", 0.08)])
def test_the_shipped_maps_are_legible(name, least):
    """The median over classes of the distance to the nearest other class's median, over the longer side of the view."""
    points = bundle.read_points(SHIPPED / name, bundle.read(SHIPPED / name))
    centres = measure.class_centres(points.mu, points.label, 10)
    gaps = np.hypot(*(centres[:, None] - centres[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    low, high = box(points.mu)
    assert np.median(gaps.min(1)) / (high - low).max() >= least


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.id)
def test_the_codes_are_those_of_the_shipped_encoder(recipe, images_of):
    images, folder, said = images_of(recipe.config.dataset), SHIPPED / recipe.id, recipe.contents
    manifest = bundle.read(folder)
    mu, log_var = metrics.open_coder(folder, manifest).encode(images.test[:500])
    points = bundle.read_points(folder, manifest)
    first = len(images.train) if said.codes == "all" else 0
    rows = slice(first, first + 500)
    np.testing.assert_allclose(points.mu[rows], mu, atol=1e-4 if said.digits is None else 0.51 * 0.5**said.digits)
    assert (points.label[rows] == images.test_label[:500]).all()
    assert (log_var is None) == (points.log_var is None)
    if log_var is not None:
        digits = said.variance_digits or said.digits
        np.testing.assert_allclose(points.log_var[rows], log_var, atol=2e-4 if digits is None else 0.51 * 0.5**digits)


@pytest.mark.parametrize(
    ("name", "bound", "amortisation"), [("ae-mnist-2d", 0.0292, 1.13), ("vae-mnist-2d", 0.0307, 1.09)]
)
def test_the_shipped_decoders_beat_those_in_public(mnist, name, bound, amortisation):
    """The best public one: 0.0344, by the same search on the same images (N8python's autoencoder).

    Refined codes lose at most 5 % of the best; the encoders alone lose more than the 8 % we want, so their bounds only
    keep them from losing more unseen: docs/lab_log.md.
    """
    manifest = bundle.read(SHIPPED / name)
    coder = metrics.open_coder(SHIPPED / name, manifest)
    x = mnist.test[:1000]
    mu, _ = coder.encode(x)
    codes = bundle.read_points(SHIPPED / name, manifest).mu
    _, best = best_codes(coder.decode, metrics.to_float(x), mu, codes)
    own, refined = (((coder.decode(z) - metrics.to_float(x)) ** 2).mean() for z in (mu, coder.refine(x)[0]))
    assert best.mean() <= bound
    assert own <= amortisation * best.mean()
    assert refined <= 1.05 * best.mean()
