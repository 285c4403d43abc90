"""How many numbers an operator makes, where the file says it: ONNX Runtime reserves them when it opens the file.

Constants are worked out at that time, so that a few bytes become gigabytes before anything is run. Sizes that the
network works out from its input are not known here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from aevae_desktop.inspector.contents import Use

MOST = 1 << 25  # numbers: 32 Mi, of an image 4,096 × 4,096 two
MOST_PIXELS = (
    1 << 16
)  # of one size that a setting names: a kernel, a margin, a picture; and by how much strides grow one
_SIDES = (
    "pads", "kernel_shape", "strides", "dilations", "output_padding", "output_shape", "pooled_shape", "hidden_size",
    "blocksize", "num_outputs", "group", "sample_size", "output_height", "output_width", "border", "scale",
    "inputdimensions", "size", "max_skip_count", "max_gram_length", "n_targets",
)  # fmt: skip


def made(use: Use) -> int:
    """How many numbers the operator makes by what stands in the file; 0 where that is not told."""
    count = _MADE.get(use.node.op)
    try:
        return max(0, count(use)) if count else 0
    except (OverflowError, ValueError):  # infinity, NaN: as many as there are
        return MOST + 1


def side(use: Use) -> tuple[str, int] | None:
    """A setting that names a size, or several with a product, beyond any picture; and that number."""
    for name in _SIDES:
        if name not in use.settings:
            continue
        values = [use.number(name), *use.numbers(name)]
        if max(map(abs, values)) > MOST_PIXELS:
            return name, max(values, key=abs)
        if name != "pads" and _product(values) > (MOST_PIXELS if name == "strides" else MOST):
            return name, _product(values)
    return None


def _product(values: Iterable[float]) -> int:
    """Of sizes, where one that is open or taken over (-1, 0) counts as 1."""
    return math.prod(max(1, math.ceil(abs(value))) for value in values)


def _count(use: Use, place: int) -> int:
    known = use.known(place)
    return known.count if known else 1


def _shape(use: Use, place: int) -> tuple[int, ...]:
    known = use.known(place)
    return known.shape if known else ()


def _expanded(use: Use) -> int:
    """``Expand``: each size is the larger of the two."""
    return max(_product(use.values(1)), _count(use, 0))


def _tiled(use: Use) -> int:
    return _product(use.values(1)) * max(1, _count(use, 0))


def _range(use: Use) -> int:
    start, limit, step = ((*use.values(place), None)[0] for place in range(3))
    if start is None or limit is None or step is None:
        return 0
    return math.ceil((limit - start) / step) if step else MOST + 1


def _padded(use: Use) -> int:
    """``Pad``: with the margins alone, where the size of what they surround is not known."""
    margins = list(use.values(1)) or use.numbers("pads")
    half, shape = len(margins) // 2, _shape(use, 0)
    added = [max(0, first) + max(0, last) for first, last in zip(margins[:half], margins[half:], strict=False)]
    axes = [int(axis) for axis in use.values(3)] or list(range(half))
    sizes = dict(enumerate(shape)) if shape else {}
    for axis, more in zip(axes, added, strict=False):
        place = axis % len(shape) if shape else axis
        sizes[place] = sizes.get(place, 1) + math.ceil(more)
    return _product(sizes.values())


def _resized(use: Use) -> int:
    """``Resize``, ``Upsample``: by sizes, or by scales of what may be known."""
    scales = list(use.values(2)) or list(use.values(1)) if use.node.op == "Resize" else list(use.values(1))
    scales = scales or list(use.reals("scales"))
    grown = _product(scales) * max(1, _count(use, 0)) if scales else 0
    return max(_product(use.values(3)), grown) if use.node.op == "Resize" else grown


_MADE: dict[str, Callable[[Use], int]] = {
    "ConstantOfShape": lambda use: _product(use.values(0)),
    "Expand": _expanded,
    "Tile": _tiled,
    "Range": _range,
    "Pad": _padded,
    "Resize": _resized,
    "Upsample": _resized,
    "OneHot": lambda use: _product(use.values(1)[:1]) * max(1, _count(use, 0)),
    "RandomNormal": lambda use: _product(use.numbers("shape")),
    "RandomUniform": lambda use: _product(use.numbers("shape")),
    "CenterCropPad": lambda use: _product(use.values(1)),
    "AffineGrid": lambda use: _product(use.values(1)),
    "Col2Im": lambda use: _product(use.values(1)),
    "MaxUnpool": lambda use: _product(use.values(2)),
    "HannWindow": lambda use: _product(use.values(0)),
    "HammingWindow": lambda use: _product(use.values(0)),
    "BlackmanWindow": lambda use: _product(use.values(0)),
    "MelWeightMatrix": lambda use: _product((*use.values(0), *use.values(1))),
    "DFT": lambda use: _product(use.values(1)) * max(1, _count(use, 0)),
    "STFT": lambda use: _product(use.values(3)) * max(1, _count(use, 0)),
    "TfIdfVectorizer": lambda use: max(use.numbers("ngram_indexes"), default=0),
    "Multinomial": lambda use: use.number("sample_size") * max(1, _count(use, 0)),
}
