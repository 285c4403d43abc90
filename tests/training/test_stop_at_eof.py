"""A run that is watched by another program ends with it, and can go on."""

import json
import subprocess
import sys
from contextlib import contextmanager

from training import cli
from training.trainer.saved import checkpoint

RUN = ("--dataset", "digits", "--hidden", "16", "--epochs", "1e6", "--progress", "json", "--stop-at-eof")


@contextmanager
def started(run):
    command = [sys.executable, "-m", "training", "train", *RUN, "--out", str(run), "--models", str(run / "models")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            while (line := process.stdout.readline()) and not json.loads(line).get("step"):
                pass  # of before the first step
            assert line, process.stderr.read()
            yield process
        finally:
            process.kill()


def test_one_that_is_told_to_go_on_outlives_its_watcher_until_there_is_a_file_that_stops_it(tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    (run / cli.STOP).touch()  # of an earlier time
    with started(run) as process:
        process.stdin.write(b"words\n" + cli.GO_ON)
        process.stdin.close()
        process.stdin = None
        later = [json.loads(process.stdout.readline())["step"] for _ in range(30)]
        assert later[-1] > later[0]
        assert process.poll() is None
        (run / cli.STOP).touch()
        assert process.wait(60) == cli.STOPPED
    assert not (run / cli.STOP).exists()
    assert checkpoint.load(run)["step"] >= later[-1]


def test_a_run_ends_with_a_checkpoint_when_its_watcher_is_gone(tmp_path):
    run = tmp_path / "run"
    with started(run) as process:
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(60) == 130
        assert b"go on with" in process.stderr.read()
    assert checkpoint.load(run)["step"] > 0
