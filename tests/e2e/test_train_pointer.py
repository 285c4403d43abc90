"""A hand trains a model in the window: it sees the map form, stops it, goes on, and has it in the map."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

PATIENCE_S = 300.0
ASK = "import sys; from aevae_desktop.features.train import logic; sys.exit(bool(logic.lack()))"


def trains() -> bool:
    """Whether the program that is driven has the training package beside it; it may be another's than this one."""
    named = os.environ.get("AEVAE_DESKTOP")
    python = Path(named).with_name("python") if named else Path(sys.executable)
    return subprocess.run([python, "-c", ASK], check=False).returncode == 0


def until(done: Any, what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < end, what
        time.sleep(0.1)


@pytest.mark.skipif("not trains()", reason="the program that is driven has no training package")
@pytest.mark.parametrize("kind", ["vae", "ae"])
def test_a_model_is_trained_by_hand(display: Any, start: Any, layout: Any, tmp_path: Path, kind: str) -> None:
    display["AEVAE_MODELS"] = str(tmp_path / "models")
    name = f"my-{kind}-digits-2d"
    run, bundle = tmp_path / "state" / "training" / name, tmp_path / "models" / name
    chosen, training, stopped = (layout("Explore", card) for card in ("train", "train.TRAINING", "train.STOPPED"))
    with start() as program:
        program.ready()
        program.xdotool("key", "shift+m")
        usual, program.rects = program.rects, chosen
        time.sleep(1.0)
        program.click(f"train.kind.{kind}")
        before = program.aside()
        program.click("train.start")
        program.rects = training
        until((run / "snapshot.npz").exists, program.said())
        seen: dict[str, set[bytes]] = {"train.map": set(), "train.mosaic": set(), "train.curve": set()}

        def formed() -> bool:
            screen = program.look()
            for part, looks in seen.items():
                looks.add(np.ascontiguousarray(program.cut(screen, part)).tobytes())
            return all(len(looks) >= 3 for looks in seen.values())

        until(formed, f"looks: { ({part: len(looks) for part, looks in seen.items()}) }; {program.said()}")
        assert not bundle.exists(), "it was over before it could be stopped"
        program.click("train.stop")
        stopping, program.rects = program.look(), stopped
        until(lambda: any(run.glob("checkpoint-*.pt")) and not (run / ".lock").exists(), "it does not stop")
        epochs = len((run / "log.jsonl").read_text().splitlines())
        assert 2 <= epochs < 100
        until(lambda: program.share(stopping, program.look(), "train.layers") > 0.05, "the form does not come back")
        program.aside()
        program.click("train.resume")
        until((bundle / "manifest.json").exists, program.said())
        assert len((run / "log.jsonl").read_text().splitlines()) == 100
        program.rects = usual
        until(lambda: program.share(before, program.look(), "map.0") > 0.02, "the model does not open")
        program.leave()
