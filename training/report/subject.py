"""What is measured: one bundle's networks and an image set, with what several figures need computed once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import Manifest
from training.data import Images
from training.export import metrics, pca
from training.export.pca import Pca
from training.report.figure import Absent, Doubles

F32 = NDArray[np.float32]


class Subject:
    """A bundle beside images of its size. Properties raise ``Absent``, with the reason, where nothing can be measured.

    ``squashed``: the decoder's pixels are probabilities, so that a Bernoulli likelihood exists.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, coder: metrics.Coder, images: Images, *, squashed: bool
    ) -> None:
        self.folder, self.manifest, self.coder = folder, manifest, coder
        self.images, self.squashed = images, squashed

    @property
    def command(self) -> str:
        """What measures this again."""
        name = self.images.spec.name
        return metrics.command(self.folder) + ("" if name == self.manifest.dataset.name else f" --dataset {name}")

    @property
    def all_measured(self) -> bool:
        """Whether every image is measured, since the bundle was trained on none of them: none is held apart."""
        return self.images.train is self.images.test

    @property
    def reference(self) -> str:
        """What the test images are compared with, in words."""
        return "measured" if self.all_measured else "training"

    @property
    def d(self) -> int:
        """Latent dimensions."""
        return self.manifest.latent_dim

    @cached_property
    def per_image(self) -> dict[str, Doubles]:
        """What the short table takes the means of, ``name -> (n,)``, test images."""
        self._needs_encoder()
        return metrics.per_image(self.coder, self.images.test, squashed=self.squashed, refined=True)

    @property
    def refined(self) -> dict[str, Doubles]:
        """What ``per_image`` holds of the refined codes, by names without ``refined_``."""
        if not self.coder.refines:
            raise Absent("its encoder gives no refined codes")
        start = metrics.REFINED
        return {name.removeprefix(start): each for name, each in self.per_image.items() if name.startswith(start)}

    @cached_property
    def test_codes(self) -> tuple[F32, F32 | None]:
        """``mu (n, d)`` and, for a VAE, ``log_var (n, d)`` of the test images."""
        self._needs_encoder()
        return self.coder.encode(self.images.test)

    @cached_property
    def train_codes(self) -> F32:
        """``mu (n, d)`` of the training images."""
        self._needs_encoder()
        return self.test_codes[0] if self.all_measured else self.coder.encode(self.images.train)[0]

    @property
    def posterior(self) -> tuple[F32, F32]:
        """``mu, log_var: (n, d)`` of the test images, of a VAE."""
        mu, log_var = self.test_codes
        if log_var is None:
            raise Absent("a plain autoencoder has no posterior")
        return mu, log_var

    @cached_property
    def pca(self) -> Pca:
        """PCA with d components of the training images."""
        found = pca.fit(self.images, self.d)
        if found is None:
            most = f"PCA is measured for images of at most {pca.MOST_PIXELS} values"
            raise Absent(f"{most}, these have {self.images.pixels}")
        return found

    def needs_probabilities(self) -> None:
        """Raises ``Absent`` where the decoder's pixels are no probabilities."""
        if not self.squashed:
            raise Absent("the decoder is not held to [0, 1], so its pixels are no probabilities")

    def _needs_encoder(self) -> None:
        if not self.coder.has_encoder:
            raise Absent(metrics.NO_ENCODER)
