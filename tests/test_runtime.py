"""ONNX Runtime reports nothing to its maker, whoever starts it: no thread, and no file, of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[1]
THREADS = "import json, os; print(json.dumps(len(os.listdir('/proc/self/task'))))"
OPENED = (
    "import sys; from pathlib import Path; from aevae_desktop.engine.child.model import Model; Model(Path(sys.argv[1]))"
)
EVALUATED = "import sys; from training import cli; assert cli.main(sys.argv[1:]) == 0"

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at its threads in /proc")


def _left_by(script: str, folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """The threads that a process of its own has after ``script``, and the files it left at home and in passing."""
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME"):
        (folder / name).mkdir(parents=True)
        environment[name] = str(folder / name)
    environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    environment |= {"MPLCONFIGDIR": str(folder.parent / "matplotlib")}  # whose list of fonts is no report
    command = [sys.executable, "-B", "-c", f"{script}\n{THREADS}", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), [str(path) for path in folder.rglob("*") if path.is_file()]


def test_who_opens_a_model(tmp_path: Path, tiny_bundle: Callable[..., Path]) -> None:
    assert _left_by(OPENED, tmp_path / "there", str(tiny_bundle())) == (1, [])


def test_who_evaluates_one(tmp_path: Path, tiny_bundle: Callable[..., Path]) -> None:
    x = np.random.default_rng(0).integers(0, 256, (20, 28, 28), dtype=np.uint8)
    np.savez(tmp_path / "my.npz", x=x)
    images = ["--dataset", "npz", "--data-dir", str(tmp_path / "my.npz")]
    assert _left_by(EVALUATED, tmp_path / "there", "evaluate", str(tiny_bundle()), *images) == (1, [])
