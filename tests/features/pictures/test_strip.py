"""Several pictures that are dropped become a strip of readings; each is a click away from being the drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from aevae_desktop.core.images import strokes
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.engine.child.model import Model
from aevae_desktop.features import CONTROLLERS, SAVED
from aevae_desktop.features.drawing import logic as drawing_logic
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.features.encoding.controller import EncodingController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.path.state import MOST_WAYPOINTS, PathState
from aevae_desktop.features.pictures import logic, reading, record
from aevae_desktop.features.pictures.controller import PicturesController
from aevae_desktop.features.pictures.panel import PicturesPanel
from aevae_desktop.features.pictures.state import Pictures, Readings
from aevae_desktop.features.pictures.strip import PictureStrip
from aevae_desktop.features.recovery import work
from aevae_desktop.features.recovery.autosave import Autosave
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode
from tests.features.pictures.filled import photo
from tests.features.recovery.test_autosave import finish
from tests.records import read_again, refusal
from tests.window_fixtures import drop


def saved(folder: Path, *names: str) -> list[Path]:
    """Pictures of strokes that differ, in dark ink."""
    made = []
    for k, name in enumerate(names):
        line = np.array([[40.0, 20.0], [90.0, 22.0 + 9 * k], [60.0 - 5 * k, 150.0]])
        grey = (255 - np.rint(strokes.render([line], 80, 80) * 220)).astype(np.uint8)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        image = QImage(grey.data, 80, 80, 80, QImage.Format.Format_Grayscale8)
        assert image.copy().save(str(path), "png")
        made.append(path)
    return made


def names(window: Any) -> list[str]:
    return [photo.name for photo in window.session.state.part(Pictures).photos]


def strip(window: Any) -> PictureStrip:
    found = window.findChild(PictureStrip)
    assert found is not None
    return found


def in_hand(window: Any) -> str:
    return window.session.state.part(Drawing).photo.name


def test_dropped_pictures_are_read_by_every_model(window: Any, tmp_path: Path) -> None:
    drop(window, *saved(tmp_path, "a.png", "b.png", "c.png"))
    state = window.session.state
    assert state.mode is Mode.DRAW
    assert names(window) == ["a.png", "b.png", "c.png"]
    assert in_hand(window) == "a.png"
    for pane in state.panes:
        readings, decoder = pane.get(Readings), Model(Path(pane.model.key))
        image = pane.model.manifest.image
        x = np.stack([drawing_logic.read_by(one, image) for one in state.part(Pictures).photos])
        mu = decoder.encode(x).mu
        np.testing.assert_allclose(readings.mu, mu, atol=1e-5)
        np.testing.assert_allclose(readings.mse, np.mean((x - decoder.decode(mu)) ** 2, axis=(1, 2)), rtol=1e-4)
        np.testing.assert_array_equal(readings.mu[0], pane.get(Encoding).mu)
    assert window.findChild(PicturesPanel).isVisible()
    assert strip(window).count() == 3
    assert strip(window).tip(1).startswith("b.png\nLinear AE: MSE .")
    assert not window.findChild(QToolButton, "pictures.encode").isVisible()


def test_a_click_and_arrows_put_one_in_the_pen_s_place(window: Any, tmp_path: Path, hand: Any) -> None:
    drop(window, *saved(tmp_path, "a.png", "b.png", "c.png"))
    at = strip(window).box(2).center()
    hand.click(strip(window), at.x(), at.y())
    assert window.wait_idle(60_000)
    assert in_hand(window) == "c.png"
    QTest.keyClick(strip(window), Qt.Key.Key_Left)
    assert in_hand(window) == "b.png"
    assert logic.at(window.session.state) == 1
    window.session.controller(DrawingController).set_centred(False)
    assert logic.at(window.session.state) == 1
    window.session.controller(DrawingController).undo()
    window.session.controller(DrawingController).undo()
    assert in_hand(window) == "c.png"
    window.session.controller(DrawingController).clear()
    assert logic.at(window.session.state) is None


def test_a_folder_is_read_in_order_and_what_is_none_is_told(window: Any, tmp_path: Path) -> None:
    saved(tmp_path / "all", "b/2.png", "a/9.png", "b/1.png")
    (tmp_path / "all" / "b" / "broken.png").write_bytes(b"%PDF-1.7")
    (tmp_path / "all" / "notes.txt").write_text("notes")
    drop(window, tmp_path / "all")
    assert names(window) == ["9.png", "1.png", "2.png"]
    assert window.session.state.notice == "1 of 4 pictures could not be read: broken.png: found a PDF"
    assert window.findChild(QToolButton, "pictures.encode").isVisible()


def test_one_picture_leaves_the_strip_and_another_drop_replaces_it(window: Any, tmp_path: Path) -> None:
    drop(window, *saved(tmp_path, "a.png", "b.png"))
    drop(window, *saved(tmp_path, "alone.png"))
    assert names(window) == ["a.png", "b.png"]
    assert in_hand(window) == "alone.png"
    drop(window, *saved(tmp_path, "c.png", "d.png", "e.png"))
    assert names(window) == ["c.png", "d.png", "e.png"]
    assert all(len(pane.get(Readings).mu) == 3 for pane in window.session.state.panes)


def test_a_newer_drop_stops_the_one_before(window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    controller, read = window.session.controller(PicturesController), []
    first = saved(tmp_path / "1", *(f"{k}.png" for k in range(9)))
    outcome = reading.picture_file.outcome

    def slowly(path: Path) -> object:
        read.append(path)
        if len(read) == 1:
            controller._reader._asked += 1  # as if another drop came now
        return outcome(path)

    monkeypatch.setattr(reading.picture_file, "outcome", slowly)
    controller.open(first)
    controller._reader.findChild(reading.QThreadPool).waitForDone()
    assert len(read) == 1
    controller.open(saved(tmp_path / "2", "x.png", "y.png"))
    assert window.wait_idle(60_000)
    assert names(window) == ["x.png", "y.png"]


def test_unreadable_pictures_change_nothing(window: Any, tmp_path: Path) -> None:
    drop(window, *saved(tmp_path, "a.png", "b.png"))
    for name in ("x.png", "y.png"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    drop(window, tmp_path / "x.png", tmp_path / "y.png")
    assert names(window) == ["a.png", "b.png"]
    assert "2 of 2 pictures could not be read: x.png" in window.session.state.notice


def test_of_many_the_first_are_read_and_all_can_be_encoded(
    window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST", 3)
    asked: list[Path] = []
    monkeypatch.setattr(EncodingController, "start", lambda self, place: asked.append(place))
    saved(tmp_path / "all", *(f"{k}.png" for k in range(7)))
    drop(window, tmp_path / "all")
    assert names(window) == ["0.png", "1.png", "2.png"]
    assert window.findChild(PicturesPanel)._said.text().startswith("the first 3 of 7")
    window.findChild(QToolButton, "pictures.encode").click()
    assert asked == [tmp_path / "all"]
    assert not window.card("encoding").isHidden()
    window.findChild(QToolButton, "pictures.encode").click()
    assert not window.card("encoding").isHidden()


def test_all_of_them_become_way_points(session: Any) -> None:
    controller = session.controller(PicturesController)
    controller.as_waypoints()
    assert session.state.notice == "No two pictures are encoded yet."
    pictures = Pictures(("/a",), photos=tuple(map(photo, range(MOST_WAYPOINTS + 4))), total=MOST_WAYPOINTS + 4)
    session.set_state(logic.replaced(session.state, pictures))
    session.fake.flush()
    controller.as_waypoints()
    way = session.state.part(PathState).waypoints
    assert [point.name for point in way] == [f"{k}.png" for k in range(MOST_WAYPOINTS)]
    for i, pane in enumerate(session.state.panes):
        readings = pane.get(Readings)
        assert len(readings.mu) == MOST_WAYPOINTS + 4
        for k, point in enumerate(way):
            np.testing.assert_array_equal(point.z[i], readings.mu[k])
    assert str(MOST_WAYPOINTS) in session.state.notice


def test_another_model_reads_them_anew(session: Any, tiny_bundle: Any, library: Path) -> None:
    session.set_state(logic.replaced(session.state, Pictures(("/a",), photos=(photo(1), photo(2)), total=2)))
    session.fake.flush()
    before = session.state.panes[1].get(Readings)
    folder = tiny_bundle("ae-third", kind="ae", seed=5, latent_dim=3, parent=library)
    session.controller(ModelsController).open(0, folder)
    session.fake.flush()
    assert session.state.panes[0].get(Readings).mu.shape == (2, 3)
    assert session.state.panes[1].get(Readings) is before


def test_what_was_asked_of_other_pictures_is_dropped(session: Any) -> None:
    session.set_state(logic.replaced(session.state, Pictures(("/a",), photos=(photo(1), photo(2)), total=2)))
    slot = f"pictures:{session.state.panes[0].model.key}"
    asked = session.fake.waiting[slot]
    session.controller(PicturesController).clear()
    session.set_state(logic.replaced(session.state, Pictures(("/b",), photos=(photo(3),), total=1)))
    session.fake.waiting[slot] = asked
    session.fake.flush(slot)
    assert session.state.panes[0].get(Readings) is None


def test_a_folder_of_something_else_is_not_taken(window: Any, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "notes.txt").write_text("notes")
    assert not reading.holds_pictures(tmp_path / "plain")
    saved(tmp_path / "bundle", "a.png")
    (tmp_path / "bundle" / "manifest.json").write_text("{}")
    assert not reading.holds_pictures(tmp_path / "bundle")
    saved(tmp_path / "nested", "x/y/a.png")
    assert reading.holds_pictures(tmp_path / "nested")
    drop(window, tmp_path / "plain")
    assert "plain: no manifest.json and no .onnx file in it" in window.session.state.notice


def test_copied_files_are_pasted_together(window: Any, tmp_path: Path) -> None:
    from PySide6.QtCore import QMimeData, QUrl

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in saved(tmp_path, "a.png", "b.png")])
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert window.wait_idle(60_000)
    assert names(window) == ["a.png", "b.png"]


def test_the_file_of_what_is_open_keeps_where_they_are(session: Any, tmp_path: Path, qtbot: Any) -> None:
    paths = saved(tmp_path, "a.png", "b.png")
    session.controller(PicturesController).open(paths)
    qtbot.waitUntil(lambda: not session.controller(PicturesController).busy)
    value = record.SAVED.take(session.state, {})
    assert value == tuple(map(str, paths))
    assert record.SAVED.private
    assert read_again(record.SAVED, value) == value
    assert read_again(record.SAVED, None) is None
    session.controller(PicturesController).clear()
    session.controller(DrawingController).clear()
    record.SAVED.restore(session, value, ())
    qtbot.waitUntil(lambda: not session.controller(PicturesController).busy)
    assert [one.name for one in session.state.part(Pictures).photos] == ["a.png", "b.png"]
    assert session.state.part(Drawing).empty


@pytest.mark.parametrize("change", [5, ["a.png"], [3], ["/a\0"], ["/a"] * 301])
def test_a_record_that_names_no_places_is_one_line(change: Any) -> None:
    assert "pictures: found" in refusal(record.SAVED, {"pictures": change})


def test_the_strip_is_back_at_the_next_start_with_the_one_in_hand(
    session: Any, library: Path, tmp_path: Path, qtbot: Any
) -> None:
    session.views.update({i: View2D(0.0, 0.0, 50.0, 400, 300) for i in range(2)})
    session.controller(PicturesController).open(saved(tmp_path, "a.png", "b.png", "c.png"))
    qtbot.waitUntil(lambda: not session.controller(PicturesController).busy)
    session.controller(PicturesController).choose(1)
    session.fake.flush()
    kept = Autosave(session, tmp_path / "work.json", lambda: "dark", lambda said: None, session)
    kept.flush()
    kept.close()
    (tmp_path / "c.png").unlink()
    other: Any = Session(CONTROLLERS, type(session.fake), saved=SAVED)
    other.fake = other.client
    other.views.update(session.views)
    other.controller(LibraryController).start([library])
    other.fake.flush()
    work.restore(other, work.read(tmp_path / "work.json", SAVED))
    finish(other)
    qtbot.waitUntil(lambda: not other.controller(PicturesController).busy)
    other.fake.flush()
    part = other.state.part(Pictures)
    assert [one.name for one in part.photos] == ["a.png", "b.png"]
    assert part.refused == ("c.png: missing",)
    assert logic.at(other.state) == 1
    assert len(other.state.panes[0].get(Readings).mu) == 2
    other.close()
