"""Make the pictures of docs/window_faults.md: what a new user stumbled over, in the window that is installed.

    python docs/pictures/window_faults.py docs/faults after
    OLD/.venv/bin/python docs/pictures/window_faults.py docs/faults before   # OLD: a checkout of commit a7c69e7

It needs no display, and asks of the window only what both have. Look at every picture before you commit it.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.update({f"XDG_{what}_HOME": tempfile.mkdtemp() for what in ("CONFIG", "DATA", "STATE")})  # as a new user

import numpy as np
from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from aevae_desktop import bundle
from aevae_desktop.app import create_window
from aevae_desktop.engine.wire import library
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.session.state import Mode

WAIT_MS, WIDE, COLOURS = 60_000, 480, 96  # px and colours of a picture, at most
LARGE, SMALL = (1440, 900), (1366, 768)
MODELS = library.shipped_folder()
Seen = QRect | None  # what of the window; None: all of it


def open_models(window: Any, left: str, right: str) -> None:
    """Put two shipped models on the maps."""
    for pane, name in enumerate((left, right)):
        window.session.controller(ModelsController).open(pane, MODELS / name)
    window.wait_idle(WAIT_MS)


def card(window: Any, name: str) -> None:
    """Open a card by its key's action."""
    toggle = getattr(window, "toggle_card", None) or window.toggle_popover
    toggle(name)
    window.wait_idle(WAIT_MS)


def map_of(window: Any, pane: int) -> QRect:
    """Where a map is."""
    canvas = window.canvas(pane)
    return QRect(canvas.mapTo(window, QPoint(0, 0)), canvas.size())


def dock(window: Any) -> QRect:
    """What is right of the maps."""
    x = map_of(window, 1).right() + 6
    return QRect(x, 44, window.width() - x, 560)


def bottom(window: Any, high: int = 240) -> QRect:
    """The lower edge of the window."""
    return QRect(0, window.height() - high, window.width(), high)


def click(window: Any, pane: int, fx: float, fy: float) -> None:
    """Click on a map, at fractions of it."""
    canvas = window.canvas(pane)
    at = QPoint(round(fx * canvas.width()), round(fy * canvas.height()))
    QTest.mouseMove(canvas, at)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    window.wait_idle(WAIT_MS)


def samplers(window: Any) -> Seen:
    """1: the Samplers card on 16-D models."""
    open_models(window, "ae-mnist-16d", "vae-mnist-16d")
    card(window, "samplers")
    return None


def first_minute(_window: Any) -> Seen:
    """2: the window as it opens."""
    return None


def held(window: Any) -> Seen:
    """3: a click, and then the pointer elsewhere."""
    click(window, 0, 0.4, 0.5)
    return map_of(window, 0).adjusted(0, 160, 0, 0)


def layers(window: Any) -> Seen:
    """4: the Layers card in a small window."""
    window.resize(*SMALL)
    card(window, "layers")
    return None


def cards(window: Any) -> Seen:
    """5: the card of the codes."""
    card(window, "points")
    return None


def two_currents(window: Any) -> Seen:
    """6: played, paused, then the pointer on the map again."""
    window.session.controller(ProbeController).probe(0, 2.5, 1.5)
    window.session.controller(PlayController).seek(0.4)
    card(window, "planes")
    return dock(window)


def wrong_drop(window: Any) -> Seen:
    """8: a bundle whose decoder is damaged is opened on a map that works."""
    target = Path(tempfile.mkdtemp()) / "damaged"
    shutil.copytree(MODELS / "vae-mnist-2d", target)
    (target / bundle.DECODER).write_bytes(b"no network")
    window.session.controller(LibraryController).open(0, target)
    window.wait_idle(WAIT_MS)
    return QRect(0, 44, map_of(window, 1).right(), window.height() - 44)


def stale_status(window: Any) -> Seen:
    """9: some seconds after the good model was opened again."""
    window.session.controller(ModelsController).open(0, Path(tempfile.mkdtemp()))
    window.wait_idle(WAIT_MS)
    window.session.controller(ModelsController).open(0, MODELS / "ae-mnist-2d")
    window.wait_idle(WAIT_MS)
    QTest.qWait(7000)
    return QRect(0, window.height() - 34, 700, 34)


def small_draw(window: Any) -> Seen:
    """10: Draw mode in a small window."""
    window.resize(*SMALL)
    window.session.set_mode(Mode.DRAW)
    return None


def text_size(window: Any) -> Seen:
    """11: text at 150 %, where there is such a thing."""
    if hasattr(window, "set_text_scale"):
        window.set_text_scale(1.5)
    return None


def names_cut(window: Any) -> Seen:
    """12: two models of one series."""
    open_models(window, "ladder-beta-00.25", "ladder-beta-16.00")
    return QRect(280, 0, 780, 84)


def first_click(window: Any) -> Seen:
    """13: the first click in Path mode."""
    window.session.set_mode(Mode.PATH)
    window.wait_idle(WAIT_MS)
    click(window, 1, 0.5, 0.4)
    return bottom(window, 330)


def models(window: Any) -> Seen:
    """14: the list of models."""
    card(window, "models")
    return QRect(window.width() - 760, 44, 760, 640)


def labels(window: Any) -> Seen:
    """15: the cross over a label, the prior's names, ticks."""
    model = window.session.state.panes[1].model
    x, y = model.codes.centres[3]
    window.session.controller(ProbeController).probe(1, float(x), float(y))
    return map_of(window, 1)


def focus(window: Any) -> Seen:
    """16: the keyboard on the tools."""
    button = window.findChild(QToolButton, "help.button") or window.findChildren(QToolButton)[0]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    return QRect(window.width() - 620, 0, 620, 46)


def borders(window: Any) -> Seen:
    """17: the tools under the maps, in light."""
    at = window.canvas(0).mapTo(window, QPoint(0, window.canvas(0).height()))
    return QRect(map_of(window, 1).right() - WIDE + 10, at.y(), WIDE, 44)


def classes(window: Any) -> Seen:
    """19: forty classes with long names."""
    source, target = MODELS / "vae-mnist-2d", Path(tempfile.mkdtemp()) / "forty"
    manifest, names = bundle.read(source), tuple(f"class of images {k}" for k in range(40))
    points = bundle.read_points(source, manifest)
    label = (np.arange(len(points.label)) % 4 * 10 + points.label).astype(points.label.dtype)
    files = {name: (source / name).read_bytes() for name in (bundle.ENCODER, bundle.DECODER)}
    files[bundle.POINTS] = bundle.pack_points(replace(points, label=label))
    bundle.write(target, replace(manifest, id="forty", classes=names), files)
    window.session.controller(ModelsController).open(1, target)
    window.wait_idle(WAIT_MS)
    return QRect(map_of(window, 0).x(), 44, map_of(window, 1).right(), map_of(window, 1).bottom() + 10)


SHOTS: dict[int, tuple[str, Callable[[Any], Seen], tuple[int, int]]] = {
    1: ("samplers", samplers, LARGE), 2: ("first_minute", first_minute, LARGE), 3: ("held", held, LARGE),
    4: ("layers", layers, SMALL), 5: ("cards", cards, LARGE), 6: ("two_currents", two_currents, LARGE),
    8: ("wrong_drop", wrong_drop, LARGE), 9: ("stale_status", stale_status, LARGE),
    10: ("small_draw", small_draw, SMALL),
    11: ("text_size", text_size, LARGE), 12: ("names_cut", names_cut, LARGE), 13: ("first_click", first_click, LARGE),
    14: ("models", models, LARGE), 15: ("labels", labels, LARGE), 16: ("focus", focus, LARGE),
    17: ("borders", borders, LARGE), 19: ("classes", classes, LARGE),
}  # fmt: skip


def main() -> None:
    """Make all pictures, or those whose numbers are given."""
    folder, when, *only = sys.argv[1:]
    for number, (name, show, size) in SHOTS.items():
        if only and str(number) not in only:
            continue
        window = create_window(["--theme", "light"])
        window.resize(*size)
        window.show()
        window.wait_idle(WAIT_MS)
        if number not in (2, 3) and hasattr(ProbeController, "dismiss_guidance"):
            window.session.controller(ProbeController).dismiss_guidance()
        seen = show(window)
        window.wait_idle(WAIT_MS if number != 9 else 0)
        save(window, seen, Path(folder) / f"{number:02d}_{name}_{when}.png")
        window.close()
        window.deleteLater()
        QApplication.processEvents()


def save(window: Any, seen: Seen, path: Path) -> None:
    """Write what is ``seen`` of the window, small."""
    image = (window.grab() if seen is None else window.grab(seen)).toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.array(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, 2::-1]
    made = Image.fromarray(np.ascontiguousarray(pixels))
    if made.width > WIDE:
        made = made.resize((WIDE, round(made.height * WIDE / made.width)), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.quantize(COLOURS, kmeans=3, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} kB")  # noqa: T201


if __name__ == "__main__":
    main()
