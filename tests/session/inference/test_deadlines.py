"""How long a request may take, and what waiting takes off that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from aevae_desktop.engine.wire.protocol import Decode, Load, Reconstruct
from aevae_desktop.session.inference import deadlines
from aevae_desktop.session.inference.events import Failed
from aevae_desktop.session.inference.process import InferenceProcess
from tests.session.inference.test_process import Stocked
from tests.session_fixtures import Log

LOAD = Load("a", "a")


def test_opening_ends_in_ten_seconds_though_it_had_to_wait_for_a_process() -> None:
    for waited in (0.0, 1.0, 3.0, 4.0):
        assert waited + deadlines.seconds(LOAD, 0, patient=False, waited=waited) <= 10.0
    assert deadlines.seconds(LOAD, 0, patient=False) == deadlines.LOAD_S
    assert deadlines.seconds(LOAD, 0, patient=False, waited=60.0) == deadlines.LOAD_LEAST_S


def test_images_in_bulk_hold_up_the_rest_no_longer_than_opening_does() -> None:
    codes = {"a": np.zeros((64, 2), np.float32)}
    assert deadlines.seconds(Decode(codes), 0, patient=False) == deadlines.HAND_S
    assert deadlines.seconds(Decode(codes), 0, patient=True) == deadlines.seconds(Reconstruct(codes), 0, True) == 8.0


@pytest.fixture
def inference(log: Log) -> Iterator[InferenceProcess]:
    made = Stocked("interactive", log)
    yield made
    made.close()


def test_a_model_that_waits_for_one_that_hangs_is_given_up_sooner(
    inference: InferenceProcess, log: Log, hanging_bundle: Path, stuck_bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"HAND_S": 1.5, "LOAD_S": 2.0, "VERDICT_S": 2.5, "LOAD_LEAST_S": 0.3}.items():
        monkeypatch.setattr(deadlines, name, value)
    inference.load("hanging", hanging_bundle)
    inference.submit("hover", Decode({"hanging": np.full((1, 2), 9.0, np.float32)}))
    log.qtbot.waitUntil(lambda: bool(inference._flying) and inference._flying[0].slot == "hover", timeout=60_000)
    inference.load("stuck", stuck_bundle)
    error = str(log.wait(Failed, 2).error)
    took = re.search(r"within ([0-9.]+) s", error)
    assert str(stuck_bundle) in error
    assert took is not None
    assert float(took[1]) < 1.5
