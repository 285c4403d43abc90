"""``python -m training`` as one process of a job: it may be hit by a signal at a step, and leaves its weights.

``SIGNAL_AT="1 6 SIGKILL"``: process 1, after step 6, unless torchrun has started it again. ``WEIGHTS``: a folder for
the weights of each process. ``SAVE_EVERY``: seconds between two checkpoints.
"""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import torch

from training import cli
from training.trainer import distributed, loop
from training.trainer.run import Run


def main():
    rank, step, name = os.environ.get("SIGNAL_AT", "none 0 SIGTERM").split()
    loop.SAVE_EVERY_S = float(os.environ.get("SAVE_EVERY", loop.SAVE_EVERY_S))
    again = os.environ.get("TORCHELASTIC_RESTART_COUNT", "0") != "0"
    if name == "SIGSTOP":
        distributed.TIMEOUT = timedelta(seconds=2)
    advance = Run.advance

    def hit(run):
        advance(run)
        if (str(run.world.rank), str(run.step)) == (rank, step) and not again:
            os.kill(os.getpid(), signal.Signals[name])
        if run.step == run.total:
            torch.save(run.model.state_dict(), Path(os.environ["WEIGHTS"]) / f"{run.world.rank}.pt")

    Run.advance = hit
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
