"""Make the pictures of every overlay, dark and light, with the real window and real inference.

    python docs/pictures/overlays.py                        # docs/pictures/overlays/*.png
    python docs/pictures/overlays.py --deuteranopia FOLDER  # as seen without green cones, into FOLDER

Needs no display. Look at every picture before you commit it.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.selection.controller import SelectionController

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from aevae_desktop.app import create_window
from aevae_desktop.core.map.fields import CODE_DISTANCE
from aevae_desktop.engine.wire import library
from aevae_desktop.features import OVERLAYS
from aevae_desktop.session.state import Layer
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.imaging import to_qimage
from aevae_desktop.window.window import Window

HERE = Path(__file__).parent / "overlays"
SIZE = QSize(700, 520)
WAIT_MS = 120_000
AROUND = ("points", "axes", "labels")  # what is on in every picture
FAINT = {"density": 0.35, "classes": 0.35, "stretch": 0.35, CODE_DISTANCE: 0.5, "prior_density": 0.5, "empty": 0.6}
ZOOMED = {"posteriors": 2.2, "minimap": 4.0}
LASSO = np.array([[-0.9, -0.3], [0.4, -1.6], [1.9, -0.9], [1.2, 0.4], [0.2, 0.1]])
# Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision deficiency", 2009:
# deuteranomaly of severity 1, on linear light
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)


def main() -> int:
    """Make all pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deuteranopia", type=Path, metavar="FOLDER", help="simulate it, and write there")
    parser.add_argument("--only", nargs="*", help="names of layers")
    options = parser.parse_args()
    folder = options.deuteranopia or HERE
    folder.mkdir(parents=True, exist_ok=True)
    for theme in themes.THEMES.values():
        window = open_window(theme)
        for name in options.only or [overlay.name for overlay in OVERLAYS]:
            image = picture(window, name)
            image = image if options.deuteranopia is None else as_deuteranope(image)
            out = folder / f"{name}-{theme.name}.png"
            few_colours(image).save(str(out), "PNG", 0)
            print(f"{out.name}: {out.stat().st_size / 1024:.0f} kB")  # noqa: T201
        window.close()
    QApplication.processEvents()
    return 0


def open_window(theme: themes.Theme) -> Window:
    """A window on the 2-D VAE alone."""
    window = opened([str(library.shipped_folder() / "vae-mnist-2d"), "--theme", theme.name], QSize(1280, 900))
    window.session.controller(DrawingController).redraw((np.array([[60.0, 30.0], [150.0, 30.0], [90.0, 170.0]]),))
    window.session.controller(PlayController).seek(0.4)
    window.session.controller(ProbeController).probe(0, 0.9, -1.1)
    window.session.controller(SelectionController).polygon(0, LASSO)
    window.wait_idle(WAIT_MS)
    return window


def opened(argv: list[str], size: QSize) -> Window:
    """A window of this size with its models, without the line for whoever begins."""
    window = create_window(argv)
    window.session.controller(ProbeController).dismiss_guidance()
    window.resize(size)
    window.show()
    window.wait_idle(WAIT_MS)
    return window


def picture(window: Window, name: str) -> QImage:
    """The map with the layer ``name`` over what is on in every picture."""
    for overlay in OVERLAYS:
        on = overlay.name == name or overlay.name in AROUND
        opacity = FAINT.get(name, 1.0) if overlay.name == "points" and name != "points" else 1.0
        window.session.controller(LayersController).set_layer(overlay.name, Layer(on, opacity))
    canvas = window.canvas()
    canvas.setFixedSize(SIZE)
    QApplication.processEvents()
    canvas.fit()
    if name in ZOOMED:
        canvas.set_view(canvas.view().zoomed(ZOOMED[name], (SIZE.width() / 2, SIZE.height() / 2)))
    window.wait_idle(WAIT_MS)
    return canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def few_colours(image: QImage, step: int = 8) -> QImage:
    """``image`` in 256 colours, nothing dithered, a small file: the 64 most frequent as they are, others rounded.

    ``step``: to whole multiples of it; 16 keeps all hues of the classes, 8 smooth fields.
    """
    pixels = np.array(image.constBits(), np.uint8).view(np.uint32)
    exact = _frequent(pixels)[:64]
    rest = pixels[~np.isin(pixels, exact)]
    rounded = np.minimum(rest.view(np.uint8).reshape(-1, 4).astype(np.uint32) + step // 2, 255).astype(np.uint8)
    rounded -= rounded % step
    table = [*exact, *(0xFF000000 | _frequent(rounded.reshape(-1).view(np.uint32)))][:256]
    plain = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    return image.convertToFormat(QImage.Format.Format_Indexed8, [int(colour) for colour in table], plain)


def _frequent(pixels: NDArray[np.uint32]) -> NDArray[np.uint32]:
    colours, count = np.unique(pixels, return_counts=True)
    return colours[np.argsort(count)[::-1]]


def as_deuteranope(image: QImage) -> QImage:
    """``image`` in the colours that a person without green cones tells apart."""
    pixels = np.array(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    srgb = pixels[..., 2::-1].astype(np.float64) / 255.0
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4) @ DEUTERANOPIA.T
    linear = linear.clip(0.0, 1.0)
    back = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return to_qimage(_packed(np.rint(255.0 * back).astype(np.uint32)))


def _packed(rgb: NDArray[np.uint32]) -> NDArray[np.uint32]:
    return np.ascontiguousarray(0xFF000000 | rgb[..., 0] << 16 | rgb[..., 1] << 8 | rgb[..., 2]).astype(np.uint32)


if __name__ == "__main__":
    sys.exit(main())
