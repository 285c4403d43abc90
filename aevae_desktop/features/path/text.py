"""The path in words."""

from __future__ import annotations

import numpy as np

from aevae_desktop.features.path.state import PathState, Survey, lettered
from aevae_desktop.ui.words import figure, tiny


def way(path: PathState) -> str:
    """``from A 0 to C 7 and back to A 0``: where a path begins and ends."""
    names = [lettered(i, waypoint) for i, waypoint in enumerate(path.waypoints)]
    if len(names) < 2:
        return f"at {names[0]}" if names else ""
    back = f" and back to {names[0]}" if path.spec.closed else ""
    return f"from {names[0]} to {names[-1]}{back}"


def onion(skins: int) -> str:
    """What the onion skin does to a preview."""
    frames = "1 frame" if skins == 1 else f"{skins} frames"
    return (
        f"{frames} before and after shine through, fainter the farther away they are: every pixel shows "
        "the strongest of them. Blended for display only."
    )


def travelled(survey: Survey) -> str:
    """``length 57.0 · step mean 0.24, max 2.50``: how much the picture changes along a path, in pixel space."""
    mean, most = survey.length / max(len(survey.step), 1), float(survey.step.max(initial=0.0))
    return f"length {figure(survey.length)} · step mean {figure(mean)}, max {figure(most)}"


def farthest(survey: Survey) -> str:
    """``farthest from codes 0.14``, latent units; nothing where there are no codes."""
    known = survey.distance[np.isfinite(survey.distance)]
    return f"farthest from codes {tiny(float(known.max()))}" if len(known) else ""
