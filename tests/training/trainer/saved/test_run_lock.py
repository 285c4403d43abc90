import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aevae_desktop.errors import ModelError
from training.trainer.saved import run_lock

ROOT = Path(__file__).parents[4]
HOLDER = """
import sys, time
from pathlib import Path
from training.trainer.saved import run_lock
with run_lock.held(Path(sys.argv[1])):
    (Path(sys.argv[1]) / "config.json").write_text("")
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def holder(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path / "run"], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    with process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_two_runs_into_one_folder_are_told_apart(tmp_path, holder):
    with pytest.raises(ModelError) as caught, run_lock.held(tmp_path / "run"):
        pass
    assert str(caught.value) == (
        f"{tmp_path}/run: process {holder.pid} is training in this folder. "
        "Wait for it or stop it, or choose another folder with --out."
    )


def test_the_lock_dies_with_its_holder(tmp_path, holder):
    holder.send_signal(signal.SIGTERM)
    holder.wait()
    with run_lock.held(tmp_path / "run"):
        assert (tmp_path / "run" / run_lock.NAME).read_text() == f"{os.getpid()}\n"
    assert [path.name for path in (tmp_path / "run").iterdir()] == ["config.json"]


def test_nothing_is_left_where_nothing_came_of_it(tmp_path):
    with run_lock.held(tmp_path / "runs" / "one"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError) as caught, run_lock.held(tmp_path / "file" / "run"):
        pass
    why = f"cannot be written: {tmp_path}/file is a file. Choose a folder where you may write."
    assert str(caught.value) == f"{tmp_path}/file/run: --out: {why}"
