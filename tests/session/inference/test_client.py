from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.bundle import DatasetSpec
from aevae_desktop.engine.wire.protocol import Decode, FindJudge, Load, Measure, Provide, ReadPoints, Reconstruct
from aevae_desktop.session.inference.client import Client, Failed, Replied

Make = Callable[..., Path]
Log = Any  # tests/session_fixtures.py


def at(x: float) -> Decode:
    return Decode({"a": np.array([[x, 0]], np.float32)})


@pytest.fixture
def both(log: Log) -> Iterator[Client]:
    it = Client(log)
    yield it
    it.close()


def test_the_bulk_process_starts_with_its_first_job(both: Client, log: Log, tiny_bundle: Make) -> None:
    both.load("a", tiny_bundle())
    log.wait(Replied)
    assert both.bulk.pid == 0
    both.submit("grid", at(0), "bulk")
    reply = log.wait(Replied, 2)
    assert (reply.process, reply.slot) == ("bulk", "grid")
    assert "x_hat/a" in reply.frame.arrays
    assert both.bulk.pid not in (0, both.interactive.pid)
    assert not both.busy


def test_in_haste_files_go_before_loads_and_nothing_is_told(both: Client, log: Log, tiny_bundle: Make) -> None:
    both.start()
    for key in "ab":
        both.load(key, tiny_bundle(key))
    both.hasten(iter(range(3)), 20_000)
    assert not both.interactive.awaiting
    flying = [type(item.job) for item in both.interactive._flying]
    assert flying == [Provide, Provide, Load, Load][-len(flying) :]
    assert flying[-2:] == [Load, Load]
    assert not log.of(Failed)
    log.wait(Replied, 2)
    assert [event.slot for event in log.of(Replied)] == ["load:a", "load:b"]


def test_haste_ends_though_no_bundle_comes(both: Client, log: Log, tiny_bundle: Make) -> None:
    both.start()
    both.load("a", tiny_bundle())
    both.hasten((), 0)
    log.wait(Replied)


def test_of_two_loads_one_is_told(both: Client, log: Log, tiny_bundle: Make) -> None:
    both.load("a", tiny_bundle())
    both.load("gone", "/nowhere")
    log.wait(Replied)
    log.wait(Failed)
    both.submit("grid", at(0), "bulk")
    log.wait(Replied, 2)
    assert [(event.process, event.slot) for event in log.of(Replied)] == [("interactive", "load:a"), ("bulk", "grid")]
    assert [event.process for event in log.of(Failed)] == ["interactive"]


def test_reading_codes_opens_no_model_in_the_bulk_process(both: Client, log: Log, tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    both.load("a", folder)
    both.submit("codes", ReadPoints("a", str(folder)), "bulk")
    log.wait(Replied, 2)
    assert not any(slot.startswith("load:") for slot in both.bulk._sticky)
    both.load("a", folder)
    both.submit("grid", at(0), "bulk")
    log.wait(Replied, 4)
    assert [slot for slot in both.bulk._sticky if slot.startswith("load:")] == ["load:a"]


def test_a_hover_does_not_wait_for_the_bulk_process(both: Client, log: Log, hanging_bundle: Path) -> None:
    both.load("a", hanging_bundle)
    both.submit("grid", at(9), "bulk")  # never returns
    both.submit("hover", at(1))
    assert log.wait(Replied, 2).slot == "hover"
    assert both.busy


def test_unload_reaches_both_processes(both: Client, log: Log, tiny_bundle: Make) -> None:
    both.load("a", tiny_bundle())
    both.submit("grid", at(0), "bulk")
    log.wait(Replied, 2)
    both.unload("a")
    both.submit("hover", at(0))
    both.submit("grid", at(0), "bulk")
    log.wait(Failed, 2)
    assert {event.process for event in log.of(Failed)} == {"interactive", "bulk"}


def _of_claim(log: Log) -> list[Any]:
    return [event for event in log.of(Replied) + log.of(Failed) if event.slot == "claim"]


def measured(both: Client, log: Log, job: Measure) -> Replied | Failed:
    """The end of a measure, asked again until it is there."""
    for _ in range(500):
        both.submit("claim", job, "bulk")
        before = len(_of_claim(log))
        log.qtbot.waitUntil(lambda before=before: len(_of_claim(log)) > before, timeout=60_000)
        event = _of_claim(log)[-1]
        if isinstance(event, Failed) or event.frame.header["figures"] is not None:
            return event
    raise AssertionError("it has no end")


def test_a_bundle_is_measured_that_no_map_shows_and_given_back(both: Client, log: Log, tiny_bundle: Make) -> None:
    folder = str(tiny_bundle())
    job = Measure(folder, folder, "regular")
    both.borrow(folder, "a")
    assert isinstance(measured(both, log, job), Replied)
    assert both.interactive.pid == 0  # nobody's hand waits for it
    both.give_back(folder, "a")
    refused = measured(both, log, job)
    assert isinstance(refused, Failed)
    assert "no such bundle" in str(refused.error)


def test_what_is_lent_stays_when_its_map_is_closed_and_the_other_way_round(
    both: Client, log: Log, tiny_bundle: Make
) -> None:
    folder = str(tiny_bundle())
    both.load(folder, folder)
    log.wait(Replied)
    both.borrow(folder, "a")
    both.unload(folder)
    assert isinstance(measured(both, log, Measure(folder, folder, "regular")), Replied)
    both.load(folder, folder)
    both.give_back(folder, "a")
    assert isinstance(measured(both, log, Measure(folder, folder, "regular", 1)), Replied)
    both.submit("z", Decode({folder: np.zeros((1, 2), np.float32)}))
    log.qtbot.waitUntil(lambda: any(event.slot == "z" for event in log.of(Replied)), timeout=20_000)


def test_what_cannot_be_read_is_the_measure_s_own_line(both: Client, log: Log, tmp_path: Path) -> None:
    folder = str(tmp_path / "gone")
    both.borrow(folder, "a")
    refused = measured(both, log, Measure(folder, folder, "model"))
    assert isinstance(refused, Failed)
    assert "gone" in str(refused.error)


def test_a_judge_that_is_found_is_there_in_the_bulk_process(
    both: Client, log: Log, tiny_bundle: Make, tiny_judge: Make
) -> None:
    folder, judge = str(tiny_bundle(dataset=DatasetSpec("tiny"))), str(tiny_judge())
    both.submit("judge", FindJudge(folder))
    assert log.wait(Replied).frame.header["judge"] == judge
    both.borrow(folder, "a")
    ended = measured(both, log, Measure(folder, folder, "random", 0, judge))
    assert isinstance(ended, Replied)
    assert "own" in ended.frame.header["figures"]


def test_a_drawing_goes_to_both_models_in_one_job(both: Client, log: Log, tiny_bundle: Make) -> None:
    both.load("ae", tiny_bundle("one", kind="ae"))
    both.load("vae", tiny_bundle("two"))
    both.submit("draw", Reconstruct(dict.fromkeys(("ae", "vae"), np.zeros((1, 28, 28), np.float32))))
    arrays: dict[str, Any] = log.wait(Replied, 3).frame.arrays
    assert set(arrays) == {"mu/ae", "x_hat/ae", "mu/vae", "log_var/vae", "x_hat/vae"}


def test_the_windows_side_never_imports_what_only_the_child_may() -> None:
    code = "import sys, aevae_desktop.session.inference.client as c; c.InferenceProcess; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "aevae_desktop.engine.wire.protocol" in loaded
    assert not loaded & {
        "onnxruntime",
        "onnx",
        "torch",
        "aevae_desktop.engine.child.model",
        "aevae_desktop.engine.child.server",
    }
