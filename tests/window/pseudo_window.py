"""The window in the pseudo-locale, in a process of its own: what it cuts off, and what it says in plain English.

    python -m tests.window.pseudo_window FOLDER [CODE]     with pseudo.qm, or CODE.qm, in it; prints JSON

The language is chosen before anything that says a sentence is imported, as in the program itself.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from aevae_desktop.ui import language

language.FOLDER = Path(sys.argv[1])
CODE = sys.argv[2] if len(sys.argv) > 2 else "pseudo"
language.choose(CODE)

import numpy as np  # noqa: E402
from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QAction, QPainter  # noqa: E402
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QMenu, QWidget  # noqa: E402

from aevae_desktop.app import create_window  # noqa: E402
from aevae_desktop.features import CARDS  # noqa: E402
from aevae_desktop.features.arithmetic.controller import ArithmeticController  # noqa: E402
from aevae_desktop.features.drawing.controller import DrawingController  # noqa: E402
from aevae_desktop.features.layers.controller import LayersController  # noqa: E402
from aevae_desktop.features.path.controller import PathController  # noqa: E402
from aevae_desktop.features.probe.controller import ProbeController  # noqa: E402
from aevae_desktop.features.samplers.controller import SamplingController  # noqa: E402
from aevae_desktop.features.selection.controller import SelectionController  # noqa: E402
from aevae_desktop.session.state import Layer, Mode  # noqa: E402
from tests import legible  # noqa: E402

SMALL, USUAL, LARGE = (980, 640), (1366, 768), (1440, 900)
LOOKS = ((SMALL, 1.0), (SMALL, 1.5), (USUAL, 2.0), (LARGE, 1.0), (LARGE, 1.5), (LARGE, 2.0))  # 200 %: modes alone
WORD = re.compile(r"[^\W\d_]{3,}")
GETTERS = ("text", "toolTip", "accessibleName", "accessibleDescription", "placeholderText", "title", "windowTitle",
           "suffix", "prefix", "accessible_value")  # fmt: skip
painted: set[str] = set()


def listen() -> None:
    """Note every text that is painted."""
    draw = QPainter.drawText

    def noted(painter: QPainter, *arguments: Any) -> Any:
        painted.update(text for text in arguments if isinstance(text, str))
        return draw(painter, *arguments)

    QPainter.drawText = noted  # type: ignore[method-assign,assignment]


def texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """Where a text is, and the text: of every widget that is shown, of every action and of every menu."""
    for widget in [root, *legible.shown(root), *root.findChildren(QMenu), *root.findChildren(QAction)]:
        name = f"{type(widget).__name__} {widget.objectName()}"
        for getter in GETTERS:
            found = getattr(widget, getter, None)
            if callable(found) and isinstance(said := found(), str):
                yield f"{name}.{getter}", said
        if isinstance(widget, QComboBox):
            yield from ((name, widget.itemText(i)) for i in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from ((name, said) for said in _items(widget))


def _items(view: QAbstractItemView) -> Iterator[str]:
    model, columns = view.model(), getattr(view, "columnCount", lambda: 1)()
    for row in range(model.rowCount()):
        for column in range(columns):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                if isinstance(said := model.data(model.index(row, column), role), str):
                    yield said


def settle(window: Any) -> None:
    for _ in range(4):
        assert window.wait_idle(60_000)


def looked_at(window: Any, found: dict[str, Any], state: str) -> None:
    """Note what is wrong just now."""
    settle(window)
    window.grab()
    for kind, wrong in (("clipped", legible.clipped(window)), ("overlapping", legible.overlapping(window))):
        if wrong:
            found[kind][state] = wrong
    said_now = [*texts(window), *(("painted", said) for said in painted), ("notice", window.session.state.notice)]
    for where, said in said_now:
        found["said"].setdefault(said, f"{state}: {where}")
    painted.clear()


def fill(window: Any) -> None:
    """Give every part of the window something to say."""
    control, here = window.session.controller, np.array([[9.0, 6.0], [14.0, 14.0], [19.0, 22.0]])
    control(ProbeController).probe_sample(7)
    control(SelectionController).numbers("0-300")
    control(PathController).add_class(3)
    control(DrawingController).redraw((here,))
    settle(window)
    control(SelectionController).report()
    control(ArithmeticController).take_selection("plus")
    control(ArithmeticController).take_class("minus", 1)
    control(ArithmeticController).start_at_probe()
    control(SamplingController).sample()


def main() -> None:
    """Walk through modes and cards at several sizes."""
    listen()
    window = create_window(["--language", CODE, "--theme", "dark"])
    window.show()
    settle(window)
    found: dict[str, Any] = {"clipped": {}, "overlapping": {}, "said": {}}
    looked_at(window, found, "at first")
    window.session.controller(ProbeController).dismiss_guidance()
    modes = {m.name.lower(): partial(window.session.set_mode, m) for m in Mode}
    cards = {name: partial(window.open_card, name) for name in (*(row.name for row in CARDS), "help")}
    for size, scale in LOOKS:
        window.resize(*size)
        window.set_text_scale(scale)
        for name, opened in (modes | cards if scale < 2 else modes).items():
            if name in cards:
                window.session.set_mode(Mode.EXPLORE)
            opened()
            looked_at(window, found, f"{name} {size[0]}x{size[1]} {scale:g}")
            window.escape()
        fill(window)
    window.session.controller(ProbeController).hold_sample(7)
    window.session.controller(PathController).compare("spline", True)
    window.session.set_mode(Mode.PATH)
    layers = window.session.controller(LayersController)
    layers.set_layers({name: Layer(on=True) for name in window.session.state.layers})
    looked_at(window, found, "all layers and a compared path")
    found["said"] |= {row.title: "an offer" for offer in window.offers for row in offer(window)}
    library = [json.dumps(vars(entry), default=str) for entry in window.session.state.library]
    found["data"] = sorted(set(WORD.findall(" ".join(library))))
    window.close()
    QApplication.processEvents()
    sys.stdout.write(json.dumps(found))


main()
