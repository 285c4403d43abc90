"""Refined codes for a bundle: when it is exported, and by the command for one whose weights exist already."""

import copy
from dataclasses import replace

import pytest
import torch

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER
from aevae_desktop.core.images import measure
from aevae_desktop.errors import ModelError
from training import cli
from training.export import metrics, refining
from training.export.package import Contents, write_bundle
from training.export.recipes import RECIPES
from training.report import describe
from training.report.measures import measured
from training.report.subject import Subject
from training.trainer import loop
from training.trainer.config import RunConfig

CONFIG = RunConfig(hidden=(16, 8), fourier=4, batch_size=16, epochs=4.0, stored="float16")
KINDS = {"vae": CONFIG, "ae": replace(CONFIG, kind="ae", likelihood="gaussian")}


@pytest.fixture(scope="module", params=KINDS)
def trained(request, tmp_path_factory, make_images):
    """A run, its images, the folder of its bundle without refined codes and that of the one with them."""
    images, place = make_images(), tmp_path_factory.mktemp("run")
    outcome = loop.fit(KINDS[request.param], images, place, quiet=True)
    write_bundle(outcome, images, place / "plain")
    write_bundle(outcome, images, place / "same" / "plain", Contents(refined=True))
    return outcome, images, place / "plain", place / "same" / "plain"


def copied(folder, to):
    manifest = bundle.read(folder)
    bundle.write(to, manifest, {name: bundle.read_file(folder, manifest, name) for name in manifest.files})
    return to


def test_the_command_makes_of_a_bundle_what_the_export_makes(trained, tmp_path):
    _, images, plain, whole = trained
    folder = copied(plain, tmp_path / "plain")
    manifest, wanted = refining.add(folder, images), bundle.read(whole)
    assert bundle.validate(folder) == manifest
    assert manifest.refined == wanted.refined
    for name in (ENCODER, DECODER, bundle.POINTS, bundle.HISTORY):
        assert manifest.files[name] == wanted.files[name], name
    assert manifest.metrics.keys() == wanted.metrics.keys()
    for name, row in wanted.metrics.items():
        assert manifest.metrics[name]["value"] == row["value"], name


def test_codes_and_the_decoder_stay_and_the_figures_of_both_are_told(trained, tmp_path):
    _, images, plain, _ = trained
    before = bundle.read(plain)
    after = refining.add(copied(plain, tmp_path / "plain"), images)
    for name in (DECODER, bundle.POINTS, bundle.HISTORY):
        assert after.files[name] == before.files[name]
    assert {name: row for name, row in after.metrics.items() if "refined" not in name} == before.metrics
    coder = metrics.open_coder(tmp_path / "plain", after)
    mu, log_var = coder.refine(images.test)
    x = metrics.to_float(images.test)
    wanted = float(measure.mse(x, coder.decode(mu)).mean())
    assert after.metrics["refined_mse"]["value"] == pytest.approx(wanted, abs=1e-6)
    assert (tmp_path / "plain" / "README.md").read_text().count("refined_mse") == 1
    if log_var is None:
        assert after.metrics["refined_mse"]["value"] < after.metrics["test_mse"]["value"]
        return
    kl = float(measure.kl_standard_normal(mu, log_var).mean())
    assert after.metrics["refined_kl"]["value"] == pytest.approx(kl, abs=1e-4)
    total = after.metrics["refined_kl"]["value"] + after.metrics["refined_reconstruction"]["value"]
    assert after.metrics["refined_neg_elbo"]["value"] == pytest.approx(total, abs=1e-5)


def test_the_report_says_how_near_both_come_to_the_best_code(trained):
    _, images, _, whole = trained
    manifest = bundle.read(whole)
    subject = Subject(whole, manifest, metrics.open_coder(whole, manifest), images, squashed=True)
    rows = {figure.name: figure for figure in measured(subject)}
    assert rows["refined_mse"].value == pytest.approx(manifest.metrics["refined_mse"]["value"], abs=1e-6)
    assert rows["refined_amortisation"].value == pytest.approx(
        rows["refined_mse"].value / rows["best_z_mse"].value, rel=1e-5
    )
    assert 0.999 < rows["refined_amortisation"].value < rows["amortisation"].value
    if manifest.kind == "vae":
        assert rows["refined_neg_elbo"].value == pytest.approx(manifest.metrics["refined_neg_elbo"]["value"], abs=1e-5)


def test_what_gives_no_refined_codes_has_the_reason_in_its_report(trained):
    _, images, plain, _ = trained
    manifest = bundle.read(plain)
    rows = measured(Subject(plain, manifest, metrics.open_coder(plain, manifest), images, squashed=True))
    absent = {figure.name: figure.note for figure in rows if figure.value is None}
    assert absent["refined_mse"] == "its encoder gives no refined codes"


def test_an_export_that_reaches_another_cost_fails(trained):
    outcome, images, _, whole = trained
    manifest = bundle.read(whole)
    files = {name: bundle.read_file(whole, manifest, name) for name in (ENCODER, DECODER)}
    assert refining.check(outcome.model, manifest, files, images.train, half=True) < 1e-5
    other = copy.deepcopy(outcome.model)
    with torch.no_grad():
        for weight in other.decoder.parameters():
            weight *= 1.2
    with pytest.raises(ModelError, match=r"encoder.onnx: mu_refined: the refined codes reach another cost than torch"):
        refining.check(other, manifest, files, images.train, half=True)


def test_the_layers_of_the_bundle_are_told_once(trained):
    _, _, plain, whole = trained
    assert describe.text(describe.of_bundle(whole)) == describe.text(describe.of_bundle(plain))


def test_the_command_line(trained, tmp_path, capsys, monkeypatch):
    _, images, plain, _ = trained
    folder = copied(plain, tmp_path / "plain")
    monkeypatch.setattr("training.data.stream.bundle_images", lambda *_: images)
    assert cli.main(["refine", str(folder), "--steps", "3"]) == 0
    assert "refined_mse" in capsys.readouterr().out
    assert bundle.read(folder).refined.steps == 3
    assert cli.main(["refine", str(folder)]) == 2
    assert capsys.readouterr().err == f"{folder}: gives refined codes already\n"
    assert cli.main(["refine", str(folder), "--steps", "0"]) == 2
    assert capsys.readouterr().err == "--steps: found 0, expected from 1 to 10\n"


def test_a_bundle_without_an_encoder_and_a_learned_variance_are_refused(trained, tmp_path):
    _, images, plain, _ = trained
    manifest = bundle.read(plain)
    bundle.write(tmp_path / "blind", manifest, {DECODER: bundle.read_file(plain, manifest, DECODER)})
    with pytest.raises(ModelError, match=r"the bundle has no encoder.onnx"):
        refining.add(tmp_path / "blind", images)
    learned = replace(manifest, provenance={"config": {"likelihood": "gaussian-learned"}})
    with pytest.raises(ModelError, match="likelihood: found gaussian-learned, expected bernoulli or mse or gaussian"):
        refining.cost_of(learned)


def test_a_bundle_of_others_is_refined_by_what_it_is(trained):
    _, _, plain, _ = trained
    manifest = replace(bundle.read(plain), provenance={})
    cost = refining.cost_of(manifest)
    assert (cost.variance, cost.prior) == ((None, True) if manifest.kind == "vae" else (0.05, False))


def test_the_recipes_that_people_look_at_first_are_refined():
    refined = {recipe.id for recipe in RECIPES if recipe.contents.refined}
    pairs = {f"{kind}-{images}-{d}d" for kind in ("ae", "vae") for images in ("mnist", "omniglot") for d in (2, 16)}
    assert refined == pairs | {"vae-mnist-2d-mse"}
