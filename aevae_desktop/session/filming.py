"""What the state knows of the export of a film."""

from __future__ import annotations

from dataclasses import dataclass

from aevae_desktop.errors import LabError


@dataclass(frozen=True)
class Filming:
    """The export to ``path`` that is under way, or was the last: ``share`` of it is done, None once it is over.

    ``error`` says why there is no file.
    """

    path: str = ""
    share: float | None = None
    error: LabError | None = None
