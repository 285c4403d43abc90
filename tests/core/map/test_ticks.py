import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.core.map.ticks import ticks


@pytest.mark.parametrize(
    ("low", "high", "target", "labels"),
    [
        (-3, 3, 6, ["−3", "−2", "−1", "0", "1", "2", "3"]),
        (0, 1, 5, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (-0.5, 0.5, 4, ["−0.4", "−0.2", "0", "0.2", "0.4"]),
        (0.1, 0.1004, 4, ["0.1000", "0.1001", "0.1002", "0.1003", "0.1004"]),
        (0, 4000, 4, ["0", "1000", "2000", "3000", "4000"]),
        (-2e-7, 2e-7, 4, ["−2e−7", "−1e−7", "0", "1e−7", "2e−7"]),
        (0, 3e12, 3, ["0", "1e12", "2e12", "3e12"]),
        (9.5e9, 1.05e10, 2, ["9.5e9", "1.00e10", "1.05e10"]),
    ],
)
def test_labels(low, high, target, labels):
    assert ticks(low, high, target)[1] == labels


@given(st.floats(-1e15, 1e15), st.floats(1e-9, 1e15), st.integers(1, 20))
def test_ticks_are_round_even_inside_and_neither_too_many_nor_too_few(low, span, target):
    high = low + span
    values, labels = ticks(low, high, target)
    if not len(values):
        assert high - low < 1e-8 * abs(low) or target <= 2
        return
    assert len(values) == len(labels) == len(set(labels))
    assert target / 2 - 1 <= len(values) <= 2 * target + 1
    assert (values >= low - 1e-6 * span).all()
    assert (values <= high + 1e-6 * span).all()
    for value, label in zip(values, labels, strict=True):
        assert float(label.replace("−", "-")) == pytest.approx(value, rel=1e-9, abs=1e-12 * span)
    if len(values) > 1:
        step = (values[-1] - values[0]) / (len(values) - 1)
        lead = step / 10.0 ** np.floor(np.log10(step) + 1e-6)
        assert min(abs(lead - m) for m in (1, 2, 5, 10)) < 1e-4


@pytest.mark.parametrize(
    ("low", "high", "target"), [(0, 0, 5), (1, 0, 5), (0, np.inf, 5), (np.nan, 1, 5), (1e17, 1e17 + 16, 5), (0, 1, 0)]
)
def test_no_ticks_where_there_is_no_range(low, high, target):
    values, labels = ticks(low, high, target)
    assert len(values) == len(labels) == 0


def test_there_is_no_negative_zero():
    assert not np.signbit(ticks(-1, 1, 4)[0][2])
