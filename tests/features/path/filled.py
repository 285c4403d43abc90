"""A path with a chosen way-point, and its playhead."""

from __future__ import annotations

from typing import Any

from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.probe.controller import ProbeController


def fill(session: Any, pane: int) -> None:
    session.controller(PathController).choose(0)
    session.controller(PlayController).seek(0.4)
    session.controller(ProbeController).probe(pane, 0.4, 0.3)  # the playhead had taken the previews
