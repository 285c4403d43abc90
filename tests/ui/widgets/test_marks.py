"""What views paint alike: text that is cut off where it must be, bars without gaps, and tables that know themselves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from aevae_desktop.ui import imaging
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.marks import RIGHT, paint_bar, paint_dot, write
from aevae_desktop.ui.widgets.table import NumberTable, Row


def painted(draw: Any, width: int = 100, height: int = 20) -> np.ndarray:
    """What ``draw`` paints on white, ``(height, width) uint32``."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return imaging.pixels_of(image).copy()


def test_text_says_how_wide_it_is_and_stays_in_its_room(qapp: object) -> None:
    font, said = themes.font(12), []
    for text, room in (("word", 90.0), ("a text that is far too long", 60.0), ("a text", 3.0)):
        box = QRectF(5, 0, room, 20)
        pixels = painted(
            lambda painter, text=text, box=box: said.append(write(painter, box, text, font, "#000000", RIGHT))
        )
        dark = np.flatnonzero((pixels != 0xFFFFFFFF).any(axis=0))
        assert len(dark) == 0 or (dark.min() >= 4 and dark.max() <= 5 + room)
        assert bool(len(dark)) == (room > 3.0)
    assert said[0] == "word"
    assert said[1].startswith("a text")
    assert said[1].endswith("…")
    assert said[2] == ""


def test_a_bar_has_every_colour_and_no_gap(qapp: object) -> None:
    colours = ("#ff0000", "#00ff00", "#0000ff")
    pixels = painted(lambda painter: paint_bar(painter, QRectF(10, 5, 70, 6), colours))
    row = pixels[8, 10:80]
    assert set(row.tolist()) == {imaging.rgb(colour) for colour in colours}
    assert (pixels[8, :10] == 0xFFFFFFFF).all()
    assert (pixels[8, 80:] == 0xFFFFFFFF).all()


@pytest.mark.parametrize("filled", [True, False])
def test_a_hidden_class_is_a_ring(qapp: object, filled: bool) -> None:
    pixels = painted(lambda painter: paint_dot(painter, QPointF(50, 10), 6.0, "#00ff00", filled=filled))
    assert (pixels[10, 50] == imaging.rgb("#00ff00")) == filled
    assert (pixels == imaging.rgb("#00ff00")).any()


def test_a_table_is_as_high_as_its_rows_and_is_read_out(qtbot: Any) -> None:
    table = NumberTable("table", "What was measured")
    qtbot.addWidget(table)
    table.setRows(("AE", "VAE"), [Row("MSE", ("0.02", "")), Row("sum", ("1", "2"), strong=True)])
    assert table.accessibleDescription() == "MSE: 0.02; sum: 1, 2"
    two = table.height()
    table.setRows(("AE", "VAE"), [Row("MSE", ("0.02", ""))])
    assert two - table.height() == NumberTable.HIGH
