"""A probe on the map."""

from __future__ import annotations

from typing import Any

from aevae_desktop.features.probe.controller import ProbeController


def fill(session: Any, pane: int) -> None:
    session.controller(ProbeController).probe(pane, 0.4, 0.3)
