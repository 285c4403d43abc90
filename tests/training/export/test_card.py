"""Model cards: they say what holds, and every figure in a shipped one can be measured again."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.errors import ModelError
from training import cli
from training.export import metrics
from training.export.card import card, renew
from training.export.recipes import RECIPES
from training.families import FAMILIES
from training.trainer.config import RunConfig

SHIPPED = Path(__file__).parents[3] / "models_onnx"
MEASURED = ("test_mse", "test_bernoulli_nll", "reconstruction", "kl")
FIRST = 500  # test images, of the 10,000 that the cards speak of


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


@pytest.mark.parametrize("name", [recipe.id for recipe in RECIPES if recipe.contents.refined])
def test_the_figures_of_a_refined_bundle_are_measured_again(name, mnist):
    manifest = shipped(name)
    coder = metrics.open_coder(SHIPPED / name, manifest)
    squashed = FAMILIES[manifest.family].squashed
    found = metrics.per_image(coder, mnist.test[:FIRST], squashed=squashed, refined=True)
    wanted = {metric for metric in MEASURED if metric in found} | {one for one in found if one.startswith("refined_")}
    assert len(wanted) >= 3
    for metric in wanted:
        values = found[metric]
        spread = float(values.std()) / np.sqrt(len(values))
        # the first images are as hard as all of them but for chance: five deviations are more than that is worth
        assert abs(float(values.mean()) - manifest.metrics[metric]["value"]) < 5 * spread, metric
    if manifest.kind == "vae":
        rows = manifest.metrics
        assert rows["refined_neg_elbo"]["value"] < rows["neg_elbo"]["value"]
        total = rows["refined_kl"]["value"] + rows["refined_reconstruction"]["value"]
        assert rows["refined_neg_elbo"]["value"] == pytest.approx(total, abs=2e-6)


def test_what_holds_the_codes_of_an_autoencoder_is_said():
    manifest = bundle.Manifest("toy", "Toy", "ae", "mlp", bundle.ImageSpec(4, 4), 2)
    config = RunConfig(kind="ae", likelihood="gaussian", code_l2=0.25)
    assert "A penalty on their squared length holds its codes (0.25 nats" in card(manifest, config)
    assert "Nothing holds its codes" in card(manifest, replace(config, code_l2=0.0))
    assert "refined codes" not in card(manifest, config)
    said = bundle.Refined("m", None, 3, 0.1)
    assert "refined codes: 3 damped Gauss-Newton steps" in card(replace(manifest, refined=said), config)


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
