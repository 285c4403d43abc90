"""Bundles as an inference process has them: bytes that the window handed over. Nothing is opened here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import numpy as np

from aevae_desktop import bundle
from aevae_desktop.bundle import MANIFEST, POINTS, Manifest, Points
from aevae_desktop.core.codes.index import CodesIndex
from aevae_desktop.engine.child import onnx_files
from aevae_desktop.engine.wire.library import NETWORKS
from aevae_desktop.errors import BundleError, LabError, ModelError


class Provided:
    """The files of the bundle in ``folder``, which is only its name here. Every method raises ``LabError``.

    ``errors``: why a file could not be read, by name: told when somebody needs it.
    """

    def __init__(self, folder: Path, files: Mapping[str, bytes], errors: Mapping[str, LabError] | None = None) -> None:
        self.folder = folder
        self._files, self._errors = dict(files), dict(errors or {})

    @cached_property
    def manifest(self) -> Manifest:
        """What the bundle says of itself."""
        return bundle.parse(self._bytes(MANIFEST), self.folder / MANIFEST)

    def file(self, name: str) -> bytes:
        """The bytes of one file, whose hash was checked when it was read."""
        if name not in self.manifest.files:
            raise BundleError(
                f"the bundle has no {name}",
                file=self.folder / MANIFEST,
                field="files",
                remedy="Export the model again.",
            )
        return self._bytes(name)

    def raw(self, name: str) -> bytes:
        """The bytes of one file of what is no bundle, as they were handed over: whoever reads them checks them."""
        return self._bytes(name)

    @cached_property
    def points(self) -> Points:
        """The codes that it stores. The bytes they came in are let go."""
        points = bundle.points_from(self.file(POINTS), self.manifest, self.folder / POINTS)
        del self._files[POINTS]
        return points

    @cached_property
    def index(self) -> CodesIndex:
        """The codes with what finds neighbours among them; none where the bundle stores none."""
        if POINTS in self.manifest.files:
            return CodesIndex(self.points.mu, self.points.label)
        return CodesIndex(np.empty((0, self.manifest.latent_dim), np.float32), np.empty(0, np.int16))

    @property
    def unpacked(self) -> bool:
        """Whether the codes, or that there are none, were asked for already."""
        return "index" in self.__dict__

    @property
    def sha256(self) -> str:
        """Which codes they are; empty where the bundle stores none."""
        record = self.manifest.files.get(POINTS)
        return "" if record is None else record.sha256

    def joined(self, more: Provided) -> Provided:
        """With the files of ``more`` too, unless its manifest is another one or cannot be had; then ``more`` alone."""
        other = more._files.get(MANIFEST)
        if MANIFEST in more._errors or (other is not None and other != self._files.get(MANIFEST)):
            return more
        self._files |= more._files
        self._errors |= more._errors
        return self

    def _bytes(self, name: str) -> bytes:
        if name in self._errors:
            raise self._errors[name].anew()
        if name not in self._files:
            raise ModelError(f"was not given {name}", file=self.folder, remedy="Open the bundle again.")
        return self._files[name]


def read(folder: Path, names: Iterable[str] = (bundle.DECODER, bundle.ENCODER, POINTS)) -> Provided:
    """The bundle in ``folder``, read here and now: for who may open files. Raises ``BundleError``."""
    manifest = bundle.read(folder)
    files = {MANIFEST: manifest.to_json().encode(), **bundle.read_files(folder, manifest, names)}
    return Provided(folder, files | networks(folder, manifest, files))


def networks(folder: Path, manifest: Manifest, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The networks among ``files``, with the weights inside that lie beside them. Raises ``BundleError``."""
    return {name: onnx_files.whole(folder, manifest, name, files[name]) for name in NETWORKS if name in files}


class Bundles:
    """The bundles that were handed over, by folder."""

    def __init__(self) -> None:
        self._bundles: dict[str, Provided] = {}

    def put(self, more: Provided) -> None:
        """Take in a bundle, or more files of one."""
        folder = str(more.folder)
        known = self._bundles.get(folder)
        self._bundles[folder] = more if known is None else known.joined(more)

    def drop(self, folder: str) -> None:
        """Let go of a bundle; nothing happens when there is none."""
        self._bundles.pop(folder, None)

    def get(self, folder: str | Path) -> Provided:
        """The bundle of that folder. Raises ``ModelError``."""
        if str(folder) not in self._bundles:
            raise ModelError("no such bundle was handed over", file=folder, remedy="Open the bundle again.")
        return self._bundles[str(folder)]

    def hashes(self) -> set[str]:
        """Which codes have been unpacked, by their sha256."""
        return {found.sha256 for found in self._bundles.values() if found.unpacked}
