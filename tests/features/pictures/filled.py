"""Two pictures."""

from __future__ import annotations

from typing import Any

import numpy as np

from aevae_desktop.features.drawing.state import Photo
from aevae_desktop.features.pictures import logic
from aevae_desktop.features.pictures.state import Pictures


def photo(seed: int) -> Photo:
    """Some strokes of chance, dark on light."""
    ink = np.random.default_rng(seed).integers(0, 256, (20, 16)).astype(np.uint8)
    return Photo(ink, ink, True, f"{seed}.png", True)


def fill(session: Any, pane: int) -> None:
    pictures = Pictures(("/1.png", "/2.png"), photos=(photo(1), photo(2)), total=2)
    session.set_state(logic.replaced(session.state, pictures))
