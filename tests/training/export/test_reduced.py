"""Networks in fewer bits: they open as any other, and what is said of them is what they do."""

import numpy as np
import onnx
import pytest

from aevae_desktop import bundle
from aevae_desktop.errors import ModelError
from training import cli
from training.export import metrics, reduced
from training.export.package import Contents, write_bundle
from training.trainer import loop
from training.trainer.config import RunConfig

CONFIG = RunConfig(hidden=(64, 32), fourier=4, batch_size=16, epochs=20.0, stored="float16")


@pytest.fixture(scope="module")
def run(tmp_path_factory, make_images):
    images, folder = make_images(h=12, w=12), tmp_path_factory.mktemp("run")
    outcome = loop.fit(CONFIG, images, folder, quiet=True)
    return outcome, images, write_bundle(outcome, images, folder / "full"), folder


def dtypes(folder, name):
    proto = onnx.load(folder / name)
    return {onnx.TensorProto.DataType.Name(one.data_type) for one in proto.graph.initializer if len(one.dims) == 2}


@pytest.mark.parametrize(("precision", "kept"), [("int8", "INT8"), ("fp16", "FLOAT16")])
def test_a_bundle_in_fewer_bits_tells_how_far_off_it_is(run, precision, kept):
    outcome, images, _, folder = run
    place = folder / precision
    manifest = write_bundle(outcome, images, place, Contents(precision=precision, note=precision))
    assert dtypes(place, bundle.DECODER) == {kept}
    assert bundle.validate(place).title.endswith(f" · {precision}")
    said = manifest.provenance["precision"]
    assert said["name"] == precision
    coders = [metrics.open_coder(each, bundle.read(each)) for each in (folder / "full", place)]
    x = metrics.to_float(images.train)
    mu = coders[0].codes(x)[0]
    pixels = np.abs(coders[0].decode(mu) - coders[1].decode(mu))
    assert said["pixel"] == pytest.approx(pixels.max(), rel=0.01)
    assert said["mean_pixel"] == pytest.approx(pixels.mean(), rel=0.01)
    assert 0 < said["mean_pixel"] <= (1e-3 if precision == "fp16" else 0.05)
    assert 0 < said["code"] < (0.01 if precision == "fp16" else 0.5)
    found = metrics.summary(metrics.per_image(coders[1], images.test, squashed=True), "")
    assert manifest.metrics["test_mse"]["value"] == found["test_mse"]["value"]
    text = (place / "README.md").read_text()
    assert f"- **Precision**: {precision}. Against the full networks, on {said['n']} training images" in text
    assert "**Precision**" not in (folder / "full" / "README.md").read_text()


def test_the_full_networks_are_as_they_were(run):
    outcome, images, full, folder = run
    again = write_bundle(outcome, images, folder / "again")
    assert again.files[bundle.POINTS] == full.files[bundle.POINTS]


def test_what_is_far_off_is_told_so(run):
    _, images, full, folder = run
    coder = metrics.open_coder(folder / "full", full)
    files = {name: bundle.read_file(folder / "full", full, name) for name in (bundle.ENCODER, bundle.DECODER)}
    proto = onnx.load_from_string(files[bundle.DECODER])
    last = proto.graph.initializer[0]
    last.CopyFrom(onnx.numpy_helper.from_array(0 * onnx.numpy_helper.to_array(last), last.name))
    broken = metrics.Coder(folder, full, {**files, bundle.DECODER: proto.SerializeToString()})
    found = reduced.distance(coder, broken, metrics.to_float(images.train))
    assert found.code == 0
    assert found.pixel > found.mean_pixel > 0.001


def test_export_writes_them_beside_the_bundle(run, tmp_path, monkeypatch, capsys):
    _, images, _, folder = run
    monkeypatch.setattr("training.fitting.load", lambda *_: images)
    assert cli.main(["export", str(folder), "--out", str(tmp_path / "m"), "--also", "int8,fp16"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"m", "m-int8", "m-fp16"}
    assert "codes differ by at most" in capsys.readouterr().out
    assert cli.main(["export", str(folder), "--out", str(tmp_path / "n"), "--also", "int4"]) != 0
    assert "--also: found int4, expected int8 or fp16" in capsys.readouterr().err
    assert not (tmp_path / "n").exists()


def test_refined_codes_are_not_of_fewer_bits(run, tmp_path):
    outcome, images, _, _ = run
    with pytest.raises(ModelError, match="--also: found refined codes"):
        write_bundle(outcome, images, tmp_path / "both", Contents(refined=True, precision="int8"))
