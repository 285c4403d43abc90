"""``python -m training`` as one process of a job: it may be hit by a signal at a step, and leaves its weights.

``SIGNAL_AT="1 6 SIGKILL"``: process 1, after step 6. ``WEIGHTS``: a folder for the weights of each process.
"""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

import torch

from training import cli
from training.trainer import distributed
from training.trainer.run import Run


def main():
    rank, step, name = os.environ.get("SIGNAL_AT", "none 0 SIGTERM").split()
    if name == "SIGSTOP":
        distributed.TIMEOUT = timedelta(seconds=2)
    advance = Run.advance

    def hit(run):
        advance(run)
        if (str(run.world.rank), str(run.step)) == (rank, step):
            os.kill(os.getpid(), signal.Signals[name])
        if run.step == run.total:
            torch.save(run.model.state_dict(), Path(os.environ["WEIGHTS"]) / f"{run.world.rank}.pt")

    Run.advance = hit
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
