"""What a hover paints again looks like what a whole repaint would paint, on every kind of screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).with_name("repainted.py")


@pytest.mark.parametrize("ratio", ["1", "1.25", "1.5", "1.75", "2"])
def test_fifty_hovers_leave_no_trail(tiny_bundle: Any, tmp_path: Path, ratio: str) -> None:
    bundles = [str(tiny_bundle("ae", kind="ae", n=3000)), str(tiny_bundle("vae", seed=3, n=3000))]
    changed = {"QT_SCALE_FACTOR": ratio, "QT_QPA_PLATFORM": "offscreen", "AEVAE_MODELS": str(tmp_path / "none")}
    run = subprocess.run(
        [sys.executable, str(PROGRAM), *bundles],
        env=os.environ | changed,
        capture_output=True,
        text=True,
        timeout=300,
        cwd=PROGRAM.parents[3],
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found, different = run.stdout.split()
    assert float(found) == float(ratio)
    assert int(different) == 0
