"""The previews have one owner at a time, and their captions and pictures are of one and the same code."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.features.planes import logic as planes_logic
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.previews import logic
from aevae_desktop.features.previews.panel import CaptionsPanel, DecoderPanel
from aevae_desktop.features.probe import text
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Owner, Preview, Probe, Showing, Spacing
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.text_line import TextLine

STROKE = np.array([[40.0, 30.0], [120.0, 90.0], [60.0, 150.0]])


def owner(window: Any) -> Owner:
    return window.session.state.part(Showing).owner  # type: ignore[no-any-return]


def button(window: Any, which: Owner) -> Any:
    found = window.findChild(QWidget, f"showing.{which.name.lower()}")
    assert found is not None
    return found


def idle(window: Any) -> None:
    assert window.wait_idle(60_000)


def draw(window: Any) -> None:
    window.session.controller(DrawingController).redraw((STROKE,))


def test_who_is_touched_takes_the_previews(window: Any, hand: Any, qtbot: Any) -> None:
    session = window.session
    touches: list[tuple[Callable[[], object], Owner]] = [
        (lambda: session.controller(PlayController).seek(0.4), Owner.PATH),
        (lambda: hand.move(window.canvas(0), 120, 110), Owner.POINTER),
        (lambda: draw(window), Owner.DRAWING),
        (lambda: qtbot.keyClick(window.canvas(1), Qt.Key.Key_Left), Owner.POINTER),
        (lambda: session.controller(PlayController).play(True), Owner.PATH),
        (lambda: session.controller(PlayController).play(False), Owner.PATH),
        (lambda: session.controller(PlaneController).set_value(1, 0, 0.3), Owner.POINTER),
        (lambda: session.controller(DrawingController).undo(), Owner.POINTER),  # nothing is left of it
        (lambda: session.controller(DrawingController).redo(), Owner.DRAWING),
        (lambda: session.controller(ProbeController).random_sample(), Owner.POINTER),
    ]
    for touch, whose in touches:
        touch()
        idle(window)
        assert owner(window) is whose
        assert button(window, whose).isChecked()


def test_the_switch_gives_the_previews_to_whom_it_says(window: Any, qtbot: Any) -> None:
    draw(window)
    idle(window)
    state = window.session.state
    for which in (Owner.PATH, Owner.POINTER, Owner.DRAWING):
        qtbot.mouseClick(button(window, which), Qt.MouseButton.LeftButton)
        idle(window)
        expected = {
            Owner.PATH: lambda pane: pane.get(FrameSequence).z[0],
            Owner.POINTER: lambda pane: pane.get(Probe).z,
            Owner.DRAWING: lambda pane: pane.get(Encoding).mu,
        }[which]
        state = window.session.state
        for i, pane in enumerate(state.panes):
            assert pane.get(Preview).source is which
            assert (pane.get(Preview).z == expected(pane)).all()
            assert planes_logic.here(state, i) is pane.get(Preview).z


def test_who_has_nothing_to_show_cannot_be_chosen_and_says_why(window: Any, qtbot: Any) -> None:
    assert not button(window, Owner.DRAWING).isEnabled()
    assert button(window, Owner.DRAWING).toolTip() == logic.NO_DRAWING
    qtbot.mouseClick(button(window, Owner.DRAWING), Qt.MouseButton.LeftButton)
    assert owner(window) is Owner.POINTER
    draw(window)
    idle(window)
    assert button(window, Owner.DRAWING).isEnabled()
    window.session.controller(PathController).clear()
    idle(window)
    assert not button(window, Owner.PATH).isEnabled()
    assert button(window, Owner.PATH).toolTip() == logic.NO_PATH


@pytest.mark.parametrize("whose", [Owner.PATH, Owner.DRAWING])
def test_an_owner_that_is_gone_gives_way_to_the_pointer(window: Any, whose: Owner) -> None:
    session = window.session
    draw(window)
    if whose is Owner.PATH:
        session.controller(PlayController).seek(0.3)
    idle(window)
    assert owner(window) is whose
    session.controller(PathController if whose is Owner.PATH else DrawingController).clear()
    idle(window)
    assert owner(window) is Owner.POINTER
    for pane in session.state.panes:
        assert pane.get(Preview).source is Owner.POINTER


def test_a_map_that_comes_back_shows_the_owner_s_code(window: Any) -> None:
    window.session.controller(PlayController).seek(0.2)
    window.session.show(0)
    window.session.controller(PlayController).seek(0.8)
    window.session.show(0, 1)
    idle(window)
    for pane in window.session.state.panes:
        film = pane.get(FrameSequence)
        assert (pane.get(Preview).z == film.z[film.row(0.8)]).all()


def test_a_decode_that_fails_shows_its_own_state(roots: Any, decode: Any) -> None:
    roots.session.controller(ProbeController).probe(0, 1.0, 1.0)
    idle(roots)
    picture = roots.findChild(QWidget, "decoder.0")
    assert picture.image() is not None
    roots.session.end_notice()
    roots.session.controller(ProbeController).probe(0, -1.0, -1.0)
    idle(roots)
    assert picture.image() is None
    assert picture.accessibleDescription().startswith("could not be decoded: NaN or infinity at z = (-1, -1)")
    assert roots.findChild(QWidget, "decoder.1").image() is not None
    assert seen(roots, 0)[0] == f"{words.pane_names(roots.session.state)[0]} z = (−1.00, −1.00)"
    assert not roots.session.state.notice
    roots.session.controller(ProbeController).probe(0, 1.0, 1.0)
    idle(roots)
    assert (picture.image() == decode(roots.session.state.panes[0].model.key, np.ones(2))).all()


@pytest.mark.parametrize("width", [320, 560])
def test_the_previews_are_no_higher_than_they_may_be(window: Any, qtbot: Any, width: int) -> None:
    panel = window.panel(DecoderPanel)
    panel.limit(10_000)
    QApplication.processEvents()
    free = panel.layout().heightForWidth(width)
    for most in (200, 230, 300, 1000):
        panel.limit(most)
        expected = min(most, free)  # no higher, and no smaller than need be
        qtbot.waitUntil(lambda high=expected: panel.layout().heightForWidth(width) == high, timeout=60_000)


def seen(window: Any, pane: int) -> list[str]:
    """The two lines under a preview."""
    cell = window.panel(CaptionsPanel)._cells[pane]
    return [line.text() for line in cell.findChildren(TextLine)]


def check(window: Any, decode: Any) -> None:
    """What each preview shows is what the model's decoder says of the z in its caption, of the owner's code."""
    state = window.session.state
    for i in state.shown:
        pane, picture = state.panes[i], window.findChild(QWidget, f"decoder.{i}")
        preview, name = pane.get(Preview), words.pane_names(state)[i]
        if preview is None:
            assert picture.image() is None
            assert picture.accessibleDescription().startswith("could not be decoded")
            assert seen(window, i) == [name, ""]
            assert owner(window) is Owner.DRAWING
            continue
        assert preview.source is owner(window)
        assert seen(window, i)[0] == f"{name} z = {words.code(preview.z)}"
        assert (planes_logic.here(state, i) == preview.z).all()
        x_hat, lost = decode(pane.model.key, preview.z), preview.source is Owner.PATH and pane.get(FrameSequence).error
        if lost or not np.isfinite(x_hat).all():  # a frame is lost with others that were asked for with it
            assert picture.image() is None
            assert picture.accessibleDescription().startswith("could not be decoded")
            continue
        if preview.source is Owner.PATH:  # whose frames are kept as bytes
            assert (to_uint8(picture.image()) == to_uint8(x_hat)).all()
        else:
            assert (picture.image() == x_hat).all()
        if preview.source is Owner.POINTER and preview.probe.leads:
            nearest = np.sqrt(np.square(pane.model.codes.mu.astype(np.float64) - preview.z).sum(axis=1)).min()
            near, spacing = seen(window, i)[1], pane.get(Spacing)
            if near == text.NOTHING_NEAR:
                assert nearest > spacing.radius
            else:
                assert near.endswith(f"{words.tiny(nearest)} away") if nearest > 0 else near.startswith("a stored code")
                assert spacing is None or nearest <= spacing.radius * (1 + 1e-6)


@pytest.mark.parametrize("seed", [0, 1])
def test_a_monkey_never_sees_a_caption_of_another_code_than_the_picture_s(
    roots: Any, hand: Any, qtbot: Any, decode: Any, seed: int
) -> None:
    chance, session = random.Random(seed), roots.session
    there = lambda: (chance.uniform(0, 380), chance.uniform(0, 380))  # noqa: E731
    deeds: list[Callable[[], object]] = [
        lambda: hand.move(roots.canvas(chance.randrange(2)), *there()),
        lambda: hand.move(roots.canvas(0), *there()),
        lambda: hand.click(roots.canvas(chance.randrange(2)), *there()),
        lambda: qtbot.keyClick(roots.canvas(0), chance.choice([Qt.Key.Key_Left, Qt.Key.Key_Up])),
        lambda: session.controller(PlayController).seek(chance.random()),
        lambda: session.controller(PlayController).play(not session.state.part(PathState).playing),
        lambda: session.controller(DrawingController).redraw((STROKE * chance.uniform(0.5, 1.2),)),
        lambda: session.controller(DrawingController).clear(),
        lambda: session.controller(PlaneController).set_value(0, chance.randrange(2), chance.uniform(-2, 2)),
        lambda: session.controller(PathController).surprise(),
        lambda: qtbot.mouseClick(button(roots, chance.choice(list(Owner))), Qt.MouseButton.LeftButton),
        lambda: session.controller(ProbeController).random_sample(),
    ]
    for _ in range(60):
        chance.choice(deeds)()
        if chance.random() < 0.5:
            QApplication.processEvents()
            continue
        session.controller(PlayController).play(False)
        idle(roots)
        check(roots, decode)
