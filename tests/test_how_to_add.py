"""docs/how_to_add.md followed literally: a feature is one folder and one row, and the tests of the others cover it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```python\n# ([\w/]+\.py)\n(.*?)^```", re.M | re.S)
ROWS = "aevae_desktop/features/__init__.py"
COVERED = (
    "tests/features/nearest",
    "tests/ui/map/test_overlay_reads.py::test_a_change_of_each_thing_read_is_painted_and_no_other[nearest]",
    "tests/ui/map/test_overlay_reads.py::test_nothing_is_drawn_from_that_is_not_read[nearest]",
    "tests/ui/map/test_canvas.py::test_every_layer_can_be_turned_off_and_changes_pixels[nearest]",
    "tests/features/figures/test_panel.py::test_every_layer_is_in_the_figure[nearest]",
    "tests/window/test_cards.py::test_a_card_covers_nothing_and_has_room[nearest-size0]",
    "tests/window/test_window.py::test_every_action_has_its_own_keys_and_runs",
    "tests/features/test_saved.py::test_what_a_session_writes_is_read_and_the_same_work[nearest]",
    "tests/session/test_state.py::test_what_the_features_keep_of_a_pane_goes_with_its_model",
    "tests/session/test_controller.py::test_every_slot_that_is_asked_has_an_owner",
    "tests/test_layering.py::test_the_contracts_are_kept",
)


@pytest.fixture
def followed(tmp_path: Path) -> Path:
    """A copy of the program in which the steps were done."""
    for name in ("aevae_desktop", "training", "tests"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "e2e", "nets", "bare")
        )
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "models_onnx").symlink_to(ROOT / "models_onnx")
    for name, code in BLOCK.findall((ROOT / "docs" / "how_to_add.md").read_text()):
        assert not (tmp_path / name).exists(), name
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(code)
    rows = tmp_path / ROWS
    text = rows.read_text().replace("    path,\n", "    nearest,\n    path,\n")
    rows.write_text(text.replace("    probe.FEATURE,\n", "    probe.FEATURE,\n    nearest.FEATURE,\n"))
    return tmp_path


def run(folder: Path, *command: str) -> None:
    """Run a module of Python in ``folder``, whose modules are imported instead of those here."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_the_steps_make_a_feature_that_all_tests_cover(followed: Path) -> None:
    files = {path.relative_to(followed).as_posix() for path in followed.rglob("*.py")}
    new = {name for name in files if not (ROOT / name).exists()}
    edited = {name for name in files - new if (followed / name).read_bytes() != (ROOT / name).read_bytes()}
    assert edited == {ROWS}
    assert {name.rpartition("/")[0] for name in new} == {"aevae_desktop/features/nearest", "tests/features/nearest"}
    run(followed, "pytest", "-q", "-p", "no:cacheprovider", *COVERED)
