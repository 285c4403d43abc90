import dataclasses
import itertools
import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop import bundle
from aevae_desktop.bundle import DatasetSpec, ImageSpec, TensorNames
from aevae_desktop.core.images import measure
from aevae_desktop.errors import BundleError, ModelError
from training import cli
from training.data import DATASETS, Images
from training.data.base import Dataset
from training.export import metrics
from training.export.package import write_bundle
from training.report import codes, curves, figure, reconstruction, writing
from training.report.measures import MEASURES, measured
from training.report.subject import Subject
from training.report.writing import report
from training.trainer.config import RunConfig
from training.trainer.loop import fit

TINY = RunConfig(hidden=(16,), fourier=4, batch_size=16, epochs=60.0)
CONFIGS = {
    "vae": TINY,
    "ae": dataclasses.replace(TINY, kind="ae", likelihood="gaussian", epochs=10.0),
    "linear": RunConfig(
        kind="linear-ae", family="linear", likelihood="gaussian", input_dropout=0.0, epochs=1.0, batch_size=1
    ),
}


@pytest.fixture(scope="module", autouse=True)
def quick():
    """Fewer images for the importance weighted bound: the tests look at what is computed, not at its precision."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reconstruction, "IWAE_IMAGES", 8)
        yield


@pytest.fixture(scope="module")
def folders(tmp_path_factory, make_images):
    """A bundle of each kind, trained on bars."""
    images, place = make_images(n=200, n_test=60), tmp_path_factory.mktemp("kinds")
    for name, config in CONFIGS.items():
        write_bundle(fit(config, images, place / "runs" / name, quiet=True), images, place / name)
    return place


@pytest.fixture(scope="module")
def bars(make_images):
    return make_images(n=200, n_test=60)


def subject_of(folder, images, **changes):
    manifest = dataclasses.replace(bundle.read(folder), **changes)
    coder = metrics.open_coder(folder, manifest)
    return Subject(folder, manifest, coder, images, squashed=manifest.family != "linear")


def by_name(figures):
    return {one.name: one for one in figures}


@pytest.fixture(scope="module")
def found(folders, bars):
    return {kind: by_name(measured(subject_of(folders / kind, bars))) for kind in CONFIGS}


# ---------------------------------------------------------------- which rows there are


CURVED = ("kl_per_dimension", "rate_distortion", "rate_distortion_pca", "principal_angle")
REFINED = {"refined_mse", "refined_neg_elbo"}
ABSENT = {
    "vae": {"principal_angle"} | REFINED,
    "ae": REFINED | {"neg_elbo", "neg_iwae_500", "kl_per_dimension", "principal_angle"},
    "linear": REFINED | {"test_bernoulli_nll", "neg_elbo", "neg_iwae_500", "kl_per_dimension"},
}


@pytest.mark.parametrize("kind", CONFIGS)
def test_every_measure_has_a_value_or_a_reason(found, kind):
    rows = found[kind]
    assert {name for name, one in rows.items() if one.value is None} == ABSENT[kind]
    for row in MEASURES:
        some = row.name if row.name not in CURVED or row.name in ABSENT[kind] else f"{row.name}.2"
        assert (rows[some].value is None) == (row.name in ABSENT[kind])
    for one in rows.values():
        if one.value is None:
            assert one.note
            continue
        assert one.unit
        assert one.n in (8, 60, 200)
        if one.interval is None:
            assert one.note
        else:
            assert one.interval[0] <= one.value <= one.interval[1]
    assert all(f"rate_distortion.{bits}" in rows for bits in range(2, 17))


def test_codes_refined_by_search_are_told_as_such_and_never_worse(found, folders, bars):
    for kind, rows in found.items():
        told, n = rows["searched_mse"], rows["best_z_mse"].n
        assert told.n == n == 60
        assert told.note == "by search, 12 steps at most from the encoder's code; the first 60 test images"
        ratio = rows["searched_amortisation"].value
        assert ratio == pytest.approx(told.value / rows["best_z_mse"].value, rel=1e-5)
        if kind == "vae":  # whose loss is another: nats
            note = f"the first 60 test images; their negative ELBO by the encoder: {rows['neg_elbo'].value:.2f}"
            assert (rows["searched_neg_elbo"].note, rows["searched_neg_elbo"].n) == (note, 60)
        else:
            assert told.value <= rows["test_mse"].value
            assert "searched_neg_elbo" not in rows
            assert 0.999 < ratio <= rows["amortisation"].value


def test_of_a_model_whose_loss_nobody_tells_the_squared_error_is_refined(folders, bars):
    rows = by_name(reconstruction.best_code(subject_of(folders / "vae", bars, provenance={})))
    mine, own = rows["searched_mse"], rows["amortisation"].value * rows["best_z_mse"].value
    assert mine.value < own
    assert "searched_neg_elbo" not in rows


def test_a_decoder_with_holes_is_searched_all_the_same(folders, bars, monkeypatch):
    subject = subject_of(folders / "ae", bars)
    subject.per_image, subject.train_codes  # noqa: B018  # measured where there are no holes
    decode, limit = subject.coder.decode_as_is, float(np.median(subject.test_codes[0][:, 0]))

    def holed(z):
        return np.where((z[:, 0] < limit)[:, None, None, None], np.float32(np.nan), decode(z))

    monkeypatch.setattr(subject.coder, "decode_as_is", holed)
    rows = by_name(reconstruction.best_code(subject))
    whole = by_name(reconstruction.best_code(subject_of(folders / "ae", bars)))
    assert np.isfinite(rows["best_z_mse"].value)
    assert rows["best_z_mse"].value > whole["best_z_mse"].value


def test_the_report_and_the_short_table_are_one(found, folders, bars):
    for kind in CONFIGS:
        for name, row in bundle.read(folders / kind).metrics.items():
            assert found[kind][name].value == pytest.approx(row["value"], abs=1e-6)
            assert found[kind][name].n == row["n"] == 60


def test_without_an_encoder_only_what_needs_none(folders, bars):
    manifest = bundle.read(folders / "linear")
    manifest = dataclasses.replace(
        manifest, files={name: row for name, row in manifest.files.items() if name != bundle.ENCODER}
    )
    coder = metrics.open_coder(folders / "linear", manifest)
    rows = by_name(measured(Subject(folders / "linear", manifest, coder, bars, squashed=False)))
    there = {name.partition(".")[0] for name, one in rows.items() if one.value is not None}
    assert there == {"pca_mse", "principal_angle", "rate_distortion_pca"}
    assert rows["test_mse"].note == metrics.NO_ENCODER
    with pytest.raises(ModelError, match="no encoder"):
        coder.encode(bars.test)


def test_images_without_labels(folders, bars):
    bare = dataclasses.replace(bars, train_label=bars.train_label * 0 - 1, test_label=bars.test_label * 0 - 1)
    (row,) = [one for one in measured(subject_of(folders / "ae", bare)) if one.name == "knn_agreement"]
    assert (row.value, row.note) == (None, "the images have no labels")
    half = bars.test_label.copy()
    half[:20] = -1
    (row,) = codes.knn_agreement(subject_of(folders / "ae", dataclasses.replace(bars, test_label=half)))
    assert row.n == 40


# ---------------------------------------------------------------- the figures themselves


def test_the_importance_weighted_bound_is_the_evidence(folders, bars):
    """log p(x) by a fine grid of z, from the same decoder."""
    subject = subject_of(folders / "vae", bars)
    (row,) = reconstruction.importance_weighted(subject)
    step = 0.05
    line = np.arange(-6, 6, step)
    z = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    x_hat = subject.coder.decode(z.astype(np.float32))
    log_prior = -0.5 * (z**2).sum(axis=1) - np.log(2 * np.pi) + 2 * np.log(step)
    evidence = []
    for x in metrics.to_float(bars.test[: row.n]):
        joint = log_prior - measure.bernoulli_nll(np.broadcast_to(x, x_hat.shape), x_hat)
        evidence.append(joint.max() + np.log(np.exp(joint - joint.max()).sum()))
    assert row.value == pytest.approx(-np.mean(evidence), abs=0.02)
    assert row.value < float(row.note.rpartition(" ")[2]) - 0.05  # the ELBO is looser
    assert row.n == 8


def test_neighbours_vote_as_scikit_learns(folders, bars):
    from sklearn.neighbors import KNeighborsClassifier

    rng = np.random.default_rng(0)
    noisy = np.where(rng.random(200) < 0.8, rng.integers(0, 3, 200), bars.train_label).astype(np.int16)
    noisy[:70] = -1  # without a label, they have no vote
    subject = subject_of(folders / "ae", dataclasses.replace(bars, train_label=noisy))
    oracle = KNeighborsClassifier(10).fit(subject.train_codes[70:], noisy[70:])
    expected = oracle.score(subject.test_codes[0], bars.test_label)
    assert codes.knn_agreement(subject)[0].value == pytest.approx(expected)
    assert 0.3 < expected < 0.98


def test_where_all_images_are_measured_none_is_its_own_neighbour(folders, bars):
    rng = np.random.default_rng(0)
    label = rng.integers(0, 3, len(bars.test)).astype(np.int16)  # which no neighbour knows
    every = dataclasses.replace(bars, train=bars.test, train_label=label, test_label=label)
    (row,) = codes.knn_agreement(subject_of(folders / "ae", every))
    assert row.value < 0.6
    assert row.note == "10 nearest of 59 other codes"
    (row,) = reconstruction.pca_mse(subject_of(folders / "ae", every))
    assert row.note == "2 components of 60 measured images"


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 999), st.integers(1, 20), st.integers(1, 10))
def test_neighbours_are_the_nearest(seed, d, k):
    rng = np.random.default_rng(seed)
    train, z = rng.normal(size=(50, d)).astype(np.float32), rng.normal(size=(7, d)).astype(np.float32)
    distance = np.linalg.norm(z[:, None].astype(float) - train[None], axis=2)
    np.testing.assert_array_equal(codes.neighbours(train, z, k), distance.argsort(axis=1)[:, :k])


@pytest.mark.parametrize("kind", ["ae", "linear"])
def test_pca_is_scikit_learns(folders, bars, kind):
    from sklearn.decomposition import PCA

    subject = subject_of(folders / kind, bars)
    train_x, x = (part.reshape(len(part), -1) / 255 for part in (bars.train, bars.test))
    pca = PCA(2, svd_solver="full").fit(train_x)
    expected = np.mean((pca.inverse_transform(pca.transform(x)) - x) ** 2)
    assert reconstruction.pca_mse(subject)[0].value == pytest.approx(expected, rel=1e-6)
    wide = PCA(2, svd_solver="full").fit_transform(train_x)
    np.testing.assert_allclose(np.sort(subject.pca.high - subject.pca.low), np.sort(np.ptp(wide, axis=0)), rtol=1e-5)


def test_pca_of_more_components_than_pixels_is_exact(folders, bars):
    subject = subject_of(folders / "ae", bars)
    subject.manifest = dataclasses.replace(subject.manifest, latent_dim=99)
    assert reconstruction.pca_mse(subject)[0].value == pytest.approx(0, abs=1e-12)


def test_principal_angles_of_a_decoder(folders, bars, found):
    linalg = pytest.importorskip("scipy.linalg")
    from sklearn.decomposition import PCA

    outcome = fit(CONFIGS["linear"], bars, folders / "runs" / "linear", quiet=True, resume=True)
    weight = outcome.model.decoder.weight.detach().numpy()
    axes = PCA(2, svd_solver="full").fit(bars.train.reshape(len(bars.train), -1) / 255).components_.T
    expected = np.degrees(linalg.subspace_angles(weight.astype(float), axes))
    angles = [found["linear"][f"principal_angle.{i}"].value for i in (1, 2)]
    np.testing.assert_allclose(angles, expected, atol=1e-4)
    assert angles[0] < 0.1


def test_a_plane_far_from_pcas_is_seen(folders, bars):
    class Turned:
        has_encoder = False

        def decode(self, z):
            plane = np.zeros((30, 2), np.float32)
            plane[[3, 20], [0, 1]] = 2.0
            return (z @ plane.T + 0.5).reshape(-1, 1, 6, 5)

    subject = subject_of(folders / "linear", bars)
    subject.coder = Turned()
    assert codes.principal_angles(subject)[0].value > 20


@pytest.mark.parametrize("kind", CONFIGS)
def test_more_bits_are_worth_more_up_to_the_code_itself(found, kind):
    rows = found[kind]
    for name, limit in (("rate_distortion", "test_mse"), ("rate_distortion_pca", "pca_mse")):
        curve = [rows[f"{name}.{bits}"].value for bits in range(2, 17)]
        assert curve[-1] == pytest.approx(rows[limit].value, rel=0.01)
        assert curve[0] > rows[limit].value * 1.005
        assert all(later <= earlier * 1.02 for earlier, later in itertools.pairwise(curve[3:]))
    assert rows["rate_distortion.2"].note == "4 bits an image"


def test_a_linear_model_and_pca_are_worth_the_same_bits(found):
    rows = found["linear"]
    for bits in (2, 5, 16):
        expected = rows[f"rate_distortion_pca.{bits}"].value
        assert rows[f"rate_distortion.{bits}"].value == pytest.approx(expected, rel=0.01)


def test_the_aggregate_posterior_counts_the_posteriors_spread(folders, bars, found):
    """KL against a large sample of z ~ q(z | x), x a test image."""
    subject = subject_of(folders / "vae", bars)
    mu, log_var = (part.astype(float) for part in subject.posterior)
    rng = np.random.default_rng(0)
    z = (mu + np.exp(log_var / 2) * rng.standard_normal((20_000, *mu.shape))).reshape(-1, 2)
    covariance = np.cov(z.T)
    expected = (np.trace(covariance) + z.mean(0) @ z.mean(0) - 2 - math.log(np.linalg.det(covariance))) / 2
    assert found["vae"]["aggregate_kl"].value == pytest.approx(expected, abs=0.003)


def test_flat_codes_are_said_to_be_flat(folders, bars):
    class Flat:
        has_encoder = True
        tensors = TensorNames()

        def encode(self, x):
            return np.repeat(np.arange(len(x), dtype=np.float32)[:, None], 2, axis=1) * [0, 1], None

    subject = subject_of(folders / "ae", bars)
    subject.coder = Flat()
    assert codes.active_units(subject)[0].value == 1
    with pytest.raises(figure.Absent, match="fewer dimensions"):
        codes.aggregate_kl(subject)


# ---------------------------------------------------------------- intervals


def test_an_interval_is_that_of_the_standard_error_and_reproducible():
    values = np.random.default_rng(3).exponential(size=2000)
    low, high = figure.interval(values)
    half = 1.96 * values.std() / np.sqrt(len(values))
    assert low == pytest.approx(values.mean() - half, abs=half / 8)
    assert high == pytest.approx(values.mean() + half, abs=half / 8)
    figure._counts.cache_clear()
    assert figure.interval(values) == (low, high)


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 60), st.integers(0, 999))
def test_an_interval_holds_the_mean(n, seed):
    values = np.random.default_rng(seed).normal(size=n) * 3 + 7
    low, high = figure.interval(values)
    assert values.min() <= low <= values.mean() <= high <= values.max()


def test_intervals_cover_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(0)
    bounds = [figure.interval(rng.normal(size=100)) for _ in range(200)]
    assert 0.88 <= np.mean([low <= 0 <= high for low, high in bounds]) <= 0.99


def test_one_image_has_no_interval():
    assert figure.interval(np.ones(1)) is None


# ---------------------------------------------------------------- others' networks


TO_CODE, TO_PIXELS = (np.random.default_rng(i).normal(size=(2, 90)).astype(np.float32) for i in (1, 0))


def foreign_decoder(make_onnx, batch="n", shape=(-1, 30)):
    """x_hat = tanh(z W), folded to ``shape``."""
    from onnx import TensorProto, helper

    weights = {"w": TO_PIXELS[:, : math.prod(shape[1:])], "s": np.array(shape)}
    nodes = [
        helper.make_node("MatMul", ["z", "w"], ["a"]),
        helper.make_node("Tanh", ["a"], ["t"]),
        helper.make_node("Reshape", ["t", "s"], ["x_hat"]),
    ]
    z = helper.make_tensor_value_info("z", TensorProto.FLOAT, [batch, 2])
    x_hat = helper.make_tensor_value_info("x_hat", TensorProto.FLOAT, [batch, *shape[1:]])
    return make_onnx(nodes, [z], [x_hat], weights)


def foreign_encoder(make_onnx, batch="n", pixels=30):
    """mu = x V / 10 of flat images."""
    from onnx import TensorProto, helper

    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [batch, pixels])
    mu = helper.make_tensor_value_info("mu", TensorProto.FLOAT, [batch, 2])
    weights = {"w": TO_CODE[:, :pixels].T / 10}
    return make_onnx([helper.make_node("MatMul", ["x", "w"], ["mu"])], [x], [mu], weights)


def foreign_bundle(tmp_path, decoder, encoder, channels=1):
    """A bundle of someone else's networks, for images of 6 x 5 in [-1, 1]."""
    manifest = bundle.Manifest("theirs", "Theirs $ & co", "ae", "", ImageSpec(6, 5, channels, -1.0, 1.0), 2)
    bundle.write(tmp_path / "theirs", manifest, {bundle.DECODER: decoder, bundle.ENCODER: encoder})
    return tmp_path / "theirs"


@pytest.mark.parametrize(("batch", "shape"), [("n", (-1, 30)), (1, (1, 30)), (7, (7, 1, 6, 5))])
def test_flat_images_of_another_range_and_a_fixed_batch(tmp_path, make_onnx, bars, batch, shape):
    onnx = foreign_decoder(make_onnx, batch, shape), foreign_encoder(make_onnx, batch)
    subject = subject_of(foreign_bundle(tmp_path, *onnx), bars)
    x = bars.test.reshape(60, -1) / 127.5 - 1
    x_hat = np.tanh(x @ TO_CODE[:, :30].T / 10 @ TO_PIXELS[:, :30])
    row = reconstruction.mean_squared_error(subject)[0]
    assert row.value == pytest.approx(np.mean((x_hat - x) ** 2) / 4, rel=1e-4)
    assert metrics.bounded(subject.coder, bars)


def test_colour_that_comes_last(tmp_path, make_onnx, make_images):
    images = make_images(c=3)
    onnx = foreign_decoder(make_onnx, shape=(-1, 6, 5, 3)), foreign_encoder(make_onnx, pixels=90)
    subject = subject_of(foreign_bundle(tmp_path, *onnx, channels=3), images)
    rows = by_name(report(subject, tmp_path / "report"))
    x = images.test.reshape(20, -1) / 127.5 - 1
    x_hat = np.tanh(x @ TO_CODE.T / 10 @ TO_PIXELS).reshape(20, 6, 5, 3).transpose(0, 3, 1, 2).reshape(20, -1)
    assert rows["test_mse"].value == pytest.approx(np.mean((x_hat - x) ** 2) / 4, rel=1e-4)
    assert {name for name, one in rows.items() if one.value is None} == ABSENT["ae"]


def test_a_decoder_of_another_size_and_one_of_nan_are_one_line(tmp_path, make_onnx, bars, nan_bundle):
    folder = foreign_bundle(tmp_path, foreign_decoder(make_onnx, shape=(-1, 15)), foreign_encoder(make_onnx))
    with pytest.raises(ModelError, match=r"decoder.onnx: x_hat: found 15, expected 6 × 5 as the manifest says$"):
        subject_of(folder, bars)
    x = np.zeros((20, 1, 28, 28), np.uint8)
    large = Images(x, bars.train_label[:20], x, bars.test_label[:20], (), DatasetSpec("blank"))
    with pytest.raises(
        ModelError, match=r"decoder.onnx: x_hat: found NaN or infinity at z = \(.*\), expected finite numbers$"
    ):
        measured(subject_of(nan_bundle, large))


def test_an_unbounded_decoder_of_an_unknown_family_is_found_out(folders, bars):
    assert not metrics.bounded(subject_of(folders / "linear", bars).coder, bars)
    assert metrics.bounded(subject_of(folders / "ae", bars).coder, bars)


def test_tensors_of_other_names_are_found_by_their_shape(folders, bars):
    other = subject_of(folders / "ae", bars, tensors=TensorNames(x="a", mu="code", z="b", x_hat="image"))
    np.testing.assert_array_equal(other.test_codes[0], subject_of(folders / "ae", bars).test_codes[0])


def test_an_encoder_of_one_output_is_not_a_vaes(folders, bars):
    with pytest.raises(ModelError, match=r"encoder.onnx: log_var: found no output, expected 2 numbers an image"):
        subject_of(folders / "ae", bars, kind="vae", tensors=TensorNames(log_var="log_var"))


# ---------------------------------------------------------------- the files


def test_the_files_say_the_same_and_twice_the_same(tmp_path, folders, bars):
    folder = tmp_path / "deep" / "report"
    figures = report(subject_of(folders / "vae", bars), folder)
    data = json.loads((folder / writing.JSON).read_text())
    assert (data["format"], data["model"]["id"]) == ("aevae-report", "vae")
    assert data["command"] == "python -m training evaluate vae"
    assert data["model"]["sha256"][bundle.DECODER] == bundle.read(folders / "vae").files[bundle.DECODER].sha256
    assert data["interval"] == {
        "level": 0.95,
        "method": "percentile bootstrap over images",
        "resamples": 1000,
        "seed": 0,
    }
    assert [row["name"] for row in data["figures"]] == [one.name for one in figures]
    assert data["figures"][0]["interval"] == list(figures[0].interval)

    text = (folder / writing.MARKDOWN).read_text()
    pictures = {"history.png", "kl_per_dimension.png", "rate_distortion.png"}
    assert {path.name for path in folder.iterdir()} == {writing.JSON, writing.MARKDOWN, *pictures}
    assert all(f"]({name})" in text for name in pictures)
    assert all(row.title in text for row in MEASURES if row.name != "rate_distortion_pca")
    assert f"| Mean squared error (`test_mse`) | {figures[0].value:#.4g} |" in text
    for name in pictures:
        assert (folder / name).read_bytes().startswith(b"\x89PNG")
    assert str(tmp_path) not in text + json.dumps(data)

    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    report(subject_of(folders / "vae", bars), folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_images_of_another_set_are_named(folders, bars):
    subject = subject_of(folders / "ae", dataclasses.replace(bars, spec=DatasetSpec("others", sha256={"f": "12"})))
    data = json.loads(writing.to_json(writing._about(subject), ()))
    assert data["dataset"] == {"name": "others", "sha256": {"f": "12"}}
    assert data["command"] == "python -m training evaluate ae --dataset others"


def test_other_files_stay_and_old_curves_go(tmp_path, folders, bars):
    (tmp_path / "mine.txt").write_text("mine")
    for name in ("kl_per_dimension.png", "history.png"):
        (tmp_path / name).write_bytes(b"old")
    report(subject_of(folders / "linear", bars), tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert {path.name for path in tmp_path.glob("*.png")} == {"rate_distortion.png"}


def test_a_folder_that_cannot_be_made_is_said_before_measuring(tmp_path, folders, bars, monkeypatch):
    monkeypatch.setattr("training.report.writing.measured", lambda subject: pytest.fail("measured first"))
    (tmp_path / "file").write_text("")
    with pytest.raises(BundleError) as caught:
        report(subject_of(folders / "ae", bars), tmp_path / "file" / "report")
    assert str(caught.value) == (
        f"{tmp_path}/file/report: cannot write the report: Not a directory. Choose another folder with --report."
    )


def test_a_curve_has_titled_axes_with_units(folders, bars, found):
    subject = subject_of(folders / "vae", bars)
    sheet = curves._rate_distortion(subject, tuple(found["vae"].values()))
    (axes,) = sheet.axes
    assert axes.get_xlabel() == "bits a coordinate (2 coordinates an image)"
    assert axes.get_ylabel() == "squared error a pixel, test"
    assert [text.get_text() for text in axes.get_legend().get_texts()][:2] == ["this model", "PCA"]
    np.testing.assert_allclose(axes.lines[0].get_ydata()[-1], found["vae"]["rate_distortion.16"].value)


# ---------------------------------------------------------------- the command


@pytest.fixture
def evaluate(monkeypatch, tmp_path, folders, bars, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(DATASETS, "digits", Dataset("digits", "bars", lambda data_dir, how: bars))

    def run(*flags, folder=folders / "ae"):
        code = cli.main(["evaluate", str(folder), "--dataset", "digits", *flags])
        return code, *capsys.readouterr()

    return run


def test_evaluate_writes_a_report_and_its_output_stays(evaluate, tmp_path):
    code, quick, err = evaluate("--quick")
    assert (code, err) == (0, "")
    assert not list(tmp_path.iterdir())
    code, out, err = evaluate()
    assert (code, out) == (0, quick)
    assert err.endswith("\nreport: reports/ae\n")
    assert json.loads((tmp_path / "reports" / "ae" / "report.json").read_text())["model"]["id"] == "ae"
    code, out, _ = evaluate("--json", "--report", "there")
    assert json.loads(out)["test_mse"]["n"] == 60
    assert (tmp_path / "there" / "report.md").exists()


def test_evaluate_a_bundle_without_an_encoder(evaluate, tmp_path, folders):
    decoder = (folders / "ae" / bundle.DECODER).read_bytes()
    manifest = dataclasses.replace(bundle.read(folders / "ae"), files={}, id="half")
    bundle.write(tmp_path / "half", manifest, {bundle.DECODER: decoder})
    code, out, err = evaluate("--json", folder=tmp_path / "half")
    assert (code, json.loads(out)) == (0, {})
    assert err.startswith("note: the bundle has no encoder.onnx, so images have no codes. Add encoder.onnx: ")
    assert "| absent |" in (tmp_path / "reports" / "half" / "report.md").read_text()


def test_evaluate_cannot_write(evaluate, tmp_path):
    (tmp_path / "there").write_text("")
    code, _, err = evaluate("--report", "there")
    assert code == 2
    assert err.endswith("there: cannot write the report: File exists. Choose another folder with --report.\n")
