"""Stands in for ``aevae-train train``: notes down how it was called, and gives a bundle that is ready made.

What it does is in its environment: ``FAKE_BUNDLE`` is copied to where the bundle goes; a run whose name is in
``FAKE_FAIL`` is an error; one in ``FAKE_WAIT`` waits for the end of its standard input and leaves a checkpoint.
"""

import json
import os
import shutil
import sys
from pathlib import Path


def main() -> int:
    command, *arguments = sys.argv[1:]
    given = dict(one.removeprefix("--").split("=", 1) for one in arguments if "=" in one)
    run = Path(given.get("resume") or given["out"])
    with Path(os.environ["FAKE_CALLS"]).open("a") as file:
        file.write(json.dumps([command, *arguments]) + "\n")
    if run.name in os.environ.get("FAKE_FAIL", ""):
        sys.stderr.write("note: images were looked at\n--lr: found 0, expected more\nwarning: late\n")
        return 2
    if run.name in os.environ.get("FAKE_WAIT", "") and "resume" not in given:
        run.mkdir(parents=True)
        (run / "begun").touch()
        sys.stdin.read()
        (run / "checkpoint-000000002.pt").touch()
        sys.stderr.write("stopped; go on with: aevae-train train --resume\n")
        return 130
    shutil.copytree(os.environ["FAKE_BUNDLE"], Path(given["models"]) / run.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
