import errno
import os
import subprocess
import sys
import time

import numpy as np
import pytest

from aevae_desktop import atomic, locks


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


# ------------------------------------------------------------ what killed writers left

WRITER = (
    "import os, sys; from pathlib import Path; from aevae_desktop import atomic\n"
    "pour = atomic._pour\n"
    "def wait(handle, data):\n"
    "    pour(handle, data[:1000]); print('writing', flush=True); sys.stdin.readline(); pour(handle, data[1000:])\n"
    "atomic._pour = wait\n"
    "what, place = sys.argv[1], Path(sys.argv[2])\n"
    "atomic.write_file(place, b'x' * 9000) if what == 'file' else atomic.write_folder(place, {'one': b'x' * 9000})\n"
)


@pytest.fixture(params=["file", "folder"])
def writer(request, tmp_path):
    """A process in the middle of writing ``tmp_path / "new"``, as a file or as a folder."""
    command = [sys.executable, "-c", WRITER, request.param, str(tmp_path / "new")]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout.readline() == b"writing\n"
    yield child
    child.kill()
    child.communicate()


def test_a_killed_writers_temporary_goes_with_the_next_write_into_the_folder(writer, tmp_path, monkeypatch):
    monkeypatch.setattr(atomic, "_visited", set())
    writer.kill()
    writer.wait()
    assert len(names(tmp_path)) == 1
    atomic.write_file(tmp_path / "other", b"1")
    assert names(tmp_path) == ["other"]


def test_a_living_writers_temporary_stays(writer, tmp_path):
    assert atomic.sweep(tmp_path) == 0
    writer.communicate(b"\n")
    assert writer.returncode == 0
    assert names(tmp_path) == ["new"]
    assert atomic.sweep(tmp_path) == 0


def test_only_our_own_plain_temporaries_are_swept(tmp_path):
    """Names of others, links, pipes and what a link points at stay."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_bytes(b"1")
    place = tmp_path / "place"
    place.mkdir()
    (place / ".mine.abcdefgh.aevae.part").write_bytes(b"1")
    (place / ".link.abcdefgh.aevae.part").symlink_to(outside)
    (place / ".another.abcdefgh.aevae.part").symlink_to(outside / "kept")
    os.mkfifo(place / ".pipe.abcdefgh.aevae.part")
    for name in (".theirs.part", "movie.part", ".movie.abcdefgh.part", ".x.aevae.part", "x.abcdefgh.aevae.part"):
        (place / name).write_bytes(b"1")
    before = set(names(place))
    assert atomic.sweep(place) == 1
    assert before - set(names(place)) == {".mine.abcdefgh.aevae.part"}
    assert (outside / "kept").exists()


@pytest.mark.parametrize("place", ["nowhere", "file"])
def test_a_place_that_is_no_folder_is_swept_without_a_word(tmp_path, place):
    (tmp_path / "file").write_bytes(b"1")
    assert atomic.sweep(tmp_path / place) == 0


def test_a_new_folder_is_told_before_the_first_write_into_it(tmp_path, monkeypatch):
    heard = []
    monkeypatch.setattr(atomic, "_visited", set())
    monkeypatch.setattr(atomic, "_on_visit", [])
    atomic.on_new_folder(lambda folder: heard.append((folder, names(folder))))
    atomic.write_file(tmp_path / "a", b"1")
    atomic.write_file(tmp_path / "b", b"1")
    atomic.write_folder(tmp_path / "c", {"x": b"1"})
    assert heard == [(tmp_path, [])]


def test_where_the_file_system_knows_no_locks_files_are_written_and_nothing_is_swept(tmp_path, monkeypatch):
    def none(handle):
        raise locks.NoLocksError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(locks, "take", none)
    (tmp_path / ".mine.abcdefgh.aevae.part").write_bytes(b"1")
    atomic.write_folder(tmp_path / "b", {"x": b"1"})
    assert atomic.sweep(tmp_path) == 0
    assert names(tmp_path) == [".mine.abcdefgh.aevae.part", "b"]
