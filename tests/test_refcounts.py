"""PySide6 6.12.0 takes a reference from None or True with every call; enough calls end the interpreter."""

from __future__ import annotations

import json
import subprocess
import sys

SCRIPT = """
import json, sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

class Sender(QObject):
    told = Signal(object)
    plain = Signal()

app = QCoreApplication([])
sender, timer, seen = Sender(), QTimer(), []
sender.told.connect(lambda value: None)
sender.plain.connect(lambda: seen.append(1))

def turn(times):
    for _ in range(times):
        sender.told.emit(True)
        sender.told.emit(None)
        sender.plain.emit()
        sender.blockSignals(False)
        timer.stop()
        sender.setProperty("x", None)

turn(100)
before = {str(value): sys.getrefcount(value) for value in (None, True, False)}
turn(5000)
after = {str(value): sys.getrefcount(value) for value in (None, True, False)}
print(json.dumps([len(seen), before, after]))
"""


def test_five_thousand_signals_leave_none_true_and_false_alone() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    emitted, before, after = json.loads(done.stdout)
    assert emitted == 5100
    drift = {name: after[name] - before[name] for name in before}
    assert all(abs(change) < 50 for change in drift.values()), drift
