"""What networks without a manifest are, found out by running them, and what a person says of them put into a copy.

What a run shows is set. What it makes likely is set, too, and said in ``provenance["assumed"]``, a line each. What it
leaves open is asked: each ``Finding`` says how sure it is.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import (
    DECODER,
    ENCODER,
    MOST_CLASSES,
    Condition,
    FileRecord,
    ImageSpec,
    Manifest,
    TensorNames,
)
from aevae_desktop.core.images import flat
from aevae_desktop.engine.child.jobs import encoders, halves, pictures, steadiness, values
from aevae_desktop.engine.child.jobs.finding import CERTAIN, CHOSEN, LIKELY, OPEN, Finding, lines
from aevae_desktop.engine.child.jobs.halves import ITS_DECODER, ITS_ENCODER, Half, Pair
from aevae_desktop.engine.child.model import Model, opened
from aevae_desktop.engine.wire.frames import Arrays, Header
from aevae_desktop.errors import LabError, ModelError
from aevae_desktop.inspector import extending

F32 = NDArray[np.float32]
SCALES = (1.0, 10.0, 100.0)  # standard deviations of the codes whose decodes show the range of values
LEAST_ROWS, MOST_ROWS, ROWS_MS = 8, 48, 300.0  # codes of each: as many as are decoded in that time
SHOWN = 8  # random codes that are decoded to be looked at
LOGITS = "logits"
RANGES = ("0 1", "-1 1", "0 255", LOGITS)
LIGHT, DARK = "light", "dark"  # ink
NOTHING: Mapping[str, str] = MappingProxyType({})
_SEED = 0
_LONGEST = 60  # characters of the made name


def probe(
    folder: Path, title: str, files: Mapping[str, bytes], wants: Mapping[str, str] = NOTHING
) -> tuple[Header, Arrays]:
    """The reply to ``protocol.Probe``. Raises ``ModelError``."""
    found, cut, said = halves.parted(folder, halves.tried(folder, files), files)
    pair = halves.paired(folder, found)
    told = [Finding("cut", "yes", ("yes",), LIKELY, said)] if cut else []
    try:
        return _read(folder, title, {**files, **cut}, pair, wants, told)
    except LabError as error:  # it names the file that it will be in the bundle
        given = {str(folder / DECODER): pair.decoder} | ({str(folder / ENCODER): pair.encoder} if pair.encoder else {})
        if error.file in given:
            error.file = str(folder / given[error.file].name)
        raise


def _read(
    folder: Path, title: str, files: Mapping[str, bytes], pair: Pair, wants: Mapping[str, str], told: list[Finding]
) -> tuple[Header, Arrays]:
    """What the networks of ``pair`` are, as a bundle; ``told``: what was done to them before."""
    output, size = pair.decoder.image or ("", ImageSpec(1, 1))
    parts = {DECODER: pair.decoder} | ({} if pair.encoder is None else {ENCODER: pair.encoder})
    networks = {name: files[half.name] for name, half in parts.items()}
    tensors = TensorNames(z=pair.decoder.trial.name, x_hat=output)
    classed = _classes(pair.condition, pair.said, wants)
    condition = pair.condition and replace(pair.condition, classes=int(classed[0].value))
    draft = Manifest("draft", title, "ae", "", size, pair.decoder.takes, tensors=tensors, condition=condition)
    draft, sized = _sized(folder, draft, networks, pair, wants)
    manifest, findings = _decoded(folder, draft, networks, wants)
    findings = [*told, *classed, *sized, *findings]
    if pair.encoder is not None:
        manifest, more = encoders.encoded(folder, manifest, networks, pair.encoder, wants)
        findings += more
    model = opened(folder, manifest, networks)
    findings += [*_noise(parts.values()), *_unsteady(model)]
    added = _added(manifest, parts.values(), wants)
    named = {name: half.name.removesuffix(ITS_ENCODER).removesuffix(ITS_DECODER) for name, half in parts.items()}
    manifest = _finished(manifest, networks, findings, list(named.values()), added)
    changed = {name: data for name, data in networks.items() if told or data is not files[parts[name].name]}
    arrays: Arrays = {name: np.frombuffer(data, np.uint8) for name, data in changed.items()}
    names = {"decoder": named[DECODER], "encoder": named.get(ENCODER, "")}
    shown = _shown(model)
    return {"manifest": manifest.to_json(), **names, "findings": [asdict(each) for each in findings]}, arrays | shown


def _noise(parts: Iterable[Half]) -> list[Finding]:
    """Inputs of noise, which are given none."""
    names = {half.name: ", ".join(sorted(half.trial.net.noise)) for half in parts if half.trial.net.noise}
    said = "{file} takes noise as {inputs}: it is given none, so that a code is the mean."
    return [
        Finding("noise", inputs, (inputs,), LIKELY, said.format(file=file, inputs=inputs))
        for file, inputs in names.items()
    ]


def _unsteady(model: Model) -> list[Finding]:
    """What an export in training mode does."""
    lines = steadiness.said(model, codes(model, 1.0), pictures.odd(model.manifest.image)[-MOST_ROWS:])
    return [Finding("steady", "no", ("no",), LIKELY, " ".join(lines))] if lines else []


def _classes(condition: Condition | None, said: str, wants: Mapping[str, str]) -> list[Finding]:
    """How many classes there are, of networks that take one."""
    if condition is None:
        return []
    choices = (condition.classes,) if condition.joined or not said else range(2, MOST_CLASSES + 1)
    sure = OPEN if said else CERTAIN
    return [Finding("classes", str(condition.classes), tuple(map(str, choices)), sure, said).chosen(wants)]


def doubts(model: Model) -> list[str]:
    """What a model does that its manifest hardly means, a line each: values out of range, a sample, sigma, dark ink."""
    image = model.manifest.image
    images = model.decode_as_is(codes(model, 1.0))
    pixels, room = images[np.isfinite(images)], 0.5 * (image.high - image.low)
    said = [model.cut] if model.cut else []
    if pixels.size and (pixels.min() < image.low - room or pixels.max() > image.high + room):
        found, meant = f"{pixels.min():.3g} to {pixels.max():.3g}", f"{image.low:g} to {image.high:g}"
        said.append(f"The decoder gives {found}, its manifest says {meant}: images are cut off there.")
    x = np.clip(np.nan_to_num(model.unit(images)), 0, 1)
    if not image.dark_ink and not image.is_signal and values.is_dark_on_light(x):
        said.append("Its images have a light ground, and its manifest does not say so: a pen draws light on dark.")
    if model.has_encoder:
        given, again = model.encode(x), model.encode(x)
        if not np.array_equal(given.mu, again.mu):
            said.append("This encoder samples: its mu differs from run to run.")
        if given.log_var is not None and (given.log_var > 0).all():
            said.append("log_var is never negative: if it is sigma, posteriors are shown too wide.")
    return [*said, *steadiness.said(model, codes(model, 1.0), x)]


def codes(model: Model, scale: float) -> F32:
    """Random codes (n, d), as many as are decoded quickly; always the same."""
    n = int(np.clip(ROWS_MS / max(model.decode_ms, 1e-3), LEAST_ROWS, MOST_ROWS))
    z = np.random.default_rng(_SEED).standard_normal((n, model.manifest.latent_dim))
    return (scale * z).astype(np.float32)


def name_of(manifest: Manifest, networks: Mapping[str, bytes]) -> str:
    """A bundle's id: plain letters of its title, and what it is made of, so that the same has the same name."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", manifest.title).strip("-")[:_LONGEST] or "model"
    said = [asdict(manifest.image), asdict(manifest.tensors), manifest.kind]
    said += [] if manifest.condition is None else [asdict(manifest.condition)]
    read = json.dumps(said, sort_keys=True)
    hashed = hashlib.sha256(read.encode())
    for name in sorted(networks):
        hashed.update(f"{name} {len(networks[name])} ".encode())
        hashed.update(networks[name])
    return f"{plain}-{hashed.hexdigest()[:8]}"


def _added(manifest: Manifest, parts: Iterable[Half], wants: Mapping[str, str]) -> str:
    """The outputs that were put after those of the networks, now or by an earlier reading, a line each."""
    pair, tensors = list(parts), manifest.tensors
    given = {output for half in pair for output in half.trial.results}
    used = {tensors.x_hat, *((tensors.mu, tensors.log_var) if len(pair) > 1 else ())} - {None}
    before = wants.get(encoders.ADDED, "").split("\n")
    return "\n".join(sorted(name for name in {*(used - given), *before} if name))


def _finished(
    manifest: Manifest, networks: Mapping[str, bytes], findings: Iterable[Finding], opened_from: list[str], added: str
) -> Manifest:
    """``manifest`` with its id, its files, and what was assumed and chosen."""
    told = list(findings)
    provenance = {
        "opened_from": opened_from,
        "assumed": lines(told),
        "chosen": {each.name: each.value for each in told if each.sure == CHOSEN},
        "role": next((each.value for each in told if each.name == "role"), ""),
        encoders.ADDED: added,
    }
    files = {name: FileRecord(hashlib.sha256(data).hexdigest(), len(data)) for name, data in networks.items()}
    return replace(manifest, id=name_of(manifest, networks), files=files, provenance=provenance)


# ------------------------------------------------------------ what the images are


def _sized(
    folder: Path, draft: Manifest, networks: dict[str, bytes], pair: Pair, wants: Mapping[str, str]
) -> tuple[Manifest, list[Finding]]:
    """``draft`` with the size of images that come as flat numbers: that which the encoder takes, or as measured."""
    if len(pair.decoder.trial.item_shapes[draft.tensors.x_hat]) != 1:
        return draft, []
    takes = None if pair.encoder is None else halves.image_size(pair.encoder.trial.shape)
    if pair.encoder is not None and takes is not None and len(pair.encoder.trial.shape) > 1:
        return replace(draft, image=takes), []
    decoder = opened(folder, draft, {DECODER: networks[DECODER]})
    finding = _size_of(decoder.decode_as_is(codes(decoder, 1.0)).reshape(-1, draft.image.numbers)).chosen(wants)
    height, width = map(int, finding.value.split())
    return replace(draft, image=ImageSpec(height, width)), [finding]


def _size_of(x: F32) -> Finding:
    """What size of image, or signal, the flat numbers ``x: (m, n)`` are."""
    n, width = x.shape[1], flat.width(x)
    square, line = math.isqrt(n) ** 2 == n, f"1 {n}"
    side, choices = math.isqrt(n), tuple(f"{h} {w}" for h, w in flat.sizes(n))
    value, sure, said = line, LIKELY, f"No rows are found in its {n} numbers: a signal is assumed."
    if width is not None:
        said = f"Its numbers are alike {width} apart: images of {n // width} x {width} are assumed."
        value, sure, said = f"{n // width} {width}", *((CERTAIN, "") if width**2 == n else (LIKELY, said))
    elif square and flat.is_signal(x):
        said = f"Its {n} numbers change little from each to the next, and no row ends: a signal is assumed."
    elif square:
        value, said = f"{side} {side}", f"No rows are found in its {n} numbers: {side} x {side} is assumed."
    return Finding("size", value, tuple(dict.fromkeys((value, *choices, line))), sure, said)


def _decoded(
    folder: Path, draft: Manifest, networks: dict[str, bytes], wants: Mapping[str, str]
) -> tuple[Manifest, list[Finding]]:
    """``draft`` with range and ink of the images (signals have no ink); logits get a sigmoid, in ``networks``."""
    decoder = opened(folder, draft, {DECODER: networks[DECODER]})
    decodes = [decoder.decode_as_is(codes(decoder, scale)) for scale in SCALES]
    if not np.isfinite(decodes[0]).any():
        found, remedy = "NaN or infinity for every code", "Look at its weights: its training may have diverged."
        raise ModelError(file=decoder.folder / DECODER, found=found, expected="finite numbers", remedy=remedy)
    measured = values.value_range(decodes)
    taken = LOGITS if measured.logits else f"{measured.low:g} {measured.high:g}"
    own = [f"{np.nanmin(decodes[0]):.3g} {np.nanmax(decodes[0]):.3g}"] if measured.sure == OPEN else []
    choices = tuple(dict.fromkeys((taken, *RANGES, *own)))
    finding = Finding("range", taken, choices, measured.sure, measured.said).chosen(wants)
    low, high = (0.0, 1.0) if finding.value == LOGITS else map(float, finding.value.split())
    manifest = replace(draft, image=replace(draft.image, low=low, high=high))
    if finding.value == LOGITS:
        manifest = _with_sigmoid(manifest, networks)
    if manifest.image.is_signal:  # there is nothing to draw it with
        return manifest, [finding]
    decoder = opened(folder, manifest, {DECODER: networks[DECODER]})
    dark = values.is_dark_on_light(decoder.unit(decoder.decode_as_is(codes(decoder, 1.0))))
    said = "Its images have a light ground: the pen draws dark on light." if dark else ""
    ink = Finding("ink", DARK if dark else LIGHT, (LIGHT, DARK), LIKELY if dark else CERTAIN, said).chosen(wants)
    manifest = replace(manifest, image=replace(manifest.image, dark_ink=ink.value == DARK))
    return manifest, [finding, ink]


def _with_sigmoid(manifest: Manifest, networks: dict[str, bytes]) -> Manifest:
    output = manifest.tensors.x_hat
    name = extending.free_name(networks[DECODER], f"{output}_sigmoid")
    networks[DECODER] = extending.with_sigmoid(networks[DECODER], output, name)
    return replace(manifest, tensors=replace(manifest.tensors, x_hat=name))


# ------------------------------------------------------------ to be looked at


def _decoded_in_turn(model: Model, z: F32) -> F32:
    """The decodes of ``z``, of a conditional model one of each class in turn."""
    condition = model.manifest.condition
    if condition is None:
        return model.decode_as_is(z)
    made = []
    for k, row in enumerate(z):
        model.set_label(k % condition.classes)
        made.append(model.decode_as_is(row[None]))
    model.set_label(0)
    return np.concatenate(made)


def _shown(model: Model) -> Arrays:
    """Decodes of random codes, and of drawn digits what comes back; all in [0, 1]."""

    def seen(images: F32) -> F32:
        return np.clip(np.nan_to_num(model.unit(images)), 0, 1).astype(np.float32)

    random = seen(_decoded_in_turn(model, codes(model, 1.0)[:SHOWN]))
    if not model.has_encoder:
        return {"random": random}
    given = pictures.drawn(model.manifest.image)
    return {"random": random, "given": given, "again": seen(model.decode_as_is(model.encode(given).mu))}
