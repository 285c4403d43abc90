"""The Ladders card in a real window, on a library with a series: against the models' own reconstructions."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from aevae_desktop import bundle
from aevae_desktop.core.images import measure
from aevae_desktop.engine.child.model import Model
from aevae_desktop.engine.wire import library
from aevae_desktop.features.ladders import logic
from aevae_desktop.features.ladders.state import LaddersState
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.groups import Row
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.previews.logic import DECODED
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.ui.charts.interval_curve import IntervalCurve
from aevae_desktop.ui.widgets.still_row import StillRow

SIZES = (1, 2, 3)
TINY = bundle.DatasetSpec("tiny", n_train=160, n_test=40, sha256={"images": "0" * 64})


@pytest.fixture(params=[(0.0, 1.0), (-1.0, 1.0)], ids=["0 to 1", "-1 to 1"])
def ladder(request: pytest.FixtureRequest, window: Any, tiny_bundle: Callable[..., Path], tmp_path: Path) -> Any:
    """A window with a series of three autoencoders in its library, the card open, and a decode to send through."""
    place, image = tmp_path / "own", bundle.ImageSpec(28, 28, low=request.param[0], high=request.param[1])
    for d in SIZES:
        rung: dict[str, Any] = {"series": "AE #-D", "position": float(d), "image": image}
        rung["metrics"] = {"test_mse": {"value": 0.05 / d}, "pca_mse": {"value": 0.08 / d}}
        tiny_bundle(f"ae-{d}", kind="ae", latent_dim=d, seed=d, parent=place, dataset=TINY, **rung)
    window.session.controller(LibraryController).start([place])
    window.session.controller(ModelsController).open(0, place / "ae-2")
    assert window.wait_idle(60_000)
    window.toggle_card("ladders")
    window.session.controller(ProbeController).hover(0, 0.3, 0.2)
    assert window.wait_idle(60_000)
    return window


def part(window: Any) -> LaddersState:
    found = window.session.state.part(LaddersState)
    assert isinstance(found, LaddersState)
    return found


def test_every_rung_is_what_its_model_makes_of_the_image(ladder: Any, tmp_path: Path) -> None:
    shown = part(ladder)
    assert shown.origin == DECODED
    assert {Path(folder).name for folder in shown.rungs} == {"ae-1", "ae-2", "ae-3"}
    for folder, rung in shown.rungs.items():
        net = Model(Path(folder))
        x_hat = net.unit(net.decode(net.encode(shown.x[None]).mu))
        np.testing.assert_allclose(rung.x_hat, x_hat[0], atol=1e-5)
        assert rung.mse == pytest.approx(float(measure.mse(shown.x[None], x_hat)[0]), abs=1e-6)


def test_the_means_of_the_test_images_stand_beside_pca_s(ladder: Any) -> None:
    curve = ladder.findChild(IntervalCurve, "ladders.means")
    assert curve.isVisible()
    assert not ladder.findChild(QWidget, "ladders.pca").isVisible()
    assert [(line.name, line.x, line.values) for line in curve.lines()] == [
        ("AE", (1.0, 2.0, 3.0), pytest.approx((0.05, 0.025, 0.05 / 3))),
        ("PCA", (1.0, 2.0, 3.0), pytest.approx((0.08, 0.04, 0.08 / 3))),
    ]


def test_of_bundles_that_do_not_tell_pca_s_error_it_says_so(ladder: Any) -> None:
    state = ladder.session.state
    bare = [replace(each, facts={"test_mse": 0.1}) if each.series else each for each in state.library]
    ladder.session.set_state(replace(state, library=tuple(bare)))
    assert ladder.wait_idle(60_000)
    assert ladder.findChild(QWidget, "ladders.pca").isVisible()
    assert [line.name for line in ladder.findChild(IntervalCurve, "ladders.means").lines()] == ["AE"]


def test_the_shipped_series_tell_the_error_of_pca() -> None:
    entries = [entry for entry in library.scan([library.shipped_folder()]) if entry.series.startswith("AE")]
    row = Row("AE", tuple(sorted(entries, key=lambda entry: entry.position or 0.0)))
    places, means = logic.means(row, "pca_mse")
    assert list(places) == [1, 2, 3, 4, 8, 16, 32]
    assert all(a > b for a, b in pairwise(means))
    told = [
        json.loads((entry.folder / "manifest.json").read_text())["metrics"]["pca_mse"]["value"] for entry in entries
    ]
    assert sorted(means) == sorted(told)
    bare = replace(row, entries=tuple(replace(entry, facts={"test_mse": 0.1}) for entry in row.entries))
    assert logic.means(bare, "pca_mse") == ([], [])


def test_a_click_opens_the_model_and_closing_the_card_lets_the_others_go(ladder: Any) -> None:
    tiles = ladder.findChild(QWidget, "ladders.AE #-D")
    assert isinstance(tiles, StillRow)
    QTest.mouseClick(tiles, Qt.MouseButton.LeftButton, pos=tiles.box(2).center())
    assert ladder.wait_idle(60_000)
    assert {Path(model.key).name for _, model in ladder.session.state.shown_models()} >= {"ae-3"}
    ladder.toggle_card("ladders")
    assert ladder.wait_idle(60_000)
    assert part(ladder).rungs == {}
    assert not ladder.session.client._borrowed


def test_a_hand_that_moves_on_has_the_newest_image_sent(ladder: Any) -> None:
    before = part(ladder).x
    ladder.session.controller(ProbeController).hover(0, -1.0, 1.4)
    assert ladder.wait_idle(60_000)
    now = part(ladder)
    assert not np.array_equal(now.x, before)
    net = Model(Path(next(iter(now.rungs))))
    rung = now.rungs[next(iter(now.rungs))]
    np.testing.assert_allclose(rung.x_hat, net.unit(net.decode(net.encode(now.x[None]).mu))[0], atol=1e-5)


def test_a_library_without_a_series_says_so(window: Any) -> None:
    window.toggle_card("ladders")
    assert window.wait_idle(60_000)
    assert "no series" in window.findChild(QWidget, "ladders.image").text()
