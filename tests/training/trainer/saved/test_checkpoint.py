import contextlib
import errno
import io
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from aevae_desktop.errors import ModelError
from training.trainer.config import RunConfig
from training.trainer.saved import checkpoint

ROOT = Path(__file__).parents[4]


def test_the_newest_is_loaded_and_two_are_kept(tmp_path):
    for step in (5, 10, 200):
        checkpoint.save(tmp_path, {"step": step, "w": torch.arange(3)}, step)
    assert checkpoint.load(tmp_path)["step"] == 200
    assert len(list(tmp_path.iterdir())) == checkpoint.KEPT


@pytest.mark.parametrize("damage", [b"", b"not a checkpoint", None])
def test_a_damaged_one_falls_back_to_the_one_before(tmp_path, damage):
    checkpoint.save(tmp_path, {"step": 1}, 1)
    checkpoint.save(tmp_path, {"step": 2}, 2)
    newest = sorted(tmp_path.iterdir())[-1]
    newest.write_bytes(newest.read_bytes()[:200] if damage is None else damage)
    assert checkpoint.load(tmp_path)["step"] == 1


def test_code_in_a_checkpoint_is_never_run(tmp_path):
    class Evil:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "owned"),)

    (tmp_path / "checkpoint-000000001.pt").write_bytes(pickle.dumps(Evil(), protocol=2))
    with pytest.raises(ModelError):
        checkpoint.load(tmp_path)
    assert not (tmp_path / "owned").exists()


KILLS = 50
SAVING = f"""
import os, random, signal, sys, time
from pathlib import Path
import torch
from training.trainer.saved import checkpoint
torch.set_num_threads(1)
folder, random = Path(sys.argv[1]), random.Random(0)
def save(step):
    checkpoint.save(folder, {{"step": step, "w": torch.full((20_000,), float(step))}}, step)
save(0)
done = 0
for trial in range({KILLS}):
    child = os.fork()
    if not child:
        step = done
        while True:
            save(step := step + 1)
    time.sleep(random.uniform(0.01, 0.1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    state = checkpoint.load(folder)
    assert state["step"] >= done and (state["w"] == state["step"]).all(), (trial, done, state)
    done = state["step"]
print(done)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forks of one process: os.fork is missing here")
def test_a_kill_while_saving_leaves_a_checkpoint_every_time(tmp_path):
    """``kill -9`` at a random moment of an endless row of saves: the newest checkpoint is whole, and none is lost."""
    command = [sys.executable, "-c", SAVING, str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    assert int(done.stdout) > KILLS  # saves were going on
    checkpoint.save(tmp_path, {"step": 0}, 10**8)
    assert len(list(tmp_path.iterdir())) == checkpoint.KEPT


def test_no_checkpoint(tmp_path):
    assert not checkpoint.exists(tmp_path)
    with pytest.raises(ModelError) as caught:
        checkpoint.load(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: no checkpoint that can be read. Train it first: python -m training train."
    )


def test_no_space(tmp_path, monkeypatch):
    checkpoint.save(tmp_path, {"step": 1}, 1)

    def full(handle, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(ModelError) as caught:
        checkpoint.save(tmp_path, {"step": 2}, 2)
    assert str(caught.value) == (
        f"{tmp_path}/checkpoint-000000002.pt: cannot be written: No space left on device. "
        "Free some space or choose another folder with --out; what was there is untouched."
    )
    assert checkpoint.load(tmp_path)["step"] == 1


def test_a_run_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="cannot be written"):
        checkpoint.save_config(tmp_path / "file" / "run", RunConfig())


WEIGHTS = {"step": 1, "w": torch.arange(50.0), "rows": [torch.zeros(2, 3)], "plain": {"a": [1, 2.5, None, "text"]}}


def test_mutants_are_passed_over_for_the_one_before(tmp_path, mutants, capsys):
    checkpoint.save(tmp_path, WEIGHTS | {"step": 7}, 7)
    checkpoint.save(tmp_path, WEIGHTS | {"step": 8}, 8)
    newest = tmp_path / "checkpoint-000000008.pt"
    for mutant in mutants(newest.read_bytes(), 300):
        newest.write_bytes(mutant)
        assert checkpoint.load(tmp_path)["step"] == 7
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"note: {newest}: damaged, its checksum does not fit; going on from checkpoint-000000007.pt"
    )


def test_mutants_alone_are_one_line(tmp_path, mutants):
    """Those without a checksum, of an earlier version: nothing but an error of ours, or numbers that were read."""
    stream = io.BytesIO()
    torch.save(WEIGHTS, stream)
    path = tmp_path / "checkpoint-000000001.pt"
    for mutant in mutants(stream.getvalue(), 300):
        path.write_bytes(mutant)
        with contextlib.suppress(ModelError):
            assert isinstance(checkpoint.load(tmp_path), dict)


def test_one_without_a_checksum_is_taken_and_said(tmp_path, capsys):
    path = tmp_path / "checkpoint-000000001.pt"
    torch.save(WEIGHTS, path)
    assert checkpoint.load(tmp_path)["step"] == 1
    said = f"note: {path}: carries no checksum, as an earlier version wrote it; taken as it is\n"
    assert capsys.readouterr().err == said


def test_a_pipe_and_a_file_that_is_too_large_are_not_read(tmp_path):
    checkpoint.save(tmp_path, WEIGHTS, 1)
    (tmp_path / "checkpoint-000000002.pt").write_bytes(b"0" * 1_000_000)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "checkpoint-000000003.pt")
    assert checkpoint.load(tmp_path, 100_000)["step"] == 1


def test_the_good_one_is_kept_when_a_damaged_later_one_was_passed_over(tmp_path):
    for step in (1, 9):
        checkpoint.save(tmp_path, {"step": step}, step)
    (tmp_path / "checkpoint-000000009.pt").write_bytes(b"damaged")
    checkpoint.save(tmp_path, {"step": 2}, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checkpoint-000000001.pt", "checkpoint-000000002.pt"]
