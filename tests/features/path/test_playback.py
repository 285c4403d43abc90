"""The player in the window: the strip's tiles and the onion skin pixel by pixel, and every key."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton, QWidget

from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import Ease, FrameSequence, PathState, Repeat
from aevae_desktop.features.probe.state import Preview, Probe
from aevae_desktop.ui import imaging
from aevae_desktop.ui.imaging import rgb
from aevae_desktop.ui.theme import DARK
from tests.window_fixtures import spoken

Keys = Qt.KeyboardModifier


def find(window: Any, name: str) -> Any:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def filmed(window: Any, frames: int, closed: bool = False) -> Any:
    window.session.controller(PathController).set_frames(frames)
    window.session.controller(PathController).set_closed(closed)
    assert window.wait_idle(60_000)
    QApplication.processEvents()
    return window.session.state.panes


def scaled(image: np.ndarray, side: int) -> np.ndarray:
    made = imaging.picture(image, (side, side), imaging.grey_ramp(DARK), 0.0, 255.0, smooth=True)
    return imaging.pixels_of(made).copy()


def check_tiles(strip: Any, shown: np.ndarray, films: Any, here: int, apart: int = 6) -> None:
    """Each tile is exactly its frame, but for the current one, which has the line over it; that alone is framed."""
    count, side = strip._columns, strip._side
    for r, film in enumerate(films):
        rows = [round(c * (len(film.z) - 1) / (count - 1)) for c in range(count)]
        for c, row in enumerate(rows):
            box = strip._box(r, c)
            x, y = int(box.x()), int(box.y())
            found = shown[y + apart : y + side - apart, x + apart : x + side - apart]
            expected = scaled(film.frames[row], side)[apart:-apart, apart:-apart]
            assert c == here or (found == expected).all(), (r, c)
            assert (shown[y + side // 2, x] == rgb(DARK.accent)) == (c == here), (r, c)


def test_the_strip_shows_every_frame_of_a_short_film_and_evenly_chosen_ones_of_a_long_one(
    window: Any, look: Any
) -> None:
    strip = find(window, "path.film")
    for frames, closed in ((5, False), (9, False), (9, True), (241, True)):
        panes = filmed(window, frames, closed)
        assert len(panes[0].get(FrameSequence).z) == frames
        room = int((strip.width() - strip._names - 2 + 7) // (strip._side + 7))
        assert strip._columns == min(frames, room)
        window.session.controller(PlayController).seek(0.3)
        QApplication.processEvents()
        here = strip._column(0.3)
        check_tiles(strip, look(strip), [pane.get(FrameSequence) for pane in panes], here)
        assert strip._box(0, strip._columns - 1).right() <= strip.width()
        assert strip.accessibleDescription().startswith(f"Frame {round(0.3 * (frames - 1)) + 1} of {frames}.")


def test_the_playhead_is_a_line_between_the_tiles_and_a_frame_around_one(window: Any, look: Any) -> None:
    strip = find(window, "path.film")
    filmed(window, 5)
    first, second = strip._box(0, 1), strip._box(0, 2)
    between = (first.right() + second.left()) / 2
    t = (between - strip._box(0, 0).center().x()) / (strip._box(0, 4).center().x() - strip._box(0, 0).center().x())
    for put in (0.9, t, 0.1, t):  # from afar and back: what was painted is painted over
        window.session.controller(PlayController).seek(put)
        QApplication.processEvents()
    shown = look(strip)
    gap = shown[3:-3, int(first.right()) + 4 : int(second.left()) - 3]
    inked = np.flatnonzero((gap == rgb(DARK.accent)).all(axis=0)) + int(first.right()) + 4
    assert len(inked) == 2
    assert abs(inked.mean() + 0.5 - between) <= 1.5
    other = shown[3:-3, int(second.right()) + 4 : int(strip._box(0, 3).left()) - 3]
    assert (other == rgb(DARK.panel)).all()


@pytest.mark.parametrize("closed", [False, True])
def test_onion_skin_is_mixed_after_the_decoder_and_none_is_its_own_output(window: Any, look: Any, closed: bool) -> None:
    panes, player = filmed(window, 9, closed), window.session.controller(PlayController)
    player.seek(1 / 8)
    for skins in (0, 3, 0):
        player.set_onion(skins)
        QApplication.processEvents()
        for pane in (0, 1):
            film = panes[pane].get(FrameSequence)
            expected = film.frames[1].astype(np.float64)
            for other, apart in {
                False: ((0, 1), (2, 1), (3, 2), (4, 3)),
                True: ((0, 1), (2, 1), (7, 2), (3, 2), (6, 3), (4, 3)),
            }[closed]:
                if apart <= skins:
                    expected = np.maximum(expected, 0.6 * (skins + 1 - apart) / skins * film.frames[other])
            picture = find(window, f"decoder.{pane}")
            np.testing.assert_allclose(picture.image(), expected / 255, atol=1e-6)
            assert bool(picture.toolTip()) == bool(skins)
            preview = window.session.state.panes[pane].get(Preview).image
            np.testing.assert_array_equal(np.rint(preview * 255), film.frames[1])  # the state holds no mixture
            if not skins:
                assert picture.image() is preview
        strip = find(window, "path.film")
        box, side = strip._box(0, 1), strip._side
        tile = look(strip)[int(box.y()) + 6 : int(box.y()) + side - 6, int(box.x()) + 6 : int(box.x()) + side // 2 - 3]
        blend = np.max(
            [0.6 * (skins + 1 - abs(o - 1)) / max(skins, 1) * panes[0].get(FrameSequence).frames[o] for o in (0, 2)],
            axis=0,
        )
        if not closed:
            blend = np.max([blend, *(0.2 * (5 - o) * panes[0].get(FrameSequence).frames[o] for o in (3, 4))], axis=0)
            wanted = np.maximum(panes[0].get(FrameSequence).frames[1], blend * bool(skins)).astype(np.float32)
            np.testing.assert_array_equal(tile, scaled(wanted, side)[6:-6, 6 : side // 2 - 3])


def test_keys_move_the_playhead_by_frames(window: Any, qtbot: Any) -> None:
    filmed(window, 41)
    state = lambda: window.session.state.part(PathState)  # noqa: E731
    for name in ("path.film", "path.scrub"):
        widget = find(window, name)
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        for key, modifier, frame in (
            (Qt.Key.Key_Home, Keys.NoModifier, 0),
            (Qt.Key.Key_Right, Keys.NoModifier, 1),
            (Qt.Key.Key_Right, Keys.ShiftModifier, 11),
            (Qt.Key.Key_Left, Keys.NoModifier, 10),
            (Qt.Key.Key_Left, Keys.ShiftModifier, 0),
            (Qt.Key.Key_Left, Keys.NoModifier, 0),
            (Qt.Key.Key_End, Keys.NoModifier, 40),
        ):
            qtbot.keyClick(widget, key, modifier)
            assert state().t == frame / 40, (name, key)
            assert window.session.state.panes[0].get(FrameSequence).row(state().t) == frame
    canvas = window.canvas(0)
    canvas.setFocus()
    probe = window.session.state.panes[0].get(Probe)
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Keys.AltModifier)
    assert state().t == 39 / 40
    assert window.session.state.panes[0].get(Probe) is probe
    qtbot.keyClick(canvas, Qt.Key.Key_Right)  # a plain arrow is the map's
    assert state().t == 39 / 40
    assert window.session.state.panes[0].get(Probe) is not probe


def test_keys_say_how_it_plays_and_the_menu_shows_it(window: Any, qtbot: Any) -> None:
    canvas = window.canvas(0)
    canvas.setFocus()
    path = lambda: window.session.state.part(PathState)  # noqa: E731
    qtbot.keyClick(canvas, Qt.Key.Key_J)
    qtbot.keyClick(canvas, Qt.Key.Key_J, Keys.ShiftModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_O)
    qtbot.keyClick(canvas, Qt.Key.Key_O, Keys.ShiftModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_Up, Keys.AltModifier)
    window.session.controller(PlayController).faster(1)  # its sign is on another key of every keyboard
    assert (path().repeat, path().ease, path().onion) == (Repeat.ONCE, Ease.IN_OUT, 3)
    assert (path().spec.frames, path().speed) == (241, 2.0)
    how = find(window, "path.speed")
    how.menu().refresh()
    titles = [action.text() for action in how.menu().actions()]
    assert titles == [
        "Speed: 2×", "Repeat: Once", "Easing: Ease in and out", "Onion skin: ± 3 frames", "Frames: 241",
    ]  # fmt: skip
    frames = how.menu().actions()[-1].menu()
    next(action for action in frames.actions() if action.text() == "9").trigger()
    assert path().spec.frames == 9
    window.session.undo()
    assert path().spec.frames == 121  # a number that is changed again and again is one step
    assert find(window, "path.onion").currentText() == "Onion ± 3"
    qtbot.keyClick(canvas, Qt.Key.Key_O)
    assert path().onion == 0


def test_a_frame_that_is_shown_already_is_not_made_again(window: Any) -> None:
    panes, player = filmed(window, 9), window.session.controller(PlayController)
    player.seek(0.25)
    shown = window.session.state.panes[0].get(Preview)
    player.seek(0.26)  # the same frame
    assert window.session.state.panes[0].get(Preview) is shown
    window.session.controller(PathController).swap()
    assert window.wait_idle(60_000)
    player.seek(0.25)
    film = window.session.state.panes[0].get(FrameSequence)
    assert film is not panes[0].get(FrameSequence)
    np.testing.assert_array_equal(np.rint(window.session.state.panes[0].get(Preview).image * 255), film.frames[2])


def test_the_transport_fits_and_says_what_everything_is(window: Any) -> None:
    transport = find(window, "path.scrub").parentWidget()
    for width in (980, 1100, 1600):
        window.resize(width, 700)
        QApplication.processEvents()
        for control in (*transport.findChildren(QToolButton), *transport.findChildren(QComboBox)):
            assert control.toolTip()
            assert spoken(control)
            assert control.isHidden() or control.width() >= control.minimumSizeHint().width(), control.objectName()
        assert find(window, "path.scrub").width() >= 80
        assert find(window, "path.back").isVisible() == (width == 1600)
