import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("name", "bundle"),
    [
        ("my run", "my-run"),
        ("é à", "e-a"),
        ("vae β=4", "vae-4"),
        ("a-b.c_d", "a-b.c_d"),
        (" x ", "x"),
        ("数", "run-a8df4050"),
    ],
)
def test_any_name_of_a_run_gives_a_bundle_a_name(name, bundle):
    assert output.bundle_name(Path("runs") / name, "--out") == bundle


@given(st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_a_bundle_s_name_is_plain_or_refused(name):
    with contextlib.suppress(ModelError):
        called = output.bundle_name(Path("runs") / name, "--out")
        assert output.check_name(Path(called), "--out") == called


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
