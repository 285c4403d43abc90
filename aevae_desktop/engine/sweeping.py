"""A short-lived process that removes what killed writers left, in the folders that the program wrote to.

It runs beside the window: a folder on a disk that does not answer keeps nobody waiting but this process.
"""

from __future__ import annotations

import signal

from aevae_desktop import atomic, places
from aevae_desktop.recovery import exports

PATIENCE_S = 30


def main(_patient: bool = False) -> int:
    """Sweep them all, and leave after half a minute whatever is left."""
    if hasattr(signal, "alarm"):
        signal.alarm(PATIENCE_S)
    own = (places.state_folder(), places.data_folder(), places.user_folder())
    for folder in dict.fromkeys((*own, *exports.remembered())):
        atomic.sweep(folder)
    return 0
