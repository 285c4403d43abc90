"""A window whose maps show something of every feature, as the ``filled.py`` of its tests says."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from aevae_desktop.features import FEATURES

HERE = Path(__file__).parent / "features"


def fill(window: Any, pane: int) -> None:
    """Give every layer of the map ``pane`` something to draw, and wait until it is there."""
    for feature in FEATURES:
        if (HERE / feature.name / "filled.py").exists():
            import_module(f"tests.features.{feature.name}.filled").fill(window.session, pane)
    assert window.wait_idle(60_000)
