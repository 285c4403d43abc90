"""Text of every size, in windows of every size: nothing is cut off, and nothing lies over anything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QAction, QFontMetricsF
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

import aevae_desktop
from aevae_desktop import features
from aevae_desktop.features.drawing import overlay as drawing_overlay
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.path import overlay as path_overlay
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.panels.filmstrip import Filmstrip
from aevae_desktop.features.path.panels.panel import PathPanel
from aevae_desktop.features.path.panels.path_plot import PathPlot
from aevae_desktop.session.state import Mode
from aevae_desktop.ui import theme as themes
from tests import legible
from tests.window_fixtures import pixels

SIZES = ((980, 640), (1366, 768), (1440, 900), (1920, 1080))
SCALES = (1.0, 1.5, 2.0)
LEAST = 11  # px, of text at 100 %
SIZE = rb'font-size="\d+"'  # in an SVG
Opener = Callable[[Any], object]
OPENERS: dict[str, Opener] = {  # what is on the screen
    mode.name.lower(): lambda window, mode=mode: window.session.set_mode(mode) for mode in Mode
}


def settle(window: Any) -> None:
    for _ in range(4):  # a layout within a layout is laid in the next turn
        assert window.wait_idle(20_000)


@pytest.fixture
def resized(shipped: Any) -> Any:
    yield shipped
    shipped.set_text_scale(1.0)
    shipped.session.set_mode(Mode.EXPLORE)
    shipped.resize(1200, 800)
    QApplication.processEvents()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("opener", OPENERS.values(), ids=OPENERS)
def test_no_text_is_cut_off_and_nothing_lies_over_anything(
    resized: Any, opener: Opener, size: tuple[int, int], scale: float
) -> None:
    opener(resized)
    resized.resize(*size)
    resized.set_text_scale(scale)
    settle(resized)
    assert (resized.width(), resized.height()) == size
    assert legible.clipped(resized) == {}
    assert legible.overlapping(resized) == []


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("size", [SIZES[0], SIZES[2]], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("card", [row.name for row in features.CARDS] + ["help"])
def test_no_card_cuts_text_off(resized: Any, card: str, size: tuple[int, int], scale: float) -> None:
    resized.resize(*size)
    resized.set_text_scale(scale)
    resized.open_card(card)
    settle(resized)
    try:
        assert legible.clipped(resized) == {}
        assert legible.overlapping(resized) == []
    finally:
        resized.escape()


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: "x".join(map(str, size)))
def test_a_path_beside_others_keeps_its_play_button_whole(resized: Any, size: tuple[int, int], scale: float) -> None:
    resized.session.set_mode(Mode.PATH)
    resized.resize(*size)
    resized.set_text_scale(scale)
    compare = resized.session.controller(PathController).compare
    compare("slerp", True)
    settle(resized)
    try:
        assert legible.clipped(resized) == {}
        assert legible.overlapping(resized) == []
    finally:
        compare("slerp", False)


@pytest.mark.parametrize("scale", SCALES)
def test_a_name_on_a_map_has_a_plate_that_holds_it(resized: Any, scale: float) -> None:
    """The drawing's name and the letters of the way-points grow with their text, and so do what keeps clear of them."""
    stroke = np.array([(60.0, 40.0), (90.0, 150.0)])  # px of the pen's area
    resized.session.controller(DrawingController).redraw((stroke,))
    resized.set_text_scale(scale)
    settle(resized)
    scene = resized.canvas(0).scene()
    name = QFontMetricsF(drawing_overlay.NAME_FONT())
    letter = QFontMetricsF(path_overlay.NAME_FONT())
    (plate,) = drawing_overlay.writes(scene)
    assert name.horizontalAdvance(drawing_overlay.TEXT) < plate.wide < 1.2 * name.horizontalAdvance(plate.key)
    assert name.height() <= plate.high
    for each in path_overlay.writes(scene):
        assert each.high >= letter.height() - 1
    resized.session.controller(DrawingController).clear()


def test_the_keys_make_text_larger_and_smaller(resized: Any, qtbot: Any) -> None:
    def press(name: str) -> None:
        resized.findChild(QAction, f"action.{name}").trigger()

    settle(resized)
    before = pixels(resized)
    press("text_larger")
    assert resized.text_scale == themes.TEXT_SCALES[1] == themes.text_scale()
    for _ in range(20):
        press("text_larger")
    assert resized.text_scale == themes.TEXT_SCALES[-1]
    press("text_smaller")
    assert resized.text_scale == themes.TEXT_SCALES[-2]
    for _ in range(20):
        press("text_smaller")
    assert resized.text_scale == 1.0
    settle(resized)
    assert (pixels(resized) == before).mean() > 0.999
    press("text_larger")
    press("text_usual")
    assert resized.text_scale == themes.system_text_scale()


def test_the_dock_is_as_wide_as_what_it_holds_needs_now(resized: Any) -> None:
    """What is in it is laid out over several turns of the event loop, the last of which nobody else tells it of."""
    settle(resized)
    before, inside = resized.dock.width(), resized.dock.findChild(QWidget, "pen")
    inside.setMinimumWidth(before + 100)
    settle(resized)
    assert resized.dock.width() > before + 100
    inside.setMinimumWidth(0)
    settle(resized)
    assert resized.dock.width() == before


def test_a_window_made_small_has_the_dock_of_a_small_window(resized: Any) -> None:
    """The maps give their room up late: meanwhile the dock is as narrow as it is to be, and no width is to be set."""
    settle(resized)
    before = resized.dock.width()
    resized.resize(1920, 1080)
    settle(resized)
    assert resized.dock.width() > before + 50
    resized.resize(1200, 800)
    settle(resized)
    assert resized.dock.width() == before


def test_a_change_of_size_leaves_no_widgets_behind(resized: Any) -> None:
    before = len(resized.findChildren(object))
    for scale in themes.TEXT_SCALES:
        resized.set_text_scale(scale)
    assert len(resized.findChildren(object)) == before


@pytest.mark.parametrize(("points", "usual", "scale"), [(11, 11, 1.0), (9, 11, 1.0), (14, 11, 1.25), (40, 9, 2.0)])
def test_the_system_s_size_is_the_first(
    qapp: Any, monkeypatch: pytest.MonkeyPatch, points: int, usual: float, scale: float
) -> None:
    font = qapp.font()
    font.setPointSizeF(points)
    monkeypatch.setattr(themes.QFontDatabase, "systemFont", lambda _: font)
    monkeypatch.setitem(themes.USUAL_POINTS, themes.sys.platform, usual)
    assert themes.system_text_scale() == scale


def test_no_text_in_the_window_is_smaller_than_eleven_px() -> None:
    small = {}
    for path in Path(aevae_desktop.__file__).parent.rglob("*"):
        if path.suffix in (".py", ".qss") and "figures" not in path.parts:
            found = re.findall(r"(?:themes\.font|TextLine)\((\d+)|font-size: \$px(\d+)", path.read_text("utf-8"))
            if any(int(one or other) < LEAST for one, other in found):
                small[path.name] = found
    assert small == {}


def test_text_in_a_file_is_as_large_as_ever(resized: Any, tmp_path: Path) -> None:
    def figure(path: Path) -> bytes:
        from aevae_desktop.features.figures.files import writing

        return b"".join(writing.pieces(path, resized.export.layout_of_figure()))

    resized.resize(*SIZES[1])
    before = figure(tmp_path / "a.svg")
    resized.set_text_scale(2.0)
    assert resized.wait_idle(20_000)
    after = figure(tmp_path / "a.svg")
    own = {b'font-size="26"', b'font-size="13"'}  # of the group around all, which no text has
    assert set(re.findall(SIZE, after)) - own == set(re.findall(SIZE, before)) - own != set()
    assert themes.text_scale() == 2.0


def test_the_film_is_hidden_by_its_button_and_in_a_low_window(resized: Any) -> None:
    panel, film = resized.panel(PathPanel), resized.panel(Filmstrip)
    resized.resize(1440, 900)
    assert resized.wait_idle(20_000)
    assert film.isVisible()
    low = resized.canvas(0).height()
    fold = resized.findChild(QToolButton, "path.fold")
    fold.click()
    assert resized.wait_idle(20_000)
    assert not film.isVisible()
    assert fold.accessibleName() == "Show the film"
    assert resized.canvas(0).height() > low + 80
    resized.session.set_mode(Mode.PATH)
    assert not film.isVisible()
    assert not resized.panel(PathPlot).isVisible()
    fold.click()
    assert film.isVisible()
    assert resized.panel(PathPlot).isVisible()
    panel.collapse(None)
    resized.set_text_scale(2.0)
    assert film.isVisible()
    resized.resize(1440, 768)
    QApplication.processEvents()
    assert not film.isVisible()
