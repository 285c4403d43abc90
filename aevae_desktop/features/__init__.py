"""The features, each a folder of its own, and what they bring. To add one is to add a folder and a row."""

from __future__ import annotations

from aevae_desktop.features import (
    arithmetic,
    drawing,
    figures,
    film_export,
    layers,
    models,
    path,
    planes,
    points,
    posterior,
    probe,
    samplers,
    selection,
    tiles,
)
from aevae_desktop.features.feature import Feature

# in the order in which their controllers hear of a change
FEATURES: tuple[Feature, ...] = (
    models.FEATURE,
    probe.FEATURE,
    drawing.FEATURE,
    path.FEATURE,
    layers.FEATURE,
    points.FEATURE,
    tiles.FEATURE,
    planes.FEATURE,
    figures.FEATURE,
    selection.FEATURE,
    film_export.FEATURE,
    posterior.FEATURE,
    samplers.FEATURE,
    arithmetic.FEATURE,
)
CONTROLLERS = tuple(controller for feature in FEATURES for controller in feature.controllers)
OVERLAYS = tuple(sorted((row for feature in FEATURES for row in feature.overlays), key=lambda row: row.rank))
