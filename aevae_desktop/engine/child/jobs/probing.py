"""What networks without a manifest are, found out by running them: names and declared types prove nothing.

The decoder is the network that makes an image of fewer numbers; the encoder makes as many numbers of such an image.
What a run shows is set. What it only makes likely is set, too, and said in ``provenance["assumed"]``, a line each.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DECODER, ENCODER, FileRecord, ImageSpec, Manifest, TensorNames
from aevae_desktop.engine.child.model import Model, opened
from aevae_desktop.engine.child.network import Net, Trial, input_shapes, size_text, squeezed
from aevae_desktop.engine.wire.frames import Arrays, Header
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector import extending

F32 = NDArray[np.float32]
SCALES = (1.0, 10.0, 100.0)  # standard deviations of the codes whose decodes show the range of values
ROWS = 32  # codes of each
_SEED = 0
_ALONE = "Open the decoder, or the encoder and its decoder."
_SLACK = 1e-3  # what a bounded output may be beyond its bounds
_LOG_VAR = re.compile("log_?var", re.IGNORECASE)
_LONGEST = 60  # characters of the made name


@dataclass(frozen=True, eq=False)
class Half:
    """A network that was tried once: numbers that one row of its input and of each output has."""

    name: str
    trial: Trial

    @property
    def takes(self) -> int:
        """Numbers of one row of its input."""
        return math.prod(self.trial.shape)

    @property
    def gives(self) -> dict[str, int]:
        """Numbers of one row of each output of floats, in their order."""
        shapes = self.trial.item_shapes
        return {name: math.prod(shape) for name, shape in shapes.items() if self.trial.is_float(name)}

    @property
    def image(self) -> tuple[str, ImageSpec] | None:
        """The output that is an image of more numbers than went in, and its size; None where there is none."""
        for name, count in self.gives.items():
            size = image_size(self.trial.item_shapes[name])
            if size is not None and count > self.takes:
                return name, size
        return None


def probe(folder: Path, title: str, files: Mapping[str, bytes]) -> tuple[Header, Arrays]:
    """The reply to ``protocol.Probe``. Raises ``ModelError``."""
    halves = _tried(folder, files)
    decoder, encoder = _roles(folder, halves)
    output, size = decoder.image or ("", ImageSpec(1, 1))
    networks = {DECODER: files[decoder.name]} | ({} if encoder is None else {ENCODER: files[encoder.name]})
    draft = Manifest(
        id=name_of(title, networks),
        title=title,
        kind="ae",
        family="",
        image=size,
        latent_dim=decoder.takes,
        tensors=TensorNames(z=decoder.trial.name, x_hat=output),
        provenance={"opened_from": [half.name for half in (decoder, encoder) if half is not None], "assumed": []},
    )
    before = dict(networks)
    manifest = _measured(folder, draft, networks, encoder)
    names = {"decoder": decoder.name, "encoder": "" if encoder is None else encoder.name}
    changed = {name: np.frombuffer(data, np.uint8) for name, data in networks.items() if data is not before[name]}
    return {"manifest": manifest.to_json(), **names}, changed


def doubts(model: Model) -> list[str]:
    """What a model does that its manifest hardly means, a line each: values out of range, a sample, sigma."""
    image, d = model.manifest.image, model.manifest.latent_dim
    z = np.random.default_rng(_SEED).standard_normal((ROWS, d)).astype(np.float32)
    images = model.decode_as_is(z)
    values, room = images[np.isfinite(images)], 0.5 * (image.high - image.low)
    said = []
    if values.size and (values.min() < image.low - room or values.max() > image.high + room):
        found, meant = f"{values.min():.3g} to {values.max():.3g}", f"{image.low:g} to {image.high:g}"
        remedy = "Open its .onnx files without the manifest to have it measured."
        said.append(f"The decoder gives {found}, its manifest says {meant}: images are cut off there. {remedy}")
    if model.has_encoder:
        x = np.clip(np.nan_to_num(model.unit(images)), 0, 1)
        codes, again = model.encode(x), model.encode(x)
        if not np.array_equal(codes.mu, again.mu):
            said.append("This encoder samples: its mu differs from run to run.")
        if codes.log_var is not None and (codes.log_var > 0).all():
            said.append("log_var is never negative: if it is sigma, posteriors are shown too wide.")
    return said


def image_size(shape: tuple[int, ...]) -> ImageSpec | None:
    """The size of the image that a row of ``shape`` is: (c, h, w), (h, w, c), (h, w) or a flat square one in grey."""
    sides = squeezed(shape)
    if len(sides) == 1 and math.isqrt(sides[0]) ** 2 == sides[0]:
        return ImageSpec(math.isqrt(sides[0]), math.isqrt(sides[0]))
    if len(sides) == 2:
        return ImageSpec(*sides)
    if len(sides) == 3 and 3 in (sides[0], sides[2]):
        return ImageSpec(*(sides[1:] if sides[0] == 3 else sides[:2]), channels=3)
    return None


def name_of(title: str, networks: Mapping[str, bytes]) -> str:
    """A bundle's id: plain letters of ``title`` and what the networks are, so that the same ones have the same name."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-")[:_LONGEST] or "model"
    hashed = hashlib.sha256()
    for name in sorted(networks):
        hashed.update(f"{name} {len(networks[name])} ".encode())
        hashed.update(networks[name])
    return f"{plain}-{hashed.hexdigest()[:8]}"


# ------------------------------------------------------------ which is which


def _tried(folder: Path, files: Mapping[str, bytes]) -> list[Half]:
    """Each network, run once on zeros; first those that say the size of their input, which tell that of the others."""
    nets = {name: Net(data, folder / name) for name, data in files.items()}
    sized = {name: _item(net) for name, net in nets.items()}
    found = [Half(name, net.try_shapes("", [sized[name] or ()])) for name, net in nets.items() if sized[name]]
    images = [half.image[1] for half in found if half.image is not None]
    open_ = {name: net for name, net in nets.items() if not sized[name]}
    if open_ and not images:
        raise _unsized(next(iter(open_.values())))
    return [*found, *(Half(name, net.try_shapes("", input_shapes(images[0]))) for name, net in open_.items())]


def _unsized(net: Net) -> ModelError:
    """Nothing tells the size of its input."""
    entry = next(iter(net.inputs.values()), None)
    sides = () if entry is None else ("?" if isinstance(k, str | None) else str(k) for k in entry.shape)
    expected, remedy = "a size for all but the first", "Export it with only the batch open."
    return ModelError(
        file=net.file, field="input", found=" × ".join(sides) or "nothing", expected=expected, remedy=remedy
    )


def _item(net: Net) -> tuple[int, ...] | None:
    """The shape that one row of its input has by declaration; None where more than the batch is open."""
    if len(net.inputs) > 1:
        names = ", ".join(f"{name} ({entry.type})" for name, entry in net.inputs.items())
        remedy = "Conditional models are not opened yet: export it with the condition fixed inside."
        raise ModelError(file=net.file, field="inputs", found=names, expected="one input", remedy=remedy)
    name, _ = net.input("")
    item = net.inputs[name].shape[1:]
    return tuple(item) if item and all(isinstance(k, int) and k > 0 for k in item) else None


def _roles(folder: Path, halves: list[Half]) -> tuple[Half, Half | None]:
    """The decoder, and the encoder that belongs to it."""
    decoders = [half for half in halves if half.image is not None]
    if not decoders:
        raise _no_decoder(folder, halves)
    if len(decoders) > 1:
        names = " and ".join(half.name for half in decoders)
        raise ModelError(file=folder, found=f"{len(decoders)} decoders, {names}", expected="one", remedy=_ALONE)
    decoder = decoders[0]
    assert decoder.image is not None
    numbers, d = decoder.image[1].numbers, decoder.takes
    rest = [half for half in halves if half is not decoder]
    encoders = [half for half in rest if half.takes == numbers and {d, 2 * d} & set(half.gives.values())]
    if rest and not encoders:
        half = rest[0]
        gives = " and ".join(f"{name} {size_text(shape)}" for name, shape in half.trial.item_shapes.items())
        found, expected = (
            f"{size_text(half.trial.shape)} -> {gives}",
            f"{numbers} numbers -> {d}, as {decoder.name} wants",
        )
        raise ModelError(file=folder / half.name, field="encoder", found=found, expected=expected, remedy=_ALONE)
    if len(encoders) > 1:
        names = " and ".join(half.name for half in encoders)
        raise ModelError(file=folder, found=f"{len(encoders)} encoders, {names}", expected="one", remedy=_ALONE)
    return decoder, encoders[0] if encoders else None


def _no_decoder(folder: Path, halves: list[Half]) -> ModelError:
    whole = next((half for half in halves if half.takes in half.gives.values()), None)
    if whole is not None:
        what = "is a whole autoencoder, from an image to an image, so no code can be put in"
        return ModelError(what, file=folder / whole.name, remedy="Export its decoder alone, with the code as input.")
    half = halves[0]
    gives = " and ".join(size_text(shape) for shape in half.trial.item_shapes.values())
    found, what = f"{size_text(half.trial.shape)} -> {gives}", "a code -> an image of more numbers, as a decoder does"
    return ModelError(file=folder / half.name, found=found, expected=what, remedy=_ALONE)


# ------------------------------------------------------------ what the values are


def _measured(folder: Path, draft: Manifest, networks: dict[str, bytes], encoder: Half | None) -> Manifest:
    """``draft`` with the range of the images, and with what the outputs of the encoder are.

    Where a network gives something else than a bundle's should, what is missing is put after it, in ``networks``.
    """
    decoder = opened(folder, draft, {DECODER: networks[DECODER]})
    rng = np.random.default_rng(_SEED)
    z = rng.standard_normal((ROWS, draft.latent_dim)).astype(np.float32)
    values = value_range([decoder.decode_as_is(np.float32(scale) * z) for scale in SCALES])
    manifest = replace(draft, image=replace(draft.image, low=values.low, high=values.high))
    assumed = [values.said] if values.said else []
    if values.logits:
        manifest = _with_sigmoid(manifest, networks)
        decoder = opened(folder, manifest, {DECODER: networks[DECODER]})
    if encoder is not None:
        manifest, more = _encoded(folder, manifest, networks, encoder, decoder.unit(decoder.decode_as_is(z)))
        assumed += more
    files = {name: FileRecord(hashlib.sha256(data).hexdigest(), len(data)) for name, data in networks.items()}
    return replace(manifest, files=files, provenance={**manifest.provenance, "assumed": assumed})


def _with_sigmoid(manifest: Manifest, networks: dict[str, bytes]) -> Manifest:
    output = manifest.tensors.x_hat
    name = extending.free_name(networks[DECODER], f"{output}_sigmoid")
    networks[DECODER] = extending.with_sigmoid(networks[DECODER], output, name)
    return replace(manifest, tensors=replace(manifest.tensors, x_hat=name))


class Values(NamedTuple):
    """The range of a decoder's values, what was assumed of it in words, and whether they are taken for ``logits``."""

    low: float
    high: float
    said: str = ""
    logits: bool = False


def value_range(decodes: list[F32]) -> Values:
    """The range of the values of images, from decodes of codes farther and farther out.

    An output that stays within bounds however far the code is has a last layer that keeps it there: a sigmoid, a tanh.
    """
    finite = [values[np.isfinite(values)] for values in decodes]
    if any(not values.size for values in finite):
        return Values(0.0, 1.0, "Its values are not finite; the range is taken for 0 to 1.")
    lows, highs = [float(v.min()) for v in finite], [float(v.max()) for v in finite]
    if min(lows) >= -_SLACK and max(highs) <= 1 + _SLACK:
        return Values(0.0, 1.0)
    if min(lows) >= -1 - _SLACK and max(highs) <= 1 + _SLACK:
        return Values(-1.0, 1.0)
    if min(lows) >= -_SLACK and max(highs) <= 255 + _SLACK:
        return Values(0.0, 255.0, "Its values go beyond 1 and never beyond 255: the range is taken for 0 to 255.")
    if lows[0] > -1.0 and highs[0] < 2.0:
        said = "Its values have no bounds, and are near 0 to 1 for usual codes: that range is assumed."
        return Values(0.0, 1.0, said)
    said = f"Its values have no bounds, from {lows[0]:.3g} to {highs[0]:.3g} for usual codes: they are taken for logits"
    return Values(0.0, 1.0, f"{said}, and a sigmoid is put after them.", logits=True)


def _encoded(
    folder: Path, manifest: Manifest, networks: dict[str, bytes], encoder: Half, x: F32
) -> tuple[Manifest, list[str]]:
    """``manifest`` with what each output of the encoder is, told from its answer to ``x``, images of the decoder's.

    mu is the output of which the decoder makes the same images again; another one has less than half of its error.
    """
    d = manifest.latent_dim
    outputs = [name for name, count in encoder.gives.items() if count == d]
    halves = "" if outputs else next(name for name, count in encoder.gives.items() if count == 2 * d)
    if halves:
        outputs = [extending.free_name(networks[ENCODER], f"{halves}_{half}") for half in ("first", "second")]
        networks[ENCODER] = extending.with_halves(networks[ENCODER], halves, (outputs[0], outputs[1]), d)
    found: dict[str, F32] = {}
    errors: dict[str, float] = {}
    for name in outputs:
        model = opened(folder, _named(manifest, encoder, name, None), networks)
        code, again = model.encode(x).mu, model.encode(x).mu
        if np.array_equal(code, again):
            found[name], errors[name] = code, float(np.square(model.unit(model.decode_as_is(code)) - x).mean())
    if not found:
        said = f"This encoder samples: {outputs[0]} differs from run to run, and so do the codes of drawings."
        return _named(manifest, encoder, outputs[0], None), [said]
    first = min(found, key=lambda name: bool(_LOG_VAR.search(name)))  # a hint, where no measure tells them apart
    mu = next((name for name, error in errors.items() if 2 * error < errors[first]), first)
    spread = next((name for name in found if name != mu), None)
    if spread is None:
        return _named(manifest, encoder, mu, None), []
    log_var, said = _log_var(networks, mu, spread, bool((found[spread] > 0).all()))
    return replace(_named(manifest, encoder, mu, log_var), kind="vae", prior="standard_normal"), [said] if said else []


def _log_var(networks: dict[str, bytes], mu: str, spread: str, positive: bool) -> tuple[str, str]:
    """The output that is log_var, put after ``spread`` where that looks like sigma, and what was assumed."""
    if _LOG_VAR.search(spread):
        beware = f"{spread} is never negative: if it is sigma, posteriors are shown wrong." if positive else ""
        return spread, beware
    if not positive:
        return spread, f"{mu} is taken for mu, and {spread} for log_var."
    name = extending.free_name(networks[ENCODER], f"{spread}_log_var")
    networks[ENCODER] = extending.with_log_square(networks[ENCODER], spread, name)
    return name, f"{mu} is taken for mu; {spread} is never negative, and taken for sigma."


def _named(manifest: Manifest, encoder: Half, mu: str, log_var: str | None) -> Manifest:
    return replace(manifest, tensors=replace(manifest.tensors, x=encoder.trial.name, mu=mu, log_var=log_var))
