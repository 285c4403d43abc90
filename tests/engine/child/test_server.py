from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.core.images.grey_levels import pooled, to_uint8
from aevae_desktop.engine.child import server as engine_server
from aevae_desktop.engine.child.at_hand import OpenServer as Server
from aevae_desktop.engine.child.at_hand import needed
from aevae_desktop.engine.wire import launch
from aevae_desktop.engine.wire.frames import Frame, FrameReader
from aevae_desktop.engine.wire.protocol import (
    Decode,
    Job,
    Load,
    ReadPoints,
    Reconstruct,
    Unload,
    error_in,
    errors_in,
    request,
)
from aevae_desktop.errors import BundleError, ModelError
from tests.engine.child.asking import ask, refusal

Make = Callable[..., Path]
posix = pytest.mark.skipif(os.name != "posix", reason="signals and /proc")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


# ---------------------------------------------------------------- jobs


def test_load_describes_the_model(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    header = ask(Server(), Load("a", str(folder))).header
    assert bundle.parse(header["manifest"].encode(), folder) == bundle.read(folder)
    assert (header["has_encoder"], header["image"], header["fixed_batch"]) == (True, [28, 28, 1], False)
    assert header["decode_ms"] > 0


def test_one_decode_speaks_to_several_models(tiny_bundle: Make) -> None:
    server = Server()
    ask(server, Load("a", str(tiny_bundle("one", seed=1))))
    ask(server, Load("b", str(tiny_bundle("two", seed=2, latent_dim=3))))
    reply = ask(server, Decode({"a": np.ones((2, 2), np.float32), "b": np.ones((1, 3), np.float32)}))
    assert {name: array.shape for name, array in reply.arrays.items()} == {
        "x_hat/a": (2, 28, 28),
        "x_hat/b": (1, 28, 28),
    }
    assert set(reply.header["ms"]) == {"a", "b"}
    np.testing.assert_array_equal(reply.arrays["x_hat/a"], server.models["a"].decode(np.ones((2, 2), np.float32)))


def test_frames_for_display_travel_as_grey_levels(tiny_bundle: Make) -> None:
    server, z = Server(), np.array([[1, -1]], np.float32)
    ask(server, Load("a", str(tiny_bundle())))
    exact = ask(server, Decode({"a": z})).arrays["x_hat/a"]
    grey = ask(server, Decode({"a": z}, "uint8")).arrays["x_hat/a"]
    assert grey.dtype == np.uint8
    np.testing.assert_array_equal(grey, to_uint8(exact))


def test_grey_levels_span_the_models_own_range(tiny_bundle: Make) -> None:
    server, z = Server(), np.array([[1, -1]], np.float32)
    ask(server, Load("a", str(tiny_bundle(encoder=None, image=bundle.ImageSpec(28, 28, 1, -1, 1)))))
    exact = ask(server, Decode({"a": z})).arrays["x_hat/a"]
    np.testing.assert_array_equal(ask(server, Decode({"a": z}, "uint8")).arrays["x_hat/a"], to_uint8(exact, -1, 1))


def test_tiles_are_made_smaller_a_part_at_a_time_before_they_travel(
    tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, z = Server(), np.random.default_rng(0).normal(size=(7, 2)).astype(np.float32)
    ask(server, Load("a", str(tiny_bundle())))
    exact, rows = ask(server, Decode({"a": z})).arrays["x_hat/a"], []
    decode = server.models["a"].decode
    monkeypatch.setattr(server.models["a"], "decode", lambda z: rows.append(len(z)) or decode(z))
    monkeypatch.setattr(engine_server, "_PART", 3 * 28 * 28)
    for dtype, whole in (("uint8", to_uint8(exact)), ("float32", exact)):
        tiles = ask(server, Decode({"a": z}, dtype, {"a": 5})).arrays["x_hat/a"]
        np.testing.assert_allclose(tiles, pooled(whole, 5), rtol=1e-5)
        assert tiles.shape == (7, 5, 5)
    assert rows == [3, 3, 1] * 2
    np.testing.assert_array_equal(ask(server, Decode({"a": z}, "uint8")).arrays["x_hat/a"], to_uint8(exact))
    assert ask(server, Decode({"a": np.zeros((50_000, 2), np.float32)}, "uint8", {"a": 4})).arrays  # 156 MB as float32


def test_reconstruct_encodes_and_decodes_in_each_model(tiny_bundle: Make) -> None:
    server = Server()
    ask(server, Load("ae", str(tiny_bundle("one", kind="ae"))))
    ask(server, Load("vae", str(tiny_bundle("two"))))
    x = np.random.default_rng(0).random((2, 28, 28), np.float32)
    arrays = ask(server, Reconstruct({"ae": x, "vae": x})).arrays
    assert set(arrays) == {"mu/ae", "x_hat/ae", "mu/vae", "log_var/vae", "x_hat/vae"}
    for key in ("ae", "vae"):
        model = server.models[key]
        np.testing.assert_array_equal(arrays[f"mu/{key}"], model.encode(x).mu)
        np.testing.assert_array_equal(arrays[f"x_hat/{key}"], model.decode(model.encode(x).mu))


def test_refined_codes_come_where_they_are_asked_for_and_there(
    tiny_bundle: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, x = Server(), np.random.default_rng(0).random((2, 28, 28), np.float32)
    said = bundle.Refined("mu", "log_var", 1, 0.1)  # its own outputs, under other names
    ask(server, Load("a", str(tiny_bundle("one", refined=said))))
    ask(server, Load("b", str(tiny_bundle("two"))))
    own = {"mu/b", "log_var/b", "x_hat/b", "mu/a", "log_var/a", "x_hat/a"}
    assert set(ask(server, Reconstruct({"a": x, "b": x})).arrays) == own
    arrays = ask(server, Reconstruct({"a": x, "b": x}, refine=True)).arrays
    assert set(arrays) == own | {"best_mu/a", "best_log_var/a", "best_x_hat/a"}
    for name in ("mu", "log_var", "x_hat"):
        np.testing.assert_array_equal(arrays[f"best_{name}/a"], arrays[f"{name}/a"])

    def fails(x: Any) -> Any:
        raise ModelError("no luck")

    monkeypatch.setattr(server.models["a"], "refine", fails)
    assert set(ask(server, Reconstruct({"a": x, "b": x}, refine=True)).arrays) == own


def test_a_model_that_fails_does_not_spoil_the_others(tiny_bundle: Make) -> None:
    server, z = Server(), np.zeros((1, 2), np.float32)
    ask(server, Load("whole", str(tiny_bundle("whole"))))
    ask(server, Load("half", str(half := tiny_bundle("half", encoder=None))))
    reply = ask(server, Decode({"whole": z, "gone": z}))
    assert (list(reply.arrays), list(reply.header["ms"])) == (["x_hat/whole"], ["whole"])
    assert {key: str(error) for key, error in errors_in(reply).items()} == {"gone": 'no model is open as "gone"'}
    blank = np.zeros((1, 28, 28), np.float32)
    reply = ask(server, Reconstruct({"half": blank, "whole": blank}))
    assert set(reply.arrays) == {"mu/whole", "log_var/whole", "x_hat/whole"}
    assert str(errors_in(reply)["half"]) == f"{half}: has no encoder, so an image has no code in it"


def test_points_come_as_they_are_stored(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    stored = bundle.read_points(folder, bundle.read(folder))
    reply = ask(Server(), ReadPoints("a", str(folder)))
    assert reply.header["key"] == "a"
    for name in ("mu", "log_var", "label", "split"):
        np.testing.assert_array_equal(reply.arrays[name], getattr(stored, name))
    assert "log_var" not in ask(Server(), ReadPoints("a", str(tiny_bundle("ae", kind="ae")))).arrays
    ink = np.where(np.arange(200) % 9, np.arange(200), np.nan).astype(np.float32)
    other = tiny_bundle("inked", points=replace(stored, columns={"ink": ink}))
    np.testing.assert_array_equal(ask(Server(), ReadPoints("a", str(other))).arrays["column/ink"], ink)


def test_unload_forgets_the_model(tiny_bundle: Make) -> None:
    server = Server()
    ask(server, Load("a", str(tiny_bundle())))
    assert error_in(ask(server, Unload("a"))) is None
    assert error_in(ask(server, Unload("a"))) is None
    error = refusal(server, Decode({"a": np.zeros((1, 2), np.float32)}))
    assert str(error) == 'no model is open as "a"'


def test_a_failed_load_leaves_no_model_behind(tiny_bundle: Make, tmp_path: Path) -> None:
    server = Server()
    ask(server, Load("a", str(tiny_bundle())))
    refusal(server, Load("a", str(tmp_path / "nowhere")))
    assert server.models == {}


def test_another_dtype_is_refused(tiny_bundle: Make) -> None:
    server = Server()
    ask(server, Load("a", str(tiny_bundle())))
    error = refusal(server, Decode({"a": np.zeros((1, 2), np.float32)}, "int4"))
    assert str(error) == "dtype: found int4, expected float32 or uint8"


def test_more_images_than_a_frame_holds_are_refused_before_they_are_decoded(tiny_bundle: Make) -> None:
    server, folder = Server(), tiny_bundle()
    ask(server, Load("a", str(folder)))
    error = refusal(server, Decode({"a": np.zeros((200_000, 2), np.float32)}))
    assert str(error) == f"{folder}: found 200000 images at once, expected at most 134217728 bytes"


def test_a_fault_of_ours_is_one_line_too(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    def fail(self: Server, job: Job) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(Server, "do", fail)
    error = refusal(Server(), Unload("a"))
    assert str(error) == "the inference process failed: ZeroDivisionError: division by zero"
    assert "Traceback" in capsys.readouterr().err


# ---------------------------------------------------------------- bad bundles, and in which words


def rewrite(folder: Path, **changes: Any) -> None:
    path = folder / bundle.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)


def test_a_missing_bundle(tmp_path: Path) -> None:
    error = refusal(Server(), Load("a", str(tmp_path / "gone")))
    assert isinstance(error, BundleError)
    assert str(error) == f"{tmp_path}/gone/manifest.json: missing. Copy or export the bundle again."


def test_a_missing_file(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    (folder / "encoder.onnx").unlink()
    assert str(refusal(Server(), Load("a", str(folder)))) == (
        f"{folder}/encoder.onnx: missing. Copy or export the bundle again."
    )


def test_a_truncated_file(tiny_bundle: Make) -> None:
    path = tiny_bundle() / "decoder.onnx"
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[: size // 2])
    assert str(refusal(Server(), Load("a", str(path.parent)))) == (
        f"{path}: size: found {size // 2} bytes, expected {size} bytes. "
        "The file is truncated or was changed; copy or export the bundle again."
    )


def test_a_truncated_manifest(tiny_bundle: Make) -> None:
    path = tiny_bundle() / "manifest.json"
    path.write_text('{"format": "aevae-bundle",')
    line = str(refusal(Server(), Load("a", str(path.parent))))
    assert line.startswith(f"{path}: not readable as JSON (")
    assert line.endswith("). Copy or export the bundle again.")


@pytest.mark.parametrize(("file", "job"), [("decoder.onnx", Load), ("encoder.onnx", Load), ("points.npz", ReadPoints)])
def test_a_hash_that_does_not_match(tiny_bundle: Make, file: str, job: Any) -> None:
    path = tiny_bundle() / file
    before = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    flip_a_bit(path)
    after = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    assert str(refusal(Server(), job("a", str(path.parent)))) == (
        f"{path}: sha256: found {after}…, expected {before}…. "
        "The file was changed or damaged; copy or export the bundle again."
    )


def test_a_version_of_the_future(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    rewrite(folder, format_version="2.0")
    assert str(refusal(Server(), Load("a", str(folder)))) == (
        f"{folder}/manifest.json: format_version: found '2.0', expected 1.x. Update aevae-desktop to open it."
    )


def test_a_manifest_that_lies_about_shapes(tiny_bundle: Make) -> None:
    folder = tiny_bundle()
    rewrite(folder, image={"height": 32, "width": 32})
    error = refusal(Server(), Load("a", str(folder)))
    assert isinstance(error, ModelError)
    assert str(error) == f"{folder}/decoder.onnx: x_hat: found 28 × 28, expected 32 × 32 as the manifest says"


# ---------------------------------------------------------------- the process


class Child:
    """The real process on plain pipes."""

    def __init__(self, first: str = "") -> None:
        program, arguments = launch.command()
        arguments[-1] = arguments[-1].replace("from aevae_desktop", f"{first}from aevae_desktop", 1)
        environment = os.environ | launch.ENVIRONMENT
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([program, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
        self.reader, self.frames = FrameReader(), []
        self.greeting = self.next()

    def send(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def ask(self, job: Job) -> Frame:
        for given in needed(job):
            self.send(request(1, given))
            assert error_in(self.next()) is None
        self.send(request(1, job))
        return self.next()

    def next(self) -> Frame:
        while not self.frames:
            self.read()
        return self.frames.pop(0)

    def read(self) -> None:
        assert self.process.stdout is not None
        data = os.read(self.process.stdout.fileno(), 1 << 20)
        assert data, "the process ended"
        self.frames += self.reader.feed(data)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()

    def hang_up(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(10)


@pytest.fixture
def child() -> Iterator[Child]:
    it = Child()
    yield it
    it.close()


def test_the_process_answers_and_leaves_when_its_input_ends(child: Child, tiny_bundle: Make) -> None:
    assert child.ask(Load("a", str(tiny_bundle()))).header["has_encoder"]
    assert child.ask(Decode({"a": np.zeros((1, 2), np.float32)})).arrays["x_hat/a"].shape == (1, 28, 28)
    assert child.hang_up() == 0


@posix
def test_the_process_leaves_though_a_run_never_returns(child: Child, hanging_bundle: Path) -> None:
    child.ask(Load("a", str(hanging_bundle)))
    child.send(request(2, Decode({"a": np.full((1, 2), 9, np.float32)})))
    time.sleep(0.2)  # let it get into the run; if it is late, the test only asks less
    assert child.process.poll() is None
    assert child.hang_up() == 0


def test_nonsense_ends_the_process_with_one_line(child: Child) -> None:
    child.send(b"hello there")
    assert child.process.wait(10) == 3
    assert child.process.stderr is not None
    last = child.process.stderr.read().decode().splitlines()[-1]
    assert last == "inference process: a frame of 1819043176 bytes is announced, the limit is 1073741824"


@posix
def test_ctrl_c_in_the_terminal_does_not_reach_the_process(child: Child, tiny_bundle: Make) -> None:
    child.ask(Load("a", str(tiny_bundle())))
    child.process.send_signal(signal.SIGINT)
    assert error_in(child.ask(Unload("a"))) is None


@linux
def test_the_process_stands_in_an_empty_folder(child: Child) -> None:
    assert str(Path(f"/proc/{child.process.pid}/cwd").readlink()).endswith(" (deleted)")


@linux
def test_a_process_whose_window_is_stopped_does_not_compute_for_ever(
    hanging_bundle: Path,
) -> None:
    """Nobody watches over it: the kernel ends it by the processor time that one request may have."""
    hurried = Child("from aevae_desktop.engine.child import server; server.CPU_S = 0.3; ")
    hurried.ask(Load("a", str(hanging_bundle)))
    hurried.send(request(2, Decode({"a": np.full((1, 2), 9, np.float32)})))
    assert hurried.process.wait(30) == -signal.SIGPROF
    hurried.close()


@linux
def test_a_network_that_wants_all_memory_gets_a_refusal(child: Child, greedy_bundle: Path) -> None:
    child.ask(Load("a", str(greedy_bundle)))
    error = error_in(child.ask(Decode({"a": np.full((1, 2), 1e10, np.float32)})))
    assert isinstance(error, ModelError)
    assert str(error).startswith(f"{greedy_bundle}/decoder.onnx: cannot be run (")
    assert "x_hat/a" in child.ask(Decode({"a": np.zeros((1, 2), np.float32)})).arrays


def test_what_a_library_prints_does_not_reach_the_frames() -> None:
    program, arguments = launch.command()
    code = "from aevae_desktop.engine.child import confined, server; import os; _, out = confined.claim_pipes(); "
    code += "print('noise', flush=True); os.system('echo more noise'); os.write(out, b'frame')"
    arguments[-1] = arguments[-1].split("from aevae")[0] + code
    done = subprocess.run([program, *arguments], input=b"", capture_output=True, check=True)
    assert done.stdout == b"frame"
    assert b"noise" in done.stderr
