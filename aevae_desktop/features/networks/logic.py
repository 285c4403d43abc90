"""From what was measured of networks to the bundle that is made of them. Pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, HISTORY, MANIFEST, POINTS, Manifest, Points
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Probe
from aevae_desktop.features.networks.state import CHOSEN, Found, Reading

ADDED = "added"  # of a reading: outputs that the copy has more than what it was made of
REST = (POINTS, HISTORY)
Files = Mapping[str, bytes]


def found_in(frame: Frame) -> tuple[Found, ...]:
    """The findings of a ``Probe``'s reply."""
    return tuple(Found(**{**each, "choices": tuple(each["choices"])}) for each in frame.header["findings"])


def measured(reading: Reading, frame: Frame) -> Reading:
    """``reading`` with what was measured. Raises ``BundleError`` where the networks are none that a bundle can hold."""
    manifest = bundle.parse(frame.header["manifest"].encode(), Path(MANIFEST))
    names = (frame.header["decoder"], frame.header["encoder"])
    random, given, again = (frame.arrays.get(name) for name in ("random", "given", "again"))
    return replace(
        reading, busy=False, error="", manifest=manifest, findings=found_in(frame), opened_from=names, random=random,
        given=given, again=again,
    )  # fmt: skip


def chosen(reading: Reading, name: str, value: str) -> Reading:
    """``reading`` with what a person chose, before it was measured."""
    findings = tuple(
        replace(found, value=value, sure=CHOSEN) if found.name == name and value in found.choices else found
        for found in reading.findings
    )
    return replace(reading, findings=findings)


def wants_of(manifest: Manifest) -> dict[str, str]:
    """What a person chose when the bundle was made, and what was put after its networks then."""
    chosen, added = manifest.provenance.get("chosen"), manifest.provenance.get(ADDED)
    wants = {str(name): str(value) for name, value in chosen.items()} if isinstance(chosen, dict) else {}
    more = [str(added)] if isinstance(added, str) and added else []
    if manifest.refined is not None:
        more += filter(None, (manifest.refined.mu, manifest.refined.log_var))
    return wants | ({ADDED: "\n".join(more)} if more else {})


def contents(job: Probe, frame: Frame) -> dict[str, bytes]:
    """The networks of the bundle: those that were measured, with what was put after them."""
    names = {DECODER: frame.header["decoder"], ENCODER: frame.header["encoder"]}
    found = {name: job.files[given] for name, given in names.items() if given}
    return found | {name: frame.arrays[name].tobytes() for name in found if name in frame.arrays}


def as_bundle(manifest: Manifest, files: Files, rest: Files) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and the files of the bundle that is written; ``rest``: those of the bundle that was read anew."""
    if MANIFEST not in rest:
        return manifest, dict(files)
    base = bundle.parse(rest[MANIFEST], Path(MANIFEST))
    same = hashlib.sha256(files[DECODER]).hexdigest() == base.files[DECODER].sha256
    made = replace(
        base,
        id=manifest.id,
        image=manifest.image,
        kind=manifest.kind,
        prior=manifest.prior,
        tensors=manifest.tensors,
        condition=manifest.condition,
        refined=base.refined if same else None,  # it takes weights out of the decoder's file
        provenance={**base.provenance, **manifest.provenance},
    )
    more = {name: rest[name] for name in REST if name in rest}
    if POINTS in more:
        more[POINTS] = bundle.pack_points(_points(base, made, more[POINTS]))
    return made, {**files, **more}


def _points(base: Manifest, made: Manifest, data: bytes) -> Points:
    """The stored codes, whose log_var is what the output that ``base`` calls so gives, as ``made`` reads it."""
    points = bundle.points_from(data, base, Path(POINTS))
    role = made.provenance.get("role") or "log_var"
    if points.log_var is None or made.kind == "ae":
        return replace(points, log_var=None)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_var = _AS_LOG_VAR[str(role)](points.log_var)
    if not np.isfinite(log_var).all():
        return points
    return replace(points, log_var=log_var.astype(np.float32))


_AS_LOG_VAR: dict[str, Any] = {
    "log_var": lambda s: s,
    "log_sigma": lambda s: 2 * s,
    "sigma": lambda s: 2 * np.log(s),
    "variance": np.log,
}


def title_of(folder: str, names: Sequence[str], paths: Sequence[str]) -> str:
    """What a model is called that was opened from files."""
    return Path(paths[0]).stem if len(names) == 1 else Path(folder).name
