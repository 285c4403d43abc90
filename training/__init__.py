"""Training of autoencoders and variational autoencoders, and their export as bundles for the desktop app."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from training.export.modules import export_bundle
    from training.fitting import Result, fit
    from training.trainer.config import RunConfig

__all__ = ["Result", "RunConfig", "export_bundle", "fit"]
_PLACES = {
    "Result": "training.fitting",
    "RunConfig": "training.trainer.config",
    "export_bundle": "training.export.modules",
    "fit": "training.fitting",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_PLACES[name]), name)  # PyTorch, for those who need it
