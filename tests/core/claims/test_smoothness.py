"""Transitions of decoders that are even, or that jump at one place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from aevae_desktop.core.claims import smoothness
from aevae_desktop.errors import DataError
from tests.core.claims.subjects import ae, always, clusters, figures, never, run, vae


@pytest.mark.parametrize("d", [1, 2, 5])
def test_a_linear_decoder_is_perfectly_smooth(d: int) -> None:
    for model in (ae(900, d), vae(900, d)):
        found = run("smooth", model)
        assert found.figures["largest"].value == pytest.approx(1.0, abs=2e-3)
        assert found.figures["lipschitz"].value == pytest.approx(1.0, abs=5e-3)
        np.testing.assert_allclose(found.arrays["steps"], 1.0, atol=2e-3)
        assert found.arrays["steps"].shape == (smoothness.STEPS,)


def test_a_jump_is_one_large_step() -> None:
    """Nothing changes but where the first coordinate crosses 0, which every line between the classes does."""

    def decode(z: Any) -> Any:
        return np.repeat((z[:, :1] > 0).astype(np.float32), 16, axis=1).reshape(-1, 4, 4)

    found = run("smooth", clusters(900, apart=12.0, decode=decode))
    assert found.figures["largest"].value == pytest.approx(smoothness.STEPS)
    assert "lipschitz" not in found.figures
    assert "does not change" in found.notes[0]


def test_a_steep_place_is_a_large_lipschitz_ratio() -> None:
    """Slope 0.1 but for a strip that is one tenth of the way between clusters, where it is 1."""

    def decode(z: Any) -> Any:
        x = 0.01 * (z[:, :1] + 9 * np.clip(z[:, :1], -0.6, 0.6))
        return np.repeat(x.astype(np.float32), 16, axis=1).reshape(-1, 4, 4)

    found = figures("smooth", clusters(900, apart=12.0, decode=decode))
    assert found["lipschitz"].value == pytest.approx(10.0, rel=0.2)


def test_the_judge_is_asked_along_the_way_and_at_its_ends() -> None:
    def decode(z: Any) -> Any:
        x = np.repeat(0.5 + 0.01 * z[:, :1], 16, axis=1)
        x[:, -1] = np.abs(z[:, 0]) < 2.0  # of the way from -6 to 6, a third
        return x.reshape(-1, 4, 4).astype(np.float32)

    found = figures("smooth", clusters(900, apart=12.0, decode=decode))
    assert found["accepted_ends"].value == 1.0
    assert found["accepted"].value == pytest.approx(2 / 3, abs=0.04)


@pytest.mark.parametrize(("judge", "share"), [(always, 1.0), (never, 0.0)])
def test_a_judge_of_one_mind(judge: Any, share: float) -> None:
    found = figures("smooth", ae(900, judge=judge))
    assert found["accepted"].value == found["accepted_ends"].value == share


def test_without_a_judge_it_says_nothing_of_classes() -> None:
    assert set(figures("smooth", ae(900, judge=None))) == {"largest", "lipschitz"}


def test_what_never_changes_has_no_steps() -> None:
    still = np.full((4, 4), 0.5, np.float32)
    with pytest.raises(DataError, match="found 0, expected 20"):
        run("smooth", ae(900, decode=lambda z: np.tile(still, (len(z), 1, 1))))
