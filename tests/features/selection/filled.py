"""Some selected codes."""

from __future__ import annotations

from typing import Any

from aevae_desktop.features.selection.controller import SelectionController


def fill(session: Any, pane: int) -> None:
    session.controller(SelectionController).numbers("3-60")
