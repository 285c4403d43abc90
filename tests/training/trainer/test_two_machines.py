"""Two machines, as network namespaces of this one: each has its own network, address and folder, and a wire between."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.jobs import Job
from training.data import DATASETS
from training.trainer import loop
from training.trainer.config import RunConfig

PROGRAM = Path(__file__).with_name("rank_program.py")
CONFIG = RunConfig(dataset="npz", hidden=(16, 8), fourier=4, batch_size=8, epochs=2.0, seed=5, clip=20.0, augment=0.5)
LIMIT_S = 240  # a restart takes torchrun up to a minute
WIRE, ADDRESSES = "wire", ("10.213.77.1", "10.213.77.2")


def ip(*arguments):
    return subprocess.run(["ip", *arguments], capture_output=True, text=True, check=True)


@pytest.fixture
def machines(tmp_path):
    """The namespaces of two machines; both see ``tmp_path``, and each works in a folder of its own."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("needs Linux, root and the command ip (Debian: iproute2), to make network namespaces")
    names = [f"aevae-{os.getpid()}-{number}" for number in range(2)]
    try:
        try:
            for name in names:
                ip("netns", "add", name)
            ip("link", "add", WIRE, "netns", names[0], "type", "veth", "peer", "name", WIRE, "netns", names[1])
        except subprocess.CalledProcessError as error:
            pytest.skip(f"this machine lets nobody make network namespaces ({error.stderr.strip()})")
        for name, address in zip(names, ADDRESSES, strict=True):
            ip("-n", name, "addr", "add", f"{address}/24", "dev", WIRE)
            for device in ("lo", WIRE):
                ip("-n", name, "link", "set", device, "up")
        yield names
    finally:
        for name in names:
            subprocess.run(
                ["ip", "netns", "del", name], capture_output=True, check=False
            )  # its end of the wire goes, too


@pytest.fixture
def job(machines, tmp_path):
    """``job("train", ..., NAME=value)``: the command on both machines, a process each; what they said."""

    def start(*arguments, **environment):
        running = []
        env = os.environ | environment | {
            "OMP_NUM_THREADS": "1",
            "PYTHONPATH": str(Path(__file__).parents[3]),
            "GLOO_SOCKET_IFNAME": WIRE,
            "WEIGHTS": str(tmp_path),
        }  # fmt: skip
        for name, address in zip(machines, ADDRESSES, strict=True):
            folder = tmp_path / address
            folder.mkdir()
            flags = ("--nnodes=2", "--nproc-per-node=1", "--max-restarts=1", "--rdzv-backend=c10d", "--rdzv-id=two",
                     f"--rdzv-endpoint={ADDRESSES[0]}:29500", f"--local-addr={address}",
                     f"--rdzv-conf=is_host={int(address == ADDRESSES[0])}")  # fmt: skip
            command = ["ip", "netns", "exec", name, sys.executable, "-m", "torch.distributed.run", *flags]
            models = {"AEVAE_MODELS": str(folder / "models")}
            running.append(Job([*command, *arguments], env | models, tmp_path, cwd=folder))
        try:
            done = [one.finished(LIMIT_S) for one in running]
        finally:
            for one in running:
                one.end()
        said = [one.stdout + one.stderr for one in done]
        assert [one.returncode for one in done] == [0, 0], "\n".join(said)
        return said

    return start


@pytest.fixture
def alone(make_images, tmp_path):
    """The weights of one process, and the arguments of the same run."""
    images = make_images(57, 20, h=8, w=8)
    path = tmp_path / "bars.npz"
    np.savez(path, x_train=images.train[:, 0], y_train=images.train_label, x_test=images.test[:, 0],
             y_test=images.test_label)  # fmt: skip
    (tmp_path / "config.json").write_text(json.dumps(CONFIG.to_json()))
    outcome = loop.fit(CONFIG, DATASETS["npz"].load(path), tmp_path / "alone", quiet=True)
    arguments = ("train", "--data-dir", path, "--config", tmp_path / "config.json", "--out", "run", "--resume", "auto")
    return weights(outcome.model.state_dict()), arguments


def weights(state):
    return torch.cat([value.flatten() for value in state.values()])


@pytest.mark.parametrize("hit", ["", "0 6 SIGKILL"])
def test_two_machines_are_one_run_also_when_one_loses_its_process(job, alone, tmp_path, hit):
    of_one, arguments = alone
    said = job(PROGRAM, *arguments, SAVE_EVERY="0", **({"SIGNAL_AT": hit} if hit else {}))
    first, second = (weights(torch.load(tmp_path / f"{rank}.pt", weights_only=True)) for rank in range(2))
    assert torch.equal(first, second)
    assert float((first - of_one).abs().max()) <= 1e-6
    assert (tmp_path / ADDRESSES[0] / "models" / "run" / "manifest.json").is_file()
    assert list((tmp_path / ADDRESSES[1]).iterdir()) == []  # the second machine writes nothing
    assert ("note: run: goes on from its last checkpoint" in said[0]) == bool(hit)
