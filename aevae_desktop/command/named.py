"""What the command line names: bundles, networks, pictures, a figure; told apart, and opened in a session."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aevae_desktop.command.arguments import is_headless
from aevae_desktop.errors import BundleError, LabError
from aevae_desktop.reading import regular

if TYPE_CHECKING:
    from aevae_desktop.features.feature import Feature
    from aevae_desktop.session.session import Session

FIGURES = (".png", ".svg", ".csv", ".npz", ".gif", ".webp", ".apng", ".mp4")  # files that carry a view


def take_figure(options: argparse.Namespace, features: Sequence[Feature] | None = None) -> None:
    """Tell what is named apart, and read the figure among it. Raises ``DataError`` for a file that is none.

    Then ``bundles``, ``networks`` and ``pictures`` are what they say, and ``maps`` are bundles (one path each) and
    networks (all paths of a model) in the order in which they were named.
    """
    order = list(options.bundles)
    options.networks = _networks(options) if options.bundles else []  # without any, the outline is seen sooner
    options.pictures = _pictures(options) if options.bundles else []
    files = [path for path in options.bundles if path.suffix.lower() in FIGURES and not regular.is_folder(path)]
    files = files or [path for path in options.bundles if regular.is_file(path)]
    options.record, options.record_file = None, files[0] if files else None
    for path in options.bundles:
        if path not in files and not regular.is_folder(path):
            raise BundleError("missing", file=path, remedy="Name a folder with a manifest.json, or a figure.")
    if files:
        from aevae_desktop.features import FEATURES, feature
        from aevae_desktop.features.figures import metadata

        options.record = metadata.read(files[0], feature.saved(FEATURES if features is None else features))
        options.bundles = [path for path in options.bundles if path not in files]
    maps = [*([path] for path in options.bundles), *options.networks]
    options.maps = sorted(maps, key=lambda paths: order.index(paths[0]))


def _networks(options: argparse.Namespace) -> list[list[Path]]:
    """Take what is no bundle from the arguments: ONNX files, which are one model, and folders of them, one each."""
    from aevae_desktop import bundle
    from aevae_desktop.reading.first_bytes import ENDINGS

    endings = {bundle.ONNX, *ENDINGS} - {".json"}
    files = [path for path in options.bundles if path.suffix.lower() in endings and not regular.is_folder(path)]
    bare = [path for path in options.bundles if bundle.is_bare(path)]
    options.bundles = [path for path in options.bundles if path not in files and path not in bare]
    return [*([files] if files else []), *([path] for path in bare)]


def _pictures(options: argparse.Namespace) -> list[Path]:
    """Take pictures and folders of them from the arguments. Raises ``DataError`` for one alone that cannot be read."""
    from aevae_desktop.features.drawing import picture_file
    from aevae_desktop.features.figures import actions
    from aevae_desktop.features.pictures.reading import holds_pictures

    found = [
        path
        for path in options.bundles
        if not actions.is_figure(path) and (picture_file.is_picture(path) or holds_pictures(path))
    ]
    if len(found) == 1 and regular.is_file(found[0]):
        read = picture_file.outcome(found[0])
        if isinstance(read, LabError):
            raise read
    options.bundles = [path for path in options.bundles if path not in found]
    return found


def open_maps(session: Session, options: argparse.Namespace) -> None:
    """List the library, and open bundles and networks, the first in the left map; those without a map stay closed."""
    from aevae_desktop.engine.wire import library
    from aevae_desktop.features.models.library_controller import LibraryController
    from aevae_desktop.features.networks.controller import NetworksController

    maps = options.maps[: len(session.state.panes)]
    wanted = [None if paths in options.networks else paths[0] for paths in maps]
    session.controller(LibraryController).start([*options.models, *library.folders()], wanted)
    for pane, paths in enumerate(maps):
        if wanted[pane] is None:
            session.controller(NetworksController).begin(pane, paths)


def restore(session: Session, options: argparse.Namespace) -> None:
    """Show what a figure shows; without a window to say so, a figure whose bundles are not here is an error."""
    from aevae_desktop.features.figures.controller import FigureController
    from aevae_desktop.features.models.library_controller import LibraryController

    session.controller(LibraryController).wait()
    try:
        session.controller(FigureController).restore(options.record)
        session.controller(LibraryController).remember(options.record_file)
    except LabError as error:
        if is_headless(options):
            session.close()
            raise
        session.notify(error)
