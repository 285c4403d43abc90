"""Training of autoencoders and variational autoencoders, and their export as bundles for the desktop app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from training.export.modules import export_bundle

__all__ = ["export_bundle"]


def __getattr__(name: str) -> Any:
    if name != "export_bundle":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from training.export.modules import export_bundle  # PyTorch, for those who need it

    return export_bundle
