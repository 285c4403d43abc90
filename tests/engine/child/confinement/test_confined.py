"""A real confined child is asked to do what it has given up; every job still works in it."""

from __future__ import annotations

import ctypes
import json
import os
import platform
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.core.codes.samplers import SAMPLERS
from aevae_desktop.core.map.fields import FIELDS
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.engine.child.at_hand import OpenServer, needed
from aevae_desktop.engine.child.confinement import calls, job, landlock, seccomp
from aevae_desktop.engine.wire import launch, protocol
from aevae_desktop.engine.wire.frames import Frame, FrameReader
from aevae_desktop.engine.wire.protocol import Job, error_in, request

Make = Callable[..., Path]
linux = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in ("x86_64", "aarch64"), reason="Linux"
)
ALL = dict.fromkeys(("memory", "files", "network", "processes", "cpu"), True)

# what somebody who has taken over the process could try: run in a child, confined as it always is
_TRY = """
import ctypes, os, sys, mmap, platform, resource, _socket, json, signal, subprocess
from aevae_desktop.engine.child import confined, warm
from aevae_desktop.engine.child.confinement import calls
inbox, outbox = confined.claim_pipes()
confined.settle()
warm.up()
found = dict(layers=confined.confine(confined.{profile}, inbox))
def call(name, *args):
    table = dict(x86_64=calls.X86_64, aarch64=calls.AARCH64)[platform.machine()]
    if ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(table.numbers[name]), *args) < 0:
        raise OSError(ctypes.get_errno(), name)
def attempt(name, what):
    try:
        found[name] = "done: " + repr(what())
    except BaseException as error:
        found[name] = type(error).__name__
{tries}
os.write(outbox, json.dumps(found).encode())
"""


def confined(tries: str, profile: str = "COMPUTING") -> dict[str, Any]:
    """What became of each attempt of ``tries`` in a confined child, by name; its layers under ``layers``."""
    code, out, err = ran(tries, profile)
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def ran(tries: str, profile: str = "COMPUTING") -> tuple[int, bytes, bytes]:
    """Exit code, stdout and stderr of a confined child."""
    program, arguments = launch.command()
    code = _TRY.format(profile=profile, tries=tries)
    arguments[-1] = arguments[-1].split("from aevae")[0].rstrip("; ") + code
    pipe = subprocess.PIPE
    with subprocess.Popen([program, *arguments], stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        out, err = process.stdout.read(), process.stderr.read()  # its stdin stays open: it would leave
    return process.returncode, out, err


REFUSED = {
    "open a file": 'lambda: open("/etc/passwd").read()',
    "open the package": "lambda: os.open(os.__file__, os.O_RDONLY)",
    "look at a file": 'lambda: os.stat("/etc/passwd")',
    "list a folder": 'lambda: os.listdir("/")',
    "make a file": 'lambda: open("/tmp/made-by-a-test", "w").write("x")',
    "make a folder": 'lambda: os.mkdir("/tmp/made-by-a-test")',
    "remove a file": 'lambda: os.unlink("/tmp/made-by-a-test")',
    "make a named pipe": 'lambda: os.mkfifo("/tmp/made-by-a-test")',
    "a file in memory": 'lambda: os.memfd_create("x")',
    "a socket": "lambda: _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)",
    "a socket of this machine": "lambda: _socket.socket(_socket.AF_UNIX, _socket.SOCK_DGRAM)",
    "fork": "os.fork",
    "start a program": 'lambda: subprocess.run(["/bin/true"])',
    "signal the window": "lambda: os.kill(os.getppid(), 0)",
    "signal everybody": "lambda: os.kill(-1, 0)",
    "a thread": 'lambda: __import__("_thread").start_new_thread(print, ())',
    "more memory": "lambda: mmap.mmap(-1, 3 << 30)",
    "raise a limit": "lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))",
    "a library": 'lambda: ctypes.CDLL("libresolv.so.2")',
    "new code": "lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)",
    "clone3": 'lambda: call("clone3", None, 0)',
}


@linux
def test_what_a_confined_process_may_not_do() -> None:
    found = confined("\n".join(f"attempt({name!r}, {what})" for name, what in REFUSED.items()))
    assert found.pop("layers") == ALL
    assert found.keys() == REFUSED.keys()
    assert {name: what for name, what in found.items() if what.startswith("done")} == {}
    assert not Path("/tmp/made-by-a-test").exists()


@linux
@pytest.mark.parametrize(
    "call", ["execve", "ptrace", "process_vm_readv", "bpf", "io_uring_setup", "keyctl", "perf_event_open", "unshare"]
)
def test_what_only_an_intruder_would_do_ends_the_process(call: str) -> None:
    assert ran(f"call({call!r}, 0, 0, 0, 0, 0, 0)")[0] == -signal.SIGSYS


@pytest.mark.skipif(platform.machine() != "x86_64" or not sys.platform.startswith("linux"), reason="x86_64")
def test_the_way_around_the_list_by_another_convention_ends_the_process() -> None:
    assert ran("ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 + 39))")[0] == -signal.SIGSYS


@linux
def test_the_reading_process_reads_and_does_no_more(tmp_path: Path) -> None:
    path, new = tmp_path / "there", str(tmp_path / "new")
    path.write_text("text")
    tries = {
        "read": f"lambda: open({str(path)!r}).read()",
        "list": f"lambda: os.listdir({str(tmp_path)!r})",
        "write": f'lambda: open({str(path)!r}, "w")',
        "append": f'lambda: open({str(path)!r}, "a")',
        "make": f'lambda: open({new!r}, "x")',
        "remove": f"lambda: os.unlink({str(path)!r})",
        "rename": f"lambda: os.rename({str(path)!r}, {new!r})",
        "socket": "lambda: _socket.socket()",
        "fork": "os.fork",
    }
    found = confined("\n".join(f"attempt({name!r}, {what})" for name, what in tries.items()), "READING")
    found.pop("layers")
    assert (found.pop("read"), found.pop("list")) == ("done: 'text'", "done: ['there']")
    assert not [name for name, what in found.items() if what.startswith("done")]
    assert path.read_text() == "text"


@linux
def test_the_filming_process_writes_no_file_but_starts_ffmpeg(tmp_path: Path) -> None:
    tries = f'attempt("make", lambda: open({str(tmp_path / "new")!r}, "w"))\n'
    tries += 'attempt("start", lambda: subprocess.run(["/bin/true"]).returncode)'
    found = confined(tries, "FILMING")
    assert (found["make"], found["start"]) == ("PermissionError", "done: 0")


# ---------------------------------------------------------------- every job in the confined process


class Child:
    """The real inference process on plain pipes."""

    def __init__(self) -> None:
        program, arguments = launch.command()
        pipe, environment = subprocess.PIPE, os.environ | launch.ENVIRONMENT
        self.process = subprocess.Popen([program, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
        self.reader, self.frames = FrameReader(), list[Frame]()
        self.greeting = self.next()

    def next(self) -> Frame:
        assert self.process.stdout is not None
        while not self.frames:
            data = os.read(self.process.stdout.fileno(), 1 << 20)
            assert data, "the process ended"
            self.frames += self.reader.feed(data)
        return self.frames.pop(0)

    def ask(self, job: Job) -> Frame:
        for given in needed(job):
            self.tell(given)
        return self.tell(job)

    def tell(self, job: Job) -> Frame:
        assert self.process.stdin is not None
        self.process.stdin.write(request(1, job))
        self.process.stdin.flush()
        return self.next()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()


@pytest.fixture
def child() -> Iterator[Child]:
    it = Child()
    yield it
    it.close()


def jobs(folder: str) -> list[Job]:
    """One job of every kind that an inference process does."""
    rng, plane = np.random.default_rng(0), Plane.axes(2)
    z, rows = rng.normal(0, 1, (9, 2)).astype(np.float32), np.arange(5, dtype=np.int32)
    xy, knots = rng.normal(0, 1, (7, 2)), np.array([0, 8], np.int32)
    return [
        protocol.Load("a", folder),
        protocol.ReadPoints("a", folder),
        protocol.Decode({"a": z}),
        protocol.Decode({"a": z}, "uint8"),
        protocol.Reconstruct({"a": rng.random((2, 28, 28), np.float32)}),
        *(protocol.Evaluate(name, "a", folder, plane.origin, plane.basis, xy) for name in FIELDS),
        protocol.Neighbours({"a": folder}, rows, 4),
        protocol.NearestTo({"a": folder}, {"a": z}, 4),
        protocol.WriteCodes("a", folder, rows),
        *(protocol.Draw("a", folder, name, 0.5, 3, 7, 50) for name in SAMPLERS),
        protocol.Trace("a", folder, z, knots, 0.0, True, 1e4),
        protocol.Trace("a", folder, z, knots, 1.0, True, 1e4),
        protocol.Survey("a", folder, z),
        protocol.Measure("a", folder, "model"),
        protocol.Measure("a", folder, "regular", 3),
        protocol.Measure("a", folder, "random"),
        protocol.LookInside("a", folder, np.zeros((1, 28, 28), np.float32), z[:0], z[0]),
        protocol.Decode({"b": z}),
        protocol.Load("a", folder + "-gone"),
        protocol.Unload("a"),
        protocol.Withdraw(folder),
    ]


def finished(ask: Callable[[Job], Frame], one: Job) -> Frame:
    """The reply to a job, asked again until it is whole."""
    while True:
        reply = ask(one)
        if reply.header.get("share", 1.0) >= 1.0:
            return reply


@linux
def test_every_job_works_in_the_confined_process_as_outside(child: Child, tiny_bundle: Make) -> None:
    assert child.greeting.header["confined"] == ALL
    server, folder = OpenServer(), str(tiny_bundle())

    def here(one: Job) -> Frame:
        return FrameReader().feed(server.answer(FrameReader().feed(request(1, one))[0]))[0]

    for one in jobs(folder):
        inside, outside = finished(child.ask, one), finished(here, one)
        assert str(error_in(inside)) == str(error_in(outside)), one
        assert list(inside.arrays) == list(outside.arrays), one
        for name, array in inside.arrays.items():
            np.testing.assert_allclose(array, outside.arrays[name], rtol=1e-4, atol=1e-5, err_msg=str(one))


@linux
def test_memory_beyond_the_limit_is_told(child: Child, greedy_bundle: Path) -> None:
    child.ask(protocol.Load("a", str(greedy_bundle)))
    error = error_in(child.ask(protocol.Decode({"a": np.full((1, 2), 7e8, np.float32)})))  # 2.8 GB
    assert error is not None
    assert "cannot be run" in str(error)
    assert "x_hat/a" in child.ask(protocol.Decode({"a": np.zeros((1, 2), np.float32)})).arrays


# ---------------------------------------------------------------- what is told to the kernel, without one


@pytest.mark.parametrize("table", [calls.X86_64, calls.AARCH64])
def test_the_filter_has_a_number_for_every_call_it_names(table: calls.Table) -> None:
    named = {*seccomp.ALWAYS, *seccomp.READING, *seccomp.HOSTILE, "clone3", "mmap", "mprotect", "tgkill", "prlimit64"}
    gone = {"open", "stat", "lstat", "poll", "select", "access", "readlink", "time"}  # aarch64 never had them
    assert named - table.numbers.keys() <= (gone if table is calls.AARCH64 else set())
    assert len(set(table.numbers.values())) == len(table.numbers)


@pytest.mark.parametrize(("known", "size"), [(1, 8), (3, 8), (4, 16), (5, 16), (6, 24), (7, 24), (99, 24)])
def test_each_kernel_is_told_what_its_landlock_knows(known: int, size: int) -> None:
    attributes = landlock._attributes(known)
    assert len(attributes) == size
    rights = struct.unpack_from("=Q", attributes)[0]
    assert bool(rights & 1 << 13) == (known >= 2)
    assert bool(rights & 1 << 15) == (known >= 5)


def test_a_system_without_the_walls_goes_without_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert (landlock.version(), landlock.restrict(), seccomp.restrict(seccomp.COMPUTE)) == (0, False, False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert not seccomp.restrict(seccomp.COMPUTE)


class Kernel32:
    """Windows, as far as a job object goes."""

    def __init__(self, made: int | None = 7) -> None:
        self.told: list[Any] = []
        self.CreateJobObjectW: Any = lambda *_: made
        self.GetCurrentProcess: Any = lambda: 9
        self.SetInformationJobObject: Any = self._set
        self.AssignProcessToJobObject: Any = self._assign
        for name in ("CreateJobObjectW", "GetCurrentProcess"):
            getattr(self, name).restype = None

    def _set(self, handle: Any, kind: int, told: Any, size: int) -> int:
        self.told.append((handle.value, kind, told._obj, size))
        return 1

    def _assign(self, handle: Any, process: Any) -> int:
        self.told.append((handle.value, process.value))
        return 1


def test_windows_is_told_the_limits_of_the_job() -> None:
    kernel = Kernel32()
    assert job._restrict(kernel, 1 << 30, 1)
    (handle, kind, told, size), assigned = kernel.told
    assert (handle, kind, told.ProcessMemoryLimit, told.Basic.ActiveProcessLimit) == (7, 9, 1 << 30, 1)
    assert size == 144  # of the structure on 64-bit Windows
    assert told.Basic.LimitFlags & 0x2000, "the children end with the window"
    assert assigned == (7, 9)
    assert not job._restrict(Kernel32(None), 1 << 30, 1)


@linux
def test_this_machine_has_what_the_tests_above_see_refused() -> None:
    socket.socket().close()
    assert Path("/etc/passwd").read_text()
    assert list(Path("/").iterdir())
    assert ctypes.CDLL("libresolv.so.2")
    assert subprocess.run(["/bin/true"], check=False).returncode == 0
