"""A bundle on its way to the disk, which a fault changes before or after it is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from aevae_desktop import bundle
from tests import conftest as tiny

Raw = bytes | None


@dataclass
class Draft:
    """``files``: name -> bytes; ``text`` replaces what ``manifest`` would say; ``after`` is done to the written folder.

    ``records`` are laid over the true size and sha256 of each file. ``outside`` is a folder beside the bundle for what
    it should not reach.
    """

    name: str
    d: int
    vae: bool
    manifest: dict[str, Any]
    files: dict[str, bytes]
    outside: Path
    text: Raw = None
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    after: list[Callable[[Path], object]] = field(default_factory=list)

    def write(self, folder: Path) -> None:
        """Put it all into ``folder``, which is made."""
        folder.mkdir(parents=True)
        for name, data in self.files.items():
            (folder / name).write_bytes(data)
        manifest = {**self.manifest, "files": self.manifest.get("files", self._records())}
        text = self.text if self.text is not None else json.dumps(manifest).encode()
        (folder / bundle.MANIFEST).write_bytes(text)
        for step in self.after:
            step(folder)

    def plain_text(self) -> str:
        """The manifest as it would be written, for faults of the text itself."""
        return json.dumps({**self.manifest, "files": self._records()})

    def _records(self) -> dict[str, Any]:
        true = {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)} for name, data in self.files.items()
        }
        return {name: {**record, **self.records.get(name, {})} for name, record in true.items()}


def start(name: str, rng: Random, outside: Path) -> Draft:
    """A sound little bundle: AE or VAE, of 1, 2, 3 or 16 dimensions, with its codes."""
    d, vae, seed = rng.choice((1, 2, 2, 3, 16)), rng.random() < 0.5, rng.randrange(1000)
    files = {
        bundle.DECODER: tiny.tiny_decoder(d, seed),
        bundle.ENCODER: tiny.tiny_encoder(d, seed + 1, vae),
        bundle.POINTS: bundle.pack_points(tiny.tiny_points(d, 60, seed, vae)),
    }
    manifest: dict[str, Any] = {
        "format": bundle.FORMAT,
        "format_version": bundle.VERSION,
        "id": name,
        "title": f"Net {name}",
        "kind": "vae" if vae else "ae",
        "family": "linear",
        "image": {"height": tiny.SIDE, "width": tiny.SIDE, "channels": 1, "low": 0.0, "high": 1.0},
        "latent_dim": d,
        "prior": "standard_normal" if vae else "none",
        "tensors": {"x": "x", "mu": "mu", "log_var": "log_var" if vae else None, "z": "z", "x_hat": "x_hat"},
        "classes": list("0123456789"),
        "dataset": {"name": "net", "n_train": 48, "n_test": 12},
        "metrics": {},
        "provenance": {},
    }
    if not vae:
        del manifest["tensors"]["log_var"]
    return Draft(name, d, vae, manifest, files, outside)
