"""A training as it looks at one moment, so that a window can say where the parts of its card then are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from aevae_desktop.bundle.snapshot import Snapshot
from aevae_desktop.features.train.state import Epoch, Phase, Training

LOSSES = tuple(Epoch(k, 310.0, 4.5, 312.0, 4.6) for k in (1, 2, 3))
SHOT = Snapshot(
    2, np.zeros((9, 2), np.float32), np.zeros(9, np.int16), np.zeros((12, 12, 28, 28), np.uint8), np.ones(4, np.float32)
)


def show(session: Any, phase: str) -> None:
    """Show a training in that phase, "TRAINING" or "STOPPED"."""
    made = Training(Phase[phase], "my-vae-digits-2d", "vae", LOSSES, shot=SHOT)
    running = made.running
    session.set_state(
        session.state.with_part(replace(made, kept=not running, share=0.4 if running else None, left=20.0))
    )
