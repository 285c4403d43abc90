"""Other people's models, trained for a few seconds: none is taken for something else without a question."""

from __future__ import annotations

import pytest

from tests.nets.foreign import KINDS, foreign
from tests.nets.roles import RIGHT, WRONG, outcome

SEEDS = (2, 5)
EPOCHS = 12  # of training: enough to have a shape, hardly enough to be good
KNOWN = ("sampler", "autoencoder", "tanh", "inverted")  # by measures that need no good training


@pytest.mark.parametrize("kind", [*KINDS])
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_wrong_is_taken_silently(kind: str, seed: int) -> None:
    what, said = outcome(foreign(kind, seed, EPOCHS))
    assert what != WRONG, said
    assert what == RIGHT or kind not in KNOWN, said
