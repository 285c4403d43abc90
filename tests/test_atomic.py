import errno
import os
import subprocess
import sys
import time

import numpy as np
import pytest

from aevae_desktop import atomic


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def _full(handle, data):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_file_is_replaced(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    atomic.write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["a.bin"]


def test_a_name_may_be_as_long_as_a_name_can_be(tmp_path):
    path = tmp_path / ("図" * 83 + ".gif")  # 253 bytes
    atomic.write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_short_writes_are_finished(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:7]))
    atomic.write_file(tmp_path / "a.bin", b"0123456789" * 10)
    assert (tmp_path / "a.bin").read_bytes() == b"0123456789" * 10


def test_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "write", _full)
    with pytest.raises(OSError, match="No space left"):
        atomic.write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.bin"]


def test_folder_holds_exactly_the_new_contents(tmp_path):
    folder = tmp_path / "b"
    atomic.write_folder(folder, {"x": b"1", "y": b"2"})
    atomic.write_folder(folder, {"x": b"3"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"x": b"3"}
    assert names(tmp_path) == ["b"]


def test_full_disk_leaves_the_old_folder(tmp_path, monkeypatch):
    folder = tmp_path / "b"
    atomic.write_folder(folder, {"x": b"1"})
    monkeypatch.setattr(os, "write", _full)
    with pytest.raises(OSError, match="No space left"):
        atomic.write_folder(folder, {"x": b"2", "y": b"3"})
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"x": b"1"}
    assert names(tmp_path) == ["b"]


@pytest.mark.parametrize("new_arrived", [True, False])
def test_recover_after_a_kill_between_the_renames(tmp_path, new_arrived):
    folder = tmp_path / "b"
    atomic.write_folder(folder, {"x": b"old"})
    folder.rename(tmp_path / ".b.old")
    if new_arrived:
        atomic.write_folder(folder.with_name("c"), {"x": b"new"})
        folder.with_name("c").rename(folder)
    atomic.recover(folder)
    assert (folder / "x").read_bytes() == (b"new" if new_arrived else b"old")
    assert names(tmp_path) == ["b"]


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_kill_9_leaves_the_old_or_the_new(tmp_path):
    code = (
        "import sys; from pathlib import Path; from aevae_desktop import atomic\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    for letter in (b'a', b'b'):\n"
        "        atomic.write_folder(Path(sys.argv[1]), {'one': letter * 300_000, 'two': letter * 300_000})\n"
    )
    folder = tmp_path / "bundle"
    atomic.write_folder(folder, {"one": b"a" * 300_000, "two": b"a" * 300_000})
    for delay in np.linspace(0.0, 0.05, 8):
        child = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(delay)
        child.kill()
        child.communicate()
        atomic.recover(folder)
        contents = {path.name: path.read_bytes() for path in folder.iterdir()}
        assert contents in [{"one": letter * 300_000, "two": letter * 300_000} for letter in (b"a", b"b")]
