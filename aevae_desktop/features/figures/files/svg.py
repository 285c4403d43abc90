"""A figure as SVG: of each map one embedded picture of its lower layers, and everything else as lines and outlines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter

from aevae_desktop.features.figures import metadata
from aevae_desktop.features.figures.files import figure_layout, layers
from aevae_desktop.features.figures.files.figure_layout import FigureLayout
from aevae_desktop.ui.map.overlay import Overlay
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.vector import VectorPainter
from aevae_desktop.ui.shell import TITLE

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def pieces(layout: FigureLayout) -> Iterator[bytes]:
    """The text of the SVG, piece by piece. An inner <svg> is a map: what leaves its edges is not seen."""
    width, height = layout.width, layout.height
    wide, high = (_length(side, layout) for side in (layout.order.width, layout.order.height))
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg {SPACES} version="1.1" width="{wide}" height="{high}" '
        f'viewBox="0 0 {width:.6g} {height:.6g}">\n'
        f"<title>{escape(TITLE)}</title>\n<desc>{escape(figure_layout.caption(layout))}</desc>\n"
        f"{metadata.svg_metadata(layout.record)}\n"
    ).encode()
    yield _drawn(width, height, "s", lambda painter: figure_layout.draw(painter, layout)).encode()
    for k, (scene, box) in enumerate(zip(layout.scenes, layout.boxes, strict=True)):
        size = f'width="{box.width():.6g}" height="{box.height():.6g}"'
        inner = _drawn(box.width(), box.height(), f"m{k}", partial(_draw_map, scene=scene, overlays=layout.overlays))
        view = f'viewBox="0 0 {box.width():.6g} {box.height():.6g}"'
        yield f'<svg x="{box.x():.6g}" y="{box.y():.6g}" {size} {view} overflow="hidden">\n{inner}</svg>\n'.encode()
    yield b"</svg>\n"


def _draw_map(painter: QPainter, scene: Scene, overlays: Sequence[Overlay]) -> None:
    picture = layers.under(scene, overlays)
    picture.setDevicePixelRatio(1.0)
    painter.drawImage(QRectF(0, 0, scene.view.width, scene.view.height), picture, QRectF(picture.rect()))
    layers.over(painter, scene, overlays)


def _drawn(width: float, height: float, mark: str, draw: Callable[[QPainter], None]) -> str:
    """What ``draw`` paints as SVG elements, their ids beginning with ``mark`` so that no two parts have the same."""
    from PySide6.QtSvg import QSvgGenerator  # only who exports an SVG needs it

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(max(1, round(width)), max(1, round(height))))
    generator.setResolution(96)  # a point is a CSS px
    painter = VectorPainter(generator)
    draw(painter)
    painter.end()
    text = bytes(buffer.data().data()).decode()
    defs = re.search(r"<defs>\s*(.*?)\s*</defs>", text, re.S)
    body = text[text.index("</defs>") + 7 : text.rindex("</svg>")]
    whole = (f"<defs>{defs[1]}</defs>\n" if defs is not None and defs[1] else "") + body.strip() + "\n"
    return re.sub(r'(\bid="|url\(#)', rf"\g<1>{mark}-", whole)


def _length(px: int, layout: FigureLayout) -> str:
    """A side of the figure: in mm where it is meant for paper, otherwise in px."""
    dpi = layout.order.dpi
    return f"{px}" if dpi is None else f"{25.4 * px / dpi:.4g}mm"
