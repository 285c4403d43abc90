"""Lasso, box and card under real events; what is selected against every point tested with every edge."""

from __future__ import annotations

import gc
import io
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QToolTip, QWidget

from aevae_desktop import bundle
from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.points import overlay as points_overlay
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.features.selection import overlay
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.lasso import meant
from aevae_desktop.features.selection.state import How, Selecting, Tool
from aevae_desktop.session.state import Layer
from aevae_desktop.ui.imaging import rgb
from aevae_desktop.ui.theme import DARK, LIGHT, mix

Keys = Qt.KeyboardModifier
LOOP = [(60, 60), (200, 50), (260, 150), (180, 120), (190, 260), (70, 250)]


class Held:
    """A hand that holds keys of the keyboard while it moves the mouse."""

    def __init__(self, keys: Keys = Keys.NoModifier) -> None:
        self.keys = keys

    def post(self, widget: QWidget, kind: QEvent.Type, at: tuple[float, float], down: bool) -> None:
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        buttons = Qt.MouseButton.LeftButton if down else Qt.MouseButton.NoButton
        spot = QPointF(*at)
        QApplication.postEvent(widget, QMouseEvent(kind, spot, widget.mapToGlobal(spot), button, buttons, self.keys))
        QApplication.processEvents()

    def start(self, widget: QWidget, *points: tuple[float, float]) -> None:
        self.post(widget, QEvent.Type.MouseButtonPress, points[0], down=True)
        for at in points[1:]:
            self.post(widget, QEvent.Type.MouseMove, at, down=True)

    def drag(self, widget: QWidget, *points: tuple[float, float]) -> None:
        self.start(widget, *points)
        self.post(widget, QEvent.Type.MouseButtonRelease, points[-1], down=False)


def chosen(window: Any) -> list[int]:
    now = window.session.state.part(Selecting).selection
    return [] if now is None else now.samples.tolist()


def px_of(window: Any, pane: int) -> np.ndarray:
    return window.canvas(pane).to_widget(window.session.state.panes[pane].model.codes.xy)


def within(window: Any, pane: int, loop: Any) -> set[int]:
    """Samples inside a polygon of px, point by point and edge by edge."""
    inside = set()
    for row, (x, y) in enumerate(px_of(window, pane).tolist()):
        odd = False
        for (ax, ay), (bx, by) in zip(loop, [*loop[1:], loop[0]], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                odd = not odd
        if odd:
            inside.add(row)
    return inside


def find(window: Any, name: str) -> Any:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def only(window: Any, *names: str) -> None:
    for row in OVERLAYS:
        window.session.controller(LayersController).set_layer(row.name, Layer(on=row.name in names))


def test_a_lasso_selects_what_is_inside(window: Any) -> None:
    canvas = window.canvas(0)
    before = canvas.view()
    window.session.controller(SelectionController).set_tool(Tool.LASSO)
    Held().drag(canvas, *LOOP)
    assert set(chosen(window)) == within(window, 0, LOOP)
    assert 20 < len(chosen(window)) < 150
    assert canvas.view() == before
    assert not window.session.state.pinned


@pytest.mark.parametrize("pane", [0, 1])
def test_shift_adds_and_alt_takes_away(window: Any, pane: int) -> None:
    canvas, other = window.canvas(pane), [(200, 200), (330, 200), (330, 330), (200, 330)]
    Held(Keys.ShiftModifier).drag(canvas, *LOOP)  # with the hand
    one = within(window, pane, LOOP)
    assert set(chosen(window)) == one
    Held(Keys.ShiftModifier).drag(canvas, *other)
    both = one | within(window, pane, other)
    assert set(chosen(window)) == both
    hole = [(90, 70), (300, 70), (300, 240), (90, 240)]
    Held(Keys.AltModifier).drag(canvas, *hole)
    assert set(chosen(window)) == both - within(window, pane, hole)
    assert within(window, pane, hole) & both


def test_a_box_selects_what_is_inside(window: Any) -> None:
    canvas = window.canvas(1)
    Held(Keys.ControlModifier).drag(canvas, (80, 300), (150, 200), (240, 70))
    x, y = px_of(window, 1).T
    inside = (x >= 80) & (x <= 240) & (y >= 70) & (y <= 300)
    assert chosen(window) == np.flatnonzero(inside).tolist()
    assert 5 < inside.sum() < 150
    assert {i for i in (0, 1) if window.session.state.panes[i].get(Probe) is not None} == {0, 1}


def test_a_drag_with_the_hand_still_pans_and_a_click_still_probes(window: Any) -> None:
    canvas = window.canvas(0)
    before = canvas.view()
    Held().drag(canvas, (100, 100), (130, 120))
    assert canvas.view() != before
    window.session.controller(SelectionController).set_tool(Tool.LASSO)
    Held().drag(canvas, (100, 100), (102, 101))
    assert window.session.state.pinned
    assert window.session.state.part(Selecting).selection is None


def test_hidden_classes_are_not_caught(window: Any) -> None:
    label = window.session.state.panes[0].model.codes.label
    caught = within(window, 0, LOOP)
    hidden = int(label[min(caught)])
    window.session.controller(PointsController).toggle_class(hidden)
    window.session.controller(SelectionController).set_tool(Tool.LASSO)
    Held().drag(window.canvas(0), *LOOP)
    assert set(chosen(window)) == {row for row in caught if label[row] != hidden}


def test_the_outline_follows_the_hand_and_escape_drops_it(window: Any, look: Any, qtbot: Any) -> None:
    canvas = window.canvas(0)
    only(window, "axes")
    before = look(canvas)
    held = Held()
    window.session.controller(SelectionController).set_tool(Tool.LASSO)
    held.start(canvas, *LOOP[:4])
    drawn = look(canvas) != before
    assert drawn[55, 130]  # the edge from (60, 60) to (200, 50)
    assert drawn[100, 190]  # faintly, the inside
    assert not drawn[300, 300]
    window.escape()
    assert (look(canvas) == before).all()
    held.post(canvas, QEvent.Type.MouseMove, LOOP[4], down=True)
    view = canvas.view()
    held.post(canvas, QEvent.Type.MouseButtonRelease, LOOP[5], down=False)
    assert window.session.state.part(Selecting).selection is None
    assert canvas.view() == view
    assert not window.session.state.pinned


def test_after_escape_the_pointer_probes_again(window: Any, hand: Any) -> None:
    canvas, held = window.canvas(0), Held(Keys.ShiftModifier)
    held.start(canvas, *LOOP[:3])
    window.escape()
    held.post(canvas, QEvent.Type.MouseButtonRelease, LOOP[3], down=False)
    before = window.session.state.panes[0].get(Probe)
    hand.move(canvas, 120, 130)
    QApplication.processEvents()
    assert window.session.state.panes[0].get(Probe) is not before


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_each_selected_code_has_a_bright_rim_on_both_maps(window: Any, look: Any, theme: Any) -> None:
    window.apply_theme(theme)
    only(window, "points", "selection")
    before = [look(window.canvas(i)) for i in (0, 1)]
    Held(Keys.ShiftModifier).drag(window.canvas(0), *LOOP)
    rim = rgb(mix(theme.map, theme.text, overlay.LIGHT))
    for i in (0, 1):
        canvas, seen = window.canvas(i), look(window.canvas(i))
        assert rim not in before[i]
        px = px_of(window, i)
        member = np.zeros(len(px), bool)
        member[chosen(window)] = True
        size = points_overlay.point_size(canvas.scene(), len(px)) + overlay.RIM
        lit = np.argwhere(seen == rim)[:, ::-1]
        apart = np.abs(lit[:, None] - px[member] + 0.5).max(axis=2)
        assert apart.min(axis=1).max() <= size / 2 + 1  # no rim without a selected code
        inside = ((px > 12) & (px < [canvas.width() - 12, canvas.height() - 12])).all(axis=1)
        for place in px[member & inside]:
            near = seen[int(place[1]) - 4 : int(place[1]) + 5, int(place[0]) - 4 : int(place[0]) + 5]
            assert (near == rim).any()
        changed = seen != before[i]
        assert (seen[changed] == rim).all()  # colours are left alone


def test_the_rims_hold_no_closed_model(window: Any, tmp_path: Path) -> None:
    session = window.session
    session.controller(SelectionController).numbers("3-60")
    for canvas in (window.canvas(0), window.canvas(1)):
        canvas.grab()
    codes = weakref.ref(session.state.panes[1].model.codes)
    session.controller(ModelsController).open(1, tmp_path / "models" / "ae-tiny")
    assert window.wait_idle(60_000)
    QApplication.processEvents()
    gc.collect()
    assert codes() is None


def test_the_rim_of_one_code_is_a_stamp_around_its_point(window: Any, look: Any) -> None:
    only(window, "points", "selection")
    canvas = window.canvas(0)
    row = int(np.argmin(np.abs(px_of(window, 0) - [150, 150]).sum(axis=1)))
    view = canvas.view()
    x, y = window.session.state.panes[0].model.codes.xy[row].tolist()
    canvas.set_view(type(view)(x, y, view.scale * 40, view.width, view.height))
    without = look(canvas)
    window.session.controller(SelectionController).numbers(str(row))
    assert window.wait_idle(60_000)
    window.session.controller(ProbeController).pin(False)
    changed = np.argwhere(look(canvas) != without)
    middle = [canvas.height() / 2, canvas.width() / 2]
    assert 4 <= len(changed) <= 25
    assert np.abs(changed + 0.5 - middle).max() <= 3.5


def test_resting_tells_the_nearest_sample(window: Any, monkeypatch: Any) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, text, *rest: said.append(text))
    canvas, codes = window.canvas(1), window.session.state.panes[1].model.codes
    at = QPoint(150, 170)
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, at, canvas.mapToGlobal(at)))
    distance = np.hypot(*(codes.xy - canvas.to_map(np.array([[150.0, 170.0]]))[0]).T)
    row = int(np.argmin(distance))
    split = "test" if codes.split[row] == bundle.TEST else "training"
    name = f"a{'n' if codes.label[row] == 8 else ''} {codes.label[row]}"
    assert said[0].startswith(f"sample {row} · {name} · {split} image · ")
    assert said[0].endswith(" away")


def test_a_window_that_gets_lower_leaves_the_whole_card_in_sight(window: Any) -> None:
    window.resize(1200, 900)
    window.toggle_popover("selection")
    window.session.controller(SelectionController).numbers("0-79")
    window.session.controller(SelectionController).report()
    assert window.wait_idle(60_000)
    high = find(window, "selection").height()
    window.resize(980, 640)
    card, last = find(window, "selection"), find(window, "selection.report.2")
    assert card.height() < high
    assert card.geometry().bottom() < window.height()
    assert card.geometry().right() < window.width()
    QApplication.processEvents()
    assert 0 < card.height() - last.geometry().bottom() < 20  # it ends where its last line does


def test_the_card_counts_and_shows_the_members(window: Any) -> None:
    window.toggle_popover("selection")
    assert "Nothing is selected" in find(window, "selection.count").text()
    window.session.controller(SelectionController).numbers("0-79")
    assert window.wait_idle(60_000)
    assert find(window, "selection.count").text() == "80 of 200 codes, on both maps"
    assert find(window, "selection.classes").accessibleName() == "; ".join(f"{k}: 8" for k in range(10))
    assert find(window, "selection.shown").text().startswith("40 of 80 shown · page 1 of 2 · Linear AE, Linear VAE")
    sheet = find(window, "selection.sheet")
    from aevae_desktop.runtime import ort

    for column, pane in enumerate(window.session.state.panes):
        decoder = ort.InferenceSession(str(Path(pane.model.key) / "decoder.onnx"))
        for place in (0, 1, 39):
            z = pane.model.codes.mu[2 * place : 2 * place + 1]
            assert (sheet.tile(place, column) == to_uint8(decoder.run(None, {"z": z})[0][0, 0])).all()
    find(window, "selection.on").click()
    assert window.wait_idle(60_000)
    assert window.session.state.part(Selecting).sheet.samples.tolist() == list(range(1, 80, 2))


def test_a_click_on_a_tile_probes_that_sample(window: Any, hand: Any, qtbot: Any) -> None:
    window.toggle_popover("selection")
    window.session.controller(SelectionController).numbers("20-39")
    assert window.wait_idle(60_000)
    sheet = find(window, "selection.sheet")
    at = sheet.box(7).center()
    hand.click(sheet, at.x(), at.y())
    assert window.session.state.panes[0].get(Probe).sample == 27
    assert window.session.state.pinned
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert window.session.state.panes[0].get(Probe).sample == 28
    assert (window.session.state.panes[1].get(Probe).z == window.session.state.panes[1].model.codes.mu[28]).all()


def test_numbers_are_typed_and_entered(window: Any, qtbot: Any) -> None:
    window.activateWindow()
    qtbot.keyClick(window.canvas(0), Qt.Key.Key_F, Keys.ControlModifier)
    field = find(window, "selection.number")
    qtbot.keyClicks(field, "17, 100-102")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen(window) == [17, 100, 101, 102]
    field.setText("3")
    qtbot.keyClick(field, Qt.Key.Key_Return, Keys.ShiftModifier)
    assert chosen(window) == [3, 17, 100, 101, 102]


def test_keys_select_invert_grow_and_clear(window: Any, qtbot: Any) -> None:
    canvas = window.canvas(0)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_A, Keys.ControlModifier)
    assert len(chosen(window)) == 200
    qtbot.keyClick(canvas, Qt.Key.Key_I, Keys.ControlModifier)
    assert chosen(window) == []
    qtbot.keyClick(canvas, Qt.Key.Key_U)
    assert len(chosen(window)) == 200
    window.session.controller(ProbeController).probe_sample(13)
    qtbot.keyClick(canvas, Qt.Key.Key_A, Keys.ControlModifier | Keys.ShiftModifier)
    assert chosen(window) == list(range(3, 200, 10))
    qtbot.keyClick(canvas, Qt.Key.Key_U, Keys.ShiftModifier)  # there is nothing to do again
    window.session.controller(SelectionController).numbers("13")
    qtbot.keyClick(canvas, Qt.Key.Key_G, Keys.ControlModifier)
    assert window.wait_idle(60_000)
    mu = window.session.state.panes[0].model.codes.mu.astype(np.float64)
    assert set(chosen(window)) == set(np.argsort(np.square(mu - mu[13]).sum(axis=1))[:11].tolist())
    qtbot.keyClick(canvas, Qt.Key.Key_D, Keys.ControlModifier)
    assert chosen(window) == []
    for key, tool in ((Qt.Key.Key_Q, Tool.LASSO), (Qt.Key.Key_W, Tool.BOX), (Qt.Key.Key_H, Tool.HAND)):
        qtbot.keyClick(canvas, key)
        assert window.session.state.part(Selecting).tool is tool
        assert find(window, f"tool.{tool.value.lower()}").isChecked()


def test_csv_goes_to_the_clipboard_and_to_a_file(window: Any, tmp_path: Path, monkeypatch: Any) -> None:
    window.session.controller(SelectionController).numbers("5-30")
    assert window.wait_idle(60_000)
    find(window, "selection.copy").click()
    assert window.wait_idle(60_000)
    text = QGuiApplication.clipboard().text()
    codes = window.session.state.panes[0].model.codes
    table = np.loadtxt(io.StringIO(text), delimiter=",", skiprows=1)
    assert text.splitlines()[0] == "sample,label,split,mu_0,mu_1"
    np.testing.assert_array_equal(table[:, 0], np.arange(5, 31))
    np.testing.assert_array_equal(table[:, 1], codes.label[5:31])
    np.testing.assert_array_equal(table[:, 2], codes.split[5:31])
    assert (table[:, 3:].astype(np.float32) == codes.mu[5:31]).all()
    assert "26 codes" in window.session.state.notice

    target = tmp_path / "codes.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *rest: (str(target), "CSV (*.csv)"))
    find(window, "selection")._source.button(1).click()
    find(window, "selection.save").click()
    assert window.wait_idle(60_000)
    table = np.loadtxt(target, delimiter=",", skiprows=1)
    assert (table[:, 3:].astype(np.float32) == window.session.state.panes[1].model.codes.mu[5:31]).all()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *rest: (str(tmp_path / "no" / "where.csv"), ""))
    find(window, "selection.save").click()
    assert window.wait_idle(60_000)
    assert "cannot be written" in window.session.state.notice


def test_the_report_is_told_with_its_numbers(window: Any) -> None:
    window.session.controller(SelectionController).numbers("0-99")
    window.session.controller(SelectionController).report()
    assert window.wait_idle(60_000)
    report = window.session.state.part(Selecting).report
    lines = [find(window, f"selection.report.{row}").text() for row in range(3)]
    for name, pane in zip(("AE", "VAE"), window.session.state.panes, strict=True):
        assert f"{name} {report.agreement[pane.model.key][0]:.3f}" in lines[0]
    assert f"{report.overlap:.3f}" in lines[1]
    assert lines[2] == "n = 100 of 100, the selected; k = 10"
    window.session.controller(SelectionController).clear()
    assert window.wait_idle(60_000)
    assert "of an earlier selection" in find(window, "selection.report.2").text()


@pytest.mark.parametrize(
    ("tool", "keys", "expected"),
    [
        (Tool.HAND, Keys.NoModifier, (Tool.HAND, How.NEW)),
        (Tool.HAND, Keys.ShiftModifier, (Tool.LASSO, How.ADD)),
        (Tool.HAND, Keys.AltModifier, (Tool.LASSO, How.REMOVE)),
        (Tool.HAND, Keys.ControlModifier, (Tool.BOX, How.NEW)),
        (Tool.HAND, Keys.ControlModifier | Keys.ShiftModifier, (Tool.BOX, How.ADD)),
        (Tool.LASSO, Keys.NoModifier, (Tool.LASSO, How.NEW)),
        (Tool.LASSO, Keys.ControlModifier, (Tool.LASSO, How.REMOVE)),
        (Tool.BOX, Keys.ShiftModifier, (Tool.BOX, How.ADD)),
        (Tool.BOX, Keys.AltModifier, (Tool.BOX, How.REMOVE)),
    ],
)
def test_what_a_drag_means(tool: Tool, keys: Keys, expected: Any) -> None:
    assert meant(tool, keys) == expected


def test_a_lasso_whose_release_a_dialog_took_is_forgotten(window: Any, hand: Any, look: Any) -> None:
    canvas = window.canvas(0)
    window.session.controller(SelectionController).set_tool(Tool.LASSO)
    hand.move(canvas, 50, 60)
    before = look(canvas)
    hand.press(canvas, 100, 100)
    for x, y in ((160, 100), (160, 160)):
        hand.move(canvas, x, y, held=True)
    assert (look(canvas) != before).any()
    hand.move(canvas, 50, 60)
    assert window.wait_idle(60_000)
    np.testing.assert_array_equal(look(canvas), before)
