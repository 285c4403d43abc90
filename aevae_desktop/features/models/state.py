"""What is kept of the models beside the library: which of them could not be opened, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aevae_desktop.errors import LabError


@dataclass(frozen=True)
class Refusals:
    """Why bundles that were asked for could not be opened, by folder; one that opens later is no more among them."""

    errors: Mapping[str, LabError] = field(default_factory=dict)
