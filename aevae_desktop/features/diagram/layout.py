"""Where each part of a diagram stands: one row, from the image at the left to its reconstruction at the right.

All in px of the widget. The height of a layer says how many numbers there are: the logarithm of it, so that 784 and 2
are both to be seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from aevae_desktop.features.diagram.state import Flow, Part, Stage

GAP, BAR = 10.0, 14.0  # px: between parts; the widest that a layer is
LEAST = 0.16  # of the height: a layer of two numbers


@dataclass(frozen=True)
class Column:
    """One layer: where its picture stands, and which ``stage`` of its half it is."""

    box: QRectF
    half: Part
    stage: int


@dataclass(frozen=True)
class Laid:
    """``boxes`` of the parts that are boxes, the ``columns`` of layers, the two ``nodes`` of a VAE's code."""

    boxes: Mapping[Part, QRectF]
    columns: Sequence[Column]
    nodes: Mapping[str, QPointF] = field(default_factory=dict)

    def part_at(self, at: QPointF) -> Part | None:
        """What is there."""
        for part, box in self.boxes.items():
            if part not in (Part.ENCODER, Part.DECODER) and box.adjusted(-3, -3, 3, 3).contains(at):
                return part
        return next(
            (part for part in (Part.ENCODER, Part.DECODER) if self.boxes.get(part, QRectF()).contains(at)), None
        )

    def column_at(self, at: QPointF) -> Column | None:
        """The layer there."""
        return next((each for each in self.columns if each.box.adjusted(-3, -6, 3, 6).contains(at)), None)


def lay_out(flow: Flow, width: float, height: float, scale: float) -> Laid:
    """Lay ``flow`` out in ``width`` by ``height`` px, text being ``scale`` times its usual size."""
    middle, vae = height / 2, flow.log_var is not None
    side = min(height * 0.5, max(width * 0.1, 40.0))
    code = (190.0 if vae else 86.0) * scale
    rooms = width - 2 * side - code - 4 * GAP
    shares = [len(_shown(stages)) + 1.5 for stages in (flow.encoder, flow.decoder)]
    wide = [rooms * share / sum(shares) for share in shares] if flow.encoder else [0.0, rooms + side + GAP]
    boxes, columns = dict[Part, QRectF](), list[Column]()
    at = 0.0
    if flow.encoder:
        boxes[Part.X] = QRectF(0, middle - side / 2, side, side)
        boxes[Part.ENCODER] = QRectF(side + GAP, 0, wide[0], height)
        columns += _columns(flow.encoder, boxes[Part.ENCODER], Part.ENCODER)
        at = boxes[Part.ENCODER].right() + GAP
    room = QRectF(at, 0, code, height)
    nodes = _code(boxes, room, scale, vae and flow.mu is not None)
    boxes[Part.DECODER] = QRectF(room.right() + GAP, 0, wide[1], height)
    columns += _columns(flow.decoder, boxes[Part.DECODER], Part.DECODER)
    boxes[Part.X_HAT] = QRectF(width - side, middle - side / 2, side, side)
    return Laid(boxes, columns, nodes)


def _shown(stages: Sequence[Stage]) -> list[int]:
    """The layers that have a column: not the first, which is given the image or the code, nor what was shown before."""
    return [
        k
        for k, stage in enumerate(stages)
        if k and len(stage.values) and not (stage.shape == stages[k - 1].shape and _same(stage, stages[k - 1]))
    ]


def _same(a: Stage, b: Stage) -> bool:
    return bool((a.values == b.values).all())


def _columns(stages: Sequence[Stage], room: QRectF, half: Part) -> list[Column]:
    shown = _shown(stages)
    pitch = room.width() / max(len(shown), 1)
    wide = min(BAR, pitch * 0.62)
    most = math.log(max([2.0, *(math.prod(stages[k].shape) for k in shown), 784.0]))
    made = []
    for place, k in enumerate(shown):
        high = room.height() * (LEAST + (0.86 - LEAST) * math.log(max(math.prod(stages[k].shape), 1)) / most)
        x = room.x() + (place + 0.5) * pitch - wide / 2
        made.append(Column(QRectF(x, room.center().y() - high / 2, wide, high), half, k))
    return made


def _code(boxes: dict[Part, QRectF], room: QRectF, scale: float, vae: bool) -> dict[str, QPointF]:
    """Put the boxes of the code into ``room``; the places of × and + of a VAE."""
    high, middle = 38.0 * scale, room.center().y()
    if not vae:
        boxes[Part.Z] = QRectF(room.x(), middle - high / 2, room.width(), high)
        return {}
    left = right = room.width() * 0.44
    apart = min(high + 16.0 * scale, room.height() / 2 - high / 2 - 1)
    boxes[Part.MU] = QRectF(room.x(), middle - apart - high / 2, left, high)
    boxes[Part.SIGMA] = QRectF(room.x(), middle - high / 2, left, high)
    boxes[Part.EPS] = QRectF(room.x(), middle + apart - high / 2, left, high)
    boxes[Part.Z] = QRectF(room.right() - right, middle - high / 2, right, high)
    node = room.x() + left + (room.width() - left - right) / 2
    return {"×": QPointF(node, middle + apart / 2), "+": QPointF(node, middle - apart / 2)}
