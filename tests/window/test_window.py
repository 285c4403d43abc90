"""The window as a whole: every view can draw any state from nothing; names; keys; cards; the child's death."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QKeySequence, QPixmap, QPixmapCache
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QSplitter, QToolTip, QWidget
from shiboken6 import isValid

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.panel import on_pen_area
from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Owner, Preview, Probe
from aevae_desktop.session.state import Mode
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.text_line import TextLine
from aevae_desktop.window.window import Window
from tests.window_fixtures import spoken

THREE = Path(__file__).parents[2] / "docs" / "pictures" / "three.json"

NAMES = (
    "map.0", "map.1", "decoder.0", "decoder.1", "pen", "pen.seen", "pen.clear", "pen.undo", "path.play", "path.scrub",
    "models", "layers", "status",
)  # fmt: skip
STROKE = np.array([[40.0, 20.0], [120.0, 60.0], [60.0, 90.0], [130.0, 130.0], [40.0, 150.0]])


@pytest.mark.parametrize("name", NAMES)
def test_stable_names_are_there_and_speak(window: Any, name: str) -> None:
    widget = window.card(name) if name in window.dock.cards else window.findChild(QWidget, name)
    assert widget is not None
    assert widget.objectName() == name
    assert spoken(widget)


def test_drawing_from_nothing_gives_the_same_window(window: Any, look: Any) -> None:
    """``changed(EMPTY, state)`` draws everything: a second window on a busy session looks like the first."""
    session = window.session
    session.controller(DrawingController).redraw((STROKE,))
    session.set_mode(Mode.PATH)
    session.controller(PathController).click(1, 0.3, 0.2)
    session.controller(PathController).click(1, -0.5, 0.4)
    session.controller(PointsController).toggle_class(2)
    session.controller(PlayController).seek(0.3)
    session.controller(ProbeController).probe(0, 0.2, -0.3)
    assert window.wait_idle(60_000)
    window.canvas(0).clearFocus()
    second = Window(session, window.theme)
    second.resize(window.size())
    second.show()
    QApplication.processEvents()
    second.canvas(0).clearFocus()
    assert second.wait_idle(60_000)
    for name in (*NAMES[:6], "path.film", "reading.0", "residual.1", "legend.2"):
        one, two = window.findChild(QWidget, name), second.findChild(QWidget, name)
        assert (look(one) == look(two)).all(), name
    assert window.findChild(QWidget, "status").text() == second.findChild(QWidget, "status").text()
    session.setParent(window)
    session.changed.disconnect(second._render)
    second.session = type("Gone", (), {"close": staticmethod(lambda: None), "question": staticmethod(lambda: None)})()
    second.close()
    second.deleteLater()


def test_draw_on_the_pen_with_a_mouse(window: Any, hand: Any) -> None:
    pen = window.findChild(QWidget, "pen")
    hand.drag(pen, (60, 40), (100, 60), (60, 90), (110, 120), (50, 140))
    assert window.wait_idle(60_000)
    state = window.session.state
    assert len(state.part(Drawing).strokes) == 1
    assert (window.findChild(QWidget, "pen.seen").image() == state.part(Drawing).seen).all()
    for i in (0, 1):
        assert (window.findChild(QWidget, f"reading.{i}").image() == state.panes[i].get(Encoding).x_hat).all()
    window.findChild(QWidget, "pen.undo").click()
    assert window.wait_idle(60_000)
    assert window.session.state.panes[0].get(Encoding) is None
    assert window.findChild(QWidget, "pen.seen").image() is None


def test_size_on_screen_does_not_change_what_the_encoder_sees(window: Any, hand: Any) -> None:
    pen = window.findChild(QWidget, "pen")
    shape = [(60, 40), (100, 60), (60, 90), (110, 120), (50, 140)]
    hand.drag(pen, *shape)
    large = window.session.state.part(Drawing).seen
    window.session.controller(DrawingController).clear()
    hand.drag(pen, *((x / 3 + 20, y / 3 + 30) for x, y in shape))
    assert np.abs(window.session.state.part(Drawing).seen - large).max() < 0.02


def test_scrubber_moves_the_film(window: Any) -> None:
    scrub = window.findChild(QWidget, "path.scrub")
    scrub.setFocus()
    for _ in range(3):
        scrub.triggerAction(scrub.SliderAction.SliderPageStepAdd)
    state = window.session.state
    assert state.part(PathState).t == pytest.approx(scrub.value() / 1000)
    assert state.panes[0].get(Preview).source is Owner.PATH
    shown = window.findChild(QWidget, "decoder.0").image()
    assert (
        np.rint(shown * 255) == state.panes[0].get(FrameSequence).frames[round(state.part(PathState).t * 120)]
    ).all()


def test_play_button_plays_and_pauses(window: Any, qtbot: Any) -> None:
    play = window.findChild(QWidget, "path.play")
    play.click()
    qtbot.waitUntil(lambda: window.session.state.part(PathState).t > 0, timeout=60_000)
    assert window.session.state.part(PathState).playing
    play.click()
    t = window.session.state.part(PathState).t
    qtbot.wait(80)
    assert window.session.state.part(PathState).t == t


@pytest.mark.qt_log_ignore("This plugin does not support")  # a window of its own, of the platform without a display
def test_every_action_has_its_own_keys_and_runs(window: Any) -> None:
    keys = [QKeySequence(key).toString() for action in window.commands for key in (*action.keys, *action.late)]
    assert len(keys) == len(set(keys))
    assert all(keys)
    for action in window.commands:
        if action.name not in (
            "close",
            "quit",
            "fullscreen",
            "open",
            "open_folder",
            "ask_way",
        ):  # some wait for a person
            action.run(window)
    assert window.wait_idle(60_000)
    window.session.controller(PlayController).play(False)


def test_space_presses_what_has_the_keyboard_and_plays_otherwise(window: Any, qtbot: Any) -> None:
    window.toggle_card("layers")
    box = window.findChild(QWidget, "layers.prior")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not window.session.state.layers["prior"].on
    chip = window.findChild(QWidget, "legend.3")
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert window.session.state.hidden == {3}
    assert not chip.isChecked()
    assert not window.session.state.part(PathState).playing
    window.canvas(0).setFocus()
    qtbot.keyClick(window.canvas(0), Qt.Key.Key_Space)
    assert window.session.state.part(PathState).playing
    window.session.controller(PlayController).play(False)


def test_escape_gives_the_focus_back(window: Any) -> None:
    window.activateWindow()
    pen = window.findChild(QWidget, "path.scrub")
    pen.setFocus()
    window.toggle_card("help")
    window.escape()
    assert pen.hasFocus() or window.focusWidget() is pen


def test_a_card_that_is_closed_by_its_own_key_gives_the_focus_back_too(window: Any) -> None:
    """Also where another card was open before it; what has taken the keyboard meanwhile keeps it."""
    window.activateWindow()
    scrub = window.findChild(QWidget, "path.scrub")
    scrub.setFocus()
    window.toggle_card("layers")
    box = window.findChild(QWidget, "layers.prior")
    box.setFocus()
    window.toggle_card("help")
    window.toggle_card("help")
    assert window.focusWidget() is box
    window.toggle_card("layers")
    assert window.focusWidget() is scrub
    window.toggle_card("layers")
    window.canvas(1).setFocus()
    window.toggle_card("layers")
    assert window.focusWidget() is window.canvas(1)


@pytest.mark.parametrize("leave", ["escape", "its own key"])
def test_a_card_closes_though_what_had_the_keyboard_before_is_gone(window: Any, qtbot: Any, leave: str) -> None:
    """A chip of the legend goes with its model, the list of a chooser when it closes."""
    chip = QPushButton(window)
    chip.show()
    chip.setFocus()
    window.toggle_card("layers")
    chip.deleteLater()
    qtbot.waitUntil(lambda: not isValid(chip), timeout=60_000)
    window.escape() if leave == "escape" else window.toggle_card("layers")
    assert window.dock.opened is None
    assert window.canvas().hasFocus()


def test_a_click_beside_the_panels_leaves_the_keyboard_where_it_was(window: Any) -> None:
    window.activateWindow()
    window.canvas(0).setFocus()
    scroll = window.findChild(QScrollArea, "side.scroll")
    QTest.mouseClick(scroll.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert window.focusWidget() is window.canvas(0)


def test_the_last_line_of_the_keys_can_be_scrolled_to_by_keyboard(window: Any, qtbot: Any) -> None:
    window.activateWindow()
    window.resize(1000, 640)
    window.toggle_card("help")
    QApplication.processEvents()
    scroll = window.findChild(QScrollArea, "side.scroll")
    labels = [label for label in window.dock.cards["help"].findChildren(QLabel) if label.isVisible()]
    last = max(labels, key=lambda label: label.mapTo(scroll.widget(), QPoint()).y())
    assert scroll.visibleRegion().boundingRect().height() < scroll.widget().height()
    scroll.setFocus()
    for _ in range(30):
        qtbot.keyClick(scroll, Qt.Key.Key_PageDown)
        if not last.visibleRegion().isEmpty():
            return
    raise AssertionError("the last line stays out of sight")


def test_a_line_that_is_cut_off_shows_all_of_itself_as_a_tooltip(qapp: Any, monkeypatch: Any) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, text, *rest: said.append(text))
    line, at = TextLine(), QPoint(3, 3)
    line.setText("one latent number; rows separate the classes", "Autoencoder")
    line.resize(line.sizeHint())
    QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, at, at))
    assert said == []
    line.resize(150, line.height())
    QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, at, at))
    assert said == ["Autoencoder one latent number; rows separate the classes"]


def test_a_line_without_room_for_all_it_says_is_drawn_as_its_short_words(qapp: Any) -> None:
    """Letter by letter what the short words alone look like; a screen reader still hears the long ones."""
    line, short = TextLine(), TextLine()
    line.setText("prior N(0, I), rings at 1, 2, 3 σ", "VAE", "prior N(0, I)")
    short.setText("prior N(0, I)", "VAE")
    for each in (line, short):
        each.resize(short.sizeHint())
    assert line.grab().toImage() == short.grab().toImage()
    assert line.accessibleName() == "VAE prior N(0, I), rings at 1, 2, 3 σ"
    for each, text in ((short, ""), (line, line.text().removeprefix("VAE "))):
        each.setText(text, "VAE", "prior N(0, I)" if text else "")
        each.resize(60, each.height())
    assert line.grab().toImage() == short.grab().toImage()
    line.resize(line.sizeHint())
    assert line.grab().toImage() != short.grab().toImage()


def test_a_value_set_by_a_screen_reader_moves_the_film(window: Any) -> None:
    window.findChild(QWidget, "path.scrub").setValue(700)
    assert window.session.state.part(PathState).t == pytest.approx(0.7)


@pytest.mark.parametrize("width", [1000, 1100, 1337, 1600])
def test_a_click_on_a_tile_seeks_that_tile(window: Any, hand: Any, width: int) -> None:
    window.resize(width, 760)
    QApplication.processEvents()
    strip = window.findChild(QWidget, "path.film")
    for c in range(strip._columns):
        at = strip._box(0, c).center()
        hand.click(strip, at.x(), at.y())
        assert strip._column(window.session.state.part(PathState).t) == c


def test_a_press_on_the_track_goes_there_and_a_drag_goes_on(window: Any, hand: Any) -> None:
    scrub = window.findChild(QWidget, "path.scrub")
    middle = scrub.height() / 2
    hand.press(scrub, scrub.width() * 0.75, middle)
    assert window.session.state.part(PathState).t == pytest.approx(0.75, abs=0.03)
    hand.move(scrub, scrub.width() * 0.25, middle, held=True)
    hand.release(scrub, scrub.width() * 0.25, middle)
    assert window.session.state.part(PathState).t == pytest.approx(0.25, abs=0.03)


def test_ink_stays_on_the_sheet(window: Any, hand: Any) -> None:
    pen = window.findChild(QWidget, "pen")
    hand.drag(pen, (60, 40), (pen.width() + 300, 60), (pen.width() + 300, 200), (60, 100))
    (stroke,) = window.session.state.part(Drawing).strokes
    assert stroke.min() >= 0
    assert (stroke <= (200, 172)).all()


def places(window: Any) -> dict[str, QRect]:
    """Where everything is that a hand may look for, in px of the window."""
    names = ("topbar", "map.0", "map.1", "decoder.0", "decoder.1", "path.play", "path.scrub", "path.film")
    found = {name: window.findChild(QWidget, name) for name in names}
    return {name: QRect(made.mapTo(window, QPoint(0, 0)), made.size()) for name, made in found.items()}


def test_draw_mode_moves_nothing_and_scrolls_to_the_pen(window: Any) -> None:
    for name in ("layers", "points"):
        window.toggle_card(name)
    QApplication.processEvents()
    before, pen = places(window), window.findChild(QWidget, "pen")
    assert pen.visibleRegion().isEmpty()  # it was pushed out of sight
    window.session.set_mode(Mode.DRAW)
    QApplication.processEvents()
    assert places(window) == before
    assert pen.visibleRegion().boundingRect().height() > pen.height() // 2


@pytest.mark.parametrize("width", [980, 1100, 1280, 1366, 1600])
def test_the_transport_keeps_a_slider_worth_the_name(window: Any, width: int) -> None:
    window.resize(width, 700)
    QApplication.processEvents()
    assert window.findChild(QWidget, "path.scrub").width() >= 80
    surprise, more = (window.findChild(QWidget, name) for name in ("path.surprise", "path.more"))
    assert surprise.isVisible() != more.isVisible()
    kind = window.findChild(QWidget, "path.kind")
    assert kind.width() >= kind.sizeHint().width()
    window.session.set_mode(Mode.PATH)
    for k in range(1, 8):
        window.session.controller(PathController).add_class(k)
    window.session.controller(PathController).compare("following", True)
    assert window.wait_idle(60_000)
    assert window.findChild(QWidget, "path.scrub").width() >= 80
    for name in ("path.ways", "path.weight", "path.even", "path.plot", "path.table"):
        made = window.findChild(QWidget, name)
        assert made.isVisible()
        assert made.width() >= max(made.minimumSizeHint().width(), 20)
        assert window.rect().contains(made.mapTo(window, made.rect().bottomRight()))


def test_the_nearest_sample_is_one_that_is_shown(window: Any, hand: Any) -> None:
    canvas, model = window.canvas(0), window.session.state.panes[0].model
    hidden = int(model.codes.label[0])
    window.session.controller(PointsController).toggle_class(hidden)
    x, y = canvas.to_widget(model.codes.xy[:1])[0]
    hand.move(canvas, x, y)
    assert window.wait_idle(60_000)
    assert model.codes.label[window.session.state.panes[0].get(Probe).sample] != hidden


def test_the_models_card_opens_on_its_list_and_works_by_keys(window: Any, tiny_bundle: Any, qtbot: Any) -> None:
    folder = Path(window.session.state.panes[0].model.key).parent
    tiny_bundle("ae-other", kind="ae", seed=7, parent=folder)
    window.toggle_card("models")
    listed = window.findChild(QWidget, "models.list")
    qtbot.waitUntil(lambda: any("ae-other" in listed.item(r).text() for r in range(listed.count())), timeout=60_000)
    assert window.findChild(QWidget, "models").focusProxy() is listed
    listed.setCurrentRow(next(r for r in range(listed.count()) if "ae-other" in listed.item(r).text()))
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert window.wait_idle(60_000)
    assert window.session.state.panes[0].model.manifest.id == "ae-other"


def test_a_bundle_that_cannot_be_opened_says_so_in_its_row(window: Any, tiny_bundle: Any, qtbot: Any) -> None:
    folder = Path(window.session.state.panes[0].model.key).parent
    garbled = tiny_bundle("garbled", decoder=b"no network at all", parent=folder)
    window.toggle_card("models")
    listed = window.findChild(QWidget, "models.list")
    qtbot.waitUntil(lambda: any("garbled" in listed.item(r).text() for r in range(listed.count())), timeout=60_000)
    before = listed.currentRow()
    window.session.controller(ModelsController).open(0, garbled)
    assert window.wait_idle(60_000)
    row = next(r for r in range(listed.count()) if str(garbled) in listed.item(r).text())
    assert "decoder.onnx" in listed.item(row).text()
    assert listed.item(listed.currentRow()).text() == listed.item(before).text()


def test_models_in_a_folder_made_later_appear(window: Any, tiny_bundle: Any, tmp_path: Path, qtbot: Any) -> None:
    from aevae_desktop.features.models.library_watcher import LibraryWatcher
    from aevae_desktop.session.inference.client import Client

    found: list[Any] = []
    client = Client(lambda event: watcher.read(event))
    watcher = LibraryWatcher(client.submit, found.append)
    watcher.watch(tmp_path / "later" / "models")
    watcher.look()
    qtbot.waitUntil(lambda: bool(found), timeout=60_000)
    tiny_bundle("late", parent=tmp_path / "later" / "models")
    qtbot.waitUntil(lambda: bool(found[-1]), timeout=60_000)
    assert [entry.id for entry in found[-1]] == ["late"]
    watcher.close()
    client.close()


def test_cards_stack_and_escape_closes_the_last_one_first(window: Any) -> None:
    for name in ("layers", "models"):
        window.toggle_card(name)
    QApplication.processEvents()
    layers, models = (window.findChild(QWidget, name) for name in ("layers", "models"))
    assert not layers.isHidden()
    assert models.geometry().bottom() < layers.y()
    window.escape()
    assert models.isHidden()
    assert not layers.isHidden()
    window.escape()
    assert layers.isHidden()
    assert window.dock.opened is None


def test_a_card_has_a_head_and_a_button_that_closes_it(window: Any) -> None:
    for name, card in window.dock.cards.items():
        window.toggle_card(name)
        assert card.title
        assert card.purpose in {label.text() for label in card.findChildren(QLabel)}
        window.findChild(QWidget, f"{name}.close").click()
        assert card.isHidden()
        assert window.dock.opened is None


def test_a_width_that_the_dock_was_dragged_to_stays(window: Any, qtbot: Any) -> None:
    window.resize(1500, 900)
    QApplication.processEvents()
    usual, handle = window.dock.width(), window.findChild(QSplitter, "middle").handle(1)
    middle = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(handle, middle - QPoint(60, 0))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle - QPoint(60, 0))
    assert window.dock.width() > usual + 30
    dragged = window.dock.width()
    window.toggle_card("samplers")
    window.resize(1400, 900)
    QApplication.processEvents()
    assert window.dock.width() == dragged


def test_one_map_and_back(window: Any) -> None:
    window.session.set_single(True)
    assert window.findChild(QWidget, "map.1").isHidden() or not window.findChild(QWidget, "map.1").isVisible()
    window.session.set_single(False)
    assert window.findChild(QWidget, "map.1").isVisible()
    assert window.wait_idle(60_000)
    assert window.findChild(QWidget, "decoder.1").image() is not None


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT])
def test_both_themes_colour_everything(window: Any, look: Any, theme: themes.Theme) -> None:
    from aevae_desktop.ui.imaging import rgb

    window.apply_theme(theme)
    assert rgb(theme.map) in look(window.canvas(0))
    assert rgb(theme.panel) in look(window)
    assert rgb(theme.ground) in look(window)


def test_pictures_in_the_colours_of_another_theme_are_not_kept(window: Any) -> None:
    kept = QPixmap(8, 8)
    QPixmapCache.insert("icon", kept)
    window.apply_theme(window.theme)
    assert QPixmapCache.find("icon", kept)
    window.toggle_theme()
    assert not QPixmapCache.find("icon", kept)


def test_a_killed_child_is_one_line_and_hovering_goes_on(window: Any, hand: Any, qtbot: Any) -> None:
    canvas = window.canvas(0)
    window.session.controller(DrawingController).redraw((STROKE,))
    assert window.wait_idle(60_000)
    before = window.session.state
    pid = window.session.client.interactive.pid
    hand.move(canvas, 60, 60)
    os.kill(pid, signal.SIGKILL)
    hand.move(canvas, 100, 100)
    qtbot.waitUntil(lambda: bool(window.session.state.notice), timeout=60_000)
    assert window.findChild(QWidget, "status").text().count("\n") == 0
    assert "started again" in window.session.state.notice
    hand.move(canvas, 120, 110)
    assert window.wait_idle(60_000)
    z = canvas.to_map(np.array([[120.0, 110.0]])).astype(np.float32)[0]
    assert (window.session.state.panes[0].get(Preview).z == z).all()
    after = window.session.state
    assert after.part(Drawing) is before.part(Drawing)
    assert after.panes[0].get(Encoding) is before.panes[0].get(Encoding)
    assert after.part(PathState) is before.part(PathState)
    assert window.session.client.interactive.pid not in (0, pid)


def test_models_list_follows_the_folder_and_greys_what_is_broken(window: Any, tiny_bundle: Any, qtbot: Any) -> None:
    window.toggle_card("models")
    listed = window.findChild(QWidget, "models.list")
    count = listed.count()
    folder = Path(window.session.state.panes[0].model.key).parent
    broken = tiny_bundle("broken", parent=folder)
    (broken / "decoder.onnx").write_bytes(b"short")
    qtbot.waitUntil(lambda: listed.count() == count + 1, timeout=60_000)
    qtbot.waitUntil(lambda: any("truncated" in listed.item(r).toolTip() for r in range(listed.count())), timeout=60_000)
    row = next(r for r in range(listed.count()) if "truncated" in listed.item(r).toolTip())
    assert not listed.item(row).flags() & Qt.ItemFlag.ItemIsEnabled
    assert "broken" in listed.item(row).text()


def test_choosing_a_model_opens_it_in_the_chosen_pane(window: Any, tiny_bundle: Any, qtbot: Any) -> None:
    folder = Path(window.session.state.panes[0].model.key).parent
    tiny_bundle("ae-other", kind="ae", seed=7, parent=folder)
    window.toggle_card("models")
    listed = window.findChild(QWidget, "models.list")
    qtbot.waitUntil(lambda: any("ae-other" in listed.item(r).text() for r in range(listed.count())), timeout=60_000)
    row = next(r for r in range(listed.count()) if "ae-other" in listed.item(r).text())
    listed.itemClicked.emit(listed.item(row))
    assert window.wait_idle(60_000)
    assert window.session.state.panes[0].model.manifest.id == "ae-other"
    assert window.session.state.panes[1].model.manifest.id == "vae-tiny"


def test_two_models_of_one_kind_are_called_by_their_ids_everywhere(window: Any, tiny_bundle: Any) -> None:
    manifest = window.session.state.panes[0].model.manifest
    window.session.controller(ModelsController).open(
        0, tiny_bundle("a-longer-vae", kind="vae", seed=5, dataset=manifest.dataset)
    )
    assert window.wait_idle(60_000)
    lines = [line.text() for line in window.findChildren(TextLine)]
    for name in ("a-longer-vae", "vae-tiny"):
        assert sum(text.split(" ")[0] == name for text in lines) >= 3, name  # caption, reading and numbers
    strip = window.findChild(QWidget, "path.film")
    assert strip._box(0, 0).x() > 60  # room for an id before the first tile
    assert strip._box(0, strip._columns - 1).right() <= strip.width()


def test_a_picture_is_taken_when_labels_have_made_room_for_what_came(shipped: Any) -> None:
    """At this size the code of the drawing lies in the middle of the label of a class."""
    size = shipped.size()
    shipped.resize(1440, 900)
    shipped.session.set_mode(Mode.DRAW)
    assert shipped.wait_idle(20_000)
    strokes = json.loads(THREE.read_text())
    drawing = shipped.session.controller(DrawingController)
    drawing.redraw(on_pen_area(tuple(np.array(stroke) for stroke in strokes)))
    assert shipped.wait_idle(20_000)
    layout = shipped.canvas(1).scene().layout
    kept = layout.kept["drawing"]
    assert kept
    for a in kept:
        for b in layout.words["labels"]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    drawing.clear()
    shipped.session.set_mode(Mode.EXPLORE)
    shipped.resize(size)
