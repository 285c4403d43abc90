"""The selection on the maps and its card."""

from __future__ import annotations

import gc
import io
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.points import overlay as points_overlay
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.features.selection import overlay
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selecting, Tool
from aevae_desktop.ui.imaging import rgb
from aevae_desktop.ui.theme import DARK, LIGHT, mix
from tests.features.selection.drags import LOOP, Held, Keys, chosen, only, px_of


def find(window: Any, name: str) -> Any:
    window.card("selection")  # which is made for whoever asks first
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


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


def test_a_narrower_window_leaves_the_whole_width_of_the_card_in_sight(window: Any) -> None:
    window.resize(1200, 900)
    window.toggle_card("selection")
    window.session.controller(SelectionController).numbers("0-79")
    window.session.controller(SelectionController).report()
    assert window.wait_idle(60_000)
    wide = find(window, "selection").width()
    window.resize(980, 640)
    QApplication.processEvents()
    card, last = find(window, "selection"), find(window, "selection.report.2")
    assert card.width() < wide
    assert card.mapTo(window, card.rect().topRight()).x() < window.width()
    assert 0 < card.height() - last.geometry().bottom() < 20  # it ends where its last line does


def test_the_card_counts_and_shows_the_members(window: Any) -> None:
    window.toggle_card("selection")
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
    window.toggle_card("selection")
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
        assert f"{name} {100 * report.agreement[pane.model.key][0]:.1f} %" in lines[0]
    assert lines[1] == f"neighbours in common between the maps: {100 * report.overlap:.1f} %"
    assert lines[2] == "n = 100 of 100, the selected; k = 10"
    window.session.controller(SelectionController).clear()
    assert window.wait_idle(60_000)
    assert "of an earlier selection" in find(window, "selection.report.2").text()
