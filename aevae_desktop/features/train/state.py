"""A training that was asked for, as the state holds it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from aevae_desktop.bundle.snapshot import Snapshot
from aevae_desktop.language import translate


@dataclass(frozen=True)
class TrainOptions:
    """What the card says, in the words of ``aevae-train``; ``layers`` and ``beta`` are as they were typed.

    Of one's own images, ``data_dir`` is where they are, ``pixels`` how many values one has, and ``batch`` how many are
    a step where the set is too small for the usual number, else 0.
    """

    dataset: str = "digits"
    kind: str = "vae"
    layers: str = "512, 256"
    latent_dim: int = 2
    beta: str = "1"
    likelihood: str = "bernoulli"
    epochs: int = 100
    validation: int = 200
    seed: int = 0
    data_dir: str = ""
    class_folders: str = "outer"
    pixels: int = 28 * 28
    batch: int = 0


@dataclass(frozen=True)
class OwnImages:
    """A person's own images at ``place``, a folder or a file, as far as it is known what they are.

    ``looking``: they are being looked at; ``error``: why they cannot be used. Else the set ``dataset`` in ``data_dir``
    has ``train`` and ``test`` images of a ``shape`` (c, h, w) and ``classes`` by the ``class_folders``, of which
    ``nested`` are outer and inner ones where that differs; ``notes`` is what is assumed.
    """

    place: str = ""
    looking: bool = False
    error: str = ""
    dataset: str = ""
    data_dir: str = ""
    train: int = 0
    test: int = 0
    shape: tuple[int, int, int] = (1, 28, 28)
    classes: int = 0
    class_folders: str = "outer"
    nested: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()


class Phase(Enum):
    """What is going on, as a person reads it."""

    IDLE = ""
    BEGINNING = translate("train", "Reading the images and making the networks…")
    TRAINING = translate("train", "Training")
    WRITING = translate("train", "Measuring, and writing the bundle…")
    STOPPING = translate("train", "Stopping after this step…")
    STOPPED = translate("train", "Stopped")
    FAILED = translate("train", "Failed")
    DONE = translate("train", "Done")


RUNNING = frozenset({Phase.BEGINNING, Phase.TRAINING, Phase.WRITING, Phase.STOPPING})


@dataclass(frozen=True)
class Epoch:
    """The losses of one epoch, nats an image; the validation's are None where no images were held out."""

    epoch: int
    reconstruction: float
    kl: float
    validation_reconstruction: float | None = None
    validation_kl: float | None = None


@dataclass(frozen=True)
class PastRun:
    """A run that was begun some time: its ``epochs`` as far as it went, and whether it is ``trained`` to its end."""

    name: str
    kind: str
    epochs: tuple[Epoch, ...]
    trained: bool


@dataclass(frozen=True)
class PastRuns:
    """The runs there are, newest first, and the name of the one whose curve is shown beside, "" for none."""

    runs: tuple[PastRun, ...] = ()
    compared: str = ""

    @property
    def beside(self) -> PastRun | None:
        """The run whose curve is shown beside."""
        return next((run for run in self.runs if run.name == self.compared), None)


@dataclass(frozen=True)
class Training:
    """One run: its ``name``, how far it is (``share``, 0 to 1), seconds ``left``, its ``epochs`` and what went wrong.

    ``kept``: a stopped run has a checkpoint, so it can go on. ``warnings``: what looks wrong with the model.
    ``shot``: its map, as far as somebody looked, of the ``shots`` that it has told of.
    """

    phase: Phase = Phase.IDLE
    name: str = ""
    kind: str = "vae"
    epochs: tuple[Epoch, ...] = ()
    share: float | None = None
    left: float | None = None
    error: str = ""
    kept: bool = False
    warnings: tuple[str, ...] = ()
    shots: int = 0
    shot: Snapshot | None = None

    @property
    def running(self) -> bool:
        """Whether a process works on it."""
        return self.phase in RUNNING
