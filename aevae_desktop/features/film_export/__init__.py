"""The film of a path, or a grid of decodes, as a file."""

from __future__ import annotations

from aevae_desktop.features.feature import CardRow, Feature
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.language import translate
from aevae_desktop.ui.action import FILE

FEATURE = Feature(
    "film_export",
    controllers=(FilmExportController,),
    cards=(
        CardRow("film", "aevae_desktop.features.film_export.panel:FilmExportPanel",
                translate("film_export", "Export a film or a grid…"),
                ("Shift+E",), rank=101, menu=FILE),
    ),
)  # fmt: skip
