"""A real window with real inference, without a display."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.app import create_window
from aevae_desktop.engine.wire import library
from aevae_desktop.features import FEATURES
from aevae_desktop.features.feature import Feature
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.ui.widgets.latest import FLOOD_S


@pytest.fixture(scope="module")
def shipped(qapp: Any) -> Iterator[Any]:
    """A window on the shipped models, shared by the tests of a module: leave it as you found it."""
    if not (library.shipped_folder() / "vae-mnist-2d").is_dir():
        pytest.skip("the shipped models are not here")
    yield from opened([])


@pytest.fixture
def window(qapp: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A window on two tiny models of one data set, in a library of their own."""
    from aevae_desktop.bundle import DatasetSpec

    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "models"))
    dataset = DatasetSpec("tiny", n_train=160, n_test=40)
    left = tiny_bundle("ae-tiny", kind="ae", dataset=dataset, parent=tmp_path / "models")
    right = tiny_bundle("vae-tiny", kind="vae", seed=3, dataset=dataset, parent=tmp_path / "models")
    yield from opened([str(left), str(right)])


def opened(argv: list[str], features: Sequence[Feature] = FEATURES) -> Iterator[Any]:
    """A window of these features, which is closed in the end."""
    made = create_window([*argv, "--theme", "dark"], features)
    made.resize(1200, 800)
    made.show()
    made.session.controller(ProbeController).dismiss_guidance()  # it is over the maps, whose pixels are compared
    assert made.wait_idle(60_000)
    yield made
    made.session.unasked = True
    made.close()
    made.deleteLater()
    QApplication.processEvents()
    # now, not some day: a style sheet is laid over every widget there still is
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]


class Hand:
    """Posts events as a person's hand would cause them."""

    def move(self, widget: QWidget, x: float, y: float, *, held: bool = False) -> None:
        time.sleep(FLOOD_S)  # no hand moves faster
        buttons = Qt.MouseButton.LeftButton if held else Qt.MouseButton.NoButton
        self._mouse(widget, QEvent.Type.MouseMove, x, y, Qt.MouseButton.NoButton, buttons)

    def press(self, widget: QWidget, x: float, y: float) -> None:
        self._mouse(widget, QEvent.Type.MouseButtonPress, x, y, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton)

    def release(self, widget: QWidget, x: float, y: float) -> None:
        self._mouse(widget, QEvent.Type.MouseButtonRelease, x, y, Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton)

    def click(self, widget: QWidget, x: float, y: float) -> None:
        self.press(widget, x, y)
        self.release(widget, x, y)

    def drag(self, widget: QWidget, *points: tuple[float, float]) -> None:
        self.press(widget, *points[0])
        for x, y in points[1:]:
            self.move(widget, x, y, held=True)
        self.release(widget, *points[-1])

    def wheel(self, widget: QWidget, x: float, y: float, turn: int) -> None:
        from PySide6.QtCore import QPoint

        at, none = QPointF(x, y), Qt.MouseButton.NoButton
        event = QWheelEvent(
            at, widget.mapToGlobal(at), QPoint(), QPoint(0, turn), none,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.postEvent(widget, event)
        QApplication.processEvents()

    def _mouse(self, widget: QWidget, kind: QEvent.Type, x: float, y: float, button: Any, buttons: Any) -> None:
        at = QPointF(x, y)
        event = QMouseEvent(kind, at, widget.mapToGlobal(at), button, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.postEvent(widget, event)
        QApplication.processEvents()


@pytest.fixture
def hand() -> Hand:
    return Hand()


def drop(window: Any, *paths: Path, at: QPointF | None = None) -> None:
    """Files dropped on the window, as the desktop tells of it: there, or in its middle."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = QPointF(window.rect().center()) if at is None else at
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), copy, mime, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(at, copy, mime, left, none))
    assert window.wait_idle(60_000)


def drop_on_map(window: Any, pane: int, *paths: Path) -> None:
    """Files dropped on the middle of a map."""
    canvas = window.canvas(pane)
    drop(window, *paths, at=QPointF(canvas.mapTo(window, canvas.rect().center())))


def spoken(widget: QWidget, kind: QAccessible.Text = QAccessible.Text.Name) -> str:
    """What a screen reader hears of ``widget``."""
    return QAccessible.queryAccessibleInterface(widget).text(kind)


def pixels(widget: QWidget) -> np.ndarray:
    """What the widget shows, ``(h, w) uint32``."""
    image = widget.grab().toImage().convertToFormat(widget.grab().toImage().Format.Format_RGB32)
    return np.array(image.constBits(), np.uint8).view(np.uint32).reshape(image.height(), image.width()).copy()


@pytest.fixture
def look() -> Any:
    return pixels
