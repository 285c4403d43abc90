"""By what the codes are coloured and which are shown: masks, steps of a scale, and what a pane lacks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from aevae_desktop import bundle
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.points import logic as points_logic
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.points.logic import BINS, Scale
from aevae_desktop.features.points.state import Filter
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe


def made_points(tiny_bundle: Any, name: str, **given: Any) -> bundle.Points:
    """The points that ``tiny_bundle`` makes by itself."""
    folder = tiny_bundle(f"of-{name}", **given)
    return bundle.read_points(folder, bundle.read(folder))


def open_with(session: Any, pane: int, tiny_bundle: Any, library: Path, name: str, **columns: Any) -> Any:
    kind = name.partition("-")[0]
    points = replace(made_points(tiny_bundle, name, kind=kind, seed=pane), columns=columns)
    dataset = bundle.DatasetSpec("tiny", n_train=160, n_test=40)
    session.controller(ModelsController).open(
        pane, tiny_bundle(name, kind=kind, points=points, dataset=dataset, parent=library)
    )
    session.fake.flush()
    return session.state.panes[pane].model.codes


numbers = arrays.arrays(np.float32, st.integers(1, 40), elements=st.floats(width=32))


@settings(max_examples=200, deadline=None)
@given(numbers, st.sampled_from([1e-30, 1.0, 1e12, 1e38]))
def test_steps_keep_the_order_and_set_apart_what_has_no_value(number: Any, size: float) -> None:
    finite = np.isfinite(number)
    ends = np.percentile(number[finite].astype(float), (1, 99)).tolist() if finite.any() else (np.nan, np.nan)
    for between in (Scale(*ends), Scale(-size, size), Scale(size, size)):
        found = points_logic.steps(number, between)
        assert (found[~finite] == BINS).all()
        assert (found[finite] < BINS).all()
        assert (np.diff(found[finite][np.argsort(number[finite], kind="stable")].astype(int)) >= 0).all()


def test_the_steps_are_even_and_the_ends_are_clipped() -> None:
    number = np.array([-5, 0, 0.5, 0.999, 1, 7, np.nan], np.float32)
    assert points_logic.steps(number, Scale(0.0, 1.0)).tolist() == [0, 0, BINS // 2, BINS - 1, BINS - 1, BINS - 1, BINS]
    assert points_logic.steps(number[:2], Scale(3.0, 3.0)).tolist() == [BINS // 2] * 2
    assert points_logic.steps(number[-1:], Scale(np.nan, np.nan)).tolist() == [BINS]


def test_sigma_is_the_geometric_mean_over_the_dimensions(session: Any) -> None:
    codes = session.state.panes[1].model.codes
    each = np.exp(codes.log_var.astype(float) / 2)
    np.testing.assert_allclose(points_logic.values(codes, "sigma"), np.sqrt(each[:, 0] * each[:, 1]), rtol=1e-6)
    assert points_logic.values(session.state.panes[0].model.codes, "sigma") is None


def test_a_pane_that_lacks_the_number_keeps_its_classes_and_says_why(session: Any) -> None:
    session.controller(PointsController).colour_by("sigma")
    assert [points_logic.shown(session.state, i).colour for i in (0, 1)] == ["class", "sigma"]
    assert session.state.notice == "ae-tiny keeps its classes: an autoencoder has no posterior."
    session.controller(PointsController).colour_by("error")
    assert session.state.notice == (
        "ae-tiny keeps its classes: its points file has no column error; "
        "vae-tiny keeps its classes: its points file has no column error."
    )
    assert points_logic.choices(session.state) == {
        "class": "",
        "split": "",
        "sigma": "",
        "error": "its points file has no column error",
    }


def test_a_column_colours_each_code_by_its_own_value(session: Any, tiny_bundle: Any, library: Path) -> None:
    ink = np.random.default_rng(0).normal(size=200).astype(np.float32)
    codes = open_with(session, 0, tiny_bundle, library, "ae-ink", ink=ink)
    session.controller(PointsController).colour_by("ink")
    seen, scale = points_logic.shown(session.state, 0), points_logic.scale(session.state, "ink")
    assert (scale.low, scale.high) == pytest.approx(np.percentile(ink.astype(float), (1, 99)))
    assert (seen.cloud.color == points_logic.steps(ink, scale)[codes.cells.order]).all()
    assert points_logic.choices(session.state)["ink"] == ""
    assert points_logic.shown(session.state, 1).cloud is session.state.panes[1].model.codes.cloud


def test_maps_side_by_side_share_one_scale(session: Any, tiny_bundle: Any, library: Path) -> None:
    open_with(session, 0, tiny_bundle, library, "ae-e", error=np.linspace(1, 2, 200))
    open_with(session, 1, tiny_bundle, library, "vae-e", error=np.linspace(4, 5, 200))
    session.controller(PointsController).colour_by("error")
    scale = points_logic.scale(session.state, "error")
    assert (scale.low, scale.high) == pytest.approx((1.01, 4.99))
    assert points_logic.shown(session.state, 0).cloud.color.max() < BINS * 0.3
    session.show(0)
    assert points_logic.shown(session.state, 0).cloud.color.max() == BINS - 1


def test_classes_split_and_range_leave_the_codes_that_pass_all_three(
    session: Any, tiny_bundle: Any, library: Path
) -> None:
    ink = np.random.default_rng(0).normal(size=200).astype(np.float32)
    ink[::7] = np.nan
    codes = open_with(session, 0, tiny_bundle, library, "ae-ink", ink=ink)
    session.controller(PointsController).toggle_class(3)
    session.controller(PointsController).show_splits(frozenset({bundle.TEST}))
    session.controller(PointsController).keep_range("ink", -0.5, np.inf)
    expected = (codes.label != 3) & (codes.split == bundle.TEST) & (ink >= -0.5)
    seen = points_logic.shown(session.state, 0)
    np.testing.assert_array_equal(seen.mask, expected)
    assert (seen.count, seen.total) == (expected.sum(), 200)
    other = points_logic.shown(session.state, 1)  # which has no such number: the range says nothing of it
    label, split = (getattr(session.state.panes[1].model.codes, name) for name in ("label", "split"))
    np.testing.assert_array_equal(other.mask, (label != 3) & (split == bundle.TEST))
    session.controller(PointsController).show_all()
    assert session.state.part(Filter) == Filter()
    assert points_logic.shown(session.state, 0).mask is None


def test_unknown_labels_stay_when_classes_are_hidden(session: Any, tiny_bundle: Any, library: Path) -> None:
    codes = open_with(session, 0, tiny_bundle, library, "ae-plain")
    label = np.where(np.arange(200) % 2, np.int16(-1), codes.label)
    mask = points_logic.visible(replace(codes, label=label), frozenset(range(10)), Filter())
    np.testing.assert_array_equal(mask, label == -1)


def test_the_same_look_is_the_same_object_until_it_changes(session: Any) -> None:
    session.controller(PointsController).toggle_class(2)
    first = points_logic.shown(session.state, 0)
    session.controller(ProbeController).hover(0, 0.1, 0.2)
    session.controller(PointsController).set_size(2.0)
    assert points_logic.shown(session.state, 0) is first
    session.controller(PointsController).toggle_split(bundle.TRAIN)
    assert points_logic.shown(session.state, 0) is not first
    assert session.state.part(Filter).splits == {bundle.TEST}
    session.controller(PointsController).toggle_split(bundle.TRAIN)
    assert session.state.part(Filter) == Filter()


@pytest.mark.parametrize("d", [2, 5])
def test_the_nearest_sample_passes_every_filter(session: Any, tiny_bundle: Any, library: Path, d: int) -> None:
    ink = np.arange(200, dtype=np.float32)
    points = replace(made_points(tiny_bundle, "ae", kind="ae", latent_dim=d), columns={"ink": ink})
    session.controller(ModelsController).open(
        0, tiny_bundle("ae-deep", kind="ae", latent_dim=d, points=points, parent=library)
    )
    session.fake.flush()
    codes = session.state.panes[0].model.codes
    session.controller(PointsController).keep_range("ink", 20, 90)
    session.controller(PointsController).toggle_class(4)
    passes = np.flatnonzero((ink >= 20) & (ink <= 90) & (codes.label != 4))
    for xy in np.random.default_rng(d).normal(0, 2, (10, 2)):
        session.controller(ProbeController).probe(0, *map(float, xy))
        probe = session.state.panes[0].get(Probe)
        distance = np.square(codes.mu.astype(float) - probe.z).sum(axis=1)
        assert probe.sample == passes[distance[passes].argmin()]
    session.controller(PointsController).keep_range("ink", 500, 600)
    session.controller(ProbeController).probe(0, 0.0, 0.0)
    assert session.state.panes[0].get(Probe).sample is None


def test_what_is_picked_at_random_is_shown(session: Any) -> None:
    session.controller(PointsController).show_splits(frozenset({bundle.TEST}))
    session.controller(PointsController).toggle_class(3)
    codes = session.state.panes[0].model.codes
    allowed = np.flatnonzero((codes.split == bundle.TEST) & (codes.label != 3))
    assert points_logic.samples(session.state, 0).tolist() == allowed.tolist()
    for _ in range(20):
        session.controller(ProbeController).random_sample()
        assert session.state.panes[0].get(Probe).sample in allowed
        session.controller(PathController).surprise()
        assert {
            session.state.part(PathState).waypoints[0].sample,
            session.state.part(PathState).waypoints[-1].sample,
        } <= set(allowed.tolist())
