"""The probe under the hand: keys, a zoom around it, and what is said of the nearest sample."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from aevae_desktop import bundle
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe


def test_arrow_keys_move_the_probe_and_shift_moves_it_finely(shipped: Any, hand: Any, qtbot: Any) -> None:
    canvas = shipped.canvas(0)
    hand.move(canvas, 150, 150)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    at = canvas.to_widget(np.array([shipped.session.state.panes[0].get(Probe).xy]))[0]
    assert at == pytest.approx([158, 151], abs=1e-6)


def test_resting_tells_what_is_under_the_pointer_only_while_the_probe_is_elsewhere(
    window: Any, monkeypatch: Any
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, text, *rest: said.append(text))
    canvas, codes = window.canvas(1), window.session.state.panes[1].model.codes
    at = QPoint(150, 170)
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, at, canvas.mapToGlobal(at)))
    assert said.pop() == "", "the caption says it"
    window.session.controller(ProbeController).pin(True)
    QApplication.sendEvent(canvas, QHelpEvent(QEvent.Type.ToolTip, at, canvas.mapToGlobal(at)))
    distance = np.hypot(*(codes.xy - canvas.to_map(np.array([[150.0, 170.0]]))[0]).T)
    row = int(np.argmin(distance))
    split = "test" if codes.split[row] == bundle.TEST else "training"
    name = f"a{'n' if codes.label[row] == 8 else ''} {codes.label[row]}"
    assert said[0].startswith(f"Under the pointer: sample {row} · {name} · {split} image · ")
    assert said[0].endswith(" away")


def test_a_zoom_by_keys_leaves_the_probe_in_its_place_where_it_is_in_sight(window: Any) -> None:
    canvas = window.canvas(0)
    for x, stays in ((0.4, True), (99.0, False)):
        window.session.controller(ProbeController).probe(0, x, 0.3)
        before = canvas.to_widget(np.array([[x, 0.3]]))
        canvas.zoom(1.3)
        assert (canvas.to_widget(np.array([[x, 0.3]])) == pytest.approx(before)) == stays
