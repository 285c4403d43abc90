"""Every row of ``SAMPLERS`` in any dimension, its draws and densities against scipy's and scikit-learn's."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
import warnings
from typing import Any

import numpy as np
import pytest
from scipy import stats
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KernelDensity

from aevae_desktop.core.codes import gaussians, samplers
from aevae_desktop.core.codes.gaussians import Gaussians, Standard
from aevae_desktop.core.codes.samplers import SAMPLERS, Options, rng_of
from aevae_desktop.errors import DataError
from tests.finishing import to_the_end

ROWS = list(SAMPLERS.values())
FITTED = [row for row in ROWS if row.needs_codes]
N = 20_000
SHARES = np.array([0.6, 0.3, 0.1])


def clusters(d: int, n: int = 3000) -> tuple[Any, Any]:
    """Codes of three classes, in clusters of different size, slant and share."""
    rng = np.random.default_rng(d)
    label = rng.choice(3, n, p=SHARES).astype(np.int16)
    turn = rng.normal(0, 1, (3, d, d))
    centre = rng.normal(0, 4, (3, d))
    z = centre[label] + np.einsum("nij,nj->ni", turn[label], rng.normal(0, 0.5, (n, d)))
    return z.astype(np.float32), label


def fit(row: Any, codes: Any, label: Any, options: Any = None) -> Any:
    return to_the_end(row.begin(codes, label, options or Options()))


def drawn(name: str, d: int, n: int = N, **options: Any) -> Any:
    codes, label = clusters(d)
    row = SAMPLERS[name]
    return row.draw(fit(row, codes, label, Options(**options)), n, rng_of(7)).astype(np.float64)


def close_moments(z: Any, mean: Any, covariance: Any) -> None:
    """The mean within five of its standard errors, the variances within five of theirs (of any fourth moment)."""
    spread = np.sqrt(np.diag(covariance) / len(z))
    assert (np.abs(z.mean(axis=0) - mean) < 5 * spread).all()
    products = np.einsum("ni,nj->nij", z - mean, z - mean)
    error = products.std(axis=0) / np.sqrt(len(z))
    assert (np.abs(products.mean(axis=0) - covariance) < 5 * error + 1e-5).all()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("d", [1, 2, 16])
def test_draws_are_finite_replayed_and_begin_alike(row: Any, d: int) -> None:
    codes, label = clusters(d)
    options = Options(components=4)
    one, other = fit(row, codes, label, options), fit(row, codes, label, options)
    z = row.draw(one, 257, rng_of(3))
    assert (z.shape, z.dtype) == ((257, d), np.float32)
    assert np.isfinite(z).all()
    assert len(np.unique(z, axis=0)) > 250
    assert z.tobytes() == row.draw(other, 257, rng_of(3)).tobytes()
    assert z[:100].tobytes() == row.draw(one, 100, rng_of(3)).tobytes()
    assert not np.array_equal(z, row.draw(one, 257, rng_of(4)))
    assert np.isfinite(one.log_density(z.astype(np.float64))).all()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("d", [1, 3])
def test_poor_codes(row: Any, d: int) -> None:
    place = np.full(d, 2.5, np.float32)
    lonely = np.concatenate((np.zeros((40, d)), place[None])).astype(np.float32)
    for codes, label in (
        (place[None], np.zeros(1, np.int16)),  # one code only
        (np.tile(place, (50, 1)), np.zeros(50, np.int16)),  # all alike
        (lonely, np.array([0] * 40 + [1], np.int16)),  # a class of one code
    ):
        fitted = fit(row, codes, label)
        z = row.draw(fitted, 500, rng_of(0))
        assert z.shape == (500, d)
        assert np.isfinite(z).all()
        if row.needs_codes and codes is not lonely:
            np.testing.assert_allclose(z, np.tile(place, (500, 1)), atol=1e-4)
    empty = np.empty((0, d), np.float32), np.empty(0, np.int16)
    if row.needs_codes:
        with pytest.raises(DataError, match="stores no codes; only the prior can be sampled"):
            fit(row, *empty)
    else:
        assert row.draw(fit(row, *empty), 5, rng_of(0)).shape == (5, d)
    for wrong in (np.nan, np.inf):
        with pytest.raises(DataError, match="NaN or infinity, expected finite codes"):
            fit(row, np.full((4, d), wrong, np.float32), np.zeros(4, np.int16))
    with pytest.raises(DataError, match="codes"):
        fit(row, np.zeros((4, d), np.float32), np.zeros(3, np.int16))


def test_codes_as_large_as_they_can_be() -> None:
    codes = np.array([[3e38, 0.0], [-3e38, 1.0], [2e38, 2.0]], np.float32)
    label = np.zeros(3, np.int16)
    for name in ("gaussian", "classes", "kde"):
        row = SAMPLERS[name]
        with pytest.raises(DataError, match="beyond the largest number of float32"):
            row.draw(fit(row, codes, label), 50, rng_of(0))
    box = SAMPLERS["box"]
    assert np.isfinite(box.draw(fit(box, codes, label), 50, rng_of(0))).all()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_thousands_of_dimensions_take_little_memory_or_are_refused_in_one_line(row: Any) -> None:
    d = 4096
    codes, label = np.random.default_rng(0).normal(size=(40, d)).astype(np.float32), (np.arange(40) % 10)
    tracemalloc.start()
    try:
        if row.name in ("prior", "box"):
            assert row.draw(fit(row, codes, label), 100, rng_of(0)).shape == (100, d)
        else:
            most = {"classes": 475, "mixture": 377}.get(row.name, 1024)
            with pytest.raises(DataError, match=f"would take too long to fit, expected at most {most:,} dimensions"):
                fit(row, codes, label)
        assert tracemalloc.get_traced_memory()[1] < 32 << 20  # d x d numbers are 128 MB
    finally:
        tracemalloc.stop()


def test_as_many_dimensions_as_are_promised_can_be_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaussians, "MOST_WORK", 2 * 16**3)
    codes, label = clusters(16, n=200)
    fit(SAMPLERS["mixture"], codes, label, Options(components=2))
    with pytest.raises(DataError, match=r"3 covariances of 16 dimensions .*, expected at most 13"):
        fit(SAMPLERS["mixture"], codes, label, Options(components=3))


def test_the_prior_needs_no_matrix() -> None:
    with_matrix = Gaussians(np.ones(1), np.zeros((1, 5)), np.eye(5)[None])
    z = Standard(5).draw(99, rng_of(2))
    assert z.tobytes() == with_matrix.draw(99, rng_of(2)).tobytes()
    assert Standard(5).log_density(z).tobytes() == with_matrix.log_density(z).tobytes()


@pytest.mark.parametrize("name", ["box", "gaussian", "classes", "kde", "mixture"])
def test_a_fit_is_cut_into_more_pieces_where_there_is_more_work(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    codes, label = clusters(8, n=400)
    options = Options(components=3)
    whole, few = fit(SAMPLERS[name], codes, label, options), len(list(SAMPLERS[name].begin(codes, label, options)))
    monkeypatch.setattr(gaussians, "_PART_WORK", 3 * 8 * 8 * 40)
    monkeypatch.setattr(samplers, "_SORTED", 800)
    assert len(list(SAMPLERS[name].begin(codes, label, options))) >= few + 3
    z = whole.draw(50, rng_of(1))
    np.testing.assert_allclose(fit(SAMPLERS[name], codes, label, options).draw(50, rng_of(1)), z, rtol=1e-6, atol=1e-9)


def test_no_labels_no_classes() -> None:
    codes, label = clusters(2)
    with pytest.raises(DataError, match="no labels"):
        fit(SAMPLERS["classes"], codes, np.full_like(label, -1))


@pytest.mark.parametrize(("bandwidth", "components"), [(0.0, 5), (np.nan, 5), (101.0, 5), (1.0, 0), (1.0, 65)])
def test_options_beyond_reason(bandwidth: float, components: int) -> None:
    with pytest.raises(DataError, match="expected"):
        Options(bandwidth, components)


@pytest.mark.parametrize("d", [1, 2, 16])
def test_the_prior_is_standard_normal(d: int) -> None:
    z = drawn("prior", d)
    assert all(stats.kstest(z[:, k], "norm").pvalue > 1e-3 for k in range(d))
    close_moments(z, np.zeros(d), np.eye(d))


@pytest.mark.parametrize("d", [1, 2, 16])
def test_the_box_is_uniform_over_the_central_99_percent(d: int) -> None:
    z, (codes, _) = drawn("box", d), clusters(d)
    low, high = np.percentile(codes, (0.5, 99.5), axis=0)
    assert all(stats.kstest(z[:, k], stats.uniform(low[k], high[k] - low[k]).cdf).pvalue > 1e-3 for k in range(d))
    assert np.abs(np.corrcoef(z.T) - np.eye(d)).max() < 5 / np.sqrt(N)
    codes[0] = 1e6  # an outlier does not rule it
    fitted = fit(SAMPLERS["box"], codes, np.zeros(len(codes), np.int16))
    assert np.abs(fitted.draw(1000, rng_of(0))).max() < 100


@pytest.mark.parametrize("d", [1, 2, 16])
def test_one_gaussian_has_the_codes_moments(d: int) -> None:
    codes = clusters(d)[0].astype(np.float64)
    covariance = np.cov(codes.T).reshape(d, d)
    z = drawn("gaussian", d)
    close_moments(z, codes.mean(axis=0), covariance)
    white = (z - codes.mean(axis=0)) @ np.linalg.inv(np.linalg.cholesky(covariance)).T
    assert all(stats.kstest(white[:, k], "norm").pvalue > 1e-3 for k in range(d))
    truth = stats.multivariate_normal(codes.mean(axis=0), covariance).logpdf(codes[:50])
    found = fit(SAMPLERS["gaussian"], *clusters(d)).log_density(codes[:50])
    np.testing.assert_allclose(found, truth, rtol=1e-3)


def test_classes_come_up_as_often_as_they_are_stored() -> None:
    codes, label = clusters(2)
    codes = codes + 100.0 * label[:, None].astype(np.float32)  # far apart, so that a draw says which class it is of
    fitted = fit(SAMPLERS["classes"], codes, label)
    z = SAMPLERS["classes"].draw(fitted, N, rng_of(1)).astype(np.float64)
    centre = np.stack([codes[label == k].mean(axis=0) for k in range(3)])
    which = np.square(z[:, None] - centre).sum(axis=2).argmin(axis=1)
    share = np.bincount(label) / len(label)
    assert stats.chisquare(np.bincount(which, minlength=3), share * N).pvalue > 1e-3
    for k in range(3):
        mine = codes[label == k].astype(np.float64)
        close_moments(z[which == k], mine.mean(axis=0), np.cov(mine.T))


@pytest.mark.parametrize("d", [1, 2, 16])
@pytest.mark.parametrize("bandwidth", [0.3, 1.0, 2.0])
def test_kernels_are_those_of_scipy(d: int, bandwidth: float) -> None:
    codes, label = clusters(d)
    oracle = stats.gaussian_kde(codes.T, bw_method=lambda kde: bandwidth * kde.scotts_factor())
    fitted = fit(SAMPLERS["kde"], codes, label, Options(bandwidth=bandwidth))
    z = drawn("kde", d, bandwidth=bandwidth)
    np.testing.assert_allclose(fitted.log_density(z[:40]), oracle.logpdf(z[:40].T), rtol=2e-3, atol=2e-3)
    close_moments(z, oracle.dataset.mean(axis=1), np.cov(codes.T, bias=True).reshape(d, d) + oracle.covariance)
    theirs = oracle.resample(2000, seed=3).T  # draws of both are as likely under a third one's density
    width = float(np.sqrt(np.trace(oracle.covariance) / d))
    third = KernelDensity(bandwidth=width).fit(codes[:500])
    assert stats.ks_2samp(third.score_samples(z[:2000]), third.score_samples(theirs)).pvalue > 1e-3


@pytest.mark.parametrize(("d", "k"), [(1, 3), (2, 3), (2, 12), (16, 3)])
def test_the_mixture_is_as_likely_as_that_of_scikit_learn(d: int, k: int) -> None:
    codes, label = clusters(d)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it has not converged
        oracle = GaussianMixture(k, random_state=0, max_iter=200).fit(codes.astype(np.float64))
    fitted = fit(SAMPLERS["mixture"], codes, label, Options(components=k))
    mine, theirs = float(fitted.log_density(codes).mean()), float(oracle.score(codes))
    assert mine > theirs - 0.01 * max(1.0, abs(theirs))
    if k == 3:
        assert isinstance(fitted, Gaussians)
        np.testing.assert_allclose(np.sort(fitted.weight), np.sort(oracle.weights_), atol=0.02)
    some = codes[:99].astype(np.float64)
    held = GaussianMixture(len(fitted.weight), weights_init=fitted.weight)  # type: ignore[attr-defined]
    held.weights_, held.means_ = fitted.weight, fitted.mean  # type: ignore[attr-defined]
    held.precisions_cholesky_ = np.linalg.inv(fitted.root).transpose(0, 2, 1)  # type: ignore[attr-defined]
    np.testing.assert_allclose(fitted.log_density(some), held.score_samples(some), rtol=1e-6, atol=1e-9)


def test_a_mixture_looks_at_some_of_many_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    codes, label = clusters(2)
    monkeypatch.setattr(samplers.mixture, "MOST_CODES", 500)
    few = fit(SAMPLERS["mixture"], codes, label, Options(components=3))
    monkeypatch.setattr(samplers.mixture, "MOST_CODES", 50_000)
    all_of_them = fit(SAMPLERS["mixture"], codes, label, Options(components=3))
    assert isinstance(few, Gaussians)
    assert isinstance(all_of_them, Gaussians)
    assert not np.array_equal(few.mean, all_of_them.mean)
    assert few.log_density(codes).mean() > all_of_them.log_density(codes).mean() - 0.1


def test_two_processes_draw_the_same() -> None:
    program = (
        "import hashlib, numpy as np\n"
        "from aevae_desktop.core.codes.samplers import SAMPLERS, Options, rng_of\n"
        "from tests.finishing import to_the_end\n"
        "label = np.arange(999) % 3\n"
        "codes = np.random.default_rng(0).normal(0, 1, (999, 2)) + label[:, None]\n"
        "for row in SAMPLERS.values():\n"
        "    fitted = to_the_end(row.begin(codes, label, Options()))\n"
        "    print(hashlib.sha256(row.draw(fitted, 99, rng_of(5)).tobytes()).hexdigest())"
    )
    said = [subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout for _ in range(2)]
    assert len(set(said[0].split())) == len(ROWS)
    assert said[0] == said[1]
