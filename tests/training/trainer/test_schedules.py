import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.trainer.config import RunConfig
from training.trainer.run import Run
from training.trainer.schedules import BETA_SCHEDULES, cyclic, learning_rate, rising, warmup_share


def test_the_learning_rate_rises_and_falls():
    assert learning_rate(1.0, 0.1, 0.0) == pytest.approx(0.001)
    assert learning_rate(1.0, 0.1, 0.1) == pytest.approx(1.0)
    assert learning_rate(1.0, 0.1, 0.55) == pytest.approx(0.5)
    assert learning_rate(1.0, 0.1, 1.0) == pytest.approx(0.0)
    assert learning_rate(3.0, 0.0, 0.0) == pytest.approx(3.0)


@pytest.mark.parametrize("name", BETA_SCHEDULES)
@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 9))
def test_a_share_lies_between_nothing_and_all_and_ends_at_all(name, progress, warmup, cycles):
    share = BETA_SCHEDULES[name].share
    assert 0 <= share(progress, warmup, cycles) <= 1
    assert share(1.0, warmup, cycles) == 1


def test_cycles_rise_again_and_again():
    assert [cyclic(t / 8, 0.5, 2) for t in range(8)] == [0, 0.5, 1, 1, 0, 0.5, 1, 1]
    assert [rising(t / 8, 0.5, 2) for t in range(8)] == [0, 0.25, 0.5, 0.75, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("share", "steps", "wanted"),
    [(0.05, 9380, 0.05), (0.05, 1000, 0.1), (0.05, 100, 0.2), (0.5, 100, 0.5), (0.0, 9, 0.0)],
)
def test_a_short_run_warms_up_for_longer(share, steps, wanted):
    assert warmup_share(share, steps) == pytest.approx(wanted)


@pytest.mark.parametrize(("kind", "wanted"), [("ae", 0.2), ("vae", 0.05)])
def test_only_an_autoencoder_s_short_run_does(images, kind, wanted):
    config = RunConfig(kind=kind, likelihood="mse", hidden=(8,), fourier=2, batch_size=16, epochs=2.0)
    assert Run(config, images).warmup == wanted
