"""The models: which bundles there are, which are open on which map, and their codes."""

from __future__ import annotations

from aevae_desktop.features.feature import Feature
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController

FEATURE = Feature(
    "models",
    controllers=(LibraryController, ModelsController),
)
