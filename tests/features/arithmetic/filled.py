"""A sum of codes."""

from __future__ import annotations

from typing import Any

from aevae_desktop.features.arithmetic.controller import ArithmeticController


def fill(session: Any, pane: int) -> None:
    arithmetic = session.controller(ArithmeticController)
    arithmetic.take_class("plus", 1)
    arithmetic.take_class("minus", 2)
    arithmetic.start_at_probe()
    arithmetic.watch(True)
