"""What a bundle says: the manifest and the arrays, as frozen dataclasses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what reads the manifest alone does without numpy
    import numpy as np
    from numpy.typing import NDArray

FORMAT = "aevae-bundle"
VERSION = "1.3"  # 1.1: columns in points.npz, images.npy; 1.2: series and position; 1.3: refined
MANIFEST, ENCODER, DECODER = "manifest.json", "encoder.onnx", "decoder.onnx"
POINTS, HISTORY, IMAGES = "points.npz", "history.npz", "images.npy"
JUDGES = "judges"  # the folder of judges in a folder of bundles; no bundle can be called so
KINDS = ("ae", "vae")
PRIORS = ("none", "standard_normal")
TRAIN, TEST = 0, 1  # the values of Points.split
# columns that training writes: what each image's reconstruction, and PCA's, lacks
ERROR, RECONSTRUCTION, PCA = "error", "reconstruction", "pca"
MOST_MANIFEST = 1 << 20  # bytes of manifest.json
MOST_CLASSES = 254  # with one more row for unknown labels, an eighth of the raster's: room to fade each in eight steps
MOST_DIMENSIONS = 4096  # of a code
MOST_POINTS = 5_000_000  # codes of a bundle
TAKEN = ("class", "split", "sigma")  # what the program works out by itself; no column may be called so


@dataclass(frozen=True)
class ImageSpec:
    """Size and value range of the images, ``x: (n, channels, height, width) float32 in [low, high]``.

    ``dark_ink``: what they show is dark on a light ground, and a pen draws so.
    """

    height: int
    width: int
    channels: int = 1
    low: float = 0.0
    high: float = 1.0
    dark_ink: bool = False

    @property
    def shape(self) -> tuple[int, ...]:
        """Of one image as the program keeps it: ``(h, w)``, or ``(h, w, 3)`` in colour."""
        return (self.height, self.width, self.channels)[: 2 if self.channels == 1 else 3]

    @property
    def is_signal(self) -> bool:
        """Whether they are signals or rows of a table, one pixel high or wide, which are shown as lines."""
        return self.channels == 1 and min(self.height, self.width) == 1 and self.numbers > 1

    @property
    def numbers(self) -> int:
        """How many numbers one image has."""
        return self.height * self.width * self.channels


@dataclass(frozen=True)
class TensorNames:
    """What the ONNX inputs and outputs are called; ``log_var`` is None for a plain autoencoder."""

    x: str = "x"
    mu: str = "mu"
    log_var: str | None = None
    z: str = "z"
    x_hat: str = "x_hat"


@dataclass(frozen=True)
class Refined:
    """The encoder's further outputs: codes after ``steps`` damped steps through the decoder, never worse ones.

    ``mu`` is what the output is called, and ``log_var`` that of a VAE; ``damping`` is that of every step. The first
    starts at the encoder's code, or at the best of ``starts`` more around it, which reach ``reach`` latent units far.
    """

    mu: str
    log_var: str | None
    steps: int
    damping: float
    starts: int = 0
    reach: float = 0.0


@dataclass(frozen=True)
class Condition:
    """What the networks take besides: one of ``classes``, by an input of its own.

    Those that are ``joined`` ("decoder", "encoder") take it as so many numbers, one of them 1, after their own.
    """

    classes: int
    joined: tuple[str, ...] = ()


@dataclass(frozen=True)
class DatasetSpec:
    """The images a model was trained on: ``sha256`` maps file names to digests of their decompressed bytes."""

    name: str
    licence: str = ""
    source: str = ""
    n_train: int = 0
    n_test: int = 0
    sha256: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FileRecord:
    """What a file of the bundle must be: lower-case hex sha256, and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """Everything about a bundle that is not an array. ``metrics`` and ``provenance`` are free-form JSON.

    ``refined`` is None where the encoder gives no refined codes.
    ``series`` is what bundles that differ in one number are called, ``#`` standing for it; ``position`` is the number.
    ``metrics`` maps a name to ``{"value", "unit", "n", "command"}``; ``provenance`` holds the whole RunConfig,
    the seed and the library versions.
    """

    id: str
    title: str
    kind: str
    family: str
    image: ImageSpec
    latent_dim: int
    prior: str = "none"
    series: str = ""
    position: float | None = None
    tensors: TensorNames = TensorNames()
    refined: Refined | None = None
    condition: Condition | None = None
    classes: tuple[str, ...] = ()
    dataset: DatasetSpec = DatasetSpec("")
    metrics: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    provenance: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, FileRecord] = field(default_factory=dict)

    def to_json(self) -> str:
        """The text of ``manifest.json``."""
        data = {"format": FORMAT, "format_version": VERSION} | asdict(self)
        if not self.series:
            del data["series"], data["position"]
        if self.refined is None:
            del data["refined"]
        if not self.image.dark_ink:
            del data["image"]["dark_ink"]
        if self.condition is None:
            del data["condition"]
        return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


@dataclass(frozen=True, eq=False)
class Points:
    """The codes of a data set, row i being sample i (all training images first, then all test images).

    ``mu, log_var: (n, d) float32, latent units``; ``label: (n,) int16``, an index into ``Manifest.classes`` or
    -1; ``split: (n,) uint8``, TRAIN or TEST. Two bundles of one data set are linked by the row number.
    ``columns``: name -> (n,) float32, any number a sample, what is not finite being no value; ``ERROR`` is one of them.
    """

    mu: NDArray[np.float32]
    log_var: NDArray[np.float32] | None
    label: NDArray[np.int16]
    split: NDArray[np.uint8]
    columns: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class History:
    """What an epoch scrubber plays: one row an epoch (``e`` of them).

    ``epoch: (e,) int32``; ``losses``: name -> (e,) float32, nats an image unless the name says otherwise;
    ``codes: (e, k, d) float32`` of the samples ``index: (k,) int32``; ``tiles: (e, rows, cols, h, w) uint8``
    decoded on a grid of z, top row first, over the rectangle ``extent: (e, 4) float32`` (x0, y0, x1, y1) of the
    first two latent axes.
    """

    epoch: NDArray[np.int32]
    losses: Mapping[str, NDArray[np.float32]]
    index: NDArray[np.int32]
    codes: NDArray[np.float32]
    tiles: NDArray[np.uint8]
    extent: NDArray[np.float32]
