"""Which of some ONNX files decodes and which encodes, found out by running each once: names prove nothing.

The decoder is the network that makes an image of fewer numbers; the encoder makes as many numbers of such an image.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from aevae_desktop.bundle import Condition, ImageSpec
from aevae_desktop.engine.child.network import Label, Net, Trial, input_shapes, size_text, squeezed
from aevae_desktop.errors import ModelError

USUAL_CLASSES = 10  # where nothing says how many
_ALONE = "Open the decoder, or the encoder and its decoder."


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


def image_size(shape: tuple[int, ...]) -> ImageSpec | None:
    """The size of the image that a row of ``shape`` is: (c, h, w), (h, w, c), (h, w) or a flat square one in grey.

    A fourth channel, how opaque it is, is no colour.
    """
    sides = squeezed(shape)
    if len(sides) == 1 and math.isqrt(sides[0]) ** 2 == sides[0]:
        return ImageSpec(math.isqrt(sides[0]), math.isqrt(sides[0]))
    if len(sides) == 2:
        return ImageSpec(*sides)
    for channels in (3, 4):
        if len(sides) == 3 and channels in (sides[0], sides[2]):
            return ImageSpec(*(sides[1:] if sides[0] == channels else sides[:2]), channels=3)
    return None


def tried(folder: Path, files: Mapping[str, bytes]) -> list[Half]:
    """Each network, run once on zeros; first those that say the size of their input, which tell that of the others.

    One that takes a class, too, is given the first (``Net``).
    """
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
    name, _ = net.input("")
    item = net.inputs[name].shape[1:]
    return tuple(item) if item and all(isinstance(k, int) and k > 0 for k in item) else None


# ------------------------------------------------------------ which is which


class Pair(NamedTuple):
    """The decoder, the encoder that belongs to it, and what class they take; ``said``: what is not certain of that."""

    decoder: Half
    encoder: Half | None
    condition: Condition | None = None
    said: str = ""


def paired(folder: Path, halves: list[Half]) -> Pair:
    """Which of ``halves`` is which. Raises ``ModelError``."""
    decoder = _decoder(folder, halves)
    assert decoder.image is not None
    numbers, d = decoder.gives[decoder.image[0]], decoder.takes
    rest = [half for half in halves if half is not decoder]
    encoders = [half for half in rest if half.takes == numbers and {d, 2 * d} & set(half.gives.values())]
    if rest and not encoders:
        joined = _joined(decoder, rest, numbers)
        if joined is None:
            raise _no_encoder(folder, decoder, rest[0], numbers)
        return joined
    if len(encoders) > 1:
        names = " and ".join(half.name for half in encoders)
        raise ModelError(file=folder, found=f"{len(encoders)} encoders, {names}", expected="one", remedy=_ALONE)
    return _conditional(decoder, encoders[0] if encoders else None)


def _decoder(folder: Path, halves: list[Half]) -> Half:
    decoders = [half for half in halves if half.image is not None]
    if not decoders:
        raise _no_decoder(folder, halves)
    if len(decoders) > 1:
        names = " and ".join(half.name for half in decoders)
        raise ModelError(file=folder, found=f"{len(decoders)} decoders, {names}", expected="one", remedy=_ALONE)
    return decoders[0]


def _conditional(decoder: Half, encoder: Half | None) -> Pair:
    """The pair with the number of classes that those take which take one."""
    pair = [half for half in (decoder, encoder) if half is not None]
    counts = {half.name: half.trial.classes() for half in pair if half.trial.net.label_input}
    if not counts:
        return Pair(decoder, encoder)
    known = {count for count in counts.values() if count}
    if len(known) > 1:
        found = ", ".join(f"{name} {count}" for name, count in counts.items())
        raise ModelError(file=decoder.trial.net.file, field="classes", found=found, expected="as many of both")
    said = (
        "" if known else f"{' and '.join(counts)} take any whole number for a class: how many there are is not known."
    )
    return Pair(decoder, encoder, Condition(known.pop() if known else USUAL_CLASSES), said)


def _joined(decoder: Half, rest: list[Half], numbers: int) -> Pair | None:
    """The pair whose decoder takes the class after the code: so many numbers more than its encoder gives."""
    net = decoder.trial.net
    for half in rest:
        for d in sorted(set(half.gives.values())):
            k = decoder.takes - d
            fits = half.takes == numbers or (half.takes == numbers + k and len(half.trial.shape) == 1)
            if k < 2 or len(decoder.trial.shape) != 1 or not fits or net.label_input:
                continue
            both = half.takes == numbers + k
            said = (
                f"{decoder.name} takes {k} numbers more than {half.name} gives: a class is taken for them, one of {k}."
            )
            pair = _cut(decoder, k), _cut(half, k) if both else half
            return Pair(*pair, Condition(k, ("decoder", "encoder") if both else ("decoder",)), said)
    return None


def _cut(half: Half, k: int) -> Half:
    """The network tried anew, a class of ``k`` after its numbers."""
    net, takes = half.trial.net, half.takes - k
    net.label = Label(0, k, joined=True)
    return Half(half.name, net.try_shapes(half.trial.name, [(takes,)]))


def _no_encoder(folder: Path, decoder: Half, half: Half, numbers: int) -> ModelError:
    gives = " and ".join(f"{name} {size_text(shape)}" for name, shape in half.trial.item_shapes.items())
    found = f"{size_text(half.trial.shape)} -> {gives}"
    expected = f"{numbers} numbers -> {decoder.takes}, as {decoder.name} wants"
    return ModelError(file=folder / half.name, field="encoder", found=found, expected=expected, remedy=_ALONE)


def _no_decoder(folder: Path, halves: list[Half]) -> ModelError:
    whole = next((half for half in halves if half.takes in half.gives.values()), None)
    if whole is not None:
        what = "is a whole autoencoder, from an image to an image, so no code can be put in"
        return ModelError(what, file=folder / whole.name, remedy="Export its decoder alone, with the code as input.")
    half = halves[0]
    gives = " and ".join(size_text(shape) for shape in half.trial.item_shapes.values())
    found, what = f"{size_text(half.trial.shape)} -> {gives}", "a code -> an image of more numbers, as a decoder does"
    return ModelError(file=folder / half.name, found=found, expected=what, remedy=_ALONE)
