"""The features, each a folder of its own, and what they bring. To add one is to add a folder and a row."""

from __future__ import annotations

from aevae_desktop.features import (
    arithmetic,
    article,
    compression,
    diagram,
    drawing,
    encoding,
    epochs,
    figures,
    film_export,
    ladders,
    layers,
    models,
    networks,
    path,
    pictures,
    planes,
    points,
    posterior,
    previews,
    probe,
    recovery,
    refining,
    samplers,
    selection,
    tiles,
    train,
)
from aevae_desktop.features.feature import Feature, rows, saved

# in the order in which their controllers hear of a change
FEATURES: tuple[Feature, ...] = (
    networks.FEATURE,  # before the models: it takes the folders that are no bundles
    models.FEATURE,
    probe.FEATURE,
    drawing.FEATURE,
    refining.FEATURE,  # after the drawing: it looks for better codes than are said of it
    path.FEATURE,
    pictures.FEATURE,
    layers.FEATURE,
    points.FEATURE,
    tiles.FEATURE,
    planes.FEATURE,
    figures.FEATURE,
    selection.FEATURE,
    film_export.FEATURE,
    posterior.FEATURE,
    samplers.FEATURE,
    diagram.FEATURE,
    epochs.FEATURE,
    ladders.FEATURE,
    compression.FEATURE,
    arithmetic.FEATURE,
    article.FEATURE,
    encoding.FEATURE,
    train.FEATURE,
    previews.FEATURE,
    recovery.FEATURE,
)
CONTROLLERS = rows(FEATURES, lambda feature: feature.controllers)
OVERLAYS, TOOLS = rows(FEATURES, lambda feature: feature.overlays), rows(FEATURES, lambda feature: feature.tools)
CARDS, SAVED = rows(FEATURES, lambda feature: feature.cards), saved(FEATURES)
