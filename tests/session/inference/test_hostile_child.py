"""What the window does with a process that has been taken over, or that never answers: it believes nothing, and waits
for nobody."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.engine.wire import launch, protocol, replies
from aevae_desktop.engine.wire.frames import Frame, ProtocolError
from aevae_desktop.engine.wire.protocol import Decode, Job, ReadPoints
from aevae_desktop.session.inference import child, deadlines
from aevae_desktop.session.inference.client import BULK, Client, Failed, Replied, Restarted
from aevae_desktop.session.inference.memory_watch import MemoryWatch
from aevae_desktop.session.inference.process import InferenceProcess

Make = Callable[..., Path]
Log = Any  # tests/session_fixtures.py
posix = pytest.mark.skipif(os.name != "posix", reason="signals, FIFO")
Z = np.zeros((2, 2), np.float32)
KNOWN = replies.Known({"a": (28, 28)}, {"a": (100, 2)})
F32, I32 = np.float32, np.int32


@pytest.fixture
def both(log: Log) -> Iterator[Client]:
    it = Client(log)
    yield it
    it.close()


def lie(job: Job, header: dict[str, Any], arrays: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError):
        replies.check(job, Frame(header, arrays), KNOWN)


DECODE, MS = Decode({"a": Z}), {"ms": {"a": 1.0}}
IMAGES = np.zeros((2, 28, 28), F32)
LOAD = {"manifest": "{}", "has_encoder": True, "image": [28, 28, 1], "decode_ms": 0.1, "fixed_batch": False}
POINTS = {
    "mu": np.zeros((3, 2), F32),
    "label": np.zeros(3, np.int16),
    "split": np.zeros(3, np.uint8),
}
NEAR = protocol.Neighbours({"a": "f"}, np.zeros(4, I32), 3)
MEASURE, FIND = protocol.Measure("a", "f", "random"), protocol.FindJudge("f")
JUDGED = protocol.JudgeCodes("j", {"a": Z})
FIGURE = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 100, "unit": ""}
PROBE = protocol.Probe("f", "a", {"d.onnx": b"1", "e.onnx": b"2"})
FINDING = {"name": "role", "value": "sigma", "choices": ["sigma", "variance"], "sure": "open", "said": "It may be."}
PROBED = {"manifest": "{}", "decoder": "d.onnx", "encoder": "e.onnx", "findings": [FINDING]}
NETWORKS = protocol.ReadNetworks(("f",))
JUDGE = {"judge.json": np.zeros(3, np.uint8), "judge.onnx": np.zeros(3, np.uint8)}


def told(share: float = 1.0, name: str = "prior", **figure: Any) -> dict[str, Any]:
    return {"share": share, "figures": {name: {**FIGURE, **figure}}, "notes": []}


DRAW = protocol.Draw("a", "f", "prior", 0.1, 3, 0, 5)


@pytest.mark.parametrize(
    ("job", "header", "arrays"),
    [
        (DECODE, MS, {"x_hat/a": IMAGES}),
        (protocol.Load("a", "f"), LOAD, {}),
        (ReadPoints("a", "f"), {}, POINTS),
        (NEAR, MS, {"near/a": np.full((4, 3), 99, I32)}),
        (DRAW, {"share": 0.5, "fit_ms": 0, "facts": None}, {}),
        (MEASURE, {"share": 0.5, "figures": None, "notes": []}, {}),
        (MEASURE, told(), {"z": Z, "none": np.zeros(2, np.uint8)}),
        (FIND, {"judge": "", "why": "There is none."}, {}),
        (FIND, {"judge": "f", "why": ""}, JUDGE),
        (JUDGED, MS, {"none/a": np.zeros(2, np.uint8)}),
        (protocol.Unload("a"), {}, {}),
        (PROBE, PROBED, {}),
        (PROBE, {**PROBED, "encoder": ""}, {"decoder.onnx": np.zeros(3, np.uint8)}),
        (PROBE, PROBED, {"random": IMAGES, "given": IMAGES, "again": np.zeros((4, 9, 9, 3), F32)}),
        (NETWORKS, {"folder": "f", "digest": "0"}, {"d.onnx": np.zeros(3, np.uint8)}),
        (protocol.Doubt("a"), {"said": ["A line."]}, {}),
    ],
)
def test_an_honest_reply_is_taken(job: Job, header: dict[str, Any], arrays: dict[str, Any]) -> None:
    replies.check(job, Frame(header, arrays), KNOWN)


@pytest.mark.parametrize(
    ("job", "header", "arrays"),
    [
        (PROBE, {**PROBED, "decoder": "x.onnx"}, {}),
        (PROBE, {**PROBED, "encoder": 3}, {}),
        (PROBE, {**PROBED, "manifest": None}, {}),
        (PROBE, PROBED, {"d.onnx": np.zeros(3, np.uint8)}),
        (PROBE, PROBED, {"random": IMAGES.astype(np.uint8)}),
        (PROBE, PROBED, {"random": np.zeros((1000, 2, 2), F32)}),
        (PROBE, {**PROBED, "findings": None}, {}),
        (PROBE, {**PROBED, "findings": [FINDING] * 1000}, {}),
        (PROBE, {**PROBED, "findings": [{**FINDING, "value": "else"}]}, {}),
        (PROBE, {**PROBED, "findings": [{**FINDING, "choices": []}]}, {}),
        (PROBE, {**PROBED, "findings": [{**FINDING, "sure": "quite"}]}, {}),
        (PROBE, {**PROBED, "findings": [{**FINDING, "said": "two\nlines"}]}, {}),
        (PROBE, {**PROBED, "findings": [{**FINDING, "more": 1}]}, {}),
        (NETWORKS, {"folder": "f", "digest": "0"}, {}),
        (NETWORKS, {"folder": "f"}, {"d.onnx": np.zeros(3, np.uint8)}),
        (protocol.Doubt("a"), {}, {}),
        (protocol.Doubt("a"), {"said": ["two\nlines"]}, {}),
        (NETWORKS, {}, {"d.onnx": np.zeros(3, np.uint8)}),
        (NETWORKS, {"folder": "f", "digest": "0"}, {"d.onnx": np.zeros(3, np.float32)}),
        (DECODE, MS, {}),
        (DECODE, {}, {"x_hat/a": IMAGES}),
        (DECODE, {"ms": {"a": "x"}}, {"x_hat/a": IMAGES}),
        (DECODE, {"ms": {}}, {"x_hat/a": IMAGES}),
        (DECODE, {"ms": {"a": float("nan")}}, {"x_hat/a": IMAGES}),
        (DECODE, MS, {"x_hat/a": IMAGES[:1]}),
        (DECODE, MS, {"x_hat/a": IMAGES.astype(np.uint8)}),
        (DECODE, MS, {"x_hat/a": IMAGES.reshape(2, -1)}),
        (DECODE, MS, {"x_hat/a": np.zeros((2, 29, 28), F32)}),
        (DECODE, MS, {"x_hat/a": IMAGES, "x_hat/b": IMAGES}),
        (DECODE, {**MS, "errors": [1]}, {"x_hat/a": IMAGES}),
        (DECODE, {**MS, "errors": {"a": 1}}, {}),
        (DECODE, {**MS, "errors": {"a": {"what": 3}}}, {}),
        (protocol.Load("a", "f"), {**LOAD, "manifest": 3}, {}),
        (protocol.Load("a", "f"), {**LOAD, "image": [28, 28]}, {}),
        (protocol.Load("a", "f"), {**LOAD, "image": [28, -28, 1]}, {}),
        (protocol.Load("a", "f"), {**LOAD, "has_encoder": "yes"}, {}),
        (ReadPoints("a", "f"), {}, {**POINTS, "label": np.zeros(4, np.int16)}),
        (ReadPoints("a", "f"), {}, {**POINTS, "mu": np.full((3, 2), np.nan, F32)}),
        (ReadPoints("a", "f"), {}, {**POINTS, "log_var": np.zeros((3, 3), F32)}),
        (ReadPoints("a", "f"), {}, {**POINTS, "column/x": np.zeros((3, 2), F32)}),
        (ReadPoints("a", "f"), {}, {"mu": POINTS["mu"]}),
        (NEAR, MS, {"near/a": np.full((4, 3), 100, I32)}),
        (NEAR, MS, {"near/a": np.full((4, 3), -2, I32)}),
        (NEAR, MS, {"near/a": np.zeros((4, 2), I32)}),
        (DRAW, {"share": 2.0, "fit_ms": 0, "facts": None}, {}),
        (DRAW, {"share": None, "fit_ms": 0, "facts": None}, {}),
        (DRAW, {"share": 1.0, "fit_ms": 0, "facts": {"n": 1}}, {}),
        (DRAW, {"share": 1.0, "fit_ms": 0, "facts": None}, {"z": np.zeros((5, 3), F32)}),
        (protocol.Trace("a", "f", Z, np.array([0, 1], I32)), {"length": "x", "done": True}, {"z": Z}),
        (protocol.Trace("a", "f", Z, np.array([0, 1], I32)), {"length": 1, "done": True}, {"z": Z[:1]}),
        (protocol.LookInside("a", "f", Z[:0], Z[:1], Z[0]), {"encoder": [], "decoder": [{"kind": 1}]}, {"z": Z[:1]}),
        (protocol.LookInside("a", "f", Z[:0], Z[:1], Z[0]), {"encoder": [], "decoder": []}, {"decoder/99": Z[0]}),
        (MEASURE, {"share": 1.0, "figures": None, "notes": []}, {}),
        (MEASURE, {"share": 0.5, "figures": None, "notes": []}, {"z": Z}),
        (MEASURE, {"share": 0.5, "figures": None, "notes": ["two\nlines"]}, {}),
        (MEASURE, {"share": 0.5, "figures": None}, {}),
        (MEASURE, {"figures": {}, "notes": []}, {}),
        (MEASURE, told(1.5), {}),
        (MEASURE, told(value=float("nan")), {}),
        (MEASURE, told(low="x"), {}),
        (MEASURE, told(n=-1), {}),
        (MEASURE, told(n=1.5), {}),
        (MEASURE, told(unit="\n"), {}),
        (MEASURE, told(more=1), {}),
        (MEASURE, told(name="x" * 101), {}),
        (MEASURE, told(), {"\u202e": Z}),
        (JUDGED, MS, {"none/a": np.zeros(3, np.uint8)}),
        (JUDGED, MS, {"none/a": np.zeros(2, F32)}),
        (JUDGED, {}, {"none/a": np.zeros(2, np.uint8)}),
        (FIND, {"judge": "f", "why": ""}, {}),
        (FIND, {"judge": "", "why": ""}, JUDGE),
        (FIND, {"judge": 3, "why": ""}, {}),
        (FIND, {"judge": "f", "why": ""}, {**JUDGE, "manifest.json": np.zeros(3, np.uint8)}),
        (protocol.Scan("p"), {"entries": [{}], "watch": []}, {}),
        (protocol.Unload("a"), {}, {"x": Z}),
    ],
)
def test_a_reply_that_was_not_asked_for_is_refused(job: Job, header: dict[str, Any], arrays: dict[str, Any]) -> None:
    lie(job, header, arrays)


def test_a_reply_may_be_as_large_as_what_was_asked_for() -> None:
    least = 2 * 28 * 28 * 4
    assert least <= replies.limit(DECODE, KNOWN) <= least + replies.HEADER
    assert replies.limit(Decode({"b": Z}), KNOWN) == replies.MAX_REPLY, "of a model that nobody knows"
    assert replies.MAX_REPLY == 256 << 20


def test_a_reply_that_should_have_been_made_smaller_is_refused() -> None:
    job = Decode({"a": Z}, "uint8", {"a": 4})
    replies.check(job, Frame(MS, {"x_hat/a": np.zeros((2, 7, 7), np.uint8)}), KNOWN)
    assert replies.limit(job, KNOWN) == 2 * 7 * 7 + replies.HEADER
    lie(job, MS, {"x_hat/a": np.zeros((2, 28, 28), np.uint8)})


FLOOD = """
import os, struct, sys
os.write(1, struct.pack("<II", 32, 28) + b'{"id":0,"confined":{}}      ')
os.read(0, 1 << 20)
os.write(1, struct.pack("<I", 200_000_000))
try:
    while True:
        os.write(1, bytes(1 << 16))
except OSError:
    pass
"""


def test_a_process_that_floods_the_window_is_replaced(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "command", lambda *_: (sys.executable, ["-I", "-c", FLOOD]))
    inference = InferenceProcess("interactive", log)
    inference._known = KNOWN
    inference.submit("hover", DECODE)
    assert inference._child is not None
    reader = inference._child.reader
    failed = log.wait(Failed)
    assert "a frame of 200000000 bytes is announced" in str(failed.error)
    assert len(reader._pending) < 1 << 20, "nothing of it was kept"
    inference.close()


# ---------------------------------------------------------------- files that do not come


@posix
def test_a_folder_that_does_not_answer_is_told_and_the_other_model_goes_on(
    both: Client, log: Log, tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reading process stands still, as on a server that is away."""
    both.load("good", tiny_bundle("good"))
    log.wait(Replied)
    both.submit("codes", ReadPoints("good", str(tiny_bundle("good"))), BULK)
    log.wait(Replied, 2)
    monkeypatch.setattr(deadlines, "FILES_S", 0.5)
    os.kill(both.files.pid, signal.SIGSTOP)
    gone = tiny_bundle("far-away")
    both.load("far", gone)
    both.submit("hover", Decode({"good": Z}))
    assert log.wait(Replied, 3).slot == "hover", "it does not wait for the other one"
    failed = log.wait(Failed)
    assert str(failed.error).startswith(f"{gone}: the folder cannot be read: reading did not answer within 0.5")
    assert not log.of(Restarted)
    both.load("far", gone)  # the next reading process does not hang
    assert log.wait(Replied, 4).slot == "load:far"


@posix
def test_a_pipe_in_place_of_the_manifest_is_refused_at_once(both: Client, log: Log, tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    (folder / bundle.MANIFEST).unlink()
    os.mkfifo(folder / bundle.MANIFEST)
    both.load("a", folder)
    assert "regular file" in str(log.wait(Failed).error)


def test_a_bundle_whose_codes_are_damaged_still_decodes(both: Client, log: Log, tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    data = bytearray((folder / bundle.POINTS).read_bytes())
    data[200] ^= 1
    (folder / bundle.POINTS).write_bytes(data)
    both.load("a", folder)
    log.wait(Replied)
    both.submit("codes", ReadPoints("a", str(folder)), BULK)
    both.submit("hover", Decode({"a": Z}))
    assert "sha256" in str(log.wait(Failed).error)
    assert log.wait(Replied, 2).slot == "hover"


@posix
def test_children_killed_at_random_in_all_processes_cost_no_answer(both: Client, log: Log, tiny_bundle: Make) -> None:
    luck = random.Random(3)
    folder = tiny_bundle()
    both.load("a", folder)
    log.wait(Replied)
    for step in range(12):
        for inference in (both.interactive, both.bulk, both.files):
            if inference.pid and luck.random() < 0.25:
                os.kill(inference.pid, signal.SIGKILL)
        done = len(log.of(Replied))
        both.submit("hover", Decode({"a": Z + step}))
        both.submit("grid", Decode({"a": Z - step}), BULK)
        log.wait(Replied, done + 2)
        log.qtbot.waitUntil(lambda: not both.busy, timeout=60_000)
    assert not log.of(Failed)
    log.qtbot.waitUntil(lambda: child.leaving() == 0)


def test_where_the_kernel_does_not_bound_memory_the_window_does(qapp: object) -> None:
    from PySide6.QtCore import QObject

    beyond: list[int] = []
    parent, size = QObject(), [100]
    watch = MemoryWatch(lambda: 7, lambda: beyond.append(1), parent, 1000, lambda pid: size[0] * pid)
    watch.look()
    assert not beyond
    size[0] = 200
    watch.look()
    assert beyond == [1]
