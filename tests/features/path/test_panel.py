"""The path's card by hand: keys, chips in the strip, the plot under the film."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget

from aevae_desktop.app import create_window
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.panels import filmstrip, kind_table, path_plot
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import CURVE_ROWS, LETTERS, Curves, PathState
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.session.state import Mode
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from tests.features.path.places import WAY, px, settle
from tests.window_fixtures import spoken


def names(window: Any) -> list[str]:
    return [waypoint.name for waypoint in window.session.state.part(PathState).waypoints]


def test_keys_choose_move_reorder_and_remove(lab: Any, qtbot: Any) -> None:
    canvas, way = lab.canvas(0), lab.session.state.part(PathState).waypoints
    canvas.setFocus()
    press = lambda key, held=Qt.KeyboardModifier.NoModifier: qtbot.keyClick(canvas, key, held)  # noqa: E731
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_Period)
    press(Qt.Key.Key_Period)
    assert lab.session.state.part(PathState).current == 1
    before = px(lab, 0, 1)
    press(Qt.Key.Key_Right, ctrl)
    press(Qt.Key.Key_Up, ctrl)
    press(Qt.Key.Key_Right, ctrl | shift)
    assert px(lab, 0, 1) == pytest.approx((before[0] + 11, before[1] - 10), abs=1e-3)
    assert len(lab.session.state.part(PathState).edits.past) == 1  # one burst, one step
    press(Qt.Key.Key_Z, ctrl)
    assert lab.session.state.part(PathState).waypoints[1].z[0] is way[1].z[0]
    lab.session.controller(PathController).choose(1)
    press(Qt.Key.Key_Greater)
    assert [
        a.z[0] is b.z[0]
        for a, b in zip(lab.session.state.part(PathState).waypoints, (way[0], way[2], way[1]), strict=True)
    ]
    assert lab.session.state.part(PathState).current == 2
    press(Qt.Key.Key_Comma)
    press(Qt.Key.Key_Delete)
    assert [
        a.z[0] is b.z[0] for a, b in zip(lab.session.state.part(PathState).waypoints, (way[0], way[1]), strict=True)
    ] == [True] * 2
    press(Qt.Key.Key_L, ctrl)
    press(Qt.Key.Key_Y)
    assert (lab.session.state.part(PathState).spec.closed, lab.session.state.part(PathState).spec.even) == (
        True,
        True,
    )
    press(Qt.Key.Key_I)
    assert len(lab.session.state.part(PathState).waypoints) == 3
    press(Qt.Key.Key_Backspace, ctrl | shift)
    assert not lab.session.state.part(PathState).waypoints
    while lab.session.state.part(PathState).edits.past:
        lab.session.undo()
    assert [a.z[0] is b.z[0] for a, b in zip(lab.session.state.part(PathState).waypoints, way, strict=True)] == [
        True
    ] * 3


def test_chips_are_chosen_dragged_and_removed(lab: Any, hand: Any, qtbot: Any) -> None:
    QApplication.processEvents()
    chips = [lab.findChild(QWidget, f"path.way.{k}") for k in range(3)]
    way = lab.session.state.part(PathState).waypoints
    assert [chip.accessibleName() for chip in chips] == [
        f"Way-point {LETTERS[k]} {waypoint.name}" for k, waypoint in enumerate(way)
    ]
    hand.click(chips[2], 8, 8)
    assert lab.session.state.part(PathState).current == 2
    far = chips[1].geometry().center().x() + 4 - chips[0].x()
    hand.drag(chips[0], (8, 8), (30, 8), (far, 8))
    assert [
        waypoint is b
        for waypoint, b in zip(lab.session.state.part(PathState).waypoints, (way[1], way[0], way[2]), strict=True)
    ]
    assert lab.session.state.part(PathState).waypoints[1] is way[0]
    chips[1].setFocus()
    qtbot.keyClick(chips[1], Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert lab.session.state.part(PathState).waypoints[2] is way[0]
    assert chips[2].hasFocus() == lab.isActiveWindow() or chips[2].isChecked()
    qtbot.keyClick(chips[2], Qt.Key.Key_Left)
    assert lab.session.state.part(PathState).current == 1
    qtbot.keyClick(chips[1], Qt.Key.Key_Delete)
    assert lab.session.state.part(PathState).waypoints == (way[1], way[0])
    menu = lab.findChild(QWidget, "path.way.0").menu()
    lab.session.controller(ProbeController).probe(0, 1.0, -1.0)
    next(action for action in menu.actions() if action.text() == "Move to the probe").trigger()
    np.testing.assert_array_equal(lab.session.state.part(PathState).waypoints[0].z[0], np.float32([1.0, -1.0]))
    menu.deleteLater()


def test_the_plot_shows_what_was_measured(lab: Any, look: Any, qtbot: Any) -> None:
    plot = lab.findChild(QWidget, "path.plot")
    lab.session.controller(PlayController).seek(1.0)  # the playhead aside
    plot.set_row(100)
    qtbot.waitUntil(lambda: plot.height() == plot.sizeHint().height())
    picture = look(plot)
    for r, pane in enumerate(lab.session.state.panes):
        survey, field = pane.part(Curves)["linear"].survey, plot.graph(r)
        accent, n = QColor(lab.theme.accent), len(survey.step)
        off = 0
        for row in range(4, n - 4, 7):
            x = round(field.left() + (row + 0.5) / n * field.width())
            column = picture[round(field.top()) : round(field.bottom()) + 2, x]
            near = np.abs((column[:, None] >> np.array([16, 8, 0]) & 255).astype(int) - accent.getRgb()[:3]).sum(axis=1)
            expected = field.bottom() - survey.step[row] / survey.step.max() * field.height()
            lit = np.flatnonzero(near < 130) + round(field.top())
            off += not (len(lit) and np.abs(lit - expected).min() <= 2.5)
        assert off <= 2  # where letters are
        for first, last in path_plot.runs(survey.label):
            x0, x1 = (
                field.left() + (row + s) / (CURVE_ROWS - 1) * field.width() for row, s in ((first, -0.5), (last, 0.5))
            )
            if x1 - x0 > 6:
                colour = QColor(lab.theme.classes[survey.label[first]]).rgb() & 0xFFFFFF
                assert picture[round(field.bottom()) + 3, round(x0) + 2] & 0xFFFFFF == colour
    assert "length" in plot.accessibleDescription()
    plot.set_row(44)


@pytest.mark.parametrize("t", [0.0, 0.31, 0.93, 1.0])
def test_a_click_on_the_film_puts_the_playhead_exactly_there(lab: Any, hand: Any, t: float) -> None:
    film = lab.findChild(QWidget, "path.film")
    hand.click(film, film.x_of(t), 10)
    assert lab.session.state.part(PathState).t == pytest.approx(t, abs=1e-6)


def test_the_plot_stands_under_the_film_and_scrubs(lab: Any, hand: Any) -> None:
    plot, film = lab.findChild(QWidget, "path.plot"), lab.findChild(QWidget, "path.film")
    first, last = film._box(0, 0).center().x(), film._box(0, film._columns - 1).center().x()
    assert (plot.x_of(0.0), plot.x_of(1.0)) == pytest.approx((first, last), abs=0.5)
    hand.press(plot, plot.x_of(0.25), 20)
    assert lab.session.state.part(PathState).t == pytest.approx(0.25, abs=0.002)
    hand.move(plot, plot.x_of(0.75), 20, held=True)
    assert lab.session.state.part(PathState).t == pytest.approx(0.75, abs=0.002)
    hand.release(plot, plot.x_of(0.75), 20)
    words = plot.tip_at(QPointF(plot.x_of(0.5), 20))
    survey = lab.session.state.panes[0].part(Curves)["linear"].survey
    assert f"step {survey.step[120]:.3g}" in words


def test_compared_kinds_have_lines_names_and_lengths(lab: Any, look: Any) -> None:
    QApplication.processEvents()
    before = look(lab.canvas(0))
    lab.session.controller(PathController).compare("slerp", True)
    assert lab.wait_idle(60_000)
    table = lab.findChild(QWidget, "path.table")
    assert table.isVisible()
    curves = lab.session.state.panes[0].part(Curves)
    lengths = {kind: curve.survey.length for kind, curve in curves.items()}
    least = min(lengths.values())
    told = table.texts()[0]
    for text, (name, kind) in zip(told, (("Linear", "linear"), ("Slerp", "slerp")), strict=True):
        assert text.startswith(name)
        more = 100 * (lengths[kind] / least - 1)
        assert ("least" in text) if not more else (f"+{more:.1f} %" in text)
    after = look(lab.canvas(0))
    at = np.round(lab.canvas(0).to_widget(curves["slerp"].z[10:110].astype(np.float64))).astype(int)
    inside = ((at > 2) & (at < np.array(after.shape[::-1]) - 2)).all(axis=1)
    at = at[inside]
    assert (after[at[:, 1], at[:, 0]] != before[at[:, 1], at[:, 0]]).mean() > 0.5
    coming = {"linear": curves["linear"], "slerp": replace(curves["slerp"], survey=None)}
    assert kind_table._cells([*coming.items()]) == [f"Linear {words.figure(lengths['linear'])}", "Slerp …"]
    lab.session.controller(PathController).compare("slerp", False)
    QApplication.processEvents()
    assert not table.isVisible()


def test_a_closed_path_is_drawn_back_to_its_beginning(lab: Any, look: Any) -> None:
    canvas, accent, found = lab.canvas(0), QColor(lab.theme.accent).rgb() & 0xFFFFFF, []
    a, c = (np.array(px(lab, 0, k)) for k in (0, 2))
    places = [np.round(a + share * (c - a)).astype(int) for share in np.linspace(0.1, 0.9, 41)]
    for closed in (False, True):
        lab.session.controller(PathController).set_closed(closed)
        assert lab.wait_idle(60_000)
        picture = look(canvas) & 0xFFFFFF
        found.append(sum((picture[y - 1 : y + 2, x - 1 : x + 2] == accent).any() for x, y in places))
    assert found[0] <= 3
    assert found[1] >= 20  # labels stand over some of them


def test_far_out_and_far_in_nothing_breaks(lab: Any, hand: Any) -> None:
    lab.session.controller(PathController).compare("slerp", True)
    lab.session.controller(PathController).drag(1, 0, (1e6, -1e6))
    lab.session.controller(PathController).drop()
    assert lab.wait_idle(60_000)
    curve = lab.session.state.panes[0].part(Curves)["linear"]
    assert np.isfinite(curve.z).all()
    assert curve.survey is not None or curve.error
    for turn in (-12_000, 24_000):
        hand.wheel(lab.canvas(0), 200, 200, turn)
        lab.canvas(0).settle()
        QApplication.processEvents()
    lab.canvas(0).fit()


def test_the_menus_and_switches_say_what_they_do(lab: Any) -> None:
    for name in ("path.add", "path.compare", "path.closed", "path.even", "path.frames", "path.undo", "path.redo"):
        made = lab.findChild(QWidget, name)
        assert made.toolTip()
        assert spoken(made)
    lab.findChild(QWidget, "path.closed").click()
    assert lab.session.state.part(PathState).spec.closed
    lab.findChild(QWidget, "path.even").click()
    assert lab.session.state.part(PathState).spec.even
    compare = lab.findChild(QWidget, "path.compare").menu().actions()
    next(action for action in compare if action.data() == "spline").trigger()
    assert lab.session.state.part(PathState).spec.compared == {"spline"}
    assert not next(action for action in compare if action.data() == "linear").isEnabled()
    add, codes = lab.findChild(QWidget, "path.add").menu(), lab.session.state.panes[1].model.codes
    classes = lab.findChild(QMenu, "path.add.classes")
    classes.aboutToShow.emit()
    classes.actions()[4].trigger()
    made = lab.session.state.part(PathState).waypoints[-1]
    assert made.name == "mean of 4"
    np.testing.assert_allclose(made.z[1], codes.mu[codes.label == 4].mean(axis=0, dtype=np.float64), rtol=1e-5)
    next(
        action for action in add.actions() if action.text() == "Remove all way-points (Ctrl+Shift+Backspace)"
    ).trigger()
    assert not lab.session.state.part(PathState).waypoints
    assert not lab.findChild(QWidget, "path.way.0").isVisible()
    assert lab.wait_idle(60_000)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_list_that_was_clicked_leaves_the_keyboard_where_it_was(lab: Any, qtbot: Any) -> None:
    """So that Space plays after it, as before."""
    kind, map_ = lab.findChild(QComboBox, "path.kind"), lab.canvas(0)
    lab.activateWindow()
    map_.setFocus()
    qtbot.mouseClick(kind, Qt.MouseButton.LeftButton)
    assert kind.view().isVisible()
    kind.hidePopup()
    assert not kind.underMouse()
    assert lab.focusWidget() is map_


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_kinds_are_ticked_one_after_the_other_in_one_open_menu(lab: Any, qtbot: Any) -> None:
    """The card grows when the first is ticked: a menu that closed would be elsewhere the next time."""
    menu, spec = lab.findChild(QWidget, "path.compare").menu(), lambda: lab.session.state.part(PathState).spec
    menu.popup(lab.mapToGlobal(lab.rect().center()))
    rows = {action.data(): menu.actionGeometry(action).center() for action in menu.actions()}
    for kind in ("spline", "slerp", "linear"):
        qtbot.mouseMove(menu, rows[kind])
        menu.setActiveAction(menu.actionAt(rows[kind]))
        qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=rows[kind])
    assert menu.isVisible()
    assert spec().compared == {"spline", "slerp"}, "linear is the kind of the path itself"
    menu.setActiveAction(menu.actionAt(rows["slerp"]))
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert (spec().compared, menu.isVisible()) == ({"spline"}, True)
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    for kind in spec().compared:
        lab.session.controller(PathController).compare(kind, False)
    assert lab.wait_idle(60_000)


def test_where_there_is_no_path_the_film_says_what_to_do_and_the_plot_is_empty(lab: Any, look: Any) -> None:
    session, film = lab.session, filmstrip.hint
    waypoints, plot = session.state.part(PathState).waypoints, lab.findChild(QWidget, "path.plot")
    assert len(np.unique(look(plot))) > 20
    session.controller(PathController).clear()
    assert film(session.state) == "Click on a map for the first way-point: two make a morph."
    session.controller(PathController).click(0, *WAY[0])
    assert film(session.state) == "Click on a map for the next way-point: two make a morph."
    settle(lab)
    assert (look(plot) & 0xFFFFFF == QColor(lab.theme.panel).rgb() & 0xFFFFFF).all()
    session.set_mode(Mode.EXPLORE)
    assert "press P" in film(session.state)
    session.set_mode(Mode.PATH)
    assert len(waypoints) == len(WAY)


@pytest.mark.parametrize(("name", "lines"), [("AE", "AE"), ("Linear AE", "Linear\nAE"), ("vae-mnist", "vae-\nmnist")])
def test_a_name_that_is_too_long_for_its_room_takes_more_lines(lab: Any, name: str, lines: str) -> None:
    metrics = QFontMetrics(themes.font(12))
    assert filmstrip.in_lines(name, metrics, metrics.horizontalAdvance("Linear") + 1) == lines
    assert filmstrip.in_lines(name, metrics, 500) == name


@pytest.fixture
def lonely(qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """``lonely(folder)``: a window in Path mode on one bundle alone."""
    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "none"))
    made: list[Any] = []

    def make(folder: Path) -> Any:
        made.append(window := create_window([str(folder), "--theme", "light"]))
        window.resize(1100, 700)
        window.show()
        window.wait_idle(60_000)
        window.session.set_mode(Mode.PATH)
        settle(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]


def test_a_decoder_of_nan_is_one_line_under_the_film(lonely: Any, nan_bundle: Path, hand: Any) -> None:
    window = lonely(nan_bundle)
    session, canvas = window.session, window.canvas(0)
    for x, y in ((0.5, 0.1), (-0.5, 0.2)):
        session.controller(PathController).click(0, x, y)
    at = canvas.to_widget(np.array([[0.5, 0.1]]))[0]
    hand.drag(canvas, tuple(at), (at[0] + 20, at[1]), (at[0] + 40, at[1] + 3))
    window.wait_idle(60_000)
    (curve,) = session.state.panes[0].part(Curves).values()
    assert "NaN" in path_plot.state_of(curve)
    assert "\n" not in path_plot.state_of(curve)
    window.grab()


def test_on_a_line_a_ring_is_dragged_sideways(lonely: Any, tiny_bundle: Any, hand: Any) -> None:
    window = lonely(tiny_bundle("line", latent_dim=1))
    session, canvas = window.session, window.canvas(0)
    for x, y in ((0.5, 0.1), (-0.5, 0.2)):
        session.controller(PathController).click(0, x, y)
    at = canvas.to_widget(np.array([[0.5, 0.0]]))[0]
    hand.drag(canvas, tuple(at), (at[0] + 20, at[1]), (at[0] + 40, at[1] + 9))
    assert window.wait_idle(60_000)
    there = canvas.to_map(np.array([[at[0] + 40, at[1]]]))[0, 0]
    np.testing.assert_allclose(session.state.part(PathState).waypoints[0].z[0], np.float32([there]), rtol=1e-5)
    assert session.state.panes[0].part(Curves)["linear"].survey is not None


def test_a_way_point_off_the_plane_has_a_broken_ring(lonely: Any, tiny_bundle: Any, look: Any) -> None:
    window = lonely(tiny_bundle("deep", latent_dim=4))
    canvas, accent = window.canvas(0), QColor(window.theme.accent).rgb() & 0xFFFFFF
    window.session.controller(PathController).clear()
    window.session.controller(ProbeController).dismiss_guidance()  # it may lie over the ring
    lit = []
    for off in (0.0, 2.0):
        window.session.controller(PathController).add_codes("", (np.float32([1.0, 1.0, off, 0.0]), None))
        window.session.controller(PathController).choose(None)
        assert window.wait_idle(60_000)
        x, y = np.round(canvas.to_widget(np.array([[1.0, 1.0]]))[0]).astype(int)
        lit.append(int((look(canvas)[y - 9 : y + 10, x - 9 : x + 10] & 0xFFFFFF == accent).sum()))
        window.session.controller(PathController).clear()
    assert 0 < lit[1] < 0.8 * lit[0]
