"""``aevae_desktop.bundle.snapshot``: what a run shows of itself comes back, and damage of it is one line."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from aevae_desktop.bundle import snapshot
from aevae_desktop.bundle.snapshot import Snapshot
from aevae_desktop.errors import BundleError
from tests.damage import uncaught

RNG = np.random.default_rng(1)
SHOT = Snapshot(
    7,
    RNG.normal(size=(30, 2)).astype(np.float32),
    np.repeat([-1, 0, 4], 10).astype(np.int16),
    RNG.integers(0, 255, (3, 4, 8, 6), dtype=np.uint8),
    np.array([-1, -2, 3, 4], np.float32),
)


def test_what_is_packed_is_what_is_read(tmp_path: Path) -> None:
    (tmp_path / snapshot.NAME).write_bytes(snapshot.pack(SHOT))
    found = snapshot.read(tmp_path / snapshot.NAME)
    for field in fields(Snapshot):
        np.testing.assert_array_equal(getattr(found, field.name), getattr(SHOT, field.name))
        assert np.asarray(getattr(found, field.name)).dtype == np.asarray(getattr(SHOT, field.name)).dtype


@pytest.mark.parametrize(
    "changes",
    [
        {"codes": np.full((30, 2), np.nan, np.float32)},
        {"codes": np.zeros((20_000, 2), np.float32)},
        {"codes": np.zeros((0, 2), np.float32)},
        {"label": np.zeros(29, np.int16)},
        {"tiles": np.zeros((40, 40, 1, 1), np.uint8)},
        {"tiles": np.zeros((3, 4, 0, 6), np.uint8)},
        {"extent": np.array([0, 0, np.inf, 0], np.float32)},
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_line(tmp_path: Path, changes: dict[str, object]) -> None:
    (tmp_path / "wrong.npz").write_bytes(snapshot.pack(replace(SHOT, **changes)))  # type: ignore[arg-type]
    with pytest.raises(BundleError, match=r"^[^\n]*wrong\.npz: [^\n]+$"):
        snapshot.read(tmp_path / "wrong.npz")


def test_damage_is_one_line(tmp_path: Path) -> None:
    def read(data: bytes) -> object:
        (tmp_path / "damaged.npz").write_bytes(data)
        return snapshot.read(tmp_path / "damaged.npz")

    assert uncaught("snapshot", [snapshot.pack(SHOT)], read) == []
