"""Figures: drawn anew at any size, true to the maps, and the way back from a file to the window."""

from __future__ import annotations

import csv
import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QSpinBox, QWidget

from aevae_desktop.app import create_window
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.errors import DataError
from aevae_desktop.features import OVERLAYS, SAVED
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.figures import metadata
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.files import layers, png, writing
from aevae_desktop.features.figures.files.figure_layout import FigureLayout, Order, lay_out
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.samplers.state import Recipe
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.tiles.state import Fields
from aevae_desktop.session.state import Layer
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map import overlay_cache
from tests.filling import fill
from tests.window_fixtures import drop

STROKE = np.array([[40.0, 20.0], [120.0, 60.0], [60.0, 90.0], [130.0, 130.0], [40.0, 150.0]])
RSVG = shutil.which("rsvg-convert")


def pixels(picture: QImage | Path | bytes) -> np.ndarray:
    """``(h, w, 3) uint8``."""
    image = picture if isinstance(picture, QImage) else QImage()
    if isinstance(picture, Path):
        picture = picture.read_bytes()
    if isinstance(picture, bytes):
        image = QImage.fromData(picture)
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def disturb(window: Any) -> None:
    """Do much of what one can do."""
    session = window.session
    session.controller(DrawingController).redraw((STROKE,))
    session.controller(PathController).join(1, (-1.0, 0.3), (1.2, 1.1))
    session.controller(PlayController).seek(0.4)
    session.controller(ProbeController).probe(1, 0.4, 0.3)
    session.controller(SelectionController).numbers("20-80")
    session.controller(SamplingController).set(Recipe("box", seed=4))
    session.controller(SamplingController).sample()
    session.controller(PointsController).toggle_class(3)
    session.controller(PointsController).show_splits(frozenset({0}))
    session.controller(LayersController).set_layer("prior", Layer(opacity=0.5))
    window.canvas(0).set_view(window.canvas(0).view().zoomed(1.7, (100, 90)))
    window.canvas(1).set_view(window.canvas(1).view().panned(31.7, -12.3).zoomed(1 / 3, (10, 40)))
    assert window.wait_idle(60_000)


def undo(window: Any) -> None:
    """Be somewhere else altogether."""
    session = window.session
    session.controller(DrawingController).clear()
    session.controller(SelectionController).clear()
    session.controller(SamplingController).clear()
    session.controller(PathController).join(0, (0.0, 0.0), (1.0, 1.0))
    session.controller(PointsController).toggle_class(8)
    session.controller(PointsController).show_splits(None)
    session.controller(PointsController).colour_by("sigma")
    session.controller(LayersController).set_layer("labels", Layer(on=False))
    session.controller(ProbeController).probe(0, -1.0, 1.0)
    session.show(1)
    window.canvas(0).fit()
    window.canvas(1).fit()
    assert window.wait_idle(60_000)


def laid_out(window: Any, width: int = 900, height: int = 600, scale: float = 1.0, **more: Any) -> FigureLayout:
    order = Order(width, height, scale, **more)
    return lay_out(window.session.state, window.session.views, SAVED, window.theme, order, OVERLAYS)


def written(window: Any, path: Path, **more: Any) -> bytes:
    data = b"".join(writing.pieces(path, laid_out(window, **more)))
    writing.write(path, data)
    return data


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT])
@pytest.mark.parametrize("kind", ["png", "svg", "csv", "npz"])
def test_a_figure_restored_and_exported_again_is_the_same(window: Any, tmp_path: Path, theme: Any, kind: str) -> None:
    window.apply_theme(theme)
    disturb(window)
    picture = pixels(written(window, tmp_path / "first.png", scale=1.25))
    written(window, tmp_path / f"carrier.{kind}", width=640, height=480)
    undo(window)
    window.apply_theme(themes.LIGHT if theme is themes.DARK else themes.DARK)
    assert (pixels(written(window, tmp_path / "other.png", scale=1.25)) != picture).any()
    window.resize(1000, 820)  # a figure does not depend on the window's size
    QApplication.processEvents()
    window.export.open(tmp_path / f"carrier.{kind}")
    assert window.wait_idle(60_000)
    assert window.theme is theme
    assert (pixels(written(window, tmp_path / "again.png", scale=1.25)) == picture).all()


def test_what_is_measured_and_decoded_comes_back_too(window: Any, tmp_path: Path) -> None:
    disturb(window)
    for name in ("manifold", "density", "classes", "stretch", "posteriors"):
        window.session.controller(LayersController).set_layer(name, Layer(opacity=0.6))
    assert window.wait_idle(60_000)
    picture = pixels(written(window, tmp_path / "first.png"))
    undo(window)
    for name in ("manifold", "density", "classes"):
        window.session.controller(LayersController).set_layer(name, Layer(on=False))
    window.export.open(tmp_path / "first.png")
    assert window.wait_idle(60_000)
    assert (pixels(written(window, tmp_path / "again.png")) == picture).all()


def test_a_restored_view_stays_while_the_window_is_resized_and_goes_with_the_first_drag(window: Any, hand: Any) -> None:
    disturb(window)
    record = laid_out(window).record
    undo(window)
    window.session.controller(FigureController).restore(record)
    assert window.wait_idle(60_000)
    for size in ((1300, 700), (1000, 900), (1200, 800)):
        window.resize(*size)
        QApplication.processEvents()
    assert laid_out(window).record.panes == record.panes
    hand.drag(window.canvas(0), (50, 50), (80, 80))
    assert laid_out(window).record.panes[0] != record.panes[0]
    assert laid_out(window).record.panes[1] == record.panes[1]


def test_the_map_in_a_figure_is_the_map_on_the_screen(window: Any, look: Any) -> None:
    """Drawn at the size of the widget, the inner part is pixel for pixel what the canvas paints."""
    disturb(window)
    canvas = window.canvas(1)
    window.session.controller(LayersController).set_layer("minimap", Layer(on=False))
    canvas.clearFocus()
    canvas.fit()
    scene = canvas.scene()
    image = layers.under(scene, OVERLAYS)
    from PySide6.QtGui import QPainter

    painter = QPainter(image)
    layers.over(painter, scene, OVERLAYS)
    painter.end()
    inner = (slice(9, -9), slice(9, -9))
    shown = look(canvas)[inner] & 0xFFFFFF
    drawn = pixels(image)[inner].astype(np.uint32)
    assert (shown == (drawn[..., 0] << 16 | drawn[..., 1] << 8 | drawn[..., 2])).all()


def test_the_png_is_what_was_painted_and_says_its_size(window: Any, tmp_path: Path) -> None:
    disturb(window)
    made = laid_out(window, 701, 499, 1.5, dpi=300.0)
    data = b"".join(png.pieces(made))
    assert (pixels(data) == pixels(png.image(made))).all()
    assert QImage.fromData(data).dotsPerMeterX() == round(300 / 0.0254)
    assert made.record.size == (701, 499)
    assert pixels(data).shape == (499, 701, 3)


def test_twice_the_size_at_twice_the_scale_is_the_same_figure(window: Any) -> None:
    """Drawn anew: the same layout and view, more detail; a scaled screenshot would have no new pixels."""
    disturb(window)
    small, large = pixels(png.image(laid_out(window, 800, 560))), pixels(png.image(laid_out(window, 1600, 1120, 2.0)))
    halved = large.reshape(560, 2, 800, 2, 3).mean(axis=(1, 3))
    assert np.abs(halved - small).mean() < 4.0
    assert (large != np.repeat(np.repeat(small, 2, 0), 2, 1)).any(axis=2).mean() > 0.005


def test_a_figure_leaves_the_layers_of_the_screen_as_they_are(window: Any) -> None:
    window.session.controller(LayersController).set_layer("posteriors", Layer())
    window.canvas(1).grab()
    kept = dict(overlay_cache._cached)
    assert ("posteriors", 1) in kept
    png.image(laid_out(window, 1600, 1200, 2.0))
    assert overlay_cache._cached == kept


def test_both_maps_or_one(window: Any) -> None:
    disturb(window)
    both, one = laid_out(window), laid_out(window, panes=(1,))
    assert [scene.index for scene in both.scenes] == [0, 1]
    assert one.record.shown == (1,)
    assert one.record.panes[0] is None
    assert one.boxes[0].width() > 1.9 * both.boxes[0].width()
    for scene in both.scenes + one.scenes:  # all that the canvas shows is in the figure
        x0, y0, x1, y1 = scene.view.bounds()
        a0, b0, a1, b1 = window.canvas(scene.index).view().bounds()
        assert x0 <= a0 + 1e-9 < a1 - 1e-9 <= x1
        assert y0 <= b0 + 1e-9 < b1 - 1e-9 <= y1


DRAWN = [o for o in OVERLAYS if not o.screen_only and (o.ground or o.raster or o.baked or o.live)]


@pytest.mark.parametrize("overlay", DRAWN, ids=lambda overlay: overlay.name)
def test_every_layer_is_in_the_figure(window: Any, overlay: Any) -> None:
    fill(window, 1)
    window.session.controller(LayersController).set_layer(overlay.name, Layer())
    assert window.wait_idle(60_000)
    on = png.image(laid_out(window))
    window.session.controller(LayersController).set_layer(overlay.name, Layer(on=False))
    assert (pixels(on) != pixels(png.image(laid_out(window)))).any()


def test_the_legend_says_what_the_colours_mean(window: Any) -> None:
    disturb(window)
    assert [(entry.text, entry.shown) for entry in laid_out(window).legend[2:5]] == [
        ("2", True),
        ("3", False),
        ("4", True),
    ]
    window.session.controller(PointsController).colour_by("split")
    assert [(entry.text, entry.shown) for entry in laid_out(window).legend] == [("training", True), ("test", False)]
    classes = pixels(png.image(laid_out(window)))
    window.session.controller(PointsController).colour_by("sigma")
    made = laid_out(window)
    assert made.legend == ()
    assert made.bar is not None
    assert "≤ 0." in made.bar.before
    assert len(made.bar.colours) > 10
    assert (classes != pixels(png.image(made))).any()


def test_the_mini_map_is_in_no_figure(window: Any) -> None:
    window.canvas(1).zoom(4.0)
    on = pixels(png.image(laid_out(window)))
    window.session.controller(LayersController).set_layer("minimap", Layer(on=False))
    assert (on == pixels(png.image(laid_out(window)))).all()


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT])
def test_the_svg_has_one_picture_a_map_and_the_rest_is_lines(window: Any, tmp_path: Path, theme: Any) -> None:
    import xml.etree.ElementTree as ET

    window.apply_theme(theme)
    disturb(window)
    data = written(window, tmp_path / "f.svg")
    root = ET.fromstring(data)
    names = [element.tag.split("}")[1] for element in root.iter()]
    assert names.count("image") == 2
    assert names.count("text") == 0  # outlines: they look alike wherever the file is opened
    assert names.count("path") > 40
    assert names.count("svg") == 3
    ids = re.findall(rb' id="([^"]+)"', data)
    assert len(ids) == len(set(ids))


@pytest.mark.skipif(RSVG is None, reason="rsvg-convert is not installed (Debian: librsvg2-bin)")
@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT])
def test_another_program_shows_the_svg_as_the_png(window: Any, tmp_path: Path, theme: Any) -> None:
    window.apply_theme(theme)
    disturb(window)
    for kind in ("png", "svg"):
        written(window, tmp_path / f"f.{kind}", width=1200, height=800, scale=1.25)
    assert RSVG is not None
    out = tmp_path / "other.png"
    subprocess.run([RSVG, "-w", "1200", "-h", "800", tmp_path / "f.svg", "-o", out], check=True, timeout=60)
    ours, theirs = pixels(tmp_path / "f.png").astype(float), pixels(out).astype(float)
    away = np.abs(ours - theirs)
    assert away.mean() < 2.0  # of 255: the edges of lines and letters are smoothed in another way
    assert (away.max(axis=2) > 100).mean() < 0.01
    blank = np.full_like(ours, 0) + np.median(ours, axis=(0, 1))
    assert np.abs(ours - blank).mean() > 3 * away.mean()


def test_the_numbers_are_the_codes_in_view(window: Any, tmp_path: Path) -> None:
    disturb(window)
    window.canvas(0).set_view(View2D(1.0, 0.5, 120.0, 392.0, 300.0))
    written(window, tmp_path / "f.csv")
    written(window, tmp_path / "f.npz")
    archive = np.load(tmp_path / "f.npz", allow_pickle=False)
    rows = list(csv.DictReader((tmp_path / "f.csv").read_text(encoding="utf-8").splitlines()[1:]))
    made = laid_out(window)
    for scene, kind in zip(made.scenes, ("ae", "vae"), strict=True):
        codes = scene.pane.model.codes
        x0, y0, x1, y1 = scene.view.bounds()
        inside = [
            i
            for i, (x, y) in enumerate(codes.xy.tolist())
            if x0 <= x <= x1 and y0 <= y <= y1 and codes.label[i] != 3 and codes.split[i] == 0
        ]
        assert scene.index == 1 or 0 < len(inside) < 180
        part = f"map{scene.index + 1}."
        assert archive[f"{part}sample"].tolist() == inside
        for name in ("label", "split", "xy", "mu"):
            assert (archive[part + name] == getattr(codes, name)[inside]).all()
        assert (f"{part}log_var" in archive) == (kind == "vae")
        mine = [row for row in rows if row["map"] == str(scene.index + 1)]
        assert [int(row["sample"]) for row in mine] == inside
        for name, k in (("mu1", 0), ("mu2", 1)):
            assert (np.array([row[name] for row in mine], np.float32) == codes.mu[inside, k]).all()
        assert [row["class"] for row in mine] == [str(codes.label[i]) for i in inside]
        assert {row["split"] for row in mine} == {"train"}
        spread = np.array([row["log_var2"] or "nan" for row in mine], np.float32)
        assert np.isnan(spread).all() if kind == "ae" else (spread == codes.log_var[inside, 1]).all()


def test_the_fields_that_the_figure_shows_are_among_the_numbers(window: Any) -> None:
    from aevae_desktop.core.map.plane import Plane
    from aevae_desktop.features.figures.files import numbers

    def names(changed: Any) -> set[str]:
        arrays = numbers._arrays(replace(scene, state=changed))
        return {name.split(".")[1] for name in arrays if name.startswith("field.")}

    session = window.session
    for name in ("density", "evidence"):
        session.controller(LayersController).set_layer(name, Layer())
    assert window.wait_idle(60_000)
    session.controller(LayersController).set_layer("density", Layer(on=False))
    scene = laid_out(window).scenes[0]
    state, field = scene.state, scene.pane.part(Fields)["evidence"]
    assert set(scene.pane.part(Fields)) == {"density", "evidence"}
    arrays = numbers._arrays(scene)
    assert (arrays["field.evidence.values"] == field.values).all()
    assert arrays["field.evidence.grid.columns"] == field.grid.columns
    assert (arrays["field.evidence.plane.basis"] == field.plane.basis).all()
    assert "field.evidence.error" not in arrays
    assert names(state) == {"evidence"}
    other = Plane(np.float32([0.5, 0.0]), field.plane.basis)
    model = replace(scene.pane.model, plane=other)
    assert names(state.with_pane(scene.index, model=model)) == set()


def test_a_full_disk_leaves_the_old_figure(window: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "out" / "f.png"
    path.parent.mkdir()
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        window.export.save_to(path)
        assert window.wait_idle(60_000)
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]
    assert window.session.state.notice == f"{path}: cannot write the figure: No space left on device"


@pytest.mark.parametrize(
    ("width", "height", "scale", "said"),
    [
        (300, 300, 2.0, "there is no room for 2 maps"),
        (16_000, 16_000, 1.0, "found 16000 x 16000, expected 120 megapixels"),
    ],
)
def test_sizes_that_cannot_be(window: Any, width: int, height: int, scale: float, said: str) -> None:
    with pytest.raises(DataError, match=re.escape(said)):
        laid_out(window, width, height, scale)


def test_an_ending_that_is_none(window: Any, tmp_path: Path) -> None:
    window.export.save_to(tmp_path / "f.pdf")
    assert window.session.state.notice == f"{tmp_path}/f.pdf: found the ending '.pdf', expected .png, .svg, .csv, .npz"


def test_the_card_saves_what_it_says(window: Any, tmp_path: Path) -> None:
    window.toggle_card("export")
    assert window.export.order().panes is None
    window.findChild(QWidget, "export.preset").setCurrentIndex(1)
    assert (window.export.order().width, window.export.order().scale) == (1600, 1.5)
    window.findChild(QSpinBox, "export.width").setValue(1001)
    window.export.save_to(tmp_path / "f.png")
    assert window.wait_idle(60_000)
    assert "Saved" in window.session.state.notice
    assert pixels(tmp_path / "f.png").shape == (1200, 1001, 3)
    assert metadata.read(tmp_path / "f.png", SAVED).size == (1001, 1200)


def test_copy_puts_the_figure_and_its_record_into_the_clipboard(window: Any, qtbot: Any, tmp_path: Path) -> None:
    qtbot.keyClick(window.canvas(0), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert window.wait_idle(60_000)
    pasted = QGuiApplication.clipboard().image()
    assert (pixels(pasted) == pixels(png.image(window.export.layout_of_figure()))).all()
    pasted.save(str(tmp_path / "pasted.png"))
    assert metadata.read(tmp_path / "pasted.png", SAVED) == window.export.layout_of_figure().record


def test_a_program_that_has_copied_ends_without_a_crash(tiny_bundle: Any) -> None:
    """Something in the clipboard outlives the interpreter."""
    code = (
        "from aevae_desktop.app import create_window; import sys\n"
        "window = create_window(sys.argv[1:]); window.show(); assert window.wait_idle(60_000)\n"
        "window.export.copy(); assert window.wait_idle(60_000); window.close()\n"
    )
    folder = str(tiny_bundle("one"))
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_figure_dropped_on_the_window_shows_its_view(window: Any, tmp_path: Path) -> None:
    disturb(window)
    record = laid_out(window).record
    written(window, tmp_path / "f.svg")
    undo(window)
    drop(window, tmp_path / "f.svg", at=QPointF(5, 5))
    assert laid_out(window).record == record
    assert window.session.state.notice == "The view of f.svg."


def test_a_bundle_dropped_on_a_map_opens_there(window: Any, tiny_bundle: Callable[..., Path]) -> None:
    folder = tiny_bundle("elsewhere", seed=9)
    canvas = window.canvas(1)
    drop(window, folder, at=QPointF(canvas.mapTo(window, QPoint(40, 40))))
    assert window.session.state.panes[1].model.manifest.id == "elsewhere"
    assert any(entry.folder == folder for entry in window.session.state.library)


@pytest.mark.parametrize("what", ["text", "foreign", "cut", "folder"])
def test_what_cannot_be_opened_is_one_line_and_changes_nothing(
    window: Any, tmp_path: Path, what: str, tiny_bundle: Callable[..., Path]
) -> None:
    path = tmp_path / {"text": "notes.txt", "foreign": "plain.svg", "cut": "cut.png", "folder": "broken"}[what]
    if what == "text":
        path.write_text("hello")
    elif what == "foreign":
        path.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    elif what == "cut":
        path.write_bytes(written(window, tmp_path / "f.png")[:300])
    else:
        (tiny_bundle("broken") / "decoder.onnx").write_bytes(b"short")
    before = [pane.model for pane in window.session.state.panes]
    drop(window, path, at=QPointF(5, 5))
    state = window.session.state
    assert str(path) in state.notice
    assert "\n" not in state.notice
    assert [pane.model for pane in state.panes] == before


def test_saved_views_are_listed_and_called_back_by_keys(window: Any, qtbot: Any) -> None:
    disturb(window)
    record = laid_out(window).record
    canvas = window.canvas(0)
    qtbot.keyClick(canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ShiftModifier)
    undo(window)
    qtbot.keyClick(window.canvas(1), Qt.Key.Key_V)
    name, listed = window.findChild(QWidget, "views.name"), window.findChild(QWidget, "views.list")
    qtbot.keyClicks(name, "Far away 3")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert [listed.item(r).text().split("\n") for r in range(listed.count())] == [
        ["Far away 3", "vae-tiny"],
        ["View 1", "ae-tiny  |  vae-tiny"],
    ]
    assert window.session.state.hidden == {3, 8}  # the 3 went into the name
    listed.setCurrentRow(1)
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert window.wait_idle(60_000)
    assert laid_out(window).record == record
    listed.setFocus()
    qtbot.keyClick(listed, Qt.Key.Key_Delete)
    assert listed.count() == 1


def test_the_command_line_opens_a_figure(window: Any, tmp_path: Path) -> None:
    disturb(window)
    record = laid_out(window).record
    written(window, tmp_path / "f.png")
    second = create_window([str(tmp_path / "f.png")])
    second.show()
    assert second.wait_idle(60_000)
    assert laid_out(second).record == record
    second.close()
    second.deleteLater()
