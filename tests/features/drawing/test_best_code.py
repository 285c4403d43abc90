"""What the encoder said of a drawing, and the best code: on the map, in numbers, live."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.features.drawing import logic, overlay, readings
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import BestCode, Drawing, Encoding
from aevae_desktop.ui import imaging

FOUR = tuple(
    np.array(stroke, np.float64)
    for stroke in (
        [[60, 60], [60, 120], [170, 130]], [[150, 40], [140, 220]], [[90, 200], [190, 210]], [[100, 60], [180, 70]]
    )
)  # fmt: skip


@pytest.fixture
def drawn(shipped: Any) -> Any:
    shipped.session.controller(DrawingController).redraw(FOUR)
    assert shipped.wait_idle(60_000)
    yield shipped
    shipped.session.controller(DrawingController).clear()
    assert shipped.wait_idle(60_000)


def test_both_models_of_the_first_maps_find_a_better_code(drawn: Any) -> None:
    state = drawn.session.state
    for i, model in state.shown_models():
        said = state.panes[i].get(Encoding)
        assert said.best is not None
        if said.kl is None:
            assert said.best.mse < 0.95 * said.mse
        else:
            assert said.best.nll + said.best.kl < said.nll + float(said.kl.sum()) - 0.1
        assert not np.array_equal(said.best.mu, said.mu)
        lines = [text for _, text in readings.lines_of(model, said, "it")]
        assert any(text.startswith("best code (") for text in lines)
        assert lines[-1].endswith(" there")
        assert len(lines) <= readings.ROWS


def test_it_follows_the_pen(drawn: Any) -> None:
    before = [drawn.session.state.panes[i].get(Encoding).best.mu for i in drawn.session.state.shown]
    drawn.session.controller(DrawingController).sketch(np.array([[40.0, 40.0], [200.0, 200.0]]))
    assert drawn.wait_idle(60_000)
    after = [drawn.session.state.panes[i].get(Encoding).best.mu for i in drawn.session.state.shown]
    assert not any(np.array_equal(one, other) for one, other in zip(before, after, strict=True))


@pytest.fixture
def near(drawn: Any) -> Any:
    """The left map, so near that the two codes of the drawing are 40 px apart."""
    canvas, said = drawn.canvas(0), drawn.session.state.panes[0].get(Encoding)
    before, apart = canvas.view(), float(np.linalg.norm(said.best.mu - said.mu))
    x, y = ((said.best.mu + said.mu) / 2).tolist()
    canvas.set_view(View2D(x, y, 40 / apart, canvas.width(), canvas.height()))
    yield canvas
    canvas.set_view(before)


def test_a_line_leads_to_it_on_the_map(near: Any) -> None:
    scene = near.scene()
    start, end = overlay._place(scene), overlay._best(scene)
    assert (end - start).manhattanLength() > 2 * overlay.RING
    picture = painted(scene)
    without = painted(with_best(scene, None))
    changed = np.argwhere(picture != without)
    assert len(changed) > 20
    rows, columns = changed.T
    assert rows.min() >= min(start.y(), end.y()) - 8
    assert columns.max() <= max(start.x(), end.x()) + 8
    box = overlay.region(scene).boundingRect()
    assert box.contains(end.toPoint())
    assert all(box.contains(int(x), int(y)) for y, x in changed)
    assert any(left <= end.x() <= right and top <= end.y() <= low for left, top, right, low in overlay.keeps(scene))


def test_nothing_is_drawn_where_both_are_one_place(drawn: Any) -> None:
    scene = drawn.canvas(0).scene()
    said = scene.pane.get(Encoding)
    same = with_best(scene, replace(said.best, mu=said.mu))
    np.testing.assert_array_equal(painted(same), painted(with_best(scene, None)))


def test_a_model_without_refined_codes_has_none(drawn: Any) -> None:
    model = drawn.session.state.panes[0].model
    frame = Frame({}, {f"mu/{model.key}": np.zeros((1, 2), np.float32), f"x_hat/{model.key}": np.zeros((1, 28, 28))})
    said = logic.encoding(replace(model, codes=None), np.zeros((28, 28), np.float32), frame)
    assert said.best is None
    assert not any("best" in text for _, text in readings.lines_of(model, said, "it"))


def test_an_empty_sheet_shows_no_code(drawn: Any) -> None:
    drawn.session.controller(DrawingController).clear()
    assert drawn.session.state.part(Drawing).empty
    assert overlay._best(drawn.canvas(0).scene()) is None
    drawn.session.controller(DrawingController).redraw(FOUR)


def with_best(scene: Any, best: BestCode | None) -> Any:
    """The scene, with another best code of the drawing."""
    said = replace(scene.pane.get(Encoding), best=best)
    return replace(scene, state=scene.state.with_pane(scene.index, said))


def painted(scene: Any) -> Any:
    image = QImage(int(scene.view.width), int(scene.view.height), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    overlay.draw(painter, scene)
    painter.end()
    return imaging.pixels_of(image).copy()
