from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from aevae_desktop.engine.child.at_hand import needed
from aevae_desktop.engine.wire import launch
from aevae_desktop.engine.wire.protocol import Decode, Load, Provide, ReadPoints
from aevae_desktop.errors import BundleError, ModelError
from aevae_desktop.session.inference import child
from aevae_desktop.session.inference import process as inference_process
from aevae_desktop.session.inference.events import Event, Failed, Replied, Restarted
from aevae_desktop.session.inference.process import InferenceProcess

Make = Callable[..., Path]
Log = Any  # tests/session_fixtures.py
posix = pytest.mark.skipif(os.name != "posix", reason="signals")


class Stocked(InferenceProcess):
    """An inference process that is handed what it is to load: the client does so in the program."""

    def load(self, key: str, folder: str | os.PathLike[str]) -> int:
        for given in needed(Load(key, os.fspath(folder))):
            self.provide("all", given)
        return super().load(key, folder)


@pytest.fixture
def inference(log: Log) -> Iterator[InferenceProcess]:
    it = Stocked("interactive", log)
    yield it
    it.close()


@pytest.fixture
def hasty(log: Log) -> Iterator[InferenceProcess]:
    """An inference process that gives a request two seconds."""
    it = Stocked("interactive", log, deadline_s=2.0)
    yield it
    it.close()


def at(x: float, y: float = 0.0, key: str = "a", dtype: str = "float32") -> Decode:
    return Decode({key: np.array([[x, y]], np.float32)}, dtype)


def command(code: str) -> Callable[..., tuple[str, list[str]]]:
    return lambda patient=False, module="": (sys.executable, ["-I", "-c", code])


def freeze(inference: InferenceProcess) -> None:
    os.kill(inference.pid, signal.SIGSTOP)


# ---------------------------------------------------------------- the straight path


def test_a_job_comes_back_with_its_result(inference: InferenceProcess, log: Log, tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    first = inference.load("a", folder)
    second = inference.submit("hover", job := at(1))
    assert inference.busy
    assert not log.events, "nothing is told from within a call"
    loaded, decoded = log.wait(Replied), log.wait(Replied, 2)
    assert (loaded.id, loaded.slot, loaded.job) == (first, "load:a", Load("a", str(folder)))
    assert (decoded.id, decoded.process, decoded.slot) == (second, "interactive", "hover")
    assert decoded.job is job
    assert decoded.frame.arrays["x_hat/a"].shape == (1, 28, 28)
    assert not inference.busy


def test_files_and_loads_follow_each_other_and_nothing_follows_them(
    inference: InferenceProcess, log: Log, tiny_bundle: Make
) -> None:
    loads = [inference.load(key, tiny_bundle(key)) for key in "ab"]
    last = inference.submit("hover", at(1))
    assert [type(item.job) for item in inference._flying] == [Provide, Load, Provide, Load]
    log.wait(Replied, 3)
    assert [event.id for event in log.events] == [*loads, last]


def test_a_process_that_is_held_sends_files_before_loads(
    inference: InferenceProcess, log: Log, tiny_bundle: Make
) -> None:
    inference.hold()
    for key in "ab":
        inference.load(key, tiny_bundle(key))
    assert not inference._flying
    inference.flush(0)
    assert [type(item.job) for item in inference._flying] == [Provide, Provide, Load, Load]
    log.wait(Replied, 2)


def test_the_latest_of_a_slot_wins(inference: InferenceProcess, log: Log, tiny_bundle: Make) -> None:
    inference.load("a", tiny_bundle())
    ids = [inference.submit("hover", at(x)) for x in range(500)]
    other = inference.submit("draw", at(0))
    log.wait(Replied, 3)
    log.qtbot.waitUntil(lambda: not inference.busy)
    assert [event.id for event in log.of(Replied)[1:]] == [ids[-1], other]


def test_a_reply_larger_than_a_pipe_comes_whole(inference: InferenceProcess, log: Log, tiny_bundle: Make) -> None:
    inference.load("a", tiny_bundle(n=70_000))
    z = np.random.default_rng(0).normal(0, 1, (2000, 2)).astype(np.float32)
    inference.submit("grid", Decode({"a": z}))
    assert log.wait(Replied, 2).frame.arrays["x_hat/a"].shape == (2000, 28, 28)


def test_an_error_is_told_in_its_own_words(inference: InferenceProcess, log: Log, tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    (folder / "decoder.onnx").unlink()
    inference.load("a", folder)
    failed = log.wait(Failed)
    assert isinstance(failed.error, BundleError)
    assert str(failed.error) == f"{folder}/decoder.onnx: missing. Copy or export the bundle again."
    inference.submit("hover", at(0))
    assert str(log.wait(Failed, 2).error) == 'no model is open as "a"'


def test_a_decoder_that_returns_nan_does_not_stop_the_other_pane(
    inference: InferenceProcess, log: Log, tiny_bundle: Make, nan_bundle: Path
) -> None:
    inference.load("a", tiny_bundle("good"))
    inference.load("b", nan_bundle)
    z = np.array([[1.5, -0.25]], np.float32)
    number = inference.submit("hover", Decode({"a": z, "b": z}))
    failed = log.wait(Failed)
    assert set(log.of(Replied)[-1].frame.arrays) == {"x_hat/a"}
    assert failed.id == number
    assert str(failed.error) == (
        f"{nan_bundle}/decoder.onnx: x_hat: found NaN or infinity at z = (1.5, -0.25), expected finite numbers"
    )


def test_a_dropped_slot_is_not_asked(inference: InferenceProcess, log: Log, tiny_bundle: Make) -> None:
    inference.load("a", tiny_bundle())
    inference.submit("hover", at(0))
    kept = inference.submit("draw", at(1))
    inference.drop("hover")
    assert log.wait(Replied, 2).id == kept


def test_unload_is_silent_and_is_not_undone_by_a_restart(
    inference: InferenceProcess, log: Log, tiny_bundle: Make
) -> None:
    inference.load("a", tiny_bundle())
    log.wait(Replied)
    inference.unload("a")
    inference.submit("hover", at(0))
    assert str(log.wait(Failed).error) == 'no model is open as "a"'
    inference.submit("hover", at(0))
    assert len(log.of(Replied)) == 1


# ---------------------------------------------------------------- loss of the process


@posix
def test_a_kill_while_hovering_is_one_line_and_the_hover_goes_on(
    inference: InferenceProcess, log: Log, tiny_bundle: Make
) -> None:
    inference.load("a", tiny_bundle())
    log.wait(Replied)
    victim = inference.pid
    for step in range(30):
        done = len(log.of(Replied))
        number = inference.submit("hover", at(step / 10))
        if step == 10:
            os.kill(victim, signal.SIGKILL)
        assert log.wait(Replied, done + 1).id == number
    assert [event.reason for event in log.of(Restarted)] == [
        "The inference process was killed (SIGKILL) and is started again."
    ]
    assert not log.of(Failed)
    assert inference.pid not in (0, victim)


@posix
def test_a_request_in_flight_is_tried_again(inference: InferenceProcess, log: Log, tiny_bundle: Make) -> None:
    inference.load("a", tiny_bundle())
    log.wait(Replied)
    freeze(inference)  # so that the request is surely in flight
    number = inference.submit("hover", at(1))
    os.kill(inference.pid, signal.SIGKILL)
    assert log.wait(Replied, 2).id == number
    assert len(log.of(Replied)) == 2, "the repeated load tells nothing"


@posix
def test_a_kill_while_idle_restarts_with_the_models(inference: InferenceProcess, log: Log, tiny_bundle: Make) -> None:
    inference.load("a", tiny_bundle("one"))
    inference.load("b", tiny_bundle("two"))
    log.wait(Replied, 2)
    os.kill(inference.pid, signal.SIGKILL)
    log.wait(Restarted)
    assert inference.busy
    log.qtbot.waitUntil(lambda: not inference.busy)
    inference.submit("hover", Decode({key: np.zeros((1, 2), np.float32) for key in "ab"}))
    assert set(log.wait(Replied, 3).frame.arrays) == {"x_hat/a", "x_hat/b"}


@posix
def test_a_first_load_that_is_lost_is_told_once_it_has_come(
    inference: InferenceProcess, log: Log, tiny_bundle: Make
) -> None:
    number = inference.load("a", tiny_bundle())
    inference.load("b", tiny_bundle("two"))
    log.qtbot.waitUntil(lambda: inference.pid != 0)
    os.kill(inference.pid, signal.SIGKILL)
    log.wait(Replied, 2)
    assert log.of(Replied)[0].id == number
    assert len(log.of(Restarted)) == 1


def test_a_run_that_never_returns_costs_one_process_and_is_given_up(
    hasty: InferenceProcess, log: Log, hanging_bundle: Path
) -> None:
    hasty.load("a", hanging_bundle)
    log.wait(Replied)
    number = hasty.submit("hover", at(9))
    failed = log.wait(Failed)
    assert failed.id == number
    assert failed.given_up
    assert isinstance(failed.error, ModelError)
    assert str(failed.error) == (
        f"{hanging_bundle}: decoding made the inference process stop: it did not answer within 2 s. "
        "Choose another model."
    )
    assert [event.reason for event in log.of(Restarted)] == [
        "The inference process did not answer within 2 s and is started again."
    ]
    hasty.submit("hover", at(1))
    assert log.wait(Replied, 2).frame.arrays["x_hat/a"].shape == (1, 28, 28)


def test_a_load_that_takes_too_long_is_not_repeated(
    hasty: InferenceProcess, log: Log, tiny_bundle: Make, stuck_bundle: Path
) -> None:
    hasty.load("good", tiny_bundle("good"))
    bad = hasty.load("bad", stuck_bundle)
    failed = log.wait(Failed)
    assert (failed.id, failed.job) == (bad, Load("bad", str(stuck_bundle)))
    assert str(failed.error) == (
        f"{stuck_bundle}: opening this model made the inference process stop: it did not answer within 2 s. "
        "Choose another model."
    )
    assert len(log.of(Restarted)) == 1
    hasty.submit("hover", at(0, key="good"))
    assert "x_hat/good" in log.wait(Replied, 2).frame.arrays
    hasty.submit("hover", at(0, key="bad"))
    assert str(log.wait(Failed, 2).error) == 'no model is open as "bad"'
    assert len(log.of(Restarted)) == 1


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (
            "print('hello there', flush=True); input()",
            "wrote what is no reply (a frame of 1819043176 bytes is announced",
        ),
        (
            "import sys, struct; sys.stdout.buffer.write(struct.pack('<II', 16, 12) + b'{\"id\":12345}'); "
            "sys.stdout.flush(); input()",
            "wrote what is no reply (a reply nobody asked for)",
        ),
        ("raise SystemExit(7)", "ended by itself (exit code 7)"),
    ],
)
def test_a_process_that_never_answers_is_given_up_after_five_starts(
    log: Log, monkeypatch: pytest.MonkeyPatch, code: str, reason: str
) -> None:
    monkeypatch.setattr(launch, "command", command(code))
    monkeypatch.setattr(inference_process, "_BACKOFF_S", (0.0, 0.01))
    monkeypatch.setattr(inference_process, "STRIKES", 99)
    inference = InferenceProcess("interactive", log)
    number = inference.submit("points", ReadPoints("a", "/nowhere"))
    failed = log.wait(Failed)
    assert failed.id == number
    assert str(failed.error).startswith(f"the inference process {reason}")
    assert len(log.of(Restarted)) == inference_process.STARTS
    assert log.of(Restarted)[-1].reason.endswith("5 times in a row; it rests until it is needed.")
    assert not inference.busy
    inference.close()


def test_a_process_that_rests_tries_again_when_it_is_needed(
    inference: InferenceProcess, log: Log, tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inference_process, "_BACKOFF_S", (0.0, 0.01))
    monkeypatch.setattr(inference_process, "STRIKES", 99)
    with monkeypatch.context() as broken:
        broken.setattr(launch, "command", lambda *_: ("/no/such/program", []))
        inference.submit("points", ReadPoints("a", "/nowhere"))
        failed = log.wait(Failed)
    assert "could not be started" in str(failed.error)
    inference.load("a", tiny_bundle())
    assert log.wait(Replied).slot == "load:a"


@posix
def test_a_listener_may_close_its_process(qtbot: QtBot, tiny_bundle: Make) -> None:
    events: list[Event] = []

    def listener(event: Event) -> None:
        events.append(event)
        inference.close()

    inference = Stocked("interactive", listener)
    inference.load("a", tiny_bundle())
    inference.submit("hover", at(0))
    qtbot.waitUntil(lambda: bool(events), timeout=60_000)
    qtbot.wait(50)
    assert len(events) == 1
    assert inference.pid == 0


# ---------------------------------------------------------------- the end


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0]
    except OSError:
        return True
    return state in "ZX"


@posix
def test_close_ends_the_process_and_silences_it(log: Log, tiny_bundle: Make) -> None:
    inference = Stocked("interactive", log)
    inference.load("a", tiny_bundle())
    log.wait(Replied)
    pid = inference.pid
    inference.submit("hover", at(0))
    inference.close()
    assert inference.pid == 0
    assert not inference.busy
    log.qtbot.waitUntil(lambda: gone(pid))
    inference.submit("hover", at(0))
    inference.start()
    log.qtbot.wait(50)
    assert inference.pid == 0
    assert len(log.events) == 1


@posix
def test_close_ends_a_process_that_does_not_listen(log: Log, tiny_bundle: Make) -> None:
    inference = Stocked("interactive", log)
    inference.load("a", tiny_bundle())
    log.wait(Replied)
    pid = inference.pid
    freeze(inference)
    inference.close()
    log.qtbot.waitUntil(lambda: gone(pid))
    log.qtbot.waitUntil(lambda: child.leaving() == 0)


@posix
def test_a_process_that_cannot_die_yet_does_not_hold_up_the_next_one(
    inference: InferenceProcess, log: Log, tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel may take seconds to free a large process: here one stays for as long as the test wants."""
    inference.load("a", tiny_bundle())
    log.wait(Replied)
    old, waited = inference.pid, []
    monkeypatch.setattr(QProcess, "kill", lambda self: None)
    monkeypatch.setattr(QProcess, "waitForFinished", lambda self, ms=30_000: waited.append(ms) or False)
    freeze(inference)
    inference._lose("was lost")
    log.qtbot.waitUntil(lambda: inference.pid not in (0, old))
    inference.submit("hover", at(1))
    assert log.wait(Replied, 2).slot == "hover"
    assert not gone(old)
    assert not waited
    monkeypatch.undo()
    os.kill(old, signal.SIGKILL)
    log.qtbot.waitUntil(lambda: child.leaving() == 0)


LEAVES = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from aevae_desktop.session.inference.process import InferenceProcess

app = QCoreApplication([])
processes = [InferenceProcess(str(k), print) for k in range(3)]
for inference in processes:
    inference.start()

def end():
    print(*[inference.pid for inference in processes], flush=True)
    for inference in processes:
        inference.close()
    app.quit()

QTimer.singleShot(0, end)
app.exec()
"""


@posix
def test_a_program_that_ends_leaves_no_process_and_says_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", LEAVES], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    pids = [int(word) for word in done.stdout.split()]
    assert len(pids) == 3
    end = time.monotonic() + 10
    while not all(map(gone, pids)) and time.monotonic() < end:
        time.sleep(0.01)
    assert all(map(gone, pids))


PARENT = """
import sys
from PySide6.QtCore import QCoreApplication
import numpy as np
from aevae_desktop.engine.child.at_hand import needed
from aevae_desktop.engine.wire.protocol import Decode, Load
from aevae_desktop.session.inference.process import InferenceProcess
from aevae_desktop.session.inference.events import Replied

app = QCoreApplication([])

def listener(event):
    assert isinstance(event, Replied)
    inference.submit("hover", Decode({"a": np.full((1, 2), float(sys.argv[2]), np.float32)}))
    if event.slot.startswith("load:"):
        print(inference.pid, flush=True)

inference = InferenceProcess("interactive", listener)
for given in needed(Load("a", sys.argv[1])):
    inference.provide("all", given)
inference.load("a", sys.argv[1])
app.exec()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("z", ["1", "9"], ids=["hovering", "hanging"])
def test_no_orphan_is_left_when_the_window_is_killed(hanging_bundle: Path, z: str) -> None:
    window = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(hanging_bundle), z], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert window.stdout is not None
    with window.stdout:
        pid = int(window.stdout.readline())
    assert not gone(pid)
    window.kill()
    window.wait()
    end = time.monotonic() + 10
    while not gone(pid) and time.monotonic() < end:
        time.sleep(0.01)
    assert gone(pid)
