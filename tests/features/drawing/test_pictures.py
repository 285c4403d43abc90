"""A picture that is dropped or pasted takes the place of the drawing; a wrong one is a line and changes nothing."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject, Qt, QThreadPool
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from aevae_desktop.core.images import strokes
from aevae_desktop.features.drawing import logic, picture_file, record
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.widgets.text_line import TextLine
from tests.records import read_again, refusal
from tests.window_fixtures import drop

SEVEN = np.array([[40.0, 20.0], [90.0, 22.0], [60.0, 150.0]])


def picture(side: int = 120) -> QImage:
    """A seven in dark ink, off the middle."""
    grey = np.full((side + 40, side + 90), 250, np.uint8)
    grey[10 : side + 10, 60 : side + 60] -= np.rint(strokes.render([SEVEN], side, side) * 220).astype(np.uint8)
    return QImage(grey.data, grey.shape[1], grey.shape[0], grey.shape[1], QImage.Format.Format_Grayscale8).copy()


def saved(folder: Path, name: str, kind: str = "") -> Path:
    path = folder / name
    assert picture().save(str(path), kind or None)
    return path


def drawn(window: Any) -> Drawing:
    return window.session.state.part(Drawing)


def as_drawn(window: Any) -> float:
    """How far what is read is from the seven that the pen would have drawn."""
    return float(np.abs(drawn(window).seen - strokes.render([SEVEN])).mean())


def test_a_dropped_picture_is_read_by_all_and_undone(window: Any, tmp_path: Path) -> None:
    window.session.controller(DrawingController).redraw((SEVEN * [1, -1],))
    before = drawn(window)
    drop(window, saved(tmp_path, "seven.jpg"))
    state = window.session.state
    assert state.mode is Mode.DRAW
    assert as_drawn(window) < 0.03
    assert all(state.panes[i].get(Encoding) is not None for i in state.shown)
    said = window.findChild(TextLine, "photo.said").text()
    assert said.startswith("seven.jpg dark ink, inverted")
    pen = window.session.controller(DrawingController)
    assert pen.words(pen.edits.past[-1][1], pen.value) == "open a picture"
    pen.undo()
    assert drawn(window).strokes is before.strokes
    assert drawn(window).photo is None
    pen.redo()
    assert drawn(window).photo is not None


def test_the_switches_say_and_do_what_is_read(window: Any, tmp_path: Path) -> None:
    drop(window, saved(tmp_path, "seven.png"))
    seen = drawn(window).seen
    inverted, centred = (window.findChild(QToolButton, f"photo.{name}") for name in ("inverted", "centred"))
    assert inverted.isChecked()
    assert centred.isChecked()
    inverted.click()
    np.testing.assert_allclose(drawn(window).seen, 1.0 - seen)
    assert "not inverted" in window.findChild(TextLine, "photo.said").text()
    inverted.click()
    centred.click()
    assert "fitted" in window.findChild(TextLine, "photo.said").text()
    assert np.abs(drawn(window).seen - seen).mean() > 0.03
    window.session.controller(DrawingController).undo()
    assert centred.isChecked()


@pytest.mark.parametrize("kind", ["png", "jpg", "bmp", "webp", "gif"])
def test_a_picture_is_known_by_what_is_in_it(window: Any, tmp_path: Path, kind: str) -> None:
    path = saved(tmp_path, "seven.txt", "png" if kind == "gif" else kind)
    if kind == "gif":
        with Image.open(path) as one:
            one.save(path, "GIF")
    drop(window, path)
    assert drawn(window).photo is not None
    assert as_drawn(window) < 0.03


def test_ctrl_v_reads_what_was_copied(window: Any) -> None:
    QGuiApplication.clipboard().setImage(picture())
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.wait_idle(60_000)
    assert as_drawn(window) < 0.03
    QGuiApplication.clipboard().setText("seven")
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "holds no picture" in window.session.state.notice


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pdf(path: Path) -> str:
    path.write_bytes(b"%PDF-1.7\n" + b"0" * 100)
    return "found a PDF, expected a PNG, JPEG"


def _svg(path: Path) -> str:
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>')
    return "found an SVG drawing"


def _huge(path: Path) -> str:
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"0" * 1000)))
    return "found 40,000 × 40,000 pixels, expected at most"


def _long(path: Path) -> str:
    path.write_bytes(b"\xff\xd8\xff")
    os.truncate(path, 1 << 30)
    return "1,073,741,824 bytes, and at most"


def _cut(path: Path) -> str:
    assert picture().save(str(path), "png")
    path.write_bytes(path.read_bytes()[:60])
    return "is damaged"


def _white(path: Path) -> str:
    image = QImage(30, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    assert image.save(str(path), "png")
    return "a picture of one colour"


@pytest.mark.parametrize("wrong", [_pdf, _svg, _huge, _long, _cut, _white])
def test_a_wrong_picture_is_one_line_and_changes_nothing(window: Any, tmp_path: Path, wrong: Any) -> None:
    window.session.controller(DrawingController).redraw((SEVEN,))
    assert window.wait_idle(60_000)
    before = drawn(window)
    path = tmp_path / "wrong.png"
    said = wrong(path)
    drop(window, path)
    notice = window.session.state.notice
    assert notice.startswith(str(path))
    assert said in notice
    assert "\n" not in notice
    assert picture_file.REMEDY in notice or "Give another picture." in notice
    assert drawn(window) is before


def test_the_last_picture_wins_and_none_comes_after_the_end(qtbot: Any, tmp_path: Path) -> None:
    owner, names = QObject(), []
    reader = picture_file.PictureReader(owner)
    reader.came.connect(lambda photo: names.append(photo.name))

    def read(name: str) -> None:
        reader.read(saved(tmp_path, name))
        reader.findChild(QThreadPool).waitForDone()  # it is read, and nobody was told yet

    read("a.png")
    read("b.png")
    qtbot.waitUntil(lambda: not reader.busy)
    assert names == ["b.png"]
    read("c.png")
    reader.close()
    QApplication.processEvents()
    assert names == ["b.png"]


def test_a_record_keeps_it(session: Any) -> None:
    pen = session.controller(DrawingController)
    pen.put(picture_file.photo(picture(), "seven.png"))
    pen.set_centred(False)
    seen = session.state.part(Drawing).seen
    value = record.PICTURE.take(session.state, {})
    assert read_again(record.PICTURE, value) == value
    pen.clear()
    record.PICTURE.restore(session, value, ())
    np.testing.assert_array_equal(session.state.part(Drawing).seen, seen)
    assert logic.said(session.state.part(Drawing).photo) == "dark ink, inverted; whole picture fitted in"
    assert read_again(record.PICTURE, None) is None


PIXEL = {"height": 1, "width": 1, "levels": "/w=="}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (5, "picture: found 5"),
        ({"name": 3}, "picture.name: found 3"),
        ({"name": "a", "figure": PIXEL | {"height": 2}, "whole": PIXEL}, "picture.figure: found"),
        ({"name": "a", "figure": PIXEL | {"levels": "AA=="}, "whole": PIXEL}, "not all of them 0"),
        ({"name": "a", "figure": PIXEL | {"levels": "é"}, "whole": PIXEL}, "picture.figure: found"),
        ({"name": "a", "figure": PIXEL | {"height": 1e9}, "whole": PIXEL}, "picture.figure: found"),
        ({"name": "a", "figure": PIXEL}, "picture.whole: found nothing"),
    ],
)
def test_a_record_that_means_nothing_is_one_line(change: Any, said: str) -> None:
    assert said in refusal(record.PICTURE, {"picture": change})


def test_a_figure_s_png_is_still_a_figure(window: Any, tmp_path: Path) -> None:
    from aevae_desktop.features.figures import actions, metadata

    plain = saved(tmp_path, "plain.png")
    assert not actions.drop(window.session, 0, plain)
    marked = tmp_path / "marked.png"
    data = plain.read_bytes()
    text = _chunk(b"tEXt", metadata.FORMAT.encode() + b"\0{}")
    marked.write_bytes(data[:33] + text + data[33:])
    assert actions.drop(window.session, 0, marked)
