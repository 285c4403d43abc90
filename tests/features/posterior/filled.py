"""The posterior of what is drawn."""

from __future__ import annotations

from typing import Any

from aevae_desktop.features.posterior.controller import PosteriorController


def fill(session: Any, pane: int) -> None:
    session.controller(PosteriorController).watch(True)
