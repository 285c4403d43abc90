import os
import random
import re
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from aevae_desktop.bundle import DatasetSpec
from aevae_desktop.errors import DataError
from tests.training.jobs import Job
from training.data import DATASETS, Images
from training.data.publications import MNIST


def _make_images(n=60, n_test=20, c=1, h=6, w=5):
    """Blurred bars at random places: structure a small network can learn."""
    rng = np.random.default_rng(0)
    place = rng.integers(0, w, n + n_test)
    x = rng.integers(0, 60, (n + n_test, c, h, w), dtype=np.uint8)
    x[np.arange(n + n_test), :, :, place] = 255
    label = (place % 3).astype(np.int16)
    spec = DatasetSpec("bars", "CC0", "made here", n, n_test)
    return Images(x[:n], label[:n], x[n:], label[n:], ("a", "b", "c"), spec)


@pytest.fixture(scope="session")
def make_images():
    return _make_images


@pytest.fixture
def images():
    return _make_images()


@pytest.fixture(scope="session")
def mnist():
    folder = os.environ.get("AEVAE_DATA")
    if not folder:
        pytest.skip("needs the four MNIST files: set AEVAE_DATA to their folder")
    return MNIST.load(Path(folder))


@pytest.fixture(scope="session")
def images_of(request):
    """``images_of("mnist")`` or ``images_of("omniglot")``: a published set, or the test is skipped."""

    @cache
    def found(name):
        if name == "mnist":
            return request.getfixturevalue("mnist")
        try:
            return DATASETS[name].load(Path(os.environ.get("AEVAE_DATA") or os.devnull))
        except DataError:
            pytest.skip(f"needs {name}: put its files into the folder {name} of $AEVAE_DATA")

    return found


@pytest.fixture
def torchrun(tmp_path):
    """``torchrun(2, "-m", "training", ..., limit=30, NAME=value)``: the finished job; NAME is for its environment.

    ``restarts``: how often a job that has lost a process is started again.
    """

    def start(processes, *arguments, limit=300, restarts=0, **environment):
        job = ["torch.distributed.run", "--standalone", f"--nproc-per-node={processes}", f"--max-restarts={restarts}"]
        command = [sys.executable, "-m", *job, *(str(argument) for argument in arguments)]
        paths = {"PYTHONPATH": str(Path(__file__).parents[2]), "AEVAE_MODELS": str(tmp_path / "models")}
        env = os.environ | {"OMP_NUM_THREADS": "1"} | paths | environment
        return Job(command, env, tmp_path).finished(limit)

    return start


@pytest.fixture
def single_lines():
    """The lines of a job's stderr that are not torchrun's own, which begin after the first of its log."""

    def ours(stderr):
        own = re.compile(
            r"[WEI]\d{4} |Traceback|  |torch\.distributed|=====|-----|Failures:|Root Cause|\[\d\]:|.* FAILED$|$"
        )
        return [line for line in stderr.splitlines() if not own.match(line)]

    return ours


def _mutants(data, count, seed=0):
    """``count`` damaged copies of ``data``, each one unlike it: bits, bytes, sizes, pieces lost, doubled or moved.

    The environment variable ``AEVAE_MUTANTS`` raises how many.
    """
    rng = random.Random(seed)
    for _ in range(max(count, int(os.environ.get("AEVAE_MUTANTS", "0")))):
        mutant = data
        while mutant == data:
            for _ in range(rng.choice((1, 1, 1, 2, 5))):
                mutant = rng.choice(DAMAGES)(bytearray(mutant), rng)
        yield mutant


def _flip(data, rng):
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(data)


def _number(data, rng):
    place, value = rng.randrange(len(data) + 1), rng.choice((0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x7FFFFFFF, 0xFFFFFFFF))
    data[place : place + 4] = value.to_bytes(4, rng.choice(("little", "big")))
    return bytes(data)


def _cut(data, rng):
    return bytes(data[: rng.randrange(len(data) + 1)])


def _lose(data, rng):
    place = rng.randrange(len(data) + 1)
    del data[place : place + rng.choice((1, 4, 64, 1000))]
    return bytes(data)


def _copy(data, rng):
    place, other = rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)
    return bytes(data[:place] + data[other : other + rng.choice((1, 4, 64, 1000))] + data[place:])


DAMAGES = (_flip, _flip, _flip, _number, _cut, _lose, _copy)


@pytest.fixture(scope="session")
def mutants():
    return _mutants
