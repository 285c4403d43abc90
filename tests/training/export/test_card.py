"""Model cards: they say what holds, and every figure in a shipped one can be measured again."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.core.images import measure
from aevae_desktop.errors import ModelError
from training import cli
from training.export import checks, metrics, pca
from training.export.card import card, renew
from training.export.recipes import RECIPES
from training.families import FAMILIES
from training.trainer.config import RunConfig

SHIPPED = Path(__file__).parents[3] / "models_onnx"
SOME = 500  # test images, of all those that the cards speak of


def shipped(name):
    if not (SHIPPED / name).is_dir():
        pytest.skip("the shipped models are not here")
    return bundle.read(SHIPPED / name)


@pytest.mark.parametrize("name", [recipe.id for recipe in RECIPES])
def test_a_shipped_card_is_what_its_manifest_says_today(name):
    manifest = shipped(name)
    text = card(manifest, RunConfig.from_json(manifest.provenance["config"]))
    assert (SHIPPED / name / "README.md").read_text() == text
    for metric, row in manifest.metrics.items():
        assert f"| {metric} | {row['value']:.5g} |" in text


@cache
def of_pca(images, d):
    return pca.fit(images, d).encode(some_of(images))[1]


def some_of(images):
    """Test images evenly apart: a set may be in the order of its classes."""
    return images.test[np.linspace(0, len(images.test) - 1, SOME).astype(int)]


@pytest.mark.parametrize("name", [recipe.id for recipe in RECIPES])
def test_every_figure_of_a_shipped_card_is_measured_again(name, images_of):
    manifest = shipped(name)
    images = images_of(manifest.dataset.name)
    coder = metrics.open_coder(SHIPPED / name, manifest)
    squashed = FAMILIES[manifest.family].squashed
    found = metrics.per_image(coder, some_of(images), squashed=squashed, refined=True)
    found["pca_mse"] = of_pca(images, manifest.latent_dim)
    for prefix in ("", metrics.REFINED):
        if f"{prefix}kl" in found:
            found[f"{prefix}neg_elbo"] = found[f"{prefix}kl"] + found[f"{prefix}reconstruction"]
    rows = {metric: row["value"] for metric, row in manifest.metrics.items()}
    assert rows.keys() - found.keys() <= {"test_psnr", "active_units"}
    assert found.keys() <= rows.keys()
    for metric, values in found.items():
        spread = float(values.std()) / np.sqrt(len(values))
        # some images are as hard as all of them but for chance: five deviations are more than that is worth
        assert abs(float(values.mean()) - rows[metric]) < 5 * spread, metric


@pytest.mark.parametrize("name", [recipe.id for recipe in RECIPES])
def test_the_figures_of_a_shipped_card_are_those_of_its_codes(name):
    """What the stored numbers of all test images say, to as many digits as they have."""
    manifest = shipped(name)
    rows = {metric: row["value"] for metric, row in manifest.metrics.items()}
    points = bundle.read_points(SHIPPED / name, manifest)
    tests = points.split == bundle.TEST
    for column, metric in (("error", "test_mse"), ("reconstruction", "reconstruction"), ("pca", "pca_mse")):
        if column in points.columns:
            assert points.columns[column][tests].mean(dtype=np.float64) == pytest.approx(rows[metric], rel=1e-3)
    rounding = 10 / np.log(10) * 0.5e-6 / rows["test_mse"]  # of the error, which has six digits after the point
    assert rows["test_psnr"] == pytest.approx(-10 * np.log10(rows["test_mse"]), abs=rounding + 1e-6)
    assert (manifest.kind == "vae") == ("kl" in rows)
    if manifest.kind == "vae":
        kl = measure.kl_standard_normal(points.mu[tests], points.log_var[tests])
        assert kl.mean(dtype=np.float64) == pytest.approx(rows["kl"], rel=1e-3)
        for prefix in {"", metrics.REFINED if manifest.refined else ""}:
            total = rows[f"{prefix}kl"] + rows[f"{prefix}reconstruction"]
            assert rows[f"{prefix}neg_elbo"] == pytest.approx(total, abs=2e-6)
    if manifest.refined:
        assert rows["refined_mse"] < rows["test_mse"]
    if "active_units" in rows:
        assert rows["active_units"] == checks.active_units(points, "")["active_units"]["value"]


def test_what_holds_the_codes_of_an_autoencoder_is_said():
    manifest = bundle.Manifest("toy", "Toy", "ae", "mlp", bundle.ImageSpec(4, 4), 2)
    config = RunConfig(kind="ae", likelihood="gaussian", code_l2=0.25)
    assert "A penalty on their squared length holds its codes (0.25 nats" in card(manifest, config)
    assert "Nothing holds its codes" in card(manifest, replace(config, code_l2=0.0))
    assert "refined codes" not in card(manifest, config)


def test_where_refined_codes_come_from_is_said():
    manifest = bundle.Manifest("toy", "Toy", "ae", "mlp", bundle.ImageSpec(4, 4), 2)

    def refined_card(said):
        return card(replace(manifest, refined=said), RunConfig(kind="ae", likelihood="gaussian"))

    said = bundle.Refined("m", None, 3, 0.1)
    assert "3 damped Gauss-Newton steps through the decoder from its own code," in refined_card(said)
    said = replace(said, starts=16, reach=0.9)
    assert "from the best of its own code and 16 within 0.9 of it" in refined_card(said)


def test_a_semi_amortised_run_is_told():
    manifest = bundle.Manifest("toy", "Toy", "vae", "mlp", bundle.ImageSpec(4, 4), 2)
    told = "in the last 40% of the run the decoder also learned from refined codes"
    assert told in card(manifest, RunConfig(semi_amortised=0.4))
    assert "also learned" not in card(manifest, RunConfig())


def test_a_variational_autoencoder_is_not_said_to_be_without_gaps():
    manifest = bundle.Manifest("toy", "Toy", "vae", "mlp", bundle.ImageSpec(4, 4), 2)
    text = card(manifest, RunConfig())
    assert "without" not in text.split("\n- **Data**")[0]
    assert "holds its codes" not in text


def test_a_card_is_written_again(tmp_path, capsys):
    config = RunConfig(kind="ae", likelihood="gaussian").to_json()
    manifest = bundle.Manifest(
        "toy", "Toy", "ae", "mlp", bundle.ImageSpec(4, 4), 2, provenance={"config": config, "seed": 0}
    )
    bundle.write(tmp_path / "toy", manifest, {bundle.DECODER: b"decoder", "README.md": b"# Another time"})
    assert cli.main(["card", str(tmp_path / "toy")]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'toy' / 'README.md'}\n"
    again = bundle.validate(tmp_path / "toy")
    assert bundle.read_file(tmp_path / "toy", again, "README.md").decode() == card(
        manifest, RunConfig.from_json(config)
    )
    bundle.write(tmp_path / "toy", replace(manifest, provenance={}), {bundle.DECODER: b"decoder"})
    with pytest.raises(ModelError, match="was not made by aevae-train"):
        renew(tmp_path / "toy")
