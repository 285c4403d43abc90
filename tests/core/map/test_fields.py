"""Every field against another's answer: scipy, scikit-learn, torch, or the definition written out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from scipy.stats import gaussian_kde, multivariate_normal
from sklearn.neighbors import KNeighborsClassifier

from aevae_desktop import bundle
from aevae_desktop.core.codes import latent_measure
from aevae_desktop.core.codes.index import CodesIndex
from aevae_desktop.core.map.fields import FIELDS, VOTES, Source
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.engine.wire import library

F32 = np.ndarray[Any, np.dtype[np.float32]]


def no_network(_: F32) -> F32:
    raise AssertionError("this field needs no network")


def source(d: int, n: int = 3000, plane: Plane | None = None, **changes: Any) -> Source:
    """Clustered codes of ``d`` dimensions; some of them have no class."""
    rng = np.random.default_rng(d)
    label = rng.integers(-1, 5, n).astype(np.int16)
    mu = (rng.normal(0, 1.2, (n, d)) + 1.5 * label[:, None] * np.cos(np.arange(d))).astype(np.float32)
    parts = {"mu": mu, "label": label, "decode": no_network, "recode": no_network} | changes
    return Source(plane or Plane.axes(d), CodesIndex(parts["mu"], parts["label"]), parts["decode"], parts["recode"])


def oblique(d: int) -> Plane:
    rng = np.random.default_rng(7)
    basis = np.linalg.qr(rng.normal(0, 1, (d, d)))[0][:2]
    return Plane(rng.normal(0, 0.5, d), basis)


def places(n: int = 250) -> np.ndarray:
    return np.random.default_rng(5).uniform(-4, 6, (n, 2))


@pytest.mark.parametrize("d", [1, 2, 16])
def test_density_is_scipys_times_the_number_of_codes(d: int) -> None:
    it, xy = source(d, plane=oblique(d) if d > 2 else None), places()
    codes = it.plane.project(it.codes.mu)[:, : min(d, 2)]
    expected = gaussian_kde(codes.T.astype(float))(xy[:, : min(d, 2)].T) * len(it.codes.mu)
    found = FIELDS["density"].measure(it, xy)[:, 0]
    np.testing.assert_allclose(found, expected, atol=1e-3 * expected.max())


@pytest.mark.parametrize("d", [1, 2, 16])
def test_class_regions_are_scikit_learns(d: int) -> None:
    it, xy = source(d, plane=oblique(d) if d > 2 else None), places()
    known = it.codes.label >= 0
    oracle = KNeighborsClassifier(VOTES, algorithm="brute").fit(it.codes.mu[known].astype(float), it.codes.label[known])
    share = oracle.predict_proba(it.plane.lift(xy).astype(float))
    winner, certainty = FIELDS["classes"].measure(it, xy).T
    np.testing.assert_array_equal(winner, oracle.classes_[share.argmax(axis=1)])
    np.testing.assert_allclose(certainty, share.max(axis=1), rtol=1e-6)
    assert 0 < certainty.min() < certainty.max() <= 1


@pytest.mark.parametrize("d", [1, 2, 16])
def test_the_code_distance_is_that_to_the_nearest_code(d: int) -> None:
    it, xy = source(d, plane=oblique(d) if d > 2 else None), places()
    z = it.plane.lift(xy).astype(np.float64)
    expected = np.sqrt(((z[:, None] - it.codes.mu.astype(np.float64)) ** 2).sum(axis=2)).min(axis=1)
    np.testing.assert_allclose(FIELDS["evidence"].measure(it, xy)[:, 0], expected, rtol=1e-5)


def test_prior_density_is_the_normal_density_and_on_a_plane_its_marginal() -> None:
    xy = places()
    found = FIELDS["prior_density"].measure(source(2), xy)[:, 0]
    np.testing.assert_allclose(found, multivariate_normal(np.zeros(2)).pdf(xy), rtol=1e-5)
    plane = oblique(6)
    draws = plane.project(np.random.default_rng(0).normal(0, 1, (200_000, 6)))
    found = FIELDS["prior_density"].measure(source(6, plane=plane), draws)[:, 0]
    assert found.mean() == pytest.approx(1 / (4 * np.pi), rel=0.01)  # of any 2-D standard normal


@pytest.mark.parametrize("d", [1, 2, 5])
def test_empty_cells_add_up_to_the_measure(d: int) -> None:
    it = source(d, n=400)
    kind = FIELDS["empty"]
    assert kind.fixed is not None
    xy = kind.fixed.xy(np.arange(len(kind.fixed))) + kind.shift
    mass = kind.measure(it, xy)[:, 0].astype(np.float64)
    cells = mass.reshape(kind.fixed.shape)
    total = cells[0].sum() if d == 1 else cells.sum()  # one row of intervals, drawn as columns
    assert total == pytest.approx(latent_measure.empty_prior_mass(it.codes.mu), rel=1e-5)
    occupied = it.plane.project(it.codes.mu[:, : it.plane.d])
    inside = (np.abs(occupied) < 3).all(axis=1)
    assert (kind.measure(it, occupied[inside]) == 0).all()
    assert kind.measure(it, [[3.5, 0.0], [0.0, -3.01]]).tolist() == [[0.0], [0.0]] or d == 1


# ---------------------------------------------------------------- what the decoder does


def small_decoder(d: int) -> torch.nn.Sequential:
    torch.manual_seed(0)
    layers = [torch.nn.Linear(d, 48), torch.nn.Tanh(), torch.nn.Linear(48, 64), torch.nn.Sigmoid()]
    return torch.nn.Sequential(*layers)


def run(net: torch.nn.Module) -> Any:
    def decode(z: F32) -> F32:
        with torch.no_grad():
            images: F32 = net(torch.from_numpy(np.ascontiguousarray(z))).numpy().reshape(len(z), 8, 8)
        return images

    return decode


def autograd_metric(net: Any, plane: Plane, xy: np.ndarray) -> np.ndarray:
    """J^T J along the plane at each of ``xy``, in double precision: ``(n, 2, 2)``."""
    basis = torch.from_numpy(plane.basis.astype(np.float64))
    found = []
    for z in plane.lift(xy).astype(np.float64):
        at = torch.from_numpy(z)[None]
        columns = [torch.autograd.functional.jvp(net, at, way[None])[1].reshape(-1) for way in basis]
        along = torch.stack(columns, dim=1)
        found.append((along.T @ along).numpy())
    return np.array(found)


@pytest.mark.parametrize("d", [2, 16])
def test_metric_and_stretch_are_torchs_on_any_plane(d: int) -> None:
    plane, net, xy = oblique(d) if d > 2 else Plane.axes(2), small_decoder(d), places(50)
    it = source(d, plane=plane, decode=run(net))
    g = autograd_metric(small_decoder(d).double(), plane, xy)
    found = FIELDS["glyphs"].measure(it, xy)
    scale = np.abs(g).max(axis=(1, 2))
    for k, (i, j) in enumerate(((0, 0), (0, 1), (1, 1))):
        np.testing.assert_allclose(found[:, k] / scale, g[:, i, j] / scale, atol=0.01)
    np.testing.assert_allclose(FIELDS["stretch"].measure(it, xy)[:, 0], np.sqrt(np.linalg.det(g)), rtol=0.01)


def test_in_one_dimension_stretch_is_the_length_of_the_derivative() -> None:
    net, xy = small_decoder(1), places(20)
    found = FIELDS["stretch"].measure(source(1, decode=run(net)), xy)[:, 0]
    z = torch.from_numpy(xy[:, :1]).double()
    double = small_decoder(1).double()
    expected = [torch.autograd.functional.jacobian(double, row[None]).norm().item() for row in z]
    np.testing.assert_allclose(found, expected, rtol=0.01)


def test_stretch_of_the_shipped_vae_is_within_one_per_cent_of_autograd() -> None:
    """The decoder's own file, run once by onnxruntime and differenced, once by torch and differentiated."""
    from aevae_desktop.engine.child.model import Model

    folder = library.shipped_folder() / "vae-mnist-2d"
    if not folder.is_dir():
        pytest.skip("the shipped models are not here")
    model, points = Model(folder), bundle.read_points(folder, bundle.read(folder))
    it = Source(Plane.axes(2), CodesIndex(points.mu, points.label), model.decode, model.recode)
    xy = np.random.default_rng(0).normal(0, 1, (50, 2))
    g = autograd_metric(torch_decoder(folder / bundle.DECODER), it.plane, xy)
    expected = np.sqrt(np.linalg.det(g))
    np.testing.assert_allclose(FIELDS["stretch"].measure(it, xy)[:, 0], expected, rtol=0.01)
    assert expected.max() > 5 * expected.min()


def torch_decoder(path: Path) -> Any:
    """The network in an ONNX file of the family ``resmlp`` as a function of torch tensors, in double precision."""
    import onnx
    from onnx import helper, numpy_helper

    graph = onnx.load(str(path)).graph
    weights = {w.name: torch.from_numpy(numpy_helper.to_array(w).copy()) for w in graph.initializer}
    steps: dict[str, Any] = {
        "Cast": lambda x: x.double(),
        "MatMul": lambda x, w: x @ w.double(),
        "Gemm": lambda x, w, b, transB=0, **_: x @ (w.T if transB else w).double() + b.double(),  # noqa: N803
        "Sin": torch.sin,
        "Cos": torch.cos,
        "Sigmoid": torch.sigmoid,
        "Mul": torch.mul,
        "Add": torch.add,
        "Concat": lambda *x, axis: torch.cat(x, axis),
        "LayerNormalization": lambda x, w, b, epsilon=1e-5, **_: torch.nn.functional.layer_norm(
            x, x.shape[-1:], w.double(), b.double(), epsilon
        ),
        "Reshape": lambda x, shape, **_: x.reshape(shape.tolist()),
    }

    def decode(z: torch.Tensor) -> torch.Tensor:
        values = weights | {graph.input[0].name: z}
        for node in graph.node:
            how = {a.name: helper.get_attribute_value(a) for a in node.attribute if a.name != "to"}
            values[node.output[0]] = steps[node.op_type](*(values[name] for name in node.input), **how)
        return values[graph.output[0].name]

    return decode


def test_the_round_trip_is_the_way_from_z_to_its_pictures_code() -> None:
    plane = oblique(4)
    it = source(4, plane=plane, decode=lambda z: 2 * z, recode=lambda x: x / 4 + 1)
    xy = places(30)
    z = plane.lift(xy).astype(np.float64)
    expected = plane.project(z / 2 + 1) - xy
    np.testing.assert_allclose(FIELDS["flow"].measure(it, xy), expected, atol=1e-5)


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("d", [1, 2, 3])
def test_every_field_gives_its_channels_for_any_number_of_places(name: str, d: int) -> None:
    net, kind = small_decoder(d), FIELDS[name]
    it = source(d, decode=run(net), recode=lambda x: x.reshape(len(x), -1)[:, :d])
    for n in (1, 7):
        values = kind.measure(it, np.zeros((n, 2)))
        assert values.shape == (n, kind.channels)
        assert values.dtype == np.float32
