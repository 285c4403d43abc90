"""The driving program of ``child_kills``: does one thing after the other, and ends its own children meanwhile.

python -m tests.nets.child_kills_window COUNT SEED PLACE
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

from aevae_desktop.features.probe.state import Preview
from tests.nets import children, inside
from tests.nets.doing import DOINGS, Doings

SIGNALS = (signal.SIGKILL, signal.SIGSTOP, signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT, signal.SIGTERM)
RECOVERY_S = 10.0
STEP_MS = 20


def run_for(milliseconds: int) -> None:
    """The event loop, for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Killer:
    """Kills a child while something is done, then waits until pictures come again."""

    def __init__(self, window: Any, place: Path, problems: inside.Problems, seed: int) -> None:
        self._window, self._session, self._problems = window, window.session, problems
        self._doings, self._rng = Doings(window, place), Random(seed)
        self._notices: list[str] = []
        self._session.changed.connect(self._hear)

    def once(self, number: int) -> None:
        """One kill, and what came of it."""
        mode = list(DOINGS)[number % len(DOINGS)]
        for _ in range(self._rng.randrange(4, 12)):
            self._doings.step(mode)
            run_for(STEP_MS)
        pids, sign = children.alive(), self._rng.choice(SIGNALS)
        victim = self._rng.choice(pids) if pids else 0
        self._notices.clear()
        infers = children.infers(victim)
        if victim:
            os.kill(victim, sign)
        begun = time.monotonic()
        back = self._back(mode, victim, sign)
        seconds = time.monotonic() - begun
        self._collected()
        self._doings.rest()
        rested = self._window.wait_idle(int(1e3 * RECOVERY_S))
        told = [notice for notice in self._notices if "process" in notice]
        facts = {"kill": number, "mode": mode, "signal": sign.name, "seconds": seconds, "back": back, "rested": rested,
                 "infers": infers}  # fmt: skip
        lines = sum(notice.count("\n") for notice in self._notices)
        inside.say(**facts, children=len(children.alive()), zombies=children.zombies(), told=told[:3], lines=lines,
                   notices=self._notices[-3:], problems=self._problems.take())  # fmt: skip

    def _back(self, mode: str, victim: int, sign: signal.Signals) -> bool:
        """Whether the victim is gone and a fresh picture came; one that is stopped and not asked anything may stay."""
        until, before, back = time.monotonic() + RECOVERY_S, self._picture(), False
        while not back and time.monotonic() < until:
            self._doings.step(mode)
            run_for(STEP_MS)
            gone = victim not in children.alive() or (sign is signal.SIGSTOP and bool(self._session.idle))
            back = gone and self._picture() is not before
        if back and victim in children.alive():
            os.kill(victim, signal.SIGCONT)
        return back

    def _collected(self) -> None:
        """A picture may come before the death is noticed: wait for that."""
        until = time.monotonic() + RECOVERY_S
        while children.zombies() and time.monotonic() < until:
            run_for(STEP_MS)
        run_for(STEP_MS)

    def _picture(self) -> object:
        state = self._session.state
        return state.panes[state.lead].get(Preview)

    def _hear(self, old: Any, new: Any) -> None:
        if new.notice is not old.notice and new.notice:
            self._notices.append(new.notice)


def main(arguments: list[str]) -> int:
    """So many kills."""
    inside.limit_memory()
    count, seed, place = int(arguments[0]), int(arguments[1]), Path(arguments[2])
    problems = inside.Problems()
    inside.without_shipped_models()
    from tests.nets.monkey_window import open_window

    window = open_window(place)
    killer = Killer(window, place, problems, seed)
    inside.say(ready=True)
    for number in range(count):
        killer.once(number)
    window.close()
    inside.say(done=True, problems=problems.take(), children=children.alive())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
