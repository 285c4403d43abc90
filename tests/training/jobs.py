"""Commands that start processes of their own, such as torchrun: waited for in a way that cannot wait for ever.

``subprocess.run`` with a limit kills the command alone and then reads its pipes to their end, and the command's own
processes, which nobody killed, hold them open.
"""

import os
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

LEAVE_S = 60.0  # torchrun gives its processes half a minute to leave


class Job:
    """A started command, whose output goes into files in ``folder``."""

    def __init__(self, command, env, folder, **options):
        self.command = [str(part) for part in command]
        self._files = [Path(tempfile.mkdtemp(dir=folder), name) for name in ("out", "err")]
        env = {**env, "PYTHONFAULTHANDLER": "1"}
        with self._files[0].open("w") as out, self._files[1].open("w") as err:
            self._process = subprocess.Popen(self.command, stdout=out, stderr=err, env=env, **options)

    def finished(self, limit):
        """What came of it; after ``limit`` seconds it is ended, and AssertionError tells where its processes were."""
        try:
            code = self._process.wait(limit)
        except subprocess.TimeoutExpired:
            self.end()
            raise AssertionError(f"not done after {limit} s: {self.command}\n{self._said()[1][-20_000:]}") from None
        return subprocess.CompletedProcess(self.command, code, *self._said())

    def end(self):
        """See that none of its processes is left; each writes the stack of its threads first."""
        for pid in below(self._process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGABRT)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(LEAVE_S)
        self._process.kill()
        self._process.wait()

    def _said(self):
        return [file.read_text() for file in self._files]


def below(pid):
    """The processes that ``pid`` started, and those that these did; on Linux alone."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [*below(child), child]
    return found
