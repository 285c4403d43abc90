"""Random codes."""

from __future__ import annotations

from typing import Any

from aevae_desktop.features.samplers.controller import SamplingController


def fill(session: Any, pane: int) -> None:
    session.controller(SamplingController).sample()
