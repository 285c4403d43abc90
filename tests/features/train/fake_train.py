"""Stands in for ``aevae-train``: writes its lines, keeps its arguments, and gives a bundle that is ready made.

What it does is in its environment: ``FAKE_BUNDLE`` is copied to where the bundle goes; ``FAKE_ERROR`` is an error;
with ``FAKE_WAIT`` it holds its lock after two epochs until it is stopped, as ``aevae-train`` does, with a checkpoint;
``FAKE_SHOT`` is the snapshot that it shows after each epoch.
"""

import json
import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

from training import cli
from training.trainer.saved import run_lock


def main() -> int:
    command, *arguments = sys.argv[1:]
    given = dict(one.removeprefix("--").split("=", 1) for one in arguments if "=" in one)
    run = Path(given.get("resume") or given["out"]) if command == "train" else Path(arguments[0])
    (run / f"arguments-{command}.json").write_text(json.dumps(sys.argv[1:]))
    if error := os.environ.get("FAKE_ERROR"):
        sys.stderr.write("note: images were looked at" + "\n")
        sys.stderr.write(error + "\n")
        return 2
    place = Path(given["out"]) if command == "export" else Path(given["models"]) / run.name
    first = 3 if "resume" in given else 1
    wait = "FAKE_WAIT" in os.environ and first == 1
    for epoch in range(first, 3 if wait else 5):
        row = {
            "epoch": epoch,
            "reconstruction": 200 / epoch,
            "kl": epoch,
            "validation_reconstruction": 220 / epoch,
        }
        row |= {"validation_kl": epoch, "step": epoch, "total": 4, "left": 4 - epoch}
        if shot := os.environ.get("FAKE_SHOT"):
            shutil.copy(shot, run / "snapshot.npz")
            row["snapshot"] = "snapshot.npz"
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()
    if command == "train" and wait:
        return _stopped(run)
    shutil.copytree(os.environ["FAKE_BUNDLE"], place)
    sys.stdout.write(f"bundle: {place}\n")
    return 0


def _stopped(run: Path) -> int:
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: asked.append(number))
    threading.Thread(target=cli._stop_at_eof, daemon=True).start()
    threading.Thread(target=cli._stop_at_file, args=(run / cli.STOP,), daemon=True).start()
    with run_lock.held(run):
        (run / "ready").touch()
        while not asked:
            if (run / "finish").exists():
                shutil.copytree(os.environ["FAKE_BUNDLE"], Path(os.environ["AEVAE_MODELS"]) / run.name)
                return 0
            time.sleep(0.01)
        (run / "checkpoint-000000002.pt").touch()
    sys.stderr.write("stopped; go on with: aevae-train train --resume" + "\n")
    return 130


if __name__ == "__main__":
    raise SystemExit(main())
