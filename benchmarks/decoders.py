"""How good and how fast a decoder is: the error at the best code there is, and the time of one decode.

    python benchmarks/decoders.py [BUNDLE|FILE.onnx ...] --data-dir DIR [--n 1000] [--range -3,3] [--json FILE]

Without arguments, the shipped 2-D bundles. The images are test digits 0 to n - 1 of MNIST; the search is that of
training.report.best_code: a dense grid over the central 99 % of the codes, the encoder's own code where there is one,
then refinement. A bare ONNX decoder has no codes: its range is given by --range. What the window opens is opened here,
in the same way. A decode of one code takes turns with a plain 2-512-512-784 perceptron's in the same process, both by
the program's own runner, on one thread.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from report import Figure, parser, tell

from aevae_desktop import bundle
from aevae_desktop.engine.child import onnx_files
from aevae_desktop.engine.child.jobs import probing
from aevae_desktop.engine.child.model import Model, opened
from aevae_desktop.engine.wire.library import shipped_folder
from training.data import DATASETS
from training.export import to_onnx
from training.export.metrics import open_coder, to_float
from training.report.best_code import best_codes
from training.trainer.config import RunConfig
from training.trainer.model import Autoencoder

ROUNDS, DECODES = 20, 100  # batches of decodes, in turns
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Contender:
    """A decoder, codes that span where to search, and the encoder's codes of the images, if there is one."""

    name: str
    model: Model
    codes: Floats
    own: Floats | None

    def decode(self, z: Floats) -> Floats:
        """Images ``(n, h, w[, 3])`` in [0, 1] of codes ``(n, d)``."""
        return self.model.unit(self.model.decode_as_is(z))


def from_bundle(folder: Path, x: NDArray[np.uint8]) -> Contender:
    manifest = bundle.read(folder)
    coder = open_coder(folder, manifest)
    own = coder.encode(x)[0] if coder.has_encoder else None
    codes = bundle.read_points(folder, manifest).mu if bundle.POINTS in manifest.files else own
    if codes is None:
        raise SystemExit(f"{folder}: stores no codes and has no encoder; give its decoder.onnx and --range.")
    return Contender(manifest.id, coder.model, codes, own)


def from_file(path: Path, limits: list[float]) -> Contender:
    """A bare decoder, measured and opened as the window does."""
    _, files = onnx_files.read([path])
    head, arrays = probing.probe(path.parent, path.stem, files)
    manifest = bundle.parse(head["manifest"].encode(), path)
    decoder = arrays[bundle.DECODER].tobytes() if bundle.DECODER in arrays else files[head["decoder"]]
    codes = np.repeat(np.array(limits, np.float32)[:, None], manifest.latent_dim, axis=1)
    return Contender(
        f"{path.parent.name}/{path.stem}", opened(path.parent, manifest, {bundle.DECODER: decoder}), codes, None
    )


def plain() -> Model:
    """An untrained 2-512-512-784 perceptron with ReLU, exported like ours."""
    torch.manual_seed(0)
    config = RunConfig(kind="ae", family="mlp", hidden=(512, 512), activation="relu", likelihood="gaussian")
    x = np.random.default_rng(0).random((64, 1, 28, 28), dtype=np.float32)
    files, _ = to_onnx.export(Autoencoder(config, (1, 28, 28)), x, {})
    manifest = bundle.Manifest("plain", "plain", "ae", "", bundle.ImageSpec(28, 28), 2)
    return opened(Path("plain"), manifest, {bundle.DECODER: files[bundle.DECODER]})


def turns(models: dict[str, Model], codes: dict[str, Floats]) -> dict[str, list[float]]:
    """Seconds of a decode of one code, ``ROUNDS`` means of ``DECODES`` each, the models taking turns."""
    found: dict[str, list[float]] = {name: [] for name in models}
    for _ in range(ROUNDS):
        for name, model in models.items():
            z = codes[name][:1]
            start = time.perf_counter()
            for _ in range(DECODES):
                model.decode_as_is(z)
            found[name].append((time.perf_counter() - start) / DECODES)
    return found


def quality(contender: Contender, x: Floats) -> list[Figure]:
    _, best = best_codes(contender.decode, x, contender.own, contender.codes)
    figures = [Figure(f"decoder.{contender.name}.best_z_mse", float(best.mean()), "", len(x), "<= 0.0312, goal 0.029")]
    if contender.own is not None:
        error = float(((contender.decode(contender.own).reshape(len(x), -1) - x.reshape(len(x), -1)) ** 2).mean())
        ratio = error / float(best.mean())
        figures += [
            Figure(f"decoder.{contender.name}.encoder_mse", error, "", len(x)),
            Figure(f"decoder.{contender.name}.amortisation", ratio, "x", len(x), "<= 1.08"),
        ]
    return figures


def main() -> int:
    made = parser(__doc__)
    made.add_argument("places", nargs="*", type=Path, help="bundle folders or ONNX decoders")
    made.add_argument("--data-dir", type=Path, help="folder of MNIST's four files")
    made.add_argument("--n", type=int, default=1000, help="test images")
    made.add_argument("--range", default="-3,3", help="lowest and highest code of a bare decoder")
    options = made.parse_args()
    images = DATASETS["mnist"].load(options.data_dir)
    x8 = images.test[: options.n]
    places = options.places or [shipped_folder() / name for name in ("vae-mnist-2d", "ae-mnist-2d")]
    limits = [float(value) for value in options.range.split(",")]
    contenders = [from_bundle(place, x8) if place.is_dir() else from_file(place, limits) for place in places]
    models = {one.name: one.model for one in contenders} | {"plain": plain()}
    codes = {one.name: one.codes for one in contenders} | {"plain": np.zeros((1, 2), np.float32)}
    times = turns(models, codes)
    figures = [figure for one in contenders for figure in quality(one, to_float(x8))]
    base = np.array(times["plain"])
    figures += [Figure("decoder.plain.batch_1_ms", float(np.median(base)) * 1e3, "ms", ROUNDS * DECODES)]
    for one in contenders:
        ratio = float(np.median(np.array(times[one.name]) / base))
        figures.append(Figure(f"decoder.{one.name}.batch_1_vs_plain", ratio, "x", ROUNDS * DECODES, "<= 1.5"))
    tell("decoders", figures, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
