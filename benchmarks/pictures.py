"""How well a picture of a digit is read: pictures of MNIST's test digits against the images that they were made of.

    python benchmarks/pictures.py [BUNDLE] --data-dir DIR [--n 200] [--seed 0] [--json FILE]

Each of the first n test digits is drawn 40 to 90 px high on a page of 100 x 100 px, anywhere, in dark ink of a random
colour on light ground or light ink on dark, and saved as a JPEG of quality 60 to 95 or as a PNG. It is read as one that
is dropped on the window is. Measured is the share of the ten nearest codes of other images that have the digit's label,
mean over digits, for pictures and for originals; and how many digits keep the label that most of their ten have.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from report import Figure, parser, tell

from aevae_desktop import bundle
from aevae_desktop.core.images import framing
from aevae_desktop.engine.wire.library import shipped_folder
from aevae_desktop.features.drawing import picture_file
from training.data import DATASETS
from training.export.metrics import open_coder

PAGE, NEAREST, BOUND = 100, 10, 0.05  # px, codes, what is allowed between the shares
Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


def page(digit: Bytes, rng: np.random.Generator) -> QImage:
    """A picture of ``digit: (28, 28)``, 255 being ink."""
    side = int(rng.integers(40, 91))
    small = QImage(digit.tobytes(), 28, 28, 28, QImage.Format.Format_Grayscale8)
    large = small.scaled(side, side, mode=Qt.TransformationMode.SmoothTransformation)
    rows = np.frombuffer(large.constBits(), np.uint8).reshape(side, large.bytesPerLine())
    top, left = rng.integers(0, PAGE - side + 1, 2)
    cover = np.zeros((PAGE, PAGE, 1), np.float32)
    cover[top : top + side, left : left + side, 0] = rows[:, :side] / np.float32(255.0)
    dark, light = rng.integers(0, 110, 3), rng.integers(190, 256, 3)
    ink, ground = (dark, light) if rng.random() < 0.8 else (light, dark)
    levels = np.rint(ground * (1 - cover) + ink * cover).astype(np.uint8)
    return QImage(levels.tobytes(), PAGE, PAGE, 3 * PAGE, QImage.Format.Format_RGB888).copy()


def read_back(digits: Bytes, rng: np.random.Generator) -> Iterator[Floats]:
    """Each digit as the encoder sees the picture of it, ``(28, 28)`` in [0, 1]."""
    with tempfile.TemporaryDirectory() as folder:
        for digit in digits:
            kind = "JPG" if rng.random() < 0.5 else "PNG"
            path = Path(folder) / "picture"
            assert page(digit, rng).save(str(path), kind, int(rng.integers(60, 96)) if kind == "JPG" else -1)
            yield framing.centred(picture_file.read(path).figure)


def shares(points: bundle.Points, z: Floats, rows: NDArray[np.int64]) -> tuple[float, float]:
    """The mean share of the ten codes nearest to each of ``z: (n, d)`` that have its label, and where most have it.

    ``rows``: the samples that they are of, whose own codes are left out.
    """
    agree = np.zeros(len(z))
    for i, (code, row) in enumerate(zip(z, rows, strict=True)):
        square = ((points.mu - code) ** 2).sum(axis=1)
        square[row] = np.inf
        agree[i] = (points.label[np.argpartition(square, NEAREST)[:NEAREST]] == points.label[row]).mean()
    return float(agree.mean()), float((agree > 0.5).mean())


def main() -> int:
    made = parser(__doc__)
    made.add_argument("bundle", nargs="?", type=Path, default=shipped_folder() / "vae-mnist-2d")
    made.add_argument("--data-dir", required=True, type=Path, help="folder of MNIST's four files")
    made.add_argument("--n", type=int, default=200, help="test images")
    made.add_argument("--seed", type=int, default=0)
    options = made.parse_args()
    digits = DATASETS["mnist"].load(options.data_dir).test[: options.n]
    manifest = bundle.read(options.bundle)
    points, coder = bundle.read_points(options.bundle, manifest), open_coder(options.bundle, manifest)
    rng = np.random.default_rng(options.seed)
    seen = np.stack(list(read_back(digits.reshape(-1, 28, 28), rng)))
    pictures = np.rint(seen * 255.0).astype(np.uint8).reshape(digits.shape)
    rows = np.flatnonzero(points.split == bundle.TEST)[: options.n]
    figures = []
    for name, images in (("originals", digits), ("pictures", pictures)):
        share, most = shares(points, coder.encode(images)[0], rows)
        figures += [
            Figure(f"{name}.share_of_10", share, "", len(rows)),
            Figure(f"{name}.majority", most, "", len(rows)),
        ]
    loss = figures[0].value - figures[2].value
    tell(
        f"pictures read by {manifest.id}",
        [*figures, Figure("share_lost", loss, "", len(rows), f"<= {BOUND}")],
        options.json,
    )
    return int(loss > BOUND)


if __name__ == "__main__":
    sys.exit(main())
