"""A mistake in what Qt calls costs one line in the report, never the window."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QAccessibleInterface, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

import aevae_desktop
import aevae_desktop.ui

NATIVE = """
from PySide6.QtWidgets import QApplication, QWidget
import aevae_desktop.ui
from tests.ui.test_guarded import broken_widget
import numpy as np
import sys

application = QApplication([])
told = []
sys.excepthook = lambda kind, error, trace: told.append(kind.__name__)
widget = broken_widget()
widget.show()
widget.grab()
assert widget.isVisible() and {"ValueError", "IndexError"} <= set(told), told
print("alive")
"""


def broken_widget() -> Any:
    """A widget of a view in which everything that Qt calls fails, as C code fails: without a ``raise`` of Python's."""

    class Broken(QWidget):
        __module__ = "aevae_desktop.ui.broken"

        def showEvent(self, event: QShowEvent) -> None:
            np.zeros(4).reshape(16)

        def resizeEvent(self, event: QResizeEvent) -> None:
            int("x")

        def paintEvent(self, event: QPaintEvent) -> None:
            [][3]

        def keyPressEvent(self, event: QKeyEvent) -> None:
            dict[str, int]()["x"]

        def sizeHint(self) -> QSize:
            return QSize(int("x"), 1)

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            return bool(int("x"))

    return Broken()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    lines: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: lines.append(kind.__name__))
    return lines


def test_the_process_survives_what_c_code_raises_below_qt() -> None:
    done = subprocess.run([sys.executable, "-c", NATIVE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


def test_it_is_told_and_the_caller_goes_on(qapp: Any, told: list[str]) -> None:
    widget = broken_widget()
    widget.show()
    assert widget.isVisible()
    assert set(told) == {"ValueError"}


def test_what_needs_an_answer_gets_the_one_of_qt(qapp: Any, told: list[str]) -> None:
    widget, other = broken_widget(), QWidget()
    assert widget.sizeHint() == QWidget.sizeHint(widget)
    other.installEventFilter(widget)
    QApplication.sendEvent(other, QEvent(QEvent.Type.User))
    assert told == ["ValueError", "ValueError"]


def _everything() -> list[type]:
    """All classes of the program that are made from one of Qt's objects."""
    for module in pkgutil.walk_packages(aevae_desktop.__path__, "aevae_desktop."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type] = []
    below: list[type] = [QObject, QAccessibleInterface]
    while below:
        cls = below.pop()
        below += cls.__subclasses__()
        found += [cls] if cls.__module__.startswith("aevae_desktop.") else []
    return found


def _bare(cls: type) -> list[str]:
    """The methods of ``cls`` that Qt may call unguarded."""
    qt = [base for base in cls.__mro__ if base.__module__.startswith("PySide6.")]
    methods = {name: it for name, it in vars(cls).items() if isinstance(it, FunctionType) and name != "__init__"}
    return [
        f"{cls.__name__}.{name}"
        for name, method in methods.items()
        if any(name in vars(base) for base in qt) and not hasattr(method, "__wrapped__")
    ]


def test_no_class_of_the_program_was_forgotten(qapp: Any) -> None:
    classes = _everything()
    assert len(classes) > 50
    assert [name for cls in classes for name in _bare(cls)] == []
