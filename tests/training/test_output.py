from pathlib import Path

import pytest

from aevae_desktop.errors import ModelError
from training import output

NAMES = [
    "",
    "..",
    ".",
    ".hidden",
    "a b",
    "a/..",
    "con",
    "NUL.txt",
    "lpt1",
    "a\nb",
    "a\0b",
    "é",
    "x" * 101,
    "dot.",
    "-x",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_some_system_refuses(name):
    with pytest.raises(ModelError, match=r"^--out: found "):
        output.check_name(Path("runs") / name if name not in ("", ".") else Path(name), "--out")


@pytest.mark.parametrize("name", ["vae-mnist-2d", "a", "A_1.2", "x" * 100, "console", "com10"])
def test_a_name_that_all_take(name):
    assert output.check_name(Path("runs") / name, "--out") == name


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/nobody/can", "x" * 300, "a\0b"])
def test_a_folder_where_nothing_can_be_written(tmp_path, place):
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"--models: cannot be written"):
        output.check_writable(tmp_path / place, "--models")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_trying_leaves_no_trace(tmp_path):
    output.check_writable(tmp_path / "a" / "b", "--models")
    assert not list(tmp_path.iterdir())


def test_a_disk_that_is_too_full_is_said_before_anything_is_trained(tmp_path):
    output.check_space(tmp_path, 1)
    with pytest.raises(ModelError, match=r"MB free, expected 1000000000000 MB for its checkpoints\. Free some space"):
        output.check_space(tmp_path, 10**18)
