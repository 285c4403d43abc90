"""Files are read up to a bound and never waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aevae_desktop.errors import ModelError
from aevae_desktop.reading.regular import RefusedError, errors_as, open_regular, read_at_most, size_of

posix = pytest.mark.skipif(os.name != "posix", reason="kinds of files as POSIX has them")


def test_a_file_of_just_the_bound_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert (read_at_most(path, 5), read_at_most(path, 5, tmp_path), size_of(path)) == (b"12345", b"12345", 5)
    with pytest.raises(RefusedError) as caught:
        read_at_most(path, 4)
    assert caught.value.why == "5 bytes, and at most 4 are read"


@posix
def test_a_file_that_says_it_is_empty_and_is_not(tmp_path: Path) -> None:
    """As those of /proc are, and those that grow after they were looked at."""
    path = Path("/proc/self/status")
    if not path.exists():
        pytest.skip("no /proc here")
    assert size_of(path) == 0
    with pytest.raises(RefusedError, match="it grew beyond 0 bytes while it was read"):
        read_at_most(path, 10)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    looked_at = os.fstat

    def then_grown(handle: int) -> os.stat_result:
        found = looked_at(handle)
        path.write_bytes(path.read_bytes() + b"6")
        return found

    monkeypatch.setattr(os, "fstat", then_grown)
    with pytest.raises(RefusedError, match=r"it grew beyond \d bytes while it was read"):
        read_at_most(path, 1000)


def test_a_bound_beyond_any_memory_reserves_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_at_most(tmp_path / "a", 1 << 60) == b"12345"


@posix
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/", "/dev/tty"])
def test_devices_and_folders_are_not_opened(path: str) -> None:
    for read in (open_regular, size_of, lambda p: read_at_most(p, 10)):
        with pytest.raises(OSError, match=r"not a regular file|No such"):
            read(Path(path))


@pytest.mark.parametrize("name", ["a\0b", "x\ud800"])
def test_names_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    for read in (open_regular, size_of, lambda p: read_at_most(p, 10, tmp_path)):
        with pytest.raises(OSError, match=r"a name that no file can have|No such"):
            read(tmp_path / name)


@posix
def test_a_link_is_followed_where_nothing_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").write_bytes(b"x")
    link = tmp_path / "in" / "link"
    link.symlink_to(tmp_path / "out")
    assert read_at_most(link, 5) == b"x"
    assert size_of(link) == 1
    for read in (open_regular, size_of):
        with pytest.raises(RefusedError, match="a link that leads out of the folder"):
            read(link, tmp_path / "in")
    link.unlink()
    link.symlink_to(tmp_path / "in" / ".." / "out")
    with pytest.raises(RefusedError, match="a link that leads out of the folder"):
        size_of(link, tmp_path / "in")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (RefusedError("not a regular file", Path("f")), "not a regular file. Take another."),
        (FileNotFoundError(2, "No such file or directory"), "missing. Take another."),
        (PermissionError(13, "Permission denied"), "cannot be read: Permission denied. Ask its owner."),
        (MemoryError(), "does not fit into memory"),
    ],
)
def test_what_a_person_reads(error: Exception, line: str) -> None:
    with pytest.raises(ModelError) as caught, errors_as(ModelError, Path("f"), "Take another.", "Ask its owner."):
        raise error
    assert str(caught.value) == f"f: {line}"
