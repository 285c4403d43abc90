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

from aevae_desktop.engine import launch
from aevae_desktop.engine.at_hand import needed
from aevae_desktop.engine.protocol import Decode, Load, ReadPoints
from aevae_desktop.errors import BundleError, ModelError
from aevae_desktop.session import child
from aevae_desktop.session import lane as lane_module
from aevae_desktop.session.events import Event, Failed, Replied, Restarted
from aevae_desktop.session.lane import Lane

Make = Callable[..., Path]
Log = Any  # tests/session/conftest.py
posix = pytest.mark.skipif(os.name != "posix", reason="signals")


class Stocked(Lane):
    """A lane that is handed what it is to load: the client does so in the program."""

    def load(self, key: str, folder: str | os.PathLike[str]) -> int:
        for given in needed(Load(key, os.fspath(folder))):
            self.provide("all", given)
        return super().load(key, folder)


@pytest.fixture
def lane(log: Log) -> Iterator[Lane]:
    it = Stocked("interactive", log)
    yield it
    it.close()


@pytest.fixture
def hasty(log: Log) -> Iterator[Lane]:
    """A lane that gives a request two seconds."""
    it = Stocked("interactive", log, deadline_s=2.0)
    yield it
    it.close()


def at(x: float, y: float = 0.0, key: str = "a", dtype: str = "float32") -> Decode:
    return Decode({key: np.array([[x, y]], np.float32)}, dtype)


def command(code: str) -> Callable[..., tuple[str, list[str]]]:
    return lambda patient=False, module="": (sys.executable, ["-I", "-c", code])


def freeze(lane: Lane) -> None:
    os.kill(lane.pid, signal.SIGSTOP)


# ---------------------------------------------------------------- the straight path


def test_a_job_comes_back_with_its_result(lane: Lane, log: Log, tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    first = lane.load("a", folder)
    second = lane.submit("hover", job := at(1))
    assert lane.busy
    assert not log.events, "nothing is told from within a call"
    loaded, decoded = log.wait(Replied), log.wait(Replied, 2)
    assert (loaded.id, loaded.slot, loaded.job) == (first, "load:a", Load("a", str(folder)))
    assert (decoded.id, decoded.lane, decoded.slot) == (second, "interactive", "hover")
    assert decoded.job is job
    assert decoded.frame.arrays["x_hat/a"].shape == (1, 28, 28)
    assert not lane.busy


def test_the_latest_of_a_slot_wins(lane: Lane, log: Log, tiny_bundle: Make) -> None:
    lane.load("a", tiny_bundle())
    ids = [lane.submit("hover", at(x)) for x in range(500)]
    other = lane.submit("draw", at(0))
    log.wait(Replied, 3)
    log.qtbot.waitUntil(lambda: not lane.busy)
    assert [event.id for event in log.of(Replied)[1:]] == [ids[-1], other]


def test_a_reply_larger_than_a_pipe_comes_whole(lane: Lane, log: Log, tiny_bundle: Make) -> None:
    lane.load("a", tiny_bundle(n=70_000))
    z = np.random.default_rng(0).normal(0, 1, (2000, 2)).astype(np.float32)
    lane.submit("grid", Decode({"a": z}))
    assert log.wait(Replied, 2).frame.arrays["x_hat/a"].shape == (2000, 28, 28)


def test_an_error_is_told_in_its_own_words(lane: Lane, log: Log, tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    (folder / "decoder.onnx").unlink()
    lane.load("a", folder)
    failed = log.wait(Failed)
    assert isinstance(failed.error, BundleError)
    assert str(failed.error) == f"{folder}/decoder.onnx: missing. Copy or export the bundle again."
    lane.submit("hover", at(0))
    assert str(log.wait(Failed, 2).error) == 'no model is open as "a"'


def test_a_decoder_that_returns_nan_does_not_stop_the_other_pane(
    lane: Lane, log: Log, tiny_bundle: Make, nan_bundle: Path
) -> None:
    lane.load("a", tiny_bundle("good"))
    lane.load("b", nan_bundle)
    z = np.array([[1.5, -0.25]], np.float32)
    number = lane.submit("hover", Decode({"a": z, "b": z}))
    failed = log.wait(Failed)
    assert set(log.of(Replied)[-1].frame.arrays) == {"x_hat/a"}
    assert failed.id == number
    assert str(failed.error) == (
        f"{nan_bundle}/decoder.onnx: x_hat: found NaN or infinity at z = (1.5, -0.25), expected finite numbers"
    )


def test_a_dropped_slot_is_not_asked(lane: Lane, log: Log, tiny_bundle: Make) -> None:
    lane.load("a", tiny_bundle())
    lane.submit("hover", at(0))
    kept = lane.submit("draw", at(1))
    lane.drop("hover")
    assert log.wait(Replied, 2).id == kept


def test_unload_is_silent_and_is_not_undone_by_a_restart(lane: Lane, log: Log, tiny_bundle: Make) -> None:
    lane.load("a", tiny_bundle())
    log.wait(Replied)
    lane.unload("a")
    lane.submit("hover", at(0))
    assert str(log.wait(Failed).error) == 'no model is open as "a"'
    lane.submit("hover", at(0))
    assert len(log.of(Replied)) == 1


# ---------------------------------------------------------------- loss of the process


@posix
def test_a_kill_while_hovering_is_one_line_and_the_hover_goes_on(lane: Lane, log: Log, tiny_bundle: Make) -> None:
    lane.load("a", tiny_bundle())
    log.wait(Replied)
    victim = lane.pid
    for step in range(30):
        done = len(log.of(Replied))
        number = lane.submit("hover", at(step / 10))
        if step == 10:
            os.kill(victim, signal.SIGKILL)
        assert log.wait(Replied, done + 1).id == number
    assert [event.reason for event in log.of(Restarted)] == [
        "The inference process was killed (SIGKILL) and is started again."
    ]
    assert not log.of(Failed)
    assert lane.pid not in (0, victim)


@posix
def test_a_request_in_flight_is_tried_again(lane: Lane, log: Log, tiny_bundle: Make) -> None:
    lane.load("a", tiny_bundle())
    log.wait(Replied)
    freeze(lane)  # so that the request is surely in flight
    number = lane.submit("hover", at(1))
    os.kill(lane.pid, signal.SIGKILL)
    assert log.wait(Replied, 2).id == number
    assert len(log.of(Replied)) == 2, "the repeated load tells nothing"


@posix
def test_a_kill_while_idle_restarts_with_the_models(lane: Lane, log: Log, tiny_bundle: Make) -> None:
    lane.load("a", tiny_bundle("one"))
    lane.load("b", tiny_bundle("two"))
    log.wait(Replied, 2)
    os.kill(lane.pid, signal.SIGKILL)
    log.wait(Restarted)
    assert lane.busy
    log.qtbot.waitUntil(lambda: not lane.busy)
    lane.submit("hover", Decode({key: np.zeros((1, 2), np.float32) for key in "ab"}))
    assert set(log.wait(Replied, 3).frame.arrays) == {"x_hat/a", "x_hat/b"}


@posix
def test_a_first_load_that_is_lost_is_told_once_it_has_come(lane: Lane, log: Log, tiny_bundle: Make) -> None:
    number = lane.load("a", tiny_bundle())
    lane.load("b", tiny_bundle("two"))
    log.qtbot.waitUntil(lambda: lane.pid != 0)
    os.kill(lane.pid, signal.SIGKILL)
    log.wait(Replied, 2)
    assert log.of(Replied)[0].id == number
    assert len(log.of(Restarted)) == 1


def test_a_run_that_never_returns_costs_one_process_and_is_given_up(
    hasty: Lane, log: Log, hanging_bundle: Path
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
    hasty: Lane, log: Log, tiny_bundle: Make, stuck_bundle: Path
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
    monkeypatch.setattr(lane_module, "_BACKOFF_S", (0.0, 0.01))
    monkeypatch.setattr(lane_module, "STRIKES", 99)
    lane = Lane("interactive", log)
    number = lane.submit("points", ReadPoints("a", "/nowhere"))
    failed = log.wait(Failed)
    assert failed.id == number
    assert str(failed.error).startswith(f"the inference process {reason}")
    assert len(log.of(Restarted)) == lane_module.STARTS
    assert log.of(Restarted)[-1].reason.endswith("5 times in a row; it rests until it is needed.")
    assert not lane.busy
    lane.close()


def test_a_lane_that_rests_tries_again_when_it_is_needed(
    lane: Lane, log: Log, tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane_module, "_BACKOFF_S", (0.0, 0.01))
    monkeypatch.setattr(lane_module, "STRIKES", 99)
    with monkeypatch.context() as broken:
        broken.setattr(launch, "command", lambda *_: ("/no/such/program", []))
        lane.submit("points", ReadPoints("a", "/nowhere"))
        failed = log.wait(Failed)
    assert "could not be started" in str(failed.error)
    lane.load("a", tiny_bundle())
    assert log.wait(Replied).slot == "load:a"


def test_what_the_process_says_on_stderr_is_drained_and_its_end_is_kept(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import sys; sys.stderr.write('x' * 3_000_000 + 'last words'); sys.exit(4)"
    monkeypatch.setattr(launch, "command", command(code))
    lane = Lane("interactive", log)
    lane.start()
    log.wait(Restarted)
    lane.close()
    assert len(lane.stderr_tail) == 8192
    assert lane.stderr_tail.endswith(b"last words")


@posix
def test_a_listener_may_close_the_lane(qtbot: QtBot, tiny_bundle: Make) -> None:
    events: list[Event] = []

    def listener(event: Event) -> None:
        events.append(event)
        lane.close()

    lane = Stocked("interactive", listener)
    lane.load("a", tiny_bundle())
    lane.submit("hover", at(0))
    qtbot.waitUntil(lambda: bool(events), timeout=20_000)
    qtbot.wait(50)
    assert len(events) == 1
    assert lane.pid == 0


# ---------------------------------------------------------------- the end


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0]
    except OSError:
        return True
    return state in "ZX"


@posix
def test_close_ends_the_process_and_silences_the_lane(log: Log, tiny_bundle: Make) -> None:
    lane = Stocked("interactive", log)
    lane.load("a", tiny_bundle())
    log.wait(Replied)
    pid = lane.pid
    lane.submit("hover", at(0))
    lane.close()
    assert lane.pid == 0
    assert not lane.busy
    log.qtbot.waitUntil(lambda: gone(pid))
    lane.submit("hover", at(0))
    lane.start()
    log.qtbot.wait(50)
    assert lane.pid == 0
    assert len(log.events) == 1


@posix
def test_close_ends_a_process_that_does_not_listen(log: Log, tiny_bundle: Make) -> None:
    lane = Stocked("interactive", log)
    lane.load("a", tiny_bundle())
    log.wait(Replied)
    pid = lane.pid
    freeze(lane)
    lane.close()
    log.qtbot.waitUntil(lambda: gone(pid))
    log.qtbot.waitUntil(lambda: child.leaving() == 0)


@posix
def test_a_process_that_cannot_die_yet_does_not_hold_up_the_next_one(
    lane: Lane, log: Log, tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel may take seconds to free a large process: here one stays for as long as the test wants."""
    lane.load("a", tiny_bundle())
    log.wait(Replied)
    old, waited = lane.pid, []
    monkeypatch.setattr(QProcess, "kill", lambda self: None)
    monkeypatch.setattr(QProcess, "waitForFinished", lambda self, ms=30_000: waited.append(ms) or False)
    freeze(lane)
    lane._lose("was lost")
    log.qtbot.waitUntil(lambda: lane.pid not in (0, old))
    lane.submit("hover", at(1))
    assert log.wait(Replied, 2).slot == "hover"
    assert not gone(old)
    assert not waited
    monkeypatch.undo()
    os.kill(old, signal.SIGKILL)
    log.qtbot.waitUntil(lambda: child.leaving() == 0)


LEAVES = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from aevae_desktop.session.lane import Lane

app = QCoreApplication([])
lanes = [Lane(str(k), print) for k in range(3)]
for lane in lanes:
    lane.start()

def end():
    print(*[lane.pid for lane in lanes], flush=True)
    for lane in lanes:
        lane.close()
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
from aevae_desktop.engine.at_hand import needed
from aevae_desktop.engine.protocol import Decode, Load
from aevae_desktop.session.lane import Lane
from aevae_desktop.session.events import Replied

app = QCoreApplication([])

def listener(event):
    assert isinstance(event, Replied)
    lane.submit("hover", Decode({"a": np.full((1, 2), float(sys.argv[2]), np.float32)}))
    if event.slot.startswith("load:"):
        print(lane.pid, flush=True)

lane = Lane("interactive", listener)
for given in needed(Load("a", sys.argv[1])):
    lane.provide("all", given)
lane.load("a", sys.argv[1])
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
