"""A sentence that is 40 % longer has room: seen in the pseudo-locale."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop.engine.wire import library
from languages import update

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What was found in a window in the pseudo-locale, made of the sentences that are collected for translators."""
    if not (library.shipped_folder() / "vae-mnist-2d").is_dir():
        pytest.skip("the shipped models are not here")
    folder = tmp_path_factory.mktemp("languages")
    update.make_pseudo(update.HERE / "template.ts", folder / "pseudo.qm")
    command = [sys.executable, "-m", "tests.window.pseudo_window", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_text_is_cut_off_and_nothing_lies_over_anything(found: Any) -> None:
    assert found["clipped"] == {}
    assert found["overlapping"] == {}
