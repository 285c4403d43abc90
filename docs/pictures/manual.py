"""Make the pictures of the manual again, with the real window and real inference.

    python docs/pictures/manual.py

Needs no display. Look at every picture before you commit it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from overlays import WAIT_MS, few_colours, opened
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QWidget

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.panel import PenPanel, on_pen_area
from aevae_desktop.features.drawing.readings import ReadingsPanel
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.panels.panel import PathPanel
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.previews.panel import CaptionsPanel, DecoderPanel
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.session.state import Mode
from aevae_desktop.window.help.manual import PAGES
from aevae_desktop.window.window import Window

THREE = Path(__file__).parent / "three.json"
SIZE, EDGE = (1366, 900), 6  # px: of the window, and around what is cut out of it
WIDE = 676  # px, of a picture: what the manual has room for
Seen = Sequence[QWidget]


def move(window: Window) -> Seen:
    """The right map under the pointer, and the previews."""
    window.session.controller(ProbeController).probe(1, 0.6, -0.62)
    return window.canvas(1), window.panel(DecoderPanel), window.panel(CaptionsPanel)


def manifold(window: Window) -> Seen:
    """Both maps filled with decoded digits."""
    window.session.controller(LayersController).toggle_layer("manifold")
    return window.canvas(0), window.canvas(1)


def draw(window: Window) -> Seen:
    """A drawing, and what the models make of it."""
    strokes = tuple(np.array(stroke, np.float64) for stroke in json.loads(THREE.read_bytes()))
    window.session.set_mode(Mode.DRAW)
    window.session.controller(DrawingController).redraw(on_pen_area(strokes))
    window.findChild(QAction, "action.fold_film").trigger()
    return window.canvas(1), window.panel(PenPanel), window.panel(ReadingsPanel)


def path(window: Window) -> Seen:
    """A path by three way-points, and its film."""
    window.session.set_mode(Mode.PATH)
    window.session.controller(PathController).clear()
    for xy in ((-1.58, 0.26), (0.55, -1.85), (0.95, 0.30)):
        window.session.controller(PathController).click(1, *xy)
    window.wait_idle(WAIT_MS)
    window.session.controller(PlayController).seek(0.35)
    return window.canvas(0), window.canvas(1), window.panel(PathPanel)


SCENES: dict[str, Callable[[Window], Seen]] = {"move": move, "manifold": manifold, "draw": draw, "path": path}


def main() -> int:
    """Make every picture."""
    for name, scene in SCENES.items():
        out = PAGES / f"{name}.png"
        few_colours(picture(scene).convertToFormat(QImage.Format.Format_RGB32), 16).save(str(out), "PNG", 0)
        print(f"{out.name}: {out.stat().st_size / 1024:.0f} kB")  # noqa: T201
    return 0


def picture(scene: Callable[[Window], Seen]) -> QImage:
    """What a scene is about, cut out of the window."""
    window = opened(["--theme", "light"], QSize(*SIZE))
    seen = scene(window)
    window.wait_idle(WAIT_MS)
    whole = QRect()
    for widget in seen:
        whole |= QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    whole = whole.adjusted(-EDGE, -EDGE, EDGE, EDGE) & window.rect()
    image = window.grab(whole).toImage()
    window.close()
    return image.scaledToWidth(min(WIDE, image.width()), Qt.TransformationMode.SmoothTransformation)


if __name__ == "__main__":
    sys.exit(main())
