"""No exception leaves a method that Qt calls: it is told as a bug, and Qt goes on.

PySide6 ends the process when an exception that C code raised (``int("x")``, numpy) leaves such a method on Python 3.11,
if Python code had called Qt; any other one comes out of that call, as of ``show()``, and breaks off what had called it
(decision 21).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessibleInterface


def guard_overrides() -> None:
    """From now on, in each class of the program that is made from one of Qt's, guard what it overrides of Qt's."""
    for base in (QObject, QAccessibleInterface):
        base.__init_subclass__ = classmethod(_guard)  # type: ignore[assignment]


def _guard(cls: type) -> None:
    if not cls.__module__.startswith("aevae_desktop."):
        return
    for name, method in [*vars(cls).items()]:
        if isinstance(method, FunctionType) and name != "__init__" and _is_qt(cls, name):
            setattr(cls, name, _guarded(cls, method))


def _is_qt(cls: type, name: str) -> bool:
    """Whether a class of Qt above ``cls`` has a method of this name."""
    return any(name in vars(base) for base in cls.__mro__ if base.__module__.startswith("PySide6."))


def _guarded(cls: type, method: FunctionType) -> Callable[..., Any]:
    """``method``, which answers as Qt's own would where it fails; one without an answer just ends."""
    answers = method.__annotations__.get("return") not in ("None", None)

    @wraps(method)
    def call(self: object, *args: Any) -> Any:
        try:
            return method(self, *args)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
        return getattr(super(cls, self), method.__name__)(*args) if answers else None

    return call
