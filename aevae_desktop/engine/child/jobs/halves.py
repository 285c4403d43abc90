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
from aevae_desktop.engine.child import whole
from aevae_desktop.engine.child.network import Net, Trial, input_shapes, size_text, squeezed
from aevae_desktop.engine.child.second_inputs import Label
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector import layers

USUAL_CLASSES = 10  # where nothing says how many
MOST_SIDE = 4096  # pixels, of what a bundle can hold
MOST_CODE = 64  # numbers of a code, where nothing says how many it has
ITS_ENCODER, ITS_DECODER = " (its encoder)", " (its decoder)"  # after the name of the file that both come from
_WHOLE = (
    'Export its parts alone: torch.onnx.export(model.encoder, (x,), "encoder.onnx"); '
    'torch.onnx.export(model.decoder, (z,), "decoder.onnx"); then open both.'
)
_ITS_DECODER = 'A map needs its decoder: torch.onnx.export(model.decoder, (z,), "decoder.onnx"), and open both.'
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
        for size_of in (image_size, signal_size):
            for name, count in self.gives.items():
                size = size_of(self.trial.item_shapes[name])
                if size is not None and count > self.takes:
                    return name, size
        return None


def image_size(shape: tuple[int, ...]) -> ImageSpec | None:
    """The size of the image that a row of ``shape`` is: (c, h, w), (h, w, c), (h, w) or a flat square one in grey.

    A fourth channel, how opaque it is, is no colour.
    """
    sides = squeezed(shape)
    if len(sides) == 1 and len(shape) != 2 and math.isqrt(sides[0]) ** 2 == sides[0]:
        return ImageSpec(math.isqrt(sides[0]), math.isqrt(sides[0]))
    if len(sides) == 2:
        return ImageSpec(*sides)
    for channels in (3, 4):
        if len(sides) == 3 and channels in (sides[0], sides[2]):
            return ImageSpec(*(sides[1:] if sides[0] == channels else sides[:2]), channels=3)
    return None


def signal_size(shape: tuple[int, ...]) -> ImageSpec | None:
    """The size of the signal, or row of a table, that a row of ``shape`` is: (1, n), (n, 1) or flat.

    Flat numbers that could be an image in colour are none.
    """
    sides = squeezed(shape)
    if len(sides) != 1:
        return None
    if len(shape) == 2:
        return ImageSpec(*shape)
    return None if sides[0] % 3 == 0 and math.isqrt(sides[0] // 3) ** 2 == sides[0] // 3 else ImageSpec(1, sides[0])


def tried(folder: Path, files: Mapping[str, bytes]) -> list[Half]:
    """Each network, run once on zeros; first those that say the size of their input, which tell that of the others.

    One that takes a class, too, is given the first (``Net``). Raises ``ModelError``.
    """
    open_ = {name: Net(data, folder / name) for name, data in files.items()}
    found: list[Half] = []
    for find in (_by_declaration, _by_others, _by_layers, _by_others):
        for name, net in list(open_.items()):
            trial = find(net, files[name], found)
            if trial is not None:
                found.append(Half(name, trial))
                del open_[name]
    if open_:
        net = next(iter(open_.values()))
        net.input("")  # says so where there are several
        raise _unsized(net)
    return found


def parted(folder: Path, found: list[Half], files: Mapping[str, bytes]) -> tuple[list[Half], dict[str, bytes], str]:
    """The halves of a whole autoencoder where there is no decoder: them, their bytes by name, and what is said of it.

    What was ``found``, no bytes and "" where there is one, or nothing that can be cut. Raises ``ModelError``.
    """
    wholes = [half for half in found if half.takes in half.gives.values()]
    if len(wholes) != 1 or any(half.image is not None for half in found):
        return found, {}, ""
    name = wholes[0].name
    made = whole.parted(files[name], wholes[0].trial)
    if made is None:
        return found, {}, ""
    both = {f"{name}{ITS_ENCODER}": made.encoder, f"{name}{ITS_DECODER}": made.decoder}
    return tried(folder, both), both, made.said


def _by_declaration(net: Net, _: bytes, __: list[Half]) -> Trial | None:
    """By the size that its input says."""
    try:
        name, _kind = net.input("")
    except ModelError:
        name = net.main = _image_input(net)
        if not name:
            return None
    item = net.inputs[name].shape if len(net.inputs[name].shape) == 1 else net.inputs[name].shape[1:]
    sized = bool(item) and all(isinstance(k, int) and k > 0 for k in item)
    return net.try_shapes(name, [tuple(item)]) if sized else None


def _image_input(net: Net) -> str:
    """Of two inputs the one that is an image, where the other is a class by its size; "" where that is not plain."""
    images = [name for name, entry in net.inputs.items() if len(entry.shape) > 2]
    return images[0] if len(images) == 1 else ""


def _by_others(net: Net, _: bytes, found: list[Half]) -> Trial | None:
    """By the image that a decoder gives, or by the code that an encoder gives."""
    images = [half.image[1] for half in found if half.image is not None]
    counts = sorted({count for half in found for count in half.gives.values()})
    names = [name for name in net.inputs if name not in net.noise]
    if len(names) == 2 and not net.label_input:  # of a code and a class, the code is what an encoder gives
        names = [name for name in names if net.inputs[name].shape[1:] in [[count] for count in counts]]
        net.main = names[0] if len(names) == 1 else ""
    shapes = [shape for image in images for shape in input_shapes(image)] + [(count,) for count in counts]
    return _first(net, shapes, names[0]) if len(names) == 1 or net.label_input else None


def _by_layers(net: Net, data: bytes, _: list[Half]) -> Trial | None:
    """By what its first layer takes, or any code that it takes."""
    takes = [layer.takes for layer in layers.layers(data)[0][:1]]
    return _first(net, [(count,) for count in dict.fromkeys([*takes, *range(1, MOST_CODE + 1)])], "")


def _first(net: Net, shapes: list[tuple[int, ...]], name: str) -> Trial | None:
    """The first of ``shapes`` that it takes."""
    try:
        return net.try_shapes(name, shapes) if shapes else None
    except ModelError:
        return None


def _unsized(net: Net) -> ModelError:
    """Nothing tells the size of its input."""
    entry = next(iter(net.inputs.values()), None)
    sides = () if entry is None else ("?" if isinstance(k, str | None) else str(k) for k in entry.shape)
    expected = "a size for all but the first"
    remedy = (
        'Export it with only the batch open: dynamic_axes={"' + (entry.name if entry else "z") + '": {0: "batch"}}.'
    )
    return ModelError(
        file=net.file, field="input", found=" × ".join(sides) or "nothing", expected=expected, remedy=remedy
    )


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
    encoders = [half for half in encoders if half.image is None and numbers not in half.gives.values()] or encoders
    if len(encoders) > 1:  # one that decodes, too, is left for one that does not
        names = " and ".join(half.name for half in encoders)
        raise ModelError(file=folder, found=f"{len(encoders)} encoders, {names}", expected="one", remedy=_ALONE)
    return _conditional(decoder, encoders[0] if encoders else None)


def _decoder(folder: Path, halves: list[Half]) -> Half:
    decoders = [half for half in halves if half.image is not None]
    if not decoders:
        raise _no_decoder(folder, halves)
    output, size = decoders[0].image or ("", ImageSpec(1, 1))
    _check_no_wider_code(folder, decoders[0], halves)
    if max(size.height, size.width) > MOST_SIDE:
        found, expected = f"images of {size_text(size)}", f"at most {MOST_SIDE:,} pixels a side"
        raise ModelError(file=folder / decoders[0].name, field=output, found=found, expected=expected)
    if len(decoders) > 1:
        names = " and ".join(half.name for half in decoders)
        raise ModelError(file=folder, found=f"{len(decoders)} decoders, {names}", expected="one", remedy=_ALONE)
    return decoders[0]


def _check_no_wider_code(folder: Path, decoder: Half, halves: list[Half]) -> None:
    """Raises ``ModelError`` where what seems to decode a signal encodes an image, by a code of more numbers than it."""
    if image_size(decoder.trial.shape) is None or any(map(image_size, decoder.trial.item_shapes.values())):
        return
    for half in halves:
        if half is not decoder and half.takes in decoder.gives.values() and decoder.takes in half.gives.values():
            found = f"a code of {half.takes:,} numbers for an image of {decoder.takes:,}"
            raise ModelError(file=folder / half.name, field="z", found=found, expected="fewer numbers than the image")


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
    one = next((half for half in halves if half.takes in half.gives.values()), None)
    if one is not None:
        what = "is a whole autoencoder, from an image to an image, and its graph cannot be cut at a code"
        return ModelError(what, file=folder / one.name, remedy=_WHOLE)
    half = halves[0]
    few = half.takes // 4 >= max(half.gives.values(), default=half.takes)
    if len(halves) == 1 and few and image_size(half.trial.shape) is not None:
        size, what = size_text(half.trial.shape), "seems to be an encoder alone"
        gives = ", ".join(map(str, half.gives.values()))
        raise ModelError(f"{what}: {size} -> {gives}", file=folder / half.name,
                         remedy=_ITS_DECODER)  # fmt: skip
    gives = " and ".join(size_text(shape) for shape in half.trial.item_shapes.values())
    found, what = f"{size_text(half.trial.shape)} -> {gives}", "a code -> an image of more numbers, as a decoder does"
    return ModelError(file=folder / half.name, found=found, expected=what, remedy=_ALONE)
