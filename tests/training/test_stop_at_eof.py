"""A run that is watched by another program ends with it, and can go on."""

import subprocess
import sys

from training.fit.saved import checkpoint

RUN = ("--dataset", "digits", "--hidden", "16", "--epochs", "1e6", "--progress", "json", "--stop-at-eof")


def test_a_run_ends_with_a_checkpoint_when_its_watcher_is_gone(tmp_path):
    run = tmp_path / "run"
    command = [sys.executable, "-m", "training", "train", *RUN, "--out", str(run), "--models", str(tmp_path / "models")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert b"step" in process.stdout.readline(), process.stderr.read()
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(60) == 130
        assert b"go on with" in process.stderr.read()
    assert checkpoint.load(run)["step"] > 0
