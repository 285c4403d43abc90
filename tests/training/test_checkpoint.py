import errno
import os
import pickle

import pytest
import torch

from aevae_desktop.errors import ModelError
from training import checkpoint
from training.config import RunConfig


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
