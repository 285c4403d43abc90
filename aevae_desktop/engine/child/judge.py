"""A judge's network, opened in onnxruntime: which class an image is of, or that it is of none."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from aevae_desktop.bundle import judge
from aevae_desktop.bundle.judge import JudgeCard
from aevae_desktop.engine.child.model import F32
from aevae_desktop.engine.child.network import Net, input_shapes
from aevae_desktop.errors import ModelError

_SLACK = 1e-3  # that probabilities may be off


class Judge:
    """The bytes of a ``judge.onnx`` beside its card; ``file`` is named in errors. Raises ``LabError``.

    Opened after the inspector has seen it, and tried once, as the networks of a bundle are.
    """

    def __init__(self, network: bytes, card: JudgeCard, file: Path = Path(judge.NETWORK)) -> None:
        judge.check(network, card, file)
        self.card, self.file = card, file
        self._trial = Net(network, file).try_shapes(judge.INPUT, input_shapes(card.image))
        outputs = len(card.classes) + 1
        wanted = f"{outputs} probabilities an image: {len(card.classes)} classes and none of them,"
        self._output = self._trial.pick(judge.OUTPUT, ((outputs,),), wanted)

    def __call__(self, x: F32) -> F32:
        """``(n, classes + 1)`` probabilities of images ``(n, h, w)`` or ``(n, h, w, 3)`` in [0, 1]; the last: of none.

        Values outside are cut off. An image is called none of the classes where the last is the largest.
        Raises ``ModelError`` for images of another shape, and for what are no probabilities.
        """
        image = self.card.image
        if x.shape[1:] != image.shape:
            found, expected = f"images of {x.shape[1:]}", f"images of {image.shape}"
            raise ModelError(file=self.file, field=judge.INPUT, found=found, expected=expected)
        unit = np.clip(x, 0.0, 1.0) * np.float32(image.high - image.low) + np.float32(image.low)
        channels_first = image.channels == 3 and self._trial.shape[-3:] != image.shape
        parts = self._trial.feed([self._output], unit.transpose(0, 3, 1, 2) if channels_first else unit)
        outputs = len(self.card.classes) + 1
        found_all = np.concatenate([np.zeros((0, outputs), np.float32), *(part[0] for part in parts)])
        probability = np.ascontiguousarray(found_all.reshape(-1, outputs), np.float32)
        self._check(probability)
        return probability

    def _check(self, probability: F32) -> None:
        sums = probability.sum(axis=1)
        if not (np.isfinite(sums).all() and (probability >= -_SLACK).all() and (np.abs(sums - 1) <= _SLACK).all()):
            expected = "probabilities: none below 0, and a sum of 1 an image"
            raise ModelError(file=self.file, field=judge.OUTPUT, found="other numbers", expected=expected)
