"""Numbers that are of the right type and much too large, or a little too small."""

from __future__ import annotations

from random import Random

import numpy as np

from aevae_desktop import bundle
from aevae_desktop.bundle import Points
from tests.nets.hostile import networks
from tests.nets.hostile.draft import Draft
from tests.nets.hostile.faults import Fault, bad, told


def _dimensions(draft: Draft, rng: Random) -> None:
    draft.manifest["latent_dim"] = rng.choice((0, -1, 65_537, 1 << 31, 1 << 63, 1 << 70, 10**300, 70_000))


def _other_dimensions(draft: Draft, rng: Random) -> None:
    draft.manifest["latent_dim"] = draft.d + rng.choice((1, 5, 4000))


def wide(draft: Draft, d: int, n: int = 40) -> None:
    """A bundle that does have ``d`` dimensions, all of it in order, in a small file."""
    draft.d, draft.manifest["latent_dim"] = d, d
    draft.files = {
        bundle.DECODER: networks.slicing_decoder(d),
        bundle.POINTS: bundle.pack_points(
            Points(
                np.random.default_rng(d).normal(size=(n, d)).astype(np.float32),
                np.zeros((n, d), np.float32) if draft.vae else None,
                (np.arange(n) % 10).astype(np.int16),
                np.zeros(n, np.uint8),
            )
        ),
    }


def _truly_wide(draft: Draft, rng: Random) -> None:
    wide(draft, rng.choice((5_000, 20_000, 65_536)))


def _rather_wide(draft: Draft, rng: Random) -> None:
    wide(draft, rng.choice((300, 1_000, 4_096)))


def _image(draft: Draft, rng: Random) -> None:
    draft.manifest["image"] |= rng.choice((
        {"height": 0}, {"width": -5}, {"height": 5_000}, {"height": 1 << 40}, {"channels": 2}, {"channels": 0},
        {"channels": 4}, {"width": 1 << 65},
    ))  # fmt: skip


def _other_image(draft: Draft, rng: Random) -> None:
    draft.manifest["image"] |= rng.choice((
        {"height": 27}, {"width": 4096, "height": 4096}, {"channels": 3}, {"height": 1, "width": 784}, {"height": 56},
    ))  # fmt: skip


def _range(draft: Draft, rng: Random) -> None:
    draft.manifest["image"] |= rng.choice((
        {"low": 1.0, "high": 1.0}, {"low": 2.0}, {"low": 1e308, "high": -1e308}, {"low": 5, "high": 4},
    ))  # fmt: skip


def _wild_range(draft: Draft, rng: Random) -> None:
    draft.manifest["image"] |= rng.choice((
        {"low": -1e308, "high": 1e308}, {"low": 0.0, "high": 5e-324}, {"low": -1e-300, "high": 1e-300},
        {"low": 1.0, "high": 1.0000000000000002}, {"high": 10**300},
    ))  # fmt: skip


def _classes(count: int) -> Fault:
    def apply(draft: Draft, rng: Random) -> None:
        draft.manifest["classes"] = [f"c{k}" for k in range(count)]

    return told(f"{count:,} classes", apply)


def _most_classes(draft: Draft, rng: Random) -> None:
    draft.manifest["classes"] = [f"c{k}" for k in range(254)]


def _few_classes(draft: Draft, rng: Random) -> None:
    draft.manifest["classes"] = ["only"] * rng.choice((0, 1, 3))


def _sizes(draft: Draft, rng: Random) -> None:
    draft.records[bundle.DECODER] = {"size": rng.choice((-1, 1 << 63, 10**300, 0, 1 << 62))}


def _counts(draft: Draft, rng: Random) -> None:
    draft.manifest["dataset"] |= {"n_train": 1 << 62, "n_test": 1 << 62}


def _counts_wrong(draft: Draft, rng: Random) -> None:
    draft.manifest["dataset"] |= {"n_train": rng.choice((-1, 1 << 90, 0.5))}


def _large_picture(draft: Draft, rng: Random) -> None:
    """An image of 4,096 x 4,096 from a small file."""
    side = rng.choice((2_048, 4_096))
    draft.manifest["image"] |= {"height": side, "width": side}
    draft.files = {bundle.DECODER: networks.large_decoder(draft.d, side), bundle.POINTS: draft.files[bundle.POINTS]}


FAULTS = (
    told("dimensions beyond all bounds", _dimensions),
    bad("other dimensions than the network's", _other_dimensions),
    Fault("tens of thousands of dimensions", _truly_wide),
    Fault("thousands of dimensions", _rather_wide),
    told("an image of no size", _image),
    Fault("an image of another size", _other_image),
    told("a range that is none", _range),
    Fault("a wild range", _wild_range),
    _classes(255),
    _classes(10_000),
    _classes(60_000),
    Fault("254 classes", _most_classes),
    bad("too few classes", _few_classes),
    told("file sizes", _sizes),
    Fault("counts of images", _counts),
    told("counts that are none", _counts_wrong),
    Fault("a large picture", _large_picture),
)
